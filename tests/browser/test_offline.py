"""Reading without a network after one visit, and an update that arrives at the next load."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from members import CYBER, addresses, broken, built, changed, hosted, relisted
from playwright.sync_api import Browser, BrowserContext, Page

pytestmark = pytest.mark.browser
ACTIVE = """async () => { await navigator.serviceWorker.ready; while (!navigator.serviceWorker.controller)
    await new Promise((resolve) => setTimeout(resolve, 20)); }"""


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    opened = chromium.new_context()
    yield opened
    opened.close()


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


UPDATED = """async (before) => {
    for (;;) {
        const anew = (await caches.keys()).some((name) => !before.includes(name));
        const { installing, waiting, active } = await navigator.serviceWorker.getRegistration();
        if (anew && !installing && !waiting && active?.state === "activated") return caches.keys();
        await new Promise((resolve) => setTimeout(resolve, 50));
    }
}"""


def kept_anew(page: Page, before: list[str]) -> list[str]:
    """Waits for another version to be kept, and for its worker to be the one that answers; gives what is kept."""
    names: list[str] = page.evaluate(UPDATED, before)
    return names


def searches(page: Page) -> bool:
    """Whether an open page can still load the search that it knows of."""
    page.locator("#search-open").click()
    page.locator("#search-words").fill("a")
    page.locator("#search-status:not(:empty)").wait_for(state="attached")
    found = page.locator("#search-found li").count() > 0
    page.keyboard.press("Escape")
    return found


def released(site: Path, folder: Path, scratch: Path, word: str) -> None:
    """Puts a version with another search in the place of the site, as hosts do: the files of before are gone."""
    newer = Path(shutil.copytree(site, scratch / word))
    for old in [*newer.glob("assets/find-*.js"), *newer.glob("assets/search-*.json")]:
        new = old.with_name(re.sub(r"[0-9a-f]{10}(?=\.)", hashlib.sha256(word.encode()).hexdigest()[:10], old.name))
        old.rename(new)
        for file in newer.rglob("*.html"):
            file.write_text(file.read_text("utf-8").replace(old.name, new.name), "utf-8")
    relisted(newer)
    shutil.rmtree(folder)
    newer.rename(folder)


@pytest.mark.parametrize("fault", [False, True], ids=["as it is", "seeded fault: nothing of before is left"])
def test_an_open_page_can_still_search_after_an_update(
    context: BrowserContext, site: Path, tmp_path: Path, fault: bool
) -> None:
    folder = Path(shutil.copytree(site, tmp_path / "site"))
    if fault:
        worker = folder / "sw.js"
        text = worker.read_text("utf-8")
        assert ".slice(0, -1)) await caches.delete" in text
        worker.write_text(text.replace(".slice(0, -1)) await caches.delete", ") await caches.delete"), "utf-8")
    start = Path(shutil.copytree(folder, tmp_path / "start"))
    page, other = context.new_page(), context.new_page()
    with hosted(folder) as address:
        page.goto(address)
        page.evaluate(ACTIVE)
        names = page.evaluate("caches.keys()")
        other.goto(address + "notes/")
        for word in ("second", "third"):
            released(start, folder, tmp_path, word)
            other.goto(address + "notes/")
            names = kept_anew(other, names)
            if word == "second":
                context.new_cdp_session(page).send("Network.clearBrowserCache")  # which nobody can rely on
                assert searches(page) is not fault
        assert len(names) == (1 if fault else 2), "the one before stays, the one before that does not"
        assert all(name.startswith(address) for name in names), "named by the site, since others may share its host"


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
        kept_anew(page, before)
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
        ("const asked = ask(", "const asked = copy(name) ?? ask("),  # what was kept once stays for ever
    ],
)
def test_an_update_that_does_not_arrive_is_seen(
    context: BrowserContext, site: Path, tmp_path: Path, old: str, new: str
) -> None:
    faulty = broken(site, tmp_path, "sw.js", old, new)
    with pytest.raises(AssertionError, match="the next load shows it"):
        test_an_update_is_there_at_the_next_load_and_offline_after_it(context, faulty, tmp_path)
