"""Keeps what the rules have found: the ledger of traced figures, and what is wrong."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from chirashi.base.messages import Bilingual, phrase
from chirashi.base.problems import Problem
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.text.figures import Figure, Position, Reading

AROUND = 18  # characters of text shown on each side of a figure


@dataclass(frozen=True)
class Line:
    """One entry of the ledger: a figure, where it stands, and the keys of the data that hold it."""

    place: Position
    surface: str  # html, attribute, json, csv, calendar, pdf, field, qr, …
    text: str
    figure: Figure
    keys: tuple[str, ...]


@dataclass
class Findings:
    ledger: list[Line] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    literals_used: set[str] = field(default_factory=set)

    def say(self, place: Position, code: str, /, **fields: object) -> None:
        spot = place.spot
        self.problems.append(Problem(place.file, place.line, code, {"spot": f" {spot}" if spot else "", **fields}))

    def excused(self, book: Book, key: str, on: str) -> bool:
        """Whether the edition need not show this there; what excuses it has then been of use."""
        if (key, on) not in book.waivers:
            return False
        self.literals_used.add(f"waived:{key} {on}")
        return True

    def trace(self, place: Position, surface: str, keys: list[str], reading: Reading) -> None:
        self.ledger.append(Line(place, surface, reading.text.strip(), reading.figure, tuple(keys)))

    def join(self, other: Findings) -> None:
        self.ledger += other.ledger
        self.problems += other.problems
        self.literals_used |= other.literals_used

    def counts(self) -> dict[str, int]:
        return dict(sorted(Counter(line.surface for line in self.ledger).items()))


@dataclass(frozen=True)
class Quote:
    """A figure with a little of the text on both sides: what a message shows, and what finds its source."""

    before: str
    text: str
    after: str

    def __str__(self) -> str:
        return f"…{self.before.lstrip()}【{self.text}】{self.after.rstrip()}…"


def around(text: str, reading: Reading) -> Quote:
    before, after = text[max(0, reading.start - AROUND) : reading.start], text[reading.end : reading.end + AROUND]
    return Quote(before, text[reading.start : reading.end], after)


def nearest(book: Book, figure: Figure) -> Bilingual:
    """The key whose figure looks most like this one, as a clause of a message."""
    kinds = {figure.kind} | {"number": {"money", "year"}, "day": {"date"}}.get(figure.kind, set())
    best, score = ("", Figure("none", "")), 0.0
    for other, keys in book.keys_by_figure.items():
        if other.kind in kinds:
            value = other.value[-len(figure.value) :] if figure.kind == "day" else other.value
            likeness = SequenceMatcher(None, figure.value, value).ratio()
            if likeness > score:
                best, score = (keys[0], other), likeness
    key, said = best
    if not key:
        return phrase("no-such-kind")
    return phrase("nearest-figure", name=f"{{{{ {key} }}}}", value=said)
