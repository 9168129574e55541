"""The desk as an application: every request is held to the guard and the session before a page sees it."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass, field
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from chirashi.base import loopback
from chirashi.base.problems import Trouble
from chirashi.base.project import Project, theme
from chirashi.content.edition import load
from chirashi.content.site_settings import settings
from chirashi.desk import words
from chirashi.desk.preview import Preview
from chirashi.desk.session import Session, headers
from chirashi.desk.telling import Teller, Told, by_field
from chirashi.desk.work import Work
from chirashi.desk.writing.saving import Outcome
from chirashi.desk.year import Read, Year, editions
from chirashi.editing import SETTINGS, SetValue, save
from chirashi.view.colours import tokens

HERE = Path(__file__).parent
LANGUAGE = "chirashi-desk-language"
OPEN, FRAMED = "/open", "/preview/"


@dataclass
class Desk:
    """All that a page of the desk works with."""

    project: Project
    year: Year
    lang: str  # of the desk itself, until somebody chooses another
    session: Session
    end: Callable[[], None] = lambda: None
    said: list[str] = field(default_factory=list)  # what has been done, told on the next page that is shown
    preview: Preview = field(default_factory=Preview)
    work: Work | None = None  # what is being made, or was made last

    def language(self, request: Request) -> str:
        """The language in which the desk speaks to whoever asks."""
        chosen = request.query_params.get("lang") or request.cookies.get(LANGUAGE)
        return chosen if chosen in words.LANGUAGES else self.lang

    def page(self, request: Request, template: str, status: int = 200, **fields: Any) -> Response:
        """A page from its template."""
        lang = self.language(request)
        said, self.said = self.said, []
        context = {
            "w": words.words(lang),
            "lang": lang,
            "speaks": words.LANGUAGES,
            "desk": self,
            "wrong": self.errors(),
            "path": request.url.path,
            "said": said,
        }
        answer = HTMLResponse(templates().get_template(template).render(context | fields), status)
        if request.query_params.get("lang") == lang:
            answer.set_cookie(LANGUAGE, lang, samesite="strict", httponly=True)
        return answer

    def saved(self, request: Request, outcome: Outcome, show: Callable[[Desk, Request, Outcome], Response]) -> Response:
        """The form again, with what has come of saving it."""
        return show(self, request, outcome)

    def need_whole(self, read: Read) -> None:
        """`Trouble` where the data cannot be read far enough to be shown as tables and pages."""
        if not read.edition.whole:
            raise Trouble(*(problem for problem in read.problems if problem.severity == "error"))

    def content_language(self, lang: str) -> str:
        """The language of the edition in which figures are shown to somebody whom the desk speaks to in `lang`."""
        languages = self.year.read().edition.languages
        return lang if lang in languages else languages[0]

    def teller(self, lang: str) -> Teller:
        edition = self.year.read().edition
        return Teller(edition, lang)

    def told(self, lang: str) -> list[Told]:
        """Everything that is wrong with the edition, errors first."""
        read = self.year.read()
        if lang not in read.told:
            told = self.teller(lang).told(read.problems)
            read.told[lang] = sorted(told, key=lambda one: ("error", "warning", "note").index(one.severity))
        return read.told[lang]

    def told_by_field(self, lang: str) -> dict[str, list[Told]]:
        return by_field(self.told(lang))

    def errors(self) -> int:
        try:
            return sum(problem.severity == "error" for problem in self.year.read().problems)
        except Trouble:
            return 0

    def count(self, link: str) -> int:
        """How many problems have their field on a page."""
        return sum(one.link == link for one in self.told(self.lang))

    def editions(self, lang: str) -> list[tuple[str, str]]:
        """The project's editions, each with what it is called."""
        return [(name, self.title(name, lang)) for name in editions(self.project)]

    def title(self, name: str, lang: str) -> str:
        edition = load(self.project.content / name)
        if not edition.whole:
            return name
        scheme = edition.data.scheme
        said = scheme.short_name.get(lang) or next(iter(scheme.short_name.values()))
        return str(words.words(lang)("desk.year", name=said, year=int(scheme.year)))

    def page_title(self, page: str, lang: str) -> str:
        edition = self.year.read().edition
        pages = edition.pages.get(lang) or edition.pages[edition.languages[0]]
        return pages[page].menu if page in pages and pages[page].menu else page

    def publish_this(self, keep: bool) -> None:
        """Makes the edition that is worked on the one that the site shows; `keep` leaves the one before beside it."""
        before = settings(self.project)
        if before.edition == self.year.name:
            return
        past = [name for name in before.past if name != self.year.name]
        changes = [SetValue(("edition",), self.year.name, file=SETTINGS)]
        if past + [before.edition] * keep != before.past:
            changes.append(SetValue(("past",), [before.edition] * keep + past, file=SETTINGS))
        save(
            self.year.folder,
            changes,
            by="desk",
            said=self.title(self.year.name, self.lang),
            strictly=False,
            project=self.project,
        )

    def published(self) -> str | None:
        """The edition that the site shows; None where its settings cannot be read."""
        try:
            return settings(self.project).edition
        except Trouble:
            return None


@functools.cache
def templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def application(desk: Desk) -> ASGIApp:
    from chirashi.desk import pages

    async def unknown(request: Request, _error: Exception) -> Response:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])

    async def trouble(request: Request, error: Exception) -> Response:
        assert isinstance(error, Trouble)
        lang = desk.language(request)
        told = [problem.text(lang) for problem in error.problems]
        return desk.page(request, "trouble.html", HTTPStatus.CONFLICT, told=told)

    async def broken(request: Request, _error: Exception) -> Response:
        return desk.page(request, "broken.html", HTTPStatus.INTERNAL_SERVER_ERROR, told=[])

    routes = [
        Route(OPEN, functools.partial(_open, desk)),
        Route(f"/static/{tokens.FILE}", _tokens),
        Mount("/static", StaticFiles(directory=HERE / "static")),
        *pages.routes(desk),
    ]
    app = Starlette(routes=routes, exception_handlers={404: unknown, Trouble: trouble, Exception: broken})
    return Guarded(app, desk.session)


def _open(desk: Desk, request: Request) -> Response:
    """Lets the browser in that brings the one-time key, and takes the key out of its address."""
    cookie = desk.session.open(request.query_params.get("key", ""))
    if cookie is None:
        return desk.page(request, "closed.html", HTTPStatus.FORBIDDEN)
    return RedirectResponse("/", HTTPStatus.SEE_OTHER, headers={"Set-Cookie": cookie})


def _tokens(_request: Request) -> Response:
    """The theme's colours, sizes and spaces; the desk is always light, since staff print from it."""
    return Response(
        theme().read(tokens.FILE).partition("@media (prefers-color-scheme: dark)")[0], media_type="text/css"
    )


class Guarded:
    """The guard before the application: refuses what comes from elsewhere, and says to browsers what they may do."""

    def __init__(self, app: ASGIApp, session: Session) -> None:
        self.app, self.session = app, session

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return  # neither sockets nor events are served
        path = scope["path"]
        more = headers(path.startswith(FRAMED))

        async def answered(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(more)
            await send(message)

        app = self.app
        if loopback.refused(scope["method"], Headers(scope=scope), self.session.port):
            app = PlainTextResponse("", HTTPStatus.FORBIDDEN)
        elif path != OPEN and not path.startswith("/static/") and not self.session.knows(HTTPConnection(scope).cookies):
            app = HTMLResponse(
                templates().get_template("closed.html").render(w=words.words("ja"), lang="ja"), HTTPStatus.FORBIDDEN
            )
        await app(scope, receive, answered)
