"""What somebody meant by a cell: the value that Excel shows there, as it would be typed into the data.

Dates come as serial numbers, shares as fractions, telephones without their first 0, amounts as words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any

import phonenumbers

from chirashi.content.tables.grids import read_cell
from chirashi.content.values import (
    Ages,
    Day,
    Money,
    Month,
    MonthDay,
    Number,
    Percent,
    Scalar,
    Telephone,
    Unreadable,
    fold,
    shorten,
)
from chirashi.content.values.dates import REIWA
from chirashi.content.yaml_files.line_joining import join_lines
from chirashi.excel.cells.amounts import AMOUNT, Found, amount_text, money

SERIALS = range(20_000, 80_000)  # days of Excel from 1954 to 2119: a number in this span that should be a date is one
EPOCH = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
DOTTED = re.compile(r"(\d{4})\s*[.．]\s*(\d{1,2})\s*[.．]\s*(\d{1,2})")
ERA = re.compile(r"(?:R|令和?)\s*\.?\s*(\d{1,2}|元)\s*(?:[.．/-]|年)\s*(\d{1,2})\s*(?:[.．/-]|月)\s*(\d{1,2})\s*日?")
WEEKDAY = re.compile(r"(?<=[\d日])\s*(?:\(([月火水木金土日])[^)]*\)|([月火水木金土日])曜日?)")
HOUR = re.compile(r"(\d{1,2})\s*時\s*(?:(\d{1,2})\s*分|(半))?")


def meant(cell: Found, kind: type[Scalar] | str, was: Any = None) -> str | None:
    """What a cell means, as it would be typed into the data; None where it is empty.

    :param kind: the kind of value, or `cell` of a table, `text`, `line`, `yes-no`.
    :param was: what stood there, for what can only be read beside it.
    :raises Unreadable: where it cannot be told what is meant.
    """
    value = cell.value
    if value is None or (isinstance(value, str) and not value.strip()):
        return None
    if isinstance(value, str):
        value = value.replace("_x000D_", "").replace("\r\n", "\n").strip(" \t\n\u3000\u00a0")
    if isinstance(kind, str):
        return _words_of(cell, value, kind)
    if kind is Telephone:
        return _telephone(value, was)
    if kind in (Ages, MonthDay) and isinstance(value, datetime.datetime | datetime.date):
        raise Unreadable("ages-unreadable" if kind is Ages else "month-day-unreadable", value=str(value)[:10])
    if issubclass(kind, Number):
        return _whole(value)
    return READ.get(kind, _as_text)(cell, value)


def _words_of(cell: Found, value: Any, kind: str) -> str:
    """A cell of a table, a text, a line, yes or no."""
    if kind == "cell":
        return _of_table(cell, value)
    if kind == "yes-no" and isinstance(value, bool):
        return "yes" if value else "no"
    return join_lines(_as_text(cell, value)) if kind == "text" else _as_text(cell, value)


# numbers


def _of_table(cell: Found, value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        value = value.removeprefix("'")  # which a CSV may have brought in
        if not AMOUNT.fullmatch(fold(value)):
            read_cell(value)
            return str(value)
    return _yen(cell, value)


def _yen(cell: Found, value: Any) -> str:
    return f"{money(cell, value):,}円"


def _whole(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise Unreadable("number-unreadable", value=shorten(value))
    return str(int(value))


def _percent(cell: Found, value: Any) -> str:
    """50% of `50%`, of 0.5 in the format of per cent, of a bare 0.5, and of 50; 5割 too."""
    if isinstance(value, str):
        plain = fold(value).strip()
        if tenths := re.fullmatch(r"(\d(?:\.\d)?)割(?:(\d)分)?", plain):
            return f"{amount_text(Decimal(tenths[1]) * 10 + Decimal(tenths[2] or 0))}%"
        try:
            share = Decimal(plain)
        except InvalidOperation:
            return value
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("percent-unreadable", value=shorten(value))
    else:
        share = Decimal(repr(round(value, 9)))
    if "%" in (cell.format or "") and not isinstance(value, str) or 0 < share < 1:
        share *= 100
    return f"{amount_text(share)}%"


# days


def _moment(cell: Found, value: Any) -> datetime.datetime | None:
    """A day and time, where a cell holds one, or the serial number of one."""
    if isinstance(value, datetime.datetime):
        return value
    if isinstance(value, datetime.date):
        return datetime.datetime.combine(value, datetime.time())
    if isinstance(value, int | float) and not isinstance(value, bool) and int(value) in SERIALS:
        return EPOCH[cell.date1904] + datetime.timedelta(minutes=round(value * 24 * 60))
    return None


def _day(cell: Found, value: Any) -> str:
    if (moment := _moment(cell, value)) is not None:
        time = f" {moment:%H:%M}" if (moment.hour, moment.minute) != (0, 0) else ""
        return f"{moment:%Y-%m-%d}{time}"
    if not isinstance(value, str):
        raise Unreadable("date-unreadable", value=shorten(value))
    text = fold(value)
    text = DOTTED.sub(r"\1-\2-\3", text)
    if era := ERA.search(text):
        year = REIWA + (1 if era[1] == "元" else int(era[1]))
        text = f"{text[: era.start()]}{year}-{era[2]}-{era[3]}{text[era.end() :]}"
    text = WEEKDAY.sub(lambda m: f" ({m[1] or m[2]})", text)
    text = HOUR.sub(lambda m: f" {m[1]}:{'30' if m[3] else (m[2] or '0').zfill(2)}", text)
    text = re.sub(r"\s*(?:まで|締切|迄)$", "", text)
    Day.read(text)
    return text


def _month(cell: Found, value: Any) -> str:
    moment = _moment(cell, value)
    return value if moment is None and isinstance(value, str) else f"{moment:%Y-%m}" if moment else shorten(value)


# words


def _telephone(value: Any, was: Any) -> str:
    """A number with its hyphens, though Excel may have taken its first 0 and people its hyphens."""
    digits = re.sub(r"[^\d]", "", fold(str(int(value)) if isinstance(value, float) else str(value)))
    if not isinstance(value, str):
        digits = digits if digits.startswith("0") else f"0{digits}"
    elif not re.fullmatch(r"[\d\s()]+", fold(value)):
        return value
    if isinstance(was, str) and re.sub(r"[^\d]", "", fold(was)) == digits:
        return was
    try:
        number = phonenumbers.parse(digits, "JP")
    except phonenumbers.NumberParseException:
        return digits
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def _as_text(cell: Found, value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if (moment := _moment(cell, value)) is not None and not isinstance(value, int | float):
        return f"{moment:%Y-%m-%d}"
    if isinstance(value, float) and value == int(value):
        return str(int(value))
    return str(value)


READ: dict[type[Scalar], Callable[[Found, Any], str]] = {Money: _yen, Percent: _percent, Day: _day, Month: _month}
