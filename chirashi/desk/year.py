"""The year that is worked on: its edition, last year's, and all that is wrong, read anew when a file changes."""

from __future__ import annotations

import datetime
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from chirashi.base import build_stamp
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.checks.sense.last_edition import NAME, previous
from chirashi.content.edition import Edition, at_home, load
from chirashi.content.files import unsaved
from chirashi.content.site_settings import settings
from chirashi.desk.forms.chips import Chips
from chirashi.desk.telling import Told
from chirashi.proof.report.translations import stale
from chirashi.review import Changes, compare

State = tuple[tuple[str, int, int], ...]
"""Each file of a folder with the time at which it was last written, in nanoseconds, and its size in bytes."""


@dataclass
class Read:
    """An edition as it was last read."""

    edition: Edition
    before: Edition | None
    problems: list[Problem]
    changes: Changes | None = None  # once somebody has asked
    told: dict[str, list[Told]] = field(default_factory=dict)  # the problems in a language, likewise
    chips: dict[tuple[str, str], Chips] = field(default_factory=dict)  # of a language, named in another, likewise


@dataclass
class Year:
    """One edition of a project. Whoever reads or renders holds `turn`: the press works on one thing at a time."""

    project: Project
    name: str
    turn: threading.RLock = field(default_factory=threading.RLock)
    _state: tuple[object, ...] = ()
    _read: Read | None = None

    @property
    def folder(self) -> Path:
        return self.project.content / self.name

    def read(self) -> Read:
        """The edition and what is wrong with it, as the files are now. `Trouble` where there is no edition."""
        with self.turn:
            state = (self.name, state_of(self.project.content), today())
            if self._read is None or state != self._state:
                if not self.folder.is_dir():
                    raise Trouble(Problem(f"content/{self.name}", 0, "no-data", {"file": "plans.yml"}))
                edition = load(self.folder)
                self._read = Read(edition, previous(edition), self._problems(edition))
                self._state = state
            return self._read

    def changes(self) -> Changes | None:
        """What has changed since last year; None where there is no such year, or one of both cannot be read whole."""
        read = self.read()
        if read.before is None or not read.before.whole or not read.edition.whole:
            return None
        if read.changes is None:
            read.changes = compare(read.before, read.edition)
        return read.changes

    def chips(self, language: str, lang: str) -> Chips:
        """The figures of the edition as a language writes them, by their names in that of the desk."""
        read = self.read()
        if (language, lang) not in read.chips:
            read.chips[language, lang] = Chips(read.edition, language, lang)
        return read.chips[language, lang]

    def tried(self, texts: Mapping[str, str]) -> Edition:
        """The edition as it would be with those texts in the place of its files, by their paths from its folder."""
        with self.turn, unsaved.instead({self.folder / name: text.encode() for name, text in texts.items()}):
            return load(self.folder)

    def _problems(self, edition: Edition) -> list[Problem]:
        problems = check(edition, today())
        if edition.whole:
            problems += [at_home(one, [edition.folder]) for one in stale(edition.folder, edition.languages)]
        return problems


def today() -> datetime.date:
    return build_stamp.today()


def state_of(folder: Path) -> State:
    """What tells whether any file of a folder has changed."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return tuple((str(path), (stat := path.stat()).st_mtime_ns, stat.st_size) for path in files)


def editions(project: Project) -> list[str]:
    """The names of a project's editions, the newest of those that belong together first."""
    found = [path.parent.name for path in project.content.glob("*/plans.yml")]
    return sorted(found, key=_age, reverse=True)


def newest(project: Project) -> str:
    """The edition to open: the one that is published, or a newer one of the same scheme. `Trouble` without any."""
    published = settings(project).edition
    mine = NAME.fullmatch(published)
    if mine is None:
        return published
    same = [name for name in editions(project) if (other := NAME.fullmatch(name)) and other["name"] == mine["name"]]
    return max([published, *same], key=_age)


def _age(name: str) -> tuple[str, str]:
    match = NAME.fullmatch(name)
    return (match["name"], match["year"]) if match else (name, "")
