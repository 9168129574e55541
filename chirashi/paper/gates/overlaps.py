"""Finds what stands on something else on a sheet, or in a code's quiet zone.

Frames find what grows out of its box. What is placed by hand can be covered within it: a line
by the box below, the foot of a form by its last choice, a code's white surroundings by a heading.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

from chirashi.base.messages import Bilingual, phrase
from chirashi.base.problems import Problem
from chirashi.paper.gates.boxes import attribute, boxes

if TYPE_CHECKING:
    from weasyprint import Document

BAND = 0.25  # of a line's height, off its top and bottom: lines set closely touch there, letters do not
LEEWAY = 0.5  # px
DRAFT = "draft"
SHOWN = 24  # characters of a text that a message gives


class Placed(NamedTuple):
    """What stands on a sheet, in px from its upper left corner."""

    top: float
    left: float
    bottom: float
    right: float
    name: str | Bilingual


def overlaps(file: str, document: Document) -> Iterator[Problem]:
    """Each text, code or box to write in that stands on another one."""
    for page in document.pages:
        above: list[Placed] = []
        for one in sorted(_find_placed(page._page_box), key=lambda placed: placed.top):
            above = [other for other in above if other.bottom - LEEWAY > one.top]
            for other in above:
                if min(one.right, other.right) - max(one.left, other.left) > LEEWAY:
                    yield Problem(file, 0, "print-overlap", {"one": other.name, "other": one.name})
            above.append(one)


def _find_placed(sheet: Any) -> Iterator[Placed]:
    for box in boxes(sheet):
        kind = type(box).__name__
        if attribute(box, "class") == DRAFT:
            continue  # which stands across everything
        if kind == "TextBox" and box.text.strip():
            off = box.height * BAND
            left, right = box.position_x, box.position_x + box.width
            yield Placed(box.position_y + off, left, box.position_y + box.height - off, right, box.text.strip()[:SHOWN])
        elif kind.endswith("ReplacedBox") or "write" in (attribute(box, "class") or "").split():
            top, left = box.border_box_y(), box.border_box_x()
            name = phrase("qr-code" if attribute(box, "class") == "qr" else "write-box")
            yield Placed(top, left, top + box.border_height(), left + box.border_width(), name)
