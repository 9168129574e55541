"""The dates to keep as a calendar file (RFC 5545): the deadline and the start of cover, with alarms.

The bytes follow from the data alone: no clock, no random identifiers. Who imports the file again
after a date has moved gets the event moved: its identifier stays, and its number in the sequence
of revisions is higher, since it grows with the day of issue, and with the date itself.
"""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from chirashi.content.values import Day, MonthDay
from chirashi.site.pages.page_view import SiteView
from chirashi.view.templates import SHORTEST

if TYPE_CHECKING:
    import icalendar

NAME = "deadline.ics"
ZONE = "Asia/Tokyo"
AHEAD = datetime.timedelta(hours=9)  # of UTC, all year
# For each event, how long before a day without a time (at nine in the morning), and before a moment.
WEEK = (datetime.timedelta(days=6, hours=15), datetime.timedelta(days=7))
EVE = (datetime.timedelta(hours=15), datetime.timedelta(days=1))
ALARMS = {"deadline": (WEEK, EVE), "start": (EVE,)}
SPAN = 1000  # days within which an event of a plan year lies, counted from a year before it


def calendar(view: SiteView) -> bytes | None:
    """The file in one language; without a deadline where nobody can say which day it is."""
    import icalendar  # takes 34 ms, which the processes that make pages need not spend; see `_pieces` of `build`

    data = view.data
    deadline = data.dates.deadline
    whole = icalendar.Calendar()
    whole.add("VERSION", "2.0")
    whole.add("PRODID", "-//Chirashi//brochure//" + view.language.upper())
    whole.add("CALSCALE", "GREGORIAN")
    whole.add("X-WR-CALNAME", str(view.book.plain("scheme.name")))
    whole.add("X-WR-TIMEZONE", ZONE)
    whole.add_component(_zone())
    for i, last in enumerate(deadline.closing):
        key = f"deadline-{i + 1}" if deadline.windows else "deadline"
        whole.add_component(_event(view, key, last, "date_deadline"))
    if (day := deadline.day_of_month) and not deadline.moved:
        first = Day(_last_before(data.dates.start.date, day))
        every_month = {"FREQ": "MONTHLY"} | _every_month(day)
        whole.add_component(_event(view, "deadline", first, "date_deadline", every_month))
    whole.add_component(_event(view, "start", data.dates.start, "date_start"))
    content: bytes = whole.to_ical(sorted=False)
    return content


def _last_before(start: datetime.date, day: MonthDay) -> datetime.date:
    """The last such day on which one can apply for cover from the start."""
    before = start.replace(day=1) - datetime.timedelta(days=1)
    this = day.of(start.year, start.month)
    return this if this < start else day.of(before.year, before.month)


def _every_month(day: MonthDay) -> dict[str, Any]:
    """The day as a rule of recurrence has it, which would leave out the months that are too short for it."""
    if day.last:
        return {"BYMONTHDAY": -1}
    if day.day > SHORTEST:
        return {"BYMONTHDAY": list(range(SHORTEST, day.day + 1)), "BYSETPOS": -1}
    return {"BYMONTHDAY": day.day}


def _zone() -> icalendar.Timezone:
    """Japan's, which has had one offset since 1951; the library would list those before it."""
    import icalendar

    zone, standard = icalendar.Timezone(), icalendar.TimezoneStandard()
    zone.add("TZID", ZONE)
    standard.add("DTSTART", datetime.datetime(1970, 1, 1))
    standard.add("TZNAME", "JST")
    standard.add("TZOFFSETFROM", AHEAD)
    standard.add("TZOFFSETTO", AHEAD)
    zone.add_component(standard)
    return zone


def _event(view: SiteView, key: str, day: Day, word: str, repeated: dict[str, Any] | None = None) -> icalendar.Event:
    import icalendar

    data, event = view.data, icalendar.Event()
    summary = str(view.members[word]).format(scheme=view.book.plain("scheme.name"))
    issued = _issued(view)
    event.add("UID", f"{data.edition}-{key}@{_domain(view)}")
    event.add("DTSTAMP", datetime.datetime.combine(issued, datetime.time(), datetime.UTC))
    event.add("LAST-MODIFIED", datetime.datetime.combine(issued, datetime.time(), datetime.UTC))
    event.add("SEQUENCE", _sequence(view, issued, day.date))
    if day.time is None:
        event.add("DTSTART", day.date)
        event.add("DTEND", day.date + datetime.timedelta(days=1))
    else:  # without an end it ends when it begins; an equal DTEND is not allowed
        event.add("DTSTART", datetime.datetime.combine(day.date, day.time, ZoneInfo(ZONE)))
    if repeated:
        event.add("RRULE", repeated)
    event.add("SUMMARY", summary)
    event.add("DESCRIPTION", str(view.members["date_ask"]).format(party=view.asked()))
    if url := next((request.url for request in data.requests if request.url), None):
        event.add("URL", str(url))
    event.add("TRANSP", "TRANSPARENT")
    for of_day, of_moment in ALARMS[key.partition("-")[0]]:
        alarm = icalendar.Alarm()
        alarm.add("ACTION", "DISPLAY")
        alarm.add("TRIGGER", -(of_moment if day.time else of_day))
        alarm.add("DESCRIPTION", summary)
        event.add_component(alarm)
    return event


def _issued(view: SiteView) -> datetime.date:
    """When the brochure was issued; where nobody says, the plan year's first day, so that tomorrow says the same."""
    day = view.data.issued
    return day.date if day else datetime.date(int(view.data.scheme.year), 1, 1)


def _sequence(view: SiteView, issued: datetime.date, date: datetime.date) -> int:
    """A number that grows with the day of issue and, on the same day, with the date of the event."""
    earliest = datetime.date(int(view.data.scheme.year) - 1, 1, 1)
    within = min(max((date - earliest).days, 0), SPAN - 1)
    return (issued - datetime.date(2000, 1, 1)).days * SPAN + within


def _domain(view: SiteView) -> str:
    """What makes an identifier unique in the world: the association's own domain, where it is known."""
    emails = [party.email for party in view.data.parties.values() if party.email]
    return emails[0].partition("@")[2] if emails else "brochure.invalid"
