"""Writes what a workbook has changed into the edition, through the writer that the desk uses too."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field, replace
from pathlib import Path

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem, Trouble
from chirashi.content.edition import Edition
from chirashi.editing import DATA, Conflict, Outcome, SetValue, preview, save
from chirashi.excel.opening import Opened
from chirashi.excel.reading import Place, Reading, gathered, read


@dataclass
class Taken:
    """What came of it: each changed cell with what it was and is, and everything that is wrong, at its cell."""

    changes: dict[Place, SetValue] = field(default_factory=dict)
    problems: list[tuple[Place | None, Problem]] = field(default_factory=list)
    outcome: Outcome = field(default_factory=Outcome)

    @property
    def good(self) -> bool:
        return not any(problem.severity == "error" for _, problem in self.problems)


def take(edition: Edition, book: Opened, today: datetime.date, *, strictly: bool = True, look: bool = False) -> Taken:
    """Takes a workbook back: all that is changed in it, or nothing where something of it is wrong.

    :param strictly: whether errors that the changes bring to other places keep them from being written.
    :param look: only says what would be written.
    """
    reading = read(book)
    wanted = edition.folder.resolve().name
    if reading.edition != wanted:
        raise Trouble(Problem(book.name, 0, "excel-edition", {"found": reading.edition, "wanted": wanted}))
    taken = Taken(reading.changes, list(reading.problems))
    if not taken.good:
        return taken
    changes = gathered(reading.changes, edition.doc.values)
    seen = {DATA: reading.digest}
    if look:
        taken.outcome = preview(edition.folder, changes, seen, today, strictly)
    else:
        taken.outcome = save(
            edition.folder, changes, by="excel", said=book.name, based_on=seen, strictly=strictly, today=today
        )
    taken.problems += [_meanwhile(reading, conflict) for conflict in taken.outcome.conflicts]
    taken.problems += [_at_cell(reading, problem) for problem in taken.outcome.refused]
    return taken


def _meanwhile(reading: Reading, conflict: Conflict) -> tuple[Place | None, Problem]:
    place = reading.place(conflict.at)
    found = {name: _said(getattr(conflict, name)) for name in ("theirs", "mine", "was")}
    return place, Problem(str(place or conflict.file), 0, "edit-meanwhile", found)


def _said(value: object) -> object:
    if value is None:
        return phrase("nothing-there")
    return value.get("amount", "…") if isinstance(value, dict) else str(value)


def _at_cell(reading: Reading, problem: Problem) -> tuple[Place | None, Problem]:
    """A problem of the data at the cell that it is about; of anything else as it is."""
    in_data = problem.path and Path(problem.file).name == DATA
    place = reading.place(problem.path) if in_data else None
    return (place, replace(problem, file=str(place), line=0)) if place else (None, problem)
