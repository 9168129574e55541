"""Finds, in a workbook of whatever form, tables that look like ours: by the headings of their columns and rows.

An underwriter's workbook says nothing of our keys. A table of ours is looked for by what its places are called, in
any language of the edition, across or down; what stands where they meet is offered, with what it would change. The
unit that a sheet gives above (単位：千円) is reckoned in. Nothing is taken without being asked for.
"""

from __future__ import annotations

import itertools
import math
import re
import statistics
from collections.abc import Iterator
from dataclasses import dataclass, field

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.content.edition import Edition
from chirashi.content.tables.grids import Grid
from chirashi.content.values import Unreadable
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing import SetValue, shown_at
from chirashi.excel.cells.amounts import amount_of
from chirashi.excel.headings import Names, Page, plain
from chirashi.excel.opening import Opened
from chirashi.excel.reading import Known, Place, in_cell, same
from chirashi.view.labels import labels_of

LIKELY = 0.5  # of a score: as much of a table as this, less the powers of ten by which its amounts are off
FAR = 2.0
NAMED, SPOKEN_OF, CROSSED = 1.0, 0.25, 0.5  # a row by our table’s name, a sheet that has it, headings both ways
FEWEST = 2  # headings in a row that make it one of headings


@dataclass
class Offer:
    """A table that was found, for one of ours: where it stands, what it would change, what of it cannot be read."""

    table: dict[str, str]  # what ours is called, in each language
    sheet: str
    heading: str
    cells: int = 0
    score: float = 0.0
    places: set[Place] = field(default_factory=set)
    changes: dict[Place, SetValue] = field(default_factory=dict)
    problems: list[tuple[Place, Problem]] = field(default_factory=list)

    def said(self, lang: str) -> str:
        """What it is, in a line."""
        where = f"{self.sheet}「{self.heading}」" if self.heading else self.sheet
        return phrase("offer", name=self.table, where=where, cells=self.cells, changed=len(self.changes))[lang]


def offers(edition: Edition, book: Opened) -> list[Offer]:
    """Every table of the workbook that looks like one of ours, the likeliest first; none that changes nothing.

    What is likeliest to be one table of ours is not offered for another too.
    """
    found: list[Offer] = []
    axes = {axis.key: Names(edition, axis) for grid in edition.grids.values() for axis in grid.axes}
    for title in book.values.sheetnames:
        for down in (False, True):
            page = Page(book, title, down)
            for key, grid in edition.grids.items():
                base = _base(edition, key)
                if base is not None:
                    found += _found(edition, page, grid, base, [axes[axis.key] for axis in grid.axes])
    taken: set[Place] = set()
    likely: list[Offer] = []
    for offer in sorted(found, key=lambda offer: -offer.score):
        if offer.score >= LIKELY and not offer.places & taken:
            taken |= offer.places
            likely.append(offer)
    return [offer for offer in likely if offer.changes or offer.problems]


def _base(edition: Edition, key: str) -> Loc | None:
    """Where the cells of a table are written; None of one that is only worked out."""
    group, name, *part = key.split(".")
    if group == "coverages":
        return (group, name, part[0], "cells")
    table = edition.data.tables[name]
    return ("tables", name, "cells") if table.rule is None else ("tables", name, "printed") if table.printed else None


