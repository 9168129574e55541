"""Finds the projects below a folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.project import Project

PASSED_OVER = {"site", "print", "build", "content", "theme", "node_modules"}


def find(folder: Path) -> list[Project]:
    """Every project below a folder, in the order of their paths; none is looked for within another, or hidden."""
    return [Project(root) for root in _roots(folder.resolve())]


def _roots(folder: Path) -> Iterator[Path]:
    if Project(folder).settings.is_file():
        yield folder
        return
    try:
        names = sorted(
            entry.name
            for entry in os.scandir(folder)
            if entry.is_dir(follow_symlinks=False) and not entry.name.startswith(".") and entry.name not in PASSED_OVER
        )
    except OSError:  # somebody else's folder
        return
    for name in names:
        yield from _roots(folder / name)
