"""What the price chooser asks and answers: it follows the edition's tables, whatever their axes.

The tables it looks a premium up in are named by `chooser:` in the data or found by their
rules: the totals that no other table uses, and what a member pays who leaves an axis out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from chirashi.content.edition import Edition
from chirashi.content.model import Plans, TablePart, Text
from chirashi.content.tables.grids import Axis, Cell, Grid, Place, axes_of

COUNTED = ("facility", "unit")  # a premium paid for each of these is asked how many; persons differ in age


@dataclass(frozen=True)
class Ask:
    """One question: a place on an axis, or none of it where the axis can be left out."""

    axis: Axis
    optional: bool


@dataclass(frozen=True)
class Row:
    """One thing that differs along an axis: a limit, a deductible, a row of a table of features."""

    key: str
    axis: str
    name: Text
    part: tuple[str, str] | None  # the coverage, and `limit` or `deductible`
    basis: Text | None
    cells: dict[str, tuple[str, Cell]]  # place: the figure's key and its cell


class Chooser:
    """`asks` in the order of the data; `main` is the axis whose next place up or down is shown."""

    def __init__(self, edition: Edition) -> None:
        self.edition, self.data = edition, edition.data
        self.tables = list(self.data.chooser.tables) if self.data.chooser else tables_told(self.data)
        self.axes = axes_of(self.data)

    @cached_property
    def asks(self) -> list[Ask]:
        used = [set(self.data.tables[key].axes) for key in self.tables]
        return [
            Ask(axis, not all(key in axes for axes in used))
            for key, axis in self.axes.items()
            if any(key in axes for axes in used)
        ]

    @cached_property
    def kinds(self) -> bool:
        """Whether several tables answer the same questions, so that one asks which."""
        shapes = [frozenset(self.data.tables[key].axes) for key in self.tables]
        return len(set(shapes)) < len(shapes)

    @cached_property
    def counted(self) -> str | None:
        """Of what the number is asked: facilities or units; None where a premium is for one person."""
        pers = [table.paid.per for key in self.tables if (table := self.data.tables[key]).paid]
        return next((per for per in pers if per in COUNTED), None)

    @cached_property
    def main(self) -> str | None:
        """The axis along which cover differs; nobody can choose another age."""
        asked = [ask.axis.key for ask in self.asks]
        return next((key for key in asked if any(row.axis == key for row in self.rows)), None)

    @cached_property
    def rows(self) -> list[Row]:
        asked = {ask.axis.key for ask in self.asks}
        return [row for row in self._rows() if row.axis in asked]

    def _rows(self) -> Iterator[Row]:
        for key, coverage in self.data.coverages.items():
            for part, found in (("limit", coverage.limit), ("deductible", coverage.deductible)):
                grid = self.edition.grids.get(f"coverages.{key}.{part}")
                if found is None or grid is None:
                    continue
                cells = {place: (f"{grid.key}.{place}", cell) for (place,), cell in grid.cells.items()}
                if part == "deductible" and len({cell.value for _, cell in cells.values()}) == 1:
                    continue  # the same for all: the tables say it, and no choice changes it
                yield Row(grid.key, coverage.over, coverage.name, (key, part), found.basis, cells)
        for key, table in self.data.tables.items():
            if not table.paid:
                yield from self._features(key, table)

    def _features(self, key: str, table: TablePart) -> Iterator[Row]:
        """The rows of a table of features, or the one row of a table along one axis."""
        grid = self.edition.grids.get(f"tables.{key}")
        if grid is None:
            return
        for heads in grid.heads():
            at = tuple(head.key for head in heads)
            name = heads[-1].name or table.name if heads else table.name
            cells = {place.key: (".".join((grid.key, *at, place.key)), cell) for place, cell in grid.row(heads)}
            yield Row(".".join((grid.key, *at)), grid.axes[-1].key, name, None, None, cells)

    @cached_property
    def first(self) -> dict[str, str]:
        """The choice that stands before anybody has chosen: the first place of what must be chosen."""
        return {ask.axis.key: ask.axis.places[0].key for ask in self.asks if not ask.optional}

    def answer(self, choice: dict[str, str]) -> tuple[str, TablePart, str, Cell]:
        """The table that answers a choice, and the key and cell of its premium."""
        table = next(key for key in self.tables if set(self.data.tables[key].axes) == set(choice))
        grid: Grid = self.edition.grids[f"tables.{table}"]
        at = tuple(choice[axis.key] for axis in grid.axes)
        return table, self.data.tables[table], ".".join((grid.key, *at)), grid.cells[at]

    def step(self) -> tuple[Place, str, Cell, list[Row]] | None:
        """From the first choice one place up the main axis: the place, its premium, the rows that change."""
        if self.main is None or len(self.axes[self.main].places) < 2 or self.main not in self.first:
            return None
        here, up = self.axes[self.main].places[:2]
        _, _, key, cell = self.answer(self.first | {self.main: up.key})
        changed = [r for r in self.rows if r.axis == self.main and r.cells[here.key][1] != r.cells[up.key][1]]
        return up, key, cell, [r for r in changed if _value_of(r.cells[here.key][1]) != _value_of(r.cells[up.key][1])]

    def plan(self) -> dict[str, Any]:
        """What the script needs to know of the questions; the figures are in `tables`."""
        return {
            "tables": self.tables,
            "asks": [{"axis": ask.axis.key, "optional": ask.optional} for ask in self.asks],
            "main": self.main,
            "kinds": self.kinds,
            "counted": self.counted,
        }


def _value_of(cell: Cell) -> object:
    return (cell.kind, cell.money, cell.text)


def tables_told(data: Plans) -> list[str]:
    """The tables that say what is paid in the end, most general first, by the rules of the data."""
    paid = {key: table for key, table in data.tables.items() if table.paid}
    used = {term.strip() for table in paid.values() for term in re.split(r"[+×*＋]", table.rule or "")}
    totals = [key for key in paid if key not in used]
    if not totals:
        return []
    first = totals[0]
    without = [key for key in paid if set(paid[key].axes) < set(paid[first].axes) and "plans" in paid[key].axes]
    return [*without, first]


def chooser_of(edition: Edition) -> Chooser | None:
    """The chooser of an edition; None where nothing is paid that could be looked up."""
    chooser = Chooser(edition)
    return chooser if chooser.tables and chooser.asks else None