def _found(edition: Edition, page: Page, grid: Grid, base: Loc, names: list[Names]) -> Iterator[Offer]:
    columns = len(grid.axes[-1].places)
    for row in page.rows:
        heads = _heads(page, row, names[-1])
        if len(heads) < max(1, columns - columns // 3) or (columns == 1 and len(grid.axes) == 1):
            continue
        if len(grid.axes) == 1:
            yield from _single_rows(edition, page, grid, base, row, heads, names)
        else:
            yield from _many_rows(edition, page, grid, base, row, heads, names)


def _heads(page: Page, row: int, names: Names) -> dict[str, int]:
    """The columns that a row of headings names, by their keys."""
    found: dict[str, int] = {}
    for column in page.rows[row]:
        key = names.key(page.text((row, column)))
        if key is not None:
            found.setdefault(key, column)
    return found


def _below(page: Page, row: int, names: Names) -> Iterator[int]:
    """The rows below one of headings, to the next of them."""
    later = (one for one in page.rows if one > row)
    return itertools.takewhile(lambda one: len(_heads(page, one, names)) < FEWEST, later)


def _single_rows(
    edition: Edition, page: Page, grid: Grid, base: Loc, row: int, heads: dict[str, int], names: list[Names]
) -> Iterator[Offer]:
    """Of a table over one axis: each row below the headings that has something under most of them."""
    for one in _below(page, row, names[-1]):
        if sum((one, column) in page.at for column in heads.values()) * 2 > len(heads):
            fields = {(*base, key): (one, column) for key, column in heads.items()}
            yield from _offer(edition, page, grid, fields, row, _label(page, one, heads))


def _many_rows(
    edition: Edition, page: Page, grid: Grid, base: Loc, row: int, heads: dict[str, int], names: list[Names]
) -> Iterator[Offer]:
    """Of a table over more axes: the rows below whose headings name places of the others."""
    fields: dict[Loc, tuple[int, int]] = {}
    left = min(heads.values())
    for one in _below(page, row, names[-1]):
        texts = [page.text((one, column)) for column in page.rows[one] if column < left]
        keys = [next((key for text in texts if (key := axis.key(text)) is not None), None) for axis in names[:-1]]
        if None not in keys:
            for key, column in heads.items():
                fields.setdefault((*base, *map(str, keys), key), (one, column))
    if fields:
        yield from _offer(edition, page, grid, fields, row, "")


def _label(page: Page, row: int, heads: dict[str, int]) -> str:
    """What stands before the amounts of a row."""
    before = [column for column in page.rows[row] if column < min(heads.values())]
    return page.text((row, before[-1])) if before else ""


def _offer(
    edition: Edition, page: Page, grid: Grid, fields: dict[Loc, tuple[int, int]], row: int, heading: str
) -> Iterator[Offer]:
    """What the cells of a table that was found mean, held to ours."""
    values, unit = edition.doc.values, page.unit(row)
    offer = Offer(_called(edition, grid), page.title, heading)
    leaps: list[float] = []
    for path, place in fields.items():
        real, was = page.at.get(place), shown_at(values, path)
        if real is None or was is None:
            continue
        cell, at = page.page.cell(*real), Place(page.title, page.page.cell(*real).coordinate)
        offer.places.add(at)
        try:
            known = Known(path, "cell", was, True)
            typed = in_cell(cell, page.formulas.cell(*real), known, page.book.values.epoch.year == 1904)
        except Unreadable as error:
            found = {"key": str(path[-1]), **(error.context or {})}
            offer.problems.append((at, Problem(str(at), 0, error.type, found)))
            continue
        if typed is not None:
            typed = _in_unit(cell, typed, unit)
            leaps.append(_leap(was, typed))
            if not same(known, typed):
                offer.changes[at] = SetValue(path, typed, was)
    offer.cells = len(leaps)
    if len(leaps) * 2 > len(fields) and len(offer.problems) * 2 < len(fields):
        offer.score = len(leaps) / len(grid.cells) - statistics.median(leaps)
        names = {plain(name) for name in offer.table.values()}
        offer.score += NAMED if plain(heading) in names else SPOKEN_OF if page.names & names else 0
        offer.score += CROSSED * (len(grid.axes) - 1)
        yield offer


def _leap(was: object, typed: str) -> float:
    """How far an amount is from ours, in powers of ten; as far as can be where one of them is none."""
    was = was.get("amount") if isinstance(was, dict) else was
    if str(was) == typed:
        return 0.0
    try:
        before, after = amount_of(str(was)), amount_of(typed)
    except Unreadable:
        return FAR
    return abs(math.log10(after / before)) if before and after else FAR


def _in_unit(cell: object, typed: str, unit: int) -> str:
    """An amount in the unit of its sheet, where neither cell nor format says another."""
    value, format_ = getattr(cell, "value", None), getattr(cell, "number_format", "") or ""
    own = isinstance(value, str) and re.search("[億万千百円]", value) or re.search("[億万千百]", format_)
    if unit == 1 or own:
        return typed
    try:
        return f"{amount_of(typed) * unit:,}円"
    except Unreadable:
        return typed


def _called(edition: Edition, grid: Grid) -> dict[str, str]:
    group, name, *part = grid.key.split(".")
    if group == "tables":
        return dict(edition.data.tables[name].name)
    words = {language: labels_of(language)["words"][part[0]] for language in edition.data.languages}
    return {lang: f"{said} {words[lang]}" for lang, said in edition.data.coverages[name].name.items()}
