"""Tools of the gates from npm, as `tools/setup.sh test` installs them; a test without one says how to get it."""

from __future__ import annotations

import shutil
from pathlib import Path

from lacking import lacking

MODULES = Path(__file__).resolve().parents[1] / "node_modules"


def module(path: str) -> Path:
    """A file of the installed packages."""
    found = MODULES / path
    if not found.is_file():
        lacking(
            f"{path.partition('/')[0]} is missing: tools/setup.sh test installs it (needs npm), or: cd tests && npm ci"
        )
    return found


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        lacking(f"{name} is missing: apt-get install {package}")
    return found
