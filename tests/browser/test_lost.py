"""What is not there: said in every language, styled, with links that lead on; and data that does not run."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from members import CYBER, broken, built, hosted
from playwright.sync_api import Browser

pytestmark = pytest.mark.browser


def lost(chromium: Browser, host: Path, below: str = "") -> Iterator[str]:
    """What keeps a reader who came to nothing from reading it, in every language, and from going on."""
    with hosted(host) as address:
        page = chromium.new_page()
        for path in ("nothing", "premiums/nothing", "en/nothing/at/all"):
            answer = page.goto(address + below + path)
            page.wait_for_load_state("networkidle")
            if answer is None or answer.status != 404:
                yield f"{path}: the host does not say 404"
            for words in ("ページが見つかりません", "Page not found"):
                if not page.get_by_role("heading", name=words).is_visible():
                    yield f"{path}: it does not say {words}"
            if page.evaluate("getComputedStyle(document.querySelector('.top')).borderTopStyle") != "solid":
                yield f"{path}: no style"
            links = set(page.locator("a[href]").evaluate_all("all => all.map((one) => one.href)"))
            for link in sorted(link for link in links if link.startswith("http")):
                if page.request.get(link).status != 200:
                    yield f"{path}: a link leads nowhere, {link.removeprefix(address)}"
        page.close()


def test_what_is_not_there_is_said_in_every_language_at_any_depth(chromium: Browser, site: Path) -> None:
    assert list(lost(chromium, site)) == []


@pytest.mark.parametrize("below", ["", "cyber/"])
def test_what_is_not_there_is_said_below_a_path_that_the_build_does_not_know(
    chromium: Browser, tmp_path: Path, below: str
) -> None:
    """As on GitHub Pages without `--url`: styled, and with links that lead on, three folders deep."""
    site = built(CYBER, tmp_path / "host" / below)
    for name in ("404.html", "_headers") if below else ():
        shutil.copy(site / name, tmp_path / "host")  # the host shows the page of the site that stands there
    assert list(lost(chromium, tmp_path / "host", below)) == []


@pytest.mark.parametrize(
    ("files", "old", "new", "said"),
    [
        ("404.html", 'href="/en/cover/"', 'href="/en/covers/"', "a link leads nowhere, en/covers/"),
        ("404.html", "Page not found", "Not here", "it does not say Page not found"),
        ("404.html", 'rel="stylesheet" href="/', 'rel="stylesheet" href="', "en/nothing/at/all: no style"),
    ],
)
def test_a_seeded_fault_of_what_is_not_there_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, files: str, old: str, new: str, said: str
) -> None:
    assert said in str(list(lost(chromium, broken(site, tmp_path, files, old, new))))


def test_structured_data_does_not_run(chromium: Browser, site: Path) -> None:
    said: list[str] = []
    with hosted(site) as address:
        page = chromium.new_page()
        page.on("console", lambda message: said.append(message.text))
        page.goto(address)
        assert page.locator('script[type="application/ld+json"]').count() == 1
        assert said == []
        page.close()
