"""A real browser for the tests: Debian's Chromium, or Playwright's own where it has been installed."""

from __future__ import annotations

import contextlib
import functools
import shutil
import threading
import time
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import IO, Any

from lacking import lacking
from playwright.sync_api import Browser, Error, Playwright, sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync"]
HOW = "no browser: apt-get install chromium, or .venv/bin/playwright install chromium"


def launched(playwright: Playwright) -> Browser:
    """The system's browser, or Playwright's own where there is none or it does not start, as the shim of a snap."""
    found = next((path for name in ("chromium", "chromium-browser") if (path := shutil.which(name))), None)
    opened = None
    for path in dict.fromkeys((found, None)):
        with contextlib.suppress(Error):
            opened = opened or playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
    if opened is None:
        lacking(HOW)
    return opened


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A browser; where there is none, what says how to get one."""
    with sync_playwright() as playwright:
        opened = launched(playwright)
        try:
            yield opened
        finally:
            opened.close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *args: object) -> None:
        """The tests speak for themselves."""

    def handle(self) -> None:
        with contextlib.suppress(ConnectionError):  # a browser that has left its page hangs up
            super().handle()


class Dripping(_Quiet):
    """A poor connection: a page comes in pieces, with a pause in seconds before each but the first."""

    pieces, pause = 8, 0.1

    def copyfile(self, source: IO[bytes], outputfile: Any) -> None:
        if not self.path.endswith(("/", ".html")):
            super().copyfile(source, outputfile)
            return
        whole = source.read()
        size = len(whole) // self.pieces + 1
        with contextlib.suppress(ConnectionError):  # a browser that has gone on
            for start in range(0, len(whole), size):
                time.sleep(self.pause if start else 0)
                outputfile.write(whole[start : start + size])
                outputfile.flush()


@contextlib.contextmanager
def served(folder: Path, below: str = "/", by: type[SimpleHTTPRequestHandler] = _Quiet) -> Iterator[str]:
    """The folder as a plain web server shows it, at the root or below a path; gives its address."""
    if below != "/":
        root = folder.parent / "served"
        shutil.copytree(folder, root / below.strip("/"), dirs_exist_ok=True)
        folder = root
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(by, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}{below}"
    finally:
        server.shutdown()
        server.server_close()
