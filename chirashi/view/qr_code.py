"""The QR code of the request site, as one SVG for screen and print."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Iterator

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M

QUIET = 4  # modules of white around the code, as ISO/IEC 18004 asks; drawn, so that dark mode cannot eat it


def svg(url: str, title: str) -> Markup:
    """Black modules on a white ground with its quiet zone."""
    matrix = _modules(url)
    side = len(matrix) + 2 * QUIET
    return Markup(
        '<svg class="qr" xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {0} {0}" role="img" aria-label="{1}"'
        ' shape-rendering="crispEdges"><path class="qr-ground" fill="#fff" d="M0 0h{0}v{0}H0z"/>'
        '<path class="qr-modules" fill="#000" d="{2}"/></svg>'
    ).format(side, title, _rectangles(matrix))


def side(url: str) -> int:
    """How many modules a code has along each side, without its quiet zone."""
    return len(_modules(url))


@functools.cache
def _modules(url: str) -> list[list[bool]]:
    """The modules row by row, dark ones True; level M, since H shrinks them."""
    code = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=0)
    code.add_data(url)
    code.make(fit=True)
    return code.get_matrix()


def _rectangles(modules: list[list[bool]]) -> str:
    """The dark modules as a path: each run of a row is one rectangle with the same runs below it, without a seam."""
    path = ""
    begun: dict[tuple[int, int], int] = {}  # the run's ends, and the row where its rectangle begins
    for y, row in enumerate([*modules, []]):
        runs = list(_runs(row))
        for (x, end), top in begun.items():
            if (x, end) not in runs:
                path += f"M{x + QUIET} {top + QUIET}h{end - x}v{y - top}H{x + QUIET}"
        begun = {run: begun.get(run, y) for run in runs}
    return path


def _runs(row: list[bool]) -> Iterator[tuple[int, int]]:
    x = 0
    for dark, run in itertools.groupby(row):
        end = x + len(list(run))
        if dark:
            yield x, end
        x = end
