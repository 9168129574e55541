"""The built site in a real browser: every page, every link, the QR code, both languages, light and dark."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
import zxingcpp
from known import ROOT
from members import broken, restyled
from PIL import Image
from playwright.sync_api import Browser, Page
from ruamel.yaml import YAML
from servers import served

pytestmark = pytest.mark.browser
EDITION = ROOT / "content" / "cyber-2025"
DATA = YAML(typ="safe", pure=True).load(EDITION / "plans.yml")
PAGES = [
    ("" if language == "ja" else "en/") + ("" if name == "index" else name if "." in name else f"{name}/")
    for language in DATA["languages"]
    for name in [*DATA["pages"], "flyer", "fax.html"]
] + ["404.html"]
URL = next(request["url"] for request in DATA["requests"] if request["way"] == "url")


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
        if path == "404.html" and not address.endswith(f":{urlsplit(address).port}/"):
            continue  # a site without an address of its own is taken to stand at its host's root
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
            if anchor and "=" not in anchor:  # a choice, which the page's script reads
                wanted.append((here, target, anchor))
    assert {url for url in seen if url.endswith(("/", ".html"))} == {address + path for path in PAGES} - {
        address + "404.html"
    }
    assert followed > 100
    for here, target, anchor in wanted:
        assert anchor in ids[target], f"{here} links to #{anchor} of {target}"


def switched(page: Page, address: str, paths: list[str]) -> Iterator[str]:
    """Pages whose language switch does not lead to the same page in the other language."""
    for path in paths:
        page.goto(address + path)
        language, other = ("ja", path.removeprefix("en/")) if path.startswith("en/") else ("en", "en/" + path)
        page.locator(f'.languages a[hreflang="{language}"]').click()
        if (page.url, page.locator("html").get_attribute("lang")) != (address + other, language):
            yield f"{path} leads to {page.url}"


def test_the_language_switch_stays_on_the_page(page: Page, address: str) -> None:
    switching = [path for path in PAGES if not path.endswith((".html", "flyer/"))]  # paper has no switch
    assert list(switched(page, address, switching)) == []


def test_a_language_switch_that_leaves_the_page_is_seen(page: Page, site: Path, tmp_path: Path) -> None:
    faulty = broken(
        site, tmp_path, "premiums/index.html", 'href="../en/premiums/" lang="en"', 'href="../en/" lang="en"'
    )
    with served(faulty) as address:
        assert list(switched(page, address, ["premiums/"])) == [f"premiums/ leads to {address}en/"]


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


def unread(chromium: Browser, site: Path, path: str, width: int, scheme: str) -> Iterator[str]:
    """What keeps a phone from reading the codes of a page as they are drawn, or a reader from following its link."""
    context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 800})  # type: ignore[arg-type]
    page = context.new_page()
    with served(site) as address:
        page.goto(address + path)
        codes = page.locator("svg.qr").all()
        if not codes:
            yield "there is no code"
        for code in codes:
            if URL not in (code.get_attribute("aria-label") or ""):
                yield "the code does not say where it leads"
            picture = Image.open(io.BytesIO(code.screenshot()))
            if (read := [each.text for each in zxingcpp.read_barcodes(picture)]) != [URL]:
                yield f"the code says {read}"
            if quiet(picture.convert("RGB")) != {WHITE}:
                yield "the quiet zone is not white"
        if not page.locator(f'main a[href="{URL}"]').count():
            yield "no link leads where the code does"
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", ["request/", "en/request/"])
@pytest.mark.parametrize("width", [360, 1280])
def test_the_qr_code_on_the_screen_holds_the_request_url(
    chromium: Browser, site: Path, scheme: str, path: str, width: int
) -> None:
    assert list(unread(chromium, site, path, width, scheme)) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (".qr-modules { opacity: 0.05 }", "the code says []"),
        (".qr-ground { fill: var(--tint) }", "the quiet zone is not white"),
        ("svg.qr { padding: 0; width: 20px !important; min-width: 0 !important }", "the code says []"),
    ],
)
def test_a_code_that_cannot_be_read_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, rule: str, said: str
) -> None:
    assert said in list(unread(chromium, restyled(site, tmp_path, rule), "request/", 360, "dark"))


def test_a_code_without_its_link_and_its_words_is_seen(chromium: Browser, site: Path, tmp_path: Path) -> None:
    faulty = broken(site, tmp_path, "request/index.html", URL, "https://example.org")
    said = list(unread(chromium, faulty, "request/", 1280, "light"))
    assert "the code does not say where it leads" in said
    assert "no link leads where the code does" in said


def sideways(chromium: Browser, site: Path, width: int, paths: list[str]) -> list[str]:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    found = []
    with served(site) as address:
        for path in paths:
            page.goto(address + path)
            if page.evaluate("document.documentElement.scrollWidth") > width:
                found.append(path)
    page.close()
    return found


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_no_page_scrolls_sideways(chromium: Browser, site: Path, width: int) -> None:
    assert sideways(chromium, site, width, [*PAGES, "fax.html", "en/fax.html", "404.html"]) == []


def test_a_page_that_scrolls_sideways_is_seen(chromium: Browser, site: Path, tmp_path: Path) -> None:
    faulty = restyled(site, tmp_path, ".at-notes h1 { min-width: 800px }")
    assert sideways(chromium, faulty, 768, ["", "notes/"]) == ["notes/"]
