"""The calendar file (RFC 5545): its dates as days in Japan, its texts as texts."""

from __future__ import annotations

import datetime
import itertools
import re

from chirashi.proof.files.web.html import Block
from chirashi.proof.text.figure_reading import SPACES, fold

LAST, LAST_DAY = "-1", "毎月末日"
DATES = {"DTSTART", "DTEND", "DUE"}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "URL", "X-WR-CALNAME", "X-WR-CALDESC"}
TEXTS |= {"ATTACH", "ORGANIZER", "ATTENDEE", "CATEGORIES"}
SPOKEN = TEXTS - {"ATTACH"} | {"PRODID"}  # what each language says in its own words
SPOKEN |= {"DTSTAMP", "CREATED", "LAST-MODIFIED"}  # and when its file was written
MONTHLY = re.compile(r"(\w+)=([\w,-]+)")
Property = tuple[int, str, str]  # line, name, value
STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?")


def read_calendar(text: str) -> list[Block]:
    """A block for every date and text, headed by what its event calls itself.

    A day's DTEND is the day after, by the standard; it is told as the day meant. A rule of every month gives the
    day that it names, -1 the last one, and of several in one month the last; its first dates follow from it.
    """
    blocks: list[Block] = []
    for event in events(text):
        about = {name: value for _, name, value in event if name in ("UID", "SUMMARY")}
        own = about.get("UID", "").partition("@")[0]
        rules = [dict(MONTHLY.findall(value)) for _, name, value in event if name == "RRULE"]
        days = {said for rule in rules if rule.get("FREQ") == "MONTHLY" and (said := _day_of(rule))}
        for number, name, value in event:
            if name in DATES and (stamp := STAMP.fullmatch(value)):
                said = _moment(stamp, ends=name == "DTEND")
                if any(_is_that_day(said, day) for day in days):
                    continue
            elif name == "RRULE":
                said = " ".join(_moment(s, ends=False) for s in STAMP.finditer(value.partition("UNTIL=")[2]))
                said = " ".join([*(LAST_DAY if day == LAST else f"{int(day)}日" for day in days), said]).strip()
            elif name in TEXTS:
                said = SPACES.sub(" ", fold(_plain(value))).strip()
            else:
                continue
            heads = [_plain(about.get("SUMMARY", "")), own.rpartition("-")[2]] if name in DATES else []
            blocks.append(Block(said, number, name.lower(), own, name.lower(), heads=heads))
    return blocks


def _day_of(rule: dict[str, str]) -> str:
    """The day of the month that a rule names, 20 or -1; several where no month may be left out count as their last."""
    days = rule.get("BYMONTHDAY", "").split(",")
    return days[-1] if len(days) == 1 or rule.get("BYSETPOS") == LAST else ""


def _is_that_day(date: str, day: str) -> bool:
    """Whether a date, 2027-02-28, is that day of its month, or the last of a month that has no such day."""
    try:
        at = datetime.date.fromisoformat(date[:10])
    except ValueError:
        return False
    last = (at + datetime.timedelta(days=1)).day == 1
    return last if day == LAST else at.day == int(day) or (last and at.day < int(day))


def events(text: str) -> list[list[Property]]:
    """The calendar's own properties, then each event's with its alarms'; the rules of a time zone have dates apart."""
    found: list[list[Property]] = [[]]
    zone = False
    for number, line in unfolded(text):
        name, _, value = line.partition(":")
        name, value = name.upper().partition(";")[0], value.strip()
        if value.upper() == "VTIMEZONE":
            zone = name == "BEGIN"
        elif not zone and name in ("BEGIN", "END") and value.upper() == "VEVENT":
            found.append([])
        elif not zone:
            found[-1].append((number, name, value))
    return [event for event in found if event]


def apart(one: str, other: str) -> list[tuple[int, str, str]]:
    """Where two languages' calendars differ in what is no text: the line of the other, and what each has."""
    bare = [
        [(number, f"{name}:{value}") for event in events(text) for number, name, value in event if name not in SPOKEN]
        for text in (one, other)
    ]
    pairs = itertools.zip_longest(*bare, fillvalue=(0, "–"))
    return [(number, there, here) for (_, there), (number, here) in pairs if there != here]


def _plain(value: str) -> str:
    return re.sub(r"\\([nN,;\\])", lambda m: " " if m[1] in "nN" else m[1], value)


def unfolded(text: str) -> list[tuple[int, str]]:
    """Logical lines with the number of the line they begin on."""
    lines: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if line[:1] in (" ", "\t") and lines:
            lines[-1] = (lines[-1][0], lines[-1][1] + line[1:])
        else:
            lines.append((number, line))
    return lines


def _moment(stamp: re.Match[str], ends: bool) -> str:
    year, month, day = (int(part) for part in stamp.groups()[:3])
    try:
        moment = datetime.datetime(year, month, day, int(stamp[4] or 0), int(stamp[5] or 0))
    except ValueError:
        return stamp.group()
    if stamp[6]:
        moment += datetime.timedelta(hours=9)
    if stamp[4] is None:
        return (moment - datetime.timedelta(days=1 if ends else 0)).date().isoformat()
    return moment.strftime("%Y-%m-%dT%H:%M")
