"""Amounts as people write them and as Excel shows them, in whole yen.

A number format may hide a scale (`#,##0"万円"`, `#,##0,"千円"`): what is shown is meant, and where the cell holds
digits that are not shown, that is told.
"""

from __future__ import annotations

import datetime
import re
from decimal import Decimal
from typing import Any, NamedTuple

from chirashi.content.values import Money, Unreadable
from chirashi.content.values.reading import digits_of

UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3, "百": 10**2}
UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
TERM = re.compile(rf"(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>{UNIT})?")
AMOUNT = re.compile(
    rf"(?:金|計)?\s*[¥\\]?\s*(?P<terms>(?:\d[\d,]*(?:\.\d+)?\s*(?:{UNIT})?\s*)+)円?\s*(?:也|-|\.-|ー|−)?"
)
SECTION = re.compile(r';(?=(?:[^"]*"[^"]*")*[^"]*$)')
QUOTED = re.compile(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]')


class Found(NamedTuple):
    """A cell as openpyxl has it."""

    value: Any
    format: str
    date1904: bool = False


def money(cell: Found, value: Any) -> int:
    """Whole yen."""
    if isinstance(value, bool | datetime.datetime | datetime.date | datetime.time):
        raise Unreadable("money-unreadable", value=str(value))
    if isinstance(value, str):
        return amount_of(value)
    exact, scale, seen = _scaled(cell, value)
    if seen is not None and seen != exact:
        raise Unreadable("cell-hidden", shown=amount_text(seen), held=amount_text(exact), unit=_unit(cell.format))
    amount = exact * scale
    if amount != int(amount) or amount < 0:
        raise Unreadable("money-unreadable", value=amount_text(amount))
    return int(amount)


def amount_of(text: str) -> int:
    """An amount in words, `5千万円`, `1.5億`, `¥77,160-`, in whole yen."""
    plain = digits_of(text).strip().lstrip("'")
    if match := AMOUNT.fullmatch(plain):
        terms = list(TERM.finditer(match["terms"]))
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


def amount_text(number: Decimal) -> str:
    text = f"{number:,f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
