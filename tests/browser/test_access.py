"""Reading without a pointer, enlarged, without motion and in forced colours, on every page.

Each check gives the faults by page; each also runs on a copy of the site that has one.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import zxingcpp
from members import everything, plans, restyled
from PIL import Image
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
CODE = next(way["url"] for way in plans()["requests"] if way["way"] == "url")
Faults = dict[str, list[str]]
Check = Callable[[Page], Iterator[str]]
# Of the element that the tab key has reached: whether it shows, whether its focus can be seen, whether anything
# lies over all of it.
FOCUSED = """() => {
    const one = document.activeElement, at = one.getBoundingClientRect(), shape = (each) => {
        const style = getComputedStyle(each);
        return style.outlineStyle !== "none" && style.outlineWidth !== "0px" || style.boxShadow !== "none";
    };
    const drawn = one.matches(".places input, .circles input") ? one.nextElementSibling : one;
    const points = [...drawn.getClientRects()].flatMap(({ left, right, top, bottom }) =>
        [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]]);
    const met = points.map(([x, y]) => document.elementFromPoint(x, y)).filter(Boolean);
    return {
        end: one === document.body,
        name: one.tagName + " " + (one.textContent || one.name || one.id).trim().slice(0, 30),
        shows: at.width > 0 && at.height > 0,
        seen: shape(drawn),
        within: at.bottom > 0 && at.top < innerHeight,
        free: !met.length || met.some((hit) => [one, drawn].some((each) => each.contains(hit) || hit.contains(each))),
    };
}"""


def found(
    chromium: Browser, site: Path, check: Check, paths: list[str], width: int = 1280, height: int = 800, **how: Any
) -> Faults:
    """What a check finds on pages of a site, in a window of a size."""
    context = chromium.new_context(
        viewport={"width": width, "height": height}, service_workers="block", **{"reduced_motion": "reduce", **how}
    )
    page, faults = context.new_page(), {}
    with served(site) as address:
        for path in paths:
            page.goto(address + path)
            if page.locator(".chooser").count():
                page.locator(".chooser.ready").wait_for()
            faults[path] = list(check(page))
    context.close()
    return {path: said for path, said in faults.items() if said}


def walk(page: Page) -> Iterator[str]:
    """Every fault met when going through the page by the tab key."""
    for _ in range(300):
        page.keyboard.press("Tab")
        at = page.evaluate(FOCUSED)
        if at["end"]:
            return
        for fault, good in (
            ("hidden", at["shows"]),
            ("focus not seen", at["seen"]),
            ("off the screen", at["within"]),
            ("covered", at["free"]),
        ):
            if not good:
                yield f"{at['name']}: {fault}"
    yield "the tab key never leaves the page"


@pytest.mark.parametrize(("width", "height"), [(1280, 800), (360, 640)])
def test_every_page_can_be_walked_by_keyboard(chromium: Browser, site: Path, width: int, height: int) -> None:
    assert found(chromium, site, walk, everything(), width, height) == {}


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (":focus-visible { outline: none !important; box-shadow: none !important }", "focus not seen"),
        (".foot { position: fixed; inset: 0; margin: 0; z-index: 9 }", "covered"),
        ("main a { position: fixed; inset-block-start: 9999px }", "off the screen"),
    ],
)
def test_a_seeded_fault_of_focus_is_seen(chromium: Browser, site: Path, tmp_path: Path, rule: str, said: str) -> None:
    faults = found(chromium, restyled(site, tmp_path, rule), walk, ["about/"], 360, 640)
    assert any(said in one for one in faults["about/"])


@pytest.mark.parametrize("name", ["premiums", "request"])
def test_the_first_tab_leads_past_the_head(chromium: Browser, site: Path, name: str) -> None:
    def skips(page: Page) -> Iterator[str]:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        if (at := page.evaluate("document.activeElement.id")) != "text":
            yield f"it leads to {at!r}"

    assert found(chromium, site, skips, [f"{name}/"]) == {}


def sideways(page: Page) -> list[str]:
    """What stands out to the right of the window, other than in boxes that scroll by themselves."""
    found: list[str] = page.evaluate(
        """() => [...document.querySelectorAll('body *')].filter((one) => {
            if (one.closest('.table-scroll, .aloud, dialog:not([open])')) return false;
            return one.getBoundingClientRect().right > innerWidth + 1;
        }).map((one) => one.outerHTML.slice(0, 80))"""
    )
    wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + (["the page scrolls sideways"] if wide else [])


def enlarged(page: Page) -> Iterator[str]:
    """What does not fit, also once two plans stand side by side."""
    yield from sideways(page)
    if page.url.endswith("/premiums/"):
        page.goto(page.url + "?plans=B&options=a&n=99&other.plans=C")
        page.locator(".differences table").wait_for()
        yield from sideways(page)


def test_at_four_times_the_size_nothing_is_cut_off(chromium: Browser, site: Path, tmp_path: Path) -> None:
    """1280 px at 400 % are 320 px."""
    assert found(chromium, site, enlarged, everything(), 320, 256, device_scale_factor=4) == {}
    for rule in ("main p { min-width: 500px }", "h1 { white-space: nowrap; word-break: keep-all }"):
        faulty = restyled(site, tmp_path / rule[:2], rule)
        assert found(chromium, faulty, enlarged, ["notes/"], 320, 256, device_scale_factor=4), rule


# What WCAG 1.4.12 lets a reader set, of which no text may be lost.
SPACED = """() => {
    for (const drawn of document.querySelectorAll("main [aria-hidden=true]")) drawn.style.display = "none";
    for (const one of document.querySelectorAll("body *")) {
        for (const [name, value] of [["line-height", "1.5"], ["letter-spacing", "0.12em"], ["word-spacing", "0.16em"]])
            one.style.setProperty(name, value, "important");
        if (one.matches("p")) one.style.setProperty("margin-block-end", "2em", "important");
    }
}"""
CUT = """() => [...document.querySelectorAll("body *")].filter((one) => {
    if (one.closest(".aloud, .skip, .table-scroll, svg, dialog, textarea") || one.clientWidth <= 1) return false;
    const { overflowX, overflowY } = getComputedStyle(one), hides = (how) => ["hidden", "clip"].includes(how);
    return hides(overflowY) && one.scrollHeight > one.clientHeight + 1
        || hides(overflowX) && one.scrollWidth > one.clientWidth + 1;
}).map((one) => `cut off: ${one.outerHTML.slice(0, 80)}`)"""


def spaced(page: Page) -> Iterator[str]:
    page.evaluate(SPACED)
    yield from sideways(page)
    yield from page.evaluate(CUT)


def test_text_with_more_space_is_not_cut_off(chromium: Browser, site: Path, tmp_path: Path) -> None:
    """WCAG 1.4.12, on a phone."""
    assert found(chromium, site, spaced, everything(), 360, 740) == {}
    faulty = restyled(site, tmp_path, "h1 { max-height: 1.5em; overflow: hidden }")
    assert "cut off: <h1" in str(found(chromium, faulty, spaced, ["notes/"], 360, 740))


MOVES = """() => [document.documentElement, ...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    return style.animationName !== "none" || style.scrollBehavior !== "auto"
        || style.transitionDuration.split(",").some((time) => parseFloat(time));
}).map((one) => one.outerHTML.slice(0, 60))"""


def moving(page: Page) -> Iterator[str]:
    yield from page.evaluate(MOVES)


def test_nothing_moves_where_that_is_not_wanted(chromium: Browser, site: Path, tmp_path: Path) -> None:
    assert found(chromium, site, moving, everything()) == {}
    for i, rule in enumerate(("a { transition: color 0s, outline 1s }", "html { scroll-behavior: smooth }")):
        assert found(chromium, restyled(site, tmp_path / str(i), rule), moving, ["notes/"]), rule


# With the system's own few colours, grounds and shadows are gone: what is a box must have an edge, focus an outline.
EDGES = """() => {
    const BOXES = ".button, .places span, input:not([type=radio], [type=checkbox]), select, textarea";
    const drawn = (one) => one.matches(".places input, .circles input") ? one.nextElementSibling : one;
    const shown = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex="0"]')]
        .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest("dialog"));
    const edged = (style) => ["Top", "Bottom"].some((side) =>
        style[`border${side}Style`] !== "none" && parseFloat(style[`border${side}Width`])
        && style[`border${side}Color`] !== getComputedStyle(document.body).backgroundColor);
    const faults = [], name = (one) => one.outerHTML.slice(0, 80), looks = {};
    for (const one of shown) {
        const box = drawn(one), style = getComputedStyle(box);
        if (box.matches(BOXES) && !edged(style))
            faults.push(`no edge: ${name(box)}`);
        if (box !== one) {
            const look = [style.outlineStyle, style.outlineColor, style.borderTopColor].join();
            (looks[one.name] ??= { on: new Set(), off: new Set() })[one.checked ? "on" : "off"].add(look);
        }
    }
    for (const [which, { on, off }] of Object.entries(looks))
        if ([...on].some((look) => off.has(look))) faults.push(`chosen looks as any other: ${which}`);
    for (const one of shown) {
        one.focus({ focusVisible: true, preventScroll: true });
        const { outlineStyle, outlineWidth } = getComputedStyle(drawn(one));
        if (outlineStyle === "none" || outlineWidth === "0px") faults.push(`focus not seen: ${name(one)}`);
    }
    return faults;
}"""


def in_forced_colours(page: Page) -> Iterator[str]:
    if page.locator(".places input, .circles input").count():
        for choice in page.locator(":is(.places, .circles) label:last-of-type input").all():
            choice.check(force=True)
    yield from page.evaluate(EDGES)
    for code in page.locator("svg.qr:visible").all():
        read = zxingcpp.read_barcodes(Image.open(io.BytesIO(code.screenshot())))
        if [each.text for each in read] != [CODE]:
            yield "the code cannot be read"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_forced_colours_edges_choices_focus_and_code_show(chromium: Browser, site: Path, scheme: str) -> None:
    how = {"forced_colors": "active", "color_scheme": scheme}
    assert found(chromium, site, in_forced_colours, everything(), 1280, 800, **how) == {}


@pytest.mark.parametrize(
    ("path", "rule", "said"),
    [
        (
            "premiums/",
            ".places input + span { outline: 0 !important; border-color: red !important }",
            "chosen looks",
        ),
        ("fax.html", ".circles input + span { outline: 0 !important; border-color: red !important }", "chosen looks"),
        ("", ".button { border: 0 !important }", "no edge"),
        ("en/notes/", ":focus-visible { outline: 0 !important }", "focus not seen"),
        ("request/", "svg.qr .qr-modules { opacity: 0.05 }", "code cannot be read"),
    ],
)
def test_a_seeded_fault_in_forced_colours_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, path: str, rule: str, said: str
) -> None:
    faulty = restyled(site, tmp_path, rule)
    assert said in str(found(chromium, faulty, in_forced_colours, [path], forced_colors="active"))
