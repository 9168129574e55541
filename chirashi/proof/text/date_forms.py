"""Dates as people write them: Western, Japanese and other years, with weekdays, in the languages that are known."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from chirashi.proof.languages.spoken import all_words, any_of, spoken, values, weekday_names

ERAS = {**values("eras"), "R": 2018, "H": 1988, "S": 1925}  # the year before each began
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS = "月火水木金土日"

_MONTH = (
    r"(?:(?i:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)|May|MAY)"
)
_ERA_NAME = any_of(values("eras"))
_DAY = any_of(["日", *all_words("day")])
_YEAR = (
    rf"(?:(?P<{{0}}era>{_ERA_NAME}|(?<![A-Za-z])[RHS])\s?(?P<{{0}}ey>元|\d{{{{1,3}}}})|(?P<{{0}}y>\d{{{{4}}}}))\s?年\s?"
    r"(?:\((?P<{0}era2>令和|平成|昭和)\s?(?P<{0}ey2>元|\d{{1,2}})年\)\s?)?"
)
_ERA = r"(?<![A-Za-z\d])(?P<{0}era>[RHS])(?P<{0}ey>\d{{1,2}})"
_NTH = r"(?P<{0}d>\d{{1,2}})(?:st|nd|rd|th)?"
_DAY_FIRST = rf"(?<![\d,.]){_NTH}\s+(?:of\s+)?(?P<{{0}}m>{_MONTH})"
_MONTH_FIRST = rf"\b(?P<{{0}}m>{_MONTH})\.?\s+(?:the\s+)?{_NTH}"

OWN_MONTHS = {name: n for said in spoken().values() for n, name in enumerate(said.get("months", ()), 1)}
_HOLES = {
    "{y}": r"(?<!\d)(?P<?y>\d{4})",
    "{m}": r"(?<!\d)(?P<?m>\d{1,2})",
    "{d}": r"(?<![\d,.])(?P<?d>\d{1,2})",
    "{name}": rf"(?P<?m>(?i:{any_of(OWN_MONTHS)}))",
}


def _own_forms() -> Iterator[tuple[str, str]]:
    """The forms of dates that the files of languages add, with `{y}`, `{m}`, `{d}` and a month's `{name}`."""
    for number, pattern in enumerate(all_words("dates")):
        form = f"o{number}_"
        for hole, group in _HOLES.items():
            pattern = pattern.replace(hole, group.replace("?P<?", f"?P<{form}"))
        yield form, pattern


PATTERNS = {
    **dict(_own_forms()),
    "dja": _YEAR.format("dja") + rf"(?P<djam>\d{{1,2}})\s?月\s?(?P<djad>\d{{1,2}})\s?(?:{_DAY})",
    "diso": r"(?<![\d.-])(?P<disoy>\d{4})(?P<disosep>[-/.])(?P<disom>\d{1,2})(?P=disosep)(?P<disod>\d{1,2})(?![\d-])"
    + r"(?:T(?P<disoH>\d\d):?(?P<disoM>\d\d)(?::?\d\d(?:\.\d+)?)?(?P<disoz>Z|[+-]\d\d:?\d\d)?)?",
    "dera": _ERA.format("dera") + r"(?P<derasep>[./-])(?P<deram>\d{1,2})(?P=derasep)(?P<derad>\d{1,2})(?![\d.-])",
    "dsl": r"(?<![\d./-])(?P<dsld>\d{1,2})(?P<dslsep>[./-])(?P<dslm>\d{1,2}|(?i:[a-z]{3}))(?P=dslsep)"
    + r"(?P<dsly>(?:19|20)\d\d)(?![\d./-]*\d)",
    "den": _DAY_FIRST.format("den") + r"\.?,?\s+(?P<deny>\d{4})\b",
    "dus": _MONTH_FIRST.format("dus") + r",?\s+(?P<dusy>\d{4})\b",
    "mja": _YEAR.format("mja") + rf"(?P<mjam>\d{{1,2}})\s?月(?!\s?\d{{1,2}}\s?(?:{_DAY}))",
    "miso": r"(?<![\d./-])(?P<misoy>(?:19|20)\d\d)(?:-(?P<misom>0[1-9]|1[0-2])|/(?P<misosm>1[0-2]|0?[1-9]))(?![\d/-])",
    "msl": r"(?<![\d./-])(?P<mslm>0?[1-9]|1[0-2])/(?P<msly>(?:19|20)\d\d)(?![\d/])",
    "mera": r"(?<![A-Za-z\d])(?P<meraera>R)(?P<meraey>\d{1,2})\.(?P<meram>1[0-2]|[1-9])(?![\d.])",
    "men": rf"\b(?P<menm>{_MONTH})\.?,?\s+(?P<meny>\d{{4}})\b",
    "pja": rf"(?<!\d)(?P<pjam>\d{{1,2}})\s?月\s?(?P<pjad>\d{{1,2}})\s?(?:{_DAY})",
    "pen": _DAY_FIRST.format("pen") + r"\b",
    "pus": _MONTH_FIRST.format("pus") + r"\b(?!,?\s*\d)",
    "yja": rf"(?:(?P<yjaera>{_ERA_NAME})\s?(?P<yjaey>元|\d{{1,3}})|(?<!\d)(?P<yjay>(?:19|20)\d\d))\s?年度?",
    "yfy": r"\bFY\s?(?P<yfyy>20\d\d)\b",
}

