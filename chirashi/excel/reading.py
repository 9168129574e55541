"""Takes a workbook back: what somebody has changed in it, cell by cell, and what of it cannot be read.

Cells are found by the keys of their row and column, wherever those now stand. A cell has been changed where it means
something else than the file held when the workbook was written.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from chirashi.base.problems import Problem, Trouble
from chirashi.content.model import Plans
from chirashi.content.values import Day, Scalar, Truth, Unreadable
from chirashi.content.yaml_files.validation import kind_at
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing import SetValue, scalar_kind
from chirashi.editing.cells import places, row_of, spanned
from chirashi.editing.draft import value_at
from chirashi.editing.in_place.forms import cell_in_form, in_form
from chirashi.excel.cells.amounts import Found
from chirashi.excel.cells.meant import meant
from chirashi.excel.opening import Opened
from chirashi.excel.workbook import KEPT, MARK, VERSION

if TYPE_CHECKING:
    from openpyxl.cell import Cell as Plain
    from openpyxl.cell import MergedCell
    from openpyxl.worksheet.worksheet import Worksheet

    Cell = Plain | MergedCell

ELSEWHERE = re.compile(r"\[\d+\]|\[[^\]]+\.xls[xmb]?\]")  # in a formula: another workbook


@dataclass(frozen=True)
class Place:
    """A cell of the workbook, as people name it: 保険料!C7."""

    sheet: str
    cell: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}"


@dataclass(frozen=True)
class Known:
    """A field as the workbook was written: its path, what is read there, and what the file held."""

    path: Loc
    kind: str
    was: Any
    editable: bool

    @property
    def said_in_words(self) -> bool:
        """Whether a cell of a table holds words of each language, which the sheet of texts has."""
        return isinstance(self.was, dict) and "amount" not in self.was


@dataclass
class Reading:
    """What a workbook says: its edition, the hash of the data that it was made of, what is changed, what is wrong."""

    edition: str
    digest: str | None
    changes: dict[Place, SetValue] = field(default_factory=dict)
    problems: list[tuple[Place | None, Problem]] = field(default_factory=list)
    places: dict[Loc, Place] = field(default_factory=dict)  # of every field that was found

    def place(self, path: Loc) -> Place | None:
        """The cell of a field, or of one that is part of it or that it is part of, the nearest first."""
        for end in range(len(path), 1, -1):
            found = next((at for one, at in self.places.items() if one[:end] == path[:end]), None)
            if found is not None:
                return found
        return None


def read(book: Opened) -> Reading:
    """Everything that is changed, or cannot be read. `Trouble` where the workbook is none of ours."""
    reading, known = _kept(book)
    for page in book.values.worksheets:
        mark = _mark(page)
        if mark is not None:
            _page(book, page, mark, known, reading)
    lost = [one for one in known.values() if one.editable and one.path not in reading.places]
    if lost:
        found = {"count": len(lost), "first": ".".join(map(str, lost[0].path))}
        reading.problems.append((None, Problem(book.name, 0, "excel-lost", found)))
    return reading


def _kept(book: Opened) -> tuple[Reading, dict[tuple[str, str, str], Known]]:
    if KEPT not in book.values.sheetnames:
        raise Trouble(Problem(book.name, 0, "excel-foreign", {"file": book.name}))
    rows = book.values[KEPT].iter_rows(values_only=True)
    version, edition, digest, *_ = next(rows)
    if version != VERSION:
        raise Trouble(Problem(book.name, 0, "excel-version"))
    known = {}
    for sheet, row, column, path, was, kind, editable, *_ in rows:
        if sheet is not None:
            loc = tuple(json.loads(str(path)))
            known[str(sheet), str(row), str(column)] = Known(loc, str(kind), json.loads(str(was)), bool(editable))
    return Reading(str(edition), None if digest is None else str(digest)), known


def _mark(page: Worksheet) -> Cell | None:
    """The corner where the keys of rows and columns meet."""
    cells = cells_of(page)
    return next((cell for cell in cells if isinstance(cell.value, str) and cell.value.startswith(MARK)), None)


def cells_of(page: Worksheet) -> list[Cell]:
    """The cells that a sheet has, in their order; not those between, of which a file can claim millions."""
    return [cell for _, cell in sorted(page._cells.items())]


def _page(
    book: Opened, page: Worksheet, mark: Cell, known: dict[tuple[str, str, str], Known], reading: Reading
) -> None:
    key = str(mark.value).removeprefix(MARK)
    cells = cells_of(page)
    columns = {c.column or 0: str(c.value) for c in cells if c.row == mark.row and c.column != mark.column}
    rows = {cell.row: str(cell.value) for cell in cells if cell.column == mark.column and cell.value is not None}
    merged = {at: (area.min_row, area.min_col) for area in page.merged_cells.ranges for at in area.cells}
    formulas = book.formulas[page.title]
    for row, row_key in rows.items():
        for column, column_key in columns.items():
            if (one := known.get((key, row_key, column_key))) is None:
                continue
            first_row, first_column = merged.get((row, column), (row, column))
            cell = page.cell(first_row, first_column)
            place = Place(page.title, page.cell(row, column).coordinate)
            _field(place, cell, formulas.cell(first_row, first_column), one, book.values.epoch.year == 1904, reading)


def _field(place: Place, cell: Cell, formula: Cell, one: Known, date1904: bool, reading: Reading) -> None:
    """One cell: unchanged, changed, or not to be read."""

    def told(code: str, **fields: object) -> None:
        reading.problems.append((place, Problem(str(place), 0, code, fields)))

    twice = reading.places.get(one.path)
    reading.places.setdefault(one.path, place)
    try:
        typed = in_cell(cell, formula, one, date1904)
    except Unreadable as error:
        if str(cell.value).strip() != str(one.was):
            told(error.type, key=_last(one.path), **(error.context or {}))
        return
    if typed is None and one.was is not None and one.editable:
        if not _optional(one.path):
            told("excel-emptied", was=_said(one.was))
        else:
            reading.changes[place] = SetValue(one.path, None, one.was)
    elif typed is not None and not same(one, typed):
        if not one.editable:
            told("excel-fixed")
        elif twice is not None:
            told("excel-twice", other=str(twice))
        else:
            reading.changes[place] = SetValue(one.path, typed, one.was)


def in_cell(cell: Cell, formula: Cell, one: Known, date1904: bool) -> str | None:
    """What a cell means, as it would be typed; `Unreadable` where that cannot be told."""
    if formula.data_type == "f":
        if ELSEWHERE.search(str(formula.value)):
            raise Unreadable("cell-linked", formula=str(formula.value)[:60])
        if cell.value is None:
            raise Unreadable("cell-uncalculated", formula=str(formula.value)[:60])
    if cell.data_type == "e":
        raise Unreadable("cell-error", value=str(cell.value))
    kind: Any = "line" if one.said_in_words else one.kind
    if kind == "scalar":
        kind = Day if one.path == ("dates", "deadline") else scalar_kind(one.path)
    typed = meant(Found(cell.value, cell.number_format or "", date1904), kind, one.was)
    if typed is not None and isinstance(kind, type) and issubclass(kind, Scalar):
        kind.read(typed)
    return typed


def same(one: Known, typed: str) -> bool:
    """Whether what is typed says what the file held."""
    if one.was is None:
        return False
    if one.kind == "cell":
        if one.said_in_words:
            return " ".join(typed.split()) in (" ".join(said.split()) for said in one.was.values())
        return bool(cell_in_form(typed, one.was) == one.was)
    if one.kind == "yes-no":
        try:
            return Truth.read(typed) == Truth.read(one.was)
        except Unreadable:
            return bool(typed == one.was)
    if one.kind == "scalar":
        kind = Day if one.path == ("dates", "deadline") else scalar_kind(one.path)
        return bool(in_form(typed, one.was, kind) == one.was)
    return " ".join(typed.split()) == " ".join(str(one.was).split())


def _optional(path: Loc) -> bool:
    """Whether the data can do without a field."""
    holder = kind_at(Plans, path[:-1])
    models = [one for one in _models(holder) if isinstance(one, type) and issubclass(one, BaseModel)]
    info = models[0].model_fields.get(str(path[-1])) if models else None
    return info is not None and not info.is_required()


def _models(kind: Any) -> Iterator[Any]:
    yield kind
    for inner in getattr(kind, "__args__", ()):
        yield from _models(inner)


def gathered(changes: dict[Place, SetValue], values: Any) -> list[SetValue]:
    """The changes as the file is to have them: what stands as `B..D` and is changed alike stays one cell."""
    by_path = {change.at: change for change in changes.values()}
    for path, change in list(by_path.items()):
        axis = row_of(values, path)
        row = value_at(values, path[:-1])
        if axis is None or not isinstance(row, dict) or path not in by_path or path[-1] in row:
            continue
        keys = places(values, axis)
        key = next((key for key in row if path[-1] in spanned(key, keys)), None)
        if key is None:
            continue
        all_of_it = [(*path[:-1], place) for place in spanned(key, keys)]
        alike = [by_path[one] for one in all_of_it if one in by_path and by_path[one].value == change.value]
        if len(alike) == len(all_of_it):
            for one in all_of_it:
                del by_path[one]
            by_path[(*path[:-1], key)] = replace(change, at=(*path[:-1], key))
    return list(by_path.values())


def _last(path: Loc) -> str:
    return next((part for part in reversed(path) if isinstance(part, str)), "")


def _said(was: Any) -> str:
    return str(was.get("amount", "…")) if isinstance(was, dict) else str(was)
