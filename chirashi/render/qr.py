"""The QR code of the request site, as one SVG for screen and print."""

from __future__ import annotations

import functools

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks; drawn, so that dark mode cannot eat it


def svg(url: str, title: str) -> Markup:
    """Black modules on a white ground with its quiet zone."""
    matrix = _modules(url)
    side = len(matrix) + 2 * QUIET
    path = "".join(_runs(row, y + QUIET) for y, row in enumerate(matrix))
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"'
        ' shape-rendering="crispEdges"><path class="qr-ground" fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path class="qr-modules" fill="#000" d="{2}"/></svg>'
    ).format(side, title, path)


@functools.cache
def _modules(url: str) -> list[list[bool]]:
    """The modules row by row, dark ones True; level M, since H shrinks them."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    code.make(fit=True)
    return code.get_matrix()


def _runs(row: list[bool], y: int) -> str:
    """One row of modules as rectangles, a run of dark modules each."""
    path, x = "", 0
    while x < len(row):
        if row[x]:
            end = x
            while end < len(row) and row[end]:
                end += 1
            path += f"M{x + QUIET} {y}h{end - x}v1H{x + QUIET}z"
            x = end
        x += 1
    return path
