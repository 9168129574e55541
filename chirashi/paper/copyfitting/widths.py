"""Widths: how wide the columns of a table must be, by its texts in every language, before anything is laid out.

By the widest language, so that a table is cut at one place in all of them.
"""

from __future__ import annotations

import functools

from fontTools.ttLib import TTFont

from chirashi.base.project import theme
from chirashi.content.tables.grids import Grid
from chirashi.paper.copyfitting.arrangement import Block
from chirashi.view.formats import Formats
from chirashi.view.labels import labels_of
from chirashi.view.templates import View

TABLE_PT = 9.5  # as designed
MM_PER_PT = 25.4 / 72
PADDING_MM = 3.4  # of a cell, left and right together
HEAD_MM = 15.0  # what a column's heading takes at the least; it may have several lines
ROW_HEAD_MM = {"matrix": 24.0, "table": 34.0}  # likewise a row's, by the partial of its table
ROW_HEAD = 42.0
FONTS = ("ChirashiFigures-Bold.ttf", "BIZUDPGothic-Bold.ttf")


@functools.cache
def _advances(name: str) -> dict[int, float]:
    """The width of each character of a font, of its size."""
    with TTFont(theme().path(f"fonts/{name}"), lazy=True) as font:
        widths, size = font["hmtx"].metrics, font["head"].unitsPerEm
        return {code: widths[glyph][0] / size for code, glyph in font.getBestCmap().items()}


def of_text(text: str) -> float:
    """The width of a line of a table, in mm, where all of it is bold."""
    fonts = [_advances(name) for name in FONTS]
    ems = sum(next((font[ord(sign)] for font in fonts if ord(sign) in font), 1.0) for sign in text)
    return ems * TABLE_PT * MM_PER_PT


def of_table(view: View, block: Block) -> tuple[float, list[float]]:
    """The width of what stands before the last axis of a table, and of each column along that."""
    grids = _grids(view, block)
    along = view.axis(grids[0].axes[-1].key) if grids else None
    if along is None:
        return 0.0, []
    columns = [max(_widest(view, [grid], key) for grid in grids) for key in along.keys]
    before = ROW_HEAD_MM.get(block.partial, ROW_HEAD)
    if block.partial == "matrix":
        rows = [view.edition.grids[f"tables.{key}"] for key in view.paid_over("options")]
        for key in view.covered_over("options"):
            rows += [g for part in ("limit", "deductible") if (g := view.edition.grids.get(f"coverages.{key}.{part}"))]
        before += sum(max(_widest(view, [grid], key) for key in grid.axes[-1].keys) for grid in rows)
    return before, columns


def _grids(view: View, block: Block) -> list[Grid]:
    """The grids whose last axis runs across a table."""
    grids = view.edition.grids
    if block.partial in ("matrix", "table"):
        return [grid for key in block.arguments if (grid := grids.get(f"tables.{key}"))]
    if block.partial not in ("plans", "options", "along"):
        return []
    axis = block.arguments[0] if block.partial == "along" else block.partial
    names = [f"coverages.{key}.{part}" for key in view.covered_over(axis) for part in ("limit", "deductible")]
    names += [f"tables.{key}" for key in view.paid_over(axis)]
    return [grid for name in names if (grid := grids.get(name))]


def _widest(view: View, grids: list[Grid], key: str) -> float:
    """The widest text that one column of some grids holds by itself."""
    found = HEAD_MM
    for language in view.data.languages:
        formats = Formats(language, labels_of(language))
        for grid in grids:
            cells = [cell for at, cell in grid.cells.items() if at[-1] == key and cell.start and cell.span == 1]
            found = max(found, *(of_text(formats.cell(cell)) + PADDING_MM for cell in cells), HEAD_MM)
    return found
