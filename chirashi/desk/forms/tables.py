"""Tables of premiums and limits as forms: a field for each place, last year's figure, and sums worked out as one types.

Every place has a field of its own, named by its key (`tables.basic.C`); what the file says once for several
places (`B..D`) is shown in each of them. Derived tables show what was worked out; beside it stands, as
`printed.tables.total.a.C`, what the underwriter printed.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from chirashi.content.edition import Edition
from chirashi.content.model import Plans
from chirashi.content.tables.grid_builder import Filler
from chirashi.content.tables.grids import Axis, Cell, Grid, Place
from chirashi.content.values import Unreadable
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.forms import typed
from chirashi.desk.forms.paths import at
from chirashi.view.templates import View

PRINTED = "printed."


@dataclass(frozen=True)
class Input:
    """One place of a table: what is typed in it, what was there last year, and what it is called."""

    name: str
    label: str
    value: str
    before: str
    derived: str | None = None  # what was worked out; such a place cannot be typed in
    printed: str | None = None  # what the underwriter printed there, where printed totals are kept
    same: bool = True  # whether both agree
    texts: Mapping[str, str] | None = None  # words instead of an amount, a field a language
    note: str = ""  # what holds of the amount


@dataclass(frozen=True)
class Row:
    heads: tuple[tuple[str, int], ...]  # each with the rows that it heads
    inputs: tuple[Input, ...]


@dataclass(frozen=True)
class Table:
    key: str
    name: str
    about: str  # per what and how often
    corner: tuple[str, ...]
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    derived: bool
    rule: str = ""

    def inputs(self) -> Iterator[Input]:
        for row in self.rows:
            yield from row.inputs


def tables(edition: Edition, before: Edition | None, language: str) -> list[Table]:
    """Every table of an edition in its order: premiums first, then the limits and deductibles of each coverage."""
    view = View(edition, language)
    grids = sorted(edition.grids, key=lambda key: not key.startswith("tables."))
    return [_table(view, before, edition.grids[key]) for key in grids]


def _table(view: View, before: Edition | None, grid: Grid) -> Table:
    edition = view.edition
    part = at(edition.doc.values, grid.loc)
    derived = "rule" in part
    printed = part.get("printed") if derived else None
    last = grid.axes[-1]
    rows = []
    for heads in grid.heads():
        said = [(view.formats.place(place), 1) for place in heads]
        if opens := grid.opens(heads):
            said[0] = (said[0][0], opens)
        elif len(heads) > 1:
            said = said[1:]
        inputs = tuple(_input(view, before, grid, heads, place, derived, printed is not None) for place in last.places)
        rows.append(Row(tuple(said), inputs))
    if grid.key.startswith("tables."):
        table = view.data.tables[grid.key.removeprefix("tables.")]
        name, about = str(view.say(table.name).striptags()), str(view.paid(table.paid)) if table.paid else ""
        rule = _rule(view, table.rule) if table.rule else ""
    else:
        _, coverage, kind = grid.key.split(".")
        row = getattr(view.data.coverages[coverage], kind)
        name = f"{view.say(view.data.coverages[coverage].name).striptags()} {view.row_word(coverage, kind).striptags()}"
        about, rule = str(view.say(row.basis).striptags()) if row.basis else "", ""
    corner = tuple(view.formats.axis(axis) for axis in grid.axes[:-1])
    return Table(grid.key, name, about, corner, tuple(map(view.formats.place, last.places)), tuple(rows), derived, rule)


def _rule(view: View, rule: str) -> str:
    """A rule in the names of its tables."""
    parts = rule.split(" ")
    tables = view.data.tables
    return " ".join(str(view.say(tables[part].name).striptags()) if part in tables else part for part in parts)


def _input(
    view: View, before: Edition | None, grid: Grid, heads: tuple[Place, ...], place: Place, derived: bool, checked: bool
) -> Input:
    keys = (*(head.key for head in heads), place.key)
    cell, name = grid.cells[keys], ".".join((grid.key, *keys))
    label = " × ".join(view.formats.place(one) for one in (*heads, place))
    then = ""
    if before is not None and isinstance(was := before.figures.get(name), Cell) and was.kind != "unread":
        then = _in_words(view, was)
    if derived:
        printed = _written(at(view.edition.doc.values, (*grid.loc, "printed")) or {}, grid.axes, keys)
        shown = _in_words(view, cell) if cell.kind != "unread" else ""
        said, value = _printed(printed)
        return Input(name, label, "", then, shown, said if checked else None, value in (None, cell.value))
    raw = _written(at(view.edition.doc.values, (*grid.loc, "cells")), grid.axes, keys)
    texts = note = None
    if isinstance(raw, dict) and "amount" in raw:
        note = str(view.say(cell.note).striptags()) if cell.note else ""
        raw = raw["amount"]
    elif isinstance(raw, dict):
        texts = {language: str(raw.get(language) or "") for language in view.edition.languages}
    return Input(name, label, "" if raw is None or texts else str(raw), then, texts=texts, note=note or "")


def _in_words(view: View, cell: Cell) -> str:
    return view.formats.cell(cell)


def _printed(value: Any) -> tuple[str, str | None]:
    """A printed total as it stands in the file, and its value; None where it cannot be read or is not there."""
    said = "" if value is None or isinstance(value, dict) else str(value)
    try:
        return said, typed.cell(said).value if said else None
    except Unreadable:
        return said, None


def _written(cells: Any, axes: tuple[Axis, ...], keys: tuple[str, ...]) -> Any:
    """What the file says of a place, whether alone or for several at once."""
    for key in keys[:-1]:
        cells = cells.get(key) if isinstance(cells, dict) else None
    if not isinstance(cells, dict):
        return None
    return next((value for name, value in cells.items() if keys[-1] in covered(axes[-1], name)), None)


def covered(axis: Axis, name: str) -> list[str]:
    """The places that a key of cells names: one, or all of `B..D`."""
    keys = axis.keys
    if name in keys:
        return [name]
    first, _, last = name.partition("..")
    if first not in keys or last not in keys:
        return []
    start, stop = sorted((keys.index(first), keys.index(last)))
    return keys[start : stop + 1]


def spread(cells: Any, axes: tuple[Axis, ...]) -> Any:
    """Cells with an entry for every place that they name, in the order of the axis; nothing is made up."""
    if not isinstance(cells, dict):
        return {}
    if len(axes) > 1:
        return {key: spread(cells[key], axes[1:]) for key in axes[0].keys if key in cells}
    said = {key: value for name, value in cells.items() for key in covered(axes[0], name)}
    return {key: said[key] for key in axes[0].keys if key in said}


def put(cells: Any, keys: tuple[str, ...], value: Any) -> None:
    """Sets one place of cells that are spread."""
    for key in keys[:-1]:
        cells = cells.setdefault(key, {})
    cells[keys[-1]] = value


def place_of(edition: Edition, name: str) -> tuple[Grid, tuple[str, ...], bool] | None:
    """The table and the place that a field is of, and whether it is for a printed total; None for any other field."""
    bare = name.removeprefix(PRINTED)
    for key, grid in edition.grids.items():
        if bare.startswith(f"{key}."):
            keys = tuple(bare.removeprefix(f"{key}.").split("."))
            if keys in grid.cells:
                return grid, keys, name.startswith(PRINTED)
    return None


@dataclass(frozen=True)
class Worked:
    """What typing has come to: amounts as they will stand, sums, and what is wrong, each by the name of its field."""

    shown: dict[str, str]
    sums: dict[str, str]
    differ: dict[str, tuple[str, str]]  # of a printed total: what was printed, what was worked out
    wrong: dict[str, tuple[str, dict[str, object]]]  # the code of the message, and what it is filled with


def work_out(edition: Edition, language: str, changes: Mapping[str, str]) -> Worked:
    """Reads what was typed into tables and works out what follows; nothing is written.

    Only the tables are filled again, so that it can be asked at each key that is pressed.
    """
    view = View(edition, language)
    shown: dict[str, str] = {}
    wrong: dict[str, tuple[str, dict[str, object]]] = {}
    values = {"tables": copy.deepcopy(at(edition.doc.values, ("tables",)) or {})}
    printed: dict[str, str] = {}
    for name, said in changes.items():
        found = place_of(edition, name)
        if found is None:
            continue
        grid, keys, is_printed = found
        try:
            cell = typed.cell(said)
            shown[name] = _in_words(view, cell)
        except Unreadable as error:
            wrong[name] = error.type, {"key": keys[-1], **(error.context or {})}
            cell = None
        if is_printed:
            printed[name.removeprefix(PRINTED)] = said
        elif grid.loc[0] == "tables" and cell is not None:
            part = at(values, grid.loc)
            part["cells"] = spread(part.get("cells"), grid.axes)
            put(part["cells"], keys, typed.written(said))
    plans = _with_tables(edition.data, values["tables"])
    grids = Filler(plans, edition.doc).fill() if plans is not None else edition.grids
    sums: dict[str, str] = {}
    differ: dict[str, tuple[str, str]] = {}
    for key, grid in grids.items():
        part = at(edition.doc.values, grid.loc) or {}
        if "rule" not in part:
            continue
        for keys, cell in grid.cells.items():
            name = ".".join((key, *keys))
            sums[name] = _in_words(view, cell) if cell.kind != "unread" else "…"
            said, value = _printed(printed.get(name, _written(part.get("printed"), grid.axes, keys)))
            if value is not None and cell.kind != "unread" and value != cell.value:
                differ[name] = said, sums[name]
    return Worked(shown, sums, differ, wrong)


def _with_tables(plans: Plans, values: dict[str, Any]) -> Plans | None:
    kind = type(next(iter(plans.tables.values()))) if plans.tables else None
    if kind is None:
        return plans
    try:
        return plans.model_copy(update={"tables": {key: kind.model_validate(one) for key, one in values.items()}})
    except ValidationError:
        return None


def loc_of(found: tuple[Grid, tuple[str, ...], bool]) -> Loc:
    """Where the writer sets a place: by the keys of its axes."""
    grid, keys, is_printed = found
    return (*grid.loc, "printed" if is_printed else "cells", *keys)
