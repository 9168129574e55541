"""Finish: make and prove everything, have it approved, put the dossier together."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem, writing
from chirashi.content import approval
from chirashi.content.approval import standing
from chirashi.content.values import Day, Unreadable
from chirashi.desk import work
from chirashi.desk.app import Desk
from chirashi.desk.pages.finishing.papers import papers
from chirashi.desk.pages.finishing.push import remote
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import Word, words
from chirashi.desk.writing.saving import save_changes
from chirashi.desk.year import today
from chirashi.editing import Change, ReplaceText, SetValue
from chirashi.review.approving import refusal


@dataclass(frozen=True)
class Working:
    """How far the press is with what it was asked for."""

    going: bool
    said: str
    lines: list[str]


def routes(desk: Desk) -> list[BaseRoute]:
    return [
        shown(desk, "/finish", show),
        shown(desk, "/finish/state", state),
        posted(desk, "/finish/make", make),
        posted(desk, "/finish/approve", approve_),
        posted(desk, "/finish/dossier", dossier),
        shown(desk, "/finish/dossier.pdf", dossier_file),
    ]


def show(desk: Desk, request: Request, login_error: str | None = None, approve_error: str | None = None) -> Response:
    w = words(desk.language(request))
    here = desk.project
    return desk.page(
        request,
        "finish.html",
        HTTPStatus.OK,
        work=_working(desk, w),
        papers=list(papers(desk, w)),
        approval=_approval(desk, w),
        dossier=_dossier(desk).is_file(),
        refused=_refused(desk, desk.language(request)),
        replaces=_replaces(desk, desk.language(request)),
        made=(here.site / "index.html").is_file(),
        folder=str(here.site),
        remote=remote(here.root),
        has_login=(desk.year.folder / "private.yml").is_file(),
        login_error=login_error,
        approve_error=approve_error,
    )


def _replaces(desk: Desk, lang: str) -> str | None:
    """The edition that the site shows until now, where another is worked on."""
    published = desk.published()
    return None if published in (None, desk.year.name) else desk.title(str(published), lang)


def _working(desk: Desk, w: Word) -> Working | None:
    if desk.work is None:
        return None
    name = desk.work.name
    if desk.work.going:
        return Working(True, str(w(f"work.{name}_going")), [])
    # What is wrong is told at its field, on the page of problems; here only what the making itself has found.
    lines = [] if desk.work.good else [line for line in desk.work.lines if line]
    return Working(False, str(w(f"work.{name}_good" if desk.work.good else f"work.{name}_bad")), lines)


def state(desk: Desk, _request: Request) -> Response:
    return JSONResponse({"going": desk.work is not None and desk.work.going})


def make(desk: Desk, request: Request, form: FormData) -> Response:
    """Begins to make and prove the site and the papers of the edition that is published."""
    if desk.work is None or not desk.work.going:
        desk.publish_this("keep" in form)
        desk.work = work.begin("make", desk.project.root, "build", "--lang", desk.language(request))
    return RedirectResponse("/finish", HTTPStatus.SEE_OTHER)


def _approval(desk: Desk, w: Word) -> str:
    """How the edition stands with its underwriter, in words."""
    edition = desk.year.read().edition
    if not edition.whole:
        return str(w("approve.none"))
    given = edition.data.approval
    return str(w(f"approve.{standing(edition).kind.replace(' ', '_')}", number=given.number if given else ""))


def _refused(desk: Desk, lang: str) -> str | None:
    """Why the edition is not to be published; None where it may be."""
    edition = desk.year.read().edition
    problem = refusal(edition, today()) if edition.whole else None
    return desk.teller(lang).one(problem).text if problem else None


def approve_(desk: Desk, request: Request, form: FormData) -> Response:
    """Binds the underwriter's number and dates to the content as it stands."""
    w, lang = words(desk.language(request)), desk.language(request)
    number = " ".join(str(form.get("number", "")).split())
    if not any(map(str.isalnum, number)):
        return show(desk, request, approve_error=str(w("approve.number_wrong")))
    days: dict[str, str] = {}
    for name in ("issued", "valid_until"):
        days[name] = str(form.get(name, "")).strip()
        try:
            Day.read(days[name] or "2000-01-01")
        except Unreadable as wrong:
            problem = Problem("", 0, wrong.type, {"key": name, **(wrong.context or {})})
            return show(desk, request, approve_error=problem.text(lang))
    fields = {"number": number, **{name: said for name, said in days.items() if said}}
    changes: list[Change] = [SetValue(("approval", name), said) for name, said in fields.items()]
    outcome = save_changes(desk, request, changes, str(w("approve.said", number=number)))
    if outcome.kind in ("saved", "nothing"):
        edition = desk.year.read().edition
        bound = ReplaceText(approval.FILE, approval.text_of(approval.fingerprint(edition)))
        outcome = save_changes(desk, request, [bound], str(w("approve.said", number=number)))
    if outcome.kind in ("refused", "conflict"):
        return show(desk, request, approve_error=" ".join(map(str, (outcome.title, *outcome.lines))))
    desk.said.append(str(w("approve.done", number=number)))
    return RedirectResponse("/finish#approve", HTTPStatus.SEE_OTHER)


def _dossier(desk: Desk) -> Path:
    return desk.project.build / "desk" / f"dossier-{desk.year.name}.pdf"


def dossier(desk: Desk, request: Request, _form: FormData) -> Response:
    """Begins to make the one file that the underwriter wants."""
    if desk.work is None or not desk.work.going:
        path = _dossier(desk)
        with writing(path):
            path.parent.mkdir(parents=True, exist_ok=True)
        said = ("dossier", desk.year.name, "--out", str(path), "--lang", desk.language(request))
        desk.work = work.begin("dossier", desk.project.root, *said)
    return RedirectResponse("/finish", HTTPStatus.SEE_OTHER)


def dossier_file(desk: Desk, request: Request) -> Response:
    path = _dossier(desk)
    if not path.is_file():
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    return Response(path.read_bytes(), media_type="application/pdf")
