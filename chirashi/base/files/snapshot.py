"""Reads `content/` once for a run, so that what is made and what it is proved against are the same.

Somebody may save a page while a build runs. Without this, the press would have read the old text and the proof the
new one, and a figure that is right would be told as wrong. The copy lies in `build/inputs/` as long as the run does,
for its owner alone, since `private.yml` is a part of it; messages name the files as they stand in `content/`.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterator
from pathlib import Path

from chirashi.base import project
from chirashi.base.files import publishing
from chirashi.base.files.stray_files import stray
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.base.project import Project

FOLDER = "inputs"  # in build/
TRIES = 5  # while somebody is just saving
PAUSE = 0.1  # seconds before another try
MOST = 20_000_000  # bytes; a larger file is refused by its size, which the copy has without its bytes


@contextlib.contextmanager
def taken(here: Project, build: Path) -> Iterator[Project]:
    """The project with its content as it stands now, which this process works on inside the block.

    Entered within `publishing.turn`, since runs share the folder. `Trouble` where a file cannot be read.
    """
    folder = build / FOLDER
    publishing.clear(folder)
    with writing(folder):
        for _ in range(TRIES):
            seen = _copied(here, folder)
            if seen == {path: _state(path) for path in seen}:
                break
            publishing.clear(folder)
            time.sleep(PAUSE)
        else:
            _copied(here, folder)
    try:
        held = Project(here.root, folder / "content")
        project.use(held)
        yield held
    finally:
        project.use(here)
        publishing.clear(folder)


State = tuple[int, int] | None  # when a file was last written, in nanoseconds, and its size; None where it is gone


def _copied(here: Project, folder: Path) -> dict[Path, State]:
    """Copies the content; gives each file with its state before it was read."""
    folder.mkdir(mode=0o700, parents=True)
    root = here.content.resolve()
    return dict(_copy(root, folder / "content", root, here))


def _copy(source: Path, target: Path, root: Path, here: Project) -> Iterator[tuple[Path, State]]:
    target.mkdir(mode=0o700)
    for path in sorted(source.iterdir()):
        copy = target / path.name
        if stray(path.name) or path.name == ".git":
            continue
        if path.is_symlink():
            copy.symlink_to(_leads(path, root))
        elif path.is_dir():
            yield from _copy(path, copy, root, here)
        elif path.is_file():
            yield path, _state(path)
            _copy_file(path, copy, here)
        else:  # a pipe, say, which the checks tell of
            copy.symlink_to(path)


def _leads(link: Path, root: Path) -> Path | str:
    """Where the copy of a link leads: within the content to the copy there, out of it to where it leads now."""
    if not link.exists():
        return link.readlink()
    real = link.resolve()
    return os.path.relpath(real, link.parent) if real.is_relative_to(root) else real


def _copy_file(source: Path, target: Path, here: Project) -> None:
    try:
        with source.open("rb") as stream:
            found = os.fstat(stream.fileno())
            content = stream.read() if found.st_size <= MOST else b""
    except FileNotFoundError:
        return  # moved away since
    except OSError as error:
        said = {"said": error.strerror or str(error)}
        raise Trouble(Problem(here.named(source), 0, "file-unreadable", said)) from error
    target.touch(mode=0o600, exist_ok=False)
    with target.open("r+b") as stream:
        stream.write(content)
        if found.st_size > MOST:
            stream.truncate(found.st_size)
    os.utime(target, ns=(found.st_atime_ns, found.st_mtime_ns))  # by which what was read of it before is known again


def _state(path: Path) -> State:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
