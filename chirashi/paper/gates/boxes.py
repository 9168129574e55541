"""Finds text that runs out of its box on the sheet, and letters that are too small.

Boxes that matter carry `data-box` in the templates; `data-room` is the height in mm that a
box usually takes, by which the one that grew is told from those it pushes down.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from html import unescape
from math import inf
from typing import TYPE_CHECKING, Any

from chirashi.base.messages import SPEAKS
from chirashi.base.problems import Problem
from chirashi.paper import layout
from chirashi.paper.layout import PX_PER_MM
from chirashi.view.labels import labels_of

if TYPE_CHECKING:
    from weasyprint import Document

LEEWAY_MM = 0.3  # rounding of lengths, and the overhang of slanted or accented letters
AIR_MM = 0.8  # above a rule, so that a letter does not run into it on a FAX of standard resolution
UNSEEN = re.compile(
    r'<head>.*?</head>|<svg.*?</svg>|<span class="(?:aloud|to)">.*?</span>'
    r'|<h2>[^<]*</h2>(?=<div class="glance">)|<[^>]*>',
    re.DOTALL,
)
"""Of a sheet's text what is not shown: what is for screen readers, and the outline's heading."""
SMALLEST_PT = 8.0
BODY_PT = 9.0
ASIDE = frozenset(
    {
        "table",
        "basis",
        "what",
        "how",
        "to",
        "notes",
        "parties",
        "scan",
        "own-page",
        "shared",
        "costs",
        "duty",
        "approval",
        "enquiries",
    }
)
"""Classes of what is not body text: tables, bases of figures, notes, captions, addresses."""


def sheets(file: str, document: Document, pages: int, again: Callable[[], Document]) -> Iterator[Problem]:
    """The exact number of pages, and every box within its frame; `file` is what messages call it.

    Where a box was broken at a page's end, what overflows is measured `again` on paper without end.
    """
    placed = [box for page in document.pages for box in boxes(page._page_box) if attribute(box, "data-box")]
    unbroken = len(document.pages) == pages and len(placed) == len({id(box.element) for box in placed})
    found = list(overflows(file, document))
    if found or not unbroken:
        found = list(overflows(file, again())) or found
    if not unbroken and not found:
        found.append(Problem(file, 0, "print-pages", {"pages": len(document.pages), "wanted": pages}))
    yield from found


def overflows(file: str, document: Document) -> Iterator[Problem]:
    """Boxes whose content stands out of them, below or to the right, by how many mm."""
    for page in document.pages:
        for box in boxes(page._page_box):
            if (name := attribute(box, "data-box")) and (down := too_low(box)):
                box_told = name_box(_culprit(box) or name)
                yield Problem(file, 0, "print-overflow", {"box": box_told, "by": f"{down:.1f}"})
        for name, by in _beyond(page._page_box).items():
            if by > LEEWAY_MM:
                yield Problem(file, 0, "print-overflow-across", {"box": name_box(name), "by": f"{by:.1f}"})


def too_low(box: Any) -> float:
    """By how many mm something within a box stands out of it below; 0 where nothing does."""
    down = float(bottom(box) - _floor(box)) / PX_PER_MM
    return down if down > LEEWAY_MM else 0.0


def across(box: Any) -> float:
    """By how many mm something within a box stands out of its column or frame to the right; 0 where nothing does."""
    return max((by for by in _beyond(box).values() if by > LEEWAY_MM), default=0.0)


def _beyond(box: Any) -> dict[str, float]:
    found: dict[str, float] = {}
    for name, edge, limit in _edges(box):
        found[name] = max(found.get(name, 0), (edge - limit) / PX_PER_MM)
    return found


def lost(file: str, document: Document, html: str) -> Iterator[Problem]:
    """Text that stands on no sheet: what stands below a page's end on its own, the layout engine leaves out."""
    shown = Counter(
        sign
        for page in document.pages
        for box in boxes(page._page_box)
        if type(box).__name__ == "TextBox"
        for sign in box.text
    )
    said = Counter(unescape(UNSEEN.sub("", html)))
    gone = {sign: number - shown[sign] for sign, number in said.items() if not sign.isspace()}
    if (by := sum(number for number in gone.values() if number > 0)) > 0:
        yield Problem(file, 0, "print-lost", {"letters": by})


