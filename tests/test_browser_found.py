"""Where the system's browser is missing or does not start, as the shim of a snap, Playwright's own is taken."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from types import SimpleNamespace

import browser
import pytest
from playwright.sync_api import Error


def test_a_browser_that_does_not_start_gives_way_to_playwrights_own(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str | None] = []

    def launch(executable_path: str | None, args: list[str]) -> SimpleNamespace:
        tried.append(executable_path)
        if executable_path is not None:
            raise Error("it does not start")
        return SimpleNamespace(close=lambda: None)

    @contextlib.contextmanager
    def playwright() -> Iterator[SimpleNamespace]:
        yield SimpleNamespace(chromium=SimpleNamespace(launch=launch))

    monkeypatch.setattr(browser, "sync_playwright", playwright)
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/snap/bin/{name}")
    with browser.browser() as opened:
        assert opened is not None
    assert tried == ["/snap/bin/chromium", None]
