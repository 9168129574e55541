"""Writes the workbook: what may be changed in yellow, last year's beside it in grey, all else protected.

Keys of rows stand in the hidden column A, those of columns in the hidden row 1, so that rows may be sorted and columns
moved. What the data held when the workbook was written stands on a hidden sheet, with the hash of `plans.yml`.
"""

from __future__ import annotations

import io
import json
import re
from typing import TYPE_CHECKING, Any

from chirashi.base.messages import command
from chirashi.content.edition import Edition
from chirashi.editing import DATA
from chirashi.editing.journal import digest
from chirashi.excel.cells.shown import EMPTY, shown
from chirashi.excel.fields import Field, Layout, Row, Sheet
from chirashi.excel.words import word

if TYPE_CHECKING:
    from openpyxl.cell import Cell
    from openpyxl.workbook import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

VERSION = 1
MARK = "chirashi:"  # before a sheet's key, in the corner of its keys
KEPT = "chirashi"  # the hidden sheet
HEAD = 4  # the row of headings; above it the keys, the title and a line of space
YELLOW, GREY, BLUE = "FFF9DB", "EFEFEF", "DCE6F1"
GREY_INK = "595959"  # 6.1 to 1 on the grey
NARROW, WIDE, WIDEST = 18, 30, 60  # widths of columns, in digits
GUIDE, A_LINE, LINE = 110, 52, 18  # the guide: its width in digits, letters of a line, a line’s height in points
TAB = re.compile(r"[\[\]:*?/\\]")
LONGEST_TAB = 31  # Excel allows no more
YES_NO = ("はい", "いいえ")


