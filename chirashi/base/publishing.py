"""Puts the finished files in the place of `site/` all at once, or not at all.

They are written beside it, below `build/`, and take its place in one rename. A build that
fails, is killed or finds the disk full leaves the `site/` of before, whole. Builds take turns
by a lock, which the system frees even when a build is killed.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from chirashi.base.problems import of_disk, writing

AT_FDCWD = -100 if sys.platform != "darwin" else -2
MEMBERS = "members/"  # sheets with the login: for the owner of the folder alone, as SSH keys are
LIST = ".chirashi"  # in build/: the names of the folders beside it that the press has made, one a line
EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2 and RENAME_SWAP of macOS's renameatx_np


@contextlib.contextmanager
def turn(build: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Holds the project's one lock; `waiting` is called once where another build holds it."""
    from filelock import FileLock, Timeout

    lock = FileLock(build / "lock")
    with writing(build):
        build.mkdir(parents=True, exist_ok=True)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            waiting()
            lock.acquire()
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def staged(outputs: dict[Path, dict[str, bytes]], build: Path) -> Iterator[dict[Path, Path]]:
    """Writes each output (folder: path below it: content) to a stage, where it can be proved.

    Gives the stage of each folder. Where the block ends well, the stages take their folders'
    places, a rename each; where it raises, or the disk refuses (`Trouble`), every folder is as
    it was. Entered within `turn`.
    """
    stages = {folder: build / "stage" / folder.name for folder in outputs}
    try:
        note(build, ())
        for folder, files in outputs.items():
            restore(folder, build)
            write(files, stages[folder])
        yield stages
        note(build, stages)
        for folder, stage in stages.items():
            exchange(stage, folder, build)
    except OSError as error:
        raise of_disk(error, str(build)) from error
    finally:
        with writing(build):
            clear(build / "stage")


def folders_made(build: Path) -> set[str]:
    """The folders beside a `build/` that the press has made, which its next build may replace."""
    try:
        return set((build / LIST).read_text("utf-8").splitlines())
    except (OSError, ValueError):
        return set()


def note(build: Path, folders: Iterable[Path]) -> None:
    """Lists the folders as made by the press; before they are, since a build may be killed at any moment."""
    before = folders_made(build)
    names = before | {folder.name for folder in folders}
    if names != before or not (build / LIST).is_file():
        (build / f"{LIST}.new").write_text("".join(f"{name}\n" for name in sorted(names)), "utf-8")
        (build / f"{LIST}.new").replace(build / LIST)


def publish(files: dict[str, bytes], site: Path, build: Path) -> None:
    """Replaces one folder, with nothing to prove."""
    with staged({site: files}, build):
        pass


def write(files: dict[str, bytes], folder: Path) -> None:
    """The files below a folder that is new."""
    clear(folder)
    for name, content in files.items():
        path = folder / name
        members = name.startswith(MEMBERS)
        path.parent.mkdir(mode=0o700 if members else 0o777, parents=True, exist_ok=True)
        path.touch(mode=0o600 if members else 0o666, exist_ok=False)
        with path.open("r+b") as stream:
            stream.write(content)
    folder.mkdir(parents=True, exist_ok=True)


def exchange(stage: Path, site: Path, build: Path) -> None:
    """`stage` becomes `site` in one rename; what was `site` is then at `stage`."""
    if not site.exists():
        stage.rename(site)
    elif not _swap(stage, site):
        # No exchange on this system: two renames. `restore` mends a death between them.
        before = build / "before"
        clear(before)
        site.rename(before)
        stage.rename(site)
        clear(before)


def restore(site: Path, build: Path) -> None:
    """After a death between the two renames of a system without exchange: the site of before returns."""
    before = build / "before"
    if before.exists() and not site.exists():
        before.rename(site)


def clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _swap(one: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system or its file system cannot."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    if name is None:
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return False
    return bool(call(AT_FDCWD, os.fsencode(one), AT_FDCWD, os.fsencode(other), ctypes.c_uint(EXCHANGE)) == 0)
