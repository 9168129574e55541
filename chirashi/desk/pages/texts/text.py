"""Text: a page in every language side by side, paragraph by paragraph, figures as chips, the page itself beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.content.edition import Edition
from chirashi.desk import preview
from chirashi.desk.app import Desk
from chirashi.desk.forms import paragraphs
from chirashi.desk.forms.chips import Chips
from chirashi.desk.forms.paragraphs import Pair
from chirashi.desk.pages.routing import posted, shown, typed
from chirashi.desk.words import words
from chirashi.desk.writing.looked import changed_since, looked_at, waiting
from chirashi.desk.writing.saving import Outcome, save_texts


@dataclass(frozen=True)
class Side:
    """One paragraph in one language, as the form shows it."""

    language: str
    name: str  # of the field
    text: str
    before: str  # last year's, where it differs
    heading: bool
    there: bool  # whether the page has it in this language


@dataclass(frozen=True)
class Beside:
    """One paragraph in every language; `waiting` where a translation has not been looked at."""

    key: str
    sides: tuple[Side, ...]
    waiting: bool
    front: bool


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/text", first),
        shown(desk, "/text/{page}", show),
        posted(desk, "/text/{page}", take),
        posted(desk, "/draft/{page}", draft),
        shown(desk, "/preview/{path:path}", page_of_brochure),
    ]


def first(desk: Desk, _request: Request) -> Response:
    pages = desk.year.read().edition.page_names
    return RedirectResponse(f"/text/{pages[0]}", HTTPStatus.SEE_OTHER)


def show(desk: Desk, request: Request, outcome: Outcome | None = None) -> Response:
    read = desk.year.read()
    edition, page, lang = read.edition, request.path_params["page"], desk.language(request)
    if page not in edition.page_names:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    desk.need_whole(read)
    chips = {language: desk.year.chips(language, lang) for language in edition.languages}
    pages = [(name, _menu(edition, name, lang), desk.count(f"/text/{name}")) for name in edition.page_names]
    beside = _beside(edition, read.before, page, chips)
    return desk.page(
        request,
        "text.html",
        page=page,
        pages=pages,
        beside=beside,
        chips=chips[desk.content_language(lang)].groups(),
        by=chips,
        languages=edition.languages,
        previews={language: preview.path_of(edition, language, page) for language in edition.languages},
        flyers={language: preview.path_of(edition, language, preview.FLYER) for language in edition.languages},
        told=desk.told_by_field(lang),
        waits=[one.key for one in beside if one.waiting],
        addressed=page != "index",
        removable=page != edition.page_names[0],
        outcome=outcome,
    )


def _menu(edition: Edition, name: str, lang: str) -> str:
    pages = edition.pages.get(lang) or edition.pages[edition.languages[0]]
    return pages[name].menu if name in pages and pages[name].menu else name


def _beside(edition: Edition, before: Edition | None, page: str, chips: Mapping[str, Chips]) -> list[Beside]:
    pairs = list(paragraphs.pairs(texts(edition, page)))
    then = {pair.key: pair for pair in paragraphs.pairs(texts(before, page))} if before else {}
    open_ = waiting(edition, page)
    return [
        Beside(
            pair.key,
            tuple(_side(pair, then.get(pair.key), language, chips[language]) for language in edition.languages),
            pair.key in open_,
            pair.first.front,
        )
        for pair in pairs
    ]


def _side(pair: Pair, then: Pair | None, language: str, chips: Chips) -> Side:
    now = pair.said.get(language)
    was = then.said.get(language) if then else None
    text, before = (chips.shown(one.text) if one else "" for one in (now, was))
    return Side(
        language,
        f"{language}:{pair.key}",
        text,
        before if before != text else "",
        bool(pair.first.level),
        now is not None,
    )


def texts(edition: Edition | None, page: str) -> dict[str, str]:
    """A page's files as they are, by language."""
    if edition is None:
        return {}
    paths = {language: edition.folder / language / f"{page}.md" for language in edition.languages}
    return {language: path.read_bytes().decode("utf-8-sig") for language, path in paths.items() if path.is_file()}


def changed(desk: Desk, page: str, now: Mapping[str, str], was: Mapping[str, str], lang: str) -> dict[str, str]:
    """The page's files, by their paths from the edition's folder, with what was typed otherwise than it was shown."""
    found = {}
    for language, text in texts(desk.year.read().edition, page).items():
        chips = desk.year.chips(language, lang)
        mine = {
            name.removeprefix(f"{language}:"): chips.read(said)
            for name, said in now.items()
            if name.startswith(f"{language}:") and said != was.get(name)
        }
        if mine:
            found[f"{language}/{page}.md"] = paragraphs.rewritten(text, mine)
    return found


def take(desk: Desk, request: Request, form: FormData) -> Response:
    """Saves what was typed, and notes the paragraphs whose translation has been looked at."""
    now, was = typed(form)
    page = request.path_params["page"]
    shown_now = _shown(desk, page, desk.language(request))
    changed_ = changed_since(shown_now, was, {name: name.partition(":")[2] for name in shown_now})
    outcome = save_texts(desk, request, page, now, was)
    return desk.saved(request, looked_at(desk, request, form, page, outcome, changed_), show)


def _shown(desk: Desk, page: str, lang: str) -> dict[str, str]:
    """The paragraphs of a page as its form shows them, by the names of their fields."""
    edition = desk.year.read().edition
    chips = {language: desk.year.chips(language, lang) for language in edition.languages}
    return {side.name: side.text for one in _beside(edition, None, page, chips) for side in one.sides if side.there}


def draft(desk: Desk, request: Request, form: FormData) -> Response:
    """A page as it would be with what has been typed so far."""
    now, was = typed(form)
    page, language, name = request.path_params["page"], str(form["language"]), str(form["shows"])
    files = changed(desk, page, now, was, desk.language(request))
    tried = desk.year.tried(files)
    if not tried.whole or name not in (*tried.pages.get(language, {}), preview.FLYER):
        return Response(status_code=HTTPStatus.CONFLICT)
    try:
        return HTMLResponse(desk.preview.page(tried, language, name))
    except LookupError:  # it speaks of a figure that is no more, as its field says
        return Response(status_code=HTTPStatus.CONFLICT)


def page_of_brochure(desk: Desk, request: Request) -> Response:
    """A page of the brochure as it is saved, or what such a page loads."""
    path = request.path_params["path"]
    edition = desk.year.read().edition
    found = desk.preview.loaded(path)
    if found is not None:
        return Response(found[0], media_type=found[1])
    where = preview.at(edition, path.removesuffix("index.html")) if edition.whole else None
    if where is None:
        return Response(status_code=HTTPStatus.NOT_FOUND)
    try:
        return HTMLResponse(desk.preview.page(edition, *where))
    except LookupError:
        w = words(desk.language(request))
        return PlainTextResponse(str(w("text.no_preview")), HTTPStatus.CONFLICT)
