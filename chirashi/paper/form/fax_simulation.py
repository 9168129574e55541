"""Shows what a G3 FAX machine makes of a page, for the picture that staff look at and for the gate of the QR code.

A4 is scanned at 204 dots an inch across and 196 (fine) or 98 (standard) lines an inch down,
one bit a dot; the sheet lies a little askew, and the line adds noise. Seeded, so that the same
page gives the same proof.
"""

from __future__ import annotations

import io
from typing import Literal

import numpy
from PIL import Image, ImageFilter

ACROSS = 204
Lines = Literal[196, 98]
SCAN_DPI = 300  # what the page is rastered at before the machine sees it
SKEW_DEGREES = 0.7  # 3.6 mm over an A4 sheet: a sheet fed by hand
GREY_NOISE = 24.0  # of 255, standard deviation: a worn scanner lamp
FLIPPED = 0.0008  # share of dots that the line inverts
THRESHOLD = 150
LENS = 1.5  # dots; a code of 28 mm then reads for 20 of 20 seeds at 98 lines, and for 7 of 20 unblurred


def received(page: Image.Image, lines: Lines, seed: int = 1) -> Image.Image:
    """A page rastered at `SCAN_DPI` as the receiver's machine has it: one bit, not square dots."""
    noise = numpy.random.default_rng(seed)
    scan = page.convert("L").rotate(SKEW_DEGREES, Image.Resampling.BILINEAR, fillcolor=255)
    scan = scan.filter(ImageFilter.GaussianBlur(0.8))
    size = (round(scan.width * ACROSS / SCAN_DPI), round(scan.height * lines / SCAN_DPI))
    grey = numpy.asarray(scan.resize(size, Image.Resampling.BOX), dtype=numpy.float32)
    lit = grey + GREY_NOISE * noise.standard_normal(grey.shape, dtype=numpy.float32)
    dots = (lit > THRESHOLD) ^ (noise.random(grey.shape, dtype=numpy.float32) < FLIPPED)
    return Image.fromarray(dots)


def printed(fax: Image.Image, lines: Lines) -> Image.Image:
    """The received dots as the receiver prints them: square again, lines doubled where they were standard."""
    return fax.convert("L").resize((fax.width, round(fax.height * ACROSS / lines)), Image.Resampling.NEAREST)


def seen(fax: Image.Image, lines: Lines) -> Image.Image:
    """The receiver's print as a phone's camera has it: a lens does not draw single dots sharply."""
    return printed(fax, lines).filter(ImageFilter.GaussianBlur(LENS))


def proof(page: Image.Image) -> bytes:
    """The standard-resolution FAX of a page as a PNG: the worst that a receiver sees."""
    out = io.BytesIO()
    printed(received(page, 98), 98).convert("1").save(out, "PNG", optimize=False)
    return out.getvalue()
