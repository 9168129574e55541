"""How much a reader loads, from where, and whether anything moves while it does.

Sizes are of gzip, as hosts send it. What the service worker keeps for reading offline comes
after the page stands, and has a budget of its own.
"""

from __future__ import annotations

import gzip
import random
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from members import addresses, broken, file_of, listed
from playwright.sync_api import Browser, Page
from servers import Dripping, served

pytestmark = pytest.mark.browser
FIRST = 60 * 1024  # bytes of any page with all that it loads, in an empty browser
FURTHER = 20 * 1024  # bytes of any page after another one
KEPT = 192 * 1024  # bytes of what is kept for reading offline: both languages, the search and the flyer
SHAPES = ["", "en/", "premiums/", "en/cover/", "flyer/", "fax.html", "404.html"]  # pages that differ in build
CHOSEN = ["premiums/#chooser&plans=D&options=c&n=99", "en/request/#choice&plans=B&options=a&n=3"]
SHIFTS = """window.shift = 0;
new PerformanceObserver((list) => {
    for (const one of list.getEntries()) if (!one.hadRecentInput) window.shift += one.value;
}).observe({type: "layout-shift", buffered: true});"""


def loads(chromium: Browser, address: str, site: Path, path: str) -> tuple[dict[str, int], list[str]]:
    """What a page loads in an empty browser: address below the site's to bytes of gzip; and what of other hosts."""
    context = chromium.new_context(service_workers="block")
    page = context.new_page()
    found: dict[str, int] = {}
    elsewhere: list[str] = []

    def asked(url: str) -> None:
        if not url.startswith((address, "data:")):
            elsewhere.append(url)
            return
        name = urlsplit(url).path.lstrip("/")
        file = site / name / "index.html" if not name or name.endswith("/") else site / name
        found[name] = len(gzip.compress(file.read_bytes(), 6))

    page.on("request", lambda request: asked(request.url))
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    context.close()
    return found, elsewhere


def heavy(chromium: Browser, site: Path, paths: list[str]) -> Iterator[str]:
    """Pages that load too much, as the first one or after the home page, or anything of another host."""
    with served(site) as address:
        home, _ = loads(chromium, address, site, "")
        for path in paths:
            found, elsewhere = loads(chromium, address, site, path)
            yield from (f"{path} asks another host: {url}" for url in elsewhere)
            if (first := sum(found.values())) > FIRST:
                yield f"{path} as the first page: {first} bytes"
            if (further := sum(size for name, size in found.items() if name not in home)) > FURTHER:
                yield f"{path} as a further page: {further} bytes"


def test_no_page_is_heavy_and_none_asks_another_host(chromium: Browser, site: Path) -> None:
    assert list(heavy(chromium, site, addresses())) == []


@pytest.mark.parametrize(
    ("image", "size", "wanted"),
    [
        ("../heavy.png", 70_000, ["as the first page", "as a further page"]),
        ("../heavy.png", 30_000, ["as a further page"]),
        ("http://127.0.0.1:9/counter.png", 0, ["asks another host: http://127.0.0.1:9/counter.png"]),
    ],
)
def test_a_seeded_weight_and_a_seeded_host_are_seen(
    chromium: Browser, site: Path, tmp_path: Path, image: str, size: int, wanted: list[str]
) -> None:
    faulty = broken(site, tmp_path, "notes/index.html", "</main>", f'<img src="{image}" alt=""></main>')
    (faulty / "heavy.png").write_bytes(random.Random(1).randbytes(size))
    page = faulty / "notes" / "index.html"  # without its policy, which would keep the browser from asking
    page.write_text(page.read_text("utf-8").replace('http-equiv="Content-Security-Policy"', 'name="none"'), "utf-8")
    said = list(heavy(chromium, faulty, ["notes/"]))
    assert [any(one in fault for fault in said) for one in wanted] == [True] * len(wanted) == [True] * len(said)


def kept(site: Path) -> int:
    """Bytes of gzip of what is kept for reading offline."""
    files = [file_of(site, path) for path in listed(site)["files"]]
    return sum(len(gzip.compress(file.read_bytes(), 6)) for file in files)


def test_what_is_kept_for_offline_is_light_too(site: Path, tmp_path: Path) -> None:
    assert kept(site) <= KEPT
    noise = random.Random(1).randbytes(60_000).hex()
    assert kept(broken(site, tmp_path, "en/flyer/index.html", "</main>", f"<!--{noise}--></main>")) > KEPT


def shifts(page: Page, url: str) -> float:
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(60)
    return float(page.evaluate("shift"))


def moving(chromium: Browser, address: str, paths: list[str], width: int, slower: int = 1) -> dict[str, float]:
    """Pages that move while they load, and by how much; on a processor so many times slower."""
    context = chromium.new_context(viewport={"width": width, "height": 800}, service_workers="block")
    page = context.new_page()
    page.add_init_script(SHIFTS)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slower})
    found = {path: moved for path in paths if (moved := shifts(page, address + path)) > 0}
    context.close()
    return found


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_while_a_page_loads(chromium: Browser, address: str, width: int) -> None:
    assert moving(chromium, address, addresses() + CHOSEN, width) == {}


@pytest.mark.slow
def test_nothing_moves_on_a_slow_phone(chromium: Browser, address: str) -> None:
    """With the machine to itself: other work makes a page take longer than base.css waits with showing it."""
    assert moving(chromium, address, SHAPES + CHOSEN, 360, slower=6) == {}


def test_nothing_moves_while_a_page_comes_in_pieces(chromium: Browser, site: Path, tmp_path: Path) -> None:
    """A browser draws what it has of a page; the stylesheet has it wait for the rest."""
    with served(site, by=Dripping) as address:
        assert moving(chromium, address, SHAPES, 360) == {}
    hasty = broken(site, tmp_path, "assets/brochure-*.css", "animation: unfinished 2s step-end;", "")
    with served(hasty, by=Dripping) as address:
        assert moving(chromium, address, SHAPES, 360), "the seeded fault, pages drawn as they come, is seen"


def test_no_page_waits_for_what_never_comes(site: Path) -> None:
    pages = [path for path in site.rglob("*.html") if 'rel="stylesheet"' in path.read_text("utf-8")]
    waiting = [path for path in pages if "<script" not in path.read_text("utf-8").partition("</main>")[2]]
    assert waiting == [site / "404.html"], "which is drawn as it comes"


def test_a_page_whose_rest_stays_away_is_shown(chromium: Browser, site: Path) -> None:
    class Stuck(Dripping):
        pieces, pause = 2, 8.0

    page = chromium.new_page(service_workers="block")
    with served(site, by=Stuck) as address:
        page.goto(address + "premiums/", wait_until="commit")
        page.locator("h1").wait_for(timeout=5_000)
        assert not page.locator(".foot").count()
        page.close()


def test_a_seeded_shift_is_seen(chromium: Browser, address: str) -> None:
    page = chromium.new_context(service_workers="block").new_page()
    page.add_init_script(SHIFTS)
    page.add_init_script("""addEventListener("load", () => setTimeout(() => {
        const late = document.createElement("p"); late.textContent = "late"; document.body.prepend(late); }, 100))""")
    page.goto(address)
    page.wait_for_timeout(400)
    assert page.evaluate("shift") > 0
    page.context.close()
