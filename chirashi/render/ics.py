"""The dates to keep as a calendar file (RFC 5545): the deadline and the start of cover, with alarms.

The bytes follow from the data alone: no clock, no random identifiers. Who imports the file again
after a date has moved gets the event moved, since its identifier stays.
"""

from __future__ import annotations

import datetime

from chirashi.render.sitepage import SiteView
from chirashi.values import Day

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
# Nine in the morning, a week and a day before a day without a time; with a time, so long before it.
WHOLE_DAY_ALARMS = ("-P6DT15H", "-PT15H")
TIMED_ALARMS = ("-P7D", "-P1D")


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
    named = ["CALSCALE:GREGORIAN", "METHOD:PUBLISH", f"X-WR-CALNAME:{escaped(str(view.book.plain('scheme.name')))}"]
    lines = [*head, *named, "X-WR-TIMEZONE:Asia/Tokyo", *ZONE, *events, "END:VCALENDAR"]
    return "".join(folded(line) for line in lines).encode()


def _event(view: SiteView, key: str, day: Day, word: str, more: list[str] | None = None) -> list[str]:
    data = view.data
    scheme = view.book.plain("scheme.name")
    summary = str(view.members[word]).format(scheme=scheme)
    about = [str(view.members["date_ask"]).format(party=_asked(view))]
    url = next((request.url for request in data.requests if request.url), None)
    if day.time is None:
        following = day.date + datetime.timedelta(days=1)
        when = [f"DTSTART;VALUE=DATE:{day.date:%Y%m%d}", f"DTEND;VALUE=DATE:{following:%Y%m%d}"]
    else:
        at = f"TZID=Asia/Tokyo:{day.date:%Y%m%d}T{day.time:%H%M}00"
        when = [f"DTSTART;{at}", f"DTEND;{at}"]
    alarms = WHOLE_DAY_ALARMS if day.time is None else TIMED_ALARMS
    return [
        "BEGIN:VEVENT",
        f"UID:{data.edition}-{key}@{_domain(view)}",
        f"DTSTAMP:{int(data.scheme.year)}0101T000000Z",  # of the plan year, so that a build of tomorrow is the same
        *when,
        *(more or []),
        f"SUMMARY:{escaped(summary)}",
        f"DESCRIPTION:{escaped(chr(10).join(about))}",
        *([f"URL:{url}"] if url else []),
        "TRANSP:TRANSPARENT",
        *(line for alarm in alarms if key == "deadline" for line in _alarm(alarm, summary)),
        "END:VEVENT",
    ]


def _alarm(trigger: str, summary: str) -> list[str]:
    return ["BEGIN:VALARM", "ACTION:DISPLAY", f"TRIGGER:{trigger}", f"DESCRIPTION:{escaped(summary)}", "END:VALARM"]


def _asked(view: SiteView) -> str:
    """Whom to ask, with a telephone number where there is one."""
    key, party = view.asked_party()
    name = view.book.plain(f"parties.{key}.name")
    return f"{name} {view.labels['words']['telephone']} {party.telephone}" if party.telephone else name


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
