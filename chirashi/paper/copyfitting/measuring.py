"""Measuring: what a laid-out sheet takes, in mm, on paper long enough that nothing is cut off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from chirashi.paper.gates import boxes
from chirashi.paper.gates.boxes import attribute
from chirashi.paper.layout import PX_PER_MM

if TYPE_CHECKING:
    from weasyprint import Document

FRAMES = ("front", "back", "fax", "form", "parties")
SIDES = ("front", "back", "fax")


@dataclass(frozen=True)
class Height:
    """How high a block stands, with the white before it."""

    part: str
    height: float


@dataclass
class Measured:
    """What one sheet takes: its flow, the form and the foot; and of what its flow is made."""

    side: str
    flow: float = 0.0
    form: float = 0.0
    stand: float = 0.0
    sits: bool = True  # whether all that is measured stands within its frame
    across: float = 0.0  # by how much something stands out to the right
    whole: bool = True  # False where a page's end cut it
    headings: dict[str, float] = field(default_factory=dict)
    blocks: list[Height] = field(default_factory=list)


def measure(document: Document) -> list[Measured]:
    """What each sheet takes, in their order."""
    found: list[Measured] = []
    seen: dict[int, Measured] = {}
    for page in document.pages:
        for sheet in _with_class(page._page_box, "sheet"):
            if (before := seen.get(id(sheet.element))) is not None:
                before.whole = False
                continue
            one = Measured(_side(sheet))
            seen[id(sheet.element)] = one
            found.append(one)
            for box in boxes.boxes(sheet):
                name = attribute(box, "data-box")
                high = (boxes.bottom(box) - box.border_box_y()) / PX_PER_MM
                if name in FRAMES:
                    one.sits = one.sits and not boxes.too_low(box)
                match name:
                    case "front" | "back" | "fax":
                        one.flow = high
                        one.across = boxes.across(box)
                        if one.side == "back":
                            _blocks(one, box)
                    case "form":
                        one.form = high + FORM_FOOT_MM
                    case "parties":
                        one.stand = high
    return found


FORM_FOOT_MM = 0.6 + boxes.AIR_MM + 0.2  # the rule of the form, and the white above it


def _side(sheet: Any) -> str:
    classes = (attribute(sheet, "class") or "").split()
    return next((side for side in SIDES if side in classes), "fax")


def _blocks(one: Measured, flow: Any) -> None:
    """The blocks of the back: parts, within them tables one below the other, and notes in columns."""
    end = flow.border_box_y()
    for part in _find_named(flow):
        name = str(attribute(part, "data-box"))
        foot = boxes.bottom(part)
        if name == "premiums":
            heading, *rest = [child for child in _children(part) if _tag(child)]
            inner = heading.border_box_y() + heading.border_height()
            one.headings.setdefault(name, (inner - end) / PX_PER_MM)
            for table in _tables(rest, again=any(_with_class(heading, "again"))):
                below = max((boxes.bottom(box) for box in table), default=inner)
                one.blocks.append(Height(name, (below - inner) / PX_PER_MM))
                inner = below
        elif name == "notes":
            heading, *columns = [box for box in _children(part) if _tag(box)]
            items = [box for column in columns for box in _children(column)]
            head = heading.border_box_y() + heading.border_height()
            one.headings.setdefault(name, (head - end) / PX_PER_MM)
            heights = [box.border_height() / PX_PER_MM for box in items]
            high = sum(heights) or 1.0  # none, where a page's end cut all of them off
            share = (foot - head) / PX_PER_MM / high  # two columns stand side by side
            one.blocks += [Height(name, height * share) for height in heights]
        else:
            one.headings.setdefault(name, 0.0)
            one.blocks.append(Height(name, (foot - end) / PX_PER_MM))
        end = foot


def _tables(rest: list[Any], again: bool) -> Iterator[list[Any]]:
    """What stands below the heading of the premiums, table by table with the notes of each."""
    *first, tables = rest
    if first or not again:
        yield first
    yield from ([child] for child in _children(tables) if _tag(child))


def _find_named(flow: Any) -> Iterator[Any]:
    yield from (box for box in boxes.boxes(flow) if box is not flow and attribute(box, "data-box"))


def _with_class(box: Any, name: str) -> Iterator[Any]:
    yield from (one for one in boxes.boxes(box) if name in (attribute(one, "class") or "").split())


def _children(box: Any) -> list[Any]:
    return [getattr(child, "_box", child) for child in getattr(box, "children", ())]


def _tag(box: Any) -> str:
    """The tag of an element's own box; none of a box that CSS adds."""
    return "" if box.element is None or "::" in box.element_tag else str(box.element_tag)
