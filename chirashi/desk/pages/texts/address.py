"""The address of a page: another one, with every link, list and translation that depends on it."""

from __future__ import annotations

import re
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import words
from chirashi.desk.writing.entries import Asked
from chirashi.desk.writing.saving import save_changes
from chirashi.desk.year import editions
from chirashi.editing import RenamePage
from chirashi.site.pages.addresses import address

NAME = re.compile("[a-z][a-z0-9-]{0,39}")  # as the data takes it
FOLDERS = {"assets", "flyer", "guide"}  # of the site, whatever its pages are called


def routes(desk: Desk) -> list[BaseRoute]:
    return [shown(desk, "/pages/address/{page}", ask), posted(desk, "/pages/address/{page}", take)]


def may_change(desk: Desk, page: str) -> bool:
    """Whether a page has an address of its own; the first is the site's."""
    return page in desk.year.read().edition.page_names and page != "index"


def ask(desk: Desk, request: Request, error: str | None = None, said: str | None = None) -> Response:
    """Which address the page is to have; `said` is what was typed before."""
    lang, w, page = desk.language(request), words(desk.language(request)), request.path_params["page"]
    if not may_change(desk, page):
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    edition = desk.year.read().edition
    now = " ".join(f"/{address(edition, language, page)}" for language in edition.languages)
    return desk.page(
        request,
        "entry.html",
        title=w("brochure.address_title", page=desk.page_title(page, lang)),
        error=error,
        lines=[w("brochure.address_text", now=now)],
        lists=[],
        inputs=[Asked("name", str(w("brochure.address_name")), str(w("brochure.address_hint")), said or page)],
        button=w("brochure.address_button"),
        back=f"/text/{page}",
    )


def take(desk: Desk, request: Request, form: FormData) -> Response:
    """Gives the page its address, in one step; asks again where it cannot be had."""
    lang, w, page = desk.language(request), words(desk.language(request)), request.path_params["page"]
    if not may_change(desk, page):
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    name = str(form.get("name", "")).strip().strip("/").removesuffix(".md")
    if name == page:
        return RedirectResponse(f"/text/{page}", HTTPStatus.SEE_OTHER)
    if not NAME.fullmatch(name):
        return ask(desk, request, str(w("brochure.address_wrong")), name)
    if name in _taken(desk):
        return ask(desk, request, str(w("brochure.address_taken", name=name)), name)
    done = str(w("brochure.addressed", page=desk.page_title(page, lang), name=name))
    outcome = save_changes(desk, request, [RenamePage(page, name)], done)
    if outcome.kind != "saved":
        return ask(desk, request, " ".join(map(str, (outcome.title, *outcome.lines))), name)
    desk.said.append(done)
    return RedirectResponse(f"/text/{name}", HTTPStatus.SEE_OTHER)


def _taken(desk: Desk) -> set[str]:
    """What stands at addresses already: pages, and the folders of the languages and of the site's own."""
    edition = desk.year.read().edition
    named = {*edition.page_names, *(name for pages in edition.pages.values() for name in pages)}
    return named | FOLDERS | {*editions(desk.project)} | {language.lower() for language in edition.languages}
