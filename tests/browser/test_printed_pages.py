"""What comes from the browser's printer: no heading over nothing, the premium worked out, a notice that can be read."""

from __future__ import annotations

import datetime
from collections.abc import Iterator

import pypdfium2
import pytest
from members import addresses
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
OPEN = datetime.datetime(2025, 2, 17, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
CLOSED = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
A4 = {"width": 673, "height": 1000}  # what 16 mm of margin leave, in px
# Headings that show, each with whether anything shows between it and the next of its level or above.
BARE = """() => {
    const shows = (one) => one.getClientRects().length > 0 && getComputedStyle(one).visibility === "visible";
    const heads = [...document.querySelectorAll("main :is(h2, h3, h4)")].filter(shows);
    const words = [...document.querySelectorAll("main :is(p, li, dt, dd, td, th, svg, output)")].filter(shows);
    return heads.filter((head) => {
        const next = heads.find((other) => other.tagName <= head.tagName
            && head.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING);
        return !words.some((one) => head.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING
            && !(next && next.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_FOLLOWING));
    }).map((head) => head.textContent);
}"""


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport=A4, service_workers="block")  # type: ignore[arg-type]
    opened = context.new_page()
    opened.emulate_media(media="print")
    yield opened
    context.close()


def sheets(page: Page) -> list[str]:
    """The text of each sheet that the page is printed on."""
    with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as pdf:
        return [sheet.get_textpage().get_text_range() for sheet in pdf]


def test_no_heading_is_printed_over_nothing(page: Page, address: str) -> None:
    found = {}
    for path in addresses():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        if bare := page.evaluate(BARE):
            found[path] = bare
    assert found == {}
    page.goto(address + "premiums/")
    page.locator(".chooser > *").evaluate_all(
        "(all) => all.forEach((one) => one.style.setProperty('display', 'none', 'important'))"
    )
    assert len(page.evaluate(BARE)) == 1, "the seeded fault is seen"


def test_without_scripts_no_heading_is_printed_over_nothing(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, viewport=A4)  # type: ignore[arg-type]
    page = context.new_page()
    page.emulate_media(media="print")
    page.goto(address + "en/premiums/")
    assert page.locator(".unscripted").is_visible()
    context.close()


@pytest.mark.parametrize(("path", "sum_"), [("premiums/", "330,630円"), ("en/premiums/", "¥330,630")])
def test_the_premium_is_printed_as_it_was_worked_out(page: Page, address: str, path: str, sum_: str) -> None:
    page.goto(f"{address}{path}?plans=B&options=a&n=3")
    page.locator(".chooser.ready").wait_for()
    assert sum_ in page.locator(".result").inner_text()
    assert sum_ in "".join(sheets(page))
    for gone in ("input", "select", "button", ".button", ".beside"):
        assert not any(one.is_visible() for one in page.locator(f".chooser {gone}").all()), gone


@pytest.mark.parametrize("path", ["request/", "en/request/"])
def test_a_choice_is_printed_where_there_is_one(page: Page, address: str, path: str) -> None:
    page.goto(address + path)
    page.wait_for_load_state("networkidle")
    assert not page.locator("#choice").is_visible()
    page.goto(f"{address}{path}?plans=B&options=a&n=3")
    page.locator(".chosen:not(:empty)").wait_for(state="attached")
    assert page.locator("#choice").is_visible()
    assert page.locator(".chosen").is_visible()


def faint(page: Page) -> list[str]:
    """What of the notice would be printed white on the white of the paper: browsers print no grounds."""
    found: list[str] = page.locator(".closed, .closed *").evaluate_all(
        """(all) => all.filter((one) => one.getClientRects().length).filter((one) => {
            return getComputedStyle(one).color.match(/\\d+/g).slice(0, 3).some((part) => part > 80);
        }).map((one) => one.tagName)"""
    )
    return found


@pytest.mark.parametrize("path", ["", "en/premiums/", "fax.html", "flyer/", "en/flyer/"])
def test_the_closing_notice_is_printed_in_ink(page: Page, address: str, path: str) -> None:
    page.clock.set_fixed_time(CLOSED)
    page.goto(address + path)
    assert page.locator(".closed").is_visible()
    assert faint(page) == []
    page.locator(".closed").evaluate("(one) => one.style.setProperty('color', '#fff', 'important')")
    assert faint(page), "the seeded fault is seen"


def test_nothing_is_printed_that_only_the_screen_needs(page: Page, address: str) -> None:
    page.goto(address + "cover/")
    lines = page.locator("a.term").evaluate_all("(all) => all.map((one) => getComputedStyle(one).textDecorationLine)")
    assert lines and set(lines) == {"none"}
    for gone in (".foot-pages", ".languages", ".pages", ".search-open", ".next", ".button"):
        assert not any(one.is_visible() for one in page.locator(gone).all()), gone
    page.goto(address + "fax.html")
    assert page.locator("textarea").evaluate("(one) => getComputedStyle(one).resize") == "none"


@pytest.mark.parametrize(
    ("path", "most"),
    [("", 3), ("en/", 4), ("premiums/", 3), ("request/", 2), ("en/request/", 2), ("en/contacts/", 1), ("notes/", 1)],
)
def test_a_page_takes_few_sheets(page: Page, address: str, path: str, most: int) -> None:
    page.clock.set_fixed_time(OPEN)
    page.goto(address + path)
    assert len(sheets(page)) <= most


def test_the_answer_is_printed_across_the_page(page: Page, address: str) -> None:
    """Without the questions that stood beside it on the screen."""
    page.goto(address + "premiums/#plans=C&options=b&n=3")
    left, whole = (page.locator(one).bounding_box() for one in (".result", ".chooser"))
    assert left and whole and left["x"] - whole["x"] < 1


@pytest.mark.parametrize("path", ["flyer/", "en/flyer/"])
def test_the_flyer_is_printed_on_two_sheets_open_or_closed(page: Page, address: str, path: str) -> None:
    for day in (OPEN, CLOSED):
        page.clock.set_fixed_time(day)
        page.goto(address + path)
        assert len(sheets(page)) == 2
