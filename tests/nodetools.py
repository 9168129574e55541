"""Tools of the gates from npm, as `tools/setup.sh test` installs them; a test without one is skipped and says so."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

MODULES = Path(__file__).resolve().parent / "node_modules"


def module(path: str) -> Path:
    """A file of the installed packages."""
    found = MODULES / path
    if not found.is_file():
        pytest.skip(
            f"{path.partition('/')[0]} is missing: tools/setup.sh test installs it (needs npm), or: cd tests && npm ci"
        )
    return found


def program(name: str, package: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is missing: apt-get install {package}")
    return found
