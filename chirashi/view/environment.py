"""The theme's templates as Jinja reads them: the project's own before those of the press, compiled once."""

from __future__ import annotations

import contextlib
import functools
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache, FunctionLoader, StrictUndefined
from jinja2.bccache import Bucket

from chirashi.base.project import Project, current, packaged_theme, theme


def environment() -> Environment:
    """The templates of the current project's theme."""
    return _environment(PACKAGED if current() in _plain else current())


PACKAGED = Project(packaged_theme().parent)  # whose theme is the press's own and nothing else
_plain: set[Project] = set()


def share_templates(project: Project) -> None:
    """Compiled templates of the press's theme serve a project that has none of its own, while this process lives."""
    _plain.add(project)


@functools.lru_cache(maxsize=4)
def _environment(project: Project) -> Environment:
    """Compiled, they are kept as Python keeps its modules, until their text changes."""

    def source(name: str) -> tuple[str, str, Callable[[], bool]] | None:
        path = project.theme.path(name)
        if not path.is_file():
            return None
        written = path.stat().st_mtime_ns
        return (
            path.read_text("utf-8"),
            str(path),
            lambda: path == project.theme.path(name) and path.stat().st_mtime_ns == written,
        )

    return Environment(
        loader=FunctionLoader(source),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=True,
        bytecode_cache=compiled(project),
    )


def compiled(project: Project) -> FileSystemBytecodeCache | None:
    """Where a project's templates are kept once they are compiled; None where Python keeps nothing either."""
    return None if sys.dont_write_bytecode or project == PACKAGED else _Compiled(project.build / "templates")


class _Compiled(FileSystemBytecodeCache):
    """Compiled templates, named also by the settings in this file that they were compiled with."""

    def __init__(self, folder: Path) -> None:
        super().__init__(str(folder), f"{zlib.crc32(Path(__file__).read_bytes()):08x}-%s")

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keeps one, or does not, on a full disk or in a folder that is not ours to write to; only time is lost."""
        with contextlib.suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


def changed() -> Iterator[tuple[str, int]]:
    """Every file of the theme, and when it was last written."""
    for path in theme().files("**/*"):
        yield str(path), path.stat().st_mtime_ns


def partials() -> list[str]:
    """The names that `show` knows."""
    return sorted(path.stem for path in theme().files("partials/*.html") if not path.stem.startswith("_"))
