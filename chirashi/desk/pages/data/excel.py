"""Excel: the year as a workbook to take along, and back again; an underwriter's own matched, nothing taken unasked."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import FormData, UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Trouble, writing
from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import words
from chirashi.desk.year import today
from chirashi.editing import SetValue, save

KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FOREIGN = "excel-foreign"
LARGEST = 20_000_000  # bytes; a workbook of an edition has a hundred thousand


@dataclass(frozen=True)
class Offered:
    """One table of somebody else's workbook that looks like ours."""

    number: int
    said: str
    lines: list[tuple[str, str, str]]
    wrong: list[str]


@dataclass(frozen=True)
class Seen:
    """What a workbook would change: the cell, what stands there, what it would become; and what is wrong with it."""

    lines: list[tuple[str, str, str]] = field(default_factory=list)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    offers: list[Offered] = field(default_factory=list)
    good: bool = True
    marked: bool = False


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/excel", show),
        shown(desk, "/excel/book.xlsx", book),
        shown(desk, "/excel/marked.xlsx", marked_book),
        posted(desk, "/excel", look),
        posted(desk, "/excel/take", take_),
    ]


def show(desk: Desk, request: Request, seen: Seen | None = None, error: list[str] | None = None) -> Response:
    desk.need_whole(desk.year.read())
    return desk.page(request, "excel.html", seen=seen, error=error or [])


def book(desk: Desk, request: Request) -> Response:
    """The edition as a workbook, with last year's values beside."""
    from chirashi.excel.workbook import written

    read = desk.year.read()
    desk.need_whole(read)
    before = read.before if read.before is not None and read.before.whole else None
    content = written(read.edition, before, desk.language(request))
    return Response(content, media_type=KIND, headers=_named(f"{desk.year.name}.xlsx"))


def _named(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _kept(desk: Desk) -> Path:
    """Where a workbook lies between being looked at and being taken."""
    return desk.project.build / "desk" / "workbook.xlsx"


def look(desk: Desk, request: Request, form: FormData) -> Response:
    """What a workbook that was handed over would change; nothing is written."""
    upload = form.get("book")
    content = upload.file.read(LARGEST + 1) if isinstance(upload, UploadFile) else b""
    w = words(desk.language(request))
    if not content or len(content) > LARGEST:
        return show(desk, request, error=[str(w("excel.no_file"))])
    path = _kept(desk)
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    try:
        return show(desk, request, seen=_seen(desk, request))
    except Trouble as trouble:
        lang = desk.language(request)
        return show(desk, request, error=[desk.teller(lang).one(problem).text for problem in trouble.problems])


def _seen(desk: Desk, request: Request) -> Seen:
    from chirashi.excel.marking import marked
    from chirashi.excel.matching import offers
    from chirashi.excel.opening import opened
    from chirashi.excel.taking import take

    lang, edition = desk.language(request), desk.year.read().edition
    teller, workbook = desk.teller(lang), opened(_kept(desk))
    try:
        taken = take(edition, workbook, today(), strictly=False, look=True)
    except Trouble as trouble:
        if trouble.problems[0].code != FOREIGN:
            raise
        found = [
            Offered(
                number,
                offer.said(lang),
                [(str(place), *_change(change)) for place, change in offer.changes.items()],
                [f"{place}: {problem.text(lang)}" for place, problem in offer.problems],
            )
            for number, offer in enumerate(offers(edition, workbook), 1)
        ]
        if not found:
            raise
        return Seen(offers=found)
    if not taken.good:
        _marked(desk).write_bytes(marked(workbook, taken.problems, lang))
    lines = [(str(place), *_change(change)) for place, change in taken.changes.items()]
    wrong = [(str(place or ""), teller.one(problem).text) for place, problem in taken.problems]
    return Seen(lines, wrong, good=taken.good, marked=not taken.good)


def _change(change: SetValue) -> tuple[str, str]:
    return _said(change.was), _said(change.value)


def _said(value: object) -> str:
    if isinstance(value, dict):
        return str(value.get("amount") or "、".join(map(str, value.values())))
    return "–" if value is None or not isinstance(value, str | int | list) else str(value)


def _marked(desk: Desk) -> Path:
    return _kept(desk).with_name("marked.xlsx")


def marked_book(desk: Desk, request: Request) -> Response:
    """The workbook that was handed over, what is to be mended coloured and commented."""
    if not _marked(desk).is_file():
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    return Response(_marked(desk).read_bytes(), media_type=KIND, headers=_named(f"{desk.year.name}-marked.xlsx"))


def take_(desk: Desk, request: Request, form: FormData) -> Response:
    """Writes what was looked at: the whole workbook, or the offers that were chosen."""
    from chirashi.excel.matching import offers
    from chirashi.excel.opening import opened
    from chirashi.excel.taking import take

    lang, edition = desk.language(request), desk.year.read().edition
    w = words(lang)
    if not _kept(desk).is_file():
        return show(desk, request, error=[str(w("excel.no_file"))])
    workbook = opened(_kept(desk))
    chosen = {int(str(number)) for number in form.getlist("offer")}
    if "offers" in form:
        changes = [
            change
            for number, offer in enumerate(offers(edition, workbook), 1)
            if number in chosen and not offer.problems
            for change in offer.changes.values()
        ]
        outcome = save(edition.folder, changes, by="excel", strictly=False, project=desk.project)
        count = len(changes)
    else:
        taken = take(edition, workbook, today(), strictly=False)
        if not taken.good:
            return show(desk, request, seen=_seen(desk, request))
        outcome, count = taken.outcome, len(taken.changes)
    if not outcome.good:
        teller = desk.teller(lang)
        return show(
            desk,
            request,
            error=[teller.one(problem).text for problem in outcome.refused] or [str(w("saving.conflict"))],
        )
    for path in (_kept(desk), _marked(desk)):
        path.unlink(missing_ok=True)
    desk.said.append(str(w("saving.saved", count=count) if outcome.files else w("saving.nothing")))
    return RedirectResponse("/figures", HTTPStatus.SEE_OTHER)
