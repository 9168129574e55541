"""Reads the list of members for the proof: workbooks with openpyxl, CSV line by line, and keeps it by its rows."""

from __future__ import annotations

import csv
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

Record = dict[str, str]
"""A row's texts by what stands in them; `row` is its number."""


@dataclass(frozen=True)
class List:
    """Where the list is, the number of its first record's row, which column is which, and the axes asked."""

    path: Path
    first: int
    columns: Mapping[str, int]
    axes: tuple[str, ...]

    @property
    def is_workbook(self) -> bool:
        return self.path.suffix.lower() in (".xlsx", ".xlsm", ".xls", ".ods")


def _rows(listed: List) -> Iterator[list[str]]:
    if listed.path.suffix.lower() in (".xlsx", ".xlsm"):
        import openpyxl

        book = openpyxl.load_workbook(listed.path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            for cells in sheet.iter_rows(values_only=True):
                yield [_text(cell) for cell in cells]
        finally:
            book.close()
    elif listed.is_workbook:  # of older formats there is one reader
        from python_calamine import CalamineWorkbook

        for row in CalamineWorkbook.from_path(str(listed.path)).get_sheet_by_index(0).to_python(skip_empty_area=False):
            yield [_text(cell) for cell in row]
    else:
        content = listed.path.read_bytes()[: 1 << 16]
        head = content.partition(b"\n")[0]
        with listed.path.open(encoding=_encoding(listed.path), newline="") as stream:
            yield from csv.reader(stream, delimiter="\t" if head.count(b"\t") > head.count(b",") else ",")


def _encoding(path: Path) -> str:
    with path.open("rb") as stream:
        try:
            for line in stream:
                line.decode("utf-8")
        except UnicodeDecodeError:
            return "cp932"
    return "utf-8-sig"


def _text(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell == int(cell):
        cell = int(cell)
    return str(cell).removesuffix(" 00:00:00")


def keep(listed: List, place: Path) -> None:
    """Writes every record into a file of its own, for its owner alone."""
    place.unlink(missing_ok=True)
    place.touch(mode=0o600)
    db = sqlite3.connect(place, isolation_level=None)
    db.execute("PRAGMA journal_mode = OFF")
    db.execute("PRAGMA synchronous = OFF")
    db.execute("CREATE TABLE record (row INTEGER PRIMARY KEY, told TEXT)")
    db.execute("BEGIN")
    db.executemany("INSERT INTO record VALUES (?, ?)", _records(listed))
    db.execute("COMMIT")
    db.close()


def _records(listed: List) -> Iterator[tuple[int, str]]:
    for number, row in enumerate(_rows(listed), 1):
        if number >= listed.first and any(cell.strip() for cell in row):
            told = {what: row[at] for what, at in listed.columns.items() if at < len(row)}
            yield number, json.dumps(told, ensure_ascii=False)


def kept_records(place: Path, rows: Iterable[int]) -> Iterator[tuple[int, Record | None]]:
    """The records of rows, in the order asked; None where the list has no such row."""
    db = sqlite3.connect(f"file:{place}?mode=ro", uri=True)
    try:
        for row in rows:
            found = db.execute("SELECT told FROM record WHERE row = ?", (row,)).fetchone()
            yield row, (json.loads(found[0]) if found else None)
    finally:
        db.close()
