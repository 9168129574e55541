"""What has changed as an Excel workbook: a sheet for each kind, one row a line, to filter, sort and write beside.

What is odd is told in words, not by colour alone. Texts that begin with = or + stay texts.
"""

from __future__ import annotations

import io
import re
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING, Any

from chirashi.base.problems import Problem, Trouble
from chirashi.content.edition import Edition
from chirashi.review.comparison.lines import Changes, Line
from chirashi.review.papers.lines_shown import Shown
from chirashi.review.words import word

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

COLUMNS = {"look": 9, "what": 40, "language": 8, "old": 36, "new": 36, "difference": 14, "percent": 10, "notes": 34}
WHERE = 38
ODD = "FFF2CC"
HEAD = "D9E1F2"
NAMES = str.maketrans("", "", "[]:*?/\\")


def missing(name: str) -> Trouble:
    """That a library is not there which an extra brings."""
    return Trouble(Problem(f"chirashi[{name}]", 0, "extra-missing", {"extra": name}))


def workbook(old: Edition, new: Edition, changes: Changes, ticked: Collection[str], lang: str) -> bytes:
    """The workbook in one language.

    :raises Trouble: where openpyxl is not installed.
    """
    try:
        from openpyxl import Workbook
    except ImportError:
        raise missing("desk") from None
    book, shown = Workbook(), Shown(old, new)
    assert book.active is not None
    book.remove(book.active)
    for name, lines in changes.sections():
        title = word("sections", name)[lang].translate(NAMES)[:31]
        _fill(book.create_sheet(title), lines, shown, ticked, lang)
    book.properties.title = word("sheet", "title")[lang]
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def _fill(sheet: Worksheet, lines: Iterable[Line], shown: Shown, ticked: Collection[str], lang: str) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.properties import PageSetupProperties

    heads = [word("sheet", name)[lang] for name in (*COLUMNS, "where")]
    sheet.append(heads)
    for row, line in enumerate(lines, 2):
        for column, value in enumerate(_row(line, shown, ticked, lang), 1):
            cell = sheet.cell(row, column)
            cell.value, number_format = _typed(value) if line.kind == "figure" else (value, "")
            if number_format:
                cell.number_format = number_format
            elif value:
                cell.data_type = "s"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if line.odd:
                cell.fill = PatternFill("solid", fgColor=ODD)
    for column, width in enumerate((*COLUMNS.values(), WHERE), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
        head = sheet.cell(1, column)
        head.font, head.fill = Font(bold=True), PatternFill("solid", fgColor=HEAD)
    sheet.freeze_panes = "C2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", 9  # A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


AMOUNT = re.compile(r"(?P<sign>[+-]?)(?P<yen>¥?)(?P<digits>\d[\d,]*)(?P<after>円?)")
SHARE = re.compile(r"[+-]\d+\.\d%")


def _typed(value: Any) -> tuple[Any, str]:
    """An amount or a share as a number with its format, so that Excel reckons with it; all else as it is."""
    if isinstance(value, str) and SHARE.fullmatch(value):
        return float(value[:-1]) / 100, "+0.0%;-0.0%"
    found = AMOUNT.fullmatch(value) if isinstance(value, str) else None
    if found is None or not (found["yen"] or found["after"]):
        return value, ""
    before, after = (f'"{sign}"' if sign else "" for sign in (found["yen"], found["after"]))
    plain = f"{before}#,##0{after}"
    amount = int(found["sign"] + found["digits"].replace(",", ""))
    return amount, f"+{plain};-{plain};{plain}" if found["sign"] else plain


def _row(line: Line, shown: Shown, ticked: Collection[str], lang: str) -> list[Any]:
    old, new = shown.sides(line, lang)
    if line.reasons == ("untouched",):
        new = ""
    why = [word("marks", mark)[lang] for mark in line.marks] + [word("reasons", one)[lang] for one in line.reasons]
    why += [word("sheet", "derived")[lang]] if line.derived else []
    seen = word("sheet", "seen")[lang] if line.id in ticked else ""
    joined = ("、" if lang == "ja" else ", ").join(why)
    return [
        seen,
        line.name[lang],
        line.language,
        old,
        new,
        line.difference.get(lang, ""),
        line.percent,
        joined,
        line.place(),
    ]
