"""Since last year: what differs, is new or gone, and what stays and should be looked at, each to be ticked off.

One button ticks all of a table, or of a group in it, but for what is marked as large or unlikely: that is ticked one
by one. A tick is of what the page showed; a line that has changed since gets none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem
from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import words
from chirashi.desk.writing.saving import save_changes
from chirashi.editing import Change, ReplaceText
from chirashi.review import Changes, Line, noted, ticked, word

TICK = "tick:"


@dataclass(frozen=True)
class Group:
    """Lines of a table that belong together: of one page in every language, of one part of the data."""

    name: str  # what its button sends: stays/notes
    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Section:
    """One table of the page."""

    name: str
    title: str
    groups: tuple[Group, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for group in self.groups for line in group.lines)


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
        sections=list(_sections(desk, changes, lang)),
        old=desk.title(changes.old, lang),
        new=desk.title(changes.new, lang),
        links=links,
        ticked=ticked(desk.year.folder, changes),
        named=desk.year.chips(desk.content_language(lang), lang).named,
        word=lambda *path: word(*path)[lang],
    )


def _sections(desk: Desk, changes: Changes, lang: str) -> Iterator[Section]:
    for name, lines in changes.sections():
        groups: dict[str, list[Line]] = {}
        for line in lines:
            groups.setdefault(_group_of(line), []).append(line)
        if groups:
            made = (Group(f"{name}/{key}", _titled(desk, key, lang), tuple(held)) for key, held in groups.items())
            yield Section(name, word("sections", name)[lang], tuple(made))


def _group_of(line: Line) -> str:
    """A page whatever its language, `text/premiums`, or a part of the data, `notes`."""
    return f"text/{line.group.partition('/')[2]}" if "/" in line.group else line.group.partition(".")[0]


def _titled(desk: Desk, group: str, lang: str) -> str:
    kind, _, page = group.partition("/")
    return desk.page_title(page, lang) if page else desk.teller(lang).forms.label((kind,))


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
    if changes is None:
        return show(desk, request)
    w, lang = words(desk.language(request)), desk.language(request)
    shown_ = {str(value) for value in form.getlist("shown")}
    wanted = {str(value) for name, value in form.items() if name.startswith(TICK)}
    wanted |= {line.hash for line in _all_of(desk, changes, str(form.get("all", "")), lang) if not line.odd} & shown_
    before = {line.hash for line in changes.lines if line.id in ticked(desk.year.folder, changes)}
    more = [line for line in changes.lines if line.hash in wanted - before]
    fewer = [line for line in changes.lines if line.hash in (before & shown_) - wanted]
    said = [str(w("changes.step", count=len(more)))] * bool(more)
    said += [str(w("changes.step_back", count=len(fewer)))] * bool(fewer)
    if said:
        names = [line.name[lang] for line in (*more, *fewer)]
        outcome = save_changes(desk, request, [noted(desk.year.folder, more, fewer)], *said, *names)
        if outcome.kind not in ("saved", "nothing"):
            desk.said += map(str, (outcome.title, *outcome.lines))
            return show(desk, request)
    desk.said.append(str(w("changes.noted", count=len(more) + len(fewer))))
    if lost := len(wanted - {line.hash for line in changes.lines}):
        desk.said.append(str(w("changes.not_noted", count=lost)))
    return show(desk, request)


def _all_of(desk: Desk, changes: Changes, name: str, lang: str) -> tuple[Line, ...]:
    """The lines of the table or the group whose button was pressed; none where none was."""
    for section in _sections(desk, changes, lang):
        if section.name == name:
            return section.lines
        for group in section.groups:
            if group.name == name:
                return group.lines
    return ()
