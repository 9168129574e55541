"""The built site in a real browser: every page, every link, the QR code, both languages, light and dark."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import zxingcpp
from browser import browser, served
from PIL import Image
from playwright.sync_api import Browser, Page
from ruamel.yaml import YAML

from chirashi.load import ROOT
from chirashi.publish import write
from chirashi.steps import Job, load_and_check, render

pytestmark = pytest.mark.browser
EDITION = ROOT / "content" / "cyber-2025"
DATA = YAML(typ="safe", pure=True).load(EDITION / "plans.yml")
PAGES = [
    ("" if language == "ja" else "en/") + ("" if name == "index" else f"{name}/")
    for language in DATA["languages"]
    for name in DATA["pages"]
]
URL = next(request["url"] for request in DATA["requests"] if request["way"] == "url")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site") / "site"
    job = Job(EDITION)
    work = load_and_check(job)
    assert work.good
    render(job, work)
    write(work.files, folder)
    return folder


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module", params=["/", "/cyber/"], ids=["root", "subpath"])
def address(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    with served(site, request.param) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


def test_every_page_opens_without_a_complaint_and_asks_no_other_host(page: Page, address: str) -> None:
    complaints: list[str] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    # a picture that the next page came before is no complaint; one that is not there answers 404 below
    page.on(
        "requestfailed",
        lambda request: None if "ABORTED" in str(request.failure) else complaints.append(f"failed: {request.url}"),
    )
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((address, "data:")) else complaints.append(f"asks {request.url}")
        ),
    )
    page.on(
        "response", lambda answer: complaints.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None
    )
    for path in PAGES:
        page.goto(address + path)
        assert page.locator("h1").count() == 1
        assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("en/") else "ja")
    assert complaints == []


def test_every_internal_link_leads_somewhere(page: Page, address: str) -> None:
    waiting, seen, followed = [address], set(), 0
    ids: dict[str, set[str]] = {}
    wanted: list[tuple[str, str, str]] = []
    while waiting:
        here = waiting.pop()
        if here in seen:
            continue
        seen.add(here)
        if not here.endswith(("/", ".html")):
            assert page.request.get(here).status == 200, here
            continue
        answer = page.goto(here)
        assert answer is not None
        assert answer.status == 200, here
        ids[here] = set(page.eval_on_selector_all("[id]", "all => all.map(one => one.id)"))
        for href in page.eval_on_selector_all("a[href]", "all => all.map(one => one.getAttribute('href'))"):
            target, anchor = urldefrag(urljoin(here, href))
            if urlsplit(target).scheme in ("mailto", "tel") or not target.startswith(address):
                assert not target.startswith("http://127.0.0.1"), f"{href} on {here} leaves the site's path"
                continue
            followed += 1
            waiting.append(target)
            if anchor:
                wanted.append((here, target, anchor))
    flyers = {f"{address}flyer/", f"{address}en/flyer/"}
    assert {url for url in seen if url.endswith("/")} == {address + path for path in PAGES} | flyers
    assert followed > 100
    for here, target, anchor in wanted:
        assert anchor in ids[target], f"{here} links to #{anchor} of {target}"


def test_the_language_switch_stays_on_the_page(page: Page, address: str) -> None:
    page.goto(address + "premiums/")
    page.locator('a[hreflang="en"]').first.click()
    assert page.url == address + "en/premiums/"
    page.locator('a[hreflang="ja"]').first.click()
    assert page.url == address + "premiums/"


WHITE = (255, 255, 255)


def quiet(picture: Image.Image) -> set[object]:
    """The colours of the quiet zone along the middle of each side, three of its four modules deep."""
    width, height = picture.size
    depth = round(width * 3 / 33)
    across = [picture.getpixel((x, height // 2)) for x in [*range(2, depth), *range(width - depth, width - 2)]]
    return {
        *across,
        *(picture.getpixel((width // 2, y)) for y in [*range(2, depth), *range(height - depth, height - 2)]),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["request/", "en/request/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_qr_code_on_the_screen_holds_the_request_url(
    chromium: Browser, site: Path, scheme: str, path: str, width: int
) -> None:
    with served(site) as address:
        context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(address + path)
        codes = page.locator("svg.qr")
        assert codes.count() >= 1
        for i in range(codes.count()):
            code = codes.nth(i)
            assert URL in (code.get_attribute("aria-label") or "")
            picture = Image.open(io.BytesIO(code.screenshot()))
            assert [read.text for read in zxingcpp.read_barcodes(picture)] == [URL]
            assert quiet(picture.convert("RGB")) == {WHITE}, "the quiet zone stays white"
        assert page.locator(f'main a[href="{URL}"]').count() >= 1
        context.close()


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(chromium: Browser, site: Path, width: int) -> None:
    with served(site) as address:
        page = chromium.new_page(viewport={"width": width, "height": 800})
        for path in PAGES:
            page.goto(address + path)
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path
        page.close()
