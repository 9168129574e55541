"""Holds a finished PDF to its pages, fonts, title, language and bookmarks, and to the QR code read from its picture.

It reads the bytes of the file alone, as a printer or a reader would.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pikepdf
import pypdfium2
import zxingcpp
from PIL import Image

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.paper.form import fax_simulation

RESOLUTIONS = (300, 200, 150, 100)
FAX_LINES: tuple[fax_simulation.Lines, ...] = (196, 98)
SHORT = {"rg": "RGB", "g": "grey", "k": "CMYK"}  # operators that name their space themselves
MOST_INK = 3.0  # of 4.0, all inks in one place
FINDING_DPI = 150
AROUND_MM = 12.0  # of sheet left around the code


def document(file: str, content: bytes, language: str, bookmarks: bool = True) -> Iterator[Problem]:
    """What a PDF must say of itself, and that all its fonts are within it."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if not str(pdf.docinfo.get("/Title", "")).strip():
            yield Problem(file, 0, "print-unnamed", {"what": phrase("pdf-title")})
        if str(pdf.Root.get("/Lang", "")) != language:
            yield Problem(file, 0, "print-unnamed", {"what": phrase("pdf-language")})
        if bookmarks and "/Outlines" not in pdf.Root:
            yield Problem(file, 0, "print-unnamed", {"what": phrase("pdf-bookmarks")})
        for name in sorted(not_embedded(pdf)):
            yield Problem(file, 0, "print-font", {"font": name})


def not_embedded(pdf: pikepdf.Pdf) -> set[str]:
    """Names of fonts that are not within the file."""
    found: set[str] = set()
    for item in pdf.objects:
        if not isinstance(item, pikepdf.Dictionary):
            continue
        simple = item.get("/Type") == "/Font" and item.get("/Subtype") in ("/Type1", "/TrueType")
        if simple and "/FontDescriptor" not in item:  # one of the fourteen that readers once had
            found.add(str(item.get("/BaseFont", "?")))
        descriptor = item.get("/Type") == "/FontDescriptor"
        if descriptor and not any(key in item for key in ("/FontFile", "/FontFile2", "/FontFile3")):
            found.add(str(item.get("/FontName", "?")))
    return found


def picture(content: bytes, page: int, dpi: int, crop: tuple[float, float, float, float] | None = None) -> Image.Image:
    """A page as a picture in grey; `crop` in mm from the left, top, right and bottom edges."""
    with pypdfium2.PdfDocument(content) as pdf:
        edges = tuple(mm * 72 / 25.4 for mm in crop) if crop else (0, 0, 0, 0)
        left, top, right, bottom = edges
        shown = pdf[page].render(scale=dpi / 72, crop=(left, bottom, right, top), grayscale=True)
        image: Image.Image = shown.to_pil().convert("L")
        shown.close()
        return image


def inks_within(file: str, content: bytes) -> Iterator[Problem]:
    """No colour of a plate is mixed of more ink than dries, and none is other than ink."""
    wrong: set[str] = set()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        for page in pdf.pages:
            space = "grey"  # as PDF begins
            for drawn in pikepdf.parse_content_stream(page):
                operator = str(drawn.operator).lower()
                if operator == "cs":
                    space = {"/DeviceCMYK": "CMYK", "/Marks": "marks"}.get(str(drawn.operands[0]), "other")
                elif operator in SHORT:
                    space = SHORT[operator]
                if operator in SHORT or operator in ("sc", "scn"):
                    parts = [float(str(part)) for part in drawn.operands]
                    if space not in ("CMYK", "marks") or sum(parts) > MOST_INK + 0.001:
                        wrong.add(f"{space} {' '.join(f'{part:g}' for part in parts)}")
    for colour in sorted(wrong):
        yield Problem(file, 0, "print-ink", {"found": colour})


def fax(content: bytes, page: int = 0) -> bytes:
    """A PNG of what the receiver of a FAX of the page sees."""
    return fax_simulation.proof(picture(content, page, fax_simulation.SCAN_DPI))


def code(file: str, content: bytes, address: str, page: int = 0, *, faxed: bool = True) -> Iterator[Problem]:
    """The QR code must give its address at every resolution that it is printed at, and after a FAX if it is `faxed`."""
    crop = edges_around(content, page, address)
    for dpi in RESOLUTIONS:
        if address not in read_codes(picture(content, page, dpi, crop)):
            yield Problem(file, 0, "print-code", {"address": address, "how": phrase("code-on-print", dpi=dpi)})
    if not faxed:
        return
    scan = picture(content, page, fax_simulation.SCAN_DPI, crop)
    for lines in FAX_LINES:
        if address not in read_codes(fax_simulation.seen(fax_simulation.received(scan, lines), lines)):
            how = phrase("code-on-fax", across=fax_simulation.ACROSS, lines=lines)
            yield Problem(file, 0, "print-code", {"address": address, "how": how})


def edges_around(content: bytes, page: int, address: str) -> tuple[float, float, float, float] | None:
    """How many mm to cut from each edge of a page to leave the code's surroundings, since a part is sooner read.

    None where the code is not found; it is then looked for on the whole page.
    """
    whole = picture(content, page, FINDING_DPI)
    found = next((f for f in zxingcpp.read_barcodes(whole) if f.text == address), None)
    if found is None:
        return None
    scale = 25.4 / FINDING_DPI
    first, last = found.position.top_left, found.position.bottom_right
    left, top = first.x * scale - AROUND_MM, first.y * scale - AROUND_MM
    right, bottom = (whole.width - last.x) * scale - AROUND_MM, (whole.height - last.y) * scale - AROUND_MM
    return max(0.0, left), max(0.0, top), max(0.0, right), max(0.0, bottom)


def read_codes(image: Image.Image) -> list[str]:
    """The texts of all QR codes in a picture."""
    return [found.text for found in zxingcpp.read_barcodes(image) if found.format == zxingcpp.BarcodeFormat.QRCode]
