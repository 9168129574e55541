"""Looks at every printed sheet: ink in each letter's place, nothing over it, the theme's own letters, its paper."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.proof.seen import glyphs
from chirashi.proof.seen.marks import Marks, box_of

SCALE = 3  # pixels a point: 216 to the inch, so that the strokes of the smallest type have a pixel of their own
NEAR = 110  # how far, of 441, a pixel's colour may be from that of the text that it belongs to
LEAST, MOST = 0.004, 0.97  # share of a letter's box that has its colour
MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
BLEED = 3 * MM
PRESS = "-press.pdf"
ALLOWED = (raw.FPDF_ANNOT_LINK, raw.FPDF_ANNOT_WIDGET)


class Letter(NamedTuple):
    text: str
    box: tuple[float, float, float, float]  # left, bottom, right, top in points
    colour: tuple[int, int, int]
    alpha: int
    mode: int
    opacity: float = 1  # less than 1 where it belongs to a mark that lies across the sheet


def look(path: Path, file: str, marks: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """What is wrong with a sheet as it is drawn. A file that cannot be read is told by `prove`.

    `marks` are the texts that may lie faintly across all that a sheet says, as `bare` leaves them.
    """
    content = path.read_bytes()
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError:
        return
    try:
        shown: set[str] = set()
        for number, page in enumerate(document, 1):
            yield from _page(page, file, number, shown, marks)
    finally:
        document.close()
    told: dict[str, str] = {}
    for letter, font in glyphs.strange(content, shown):
        told[font] = told.get(font, "") + letter
    for font, letters in told.items():
        yield Problem(file, 0, "seen-glyph", {"text": letters or "–", "font": font})


def _page(page: Any, file: str, number: int, shown: set[str], marks: frozenset[str]) -> Iterator[Problem]:
    """What is wrong with one page; its letters are added to those `shown`."""
    if wrong := _paper(page, file):
        yield Problem(file, 0, "seen-paper", {"page": number, "text": wrong})
    picture = page.render(scale=SCALE)
    pixels = picture.to_numpy()[:, :, :3][:, :, ::-1]
    left, _, _, top = page.get_cropbox() if PRESS in file else page.get_mediabox()
    lost: dict[str, str] = {}
    across = Marks(page, marks)
    for letter in letters(page, across):
        shown.add(letter.text)
        if why := _fault(letter, pixels, left, top):
            lost[why] = lost.get(why, "") + letter.text
    for why, text in lost.items():
        yield Problem(file, 0, "seen-ink", {"page": number, "text": text[:60], "why": phrase(WHY[why]), "kind": why})
    for text in _over(page, across):
        yield Problem(file, 0, "seen-over", {"page": number, "text": text})


WHY = {  # the phrase that says so
    "none": "seen-ink-why-none",
    "faint": "seen-ink-why-faint",
    "outside": "seen-ink-why-outside",
}


def letters(page: Any, across: Marks) -> Iterator[Letter]:
    """The letters of a page that are to be seen: their boxes and colours."""
    text = page.get_textpage()
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    edges = [ctypes.c_double() for _ in range(4)]
    for i in range(raw.FPDFText_CountChars(text.raw)):
        code = raw.FPDFText_GetUnicode(text.raw, i)
        if code <= 32 or raw.FPDFText_IsGenerated(text.raw, i) == 1 or not chr(code).strip():
            continue
        one, two, three, four = edges
        if not raw.FPDFText_GetCharBox(text.raw, i, one, two, three, four):  # left, right, bottom, top
            continue
        raw.FPDFText_GetFillColor(text.raw, i, red, green, blue, alpha)
        drawn = raw.FPDFText_GetTextObject(text.raw, i)
        mode = raw.FPDFTextObj_GetTextRenderMode(drawn)
        box = one.value, three.value, two.value, four.value
        colour = red.value, green.value, blue.value
        yield Letter(chr(code), box, colour, alpha.value, mode, across.opacity(drawn))
    text.close()


def _fault(letter: Letter, pixels: Any, left: float, top: float) -> str:
    """Why a letter cannot be read where it stands; empty where it can."""
    if letter.mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP) or letter.alpha < 100:
        return "none"
    x, y, width, height = letter.box[0] - left, top - letter.box[3], *_size(letter)
    rows, columns = pixels.shape[:2]
    a, b = max(int(x * SCALE), 0), max(int(y * SCALE), 0)
    c, d = int((x + width) * SCALE) + 1, int((y + height) * SCALE) + 1
    if c <= 0 or d <= 0 or a >= columns or b >= rows:
        return "outside"
    if width < 0.05 or height < 0.05:
        return "none" if letter.text.isalnum() else ""
    share = _inked(letter, pixels[b:d, a:c].reshape(-1, 3).astype(np.int32))
    if share < LEAST:
        return "none"
    solid = width * SCALE < 3 or height * SCALE < 3 or letter.text in SOLID
    return "faint" if share > MOST and not solid else ""


def _inked(letter: Letter, here: Any) -> float:
    """The share of a letter's box that has its colour, or the colour that it makes with what it lies on."""
    if not here.size:
        return 0.0
    colour = np.array(letter.colour, np.int32)
    if letter.opacity < 1:
        kinds, counts = np.unique(here, axis=0, return_counts=True)
        ground = kinds[counts.argmax()]
        if np.sqrt(((colour - ground) ** 2).sum()) < NEAR:
            return 0.0
        colour = ground + (colour - ground) * letter.opacity
    near = np.sqrt(((here - colour) ** 2).sum(axis=1)) < NEAR * letter.opacity
    return float(near.mean())


