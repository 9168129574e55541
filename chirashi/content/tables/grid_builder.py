"""Builds the grids of an edition from its data, given cell by cell or derived by a rule.

What is wrong is gathered, not raised: cells unfilled or surplus, rules that cannot be worked
out, derived totals that differ from the printed ones.
"""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from chirashi.base.problems import Problem, nearest
from chirashi.content.model import Plans
from chirashi.content.tables.grids import Axis, Cell, Grid, Kind, amount_text, axes_of, read_cell
from chirashi.content.values import Money, Unreadable
from chirashi.content.yaml_files.yaml_reader import Document, Loc

WHOLE = re.compile(r"[0-9]{1,6}")
MOST_TERMS = 8  # of a rule; far more than a scheme needs, and products stay writable
UNREAD: Kind = "unread"
NO_AMOUNT: dict[Kind, str] = {"yes": "yes", "no": "no", "absent": "－"}
CARRIED: tuple[Kind, ...] = ("text", "on request")  # what a sum takes over from one of its parts


class Filler:
    """Fills the grids of one edition; what is wrong gathers in `problems`, grids that cannot be made in `unread`."""

    def __init__(self, plans: Plans, doc: Document) -> None:
        self.plans, self.doc = plans, doc
        self.axes = axes_of(plans)
        self.grids: dict[str, Grid] = {}
        self.problems: list[Problem] = []
        self.unread: set[str] = set()

    def say(self, loc: Loc, code: str, **fields: object) -> None:
        self.problems.append(Problem(self.doc.file, self.doc.line(loc), code, fields, path=loc))

    def fill(self) -> dict[str, Grid]:
        for key, coverage in self.plans.coverages.items():
            for part in ("limit", "deductible"):
                if row := getattr(coverage, part):
                    loc: Loc = ("coverages", key, part)
                    self.given(self.grid(loc, [coverage.over], ("coverages", key, "over")), row.cells)
        for key, table in self.plans.tables.items():
            loc = ("tables", key)
            if table.rule is None:
                self.given(self.grid(loc, table.axes, (*loc, "axes")), table.cells)
                if table.paid and f"tables.{key}" in self.grids:
                    self.amounts(self.grids[f"tables.{key}"])
        for key in self._in_order_of_need():
            self.derive(key)
        for key, table in self.plans.tables.items():
            if table.printed and f"tables.{key}" in self.grids:
                self.compare(key)
        return self.grids

    def grid(self, loc: Loc, names: list[str], at: Loc) -> Grid | None:
        """An empty grid over the named axes; None, and said at `at`, where they are not axes to be had."""
        good = True
        for i, name in enumerate(names):
            here: Loc = (*at, i)
            if name not in self.axes:
                self.say(here, "axis-unknown", name=name, nearest=nearest(name, self.axes))
            elif not self.axes[name].places:
                self.say(here, "axis-empty", name=name)
            elif name in names[:i]:
                self.say(here, "listed-twice", name=name)
            else:
                continue
            good = False
        key = ".".join(map(str, loc))
        if not good:
            self.unread.add(key)
            return None
        return Grid(key, loc, tuple(self.axes[name] for name in names))

    def given(self, grid: Grid | None, cells: dict[str, Any]) -> None:
        if grid is not None:
            at = (*grid.loc, "cells")
            grid.cells = self.read(grid.axes, cells, at)
            self.complete(grid, at, "cell-unfilled")
            self.grids[grid.key] = grid

    def amounts(self, grid: Grid) -> None:
        """What is paid is an amount, or none, or not to be had, or said in words; never yes or no."""
        for place, cell in grid.cells.items():
            if cell.kind in NO_AMOUNT:
                if cell.start:
                    self.say(cell.loc, "premium-yes-no", key=cell.loc[-1], found=NO_AMOUNT[cell.kind])
                grid.cells[place] = Cell(UNREAD, span=cell.span, start=cell.start, loc=cell.loc)

    def read(self, axes: tuple[Axis, ...], cells: dict[str, Any], loc: Loc) -> dict[tuple[str, ...], Cell]:
        """The cells that are written, spans spread over their columns; no check of completeness."""
        first, *inner = axes
        if not inner:
            return {(k,): c for k, c in self.row(first, cells, loc)}
        found: dict[tuple[str, ...], Cell] = {}
        for row, columns in cells.items():
            if row not in first.keys:
                self.say((*loc, row), "cell-surplus", name=row, nearest=nearest(row, first.keys))
            elif not isinstance(columns, dict):
                self.say((*loc, row), "cells-wanted", name=row)
                found |= {(row, *k): Cell(UNREAD) for k in itertools.product(*(axis.keys for axis in inner))}
            else:
                found |= {(row, *k): c for k, c in self.read(tuple(inner), columns, (*loc, row)).items()}
        return found

    def row(self, axis: Axis, cells: dict[str, Any], at: Loc) -> Iterator[tuple[str, Cell]]:
        taken: dict[str, str] = {}
        for name, found in cells.items():
            places = self.places(axis, name, at)
            if not places:
                continue
            if twice := [key for key in places if key in taken]:
                self.say((*at, name), "cell-twice", name=name, column=twice[0], other=taken[twice[0]])
                continue
            taken |= dict.fromkeys(places, name)
            try:
                cell = read_cell(found)
            except Unreadable as error:
                self.say((*at, name), error.type, **{"key": name, **(error.context or {})})
                cell = Cell(UNREAD)
            for i, key in enumerate(places):
                span = len(places) if i == 0 else 1
                yield key, replace(cell, span=span, start=i == 0, loc=(*at, name))

    def places(self, axis: Axis, name: str, loc: Loc) -> list[str]:
        """The members that a key of cells names: one, or all of `B..D`; none, and said, where it is wrong."""
        keys = axis.keys
        if name in keys:
            return [name]
        first, dots, last = name.partition("..")
        for end in (first, last) if dots else (name,):
            if end not in keys:
                self.say((*loc, name), "cell-surplus", name=end, nearest=nearest(end, keys))
                return []
        start, stop = sorted((keys.index(first), keys.index(last)))
        if keys[start] != first:
            self.say((*loc, name), "span-reversed", name=name, mend=f"{last}..{first}")
        return keys[start : stop + 1]

    def complete(self, grid: Grid, at: Loc, code: str) -> None:
        """Says, once a row, which places have nothing, and marks them as unread."""
        for head in itertools.product(*(axis.keys for axis in grid.axes[:-1])):
            bare = [key for key in grid.axes[-1].keys if (*head, key) not in grid.cells]
            if bare:
                loc = next(
                    one for i in range(len(head), -1, -1) if (one := (*at, *head[:i])) in self.doc.lines or not i
                )
                self.say(loc, code, table=grid.key, place=" × ".join((*head, ", ".join(bare))))
                grid.cells |= {(*head, key): Cell(UNREAD) for key in bare}

    # derived tables

    def terms(self, key: str) -> tuple[str, list[str]]:
        """The operator and operands of a table's rule: `basic + option` is ('+', [basic, option])."""
        rule = re.sub(r"\*| [xXｘ✕] ", " × ", (self.plans.tables[key].rule or "").replace("＋", "+"))
        found = {op for op in "+×" if op in rule}
        if len(found) > 1:
            return "", []
        operator = found.pop() if found else "+"
        return operator, [term.strip() for term in rule.split(operator)]

    def _in_order_of_need(self) -> list[str]:
        """Derived tables, each after those that its rule names."""
        waiting = [key for key, table in self.plans.tables.items() if table.rule is not None]
        ordered: list[str] = []
        while waiting:
            ready = [k for k in waiting if not set(self.terms(k)[1]) & set(waiting)]
            if not ready:
                for key in waiting:
                    self.unread.add(f"tables.{key}")
                    if key in self.needs(key):
                        self.say(("tables", key, "rule"), "rule-circular", rule=self.plans.tables[key].rule)
                break
            ordered += ready
            waiting = [k for k in waiting if k not in ready]
        return ordered

    def needs(self, key: str) -> set[str]:
        """The derived tables that a rule names, and those that their rules name."""
        found: set[str] = set()
        waiting = [key]
        while waiting:
            terms = {t for t in self.terms(waiting.pop())[1] if t in self.plans.tables} - found
            found |= terms
            waiting += terms
        return found

    def derive(self, key: str) -> None:
        table = self.plans.tables[key]
        loc: Loc = ("tables", key)
        operator, terms = self.terms(key)
        grid = self.grid(loc, table.axes, (*loc, "axes"))
        if grid is None:
            return
        overrides = self.read(grid.axes, table.cells, (*loc, "cells"))
        for place, cell in overrides.items():
            if cell.kind not in ("not offered", "on request", UNREAD):
                self.say(cell.loc, "rule-and-cell", place=" × ".join(place))
        if not terms or not all(terms) or len(terms) > MOST_TERMS:
            self.say((*loc, "rule"), "rule-unreadable", rule=table.rule)
            terms = []
        good = all([self.term_known(term, grid, loc) for term in terms]) and terms != []
        for place in itertools.product(*(axis.keys for axis in grid.axes)):
            amounts = [self.amount(term, grid, place) if good else Cell(UNREAD) for term in terms or [""]]
            given = overrides.get(place)
            grid.cells[place] = given if given and given.money is None else derived(operator, amounts)
        self.grids[grid.key] = grid

    def term_known(self, term: str, grid: Grid, loc: Loc) -> bool:
        """Whether a rule's operand is a whole number, one of the grid's numbered axes, or a table over its axes."""
        if WHOLE.fullmatch(term) or numbers(term, grid):
            return True
        other = self.grids.get(f"tables.{term}")
        mine = {axis.key for axis in grid.axes}
        if other is not None and not {axis.key for axis in other.axes} <= mine:
            self.say((*loc, "rule"), "rule-axes", term=term, axes=", ".join(a.key for a in other.axes))
        elif other is None and f"tables.{term}" not in self.unread:
            self.say((*loc, "rule"), "rule-term", term=term, nearest=nearest(term, {*self.plans.tables, *mine}))
        else:
            return other is not None
        return False

    def amount(self, term: str, grid: Grid, place: tuple[str, ...]) -> int | Cell:
        """A rule's operand at one place of the grid, or the cell that is no amount there."""
        if WHOLE.fullmatch(term):
            return int(term)
        at = dict(zip((axis.key for axis in grid.axes), place, strict=True))
        if numbered := numbers(term, grid):
            return numbered[at[term]]
        other = self.grids[f"tables.{term}"]
        cell = other.cells[tuple(at[axis.key] for axis in other.axes)]
        if cell.kind == "none":
            return 0
        return cell if cell.money is None else int(cell.money)

    def compare(self, key: str) -> None:
        """The printed totals against the grid, place by place; both must cover the same places."""
        grid = self.grids[f"tables.{key}"]
        loc: Loc = ("tables", key, "printed")
        printed = Grid(grid.key, grid.loc, grid.axes, self.read(grid.axes, self.plans.tables[key].printed, loc))
        self.complete(printed, loc, "printed-missing")
        for place, cell in grid.cells.items():
            said = printed.cells[place]
            if said.value != cell.value and UNREAD not in (said.kind, cell.kind):
                found = {"printed": amount_text(said), "derived": amount_text(cell)}
                self.say(said.loc, "total-differs", place=" × ".join(place), **found)


def numbers(term: str, grid: Grid) -> dict[str, int]:
    """The numbers of the grid's axis of that name, by its places; none where it has no such axis with numbers."""
    places = next((axis.places for axis in grid.axes if axis.key == term), ())
    found = {place.key: int(place.number) for place in places if place.number is not None}
    return found if len(found) == len(places) else {}


def derived(operator: str, amounts: list[int | Cell]) -> Cell:
    """The sum or product of the amounts. Where one is no amount, there is none: what has to be asked for is then
    asked for, what is said in words is said again, and anything else is not to be had.
    """
    known = [amount for amount in amounts if isinstance(amount, int)]
    others = {cell.kind: cell for cell in amounts if isinstance(cell, Cell)}
    if others:
        kind: Kind = next((kind for kind in (UNREAD, *CARRIED) if kind in others), "not offered")
        carried = not others.keys() - {UNREAD, *CARRIED} or kind == UNREAD
        return Cell(kind, text=others[kind].text) if carried else Cell("not offered")
    return Cell("money", Money(sum(known) if operator == "+" else math.prod(known)))
