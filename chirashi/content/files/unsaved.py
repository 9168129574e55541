"""Files of an edition as they would be, before they are saved, so that they are checked like what is there."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping
from contextvars import ContextVar
from pathlib import Path

Files = Mapping[Path, bytes | None]
_instead: ContextVar[Files | None] = ContextVar("instead", default=None)


@contextlib.contextmanager
def instead(files: Files) -> Iterator[None]:
    """Within the block, of this thread, these files are read as they are given; None stands for one that is gone."""
    before = _instead.set({path.resolve(): content for path, content in files.items()})
    try:
        yield
    finally:
        _instead.reset(before)


def read(path: Path, most: int = -1) -> bytes:
    """The bytes of a file, or the first of them; FileNotFoundError where it would be gone."""
    files = _instead.get()
    if not files or (found := path.resolve()) not in files:
        with path.open("rb") as stream:
            return stream.read(most)
    content = files[found]
    if content is None:
        raise FileNotFoundError(path)
    return content if most < 0 else content[:most]


def is_file(path: Path) -> bool:
    files = _instead.get()
    if not files or (found := path.resolve()) not in files:
        return path.is_file()
    return files[found] is not None


def matching(folder: Path, pattern: str) -> list[Path]:
    """The files right in a folder whose names fit, in their order."""
    found = {path for path in folder.glob(pattern) if is_file(path)}
    home = folder.resolve()
    given = {path for path, content in (_instead.get() or {}).items() if content is not None}
    found |= {folder / path.name for path in given if path.parent == home and path.match(pattern)}
    return sorted(found)
