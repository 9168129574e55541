"""Dates as people write them: Western and Japanese years, with weekdays, in Japanese and English."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

ERAS = {"令和": 2018, "R": 2018, "平成": 1988, "H": 1988, "昭和": 1925, "S": 1925}  # the year before each began
MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
DAYS_JA, DAYS_EN = "月火水木金土日", ("mon", "tue", "wed", "thu", "fri", "sat", "sun")

_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_DAY = r"(?:Mon(?:day)?|Tue(?:s(?:day)?)?|Wed(?:nesday)?|Thu(?:rs(?:day)?)?|Fri(?:day)?|Sat(?:urday)?|Sun(?:day)?)"
_YEAR = (
    r"(?:(?P<{0}era>令和|平成|昭和|(?<![A-Za-z])[RHS])\s?(?P<{0}ey>元|\d{{1,2}})|(?P<{0}y>\d{{4}}))\s?年\s?"
    r"(?:\((?P<{0}era2>令和|平成|昭和)\s?(?P<{0}ey2>元|\d{{1,2}})年\)\s?)?"
)
_WEEKDAY_JA = r"(?:\s?(?:\((?P<{0}wp>[月火水木金土日])(?:曜日?)?[・祝休振]*\)|(?P<{0}w>[月火水木金土日])曜日?))?"
_WEEKDAY_AFTER = rf"(?:\s?\((?P<{{0}}wa>{_DAY})\))?"

PATTERNS = {
    "dja": _YEAR.format("dja") + r"(?P<djam>\d{1,2})\s?月\s?(?P<djad>\d{1,2})\s?日" + _WEEKDAY_JA.format("dja"),
    "diso": r"(?<![\d.-])(?P<disoy>\d{4})(?P<disosep>[-/.])(?P<disom>\d{1,2})(?P=disosep)(?P<disod>\d{1,2})(?![\d-])"
    + r"(?:T(?P<disoH>\d\d):?(?P<disoM>\d\d)(?::?\d\d(?:\.\d+)?)?(?P<disoz>Z|[+-]\d\d:?\d\d)?)?"
    + _WEEKDAY_JA.format("diso"),
    "den": rf"(?:\b(?P<denw>{_DAY})\.?,?\s+)?(?<![\d,.])"
    + rf"(?P<dend>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<denm>{_MONTH})\.?,?\s+(?P<deny>\d{{4}})\b"
    + _WEEKDAY_AFTER.format("den"),
    "dus": rf"(?:\b(?P<dusw>{_DAY})\.?,?\s+)?\b"
    + rf"(?P<dusm>{_MONTH})\.?\s+(?P<dusd>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<dusy>\d{{4}})\b"
    + _WEEKDAY_AFTER.format("dus"),
    "mja": _YEAR.format("mja") + r"(?P<mjam>\d{1,2})\s?月(?!\s?\d{1,2}\s?日)",
    "miso": r"(?<![\d.-])(?P<misoy>(?:19|20)\d\d)-(?P<misom>0[1-9]|1[0-2])(?![\d-])",
    "men": rf"\b(?P<menm>{_MONTH})\.?,?\s+(?P<meny>\d{{4}})\b",
    "pja": r"(?<!\d)(?P<pjam>\d{1,2})\s?月\s?(?P<pjad>\d{1,2})\s?日" + _WEEKDAY_JA.format("pja"),
    "pen": rf"(?:\b(?P<penw>{_DAY})\.?,?\s+)?(?<![\d,.])"
    + rf"(?P<pend>\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?(?P<penm>{_MONTH})\b",
    "pus": rf"(?:\b(?P<pusw>{_DAY})\.?,?\s+)?\b"
    + rf"(?P<pusm>{_MONTH})\.?\s+(?P<pusd>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s*\d)",
    "yja": r"(?:(?P<yjaera>令和|平成|昭和)\s?(?P<yjaey>元|\d{1,2})|(?<!\d)(?P<yjay>(?:19|20)\d\d))\s?年度?",
    "yfy": r"\bFY\s?(?P<yfyy>20\d\d)\b",
}


class Said(NamedTuple):
    """A date as read: its kind and value, and what is wrong with it, if anything."""

    kind: str
    value: str
    wrong: str = ""
    truth: str = ""
    time: str = ""


def read(form: str, match: re.Match[str]) -> Said:
    """The date that one of `PATTERNS` has matched."""
    part = {name.removeprefix(form): text for name, text in match.groupdict().items() if name.startswith(form)}
    year = _year(part)
    month = _month(part.get("m"))
    day = int(part["d"]) if part.get("d") else None
    if part.get("era2") and ERAS[part["era2"]] + _era_year(part["ey2"]) != year:
        return Said("date", "?", "era", f"{part['era2']}{(year or 0) - ERAS[part['era2']]}年")
    if form[0] == "y":
        return Said("year", str(year))
    if day is None:
        return Said("month", f"{year}-{month:02}") if 1 <= month <= 12 else Said("month", "?", "date")
    if year is None:
        return Said("day", f"{month:02}-{day:02}", *_weekday(part, None))
    time = ""
    try:
        date = datetime.date(year, month, day)
        if part.get("H"):
            moment = datetime.datetime(year, month, day, int(part["H"]) % 24, int(part["M"]))
            if part.get("z") == "Z":
                moment += datetime.timedelta(hours=9)  # Japan's time, which is what the data holds
            date, time = moment.date(), moment.strftime("%H:%M")
    except (ValueError, OverflowError):
        return Said("date", "?", "date")
    return Said("date", date.isoformat(), *_weekday(part, date), time=time)


def weekday_of(part: dict[str, str | None]) -> int | None:
    """The weekday that stands with the date, Monday is 0."""
    if ja := part.get("wp") or part.get("w"):
        if ja in DAYS_JA:
            return DAYS_JA.index(ja)
        return DAYS_EN.index(ja[:3].lower())
    if after := part.get("wa"):
        return DAYS_EN.index(after[:3].lower())
    return None


def _weekday(part: dict[str, str | None], date: datetime.date | None) -> tuple[str, str]:
    said = weekday_of(part)
    if said is None:
        return "", ""
    if date is None:
        return "weekday?", str(said)  # to be held against the date in the data
    return ("", "") if said == date.weekday() else ("weekday", weekday_name(date))


def weekday_name(date: datetime.date) -> str:
    return f"{DAYS_JA[date.weekday()]} / {date:%A}"


def _era_year(text: str | None) -> int:
    return 1 if text == "元" else int(text or 0)


def _year(part: dict[str, str | None]) -> int | None:
    if era := part.get("era"):
        return ERAS[era] + _era_year(part.get("ey"))
    return int(part["y"] or 0) if part.get("y") else None


def _month(text: str | None) -> int:
    if not text:
        return 0
    return int(text) if text.isdigit() else MONTHS.index(text[:3].lower()) + 1
