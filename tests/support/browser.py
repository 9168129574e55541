"""A real browser for the tests: Debian's Chromium, or Playwright's own where it has been installed."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator

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
