"""Tells which folders the press may replace: its own, and such as hold nothing.

`--out` names a folder whose content goes. A slip of the hand must not cost anybody their work,
so what stands there has to be missing, empty or made by the press before: the project's own
`site/`, `print/` and `build/`, or what the hidden list in the `build/` beside it names.
"""

from __future__ import annotations

import os.path
from pathlib import Path

from chirashi.base.files import snapshot
from chirashi.base.files.publishing import LIST, folders_made
from chirashi.base.project import Project
from chirashi.cli import steps
from chirashi.cli.terminal.wrong_use import Misuse

SOURCES = {
    *("content", "theme", "chirashi", "build.py"),
    *("tests", "tools", "docs", "benchmarks", "requirements", ".git", ".github", ".venv"),
}
OUTPUTS = ("site", "print", "build", "build/draft", "build/build")
SHARED = {
    "lock",
    snapshot.FOLDER,
    "printed",
    f".{LIST}~",
}  # what stands in a build/ that nobody has finished a build in; nothing of it is lost


def checked(here: Project, out: Path, *, site: bool = True, paper: bool = True) -> Path:
    """The folder that `--out` asks for, written out; `Misuse` where a build would cost what is not ours.

    `site` and `paper` say whether it is replaced itself, and the `print/` beside it.
    """
    out = out.resolve() if ".." in out.parts else out.absolute()
    build = steps.workshop(out)
    if out.name in ("", build.name) or (paper and out == steps.paper_of(out)):
        raise Misuse("out-beside", out=out)
    _refuse_source(here, out)
    for folder in [out] * site + [steps.paper_of(out)] * paper:
        if not (
            _empty(folder) or _of_project(here, folder) or (_folder(folder) and folder.name in folders_made(build))
        ):
            raise Misuse("out-not-ours", folder=folder)
    ours = (build / LIST).is_file() or _of_project(here, build) or _empty(build)
    if not ours and not (_folder(build) and _names(build) <= SHARED):
        raise Misuse("build-not-ours", build=build)
    return out


def _refuse_source(here: Project, folder: Path) -> None:
    """The project, what it is made from, and every folder around it are never replaced, not even where empty."""
    real = folder.parent.resolve() / folder.name
    if here.root.is_relative_to(real) or (
        real.is_relative_to(here.root) and (real.relative_to(here.root).parts or ("",))[0] in SOURCES
    ):
        raise Misuse("out-source", folder=folder)


def _of_project(here: Project, folder: Path) -> bool:
    """Whether it is one of the project's own outputs, as a folder that is really there."""
    real = folder.parent.resolve() / folder.name
    return _folder(folder) and real in {here.root / name for name in OUTPUTS}


def _folder(path: Path) -> bool:
    return path.is_dir() and not path.is_symlink()


def _empty(path: Path) -> bool:
    """Whether nothing stands there, or a folder with nothing in it."""
    return not os.path.lexists(path) or (_folder(path) and not _names(path))


def _names(folder: Path) -> set[str]:
    try:
        return {path.name for path in folder.iterdir()}
    except OSError:
        return {"?"}  # it cannot be looked into: not to be taken for empty
