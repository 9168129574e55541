"""The tables as files: one JSON of the whole edition for programs, one CSV a table and language for spreadsheets.

Their addresses do not change with their content, so that a link to them holds.
"""

from __future__ import annotations

import csv
import io
import json
import re
from typing import Any

from chirashi.content.edition import Edition
from chirashi.content.tables.grids import Axis, Grid
from chirashi.site.pages.chooser import Chooser, Row, chooser_of
from chirashi.view.templates import View

PLANS = "data/plans.json"
FORMULA = re.compile("[=+\\-@\t\r＝＋－＠].", re.DOTALL)  # what spreadsheets calculate when a cell begins so
BOM = "\ufeff"  # without it Excel on a Japanese Windows reads UTF-8 as something else


def sheet(key: str, language: str) -> str:
    return f"data/{key}.{language}.csv"


def files(edition: Edition, views: dict[str, View]) -> dict[str, bytes]:
    """Path below the edition's to content."""
    made = {PLANS: json.dumps(tables(edition, views), ensure_ascii=False, separators=(",", ":")).encode()}
    for language, view in views.items():
        for key in edition.data.tables:
            if f"tables.{key}" in edition.grids:
                made[sheet(key, language)] = spreadsheet(edition.grids[f"tables.{key}"], view)
    return made


def spreadsheet(grid: Grid, view: View) -> bytes:
    """A table as a spreadsheet opens it: headings in words, amounts as numbers that can be added up."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    named = " / ".join(view.axis_name(axis) for axis in grid.axes)
    writer.writerow(map(as_text, [named, *(view.formats.place(place) for place in grid.axes[-1].places)]))
    table = view.data.tables[grid.key.removeprefix("tables.")]
    for heads in grid.heads():
        cells = [cell for _, cell in grid.row(heads)]
        joined = str(view.labels["formats"]["join"]).join(map(view.formats.place, heads))
        shown = [int(c.money) if c.money is not None else as_text(view.formats.cell(c)) for c in cells]
        writer.writerow([as_text(joined or str(view.say(table.name))), *shown])
    return (BOM + text.getvalue()).encode()


def as_text(cell: str) -> str:
    """A text as a cell that no spreadsheet takes for a formula, by the apostrophe with which people type such a one."""
    return f"'{cell}" if FORMULA.match(cell) else cell


def tables(edition: Edition, views: dict[str, View]) -> dict[str, Any]:
    """Axes, tables and what differs along axes, named in every language; amounts in whole yen."""
    chooser = chooser_of(edition)
    found: dict[str, Any] = {
        "edition": edition.data.edition,
        "axes": {axis.key: _axis(axis, views) for axis in Chooser(edition).axes.values() if axis.places},
        "tables": {
            key: {
                "name": {lang: str(view.say(table.name)) for lang, view in views.items()},
                "axes": list(table.axes),
                "paid": table.paid and {"every": table.paid.every, "per": table.paid.per},
                "cells": _cells(edition.grids[f"tables.{key}"], views),
            }
            for key, table in edition.data.tables.items()
            if f"tables.{key}" in edition.grids
        },
    }
    if chooser is not None:
        found["chooser"] = chooser.plan()
        found["rows"] = [
            {
                "key": row.key,
                "axis": row.axis,
                "name": {lang: _name_row(view, row) for lang, view in views.items()},
                "shown": {
                    lang: {place: view.book.plain(key) for place, (key, _) in row.cells.items()}
                    for lang, view in views.items()
                },
                "amounts": {place: True for place, (_, cell) in row.cells.items() if cell.money is not None},
            }
            for row in chooser.rows
        ]
    return found


def _name_row(view: View, row: Row) -> str:
    """A row's name as the comparison shows it; that a limit is one need not be said, unless the data calls it so."""
    said = str(view.say(row.name))
    if row.part is None:
        return said
    coverage, part = row.part
    own = getattr(view.data.coverages[coverage], part).name
    return f"{said} {view.row_word(coverage, part)}" if own or part == "deductible" else said


def _axis(axis: Axis, views: dict[str, View]) -> dict[str, Any]:
    return {
        "name": {lang: view.axis_name(axis) for lang, view in views.items()},
        "places": {p.key: {lang: view.formats.place(p) for lang, view in views.items()} for p in axis.places},
    }


def _cells(grid: Grid, views: dict[str, View]) -> dict[str, Any]:
    """Amounts as numbers, texts in every language, anything else as the word for its kind."""
    shown: dict[str, Any] = {}
    for place, cell in grid.cells.items():
        if cell.money is not None:
            shown[".".join(place)] = int(cell.money)
        elif cell.text is not None:
            shown[".".join(place)] = {lang: view.formats.cell(cell) for lang, view in views.items()}
        else:
            shown[".".join(place)] = cell.kind
    return shown
