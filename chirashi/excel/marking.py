"""Gives a workbook back with what is to be mended: each such cell coloured, with a comment that says it in words."""

from __future__ import annotations

import io
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base.problems import Problem
from chirashi.excel.opening import Opened, loaded
from chirashi.excel.reading import Place, cells_of
from chirashi.excel.words import word
from chirashi.excel.workbook import YELLOW

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

AUTHOR = "chirashi"
RED, INK = "FFC7CE", "9C0006"
WIDTHS = (44, 110)  # of the list's columns, in digits
A_LINE, LINE = 50, 18  # letters of a line of the list, its height in points
SIZE = (320, 140)  # of a comment, in pixels


def marked(book: Opened, problems: list[tuple[Place | None, Problem]], lang: str) -> bytes:
    """The workbook as it came, with comments, and before all sheets a list of them."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill

    copy, name = loaded(book.name, book.content, values=False), word("sheets", "problems", lang)
    _unmark(copy)
    by_cell: dict[Place, list[str]] = defaultdict(list)
    for place, problem in problems:
        if place is not None:
            by_cell[place].append(problem.text(lang))
    for place, texts in by_cell.items():
        cell = copy[place.sheet][place.cell]
        cell.fill = PatternFill("solid", start_color=RED)
        cell.font = Font(color=INK, bold=True)
        cell.comment = Comment("\n".join(texts), AUTHOR, width=SIZE[0], height=SIZE[1])
    if name in copy.sheetnames:
        del copy[name]
    page = copy.create_sheet(name, 0)
    page.append([word("heads", "cell", lang), word("heads", "told", lang)])
    for row, (place, problem) in enumerate(problems, 2):
        page.append([str(place) if place else "", problem.text(lang)])
        page.cell(row, 2).alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[row].height = LINE * (1 + len(problem.text(lang)) // A_LINE)
        if place is not None:
            page.cell(row, 1).hyperlink = f"#'{place.sheet}'!{place.cell}"
    for column, width in zip("AB", WIDTHS, strict=True):
        page.column_dimensions[column].width = width
        page[f"{column}1"].font = Font(bold=True)
    copy.active = 0
    for sheet in copy.worksheets:
        sheet.sheet_view.tabSelected = sheet is page
    stream = io.BytesIO()
    copy.save(stream)
    return stream.getvalue()


def _unmark(book: Workbook) -> None:
    """Takes away the marks of an earlier time: what has been mended since is no longer marked."""
    from openpyxl.styles import Font, PatternFill

    for page in book.worksheets:
        for cell in cells_of(page):
            if cell.comment is not None and cell.comment.author == AUTHOR:
                cell.comment = None
                cell.fill, cell.font = PatternFill("solid", start_color=YELLOW), Font()


def beside(path: Path, lang: str) -> Path:
    """Where the marked copy of a workbook goes: beside it, so that the one that came stays as it is."""
    mark = f" ({word('sheets', 'problems', lang)})"
    return path.with_name(f"{path.stem.removesuffix(mark)}{mark}.xlsx")
