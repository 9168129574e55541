"""Values of the data as Excel shows them: numbers, dates and words, each with its number format."""

from __future__ import annotations

import datetime
from typing import Any, NamedTuple

from chirashi.content.tables.grids import Cell, read_cell
from chirashi.content.values import Day, Money, Month, Number, Percent, Truth, Unreadable, Year
from chirashi.editing import scalar_kind
from chirashi.excel.fields import Field

YEN = '#,##0"円"'
DATE, TIME, MONTH = 'yyyy"年"m"月"d"日"', 'yyyy"年"m"月"d"日" h:mm', 'yyyy"年"m"月"'
TEXT, GENERAL = "@", "General"  # a long text in the format of text shows as ####
LONG = 200  # characters


class Shown(NamedTuple):
    """What a cell holds, and its number format."""

    value: Any
    format: str = GENERAL


EMPTY = Shown(None)


def shown(field: Field, written: Any, words: dict[str, str], language: str) -> Shown:
    """A value of a field, as the file has it, as its cell shows it.

    :param words: what the theme says for a cell that is no amount (`labels["cells"]`).
    """
    if written is None:
        return Shown(None, _empty_format(field))
    if field.kind == "cell":
        return _cell(written, words, language)
    if field.kind == "yes-no":
        return Shown(_yes_no(written))
    if field.kind in ("text", "line"):
        return Shown(str(written), TEXT if len(str(written)) < LONG and field.kind == "line" else GENERAL)
    return _scalar(field, str(written))


def _cell(written: Any, words: dict[str, str], language: str) -> Shown:
    try:
        cell: Cell = read_cell(written)
    except Unreadable:
        return Shown(str(written), TEXT)
    if cell.money is not None:
        return Shown(int(cell.money), YEN)
    if cell.text is not None:
        return Shown(cell.text.get(language) or next(iter(cell.text.values())))
    return Shown(str(words.get(cell.kind, written)), TEXT)


def _scalar(field: Field, written: str) -> Shown:
    kind = Day if field.path == ("dates", "deadline") else scalar_kind(field.path)
    try:
        value = kind.read(written) if kind is not None else written
    except Unreadable:
        return Shown(written, TEXT)
    match value:
        case Money():
            return Shown(int(value), YEN)
        case Percent():
            return Shown(float(value) / 100, "0%" if value == int(value) else "0.0###%")
        case Year():
            return Shown(int(value), "0")
        case Number():
            return Shown(int(value), "#,##0")
        case Day():
            if value.time is None:
                return Shown(value.date, DATE)
            return Shown(datetime.datetime.combine(value.date, value.time), TIME)
        case Month():
            return Shown(datetime.date(value.year, value.month, 1), MONTH)
    return Shown(written, TEXT)


def _empty_format(field: Field) -> str:
    """The format in which what is filled in will show."""
    kind = scalar_kind(field.path)
    return DATE if kind is Day else YEN if kind is Money else TEXT if field.kind in ("scalar", "line") else GENERAL


def _yes_no(written: Any) -> str:
    try:
        return "はい" if Truth.read(written) else "いいえ"
    except Unreadable:
        return str(written)
