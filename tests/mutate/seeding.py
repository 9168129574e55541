"""What a fault is, and the small changes that faults are made of. Shares nothing with the witness."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

DATA = re.compile(r'<data value="(?P<value>[^"]*)" data-key="(?P<key>[^"]*)">(?P<text>[^<]*)</data>')
BODY = re.compile(r">([^<>]*\d[^<>]*)<")


@dataclass
class Fault:
    kind: str
    surface: str
    file: str  # below the folder of the copy: site/premiums/index.html
    content: bytes | None  # None: the file is gone
    codes: set[str]  # any of these is the right rule
    lines: set[int] = field(default_factory=set)  # where it must be told, give or take two; empty: anywhere in the file
    also: set[str] = field(default_factory=set)  # other files where it may rightly be told
    more: dict[str, bytes] = field(default_factory=dict)  # other files that are changed with it
    turn: int = 0  # the first, second … of its kind, where kinds take turns


@dataclass
class Edit:
    """A change that is no fault: its kind, what it is in words, and each file's new content."""

    kind: str
    said: str
    files: dict[str, bytes]


@dataclass
class Outcome:
    """What the witness told of a fault."""

    fault: Fault
    caught: bool
    told: list[str]
    seconds: float


def line_of(text: str, at: int) -> int:
    return text.count("\n", 0, at) + 1


def other_digit(rng: random.Random, digit: str) -> str:
    return rng.choice([d for d in "123456789" if d != digit])


def digit_changed(rng: random.Random, text: str) -> str:
    """One digit of the text another; the text must hold one."""
    places = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
    at = rng.choice(places)
    return text[:at] + other_digit(rng, text[at]) + text[at + 1 :]


def digits_swapped(rng: random.Random, text: str) -> str | None:
    """Two neighbouring, different digits changed for one another; commas between them stay."""
    places = [i for i, c in enumerate(text) if c.isascii() and c.isdigit()]
    pairs = [(a, b) for a, b in zip(places, places[1:], strict=False) if text[a] != text[b] and b - a <= 2]
    if not pairs:
        return None
    a, b = rng.choice(pairs)
    return text[:a] + text[b] + text[a + 1 : b] + text[a] + text[b + 1 :]


def put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


def rows_of(text: str) -> list[re.Match[str]]:
    return list(re.finditer(r"<tr\b[^>]*>.*?</tr>", text, re.DOTALL))


def cells_of(row: str) -> list[re.Match[str]]:
    return list(re.finditer(r"<td\b[^>]*>.*?</td>", row, re.DOTALL))
