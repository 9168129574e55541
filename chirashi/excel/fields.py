"""What stands in the workbook: sheets of fields, each with its path in the data, as values and not yet as cells."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from chirashi.content.edition import Edition
from chirashi.content.model import Plans, Text
from chirashi.content.tables.grids import Grid, Place
from chirashi.content.values import Email, Telephone, Url
from chirashi.content.yaml_files.validation import kind_at
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing import scalar_kind, shown_at
from chirashi.excel.words import field_name, word
from chirashi.view.formats import Formats
from chirashi.view.labels import labels_of

Kind = Literal["cell", "scalar", "text", "yes-no", "line"]
OFFERED: dict[str, tuple[str, ...]] = {  # what may be filled in where nothing stands yet
    "approval": ("number", "issued", "valid_until"),
    "scheme": ("published",),
}
REACHED = ("telephone", "fax", "email", "url")
OWN_SHEET = ("languages", "pages", "footer", "edition", "terms", "words", "search", "chooser")
VALUE = "value"


@dataclass(frozen=True)
class Field:
    """One value: where it stands, what is read there, and as the file has it now and had it last year."""

    path: Loc
    kind: Kind
    was: Any
    before: Any = None
    editable: bool = True


@dataclass
class Row:
    key: str
    labels: list[str]
    fields: dict[str, Field]  # by the key of their column


@dataclass
class Sheet:
    """A sheet: its key, the name on its tab, what heads it, its columns by key and name, and its rows."""

    key: str
    tab: str
    title: str
    heads: list[str]  # of the labels before the fields
    columns: dict[str, str]
    note: str = ""  # below the title: how an amount is paid
    rows: list[Row] = field(default_factory=list)


class Layout:
    """The sheets of one edition, in the language of those who fill them in."""

    def __init__(self, edition: Edition, previous: Edition | None, lang: str) -> None:
        self.edition, self.previous, self.lang = edition, previous, lang
        self.values = edition.doc.values
        self.language = lang if lang in edition.data.languages else edition.data.languages[0]
        self.formats = Formats(self.language, labels_of(self.language))

    def sheets(self) -> list[Sheet]:
        """Every sheet that has something to show, as the flyer has the tables and the data the rest."""
        found = [self._table(grid) for key, grid in self.edition.grids.items() if key.startswith("tables.")]
        found += self._coverages()
        rest = {name: self._sheet(name) for name in ("dates", "figures", "parties", "texts")}
        for path, value in _leaves(self.values, (), self.edition.data.languages):
            if (name := self._where(path, value)) is not None:
                self._add(rest[name], path, value)
        for path in self._offered():
            self._add(rest["parties" if path[0] == "parties" else "dates"], path, None)
        for sheet in rest.values():
            self._in_order(sheet)
        return [sheet for sheet in (*found, *rest.values()) if sheet.rows]

    # tables

    def _table(self, grid: Grid) -> Sheet:
        """A table as on the flyer; of one that is worked out, the amounts that the underwriter has printed."""
        _, name = grid.key.split(".")
        table = self.edition.data.tables[name]
        part = "cells" if table.rule is None else "printed"
        heads = [self.formats.axis(axis) for axis in grid.axes[:-1]]
        title = self._said(table.name)
        columns = {place.key: self.formats.place(place) for place in grid.axes[-1].places}
        paid = table.paid
        note = str(self.formats.labels["paid"][paid.every][paid.per]) if paid else ""
        sheet = Sheet(f"tables.{name}", title, title, heads, columns, note)
        for above in itertools.product(*(axis.places for axis in grid.axes[:-1])):
            sheet.rows.append(self._row(grid, above, ("tables", name, part)))
        return sheet

    def _row(self, grid: Grid, above: tuple[Place, ...], base: Loc) -> Row:
        keys = [place.key for place in above]
        fields = {}
        for place in grid.axes[-1].places:
            path: Loc = (*base, *keys, place.key)
            written = shown_at(self.values, path)
            derived = grid.cells[(*keys, place.key)]
            editable = written is not None and not (isinstance(written, dict) and "amount" not in written)
            was = written if written is not None else derived.value
            fields[place.key] = Field(path, "cell", was, self._before(path), editable)
        return Row(".".join((*map(str, base), *keys)), [self.formats.place(place) for place in above], fields)

    def _coverages(self) -> Iterator[Sheet]:
        """Limits and deductibles, a sheet for each axis along which they differ."""
        sheets: dict[str, Sheet] = {}
        head = [word("heads", "item", self.lang), word("heads", "part", self.lang)]
        for key, grid in self.edition.grids.items():
            if not key.startswith("coverages."):
                continue
            _, name, part = key.split(".")
            axis = grid.axes[0]
            if axis.key not in sheets:
                title = f"{word('sheets', 'coverages', self.lang)}（{self.formats.axis(axis)}）"
                columns = {place.key: self.formats.place(place) for place in axis.places}
                sheets[axis.key] = Sheet(f"coverages.{axis.key}", title, title, head, columns)
            row = self._row(grid, (), ("coverages", name, part, "cells"))
            coverage = self.edition.data.coverages[name]
            own = getattr(coverage, part).name
            row.labels = [self._said(coverage.name), self._said(own) if own else word("fields", part, self.lang)]
            sheets[axis.key].rows.append(row)
        yield from sheets.values()

    # the rest

    def _sheet(self, name: str) -> Sheet:
        title = word("sheets", name, self.lang)
        heads = [word("heads", "item", self.lang), word("heads", "part", self.lang)]
        columns = {VALUE: word("heads", "value", self.lang)}
        if name == "texts":
            columns = {language: word("heads", language, self.lang) for language in self.edition.data.languages}
        return Sheet(name, title, title, heads, columns)

    def _where(self, path: Loc, value: Any) -> str | None:
        """The sheet that a leaf of the data belongs to; None where a table has it, or the workbook does not."""
        if path[0] in OWN_SHEET or _in_cells(path):
            return "texts" if isinstance(value, dict) and path[0] not in OWN_SHEET else None
        if isinstance(value, dict):
            return "texts"
        if path[:2] == ("scheme", "year") or path[0] in ("dates", "approval") or path == ("scheme", "published"):
            return "dates" if self._kind(path) is not None else None
        if path[0] == "parties" and path[-1] in REACHED:
            return "parties"
        if path[-1] == "number" and path[0] in ("coverages", "phases"):
            return None  # their order, which the desk keeps
        kind = scalar_kind(path)
        if kind in (Telephone, Email, Url):
            return "parties"
        return "figures" if kind is not None or self._kind(path) == "yes-no" and path[0] == "discounts" else None

    def _kind(self, path: Loc) -> Kind | None:
        if path == ("dates", "deadline") or scalar_kind(path) is not None:
            return "scalar"
        if path == ("approval", "number"):
            return "line"
        return "yes-no" if "bool" in str(kind_at(Plans, path)) else None

    def _add(self, sheet: Sheet, path: Loc, value: Any) -> None:
        key = ".".join(map(str, path))
        if sheet.key == "texts":
            texts = {language: (*path, language) for language in sheet.columns}
            fields = {
                lang: Field(at, "text", shown_at(self.values, at), self._before(at)) for lang, at in texts.items()
            }
        else:
            kind = self._kind(path) or "scalar"
            fields = {VALUE: Field(path, kind, value, self._before(path))}
        sheet.rows.append(Row(key, list(field_name(self.edition, path, self.lang)), fields))

    def _offered(self) -> Iterator[Loc]:
        for name, own in OFFERED.items():
            given = self.values.get(name) or {}
            yield from ((name, one) for one in own if one not in given)
        for name, party in (self.values.get("parties") or {}).items():
            yield from (("parties", name, one) for one in REACHED if one not in party)

    def _in_order(self, sheet: Sheet) -> None:
        """What may be filled in stands with what is there of the same entry."""

        def entry(row: Row) -> str:
            return ".".join(row.key.split(".")[: 2 if row.key.startswith("parties.") else 1])

        first: dict[str, int] = {}
        for i, row in enumerate(sheet.rows):
            first.setdefault(entry(row), i)
        sheet.rows.sort(key=lambda row: first[entry(row)])

    def _before(self, path: Loc) -> Any:
        """What stood there last year."""
        return None if self.previous is None else shown_at(self.previous.doc.values, path)

    def _said(self, text: Text) -> str:
        return text.get(self.language) or next(iter(text.values()))


def _in_cells(path: Loc) -> bool:
    return (path[0] == "tables" and path[2:3] in (("cells",), ("printed",))) or (
        path[0] == "coverages" and path[3:4] == ("cells",)
    )


def _leaves(values: Any, path: Loc, languages: list[str]) -> Iterator[tuple[Loc, Any]]:
    """Every scalar of the data, and every text as the mapping of its languages."""
    if isinstance(values, dict) and values and set(values) <= set(languages):
        yield path, values
    elif isinstance(values, dict | list):
        for name, item in values.items() if isinstance(values, dict) else enumerate(values):
            yield from _leaves(item, (*path, name), languages)
    else:
        yield path, values
