"""Sets an address with its customer barcode into an envelope's window, smaller where it must, or says it cannot."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chirashi.mailing.members import customer_barcode as barcode
from chirashi.mailing.members.addresses import figures
from chirashi.mailing.members.register import Member
from chirashi.mailing.sheets.template import Field
from chirashi.mailing.sheets.typesetting import MM, REGULAR, Typesetter

TEXT_PT, NAME_PT = 10.5, 14.0
SCALES = (1.0, 0.94, 0.88, 0.82, 0.77)  # down to 8 pt
LEADING = 1.32
USUAL_PT = 10.0  # of the barcode, where the window has room
WITHOUT_CODE = "00"  # how a postcode of no town of its own ends: Japan Post gives such addresses no barcode
LINES = 2  # at most, of an address, a building, an institution
WHOLE = re.compile(r"[0-9A-Za-z.-]+|\S[\ufe00-\ufe0f\U000e0100-\U000e01ef\u3099\u309a]*|\s")  # what no line ends within
UNENDING = frozenset("（(「『〒")  # what no line ends with
UNBEGINNING = frozenset("）)」』、。・ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ")


class TooLong(Exception):
    """A text has no room at its least size; `what` says which."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


@dataclass(frozen=True)
class Text:
    """One thing of an address, the size it is set in, and on how many lines it may stand."""

    what: str
    text: str
    size: float = TEXT_PT
    lines: int = LINES


def texts(member: Member, addressed: str) -> Iterator[Text]:
    """What an address says, from the top; `addressed` is the name with what it is addressed by."""
    yield Text("postcode", f"〒{member.postcode[:3]}-{member.postcode[3:]}", lines=1)
    yield Text("address", member.address)
    if member.building:
        yield Text("building", member.building)
    if member.institution:
        yield Text("institution", member.institution)
    yield Text("name", addressed, NAME_PT)


def code(member: Member) -> str:
    """The signs of a member's customer barcode; empty where there is none."""
    if member.postcode.endswith(WITHOUT_CODE):
        return ""
    return barcode.signs(member.postcode, figures(member.tail or f"{member.address} {member.building}"))


def drawn(member: Member, addressed: str, box: Field, type_: Typesetter) -> str:
    """The operators that write an address; `TooLong` where it has no room, `NoGlyph` where no font has a letter."""
    told = code(member)
    points = min(USUAL_PT, box.width / MM / barcode.length_mm(1), barcode.POINTS[1])
    below = (barcode.REACH_MM["L"][1] * 2 * points + barcode.CLEAR_MM) * MM if told else 0.0
    said = list(texts(member, addressed))
    for scale in SCALES:
        lines = _fitted(said, scale, box, below, type_)
        if lines:
            break
    else:
        raise TooLong(_longest(said, box, type_))
    top = box.bottom + box.height
    written = ["0 0 0 1 k BT\n"]
    for line, size in lines:
        top -= size * LEADING
        written.append(type_.line(line).drawn(box.left, top + size * (LEADING - 0.88), size))
    if told:
        middle = box.bottom + barcode.REACH_MM["L"][1] * points * MM
        written.append(type_.bars(told).drawn(box.left, middle, points))
    written.append("ET\n")
    return "".join(written)


def _fitted(
    said: list[Text], scale: float, box: Field, below: float, type_: Typesetter
) -> list[tuple[str, float]] | None:
    """Every line with its size at a scale; None where they have no room above the barcode."""
    lines: list[tuple[str, float]] = []
    for text in said:
        parts = broken(text.text, text.size * scale, box.width, text.lines, type_)
        if parts is None:
            return None
        lines += ((part, text.size * scale) for part in parts)
    high = sum(size * LEADING for _, size in lines)
    return lines if high + below <= box.height else None


def _longest(said: list[Text], box: Field, type_: Typesetter) -> str:
    """What has no room even by itself; the address where only all of it together has none."""
    least = SCALES[-1]
    return next((t.what for t in said if broken(t.text, t.size * least, box.width, t.lines, type_) is None), "address")


def broken(text: str, size: float, width: float, lines: int, type_: Typesetter) -> list[str] | None:
    """A text on one line or two, none wider than the width; None where that has no room.

    Two are parted at the last blank that leaves room for both; else the first is as long as it can be.
    """
    if type_.width(text) * size <= width:
        return [text]
    if lines < LINES:
        return None
    pieces = WHOLE.findall(text)
    known = type_.widths[REGULAR]
    widths = [(known[piece] if piece in known else type_.width(piece)) * size for piece in pieces]
    whole, first, parted = sum(widths), 0.0, 0
    for at, piece in enumerate(pieces):
        if first > width:
            break
        blank = piece.isspace()
        rest = whole - first - (widths[at] if blank else 0)
        better = blank or (not pieces[parted].isspace() and _parts(pieces[at - 1], piece))
        if at and rest <= width and better:
            parted = at
        first += widths[at]
    if not parted:
        return None
    return ["".join(pieces[:parted]).strip(), "".join(pieces[parted:]).strip()]


def _parts(before: str, after: str) -> bool:
    """Whether a line may end between two pieces."""
    return before[-1] not in UNENDING and after[0] not in UNBEGINNING
