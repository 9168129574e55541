"""Calendars as another program reads them: zones, repetitions and alarms, by a library that the press writes none with.

That a date is one of the data, `tracing` says. Here it is asked when a phone that has taken the file rings: a zone
must be as many hours ahead as the real one of its name, a repetition must fall on the day that the data has, and
an alarm rings by day, before what it is for.
"""

from __future__ import annotations

import datetime
import io
import itertools
import re
from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from chirashi.base.messages import phrase
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files import calendar_file
from chirashi.proof.files.calendar_file import Property
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

Told = tuple[int, str]  # a line, and the phrase that says what is wrong there
# All that a calendar needs: another property could move, repeat or cancel an event.
_KNOWN = """
BEGIN END VERSION PRODID CALSCALE X-WR-CALNAME X-WR-TIMEZONE UID DTSTAMP LAST-MODIFIED SEQUENCE DTSTART DTEND RRULE
SUMMARY DESCRIPTION URL TRANSP ACTION TRIGGER
"""
KNOWN = frozenset(_KNOWN.split())
FIXED = {"VERSION": "2.0", "CALSCALE": "GREGORIAN", "TRANSP": "TRANSPARENT", "ACTION": "DISPLAY"}
BEFORE = re.compile(r"-P(?:(?P<weeks>\d+)W|(?:(?P<days>\d+)D)?(?:T(?:(?P<hours>\d+)H)?(?:(?P<minutes>\d+)M)?)?)")
FIRST, LAST = datetime.time(7), datetime.time(21)  # hours at which people are told of a day
EARLIEST = datetime.timedelta(days=31)
REPEATED = 25  # times that a repetition is followed
STAMP = re.compile(r"(\d{8})(?:T(\d{6})Z?)?")
ZONE = re.compile(r"^(?:TZID|X-WR-TIMEZONE):(?P<name>.*)$")


def prove_times(book: Book, file: str, text: str, findings: Findings) -> None:
    """Tells what is wrong with one calendar."""
    for line, what in sorted(set(_wrong(book, text))):
        findings.say(Position(file, line), "proof-calendar", what=phrase(what))


def _wrong(book: Book, text: str) -> Iterator[Told]:
    whole = calendar_file.events(text)
    starts = [start for event in whole for _, name, said in event if name == "DTSTART" and (start := _moment(said))]
    yield from _zones(text, starts)
    for event in whole:
        for number, name, said in event:
            if name not in KNOWN or said.upper() != FIXED.get(name, said.upper()):
                yield number, "calendar-surplus"
        said = next((said for _, name, said in event if name == "DTSTART"), "")
        if (moment := _moment(said)) is not None:
            yield from _event(book, event, moment, whole_day="T" not in said)


def _zones(text: str, starts: list[datetime.datetime]) -> Iterator[Told]:
    """Zones that are not as far ahead as those of their names."""
    from dateutil import tz  # 20 ms, needed only where there are calendars

    named = [(n, m["name"].strip()) for n, line in calendar_file.unfolded(text) if (m := ZONE.match(line))]
    try:
        read = tz.tzical(io.StringIO(text.replace("\r\n", "\n")))
    except ValueError:
        yield (named[0][0] if named else 0), "calendar-zone"
        return
    for number, name in named:
        try:
            real = ZoneInfo(name)
        except (ZoneInfoNotFoundError, ValueError):
            yield number, "calendar-zone"
            continue
        own = read.get(name) if name in read.keys() else None  # noqa: SIM118 - it is no mapping
        if own is None or any(own.utcoffset(at) != at.replace(tzinfo=real).utcoffset() for at in starts):
            yield number, "calendar-zone"


def _event(book: Book, event: list[Property], start: datetime.datetime, whole_day: bool) -> Iterator[Told]:
    for number, name, said in event:
        if name == "RRULE" and not _is_monthly(book, said, start):
            yield number, "calendar-repeated"
        elif name == "TRIGGER" and not _rings_well(said, start, whole_day):
            yield number, "calendar-alarm"
        elif name == "DTEND" and _moment(said) != start + datetime.timedelta(days=1):
            yield number, "calendar-end"


def _rings_well(text: str, start: datetime.datetime, whole_day: bool) -> bool:
    """Whether an alarm rings before what it is for, not too early, and by day."""
    ahead = BEFORE.fullmatch(text)
    if not ahead or not any(ahead.groups()):
        return False
    before = datetime.timedelta(**{unit: int(number or 0) for unit, number in ahead.groupdict().items()})
    rings = start - before
    on_the_hour = FIRST <= rings.time() <= LAST if whole_day else rings.time() == start.time()
    return datetime.timedelta(0) < before <= EARLIEST and on_the_hour


def _is_monthly(book: Book, rule: str, start: datetime.datetime) -> bool:
    """Whether a repetition falls each month on the day that the data has for it, the last one where that is short."""
    from dateutil import rrule

    said = book.data.said("dates", "deadline", "day_of_month")
    days = {
        int(figure.value)
        for figure in book.figures_by_key.get("dates.deadline.day_of_month", ())
        if figure.value.isdigit()
    }
    if not said:
        return False
    try:
        found = [*itertools.islice(rrule.rrulestr(rule, dtstart=start), REPEATED)]
    except (ValueError, TypeError):
        return False
    months = [(day.year * 12 + day.month) for day in found]
    wanted = next(iter(days), 31)  # 末日
    ends = [min(wanted, ((day.replace(day=28) + datetime.timedelta(days=4)).replace(day=1) - ONE).day) for day in found]
    return months == [*range(months[0], months[0] + REPEATED)] and [day.day for day in found] == ends


ONE = datetime.timedelta(days=1)


def _moment(text: str) -> datetime.datetime | None:
    match = STAMP.fullmatch(text)
    try:
        return datetime.datetime.strptime(f"{match[1]}{match[2] or '000000'}", "%Y%m%d%H%M%S") if match else None
    except ValueError:
        return None
