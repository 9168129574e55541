"""The project that is worked on, and the theme that it wears.

A project is a folder with `content/site.yml`: its content, its own files of the theme, and what the
press makes of them. The theme that comes with the press lies in the package; a file of the same name
below the project's `theme/` takes its place. Nothing is ever written into the package, which may
belong to someone else and serve many projects: what is kept between runs lies in the project's `build/`.

One process works on one project, and the command line says which (`use`). It is not passed to whoever
names a file in a message or reads one of the theme: those are some fifty functions, most of which
would only hand it on. Without a command line, as in a script, it is found from the current folder.

Only what loads at once is imported here, since `build_stamp` answers before anything slow is loaded.
"""

from __future__ import annotations

import functools
import os.path
from pathlib import Path
from typing import NamedTuple

PACKAGE = Path(__file__).resolve().parents[1]
PAPER, MAILING = "print", "mailing"
"""The folder of printed matter, and the one in it of what is made for single members, which no build replaces."""


class Theme(NamedTuple):
    """The files of a theme by their names, like `print/flyer.css`; the first folder that holds one gives it."""

    folders: tuple[Path, ...]

    def path(self, name: str) -> Path:
        """Where a file stands; where no folder holds it, where that of the press would."""
        return next((path for folder in self.folders if (path := folder / name).is_file()), self.folders[-1] / name)

    def layers(self, name: str) -> tuple[Path, ...]:
        """Every file of that name, that of the press first: of files that are laid over one another, as labels are."""
        return tuple(path for folder in reversed(self.folders) if (path := folder / name).is_file())

    def read(self, name: str) -> str:
        return self.path(name).read_text("utf-8")

    def files(self, pattern: str) -> list[Path]:
        """Every file whose name fits, `partials/*.html`, each name once, in their order."""
        found: dict[str, Path] = {}
        for folder in reversed(self.folders):
            files = (path for path in folder.glob(pattern) if path.is_file() and path.name.isprintable())
            found |= {path.relative_to(folder).as_posix(): path for path in files}
        return [path for _, path in sorted(found.items())]

    def own(self, pattern: str) -> list[str]:
        """The names of files that the project has for itself, or has changed; a mere copy is none of them."""
        *own, packaged = self.folders
        names = {path.relative_to(folder).as_posix() for folder in own for path in folder.glob(pattern)}
        return sorted(name for name in names if (path := self.path(name)).is_file() and _differ(path, packaged / name))

    def name_of(self, path: Path) -> str | None:
        """The name of a file below one of the folders, whether or not it is there; None for any other."""
        return next((path.relative_to(f).as_posix() for f in self.folders if path.is_relative_to(f)), None)


def _differ(path: Path, other: Path) -> bool:
    return not other.is_file() or path.read_bytes().split() != other.read_bytes().split()


class Project(NamedTuple):
    """A folder with content, and where what is made of it goes. `root` is absolute."""

    root: Path
    snapshot: Path | None = None  # where a run holds the content as it stood when it began, see `snapshot`

    @property
    def content(self) -> Path:
        return self.snapshot or self.root / "content"

    def origin(self, path: Path) -> Path:
        """Where a file of the content stands that a run holds a copy of."""
        if self.snapshot and path.is_relative_to(self.snapshot):
            return self.root / "content" / path.relative_to(self.snapshot)
        return path

    @property
    def settings(self) -> Path:
        """Which edition is published; also what makes a folder a project."""
        return self.content / "site.yml"

    @property
    def theme(self) -> Theme:
        """The project's own files, then those of the press; in this repository they are the same."""
        return Theme(tuple(dict.fromkeys((self.root / "theme", packaged_theme()))))

    @property
    def site(self) -> Path:
        return self.root / "site"

    @property
    def paper(self) -> Path:
        return self.root / PAPER

    @property
    def mailing(self) -> Path:
        """What is made for single members; for its owner alone, and never published."""
        return self.paper / MAILING

    @property
    def build(self) -> Path:
        """Drafts, reports, and what is kept from one run to the next; can be removed at any time."""
        return self.root / "build"

    @property
    def journal(self) -> Path:
        """What the press has changed in `content/`, so that it can be taken back; outlives `build/`."""
        return self.root / ".chirashi"

    @property
    def interrupted(self) -> Path:
        """There while a change of `content/` is being made, or somebody died over it."""
        return self.journal / "pending.json"

    def named(self, path: Path) -> str:
        """A path as messages show it: from the root where it lies below it.

        A file of the press's own theme goes by the name under which the project may have one of its own.
        """
        path = self.origin(path)
        real = Path(os.path.realpath(path))  # which a link that leads round in a circle does not trouble
        for one in (path, real):
            if one.is_relative_to(self.root):
                return one.relative_to(self.root).as_posix()
        name = self.theme.name_of(real)
        return path.as_posix() if name is None else f"theme/{name}"


@functools.cache
def packaged_theme() -> Path:
    """The theme that comes with the press: in the package, or beside it where the press is run from its repository."""
    inside = PACKAGE / "theme"
    return inside if inside.is_dir() else PACKAGE.parent / "theme"


def find_project(folder: Path) -> Project | None:
    """The project that a folder belongs to: the nearest upwards that holds `content/site.yml`."""
    start = folder.resolve()
    found = (Project(one) for one in (start, *start.parents))
    return next((project for project in found if project.settings.is_file()), None)


_used: Project | None = None


def use(project: Project | None) -> None:
    """From here on this process works on that project; on None, on whichever the current folder belongs to."""
    global _used
    _used = project


def project_in_use() -> Project | None:
    """The project that somebody has chosen."""
    return _used


def current() -> Project:
    """The project of this process; the current folder itself where that belongs to none."""
    return _used or find_project(Path.cwd()) or Project(Path.cwd().resolve())


def in_project(path: Path) -> str:
    """A path as messages show it, see `Project.named`."""
    return current().named(path)


def theme() -> Theme:
    """The theme of the current project."""
    return current().theme
