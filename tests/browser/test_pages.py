"""Small things on narrow screens and in words: addresses whole, the code for others, one order, one name a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import lxml.html
import pytest
from members import addresses, plans
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
DATA = plans()
URL = next(request["url"] for request in DATA["requests"] if request["way"] == "url")
# Of every e-mail address that shows: the text that stands on each of its lines.
LINES = """() => [...document.querySelectorAll("main a[href^='mailto:'] data")]
    .filter((one) => one.getClientRects().length).map((one) => {
        const lines = {}, range = document.createRange();
        const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT);
        for (let node = walk.nextNode(); node; node = walk.nextNode())
            for (let i = 0; i < node.data.length; i++) {
                range.setStart(node, i), range.setEnd(node, i + 1);
                const top = Math.round(range.getBoundingClientRect().top);
                lines[top] = (lines[top] ?? "") + node.data[i];
            }
        return Object.keys(lines).sort((a, b) => a - b).map((top) => lines[top]);
    })"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    yield context.new_page()
    context.close()


def broken(page: Page) -> list[list[str]]:
    """The e-mail addresses that a line parts elsewhere than before their @."""
    return [lines for lines in page.evaluate(LINES) if len(lines) > 1 and not lines[1].startswith("@")]


@pytest.mark.parametrize("width", [320, 360])
def test_no_line_parts_an_email_address_but_at_its_sign(page: Page, address: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    seen = 0
    for path in addresses():
        page.goto(address + path)
        seen += len(page.evaluate(LINES))
        assert broken(page) == [], path
    assert seen > 10
    page.goto(address + "contacts/")
    page.evaluate(
        "for (const {style} of document.querySelectorAll('data')) "
        "Object.assign(style, {display: 'inline-block', whiteSpace: 'normal', width: '6em'})"
    )
    assert broken(page), "the seeded fault is seen"


@pytest.mark.parametrize("path", ["request/", "en/request/"])
def test_on_a_phone_the_link_comes_first_and_the_code_is_for_others(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    way = page.locator(".way-url")
    button, code = way.locator("a.button").bounding_box(), way.locator("svg.qr").bounding_box()
    assert button and code and button["y"] + button["height"] <= code["y"]
    assert code["width"] <= 120
    assert way.locator("a.button").get_attribute("href") == URL
    caption = way.locator("figcaption")
    phone = caption.inner_text()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not way.locator("a.button").is_visible()
    assert caption.inner_text() != phone, "a desktop's code is for the phone at hand"


@pytest.mark.parametrize("path", ["", "request/", "en/", "en/request/"])
def test_the_list_of_ways_leads_to_the_fax_form(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.locator(".way-fax a").click()
    page.locator("#fax-member").wait_for()
    assert page.locator("html").get_attribute("lang") == ("en" if path.startswith("en") else "ja")


def test_the_flyer_shows_on_a_phone_that_a_table_goes_on(page: Page, address: str) -> None:
    page.goto(address + "flyer/")
    wide = page.locator(".paper .table-scroll").last
    assert wide.evaluate("(one) => one.scrollWidth > one.clientWidth")
    assert "radial-gradient" in wide.evaluate("(one) => getComputedStyle(one).backgroundImage")


def text(site: Path, path: str, where: str) -> list[str]:
    """The text of what an XPath finds on a page."""
    tree = lxml.html.fromstring((site / path).read_bytes())
    return [" ".join(one.text_content().split()) for one in tree.xpath(where)]


@pytest.mark.parametrize(("root", "between"), [("", " "), ("en/", ", ")])
def test_the_foot_joins_company_and_branch_as_the_language_does(site: Path, root: str, between: str) -> None:
    party = DATA["parties"]["underwriter"]
    language = root.strip("/") or "ja"
    assert party["name"][language] + between + party["branch"][language] in text(
        site, f"{root}index.html", "//footer//dd"
    )


def test_an_example_names_its_parts_in_the_order_of_its_title(site: Path) -> None:
    for root in ("", "en/"):
        (title,) = text(site, f"{root}premiums/index.html", "//figure[@class='example']/figcaption")
        (parts,) = text(site, f"{root}premiums/index.html", "//figure[@class='example']//small[1]")
        named = re.findall(r"(?:プラン|オプション|Plan |Option )\w", parts)
        assert len(named) == 2
        assert title.index(named[0]) < title.index(named[1])


def test_what_is_not_there_names_the_first_page_as_the_menu_does(site: Path) -> None:
    buttons = text(site, "404.html", "//a[@class='button']")
    for button, root in zip(buttons, ("", "en/"), strict=True):
        (menu,) = text(site, f"{root}index.html", "//nav[@class='pages']//a[@aria-current]")
        assert menu.lower() in button.lower()


@pytest.mark.parametrize("root", ["", "en/"])
def test_the_page_on_accessibility_dates_its_tests_and_names_the_edition_of_the_standard(site: Path, root: str) -> None:
    (said,) = text(site, f"{root}accessibility/index.html", "//main")
    assert "JIS X 8341-3:2016" in said
    assert re.search(r"\d{4}年\d{1,2}月に行い|last run in [A-Z]\w+ \d{4}", said)


VARIANTS = {
    "ja": "締め切り|締切り|〆切|同僚|お客さま|印刷物|お送りした用紙|一施設|一請求|一事故",
    "en": r"\b(?:condolence|material|those harmed|web site|liable in law|paper sent)\b",
}


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_concept_has_one_name_on_pages_and_in_labels(site: Path, language: str) -> None:
    pages = [path for path in addresses() if path.startswith("en/") == (language == "en")]
    for path in pages:
        (said,) = text(site, path if path.endswith(".html") else f"{path}index.html", "//body")
        assert re.findall(VARIANTS[language], said, re.IGNORECASE) == [], path
    (seeded,) = text(site, "index.html" if language == "ja" else "en/index.html", "//title")
    assert re.search(VARIANTS[language], seeded + " 締め切り those harmed", re.IGNORECASE), "the seeded fault is seen"
