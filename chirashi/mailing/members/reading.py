"""Reads the list of members as it comes: a workbook, or CSV in UTF-8 or in the encoding of Excel in Japan.

Every cell is text as a person reads it there: a postcode that Excel took for a number has lost its zero, and is
given it back; a number has no decimals that it was not given.
"""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.problems import Problem, Trouble, of_disk

WORKBOOKS = frozenset((".xlsx", ".xlsm", ".xls", ".ods"))
ENCODINGS = ("utf-8-sig", "cp932")
SNIFFED = 64 * 1024  # bytes by which the encoding and the comma are told


def rows(path: Path, file: str) -> Iterator[list[str]]:
    """Every row of the first sheet with anything in it; `Trouble` where the file cannot be read.

    :param file: what messages call it.
    """
    try:
        if path.suffix.lower() in WORKBOOKS:
            return _workbook(path, file)
        return _csv(path, file)
    except OSError as error:
        raise of_disk(error, file) from error


def _workbook(path: Path, file: str) -> Iterator[list[str]]:
    try:
        from python_calamine import CalamineError, CalamineWorkbook
    except ImportError:
        raise Trouble(Problem(file, 0, "mailing-extra", {"library": "python-calamine"})) from None
    try:
        sheet = CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0)
    except (CalamineError, IndexError) as error:
        raise Trouble(Problem(file, 0, "mailing-unreadable", {"said": type(error).__name__})) from None
    first = sheet.start[0] if sheet.start else 0

    def each() -> Iterator[list[str]]:
        yield from ([] for _ in range(first))  # so that numbers of rows are those that Excel shows
        for row in sheet.iter_rows():
            yield [text(cell) for cell in row]

    return each()


def text(cell: object) -> str:
    """A cell of a workbook as it is read there."""
    if isinstance(cell, str):
        return cell
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime):
        return cell.date().isoformat()
    return "" if cell is None else str(cell)


def _csv(path: Path, file: str) -> Iterator[list[str]]:
    encoding = _encoding(path, file)
    with path.open(encoding=encoding, newline="") as stream:
        head = stream.read(4096).partition("\n")[0]
    divider = "\t" if head.count("\t") > head.count(",") else ","

    def each() -> Iterator[list[str]]:
        with path.open(encoding=encoding, newline="") as stream:
            yield from csv.reader(stream, delimiter=divider)

    return each()


def _encoding(path: Path, file: str) -> str:
    """The first encoding that the whole file is well-formed in; read piece by piece."""
    line = 1
    for encoding in ENCODINGS:
        try:
            with path.open(encoding=encoding, newline="") as stream:
                line = 1
                while piece := stream.read(SNIFFED):
                    line += piece.count("\n")
        except UnicodeDecodeError:
            continue
        return encoding
    raise Trouble(Problem(file, line, "mailing-encoding"))
