"""Finish: make and prove everything, open the papers, publish, keep the members' login."""

from __future__ import annotations

import contextlib
import io
import mimetypes
import os
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem, writing
from chirashi.checks.files.privacy import SHORTEST
from chirashi.content import approval
from chirashi.content.approval import standing
from chirashi.content.values import Day, Unreadable
from chirashi.desk import work
from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.saving import save_changes
from chirashi.desk.words import LANGUAGES, Word, words
from chirashi.desk.year import today
from chirashi.editing import Change, ReplaceText, SetValue
from chirashi.editing.in_place.writing import scalar
from chirashi.review.approving import refusal

LOGIN = ("id", "password")


@dataclass(frozen=True)
class Paper:
    """A finished file to open."""

    path: str
    name: str
    about: str


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
        shown(desk, "/papers/{path:path}", paper),
        shown(desk, "/finish/site.zip", zipped),
        posted(desk, "/finish/push", push),
        posted(desk, "/finish/approve", approve_),
        posted(desk, "/finish/dossier", dossier),
        shown(desk, "/finish/dossier.pdf", dossier_file),
        posted(desk, "/finish/login", login),
    ]


def show(desk: Desk, request: Request, login_error: str | None = None, approve_error: str | None = None) -> Response:
    w = words(desk.language(request))
    here = desk.project
    return desk.page(
        request,
        "finish.html",
        HTTPStatus.OK,
        work=_working(desk, w),
        papers=list(_papers(desk, w)),
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


def _papers(desk: Desk, w: Word) -> Iterator[Paper]:
    from chirashi.paper.site_downloads import format_size  # paper takes its time to load

    folder = desk.project.paper
    for path in sorted(folder.rglob("*.pdf")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        yield Paper(name, _called(name, w), f"PDF {format_size(path.stat().st_size)}")


def _called(name: str, w: Word) -> str:
    """A paper by what it is, and its language: `fax-ja-fillable.pdf` is the form to fill in on the screen."""
    stem = Path(name).stem.split("-")
    kind = (
        "members"
        if name.startswith("members/")
        else "press"
        if "press" in stem
        else "fillable"
        if "fillable" in stem
        else stem[0]
    )
    language = stem[1] if len(stem) > 1 else ""
    if kind not in ("members", "press", "fillable", "flyer", "fax"):
        return name
    said = w(f"language.{language}") if language in LANGUAGES else language
    return str(w("paper.in_language", paper=w(f"paper.{kind}"), language=said))


def paper(desk: Desk, request: Request) -> Response:
    """A finished sheet; nothing else of the disk."""
    home = desk.project.paper.resolve()
    path = (home / request.path_params["path"]).resolve()
    if not path.is_relative_to(home) or not path.is_file() or path.suffix != ".pdf":
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    return Response(path.read_bytes(), media_type="application/pdf")


def zipped(desk: Desk, request: Request) -> Response:
    """The site as one file, to be handed on; none of the papers that are not public."""
    site = desk.project.site
    if not site.is_dir():
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(site).as_posix())
    name = f"{desk.published() or 'site'}.zip"
    kind = mimetypes.guess_type(name)[0] or "application/zip"
    return Response(made.getvalue(), media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


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


def remote(root: Path) -> str | None:
    """Where the project's repository is pushed to; None where it is none, or goes nowhere."""
    said = _git(root, "remote")
    return said.split("\n")[0] if said and (root / ".git").exists() else None


def push(desk: Desk, request: Request, _form: FormData) -> Response:
    """Commits what is in content/ and pushes it, by which the repository's own workflow publishes."""
    w, root = words(desk.language(request)), desk.project.root
    done = None
    if remote(root):
        _git(root, "add", "--", "content")
        if _git(root, "diff", "--cached", "--name-only", "--", "content"):
            _git(
                root,
                "commit",
                "-m",
                str(w("finish.commit", name=desk.title(desk.year.name, desk.language(request)))),
                "--",
                "content",
            )
        done = _git(root, "push")
    desk.said.append(str(w("finish.pushed") if done is not None else w("finish.push_failed")))
    return RedirectResponse("/finish#publish", HTTPStatus.SEE_OTHER)


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None where it fails, or is not there. It never asks for anything."""
    try:
        found = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
            timeout=120,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() if found.returncode == 0 else None


def login(desk: Desk, request: Request, form: FormData) -> Response:
    """Keeps the members' login, once both are typed twice alike. It is never shown again, and stands in no journal."""
    w = words(desk.language(request))
    said = {name: str(form.get(name, "")).strip() for name in LOGIN}
    for name in LOGIN:
        if said[name] != str(form.get(f"{name}_again", "")).strip():
            return show(desk, request, str(w("finish.login_differs", what=w(f"finish.login_{name}"))))
        if len(said[name]) < SHORTEST or not said[name].isprintable():
            return show(desk, request, str(w("finish.login_short", what=w(f"finish.login_{name}"), least=SHORTEST)))
    path = desk.year.folder / "private.yml"
    text = "login:\n" + "".join(f"  {name}: {_quoted(said[name])}\n" for name in LOGIN)
    new = path.with_name(".private.yml.new")
    with writing(path):
        new.touch(0o600)
        new.write_text(text, "utf-8", newline="\n")
        with contextlib.suppress(OSError):
            new.chmod(0o600)
        new.replace(path)
    desk.said.append(str(w("finish.login_kept")))
    return RedirectResponse("/finish#login", HTTPStatus.SEE_OTHER)


def _quoted(value: str) -> str:
    written_ = scalar(value)
    return written_ if written_.startswith(('"', "'")) else f'"{written_}"'
