"""The calendar as the library reads it on which many calendars stand: days that come again come on the right ones."""

from __future__ import annotations

import calendar
import datetime

import icalendar
from dateutil import rrule
from known import EDITIONS

from chirashi.content.edition import Edition

TIMES = 30  # of an event that comes again: two years and a half of months


def test_days_that_come_again_are_those_of_the_data(
    sites: dict[str, dict[str, bytes]], editions: dict[str, Edition]
) -> None:
    seen = 0
    for name in EDITIONS:
        day = editions[name].data.dates.deadline.day_of_month
        for path, content in sites[name].items():
            for event in icalendar.Calendar.from_ical(content).walk("VEVENT") if path.endswith(".ics") else ():
                if "RRULE" not in event:
                    continue
                start = datetime.datetime.combine(event["DTSTART"].dt, datetime.time())
                said = event["RRULE"].to_ical().decode()
                found = [one.date() for one in rrule.rrulestr(said, dtstart=start)[:TIMES]]
                assert day is not None, "an event comes again though the data has one day"
                months = [(one.year, one.month) for one in found]
                first = months[0][0] * 12 + months[0][1] - 1
                assert months == [(n // 12, n % 12 + 1) for n in range(first, first + TIMES)], "no month is left out"
                for one in found:
                    last = calendar.monthrange(one.year, one.month)[1]
                    assert one.day == (last if day.last else min(day.day, last))
                seen += 1
    assert seen, "no edition has a day that comes again"