SOLID = "一―－‐-–—|｜・●■▲▼.,．。，、｢｣_…l1Iｌi′'ー−=<>/"  # fill their own boxes


def _size(letter: Letter) -> tuple[float, float]:
    return letter.box[2] - letter.box[0], letter.box[3] - letter.box[1]


def _over(page: Any, across: Marks) -> Iterator[str]:
    """Text over which something is drawn later, marks that hide the text, and notes that lie over the page."""
    yield from across.heavy
    text = page.get_textpage()
    before: list[tuple[float, float, float, float]] = []
    for item in page.get_objects(max_depth=15):
        if item.type == raw.FPDF_PAGEOBJ_TEXT:
            if across.opacity(item.raw) == 1:
                before.append(box_of(item))
        elif item.type in (raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_SHADING):
            own = box_of(item)
            for box in before:
                if _crosses(own, box) and _paints(item):
                    yield text.get_text_bounded(*box).strip()[:40]
                    break
    for i in range(raw.FPDFPage_GetAnnotCount(page.raw)):
        note = raw.FPDFPage_GetAnnot(page.raw, i)
        if (kind := raw.FPDFAnnot_GetSubtype(note)) not in ALLOWED:
            yield f"annotation {kind}"
        raw.FPDFPage_CloseAnnot(note)
    text.close()


def _crosses(drawn: tuple[float, ...], text: tuple[float, ...]) -> bool:
    """Whether what is drawn goes through the middle of a line of text."""
    low, high = text[1] + (text[3] - text[1]) * 0.25, text[1] + (text[3] - text[1]) * 0.75
    across = min(drawn[2], text[2]) - max(drawn[0], text[0]) > 1
    return across and min(drawn[3], high) - max(drawn[1], low) > -0.01 and drawn[1] < high and drawn[3] > low


def _paints(item: Any) -> bool:
    if item.type != raw.FPDF_PAGEOBJ_PATH:
        return True
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(item.raw, fill, stroke)
    return bool(fill.value or stroke.value)


def _paper(page: Any, file: str) -> str:
    """What is wrong with a page's boxes: A4 to its trim, and on the print shop's sheet 3 mm of bleed around it."""
    if page.get_rotation():
        return "rotation"
    trim = page.get_trimbox() if PRESS in file else page.get_mediabox()
    size = trim[2] - trim[0], trim[3] - trim[1]
    if any(abs(here - wanted) > MM / 2 for here, wanted in zip(size, A4, strict=True)):
        return f"{size[0] / MM:.0f} × {size[1] / MM:.0f} mm"
    if PRESS in file:
        bleed = page.get_bleedbox()
        edges = (trim[0] - bleed[0], trim[1] - bleed[1], bleed[2] - trim[2], bleed[3] - trim[3])
        if any(abs(edge - BLEED) > 0.5 for edge in edges):
            return "bleed " + ", ".join(f"{edge / MM:.1f}" for edge in edges)
    return ""
