"""History: every step that was taken, by whom, and undoing them, one by one, after days."""

from __future__ import annotations

import datetime
from dataclasses import dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import Word, words
from chirashi.desk.writing.saving import BY, conflict_of
from chirashi.editing import Outcome, Step, history, redo, undo


@dataclass(frozen=True)
class Taken:
    """A step as the page shows it."""

    number: int
    when: str
    by: str
    lines: list[str]


def routes(desk: Desk) -> list[BaseRoute]:
    return [shown(desk, "/history", show), posted(desk, "/history", take)]


def show(desk: Desk, request: Request, error: list[str] | None = None) -> Response:
    w = words(desk.language(request))
    done, undone = history(desk.project)
    return desk.page(
        request,
        "history.html",
        steps=[_shown(step, w) for step in done],
        undone=_shown(undone[0], w) if undone else None,
        error=error or [],
    )


def _shown(step: Step, w: Word) -> Taken:
    when = datetime.datetime.fromisoformat(step.made).astimezone()
    by = str(w(f"history.by_{step.by}")) if step.by in ("desk", "excel", "changes") else step.by
    lines = [line for line in step.said.split("\n") if line] or sorted(step.files)
    return Taken(step.number, str(w("history.when", **_parts(when))), by, lines)


def _parts(when: datetime.datetime) -> dict[str, object]:
    return {"month": when.month, "day": when.day, "time": f"{when:%H:%M}", "year": when.year}


def take(desk: Desk, request: Request, form: FormData) -> Response:
    """Takes steps back, from the last to the one that was named; or the last one again."""
    w, lang = words(desk.language(request)), desk.language(request)
    number = int(str(form["step"]))
    count = 0
    if form.get("do") == "redo":
        outcome = redo(desk.project, by=BY)
        if outcome.good:
            desk.said.append(str(w("history.redone")))
        return show(desk, request, _told(desk, outcome, lang))
    outcome = Outcome()
    while any(step.number == number for step in history(desk.project)[0]):
        outcome = undo(desk.project, by=BY)
        if not outcome.good:
            break
        count += 1
    if count:
        desk.said.append(str(w("history.undone", count=count)))
    return show(desk, request, _told(desk, outcome, lang))


def _told(desk: Desk, outcome: Outcome, lang: str) -> list[str]:
    """Why a step could not be taken back."""
    w = words(lang)
    teller = desk.teller(lang)
    conflicts = [str(w("history.changed_since", where=conflict_of(teller, one).where)) for one in outcome.conflicts]
    return [*conflicts, *(teller.one(problem).text for problem in outcome.refused)]
