"""A workbook as staff fill it in: cells found by their keys, whatever the sheet looks like."""

import io
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from chirashi.content.edition import load
from chirashi.excel.workbook import MARK, written


class Filled:
    """The workbook of an edition, with changes made as in Excel."""

    def __init__(self, edition: Path, previous: Path | None = None, lang: str = "ja") -> None:
        before = load(previous) if previous else None
        self.book = load_workbook(io.BytesIO(written(load(edition), before, lang)))

    def sheet(self, key: str) -> Worksheet:
        return next(page for page in self.book.worksheets if page["A1"].value == f"{MARK}{key}")

    def cell(self, sheet: str, row: str, column: str) -> Cell:
        page = self.sheet(sheet)
        rows = {page.cell(i, 1).value: i for i in range(1, page.max_row + 1)}
        columns = {page.cell(1, i).value: i for i in range(2, page.max_column + 1)}
        found = page.cell(rows[row], columns[column])
        assert isinstance(found, Cell)
        return found

    def put(self, sheet: str, row: str, column: str, value: Any, number_format: str | None = None) -> str:
        """Fills a cell in; gives its place as messages name it."""
        cell = self.cell(sheet, row, column)
        cell.value = value
        if number_format is not None:
            cell.number_format = number_format
        return f"{cell.parent.title}!{cell.coordinate}"

    def premium(self, plan: str, value: Any, number_format: str | None = None) -> str:
        return self.put("tables.basic", "tables.basic.cells", plan, value, number_format)

    def saved(self, path: Path) -> Path:
        self.book.save(path)
        return path


def workbook(sheets: dict[str, list[list[Any]]]) -> Workbook:
    """A workbook of somebody else's making."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in sheets.items():
        page = book.create_sheet(title)
        for row in rows:
            page.append(row)
    return book
