"""The dates to keep as a calendar file (RFC 5545): the deadline and the start of cover, with alarms.

The bytes follow from the data alone: no clock, no random identifiers. Who imports the file again
after a date has moved gets the event moved: its identifier stays, and its number in the sequence
of revisions is higher, since it grows with the day of issue, and with the date itself.
"""

from __future__ import annotations

import datetime

from chirashi.content.values import Day
from chirashi.site.pages.page_view import SiteView

NAME = "deadline.ics"
ZONE = [
    "BEGIN:VTIMEZONE",
    "TZID:Asia/Tokyo",
    "BEGIN:STANDARD",
    "DTSTART:19700101T000000",
    "TZNAME:JST",
    "TZOFFSETFROM:+0900",
    "TZOFFSETTO:+0900",
    "END:STANDARD",
    "END:VTIMEZONE",
]
OCTETS = 75  # the longest line, RFC 5545 3.1
# For each event, how long before a day without a time (at nine in the morning), and before a moment.
WEEK, EVE = ("-P6DT15H", "-P7D"), ("-PT15H", "-P1D")
ALARMS = {"deadline": (WEEK, EVE), "start": (EVE,)}
SPAN = 1000  # days within which an event of a plan year lies, counted from a year before it


def calendar(view: SiteView) -> bytes | None:
    """The file in one language; None where nobody can say which day the deadline is."""
    data = view.data
    deadline = data.dates.deadline
    last = deadline.date or deadline.closes
    events: list[str] = []
    if last is not None:
        events += _event(view, "deadline", last, "date_deadline")
    elif deadline.day_of_month and not deadline.moved:
        start = data.dates.start.date.replace(day=1)
        first = next(d for i in range(62) if (d := start + datetime.timedelta(i)).day == int(deadline.day_of_month))
        events += _event(view, "deadline", Day(first), "date_deadline", [f"RRULE:FREQ=MONTHLY;BYMONTHDAY={first.day}"])
    events += _event(view, "start", data.dates.start, "date_start")
    head = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Chirashi//brochure//" + view.language.upper()]
    named = ["CALSCALE:GREGORIAN", f"X-WR-CALNAME:{escaped(str(view.book.plain('scheme.name')))}"]
    lines = [*head, *named, "X-WR-TIMEZONE:Asia/Tokyo", *ZONE, *events, "END:VCALENDAR"]
    return "".join(folded(line) for line in lines).encode()


def _event(view: SiteView, key: str, day: Day, word: str, more: list[str] | None = None) -> list[str]:
    data = view.data
    scheme = view.book.plain("scheme.name")
    summary = str(view.members[word]).format(scheme=scheme)
    about = [str(view.members["date_ask"]).format(party=view.asked())]
    url = next((request.url for request in data.requests if request.url), None)
    if day.time is None:
        following = day.date + datetime.timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{day.date:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    else:
        at = f"TZID=Asia/Tokyo:{day.date:%Y%m%d}T{day.time:%H%M}00"
        when = [f"DTSTART;{at}"]  # without an end it ends when it begins; an equal DTEND is not allowed
    alarms = [timed if day.time else whole for whole, timed in ALARMS[key]]
    issued = _issued(view)
    return [
        "BEGIN:VEVENT",
        f"UID:{data.edition}-{key}@{_domain(view)}",
        f"DTSTAMP:{issued:%Y%m%d}T000000Z",
        f"LAST-MODIFIED:{issued:%Y%m%d}T000000Z",
        f"SEQUENCE:{_sequence(view, issued, day.date)}",
        *when,
        *(more or []),
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(chr(10).join(about))}",
        *([f"URL:{url}"] if url else []),
        "TRANSP:TRANSPARENT",
        *(line for alarm in alarms for line in _alarm(alarm, summary)),
        "END:VEVENT",
    ]


def _issued(view: SiteView) -> datetime.date:
    """When the brochure was issued; where nobody says, the plan year's first day, so that tomorrow says the same."""
    day = view.data.issued
    return day.date if day else datetime.date(int(view.data.scheme.year), 1, 1)


def _sequence(view: SiteView, issued: datetime.date, date: datetime.date) -> int:
    """A number that grows with the day of issue and, on the same day, with the date of the event."""
    earliest = datetime.date(int(view.data.scheme.year) - 1, 1, 1)
    within = min(max((date - earliest).days, 0), SPAN - 1)
    return (issued - datetime.date(2000, 1, 1)).days * SPAN + within


def _alarm(trigger: str, summary: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{escaped(summary)}", "END:VALARM"]


def _domain(view: SiteView) -> str:
    """What makes an identifier unique in the world: the association's own domain, where it is known."""
    emails = [party.email for party in view.data.parties.values() if party.email]
    return emails[0].partition("@")[2] if emails else "brochure.invalid"


def escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")


def folded(line: str) -> str:
    """A line with its end, folded between characters so that none has more than 75 octets."""
    parts: list[str] = []
    part = ""
    for character in line:
        room = OCTETS if not parts else OCTETS - 1  # the blank that begins a continuation counts
        if len((part + character).encode()) > room:
            parts.append(part)
            part = ""
        part += character
    return "\r\n ".join([*parts, part]) + "\r\n"
