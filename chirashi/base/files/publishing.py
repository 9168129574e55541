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
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

from chirashi.base.problems import Problem, Trouble, of_disk, writing
from chirashi.base.project import MAILING, PAPER

AT_FDCWD = -100 if sys.platform != "darwin" else -2
MEMBERS = "members/"  # sheets with the login: for the owner of the folder alone, as SSH keys are
LIST = ".chirashi"  # in build/: the names of the folders beside it that the press has made, one a line
BEFORE = "before"  # in build/: what stood in a folder's place, until all are replaced
EXCHANGE = 2  # RENAME_EXCHANGE of Linux's renameat2 and RENAME_SWAP of macOS's renameatx_np


@contextlib.contextmanager
def turn(build: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Holds the project's one lock; `waiting` is called once where another build holds it."""
    from filelock import FileLock, Timeout  # takes 10 ms, which a check need not spend

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
    places, a rename each, all or none; where it raises, or the disk refuses (`Trouble`), every folder is as
    it was. Entered within `turn`.
    """
    mounts = [folder for folder in outputs if folder.is_mount()]
    if mounts:
        raise Trouble(*(Problem(str(folder), 0, "output-mount") for folder in mounts))
    stages = {folder: build / "stage" / folder.name for folder in outputs}
    try:
        note(build, ())
        for folder, files in outputs.items():
            restore(folder, build)
            write(files, stages[folder])
        yield stages
        note(build, stages)
        exchange_all(stages, build)
    except OSError as error:
        raise of_disk(error, str(build)) from error
    finally:
        with writing(build):
            for folder, stage in stages.items():
                _carry(stage, folder)
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
        rewrite(build / LIST, "".join(f"{name}\n" for name in sorted(names)))


def publish(files: dict[str, bytes], site: Path, build: Path) -> None:
    """Replaces one folder, with nothing to prove."""
    with staged({site: files}, build):
        pass


def rewrite(path: Path, text: str) -> None:
    """Writes a file anew, whole or not at all: on a full disk, and after a death, the one of before is there."""
    new = path.with_name(f".{path.name}~")  # as editors name what is passed over
    try:
        new.write_text(text, "utf-8", newline="\n")
        new.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            new.unlink(missing_ok=True)
        raise


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


def exchange_all(stages: Mapping[Path, Path], build: Path) -> None:
    """Every stage becomes its folder; where one cannot, those before it are put back."""
    done: list[tuple[Path, Path]] = []
    try:
        for folder, stage in stages.items():
            exchange(stage, folder, build)
            done.append((folder, stage))
    except BaseException:
        for folder, stage in reversed(done):
            put_back(stage, folder, build)
        raise
    clear(build / BEFORE)


def exchange(stage: Path, site: Path, build: Path) -> None:
    """`stage` becomes `site` in one rename; what was `site` is then at `stage`, or below `before`."""
    if not site.exists():
        stage.rename(site)
    elif not _swap(stage, site):
        # No exchange on this system: two renames. `restore` mends a death between them.
        before = build / BEFORE / site.name
        clear(before)
        before.parent.mkdir(exist_ok=True)
        site.rename(before)
        try:
            stage.rename(site)
        except BaseException:
            before.rename(site)
            raise
        _carry(before, site)
        return
    _carry(stage, site)


def put_back(stage: Path, site: Path, build: Path) -> None:
    """Undoes an `exchange`."""
    before = build / BEFORE / site.name
    if before.exists():
        site.rename(stage)
        before.rename(site)
    elif not stage.exists():
        site.rename(stage)
    else:
        _swap(stage, site)
    _carry(stage, site)


def restore(site: Path, build: Path) -> None:
    """After a death between the two renames of a system without exchange: the site of before returns.

    After a death right behind the exchange, what stays in a folder returns to it.
    """
    before = build / BEFORE / site.name
    if before.exists() and not site.exists():
        before.rename(site)
    for left in (before, build / "stage" / site.name):
        _carry(left, site)


def _carry(old: Path, new: Path) -> None:
    """Takes what was made for single members along from the printed matter of before."""
    left = old / MAILING
    if new.name == PAPER and left.is_dir() and new.is_dir() and not (new / MAILING).exists():
        left.rename(new / MAILING)


def clear(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _swap(path: Path, other: Path) -> bool:
    """Exchanges two folders in one step; False where the system or its file system cannot."""
    name = {"linux": "renameat2", "darwin": "renameatx_np"}.get(sys.platform)
    if name is None:
        return False
    call = getattr(ctypes.CDLL(None, use_errno=True), name, None)
    if call is None:
        return False
    return bool(call(AT_FDCWD, os.fsencode(path), AT_FDCWD, os.fsencode(other), ctypes.c_uint(EXCHANGE)) == 0)
