"""Holds the print shop's and the members' sheets to the office's: the same figures in the same order.

The print shop's are set from one layout, but a press file is not tagged, so its tables cannot be read by
their headings. What is drawn in the same order with the same values stands in the same places. The
members' have their login besides, which no message quotes.
"""

from __future__ import annotations

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.kinds import PAPER
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import Figure, Position

PRESS = "-press"
MEMBERS = "members-"
AROUND = 12  # characters of a text in a message


def prove_copies(book: Book, surfaces: list[Surface], findings: Findings) -> None:
    sheets = {(s.language, s.name): s for s in surfaces if s.kind in PAPER}
    for (language, name), members in sheets.items():
        office = sheets.get((language, name.removeprefix(MEMBERS)))
        if name.startswith(MEMBERS) and office is not None:
            _members(book, members, office, findings)
    for (language, name), press in sheets.items():
        office = sheets.get((language, name.replace(PRESS, "")))
        if PRESS not in name or office is None or press.unread or office.unread:
            continue
        if len(press.lines) != len(office.lines):
            found = {"found": len(press.lines), "wanted": len(office.lines)}
            findings.say(Position(press.file), "proof-twin-pages", counterpart=office.file, **found)
            continue
        for number, (mine, theirs) in enumerate(zip(press.lines, office.lines, strict=True), 1):
            here, there = figures(book, mine), figures(book, theirs)
            at = next((i for i, pair in enumerate(zip(here, there, strict=False)) if pair[0] != pair[1]), None)
            if at is None and len(here) != len(there):
                at = min(len(here), len(there))
            if at is not None:
                findings.say(
                    Position(press.file, 0, f"#{number}"),
                    "proof-twin",
                    counterpart=office.file,
                    found=str(here[at]) if at < len(here) else "–",
                    wanted=str(there[at]) if at < len(there) else "–",
                )
            elif (apart := first_apart(comparable(mine), comparable(theirs))) is not None:
                place = Position(press.file, 0, f"#{number}")
                findings.say(place, "proof-twin", counterpart=office.file, found=apart[0], wanted=apart[1])


def first_apart(here: str, there: str) -> tuple[str, str] | None:
    """What two texts say where they first differ; None where they are one."""
    if here == there:
        return None
    at = next((i for i, (a, b) in enumerate(zip(here, there, strict=False)) if a != b), min(len(here), len(there)))
    return here[at : at + AROUND] or "–", there[at : at + AROUND] or "–"


def _members(book: Book, members: Surface, office: Surface, findings: Findings) -> None:
    """All figures of the office's sheet, in their order, whatever stands between them."""
    there = iter([figure for line in members.lines for figure in figures(book, line)])
    for number, line in enumerate(office.lines, 1):
        for figure in figures(book, line):
            if figure not in there:  # which takes from them up to and with this one
                place = Position(members.file, 0, f"#{number}")
                findings.say(place, "proof-twin", counterpart=office.file, found="–", wanted=str(figure))
                return


def figures(book: Book, text: str) -> list[Figure]:
    return [found.figure for found in book.read(text)]