# A weekday belongs to the date beside it, in brackets or bare, unless a range of weekdays begins there.
_NAMES = weekday_names("weekdays")
_SHORT = weekday_names("weekdays_in_brackets")
_BARE = "(?:" + "|".join(f"(?P<w{day}>{any_of(names)})" for day, names in enumerate(_NAMES)) + ")"
_ANY = "(?:" + "|".join(f"(?P<w{day}>{any_of([*_SHORT[day], *_NAMES[day]])})" for day in range(7)) + ")"
_OPEN, _CLOSE, _HOLIDAY = "[(\\[〈《【〔「]", "[)\\]〉》】〕」]", "(?:[・/、, ]*[祝休振][日替]*)*"
_BRACKETED = rf"{_OPEN}\s?{_ANY}{_HOLIDAY}\s?{_CLOSE}"
_TO = rf"(?:[〜~–—・、,/&-]|{any_of(all_words('to'))})"
_RANGE = rf"(?!\s?{_TO},?\s?(?:{any_of(name for names in _NAMES for name in names)}))"
AFTER = [re.compile(rf"\s?{_BRACKETED}"), re.compile(rf"\s?,?\s?{_BARE}{_RANGE}")]
BEFORE = [re.compile(rf"{_BRACKETED}[、,]?\s?$"), re.compile(rf"{_BARE}[、,の]?\s?(?:the\s)?{_OPEN}?$")]
FAR = 24  # characters in which a weekday before a date is looked for


class DateReading(NamedTuple):
    """A date as read: its kind and value, and what is wrong with it, if anything."""

    kind: str
    value: str
    wrong: str = ""
    truth: str = ""
    time: str = ""


def read_date(form: str, match: re.Match[str]) -> DateReading:
    """The date that one of `PATTERNS` has matched."""
    part = {name.removeprefix(form): text for name, text in match.groupdict().items() if name.startswith(form)}
    year = _year(part)
    month = _month(part.get("m") or part.get("sm"))
    day = int(part["d"]) if part.get("d") else None
    if form == "dsl" and month > 12 >= (day or 0):  # 02/28/2025: the month stands first where it can stand nowhere else
        month, day = day or 0, month
    if part.get("era2") and ERAS[part["era2"]] + _era_year(part["ey2"]) != year:
        return DateReading("date", "?", "era", f"{part['era2']}{(year or 0) - ERAS[part['era2']]}年")
    if not part.keys() & {"m", "sm"}:
        return DateReading("year", str(year))
    if day is None:
        return DateReading("month", f"{year}-{month:02}") if 1 <= month <= 12 else DateReading("month", "?", "date")
    if year is None:
        return DateReading("day", f"{month:02}-{day:02}")
    time = ""
    try:
        date = datetime.date(year, month, day)
        if part.get("H"):
            moment = datetime.datetime(year, month, day, int(part["H"]) % 24, int(part["M"]))
            if part.get("z") == "Z":
                moment += datetime.timedelta(hours=9)  # Japan's time, which is what the data holds
            date, time = moment.date(), moment.strftime("%H:%M")
    except (ValueError, OverflowError):
        return DateReading("date", "?", "date")
    return DateReading("date", date.isoformat(), time=time)


def beside(text: str, start: int, end: int, last: int) -> tuple[int, int, int | None]:
    """How far a date reaches with the weekday beside it, Monday is 0. `last` is where the figure before it ended."""
    for pattern in AFTER:
        if match := pattern.match(text, end):
            return start, match.end(), _number(match)
    for pattern in BEFORE:
        if match := pattern.search(text, max(last, start - FAR), start):
            return match.start(), end, _number(match)
    return start, end, None


def _number(match: re.Match[str]) -> int:
    return next(day for day in range(7) if match[f"w{day}"])


def check_weekday(date: DateReading, weekday: int | None) -> DateReading:
    """The date with what is wrong with the weekday that stands beside it."""
    if weekday is None or date.wrong:
        return date
    if date.kind == "day":
        return date._replace(wrong="weekday?", truth=str(weekday))  # to be held against the date in the data
    day = datetime.date.fromisoformat(date.value)
    return date if weekday == day.weekday() else date._replace(wrong="weekday", truth=weekday_name(day))


def weekday_name(date: datetime.date) -> str:
    return f"{DAYS[date.weekday()]} / {date:%A}"


def _era_year(text: str | None) -> int:
    return 1 if text == "元" else int(text or 0)


def _year(part: dict[str, str | None]) -> int | None:
    if era := part.get("era"):
        return ERAS[era] + _era_year(part.get("ey"))
    return int(part["y"] or 0) if part.get("y") else None


def _month(text: str | None) -> int:
    if not text:
        return 0
    if (own := OWN_MONTHS.get(text.lower())) is not None:
        return own
    name = text[:3].lower()
    return int(text) if text.isdigit() else MONTHS.index(name) + 1 if name in MONTHS else 0
