"""Completes the fields of the form to type in, where the layout engine leaves them half done."""

from __future__ import annotations

import io
import re

import pikepdf
from pikepdf import Array, Dictionary, Name, String

from chirashi.paper.form import form_font

MM = 72 / 25.4
SIDE = 4.6 * MM  # of the box that the sheet draws around a choice, see `fax.css`
STROKE = 1.0 * MM  # a mark as thick as a pen's, which a standard-resolution FAX keeps
SIZE = re.compile(r"\b[\d.]+(?= Tf\b)")  # of the type, in what a field says of its look; 0 lets it shrink to fit
LINES = 1 << 12  # the flag by which a text runs over several lines
TOGGLES = 1 << 14  # the flag by which a group of radio buttons keeps one on, once one is


def put_right(content: bytes) -> bytes:
    """Fields as a form needs them that is filled in on the screen, then printed and sent by FAX.

    Radio buttons stand in the form through their group alone, which is named for its question and
    can be cleared again. A choice is as large as its box, and its mark fills it: the engine's own
    covers a quarter of it, and a FAX loses it.

    A text runs over as many lines as it needs, in type that shrinks to fit: what does not show on the screen is
    not on the FAX either. A look that a reader has saved is kept by the next one, which may not know as many kanji.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.AcroForm
        form.NeedAppearances = False
        form_font.put_right(pdf)
        form.Fields = Array([field for field in form.Fields if "/Parent" not in field])
        for field in form.Fields:
            if "/Kids" in field:
                field.TU = String(str(field.TU).partition(":")[0])
                field.Ff = int(field.get("/Ff", 0)) & ~TOGGLES
                for kid in field.Kids:
                    for own in ("/T", "/FT"):  # inherited from the group
                        if own in kid:
                            del kid[own]
            if field.get("/FT") == "/Tx":
                field.Ff = int(field.get("/Ff", 0)) | LINES
                field.DA = String(SIZE.sub("0", str(field.DA)))
            if field.get("/FT") == "/Btn":
                for button in field.get("/Kids", [field]):
                    _draw_mark(pdf, button, *((_dot(), "l") if "/Kids" in field else (_cross(), "n")))
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()


def _draw_mark(pdf: pikepdf.Pdf, button: pikepdf.Object, mark: bytes, letter: str) -> None:
    """A choice with its two looks: off it is nothing, since its box is drawn on the page.

    `letter` is a disc or a square in the reader's own font of signs, for readers that draw marks themselves.
    """
    left, bottom, right, top = (float(edge) for edge in button.Rect)
    x, y = (left + right) / 2, (bottom + top) / 2
    button.Rect = Array([x - SIDE / 2, y - SIDE / 2, x + SIDE / 2, y + SIDE / 2])
    button.MK = Dictionary(CA=String(letter))
    if "/DA" in button:  # it names a font that the form has not; both looks are drawn here
        del button["/DA"]
    on = next(str(name) for name in button.AP.N if str(name) != "/Off")
    looks = {on: mark, "/Off": b""}
    button.AP.N = Dictionary({name: _look(pdf, drawn) for name, drawn in looks.items()})


def _look(pdf: pikepdf.Pdf, drawn: bytes) -> pikepdf.Stream:
    look = pdf.make_stream(drawn, Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
    look.BBox = Array([0, 0, SIDE, SIDE])
    return look


def _cross() -> bytes:
    near, far = STROKE, SIDE - STROKE
    lines = f"{near:.3f} {near:.3f} m {far:.3f} {far:.3f} l {near:.3f} {far:.3f} m {far:.3f} {near:.3f} l"
    return f"q 0 G {STROKE:.3f} w 1 J {lines} S Q".encode()


def _dot() -> bytes:
    """A point drawn with a round pen as wide as the dot."""
    middle = f"{SIDE / 2:.3f} {SIDE / 2:.3f}"
    return f"q 0 G {SIDE - 2 * STROKE:.3f} w 1 J {middle} m {middle} l S Q".encode()
