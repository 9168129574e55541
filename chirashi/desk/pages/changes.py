"""Since last year: what differs, is new or gone, and what stays and should be looked at, each to be ticked off."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem
from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.saving import save_changes
from chirashi.desk.words import words
from chirashi.editing import Change, ReplaceText
from chirashi.review import tick, ticked, untick, word

TICK = "tick:"


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/changes", show),
        shown(desk, "/changes.pdf", sheet_to_sign),
        posted(desk, "/changes", take),
        posted(desk, "/changes/draft", draft),
    ]


def show(desk: Desk, request: Request) -> Response:
    lang = desk.language(request)
    changes = desk.year.changes()
    if changes is None:
        return desk.page(request, "changes.html", changes=None)
    teller = desk.teller(lang)
    links = {
        line.id: _link(teller.place(Problem(line.file, line.line, "value-empty", {"key": ""})))
        for line in changes.lines
    }
    return desk.page(
        request,
        "changes.html",
        changes=changes,
        old=desk.title(changes.old, lang),
        new=desk.title(changes.new, lang),
        links=links,
        ticked=ticked(desk.year.folder, changes),
        word=lambda *path: word(*path)[lang],
    )


def sheet_to_sign(desk: Desk, request: Request) -> Response:
    """The changes as a sheet with room for seals: who made, checked and approved it."""
    from chirashi.review.papers import sheet  # paper takes its time to load

    changes, read = desk.year.changes(), desk.year.read()
    if changes is None or read.before is None:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    seen = ticked(desk.year.folder, changes)
    made = sheet.pdf(read.before, read.edition, changes, seen, desk.language(request))
    return Response(made, media_type="application/pdf")


def draft(desk: Desk, request: Request, _form: FormData) -> Response:
    """Drafts the notice of what is new for members, to be edited with the other notices."""
    from chirashi.review.papers import notice

    w, changes, read = words(desk.language(request)), desk.year.changes(), desk.year.read()
    if changes is None or read.before is None:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    told = notice.notice(read.before, read.edition, changes)
    made = notice.texts(read.edition, told)
    if not made:
        desk.said.append(str(w("changes.draft_taken" if told.points else "changes.draft_none")))
        return RedirectResponse("/changes", HTTPStatus.SEE_OTHER)
    drafted: list[Change] = [ReplaceText(name, text) for name, text in made.items()]
    outcome = save_changes(desk, request, drafted, str(w("changes.drafted")))
    desk.said += [str(w("changes.drafted"))] if outcome.kind == "saved" else map(str, (outcome.title, *outcome.lines))
    return RedirectResponse("/items/notices", HTTPStatus.SEE_OTHER)


def _link(place: tuple[str, str, str]) -> str:
    link, field, _ = place
    return f"{link}#{field}" if field else link


def take(desk: Desk, request: Request, form: FormData) -> Response:
    """Notes which lines have been looked at; those that were shown ticked and are no more lose their tick."""
    changes = desk.year.changes()
    if changes is not None:
        wanted = {name.removeprefix(TICK) for name in form if name.startswith(TICK)}
        shown_ = {str(value) for value in form.getlist("shown")}
        before = ticked(desk.year.folder, changes)
        more = [line for line in changes.lines if line.id in wanted - before]
        fewer = [line for line in changes.lines if line.id in (before & shown_) - wanted]
        if more:
            tick(desk.year.folder, more)
        if fewer:
            untick(desk.year.folder, fewer)
        desk.said.append(str(words(desk.language(request))("changes.noted", count=len(more) + len(fewer))))
    return show(desk, request)
