"""Serves the site to the browser while it is being written, made again at every save.

Pages are kept in memory; nothing is written to `site/`. A problem stands on the page, with
file and line, until it is mended; the server goes on. The reload is a small script that only
this server adds; the built site has none of it.
"""

from __future__ import annotations

import mimetypes
import threading
from collections.abc import Callable
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

from watchfiles import watch

from chirashi.base import loopback, manual
from chirashi.base.messages import phrase
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import current
from chirashi.cli import steps
from chirashi.site.build import PreviewCache

OWN = "/__chirashi__/"
RELOAD = """
const seen = document.currentScript.dataset.version;
const events = new EventSource("/__chirashi__/events");
events.onmessage = (event) => { if (event.data !== seen) location.reload(); };
"""
STYLE = """
body { font: 16px/1.7 sans-serif; margin: 2rem auto; max-width: 48rem; padding: 0 1rem; color-scheme: light dark }
li { margin-block: 1rem } code { font-weight: bold }
"""
HEARTBEAT = 15.0  # seconds between signs of life, by which a closed browser is noticed


class Preview:
    """A server on 127.0.0.1. `job` is asked before every build, since site.yml may change too."""

    def __init__(self, job: Callable[[], steps.Job], lang: str, port: int) -> None:
        self.job, self.lang = job, lang
        self.files: dict[str, bytes] = {}
        self.kept = PreviewCache()
        self.problems: list[Problem] = []
        self.version = 0
        self.changed = threading.Condition()
        self.stopping = threading.Event()
        try:
            self.server = _Server(("127.0.0.1", port), self)
        except OSError as error:
            raise Trouble(Problem(f"127.0.0.1:{port}", 0, "port-taken", {"port": port})) from error
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}/"

    def run(self) -> None:
        """Serves and watches until stopped; the first build comes before it."""
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        try:
            self.watch()
        finally:
            self.stop()

    def stop(self) -> None:
        self.stopping.set()
        with self.changed:
            self.changed.notify_all()
        self.server.shutdown()
        self.server.server_close()

    def watch(self) -> None:
        here = current()
        folders = [folder for folder in (here.content, *here.theme.folders) if folder.is_dir()] + self._folders()
        # Editors write in bursts; 50 ms gathers one without being felt.
        for _ in watch(*folders, debounce=50, step=10, rust_timeout=500, stop_event=self.stopping):
            self.build()

    def _folders(self) -> list[Path]:
        """The editions' own folders, which may lie outside content/."""
        try:
            return [folder for _, folder in self.job().folders]
        except Trouble:
            return []

    def wait(self, version: int, seconds: float) -> None:
        """Until there is another version than this, or the server stops, or the time is up."""
        with self.changed:
            self.changed.wait_for(lambda: self.version != version or self.stopping.is_set(), seconds)

    def build(self) -> None:
        """Load, check, render, into memory; with errors the pages of before stay behind the message."""
        try:
            job = self.job()
            work = steps.load_and_check(job)
            if work.good:
                steps.render(job, work, kept=self.kept)
            problems = work.problems
        except Trouble as trouble:
            problems, work = list(trouble.problems), steps.Work()
        errors = [problem for problem in problems if problem.severity == "error"]
        with self.changed:
            if not errors:
                self.files = work.files
            self.problems = errors
            self.version += 1
            self.changed.notify_all()

    def answer(self, path: str) -> tuple[HTTPStatus, str, bytes]:
        """Status, media type and content for an address."""
        with self.changed:
            files, problems, version = self.files, self.problems, self.version
        name = unquote(path).lstrip("/")
        is_page = not name or name.endswith("/") or name.endswith(".html")
        if problems and is_page:
            return HTTPStatus.OK, "text/html; charset=utf-8", _reloading(self.page_of(problems), version)
        name += "index.html" if not name or name.endswith("/") else ""
        if name not in files:
            return HTTPStatus.NOT_FOUND, "text/html; charset=utf-8", _reloading(b"<title>404</title>404", version)
        content = files[name]
        kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
        if kind == "text/html":
            return HTTPStatus.OK, "text/html; charset=utf-8", _reloading(content, version)
        return HTTPStatus.OK, kind, content

    def page_of(self, problems: list[Problem]) -> bytes:
        items = "".join(manual.as_item(problem, self.lang) for problem in problems)
        title = phrase("pages-to-mend")[self.lang]
        return (
            f'<!doctype html><html lang="{self.lang}"><meta charset="utf-8"><title>{title}</title>'
            f"<style>{STYLE}</style><body><h1>{title}</h1><ol>{items}</ol></body></html>"
        ).encode()


def _reloading(page: bytes, version: int) -> bytes:
    script = f'<script src="{OWN}reload.js" data-version="{version}"></script>'.encode()
    head, found, tail = page.rpartition(b"</body>")
    return head + script + found + tail if found else page + script


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, address: tuple[str, int], preview: Preview) -> None:
        self.preview = preview
        super().__init__(address, _Handler)


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        headers = {name.lower(): value for name, value in self.headers.items()}
        if loopback.refused("GET", headers, self.server.server_address[1]):
            self.send(HTTPStatus.FORBIDDEN, "text/plain; charset=utf-8", b"")
        elif path == f"{OWN}events":
            self.events()
        elif path == f"{OWN}reload.js":
            self.send(HTTPStatus.OK, "text/javascript; charset=utf-8", RELOAD.encode())
        else:
            self.send(*self.server.preview.answer(path))

    def send(self, status: HTTPStatus, kind: str, content: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        for name, value in loopback.HEADERS.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(content)

    def events(self) -> None:
        """Server-sent events: the version whenever there is a new one, until the browser leaves."""
        preview = self.server.preview
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", "text/event-stream")
        self.send_header("Cache-Control", "no-store")
        self.send_header("Connection", "close")
        self.end_headers()
        self.close_connection = True
        try:
            while not preview.stopping.is_set():
                with preview.changed:
                    version = preview.version
                self.wfile.write(f"data: {version}\n\n".encode())
                self.wfile.flush()
                preview.wait(version, HEARTBEAT)
        except OSError:
            return  # the browser has gone

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # the base class names it so
        """Every request on the terminal would hide the messages that matter."""
