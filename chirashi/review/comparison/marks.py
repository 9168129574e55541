"""Marks figures whose change is large or unlikely: a factor of ten, a digit short, one that moved unlike its table."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from decimal import Decimal
from statistics import median

LARGE = Decimal("0.3")  # of the old value: few premiums or limits move so far within a year
ROUND_TEN = (Decimal("8"), Decimal("12.5"))  # times as much: ten, with a year's rise or fall on top
APART = 0.08  # in natural logarithms, by which one value must differ from how its table moved
TIMES_SPREAD = 4  # and as many times the usual spread of its table
ENOUGH = 3  # values from which a table has a way of moving


def of_one(old: Decimal, new: Decimal) -> Iterator[str]:
    """What is odd about one change, looked at by itself."""
    if not old or not new or old == new:
        return
    ratio = max(old, new) / min(old, new)
    while ratio > ROUND_TEN[1]:  # a factor of a hundred is two of ten
        ratio /= 10
    if ROUND_TEN[0] <= ratio <= ROUND_TEN[1]:
        yield "tenfold"
    elif _a_digit_short(_digits(old), _digits(new)) or _a_digit_short(_digits(new), _digits(old)):
        yield "digit"
    elif _turned(_digits(old), _digits(new)):
        yield "turned"
    if abs(new - old) >= LARGE * old:
        yield "large"


def out_of_line(table: Mapping[str, tuple[Decimal, Decimal]]) -> set[str]:
    """The keys of a table's values (old, new) that moved unlike the others."""
    moved = {key: math.log(float(new / old)) for key, (old, new) in table.items() if old > 0 and new > 0}
    if len(moved) < ENOUGH:
        return set()
    middle = median(moved.values())
    spread = median(abs(way - middle) for way in moved.values())
    return {key for key, way in moved.items() if abs(way - middle) > max(APART, TIMES_SPREAD * spread)}


def _digits(value: Decimal) -> str:
    return f"{value:f}".replace(".", "")


def _a_digit_short(shorter: str, longer: str) -> bool:
    """Whether the one is the other without a digit: 77160, 7760. A last zero more or less is a factor of ten."""
    return len(shorter) >= 2 and any(longer[:i] + longer[i + 1 :] == shorter for i in range(len(longer)))


def _turned(old: str, new: str) -> bool:
    """Whether two digits beside one another have changed places: 77160, 71760."""
    return any(old[:i] + old[i + 1] + old[i] + old[i + 2 :] == new for i in range(len(old) - 1)) and old != new
