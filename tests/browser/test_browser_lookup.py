"""Where the system's browser is missing or does not start, as the shim of a snap, Playwright's own is taken."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import browser
import pytest
from playwright.sync_api import Error


def test_a_browser_that_does_not_start_gives_way_to_playwrights_own(monkeypatch: pytest.MonkeyPatch) -> None:
    tried: list[str | None] = []

    def launch(executable_path: str | None, args: list[str]) -> str:
        tried.append(executable_path)
        if executable_path is not None:
            raise Error("it does not start")
        return "Playwright's own"

    playwright: Any = SimpleNamespace(chromium=SimpleNamespace(launch=launch))
    monkeypatch.setattr(browser.shutil, "which", lambda name: f"/snap/bin/{name}")
    assert browser.launched(playwright) == "Playwright's own"
    assert tried == ["/snap/bin/chromium", None]
