"""Reading without a network after one visit, and an update that arrives at the next load."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import browser
from members import CYBER, addresses, broken, built, changed, hosted
from playwright.sync_api import Browser, BrowserContext

pytestmark = pytest.mark.browser
ACTIVE = """async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller)
    await new Promise((resolve) => setTimeout(resolve, 20)); }"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    yield opened
    opened.close()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CYBER, tmp_path_factory.mktemp("offline") / "site")


def test_after_one_visit_every_page_reads_offline(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    with hosted(site) as address:
        page.goto(address + "en/notes/")
        page.evaluate(ACTIVE)
    # the server is gone now
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    for path in addresses():
        page.goto(address + path)
        assert page.locator("h1").is_visible(), path
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", "styled"
    page.goto(address + "premiums/#plans=B&options=a&n=3")
    page.locator(".chooser.ready").wait_for()
    assert "330,630円" in page.locator("output").inner_text()
    page.goto(address + "cover/")
    page.locator("a.term[role=button]").first.click()
    page.locator(".meaning").wait_for()
    # Chromium asks for the icon of a tab past the service worker, so as not to taint its cache (crbug.com/448427)
    assert [url for url in failed if "/assets/" in url and "/favicon" not in url] == []


def test_an_update_is_there_at_the_next_load_and_offline_after_it(
    context: BrowserContext, site: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    for path in folder.rglob("*.html"):  # what has not changed for a year, a browser asks for only now and then
        os.utime(path, (time.time() - 365 * 86_400,) * 2)
    newer = changed(CYBER, tmp_path, lambda s: s.replace("title: ", "title: 改訂 ", 1), "ja/notes.md")
    page = context.new_page()
    with hosted(folder) as address:
        page.goto(address)
        page.evaluate(ACTIVE)
        before = page.evaluate("caches.keys()")
        page.goto(address + "notes/")
        assert "改訂" not in page.locator("h1").inner_text()
        shutil.rmtree(folder)
        built(newer, folder)
        page.goto(address + "notes/")
        assert "改訂" in page.locator("h1").inner_text(), "the next load shows it"
        for _ in range(100):
            if page.evaluate("caches.keys()") not in (before, []) and len(page.evaluate("caches.keys()")) == 1:
                break
            page.wait_for_timeout(100)
    page.goto(address + "notes/")
    assert "改訂" in page.locator("h1").inner_text(), "and so does the kept copy"


def test_it_keeps_nothing_but_the_files_of_the_site(context: BrowserContext, site: Path) -> None:
    page = context.new_page()
    with hosted(site) as address:
        page.goto(address + "premiums/#plans=C&n=9")
        page.evaluate(ACTIVE)
        page.locator(".chooser.ready").wait_for()
        page.locator("#choose-n").fill("12")
        page.goto(address + "fax.html#plans=C&n=12")
        kept = page.evaluate(
            "async () => (await (await caches.open((await caches.keys())[0])).keys()).map((one) => one.url)"
        )
    assert all("?" not in url and url.startswith(address) for url in kept)
    assert context.storage_state()["cookies"] == []


def test_a_list_that_names_a_missing_file_installs_nothing(context: BrowserContext, site: Path, tmp_path: Path) -> None:
    """The seeded fault: half a brochure must not pass for a whole one."""
    folder = tmp_path / "site"
    shutil.copytree(site, folder)
    shutil.rmtree(folder / "cover")
    page = context.new_page()
    with hosted(folder) as address:
        page.goto(address)
        page.wait_for_timeout(1500)
        assert page.evaluate("navigator.serviceWorker.getRegistration().then((one) => !one?.active)")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("if (!kept) return asked;", "return kept ?? asked;"),  # what was kept once stays for ever
        ('fetch(request, { cache: "no-cache" })', "fetch(request)"),  # the browser's own memory is asked
    ],
)
def test_an_update_that_does_not_arrive_is_seen(
    context: BrowserContext, site: Path, tmp_path: Path, old: str, new: str
) -> None:
    faulty = broken(site, tmp_path, "sw.js", old, new)
    with pytest.raises(AssertionError, match="the next load shows it"):
        test_an_update_is_there_at_the_next_load_and_offline_after_it(context, faulty, tmp_path)
