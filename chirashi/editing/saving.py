"""Saves changes: made in memory, checked there, and written as one step that can be taken back.

Nothing is written where somebody else has changed the same meanwhile, where a change makes something wrong that
was right, or where a private value would be written into a file that others read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from chirashi.base import build_stamp
from chirashi.base.problems import Problem
from chirashi.base.project import Project, current, in_project
from chirashi.checks import check
from chirashi.checks.files import privacy
from chirashi.content.edition import Edition, load
from chirashi.content.files import unsaved
from chirashi.content.files.attachments import SUFFIXES
from chirashi.content.files.private_file import read_private
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.applying import already, apply, present
from chirashi.editing.changes import DATA, UNKNOWN, Change
from chirashi.editing.draft import Draft, not_writable, value_at
from chirashi.editing.in_place.nodes import NotWritable
from chirashi.editing.journal import Journal, Meanwhile, Step, digest

Seen = Mapping[str, str | None]
"""The files of an edition, named from its folder, by the SHA-256 of what somebody has seen of them."""


@dataclass(frozen=True)
class Conflict:
    """Something that others have changed since: what it was when it was seen, what each makes of it.

    `at` is the field; () where a whole file is meant.
    """

    file: str
    at: Loc
    was: Any
    mine: Any
    theirs: Any


@dataclass
class Outcome:
    """What came of it. `step` is None where nothing was written: then `refused` or `conflicts` say why,
    or there was nothing to change.

    `problems` is all that is wrong with the edition as it now is, or would be; each that stands at a field of the
    data has its `path`. `refused` are those for which nothing was written.
    """

    step: Step | None = None
    files: dict[str, bytes | None] = field(default_factory=dict)  # as they became, or would have
    before: dict[str, bytes | None] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    refused: list[Problem] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not self.refused and not self.conflicts


def seen(folder: Path, files: Iterable[str]) -> dict[str, str | None]:
    """What those files hold now, to be given to `save` with the changes that were made of it."""
    return {file: digest(p.read_bytes()) if (p := folder / file).is_file() else None for file in files}


def preview(
    folder: Path,
    changes: Sequence[Change],
    based_on: Seen | None = None,
    today: datetime.date | None = None,
    strictly: bool = True,
) -> Outcome:
    """What `save` would do, with nothing written."""
    return _made(folder, changes, based_on, today or build_stamp.today(), strictly)


def save(
    folder: Path,
    changes: Sequence[Change],
    *,
    by: str,
    said: str = "",
    based_on: Seen | None = None,
    strictly: bool = True,
    today: datetime.date | None = None,
    project: Project | None = None,
) -> Outcome:
    """Takes changes in an edition's folder, all of them or none.

    :param by: what makes them, for the journal: `desk`, `excel`.
    :param said: what is done, in words, for the journal.
    :param based_on: what was seen of the files (`seen`). A file that has changed since is only changed further where
        each change says what it `was`, and that still stands there.
    :param strictly: whether nothing is written where an error arises that was not there before. Otherwise only what
        keeps the data from being read at all is refused, and what is private.
    """
    journal = Journal(project or current())
    with journal.turn():
        made = _made(folder, changes, based_on, today or build_stamp.today(), strictly)
        if made.good and made.files:
            root = journal.root
            before, secret = {file: made.before[file] for file in made.files}, _Private(folder)
            step = {_from(root, folder / file): (before[file], after) for file, after in made.files.items()}
            unkept = frozenset(_from(root, folder / file) for file, old in before.items() if secret.in_(old))
            try:
                made.step = journal.take(step, by, said, unkept)
            except Meanwhile as error:
                made.conflicts = [
                    Conflict(file, (), _text(step[file][0]), _text(step[file][1]), _text(_bytes(root / file)))
                    for file in map(str, error.args)
                ]
    return made


def _made(
    folder: Path, changes: Sequence[Change], based_on: Seen | None, today: datetime.date, strictly: bool
) -> Outcome:
    draft = Draft(folder)
    try:
        conflicts = _conflicts(draft, changes, based_on)
        if conflicts:
            return Outcome(conflicts=conflicts)
        for change in changes:
            apply(draft, change)
        files = draft.files()
    except NotWritable as error:
        file = str(error.args[0]) if error.args and (folder / str(error.args[0])).is_file() else DATA
        return Outcome(refused=[not_writable(folder / file)])
    if not files:
        return Outcome()
    for file in files:
        _inside(folder, file)
    made = Outcome(files=files, before={file: draft.before(file) for file in files})
    made.refused = list(_Private(folder).found(files))
    if made.refused:
        return made
    made.problems, edition = _checked(folder, files, today)
    if strictly and any(problem.severity == "error" for problem in made.problems):
        made.refused = _arisen(_checked(folder, {}, today)[0], made.problems)
    elif not strictly and not edition.whole:
        made.refused = [problem for problem in made.problems if problem.severity == "error"]
    return made


def _checked(folder: Path, files: Mapping[str, bytes | None], today: datetime.date) -> tuple[list[Problem], Edition]:
    """All problems of the edition with these files in the place of its own, at their fields."""
    with unsaved.instead({folder / file: content for file, content in files.items()}):
        edition = load(folder)
        return [_placed(edition, problem) for problem in check(edition, today)], edition


def _placed(edition: Edition, problem: Problem) -> Problem:
    """A problem of the data with its field, where it has only its line: the innermost that alone begins there."""
    if problem.path or problem.file != edition.doc.file or not problem.line:
        return problem
    found = [loc for loc, (line, _) in edition.doc.lines.items() if line == problem.line]
    if not found:
        return problem
    common = min(found, key=len)
    deeper = [loc for loc in found if not isinstance(value_at(edition.doc.values, loc), dict | list)]
    path = deeper[0] if len(deeper) == 1 else common
    return Problem(problem.file, problem.line, problem.code, problem.fields, problem.also, path)


def _arisen(before: list[Problem], after: list[Problem]) -> list[Problem]:
    """The errors that were not there before, wherever their lines have gone."""

    def same(problem: Problem) -> tuple[object, ...]:
        return problem.file, problem.code, problem.path or repr(problem.fields)

    known = {same(problem) for problem in before}
    return [problem for problem in after if problem.severity == "error" and same(problem) not in known]


def _conflicts(draft: Draft, changes: Sequence[Change], based_on: Seen | None) -> list[Conflict]:
    """What others have changed. A change that says what it `was` is held to that alone, any other to its whole file."""
    found: list[Conflict] = []
    for change in changes:
        at: Loc = getattr(change, "at", ())
        mine = getattr(change, "value", getattr(change, "text", None))
        elsewhere = (
            based_on is not None
            and change.file in based_on
            and based_on[change.file] != digest(draft.before(change.file))
        )
        was = getattr(change, "was", UNKNOWN)
        if was is not UNKNOWN:
            now = present(draft, change)
            if now != was and not already(draft, change):
                found.append(Conflict(change.file, at, was, mine, now))
        elif elsewhere:
            raw = draft.before(change.file)
            found.append(Conflict(change.file, (), None, mine, None if raw is None else raw.decode("utf-8", "replace")))
    return found


class _Private:
    """The private values of an edition, in either width. None is shown, none is written, none is kept."""

    def __init__(self, folder: Path) -> None:
        self.file, found = folder, read_private(folder / "private.yml")[0]
        self.ways = {
            key: [way.encode() for way in (value, value.translate(privacy.FULL_WIDTH))]
            for key, value in found.items()
            if len(value) >= privacy.SHORTEST
        }

    def in_(self, content: bytes | None) -> bool:
        return any(way in (content or b"") for ways in self.ways.values() for way in ways)

    def found(self, files: Mapping[str, bytes | None]) -> Iterator[Problem]:
        """Those that would be written into files that others read."""
        for file, content in files.items():
            for key, ways in self.ways.items():
                places = [at for way in ways if (at := (content or b"").find(way)) >= 0]
                if content and places:
                    line = content.count(b"\n", 0, min(places)) + 1
                    yield Problem(in_project(self.file / file), line, "private-found", {"key": key})


def _inside(folder: Path, file: str) -> None:
    """Changes are made in the edition and in the settings beside it, nowhere else; anything else is a bug."""
    path, home = (folder / file).resolve(), folder.resolve()
    ours = path.is_relative_to(home) and path.suffix in (".yml", ".md", *SUFFIXES) and path.name != "private.yml"
    if not ours and path != home.parent / "site.yml":
        raise ValueError(file)


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _from(root: Path, path: Path) -> str:
    found = path.resolve()
    return found.relative_to(root.resolve()).as_posix() if found.is_relative_to(root.resolve()) else str(found)


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8", "replace")
