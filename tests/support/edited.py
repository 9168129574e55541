"""A project with editions that a test changes."""

import shutil
from pathlib import Path

from known import EDITIONS, ROOT

from chirashi.base.project import Project


def edition(home: Project, name: str) -> Path:
    """A copy of an edition in the project `home`."""
    home.content.mkdir(exist_ok=True)
    shutil.copyfile(ROOT / "content" / "site.yml", home.settings)
    return Path(shutil.copytree(EDITIONS[name], home.content / name))
