"""How the pages are set: where lines may not begin or end, how long they are, and figures that stand on the digit.

Each check gives the faults of the page that is open; each also runs on a copy of the site that has one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from members import everything, restyled
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
WIDTHS = [320, 360, 768, 1280]
NOT_FIRST = "、。，．・：；？！）］｝」』】〉》ー々ゝゞヽヾぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮヵヶ％,.;:?!)]}%’”"
NOT_LAST = "（［｛「『【〈《([{‘“¥"
LETTERS, CHARACTERS = 80, 40  # of a line, at most: WCAG 1.4.8
LATIN = re.compile(r"[\x20-\x7e‘’“”–—]+")
LINES = (Path(__file__).parent / "lines.js").read_text("utf-8")
# Of every column of every table: cells that hold one amount and nothing more, whose right edges or figures differ.
COLUMNS = """() => [...document.querySelectorAll("table")].flatMap((table) => {
    const columns = new Map();
    for (const cell of table.querySelectorAll("td:not([colspan])")) {
        const amount = cell.querySelector("data");
        if (!amount || amount.textContent.trim() !== cell.textContent.trim() || !cell.checkVisibility()) continue;
        const at = cell.getBoundingClientRect(), edge = amount.getBoundingClientRect().right;
        const key = Math.round(at.right);
        const column = columns.get(key) ?? columns.set(key, []).get(key);
        column.push([edge, getComputedStyle(amount).fontVariantNumeric, amount.textContent]);
    }
    return [...columns.values()].flatMap((column) => {
        const edges = column.map(([edge]) => edge);
        const said = column.map(([, , text]) => text).join(" ");
        return [
            ...(Math.max(...edges) - Math.min(...edges) > 1 ? [`not on the digit: ${said}`] : []),
            ...(column.some(([, how]) => !how.includes("tabular-nums")) ? [`figures of unlike widths: ${said}`] : []),
        ];
    });
})"""


def broken_lines(page: Page) -> Iterator[str]:
    """Lines that begin or end as none may, and figures that go on in the next line."""
    for block in page.evaluate(LINES):
        for line, after in zip(block["lines"], block["lines"][1:], strict=False):
            if after[0] in NOT_FIRST or line[-1] in NOT_LAST:
                yield f"{block['name']}: {line} / {after}"
            elif line[-1].isdigit() and re.match(r"[\d,.]", after):
                yield f"{block['name']}: a figure is cut, {line} / {after}"


def long_lines(page: Page) -> Iterator[str]:
    """Lines of running text with more than the eye follows back. Paper on the screen keeps the paper's own."""
    if "/flyer/" in page.url:
        return
    for block in page.evaluate(LINES):
        if not block["prose"]:
            continue
        longest = max(block["lines"], key=len, default="")
        if len(longest) > LETTERS if LATIN.fullmatch(longest) else block["wide"] > CHARACTERS:
            yield f"{block['name']}: {longest}"


def uneven_figures(page: Page) -> Iterator[str]:
    yield from page.evaluate(COLUMNS)


def faults(chromium: Browser, site: Path, width: int, *checks: Callable[[Page], Iterator[str]]) -> list[str]:
    found = []
    with served(site) as address:
        page = chromium.new_context(viewport={"width": width, "height": 800}, service_workers="block").new_page()
        for path in everything():
            page.goto(address + path)
            found += [f"{path} {said}" for check in checks for said in check(page)]
        page.context.close()
    return found


@pytest.mark.parametrize("width", WIDTHS)
def test_lines_break_where_they_may_and_figures_stand_on_the_digit(chromium: Browser, site: Path, width: int) -> None:
    assert faults(chromium, site, width, broken_lines, uneven_figures) == []


@pytest.mark.parametrize("width", [1280, 1920])
def test_no_line_is_too_long(chromium: Browser, site: Path, width: int) -> None:
    assert faults(chromium, site, width, long_lines) == []


@pytest.mark.parametrize(
    ("check", "rule", "said"),
    [
        (broken_lines, "p:lang(ja) { line-break: anywhere !important; word-break: break-all !important }", " / 。"),
        (broken_lines, "data { white-space: normal !important; word-break: break-all !important }", "a figure is cut"),
        (long_lines, "p, li { max-width: none !important }", ": "),
        (uneven_figures, ".grid td { text-align: start !important }", "not on the digit"),
        (uneven_figures, "data { font-variant-numeric: normal !important }", "figures of unlike widths"),
    ],
    ids=["kinsoku", "cut", "long", "digit", "widths"],
)
def test_a_seeded_fault_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, check: Callable[[Page], Iterator[str]], rule: str, said: str
) -> None:
    width = 1280 if check is long_lines else 360
    assert any(said in fault for fault in faults(chromium, restyled(site, tmp_path, rule), width, check))
