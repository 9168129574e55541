"""Fields: the form to type in, put right where the layout engine leaves it half done."""

from __future__ import annotations

import io

import pikepdf
from pikepdf import Array, Dictionary, Name, String


def put_right(content: bytes) -> bytes:
    """Radio buttons stand in the form through their group alone, which is named for its question."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.AcroForm
        form.Fields = Array([field for field in form.Fields if "/Parent" not in field])
        for field in form.Fields:
            if "/Kids" in field:
                field.TU = String(str(field.TU).partition(":")[0])
                for kid in field.Kids:
                    for own in ("/T", "/FT"):  # inherited from the group
                        if own in kid:
                            del kid[own]
            if field.get("/FT") == "/Btn":
                for button in field.get("/Kids", [field]):
                    _off(pdf, button)
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, compress_streams=True)
        return out.getvalue()


def _off(pdf: pikepdf.Pdf, button: pikepdf.Object) -> None:
    """The look of a button that is off: nothing, since its box is drawn on the page."""
    looks = button.AP.N
    if "/Off" not in looks:
        left, bottom, right, top = (float(edge) for edge in button.Rect)
        empty = pdf.make_stream(b"", Type=Name.XObject, Subtype=Name.Form, Resources=Dictionary())
        empty.BBox = Array([0, 0, abs(right - left), abs(top - bottom)])
        looks["/Off"] = empty
