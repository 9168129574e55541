"""Figures: each table as on the flyer, last year's beside it, sums worked out while typing, blocks pasted."""

from __future__ import annotations

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem
from chirashi.content.edition import Edition
from chirashi.desk.app import Desk
from chirashi.desk.forms import pasting, tables
from chirashi.desk.forms.fields import Forms, Group
from chirashi.desk.pages.routing import posted, shown, typed
from chirashi.desk.words import words
from chirashi.desk.writing.looked import changed_fields, looked_at, waiting_fields, waiting_in
from chirashi.desk.writing.saving import Outcome, save_fields
from chirashi.editing import DATA

OTHERS = ("discounts", "fees", "facts", "examples")


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/figures", show),
        posted(desk, "/figures", take),
        posted(desk, "/figures/check", check),
        posted(desk, "/figures/paste", paste),
    ]


def show(desk: Desk, request: Request, outcome: Outcome | None = None) -> Response:
    read = desk.year.read()
    desk.need_whole(read)
    lang = desk.language(request)
    made = tables.tables(read.edition, read.before, desk.content_language(lang))
    forms = Forms(read.edition, read.before, lang)
    told = desk.told_by_field(lang)
    groups, waiting = _groups(forms, read.edition), waiting_fields(read.edition)
    return desk.page(
        request,
        "figures.html",
        tables=made,
        groups=groups,
        told=told,
        waiting=waiting,
        waits=waiting_in(groups, waiting),
        outcome=outcome,
        before=read.before,
        languages=read.edition.languages,
    )


def _groups(forms: Forms, edition: Edition) -> list[Group]:
    values = edition.doc.values
    return [forms.section(name) for name in OTHERS if name in values]


def take(desk: Desk, request: Request, form: FormData) -> Response:
    now, was = typed(form)
    edition = desk.year.read().edition
    changed = changed_fields(edition, _groups(Forms(edition, None, desk.language(request)), edition), was)
    outcome = looked_at(desk, request, form, DATA, save_fields(desk, request, now, was), changed)
    return desk.saved(request, outcome, show)


def check(desk: Desk, request: Request, form: FormData) -> Response:
    """What typing has come to, by the names of fields: `shown`, `sums`, `wrong`."""
    lang = desk.language(request)
    edition = desk.year.read().edition
    said = {name: value for name, value in form.items() if isinstance(value, str)}
    worked = tables.work_out(edition, desk.content_language(lang), said)
    w = words(lang)
    wrong = {name: Problem("", 0, code, found).text(lang) for name, (code, found) in worked.wrong.items()}
    differ = {name: w("figures.differ", printed=one, worked=two) for name, (one, two) in worked.differ.items()}
    return JSONResponse({"shown": worked.shown, "sums": worked.sums, "wrong": wrong, "differ": differ})


def paste(desk: Desk, request: Request, form: FormData) -> Response:
    """What a pasted block would change, as the content of the dialogue that asks."""
    lang = desk.language(request)
    read = desk.year.read()
    start = str(form["at"])
    made = tables.tables(read.edition, read.before, desk.content_language(lang))
    bare = start.removeprefix(tables.PRINTED)
    table = next(one for one in made if any(cell.name == bare for cell in one.inputs()))
    landed, outside = pasting.land(table, pasting.block(str(form["text"])), start)
    worked = tables.work_out(read.edition, desk.content_language(lang), {one.name: one.now for one in landed})
    wrong = {name: Problem("", 0, code, found).text(lang) for name, (code, found) in worked.wrong.items()}
    return desk.page(request, "_paste.html", table=table, landed=landed, outside=outside, wrong=wrong)
