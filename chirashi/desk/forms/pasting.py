"""Finds out where a block of cells copied from Excel belongs: by its headings, else from where it was pasted."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from chirashi.content.values import Unreadable
from chirashi.desk.forms import typed
from chirashi.desk.forms.tables import PRINTED, Input, Table

Block = list[list[str]]


@dataclass(frozen=True)
class Landing:
    """One pasted cell: the field that it is for, what stands there, what was pasted."""

    input: Input
    name: str
    was: str
    now: str


def block(text: str) -> Block:
    """The cells of a clipboard's text: lines and tabs; a cell in quotes may have lines of its own."""
    rows = [line.split("\t") for line in _unquoted(text).replace("\r\n", "\n").rstrip("\n").split("\n")]
    width = max(map(len, rows))
    return [[cell.strip() for cell in row] + [""] * (width - len(row)) for row in rows]


def _unquoted(text: str) -> str:
    """What stands in quotes, as Excel copies a cell of several lines, in one line."""
    parts = text.split('"')
    return (
        "".join(" ".join(part.split("\n")) if i % 2 else part for i, part in enumerate(parts))
        if len(parts) > 2
        else text
    )


def land(table: Table, cells: Block, start: str) -> tuple[list[Landing], list[str]]:
    """Where each cell of a block goes, and the cells that have no place in the table.

    :param start: the name of the field that it was pasted into.
    """
    printed = start.startswith(PRINTED)
    grid = [[one for one in row.inputs] for row in table.rows]
    heads = [[_folded(head) for head, _ in row.heads] for row in table.rows]
    columns = [_folded(column) for column in table.columns]
    for block_ in (cells, _turned(cells)):
        if (found := _by_headings(block_, heads, columns)) is not None:
            return _landed(found, grid, printed)
    at = next(
        ((i, j) for i, row in enumerate(grid) for j, one in enumerate(row) if one.name == start.removeprefix(PRINTED)),
        (0, 0),
    )
    block_ = _turned(cells) if not _fits(cells, grid, at) and _fits(_turned(cells), grid, at) else cells
    found = [(at[0] + i, at[1] + j, cell) for i, row in enumerate(block_) for j, cell in enumerate(row)]
    return _landed(found, grid, printed)


def _by_headings(
    cells: Block, heads: Sequence[Sequence[str]], columns: Sequence[str]
) -> list[tuple[int, int, str]] | None:
    """The places of a block's cells by its own headings; None where it has none that are the table's."""
    at_column = [_match(cell, columns) for cell in cells[0]]
    known = [i for i in at_column if i is not None]
    if not known or len(known) < len([cell for cell in cells[0] if cell]) - 1:
        return None
    found = []
    for n, row in enumerate(cells[1:]):
        named = [i for cell in row if (i := _match(cell, [head[-1] if head else "" for head in heads])) is not None]
        line = named[0] if named else n if len(heads) > 1 else 0
        found += [(line, j, cell) for j, cell in zip(at_column, row, strict=True) if j is not None]
    return found


def _match(cell: str, names: Sequence[str]) -> int | None:
    """Which of the names a heading says: all of it, or its last letters, as B for プランB."""
    said = _folded(cell)
    if not said or _amount(cell):
        return None
    for found in (
        [i for i, name in enumerate(names) if name == said],
        [i for i, name in enumerate(names) if name and (name.endswith(said) or said.endswith(name))],
    ):
        if len(found) == 1:
            return found[0]
    return None


def _landed(
    found: list[tuple[int, int, str]], grid: list[list[Input]], printed: bool
) -> tuple[list[Landing], list[str]]:
    landed, outside = [], []
    for i, j, cell in found:
        if not cell:
            continue
        one = grid[i][j] if 0 <= i < len(grid) and 0 <= j < len(grid[i]) else None
        if one is None or (one.derived is not None and (not printed or one.printed is None)):
            outside.append(cell)
            continue
        name, was = (PRINTED + one.name, one.printed or "") if printed else (one.name, one.value)
        landed.append(Landing(one, name, was, _normal(cell)))
    return landed, outside


def _fits(cells: Block, grid: list[list[Input]], at: tuple[int, int]) -> bool:
    return at[0] + len(cells) <= len(grid) and at[1] + len(cells[0]) <= len(grid[0])


def _turned(cells: Block) -> Block:
    return [list(column) for column in zip(*cells, strict=True)]


def _normal(cell: str) -> str:
    try:
        return typed.written(cell)
    except Unreadable:
        return cell  # is told at its field


def _amount(cell: str) -> bool:
    try:
        return typed.cell(cell).money is not None
    except Unreadable:
        return False


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split()).casefold()