def name_box(box: str) -> dict[str, str]:
    """A box in words of staff, with the keys of the data whose texts stand in it."""
    return {language: str(labels_of(language)["print"]["boxes"].get(box, box)) for language in SPEAKS}


def sizes(file: str, document: Document) -> Iterator[Problem]:
    """Text below the smallest size, or body text below body size, once a text."""
    told: set[str] = set()
    for page in document.pages:
        for box, classes in _with_classes(page._page_box, frozenset()):
            text = getattr(box, "text", "").strip() if type(box).__name__ == "TextBox" else ""
            if not text or text in told:
                continue
            size = box.style["font_size"] * 0.75
            least = SMALLEST_PT if classes & ASIDE else BODY_PT
            if size < least - 0.01:
                told.add(text)
                yield Problem(file, 0, "print-small", {"text": text[:30], "size": f"{size:.1f}", "least": f"{least:g}"})


def boxes(box: Any) -> Iterator[Any]:
    box = getattr(box, "_box", box)  # an absolute box stands in its parent by a placeholder
    yield box
    for child in getattr(box, "children", ()):
        yield from boxes(child)


def _with_classes(box: Any, above: frozenset[str]) -> Iterator[tuple[Any, frozenset[str]]]:
    box = getattr(box, "_box", box)
    classes = above | frozenset((attribute(box, "class") or "").split())
    if type(box).__name__ in ("TableBox", "TableCaptionBox"):
        classes |= {"table"}
    yield box, classes
    for child in getattr(box, "children", ()):
        yield from _with_classes(child, classes)


def attribute(box: Any, name: str) -> str | None:
    element = getattr(box, "element", None)
    value = element.get(name) if element is not None and not box.element_tag.endswith(("::before", "::after")) else None
    return None if value is None else str(value)


def bottom(frame: Any) -> float:
    """The lower edge of all that stands in a frame; what is empty shows not."""
    within = [box for box in boxes(frame) if box is not frame and type(box).__name__ != "LineBox"]
    return max((box.border_box_y() + box.border_height() for box in within if box.border_height()), default=0.0)


def _floor(frame: Any) -> float:
    """Down to where a frame may be filled: its lower edge, or some white above the rule that it ends with."""
    edge = frame.border_box_y() + frame.border_height()
    rule = frame.border_bottom_width
    return float(edge - rule - AIR_MM * PX_PER_MM if rule else edge)


def _edges(box: Any, name: str = "", frame: float = inf, column: float = inf) -> Iterator[tuple[str, float, float]]:
    """The right edge of each text, with that of its column, and of each box, with that of the frame around it.

    Also the name of the frame that it stands in, for whom it may concern.
    """
    box = getattr(box, "_box", box)
    name = attribute(box, "data-box") or name
    if type(box).__name__ == "TextBox":
        yield name, box.position_x + box.width, column
    elif type(box).__name__ != "LineBox":  # a line is as wide as its block
        right = box.border_box_x() + box.border_width()
        if box.border_height():
            yield name, right, frame
        if attribute(box, "data-box"):
            frame = right
    for child in getattr(box, "children", ()):
        lines = type(child).__name__ == "LineBox"
        yield from _edges(child, name, frame, box.content_box_x() + box.width if lines else column)


def _culprit(flow: Any) -> str | None:
    """Of a frame's inner boxes the one that is highest above its usual room."""
    grown = {
        str(attribute(box, "data-box")): box.border_height() / PX_PER_MM - float(str(attribute(box, "data-room")))
        for box in boxes(flow)
        if box is not flow and attribute(box, "data-room")
    }
    return max(grown, key=lambda name: grown[name]) if grown else None


def measured(html: str, *styles: str) -> dict[str, float]:
    """The height in mm of every named box, on paper without end; for whoever sets `data-room`."""
    document = layout.lay_out(html, *styles, tall=True)
    return {
        str(attribute(box, "data-box")): round(box.border_height() / PX_PER_MM, 1)
        for page in document.pages
        for box in boxes(page._page_box)
        if attribute(box, "data-box")
    }
