"""A real browser for the tests: Debian's Chromium, or Playwright's own where it has been installed."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator

from lacking import lacking
from playwright.sync_api import Browser, Error, Playwright, expect, sync_playwright

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
def waiting(milliseconds: int) -> Iterator[None]:
    """How long `expect` waits for what it expects, within the block; 5 seconds outside of it, as Playwright has it."""
    expect.set_options(timeout=milliseconds)
    try:
        yield
    finally:
        expect.set_options(timeout=5_000)


class Browsers:
    """One browser for many tests. Where it, or its connection, has died, the next test gets another one."""

    def __init__(self) -> None:
        self.stack = contextlib.ExitStack()
        self.opened: Browser | None = None

    def get(self) -> Browser:
        if self.opened is not None and not answers(self.opened):
            self.close()
        if self.opened is None:
            self.opened = self.stack.enter_context(browser())
        return self.opened

    def close(self) -> None:
        self.opened = None
        with contextlib.suppress(Exception):  # what has died cannot be closed as it should
            self.stack.close()


def answers(opened: Browser) -> bool:
    """Whether a browser does what it is asked; one that has just died may still call itself connected."""
    try:
        opened.new_context().close()
    except Error:
        return False
    return opened.is_connected()


@contextlib.contextmanager
def browser() -> Iterator[Browser]:
    """A browser; where there is none, what says how to get one."""
    with sync_playwright() as playwright:
        opened = launched(playwright)
        try:
            yield opened
        finally:
            opened.close()
