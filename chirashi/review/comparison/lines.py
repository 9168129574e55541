"""What has changed, as lines to show and to tick: each has an id that stays and a hash of what it says."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, fields
from typing import Literal

Both = dict[str, str]  # the same in each language of people who review: ja, en
Kind = Literal["exchanged", "new", "gone", "figure", "text", "stays"]


@dataclass(frozen=True)
class Piece:
    """A run of words of a text: in both, in the old alone, or in the new alone."""

    where: Literal["both", "old", "new"]
    text: str


@dataclass(frozen=True)
class Line:
    """One thing to look at.

    `marks` name entries of `marks` in `words.toml` (ten times as much, a digit short, out of line), `reasons` those
    of `reasons`: why a text that stays should be looked at. `old` and `new` are as each language writes them; of a
    text in one language they hold that language alone, and `pieces` its words.
    """

    id: str
    kind: Kind
    group: str  # the table, part of the data or page that it belongs to: tables.basic, parties, ja/premiums
    name: Both
    file: str = ""  # where it is mended, from the project: of the new edition, or of the old where it is gone
    line: int = 0
    language: str = ""  # of a text that stands in one language
    old: Both = field(default_factory=dict)
    new: Both = field(default_factory=dict)
    difference: Both = field(default_factory=dict)
    percent: str = ""
    marks: tuple[str, ...] = ()
    reasons: tuple[str, ...] = ()
    pieces: tuple[Piece, ...] = ()
    derived: bool = False  # worked out by a rule from others that are listed

    @property
    def hash(self) -> str:
        """Twelve hexadecimal digits of what the line says: a later change of either side makes another."""
        said = (self.id, self.kind, sorted(self.old.items()), sorted(self.new.items()))
        return hashlib.sha256(repr(said).encode()).hexdigest()[:12]

    @property
    def odd(self) -> bool:
        """Whether it is marked as large or unlikely."""
        return bool(self.marks)

    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file


@dataclass(frozen=True)
class Changes:
    """The edition `new` against `old`, both by their folders' names. Lines stand in the order of the edition."""

    old: str
    new: str
    languages: tuple[str, ...]
    exchanged: tuple[Line, ...] = ()  # plans, notes, parties, pages under another name or key
    added: tuple[Line, ...] = ()
    gone: tuple[Line, ...] = ()
    figures: tuple[Line, ...] = ()
    texts: tuple[Line, ...] = ()
    stays: tuple[Line, ...] = ()
    groups: dict[str, Both] = field(default_factory=dict)  # what each group of lines is called

    def sections(self) -> Iterator[tuple[str, tuple[Line, ...]]]:
        """The kinds of lines by their names, in the order in which they are looked at."""
        for one in fields(self):
            if one.name in ("exchanged", "added", "gone", "figures", "texts", "stays"):
                yield one.name, getattr(self, one.name)

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for _, lines in self.sections() for line in lines)

    @property
    def odd(self) -> tuple[Line, ...]:
        return tuple(line for line in self.lines if line.odd)
