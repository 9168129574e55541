"""Terms explained where they stand: by pointer, touch and keyboard, and as plain links without scripts."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import waiting
from members import broken
from playwright.sync_api import Browser, Page, Route, expect
from playwright.sync_api import TimeoutError as Waited
from servers import served

from chirashi.content.edition import Page as Source
from chirashi.view.text.glossary_terms import terms

GLOSSARY = """
## Words {#words}

### 免責金額 {#deductible}

差し引かれる金額。

### 見舞金・見舞品 {#condolence}

### 保険料 {#premium .plain}

### Loss of profits {#profits}
"""


def marked(html: str) -> str:
    found = terms(Source("glossary", "ja", "glossary.md", body=GLOSSARY))
    assert found is not None
    return found.marked(html, "g/").replace('<a class="term" href="g/#', "[").replace('">', "]").replace("</a>", "/")


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>免責金額と免責金額</p>", "<p>[deductible]免責金額/と免責金額</p>"),
        (
            "<p>免責金額</p><h2>次</h2><p>免責金額</p>",
            "<p>[deductible]免責金額/</p><h2>次</h2><p>[deductible]免責金額/</p>",
        ),
        ("<h3>免責金額</h3><p><a>免責金額</a></p>", "<h3>免責金額</h3><p><a>免責金額/</p>"),
        ("<p>免責金額表</p>", "<p>免責金額表</p>"),
        ("<p>お見舞金を</p>", "<p>お[condolence]見舞金/を</p>"),
        ("<p>保険料</p>", "<p>保険料</p>"),
        ("<p>loss of profits, the loss of profitsx</p>", "<p>[profits]loss of profits/, the loss of profitsx</p>"),
        ('<p title="免責金額">x</p>', '<p title="免責金額]x</p>'),
    ],
)
def test_where_a_term_is_marked(html: str, wanted: str) -> None:
    assert marked(html) == wanted


def test_no_glossary_no_terms() -> None:
    assert terms(None) is None
    assert terms(Source("glossary", "ja", "glossary.md", body="## Nothing {#x}")) is None


@pytest.fixture(params=["", "en/"], ids=["ja", "en"])
def opened(chromium: Browser, address: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
    page.on("pageerror", lambda error: pytest.fail(str(error)))
    page.goto(f"{address}{request.param}cover/")
    page.locator("a.term[role=button]").first.wait_for()
    yield page
    page.context.close()


def wanted(page: Page, href: str) -> str:
    """What the glossary says under the heading of a term, read by way of its page."""
    other = page.context.new_page()
    other.goto(href)
    text = other.evaluate("document.getElementById(location.hash.slice(1)).nextElementSibling.textContent.trim()")
    other.close()
    return str(text)


@pytest.mark.browser
def test_by_keyboard(opened: Page) -> None:
    term = opened.locator("a.term").first
    said = wanted(opened, term.evaluate("one => one.href"))
    term.focus()
    assert opened.locator(".meaning").count() == 0, "focus alone opens nothing"
    opened.keyboard.press("Enter")
    card = opened.get_by_role("dialog", name=term.inner_text())
    expect(card).to_be_visible()
    expect(card).to_contain_text(said)
    expect(card).to_be_focused()
    expect(term).to_have_attribute("aria-expanded", "true")
    opened.keyboard.press("Tab")
    expect(card.get_by_role("link")).to_be_focused()
    opened.keyboard.press("Escape")
    expect(card).to_have_count(0)
    expect(term).to_be_focused()
    assert "/cover/" in opened.url


@pytest.mark.browser
def test_by_pointer_it_opens_stays_and_goes(opened: Page) -> None:
    term = opened.locator("a.term").first
    term.scroll_into_view_if_needed()
    term.hover()
    card = opened.locator(".meaning")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360
    card.hover()
    opened.wait_for_timeout(500)
    expect(card).to_be_visible()
    opened.mouse.move(5, 5)
    expect(card).to_have_count(0)


PLACED = """() => {
    const card = document.querySelector(".meaning"), own = card.getBoundingClientRect(), found = [];
    const within = own.top >= 0 && own.left >= 0 && own.bottom <= innerHeight && own.right <= innerWidth;
    if (!within) found.push("outside the window");
    for (const line of document.querySelector("a.term[aria-expanded=true]").getClientRects()) {
        const beside = line.right <= own.left || own.right <= line.left;
        if (!beside && line.top < own.bottom && own.top < line.bottom) found.push("on its term");
    }
    if (own.height < 40) found.push("too low to read");
    const scrolls = getComputedStyle(card).overflowY === "auto";
    if (card.scrollHeight > card.clientHeight && !scrolls) found.push("cut");
    return found;
}"""


def misplaced(page: Page) -> dict[str, list[str]]:
    """Each term of a page whose card stands where it must not; with the term high, low, in the middle."""
    found = {}
    for i in range(page.locator("a.term").count()):
        term = page.locator("a.term").nth(i)
        for block in ("start", "center", "end"):
            term.evaluate("(one, block) => one.scrollIntoView({ block, behavior: 'instant' })", block)
            term.press("Enter")
            page.locator(".meaning").wait_for()
            if said := page.evaluate(PLACED):
                found[f"{term.inner_text()} at the {block}"] = said
            page.keyboard.press("Escape")
    return found


@pytest.mark.browser
@pytest.mark.parametrize("path", ["cover/", "en/cover/", "questions/", "en/notes/"])
def test_at_400_percent_a_card_stands_beside_its_term_and_scrolls(chromium: Browser, address: str, path: str) -> None:
    context = chromium.new_context(viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto(address + path)
    page.locator("a.term[role=button]").first.wait_for()
    assert misplaced(page) == {}
    context.close()


@pytest.mark.browser
def test_a_card_that_may_be_of_any_height_is_seen(chromium: Browser, address: str) -> None:
    """The seeded fault."""

    def without(route: Route) -> None:
        text = route.fetch().text()
        assert "card.style.maxHeight = `${tall}px`;" in text
        route.fulfill(body=text.replace("card.style.maxHeight = `${tall}px`;", ""), content_type="text/javascript")

    context = chromium.new_context(viewport={"width": 320, "height": 256}, service_workers="block")
    page = context.new_page()
    page.route("**/terms-*.js", without)
    page.goto(address + "cover/")
    page.locator("a.term[role=button]").first.wait_for()
    assert misplaced(page) != {}
    context.close()


@pytest.mark.browser
def test_a_card_goes_with_its_term_and_closes_when_it_leaves(opened: Page) -> None:
    term = opened.locator("a.term").first
    term.evaluate("(one) => one.scrollIntoView({ block: 'center', behavior: 'instant' })")
    term.press("Enter")
    card = opened.locator(".meaning")
    expect(card).to_be_focused()
    for by in (40, -80):
        opened.evaluate("(by) => scrollBy({ top: by, behavior: 'instant' })", by)
        opened.wait_for_timeout(100)
        expect(card).to_be_visible()
        assert opened.evaluate(PLACED) == []
    at = opened.evaluate("scrollY")
    opened.evaluate("scrollBy({ top: 1500, behavior: 'instant' })")
    expect(card).to_have_count(0)
    assert opened.evaluate("scrollY") > at + 900, "who scrolls on is not called back"


@pytest.mark.browser
def test_by_touch(chromium: Browser, address: str) -> None:
    context = chromium.new_context(has_touch=True, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(address + "questions/")
    page.locator("a.term[role=button]").first.wait_for()
    page.locator("a.term").first.tap()
    expect(page.locator(".meaning")).to_be_visible()
    assert page.url.endswith("/questions/")
    page.locator("h1").tap()
    expect(page.locator(".meaning")).to_have_count(0)
    context.close()


@pytest.mark.browser
def test_without_scripts_a_term_leads_to_the_glossary(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "en/cover/")
    page.locator("a.term").first.click()
    assert "/en/glossary/#" in page.url
    context.close()


@pytest.mark.browser
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("next.textContent.trim()", '"?"'),  # another meaning than the glossary's
        ("last?.focus({ preventScroll: true })", ""),  # the focus is lost
        ('role", "dialog"', 'role", "note"'),
    ],
)
def test_a_seeded_fault_of_a_card_is_seen(chromium: Browser, site: Path, tmp_path: Path, old: str, new: str) -> None:
    with served(broken(site, tmp_path, "assets/terms-*.js", old, new)) as address:
        page = chromium.new_context(viewport={"width": 360, "height": 740}).new_page()
        page.goto(address + "cover/")
        page.locator("a.term[role=button]").first.wait_for()
        page.set_default_timeout(2000)  # what a fault keeps from coming need not be waited for long
        with waiting(2000), pytest.raises((AssertionError, Waited)):
            test_by_keyboard(page)
        page.context.close()


@pytest.mark.browser
def test_a_term_that_leads_elsewhere_is_seen(chromium: Browser, site: Path, tmp_path: Path) -> None:
    faulty = broken(site, tmp_path, "en/cover/index.html", "../glossary/#", "../notes/#")
    with served(faulty) as address, pytest.raises(AssertionError):
        test_without_scripts_a_term_leads_to_the_glossary(chromium, address)
