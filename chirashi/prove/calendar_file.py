"""The calendar file (RFC 5545): its dates as days in Japan, its texts as texts."""

from __future__ import annotations

import datetime
import re

from chirashi.prove.html import Block
from chirashi.prove.reading import SPACES, fold

DATES = {"DTSTART", "DTEND", "DUE"}
TEXTS = {"SUMMARY", "DESCRIPTION", "LOCATION", "COMMENT", "CONTACT", "URL", "X-WR-CALNAME", "X-WR-CALDESC"}
STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d\d(Z)?)?")


def read(text: str) -> list[Block]:
    """A block for every date and text. A day's DTEND is the day after, by the standard; it is told as the day meant."""
    blocks: list[Block] = []
    zone = False
    for number, line in unfolded(text):
        name, _, value = line.partition(":")
        name = name.upper().partition(";")[0]
        if value.strip().upper() == "VTIMEZONE":
            zone = name == "BEGIN"  # the rules of a time zone have dates of their own
        elif zone:
            continue
        elif name in DATES and (stamp := STAMP.fullmatch(value.strip())):
            said = _moment(stamp, ends=name == "DTEND")
            blocks.append(Block(said, number, name.lower(), name.lower()))
        elif name in TEXTS:
            said = re.sub(r"\\([nN,;\\])", lambda m: " " if m[1] in "nN" else m[1], value)
            blocks.append(Block(SPACES.sub(" ", fold(said)).strip(), number, name.lower(), name.lower()))
    return blocks


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
