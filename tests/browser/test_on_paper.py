"""What the browser prints of each page: nothing past the edge of the paper, nothing too pale, no blank sheet.

Browsers print no grounds, so text that only its ground makes readable is lost on paper.
"""

from __future__ import annotations

import datetime
from pathlib import Path

import pypdfium2
import pytest
from members import addresses, restyled
from playwright.sync_api import Browser
from servers import served

pytestmark = pytest.mark.browser
BROCHURE = [path for path in addresses() if not path.endswith("flyer/")]  # the flyer's sheets are the press's own
CLOSED = datetime.datetime(2025, 3, 1, 12, tzinfo=datetime.timezone(datetime.timedelta(hours=9)))
WIDTH = 673  # px of an A4 page between margins of 16 mm
ON_PAPER = """() => {
    const faults = [], name = (one) => `<${one.tagName.toLowerCase()}> ${one.textContent.trim().slice(0, 30)}`;
    const shown = [...document.querySelectorAll("body *")].filter((one) =>
        one.checkVisibility({ visibilityProperty: true }) && !one.closest(".aloud, .skip, script, dialog"));
    const light = (part) => part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    const onWhite = (colour) => {
        const [r, g, b, alpha = 1] = colour.match(/[\\d.]+/g).map(Number);
        const [x, y, z] = [r, g, b].map((part) => light((part * alpha + 255 * (1 - alpha)) / 255));
        return 1.05 / (0.2126 * x + 0.7152 * y + 0.0722 * z + 0.05);
    };
    const printed = (one) => { // on a ground that the printer is told to keep
        for (let each = one; each; each = each.parentElement) {
            const style = getComputedStyle(each);
            if (style.backgroundColor !== "rgba(0, 0, 0, 0)") return style.printColorAdjust === "exact";
        }
    };
    for (const one of shown) {
        if (one.getBoundingClientRect().right > innerWidth + 1) faults.push(`past the edge: ${name(one)}`);
        const says = [...one.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (says && !one.closest("svg") && onWhite(getComputedStyle(one).color) < 4.5 && !printed(one))
            faults.push(`too pale: ${name(one)}`);
    }
    return faults;
}"""


def faults(chromium: Browser, site: Path, paths: list[str]) -> list[str]:
    """What is lost or wasted of each page; after the deadline, so that the notice is printed too."""
    context = chromium.new_context(viewport={"width": WIDTH, "height": 1000}, service_workers="block")
    page, found = context.new_page(), []
    page.clock.set_fixed_time(CLOSED)
    page.emulate_media(media="print")
    with served(site) as address:
        for path in paths:
            page.goto(address + path)
            found += [f"{path} {said}" for said in page.evaluate(ON_PAPER)]
            with pypdfium2.PdfDocument(page.pdf(prefer_css_page_size=True)) as pdf:
                texts = [sheet.get_textpage().get_text_range().strip() for sheet in pdf]
            found += [f"{path} sheet {i} is blank" for i, text in enumerate(texts, 1) if not text]
    context.close()
    return found


def test_every_page_prints_cleanly(chromium: Browser, site: Path) -> None:
    assert faults(chromium, site, BROCHURE) == []


@pytest.mark.parametrize(
    ("rule", "said"),
    [
        (".table-scroll { min-width: 60rem }", "past the edge"),
        (".closed, .closed * { color: #fff !important }", "too pale: <data> 2025年2月28日"),
        (".rows dt { color: #999 !important }", "too pale: <dt>"),
        (".foot { break-before: page } .foot::before { content: ''; display: block; block-size: 27cm }", "is blank"),
    ],
    ids=["wide", "notice", "grey", "blank"],
)
def test_a_seeded_fault_is_seen(chromium: Browser, site: Path, tmp_path: Path, rule: str, said: str) -> None:
    assert said in str(faults(chromium, restyled(site, tmp_path, rule), ["premiums/"]))
