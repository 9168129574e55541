"""Days with their weekday and time, months, and how long cover lasts."""

from __future__ import annotations

import calendar
import datetime
import re
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from chirashi.content.values.reading import Scalar, Unreadable, digits_of, scalar, shorten

WEEKDAYS = ("月", "火", "水", "木", "金", "土", "日")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY = re.compile(r"(?P<ja>[月火水木金土日])(?:曜日?)?(?:[・･]?祝日?)?|(?P<en>[A-Z][a-z]{2,8})\.?")
MONTHS = 12  # of a year
REIWA = 2018  # 令和1年 is 2019
DATE_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"令和(?P<r>\d{1,2}|元)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
)
DAY_AND_TIME = re.compile(r"(?P<date>.+?)\s*(?:\((?P<weekday>[^)]*)\))?\s*(?P<time>\d{1,2}:\d{2})?")


def weekday_number(name: str) -> int | None:
    """Monday is 0. Reads 金, 金曜, 金曜日, 月・祝, Fri, Friday; None where it is no weekday."""
    match = WEEKDAY.fullmatch(name.strip().capitalize())
    if match is None:
        return None
    if match["ja"]:
        return WEEKDAYS.index(match["ja"])
    return next((i for i, day in enumerate(ENGLISH_DAYS) if match["en"] in (day, day[:3])), None)


@dataclass(frozen=True)
class Day(Scalar):
    """A date in Japan, with a time of day where one is given; `2025-02-28 (金) 17:00`.

    A weekday that is written is checked against the date and then forgotten.
    """

    date: datetime.date
    time: datetime.time | None = None
    SCHEMA = {"type": "string", "description": "2025-02-28, 2025-02-28 (金), 2025年2月28日（金）, 2025-02-28 17:00"}

    @classmethod
    def read(cls, found: Any) -> Day:
        text = scalar(found, "date-unreadable")
        match = DAY_AND_TIME.fullmatch(digits_of(text))
        if not match:
            raise Unreadable("date-unreadable", value=shorten(text))
        date = read_date(match["date"], text)
        if match["weekday"] is not None:
            said = weekday_number(match["weekday"])
            if said is None:
                raise Unreadable("date-unreadable", value=shorten(text))
            if said != date.weekday():
                raise Unreadable("weekday-wrong", value=shorten(text), said=match["weekday"], **true_weekday(date))
        return cls(date, read_time(match["time"], text) if match["time"] else None)

    def __str__(self) -> str:
        return self.date.isoformat() + (f"T{self.time:%H:%M}" if self.time else "")


def true_weekday(date: datetime.date) -> dict[str, object]:
    names = {"ja": WEEKDAYS[date.weekday()], "en": ENGLISH_DAYS[date.weekday()]}
    return {"date": date.isoformat(), "weekday": names}


def read_date(text: str, whole: str) -> datetime.date:
    for form in DATE_FORMS:
        if match := form.fullmatch(text.strip()):
            parts = match.groupdict()
            reiwa = parts.get("r")
            year = REIWA + (1 if reiwa == "元" else int(reiwa)) if reiwa else int(parts["y"])
            if year == REIWA and reiwa:
                break  # there is no 令和0年
            try:
                return datetime.date(year, int(parts["m"]), int(parts["d"]))
            except ValueError:
                break
    else:
        raise Unreadable("date-unreadable", value=shorten(whole))
    raise Unreadable("date-impossible", value=shorten(whole))


def read_time(text: str, whole: str) -> datetime.time:
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 23 or minute > 59:
        raise Unreadable("date-impossible", value=shorten(whole))
    return datetime.time(hour, minute)


@dataclass(frozen=True)
class Month(Scalar):
    """A month of a year, `2022-04`."""

    year: int
    month: int
    SCHEMA = {"type": "string", "description": "A month: 2022-04, 2022年4月"}

    @classmethod
    def read(cls, found: Any) -> Month:
        text = scalar(found, "month-unreadable")
        match = re.fullmatch(r"(\d{4})[-/年](\d{1,2})月?", digits_of(text))
        if not match or not 1 <= int(match[2]) <= 12 or not 1900 <= int(match[1]) <= 2999:
            raise Unreadable("month-unreadable", value=shorten(text))
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@dataclass(frozen=True)
class Term(Scalar):
    """How long cover lasts, `1 year`, `6 months`, `1年`, `6か月`; said as it was written, though 12か月 is 1年."""

    number: int
    unit: Literal["year", "month", "day"]
    SCHEMA = {"type": "string", "description": "1 year, 6 months, 1年, 6か月"}

    @classmethod
    def read(cls, found: Any) -> Term:
        text = scalar(found, "term-unreadable")
        match = re.fullmatch(r"(\d{1,3}) ?(years?|months?|days?|年間?|[かヵヶケカ箇]月間?|日間?)", digits_of(text))
        if not match or int(match[1]) == 0:
            raise Unreadable("term-unreadable", value=shorten(text))
        unit: Literal["year", "month", "day"] = (
            "year" if match[2][0] in "y年" else "day" if match[2][0] in "d日" else "month"
        )
        return cls(int(match[1]), unit)

    def __str__(self) -> str:
        """The value, the same however the length is written: twelve months are a year."""
        if self.unit == "month" and self.number % MONTHS == 0:
            return f"P{self.number // MONTHS}Y"
        return f"P{self.number}{self.unit[0].upper()}"


@dataclass(frozen=True)
class MonthDay(Scalar):
    """A day of every month, `20`, or its last: `last`, `末日`. The 31st is the last, since not every month has one."""

    day: int
    LAST: ClassVar[int] = 31
    SCHEMA = {"type": ["integer", "string"], "description": "A day of every month: 20, or last (末日)"}

    @classmethod
    def read(cls, found: Any) -> MonthDay:
        text = digits_of(scalar(found, "month-day-unreadable")).strip()
        if text.lower() in ("last", "末日", "月末"):
            return cls(cls.LAST)
        match = re.fullmatch(r"(\d{1,2})日?", text)
        if not match:
            raise Unreadable("month-day-unreadable", value=shorten(found))
        return cls(int(match[1]))

    @property
    def last(self) -> bool:
        return self.day == self.LAST

    def of(self, year: int, month: int) -> datetime.date:
        """That day of a month; the last one where the month is shorter."""
        return datetime.date(year, month, min(self.day, calendar.monthrange(year, month)[1]))

    def __str__(self) -> str:
        return "last" if self.last else str(self.day)
