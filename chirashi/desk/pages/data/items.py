"""Items: dates, parties, plans, notes and all else of the data that is no table; added, moved and removed here."""

from __future__ import annotations

from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.content.model import Plans
from chirashi.desk.app import Desk
from chirashi.desk.forms.fields import Forms
from chirashi.desk.pages.routing import posted, shown, typed
from chirashi.desk.writing import entries
from chirashi.desk.writing.looked import changed_fields, looked_at, waiting_fields, waiting_in
from chirashi.desk.writing.saving import Outcome, save_changes, save_fields
from chirashi.editing import DATA

# In the order in which a year is gone through; figures and tables have pages of their own.
PARTS = (
    "dates",
    "approval",
    "scheme",
    "parties",
    "requests",
    "eligibility",
    "plans",
    "options",
    "coverages",
    "services",
    "costs",
    "phases",
    "timeline",
    "notes",
    "notices",
    "documents",
    "flyer",
    "form",
    "pages",
    "words",
    "terms",
)


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/items", first),
        shown(desk, "/items/add/{name}", entries.ask_add),
        posted(desk, "/items/add/{name}", entries.add),
        shown(desk, "/items/remove/{name}", entries.ask_remove),
        posted(desk, "/items/remove/{name}", entries.remove),
        shown(desk, "/items/{part}", show),
        posted(desk, "/items/{part}", take),
    ]


def first(_desk: Desk, _request: Request) -> Response:
    return RedirectResponse(f"/items/{PARTS[0]}", HTTPStatus.SEE_OTHER)


def show(desk: Desk, request: Request, outcome: Outcome | None = None) -> Response:
    read, lang, part = desk.year.read(), desk.language(request), request.path_params["part"]
    if part not in Plans.model_fields:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    forms = Forms(read.edition, read.before, lang)
    section, waiting = forms.section(part), waiting_fields(read.edition)
    parts = [(name, forms.label((name,)), desk.count(f"/items/{name}")) for name in PARTS]
    return desk.page(
        request,
        "items.html",
        section=section,
        parts=parts,
        about=forms.named(f"about={part}"),
        told=desk.told_by_field(lang),
        waiting=waiting,
        waits=waiting_in([section], waiting),
        outcome=outcome,
    )


def take(desk: Desk, request: Request, form: FormData) -> Response:
    """Saves what was typed, and moves an entry where that was asked for."""
    now, was = typed(form)
    read, part = desk.year.read(), request.path_params["part"]
    sections = [Forms(read.edition, None, desk.language(request)).section(part)] if part in Plans.model_fields else []
    changed = changed_fields(read.edition, sections, was)
    outcome = save_fields(desk, request, now, was)
    changes, said = entries.moved(desk, request, str(form.get("do", "")))
    if changes and outcome.kind in ("saved", "nothing"):
        outcome = save_changes(desk, request, changes, said)
    return desk.saved(request, looked_at(desk, request, form, DATA, outcome, changed), show)