def written(edition: Edition, previous: Edition | None, lang: str) -> bytes:
    """The workbook of an edition.

    :param previous: that of the year before, to be shown beside; None where there is none.
    :param lang: the language of its headings, `ja` or `en`.
    """
    from openpyxl import Workbook

    layout = Layout(edition, previous, lang)
    book = Workbook()
    book.remove(book.worksheets[0])
    _guide(book, layout)
    kept = book.create_sheet(KEPT)
    kept.append([VERSION, edition.data.edition, digest((edition.folder / DATA).read_bytes())])
    for sheet in layout.sheets():
        _Page(book, layout, sheet, kept).write()
    kept.sheet_state = "veryHidden"
    book.move_sheet(kept, len(book.worksheets))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _guide(book: Workbook, layout: Layout) -> None:
    from openpyxl.styles import Alignment, Font

    page, lang, data = book.create_sheet(word("sheets", "guide", layout.lang)), layout.lang, layout.edition.data
    name = data.scheme.name.get(layout.language, "")
    page["A1"] = word("guide", "title", lang, name=name, year=int(data.scheme.year))
    page["A1"].font = Font(bold=True, size=14)
    before = layout.previous.folder.name if layout.previous else ""
    lines = ["colour", *(["grey"] if before else []), "money", "date", "text", "rows", "back"]
    for i, line in enumerate(lines, 3):
        cell = page.cell(i, 1, word("guide", line, lang, before=before, command=command()))
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        page.row_dimensions[i].height = LINE * (1 + len(str(cell.value)) // A_LINE)
        if line in ("colour", "grey"):
            cell.fill = _fill(YELLOW if line == "colour" else GREY)
    page.column_dimensions["A"].width = GUIDE
    page.protection.sheet = True


class _Page:
    """One sheet as it is written."""

    def __init__(self, book: Workbook, layout: Layout, sheet: Sheet, kept: Worksheet) -> None:
        self.layout, self.sheet, self.kept = layout, sheet, kept
        self.page = book.create_sheet(_tab(sheet.tab, [*book.sheetnames]))
        self.first = len(sheet.heads) + 2  # the column of the first field
        self.step = 2 if layout.previous is not None else 1
        self.words = layout.formats.labels["cells"]

    def write(self) -> None:
        from openpyxl.styles import Font

        self.page.cell(1, 1, f"{MARK}{self.sheet.key}")
        title = self.page.cell(2, 2, self.sheet.title)
        title.font = Font(bold=True, size=13)
        self.page.cell(3, 2, self.sheet.note)
        self._heads()
        for i, row in enumerate(self.sheet.rows, HEAD + 1):
            self._row(i, row)
        self._furnish()

    def _column(self, i: int) -> int:
        return self.first + i * self.step

    def _heads(self) -> None:
        from openpyxl.styles import Alignment, Font

        names: dict[int, str] = dict(enumerate(self.sheet.heads, 2))
        for i, (key, name) in enumerate(self.sheet.columns.items()):
            at = self._column(i)
            self.page.cell(1, at, key)
            names[at] = name
            if self.step > 1:
                lang = self.layout.lang
                alone = len(self.sheet.columns) == 1
                names[at + 1] = word("heads", "before" if alone else "before_of", lang, name=name)
        for column, name in names.items():
            cell = self.page.cell(HEAD, column, name)
            cell.font, cell.fill = Font(bold=True), _fill(BLUE)
            cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")

    def _row(self, at: int, row: Row) -> None:
        from openpyxl.styles import Alignment, Font

        self.page.cell(at, 1, row.key)
        for i, label in enumerate(row.labels, 2):
            self.page.cell(at, i, label).alignment = Alignment(wrap_text=True, vertical="top")
        for i, key in enumerate(self.sheet.columns):
            field = row.fields.get(key)
            if field is None:
                continue
            cell = self.page.cell(at, self._column(i))
            self._put(cell, field, field.was)
            # What the file has now, to know what is changed here and what meanwhile there.
            path, was = json.dumps(field.path), json.dumps(field.was)
            self.kept.append([self.sheet.key, row.key, key, path, was, field.kind, int(field.editable)])
            if field.editable:
                cell.fill, cell.protection = _fill(YELLOW), _unlocked()
            if self.step > 1:
                last = self.page.cell(at, self._column(i) + 1)
                self._put(last, field, field.before)
                last.fill, last.font = _fill(GREY), Font(color=GREY_INK)

    def _put(self, cell: Cell, field: Field, value: Any) -> None:
        from openpyxl.styles import Alignment

        found = EMPTY if value is None and not field.editable else shown(field, value, self.words, self.layout.language)
        cell.value, cell.number_format = found.value, found.format
        if isinstance(found.value, str):
            cell.data_type = "s"  # a text that begins with = is no formula
        wrapped = field.kind in ("text", "line")
        cell.alignment = Alignment(wrap_text=wrapped, vertical="top", horizontal=None if wrapped else "right")
        cell.border = _line()

    def _furnish(self) -> None:
        """Widths, hidden keys, the filter, lists of what may stand in a cell, and the protection."""
        from openpyxl.utils import get_column_letter as letter

        page, last = self.page, HEAD + len(self.sheet.rows)
        page.column_dimensions["A"].hidden = True
        page.row_dimensions[1].hidden = True
        texts = self.sheet.key == "texts"
        for column in range(2, self._column(len(self.sheet.columns) - 1) + self.step):
            wide = WIDE if column < self.first else WIDEST if texts else NARROW if len(self.sheet.columns) > 1 else WIDE
            page.column_dimensions[letter(column)].width = wide
        page.freeze_panes = page.cell(HEAD + 1, self.first)
        page.auto_filter.ref = f"A{HEAD}:{letter(page.max_column)}{last}"
        self._lists()
        page.protection.sheet = True
        page.protection.autoFilter = False  # of what protection forbids, this is not
        page.protection.sort = False
        page.protection.formatColumns = False
        page.protection.formatRows = False
        page.page_setup.orientation, page.page_setup.fitToWidth, page.page_setup.fitToHeight = "landscape", 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        page.print_title_rows = f"{HEAD}:{HEAD}"

    def _lists(self) -> None:
        from openpyxl.worksheet.datavalidation import DataValidation

        yes_no = DataValidation("list", formula1=f'"{",".join(YES_NO)}"', allow_blank=False)
        words = ",".join(str(self.words[kind]) for kind in ("on request", "not offered", "none"))
        amounts = DataValidation("list", formula1=f'"{words}"', allow_blank=True, showErrorMessage=False)
        for i, row in enumerate(self.sheet.rows, HEAD + 1):
            for j, key in enumerate(self.sheet.columns):
                field = row.fields.get(key)
                if field and field.editable and field.kind in ("yes-no", "cell"):
                    (yes_no if field.kind == "yes-no" else amounts).add(self.page.cell(i, self._column(j)))
        for one in (yes_no, amounts):
            if one.sqref.ranges:
                self.page.add_data_validation(one)


def _tab(name: str, taken: list[str]) -> str:
    """A name that a tab can have, and that no other has."""
    plain = TAB.sub(" ", name).strip("' ")[:LONGEST_TAB] or "-"
    for n in range(2, 100):
        if plain.casefold() not in (one.casefold() for one in taken):
            break
        plain = f"{plain[: LONGEST_TAB - 4]} ({n})"
    return plain


def _fill(colour: str) -> Any:
    from openpyxl.styles import PatternFill

    return PatternFill("solid", start_color=colour)


def _unlocked() -> Any:
    from openpyxl.styles import Protection

    return Protection(locked=False)


def _line() -> Any:
    from openpyxl.styles import Border, Side

    side = Side("thin", color="C8C8C8")
    return Border(left=side, right=side, top=side, bottom=side)
