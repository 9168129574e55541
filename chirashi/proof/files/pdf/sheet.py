"""A printed sheet as a surface: its text by structure, what its fields and notes show, and QR codes."""

from __future__ import annotations

import io
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chirashi.proof.files.images.qr_codes import Code, decode
from chirashi.proof.files.pdf import document
from chirashi.proof.files.pdf.document import add
from chirashi.proof.files.pdf.form_fields import fields_of
from chirashi.proof.files.pdf.structure import Sheet, join_parts, texts_of
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.text.figure_reading import SPACES, fold

DOTS_PER_INCH = 110  # a code of 28 mm with 33 modules has then 3.7 pixels a module, enough to read
LARGEST = 3400.0  # points a side, an A0 sheet's longer one; beyond that no picture of a page is made


class Unreadable(ValueError):
    """A sheet that a viewer may open, but not as it was made."""


def read_sheet(surface: Surface, content: bytes) -> None:
    """Reads one sheet. Blocks stand under their page's number; an untagged page is one block."""
    try:
        with pikepdf.open(io.BytesIO(content)) as sheets:
            document.about(surface, sheets)
            surface.fields += fields_of(sheets)
            if attached := document.attached(sheets):
                raise Unreadable(f"attached file: {attached}")
            if damage := sheets.get_warnings():  # a viewer would guess what was meant
                raise Unreadable(str(damage[0]).rpartition(": ")[2])
        _pages(surface, pdfium.PdfDocument(content))
    except (pikepdf.PdfError, pikepdf.PasswordError, pdfium.PdfiumError) as error:
        raise Unreadable(str(error) or type(error).__name__) from error


def _pages(surface: Surface, sheets: Any) -> None:
    try:
        for number, page in enumerate(sheets, 1):
            _page(surface, page, number)
            if shown := _read_drawn_over(sheets, page, number - 1):
                add(surface, shown, "appearance", str(number), "field")
    finally:
        sheets.close()


def _page(surface: Surface, page: Any, number: int) -> None:
    sheet = Sheet(page, number)
    surface.blocks += sheet.blocks
    surface.tables += sheet.tables
    surface.lines.append(lines_of(page))
    if not sheet.blocks:
        add(surface, surface.lines[-1], "page", str(number))
    else:
        for line in sheet.left:
            add(surface, line, "artifact", str(number), "artifact")
    if max(page.get_size()) > LARGEST:
        raise Unreadable(f"page {number} is larger than A0")
    picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True)
    height, stride = picture.height, picture.stride
    payloads = decode(memoryview(picture.buffer).cast("B"), stride, height)
    surface.codes += (Code(payload, 0, f"#{number}") for payload in payloads)


def lines_of(page: Any) -> str:
    """A page's text in the order of drawing, its lines joined as those of a paragraph."""
    textpage = page.get_textpage()
    text: str = join_parts(textpage.get_text_range().splitlines())
    textpage.close()
    return SPACES.sub(" ", fold(text)).strip()


def _read_drawn_over(sheets: Any, page: Any, index: int) -> str:
    """What fields and notes draw over a page, whatever they hold: the text that is new once they are part of it."""
    if not any(_draws(page, i) for i in range(raw.FPDFPage_GetAnnotCount(page.raw))):
        return ""
    before = texts_of(page).get(-1, "")
    raw.FPDFPage_Flatten(page.raw, raw.FLAT_NORMALDISPLAY)
    after = texts_of(sheets[index]).get(-1, "")
    return after.removeprefix(before)


def _draws(page: Any, i: int) -> bool:
    """Whether an annotation of the page has a drawing of its own, as a filled field and a stamp do."""
    note = raw.FPDFPage_GetAnnot(page.raw, i)
    try:
        return bool(raw.FPDFAnnot_GetAP(note, raw.FPDF_ANNOT_APPEARANCEMODE_NORMAL, None, 0) > 2)
    finally:
        raw.FPDFPage_CloseAnnot(note)
