"""The browser of this machine: Chromium, Chrome or Edge, whichever is there, driven through Playwright."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Browser

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "microsoft-edge-stable",
)
CHANNELS = ("chrome", "msedge")  # where Windows and macOS keep them, Playwright knows
ARGUMENTS = (
    "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-sync", "--no-first-run",
    "--disable-lcd-text",
)  # fmt: skip


class NotSeen(Exception):
    """There is nothing to look with: `playwright` or a browser is missing; which, says its text."""


@contextlib.contextmanager
def opened() -> Iterator[Browser]:
    """A browser without a window; `NotSeen` where there is none."""
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError:
        raise NotSeen("playwright") from None
    arguments = [*ARGUMENTS, *(["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else [])]
    paths = [path for name in NAMES if (path := shutil.which(name))]
    ways: list[dict[str, str]] = [{"executable_path": path} for path in paths]
    ways += [*({"channel": channel} for channel in CHANNELS), {}]  # the last: one that Playwright has installed
    with sync_playwright() as playwright:
        found: Browser | None = None
        for way in ways:
            with contextlib.suppress(Error):
                found = playwright.chromium.launch(args=arguments, **way)  # type: ignore[arg-type]
                break
        if found is None:
            raise NotSeen("browser")
        try:
            yield found
        finally:
            found.close()
