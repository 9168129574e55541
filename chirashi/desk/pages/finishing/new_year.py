"""The new year as five questions: from which edition, which year, when cover begins, by when to apply, issued when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem, Trouble
from chirashi.checks.sense.last_edition import NAME
from chirashi.cli.making.new_edition import WRITTEN_DATE, move, new_edition
from chirashi.content.values import Day, Unreadable
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.app import Desk
from chirashi.desk.forms.paths import at
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import Word, words
from chirashi.desk.writing.entries import Asked
from chirashi.desk.writing.saving import save_changes
from chirashi.editing import SetValue

DATES: dict[str, Loc] = {
    "start": ("dates", "start"),
    "deadline": ("dates", "deadline"),
    "published": ("scheme", "published"),
}


def routes(desk: Desk) -> list[BaseRoute]:
    return [shown(desk, "/new", ask), posted(desk, "/new", make)]


def ask(desk: Desk, request: Request, error: str | None = None, texts: dict[str, str] | None = None) -> Response:
    w = words(desk.language(request))
    return desk.page(
        request,
        "entry.html",
        title=w("new.title"),
        error=error,
        lines=[w("new.text")],
        lists=[],
        inputs=list(_questions(desk, w, desk.language(request), texts or {})),
        button=w("new.button"),
        back="/finish",
    )


def _questions(desk: Desk, w: Word, lang: str, texts: dict[str, str]) -> Iterator[Asked]:
    values = desk.year.read().edition.doc.values
    year = str(at(values, ("scheme", "year")) or "")
    following = str(int(year) + 1) if year.isdigit() else ""

    def asked(name: str, value: str, required: bool = True, choices: tuple[tuple[str, str], ...] = ()) -> Asked:
        return Asked(name, str(w(f"new.{name}")), str(w(f"new.{name}_hint")), texts.get(name, value), choices, required)

    yield asked("from", desk.year.name, choices=tuple(desk.editions(lang)))
    yield asked("year", following)
    for name in ("start", "deadline"):
        yield asked(name, _moved(at(values, DATES[name])))
    yield asked("published", "", required=False)


def _moved(written: object) -> str:
    """A date as it is written, a year on."""
    match = WRITTEN_DATE.search(written) if isinstance(written, str) else None
    return move(match, 1).text if match else ""


def make(desk: Desk, request: Request, form: FormData) -> Response:
    """Makes the edition, with the dates that were answered, and goes on with it."""
    w, lang = words(desk.language(request)), desk.language(request)
    said = {name: str(value).strip() for name, value in form.items() if isinstance(value, str)}
    old, found = said["from"], NAME.fullmatch(said["from"])
    if not re.fullmatch(r"\d{4}", said["year"]):
        return ask(desk, request, str(w("new.year_wrong")), said)
    for name in DATES:
        try:
            Day.read(said[name] or "2000-01-01")
        except Unreadable as wrong:
            problem = Problem("", 0, wrong.type, {"key": name, **(wrong.context or {})})
            return ask(desk, request, f"{w(f'new.{name}')}: {problem.text(lang)}", said)
    name = f"{found['name'] if found else old}-{said['year']}"
    try:
        new_edition(desk.project.content / old, desk.project.content / name)
    except Trouble as trouble:
        return ask(desk, request, " ".join(problem.text(lang) for problem in trouble.problems), said)
    desk.year.name = name
    edition = desk.year.read().edition
    deadline = at(edition.doc.values, DATES["deadline"])
    where = DATES | ({} if isinstance(deadline, str) else {"deadline": ("dates", "deadline", "date")})
    answered = {
        one: said[one]
        for one in DATES
        if said[one] and (one != "deadline" or at(edition.doc.values, where[one]) is not None)
    }
    changes = [
        SetValue(("scheme", "year"), said["year"]),
        *(SetValue(where[one], value) for one, value in answered.items()),
    ]
    save_changes(desk, request, list(changes), str(w("new.made", name=desk.title(name, lang))))
    desk.said.append(str(w("new.made", name=desk.title(name, lang))))
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)
