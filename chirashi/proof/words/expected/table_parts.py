"""Table parts: of a table that stands cut on a sheet, what each of its parts must say.

A part tells by its headings which rows and columns it shows; its words are then asked of it as of a whole table
that has these alone. Together the parts must show every place once, or the table is asked for as a whole.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import prod

from chirashi.proof.files.web.html_tables import Table
from chirashi.proof.text.comparable import comparable
from chirashi.proof.words.expected.wording import Said, Wording

ACROSS = ("col", "colgroup")
Shown = dict[str, list[str]]  # axis: keys


class TableParts:
    """The tables of one sheet in their order, each read once."""

    def __init__(self, tables: Sequence[Table] = ()) -> None:
        self.left = [(comparable(table.caption), table) for table in tables]

    def of(self, w: Wording, caption: list[Said], axes: list[str]) -> Iterator[Wording]:
        """For each part of the table with a caption and axes, rows before columns, the wording of what it shows."""
        name = comparable(" ".join(said.text for said in caption if said.text))
        every: Shown = {axis: [*w.book.axes.get(axis, {})] for axis in axes}
        number = prod(map(len, every.values()))
        found: list[Shown] = []
        there = list(itertools.dropwhile(lambda one: one[0] != name, self.left))
        while there and there[0][0] == name and _places(found) < number:
            found.append(_shown(w, there.pop(0)[1], axes))
        if len(found) < 2:
            yield w
            return
        self.left = there
        for axis, keys in every.items():  # what no part heads is missed in the last
            headed = {key for part in found for key in part[axis]}
            found[-1][axis] = [key for key in keys if key in found[-1][axis] or key not in headed]
        places = {place for part in found for place in itertools.product(*part.values())}
        if len(places) == _places(found) == number:
            yield from (replace(w, shown=part) for part in found)
        else:
            yield w


def _places(found: list[Shown]) -> int:
    return sum(prod(map(len, part.values())) for part in found)


def _shown(w: Wording, table: Table, axes: list[str]) -> Shown:
    """The members of each axis that the headings of a table name: those of the last across, the others down."""
    heads = [cell for row in table.rows for cell in row if cell.heads]
    across = {comparable(cell.text) for cell in heads if cell.scope in ACROSS}
    down = {comparable(cell.text) for cell in heads if cell.scope not in ACROSS}
    return {
        axis: [
            key
            for key, member in w.book.axes.get(axis, {}).items()
            if comparable(w.heading(axis, member).text) in (across if axis == axes[-1] else down)
        ]
        for axis in axes
    }
