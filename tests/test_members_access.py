"""Reading without a pointer, enlarged, without motion and in forced colours, on every page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from browser import browser, served
from members import CYBER, addresses, built
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
# Of every element that the tab key reaches: whether it shows, and whether its focus can be seen.
FOCUSED = """() => {
    const one = document.activeElement, at = one.getBoundingClientRect(), shape = (each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== "none" && style.outlineWidth !== "0px" || style.boxShadow !== "none";
    };
    const drawn = one.matches(".places input, .circles input") ? one.nextElementSibling : one;
    return {
        end: one === document.body,
        name: one.tagName + " " + (one.textContent || one.name || one.id).trim().slice(0, 30),
        shows: at.width > 0 && at.height > 0,
        seen: shape(drawn),
        within: at.bottom > 0 && at.top < innerHeight,
    };
}"""


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(built(CYBER, tmp_path_factory.mktemp("access") / "site")) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(
        viewport={"width": 1280, "height": 800}, service_workers="block", reduced_motion="reduce"
    )
    yield context.new_page()
    context.close()


def walk(page: Page) -> Iterator[str]:
    """Every fault met when going through the page by the tab key."""
    for _ in range(300):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["end"]:
            return
        for fault, good in (("hidden", at["shows"]), ("focus not seen", at["seen"]), ("off the screen", at["within"])):
            if not good:
                yield f"{at['name']}: {fault}"
    yield "the tab key never leaves the page"


def test_every_page_can_be_walked_by_keyboard(page: Page, address: str) -> None:
    found = {}
    for path in addresses():
        page.goto(address + path)
        page.wait_for_load_state("networkidle")
        if said := list(walk(page)):
            found[path] = said
    assert found == {}


def test_a_seeded_fault_of_focus_is_seen(page: Page, address: str) -> None:
    page.goto(address)
    page.evaluate(
        "document.querySelectorAll('main a').forEach((one) => { one.style.outline = one.style.boxShadow = 'none' })"
    )
    page.evaluate(
        "document.querySelectorAll('main a').forEach((one) => one.style.setProperty('outline', 'none', 'important'))"
    )
    assert any("focus not seen" in said for said in walk(page))


@pytest.mark.parametrize("name", ["premiums", "request"])
def test_the_first_tab_leads_past_the_head(page: Page, address: str, name: str) -> None:
    page.goto(f"{address}{name}/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "text"


def sideways(page: Page) -> list[str]:
    """What stands out to the right of the window, other than in boxes that scroll by themselves."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((one) => {
            if (one.closest('.table-scroll, .aloud, dialog:not([open])')) return false;
            return one.getBoundingClientRect().right > innerWidth + 1;
        }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    return found


def test_at_four_times_the_size_nothing_is_cut_off(chromium: Browser, address: str) -> None:
    """1280 px at 400 % are 320 px."""
    context = chromium.new_context(
        viewport={"width": 320, "height": 256}, device_scale_factor=4, service_workers="block"
    )
    page = context.new_page()
    found = {}
    for path in addresses():
        page.goto(address + path)
        if page.evaluate("document.documentElement.scrollWidth") > 320 or sideways(page):
            found[path] = sideways(page)
    page.goto(address + "premiums/#plans=B&options=a&n=99&other.plans=C")
    page.locator(".differences table").wait_for()
    assert sideways(page) == []
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<div id=wide>x</div>'); wide.style.width = '500px'")
    assert sideways(page), "the seeded fault is seen"
    context.close()
    assert found == {}


def test_text_with_more_space_is_not_cut_off(page: Page, address: str) -> None:
    """WCAG 1.4.12, on a phone."""
    page.set_viewport_size({"width": 360, "height": 740})
    page.add_init_script(
        """addEventListener('DOMContentLoaded', () => document.querySelectorAll('body *').forEach((one) => {
            one.style.setProperty('line-height', '1.5', 'important');
            one.style.setProperty('letter-spacing', '0.12em', 'important');
            one.style.setProperty('word-spacing', '0.16em', 'important');
        }))"""
    )
    found = {}
    for path in addresses():
        page.goto(address + path)
        if said := sideways(page):
            found[path] = said
    assert found == {}


def test_nothing_moves_where_that_is_not_wanted(page: Page, address: str) -> None:
    for path in addresses():
        page.goto(address + path)
        assert page.evaluate("getComputedStyle(document.documentElement).scrollBehavior") == "auto"
        assert page.evaluate(
            "[...document.querySelectorAll('*')].every((one) => { const style = getComputedStyle(one);"
            " return style.animationName === 'none' && parseFloat(style.transitionDuration) === 0 })"
        ), path


def test_in_forced_colours_the_choice_and_the_focus_show(chromium: Browser, address: str) -> None:
    context = chromium.new_context(forced_colors="active", service_workers="block")
    page = context.new_page()
    page.goto(address + "premiums/#plans=C")
    page.locator(".chooser.ready").wait_for()
    style = "(one) => getComputedStyle(one).outlineStyle + getComputedStyle(one).borderTopColor"
    chosen = page.locator("input[name=plans]:checked + span").evaluate(style)
    other = page.locator("input[name=plans]:not(:checked) + span").first.evaluate(style)
    assert chosen != other
    page.locator("a.button").first.focus()
    page.keyboard.press("Tab")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    context.close()
