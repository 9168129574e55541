"""What somebody meant by a cell: the value that Excel shows there, as it would be typed into the data.

A number format may hide a scale (`#,##0"万円"`, `#,##0,"千円"`): what is shown is meant, and where the cell holds
digits that are not shown, that is told. Dates come as serial numbers, shares as fractions, amounts as words.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

import phonenumbers

from chirashi.content.grids import read_cell
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
    shown,
)
from chirashi.content.values.dates import REIWA
from chirashi.content.values.reading import digits_of
from chirashi.content.yaml_files.line_joining import join_lines

UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2}
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
TERM = re.compile(rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{UNIT})?")
AMOUNT = re.compile(
    rf"(?:金|計)?\s*[¥\\]?\s*(?P<terms>(?:\d[\d,]*(?:\.\d+)?\s*(?:{UNIT})?\s*)+)円?\s*(?:也|-|\.-|ー|−)?"
)
SERIALS = range(20_000, 80_000)  # days of Excel from 1954 to 2119: a number in this span that should be a date is one
EPOCH = {False: datetime.datetime(1899, 12, 30), True: datetime.datetime(1904, 1, 1)}
DOTTED = re.compile(r"(\d{4})\s*[.．]\s*(\d{1,2})\s*[.．]\s*(\d{1,2})")
ERA = re.compile(r"(?:R|令和?)\s*\.?\s*(\d{1,2}|元)\s*(?:[.．/-]|年)\s*(\d{1,2})\s*(?:[.．/-]|月)\s*(\d{1,2})\s*日?")
WEEKDAY = re.compile(r"(?<=[\d日])\s*(?:\(([月火水木金土日])[^)]*\)|([月火水木金土日])曜日?)")
HOUR = re.compile(r"(\d{1,2})\s*時\s*(?:(\d{1,2})\s*分|(半))?")
SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')


class Found(NamedTuple):
    """A cell as openpyxl has it."""

    value: Any
    format: str
    date1904: bool = False


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


def _money(cell: Found, value: Any) -> int:
    """Whole yen."""
    if isinstance(value, bool | datetime.datetime | datetime.date | datetime.time):
        raise Unreadable("money-unreadable", value=str(value))
    if isinstance(value, str):
        return amount_of(value)
    exact, scale, seen = _scaled(cell, value)
    if seen is not None and seen != exact:
        raise Unreadable("cell-hidden", shown=_said(seen), held=_said(exact), unit=_unit(cell.format))
    amount = exact * scale
    if amount != int(amount) or amount < 0:
        raise Unreadable("money-unreadable", value=_said(amount))
    return int(amount)


def amount_of(text: str) -> int:
    """An amount in words, `5千万円`, `1.5億`, `¥77,160-`, in whole yen."""
    plain = digits_of(text).strip().lstrip("'")
    if found := AMOUNT.fullmatch(plain):
        terms = list(TERM.finditer(found["terms"]))
        sizes = [UNITS.get(term["unit"] or "", 1) for term in terms]
        amounts = [Decimal(term["number"].replace(",", "")) for term in terms]
        good = all(_grouped(term["number"]) for term in terms) and all(
            a > b for a, b in zip(sizes, sizes[1:], strict=False)
        )
        total = sum((amount * size for amount, size in zip(amounts, sizes, strict=True)), Decimal(0))
        if good and total == int(total) and not (len(terms) > 1 and any(size == 1 for size in sizes[:-1])):
            return int(total)
    return int(Money.read(text))


def _grouped(number: str) -> bool:
    """Whether commas part thousands: 5,0000 is a slip."""
    return "," not in number or re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", number) is not None


def _scaled(cell: Found, value: int | float) -> tuple[Decimal, int, Decimal | None]:
    """The number before the unit that the format shows, the unit in yen, and the number as it is shown."""
    exact = Decimal(repr(round(value, 9))) if isinstance(value, float) else Decimal(value)
    section = SECTION.split(cell.format or "General")[0]
    words = "".join(a or b for a, b in QUOTED.findall(section))
    plain = QUOTED.sub("", section)
    unit = re.search(rf"({UNIT})\s*円?", words) or re.search(rf"({UNIT})\s*円?", plain)
    digits = re.search(r"[0#?][0#?,]*(?:\.([0#?]+))?(,*)", plain)
    if digits is None:
        return exact, UNITS[unit[1]] if unit else 1, None
    thousands = len(digits[2]) or (len(digits[0]) - len(digits[0].rstrip(",")) if not digits[1] else 0)
    exact = exact / (Decimal(1000) ** thousands)
    scale = UNITS[unit[1]] if unit else 1000**thousands
    if "%" in plain:
        return exact, scale, None
    places = len(digits[1] or "")
    return exact, scale, round(exact, places)


def _unit(format_: str) -> str:
    return "".join(a or b for a, b in QUOTED.findall(SECTION.split(format_)[0]))


def _said(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _yen(cell: Found, value: Any) -> str:
    return f"{_money(cell, value):,}円"


def _whole(value: Any) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or value != int(value):
        raise Unreadable("number-unreadable", value=shown(value))
    return str(int(value))


def _percent(cell: Found, value: Any) -> str:
    """50% of `50%`, of 0.5 in the format of per cent, of a bare 0.5, and of 50; 5割 too."""
    if isinstance(value, str):
        plain = fold(value).strip()
        if tenths := re.fullmatch(r"(\d(?:\.\d)?)割(?:(\d)分)?", plain):
            return f"{_said(Decimal(tenths[1]) * 10 + Decimal(tenths[2] or 0))}%"
        try:
            share = Decimal(plain)
        except InvalidOperation:
            return value
    elif isinstance(value, bool) or not isinstance(value, int | float):
        raise Unreadable("percent-unreadable", value=shown(value))
    else:
        share = Decimal(repr(round(value, 9)))
    if "%" in (cell.format or "") and not isinstance(value, str) or 0 < share < 1:
        share *= 100
    return f"{_said(share)}%"


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
        raise Unreadable("date-unreadable", value=shown(value))
    text = fold(value)
    text = DOTTED.sub(r"\1-\2-\3", text)
    if era := ERA.search(text):
        year = REIWA + (1 if era[1] == "元" else int(era[1]))
        text = f"{text[: era.start()]}{year}-{era[2]}-{era[3]}{text[era.end() :]}"
    text = WEEKDAY.sub(lambda m: f" ({m[1] or m[2]})", text)
    text = HOUR.sub(lambda m: f" {m[1]}:{'30' if m[3] else (m[2] or '0').zfill(2)}", text)
    text = re.sub(r"\s*(?:まで|必着|締切|迄)$", "", text)
    Day.read(text)
    return text


def _month(cell: Found, value: Any) -> str:
    moment = _moment(cell, value)
    return value if moment is None and isinstance(value, str) else f"{moment:%Y-%m}" if moment else shown(value)


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
