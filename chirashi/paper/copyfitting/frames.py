"""Frames: where the flow, the form and the foot of a sheet stand once their heights are known, in mm from its top."""

from __future__ import annotations

from chirashi.paper.copyfitting.measuring import Measured
from chirashi.view import qr_code

TOP, BOTTOM = 10.0, 287.0  # between which a sheet is printed; office printers reach no nearer to the edge
FAX_ROOM = 268.0
GAP = 3.6  # above the form and above the foot
AWAY = "700mm"  # on tall paper, where nothing is in the way
OUTLINE = {"ja": (95.0, 80.0), "en": (89.0, 86.0)}  # widths of the letter and the outline where type is larger
WIDEST = {"front": 26.0, "back": 22.0}  # of what is added between two things to fill a sheet
HELD = 1.0  # of a sheet's room that is left unfilled, for what a prediction may be out by

CODE_MM = 37.0  # of a code as designed, with the white around it
SHORT_ADDRESS = 52  # letters of an address that stands beside its code as designed
LEAST_MODULE_MM = 0.75  # read after a FAX of standard resolution, for addresses of 24 to 200 letters

SHARES = {".banner": 0.2, ".headline": 0.3, ".opening": 0.5}  # of the white to spread over the front, below each


def room_of(one: Measured) -> float:
    """How high the flow of a sheet may be, beside the form and the foot that it has."""
    if one.side == "fax":
        return FAX_ROOM
    below = [height + GAP for height in (one.form, one.stand) if height]
    return BOTTOM - TOP - sum(below)


def natural(scope: str, side: str) -> str:
    """Each frame of a side as high as what it holds."""
    said = [free(scope), f"html {scope} .flow.flow.flow.flow {{ height: auto }}"]
    if side != "fax":
        said += [f"html {scope} .{n}.{n}.{n} {{ height: auto; top: {AWAY} }}" for n in ("form", "stand")]
    return "\n".join(said)


def free(scope: str) -> str:
    """The head of the form as high as what it says; heads of rows that take a second line where columns need room."""
    return (
        f"{scope} table.matrix.matrix thead th:first-child {{ width: auto }}\n"
        f"{scope} tbody th .basis, {scope} tbody th .what {{ white-space: normal }}\n"
        f"{scope} .form.form .form-head {{ height: auto; padding-bottom: 1.2mm }}\n"
        f'{scope} .form .form-head::after {{ content: ""; display: block; clear: both }}'
    )


def wider(scope: str, language: str) -> str:
    """A wider outline, so that large dates and amounts stay on their lines."""
    letter, outline = OUTLINE.get(language, OUTLINE["en"])
    return f"{scope} .flow .letter {{ width: {letter}mm }}\n{scope} .flow .outline {{ width: {outline}mm }}"


def code(scope: str, url: str) -> str:
    """Room for a long address, which takes lines of the whole width, and for its code.

    That has so many modules that it must be larger than designed to be read.
    """
    if len(url) <= SHORT_ADDRESS:
        return ""
    side = max(CODE_MM, LEAST_MODULE_MM * (qr_code.side(url) + 2 * qr_code.QUIET))
    beside, high = 33.0 + side - CODE_MM, 34.5 + side - CODE_MM
    return (
        f"{scope} .scan.scan svg {{ width: {side:.2f}mm; height: {side:.2f}mm }}\n"
        f"html {scope} .requests .way-url {{ width: 182mm; margin: 0; padding-left: {beside:.2f}mm;"
        f" min-height: {high:.2f}mm }}\n"
        f"{scope} .requests.requests .way-url .value {{ font-size: 9pt }}"
    )


def place(scope: str, one: Measured) -> str:
    """The frames of a sheet by what it takes: the form or the foot at the bottom, the flow in what is left."""
    said, at = [free(scope)], BOTTOM
    if one.side == "fax":  # one flow, as high as the page
        return said[0]
    for name, height in (("form", one.form), ("stand", one.stand)):
        if height:
            at -= height
            said.append(f"html {scope} .{name}.{name}.{name} {{ top: {at:.2f}mm; height: {height:.2f}mm }}")
            at -= GAP
    said.append(f"html {scope} .flow.flow.flow.flow {{ height: {at - TOP:.2f}mm }}")
    return "\n".join([*said, _spread(scope, one, at - TOP - one.flow - HELD)])


def _spread(scope: str, one: Measured, white: float) -> str:
    """What is left of a sheet's height, spread between its parts."""
    if white <= 0:
        return ""
    if one.side == "front":
        each = {name: min(white * share, WIDEST["front"]) for name, share in SHARES.items()}
        return "\n".join(f"{scope} .flow {name} {{ padding-bottom: {by:.2f}mm }}" for name, by in each.items())
    gaps = max(1, len(one.blocks) - sum(block.part == "notes" for block in one.blocks))
    by = min(white / gaps, WIDEST["back"])
    return (
        f"{scope} .flow .part:not(:last-child) {{ padding-bottom: {by:.2f}mm }}\n"
        f"{scope} .flow .beside {{ padding-top: {by * 0.6:.2f}mm }}\n"
        f"{scope} .flow h2 + .tables > .beside:first-child {{ padding-top: 0; margin-top: 1.5mm }}"
    )
