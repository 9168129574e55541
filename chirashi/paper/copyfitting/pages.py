"""Pages: blocks of known height shared out over sheets, and tables of too many columns or rows cut into parts."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from math import ceil, inf, prod

from chirashi.paper.copyfitting.arrangement import Block, in_parts, shares
from chirashi.paper.copyfitting.measuring import Height
from chirashi.paper.copyfitting.widths import of_table
from chirashi.view.templates import View

WIDTH_MM = 182.0
PARTS = 0.92  # of it, at which the parts of a table that is cut may be set
LEAST_TABLE = 0.88  # of the designed size of a table's type, before it is cut instead
ROW_MM, HEADS_MM = 6.0, 16.0  # of a table as designed
TALLEST_MM = 200.0  # of a table's part, so that a sheet holds it below others


def heights_of(blocks: Sequence[Height], headings: dict[str, float]) -> float:
    """How high blocks stand one below the other, each part of them under its heading."""
    parts = [name for name, _ in groupby(block.part for block in blocks)]
    return sum(block.height for block in blocks) + sum(headings.get(name, 0.0) for name in parts)


def shared_out(
    blocks: Sequence[Height], headings: dict[str, float], rooms: Sequence[float]
) -> tuple[tuple[int, ...], ...] | None:
    """The numbers of the blocks that stand on each sheet, of about one height each; None where they do not fit.

    The order stays, and no sheet stays empty where there are blocks enough.
    """
    least, most = 0.0, max(rooms)
    best = _filled(blocks, headings, rooms, most)
    if best is None:
        return None
    for _ in range(12):
        level = (least + most) / 2
        found = _filled(blocks, headings, rooms, level)
        least, most, best = (least, level, found) if found is not None else (level, most, best)
    return best


def _filled(
    blocks: Sequence[Height], headings: dict[str, float], rooms: Sequence[float], level: float
) -> tuple[tuple[int, ...], ...] | None:
    sheets: list[list[int]] = [[]]
    for number in range(len(blocks)):
        room = min(rooms[len(sheets) - 1], level)
        here = [blocks[i] for i in (*sheets[-1], number)]
        if heights_of(here, headings) > room and sheets[-1]:
            sheets.append([])
        if len(sheets) > len(rooms) or heights_of([blocks[number]], headings) > rooms[len(sheets) - 1]:
            return None
        sheets[-1].append(number)
    sheets += [[] for _ in range(len(rooms) - len(sheets))]
    return tuple(tuple(sheet) for sheet in sheets)


def cut(view: View, block: Block) -> tuple[list[Block], float]:
    """A table in as many parts as its columns and rows ask for, and the scale of its type at which they have room.

    A little too wide, it is set smaller instead.
    """
    axes = _axes(view, block)
    before, columns = of_table(view, block) if axes else (0.0, [])
    if not columns:
        return [block], inf
    room, scale, across = WIDTH_MM - before, inf, 1
    if sum(columns) > room:
        scale = WIDTH_MM / (before + sum(columns))
        if scale < LEAST_TABLE:
            across = next(
                (n for n in range(2, len(columns) + 1) if _fits(columns, n, WIDTH_MM / PARTS - before)), len(columns)
            )
            scale = min(WIDTH_MM / (before + sum(part)) for part in shares(columns, across))
    else:
        scale = WIDTH_MM / (before + sum(columns))
    down = ceil((prod(len(keys) for _, keys in axes[:-1]) * ROW_MM + HEADS_MM) / TALLEST_MM) if len(axes) > 1 else 1
    return ([block] if across == down == 1 else in_parts(block, across, down, axes)), scale


def _fits(columns: list[float], parts: int, room: float) -> bool:
    return all(sum(part) <= room for part in shares(columns, parts))


def _axes(view: View, block: Block) -> list[tuple[str, list[str]]]:
    """The axes of a table by their keys, rows before columns; none of what is no table."""
    if block.partial in ("plans", "options"):
        names = [block.partial]
    elif block.partial == "along":
        names = [block.arguments[0]]
    elif block.partial in ("matrix", "table"):
        names = list(view.data.tables[block.arguments[0]].axes)
    else:
        return []
    return [(name, view.axis(name).keys) for name in names]
