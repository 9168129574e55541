"""A figure is a value of a kind, whatever it is written like: ¥100 million and 1億円 are one.

This is the witness's own idea of a value. It shares nothing with what made the pages.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Literal, NamedTuple

Kind = Literal[
    "money",  # whole yen
    "number",  # a count, with what stands after it
    "count",  # so many documents or stages, which only the text itself counts
    "percent",
    "date",  # 2025-02-28
    "day",  # 02-28, a date that leaves its year to the reader
    "month",  # 2022-04
    "year",
    "time",  # 17:00
    "term",  # P1Y
    "ages",  # 15..64, 70..
    "telephone",  # digits alone
    "email",
    "url",
    "monthend",  # the last day of every month, by which one applies
    "per",  # facility, person or unit: what one amount is for
    "code",  # 1-14-12, 10F: numbers that only a text of the data can hold
    "text",  # a text of the data, or a declared literal, that holds digits
    "none",
    "yes",
    "no",
    "absent",
    "on request",
    "not offered",
]

WORDS = ("none", "yes", "no", "absent", "on request", "not offered")  # kinds that a cell says in a word or a mark


class Figure(NamedTuple):
    kind: Kind
    value: str

    def __str__(self) -> str:
        match self.kind:
            case "money":
                return f"{int(self.value):,}円"
            case "percent":
                return f"{self.value}%"
            case kind if kind in WORDS:
                return kind
            case "date" if self.value != "?":
                date = datetime.date.fromisoformat(self.value)
                return f"{self.value}（{'月火水木金土日'[date.weekday()]}）"
        return self.value


def money(yen: int) -> Figure:
    return Figure("money", str(yen))


@dataclass(frozen=True, slots=True)
class Reading:
    """A figure as it was read in a text; `wrong` says why it cannot be right, whatever the data holds."""

    figure: Figure
    start: int
    end: int
    text: str
    before: str = ""
    after: str = ""
    wrong: str = ""  # "weekday", "era", "date"
    truth: str = ""  # what would be right


@dataclass(frozen=True, slots=True)
class Position:
    """Where something stands: a file below its root, the line if it has lines, and the spot in words."""

    file: str
    line: int = 0
    spot: str = ""
