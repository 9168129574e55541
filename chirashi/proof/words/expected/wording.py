"""Wording: the theme's words of one language, and the data's texts and figures as they stand in sentences.

A figure is written in any form that is read as its value, since texts are compared by values.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from chirashi.base.project import theme
from chirashi.proof.data import yaml_events
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.grids import Member
from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import WORDS, Figure

ASKED = re.compile(r"\{\{\s*([^{}|\s(]+)[^{}]*\}\}")
COUNTED = re.compile(r"\|\s*count\b")
HOLE = re.compile(r"\{[^{}]*\}")
LENGTHS = {"Y": "year", "M": "month", "D": "day"}
KINDS = (
    "text",
    "date",
    "ages",
    "monthend",
    "number",
    "term",
    "month",
    "year",
    "percent",
    "money",
    "telephone",
    "email",
    "url",
)


class Said(NamedTuple):
    """One text that a surface must say, and where it comes from: a key of the data, of the labels, or a line."""

    text: str
    source: str
    optional: bool = False  # as a layout decides

    def perhaps(self) -> Said:
        return self._replace(optional=True)


@functools.lru_cache(maxsize=16)
def _labels(files: tuple[tuple[Path, int], ...]) -> Entry:
    """The labels of the press, with the project's own laid over them entry by entry."""
    return functools.reduce(_laid, (yaml_events.read_yaml(path) for path, _ in files), Entry(0))


def _laid(under: Entry, over: Entry) -> Entry:
    if not over.under:
        return over if over.text or over.items else under
    inner = {name: _laid(under.under.get(name, Entry(0)), entry) for name, entry in over.under.items()}
    return Entry(over.line, under={**under.under, **inner})


@dataclass(frozen=True, eq=False)
class Wording:
    """What is said in one language. `labels` are those of the theme."""

    book: Book
    language: str
    labels: Entry
    beside: tuple[Book, ...] = ()  # other editions of the site, to which its pages lead
    present: Book | None = None  # of a past edition, the one that holds now
    shown: Mapping[str, list[str]] = field(default_factory=dict)  # of axes that a table is cut along, the keys there

    def label(self, *path: str, **parts: str) -> Said:
        """A word of the theme, its `{…}` filled."""
        text = self.labels.said(*path)
        return Said(HOLE.sub(lambda hole: parts.get(hole.group()[1:-1], hole.group()), text), ".".join(path))

    def word(self, name: str, /, **parts: str) -> Said:
        return self.label("words", name, **parts)

    def text(self, *path: str) -> Said:
        """A text of the data, its placeholders filled; empty where there is none."""
        entry = self.place(path)
        said = entry.said(self.language) if entry and entry.under else entry.text or "" if entry else ""
        return Said(self.filled(said), ".".join(path))

    def has(self, *path: str) -> bool:
        entry = self.place(path)
        return entry is not None and bool(entry.text or entry.under or entry.items)

    def place(self, path: tuple[str, ...]) -> Entry | None:
        """What stands under a path; items of lists by their own keys or their numbers."""
        here: Entry | None = self.book.data
        for name in path:
            if here is None:
                return None
            by_number = {str(i): item for i, item in enumerate(here.items)}
            by_key = {own_key(item): item for item in here.items}
            here = here.under.get(name) or by_key.get(name) or by_number.get(name)
        return here

    def filled(self, text: str) -> str:
        def put(match: re.Match[str]) -> str:
            return self.counted(match[1]) if COUNTED.search(match.group()) else self.written(match[1])

        return ASKED.sub(put, text) if "{{" in text else text

    def counted(self, group: str) -> str:
        """How many entries a group of the data has, in words where the language has one."""
        entry, words = self.place(tuple(group.split("."))), self.labels.get("formats", "counts")
        number = len(entry.under or entry.items) if entry else 0
        listed = words.items if words else []
        return listed[number].text or "" if number < len(listed) else str(number)

    def written(self, key: str) -> str:
        """What a placeholder of this key puts in."""
        path = tuple(key.split("."))
        entry = self.place(path)
        if entry and self.language in entry.under:
            return self.text(*path).text
        cell = self._cell(key)
        if isinstance(cell, dict):
            return cell.get(self.language, "")
        figures = [cell] if cell else sorted(self.book.figures_by_key.get(key, ()), key=_order)
        if not figures:
            return entry.text or "" if entry else ""
        if entry and entry.under.get("unit") and (count := entry.said("number")):
            return f"{count} {entry.said('unit', self.language)}"
        return self.figure(figures[0], next((f.value for f in figures if f.kind == "time"), ""))

    def figure(self, figure: Figure, time: str = "") -> str:
        kind, value = figure
        match kind:
            case "money":
                return f"{value}円"
            case "percent":
                return f"{value}%"
            case "date":
                year, month, day = value.split("-")
                parts = {"year": year, "month": str(int(month)), "day": str(int(day)), "name": self._month(month)}
                date = self._pattern("date", **parts)
                hour, _, minute = time.partition(":")
                return self._pattern("date_time", date=date, hour=hour, minute=minute) if time else date
            case "month":
                year, month = value.split("-")
                return self._pattern("month", year=year, month=str(int(month)), name=self._month(month))
            case "url":
                return value if "://" in value else f"https://{value}"
            case "term":
                return self.label("formats", "term", LENGTHS[value[-1]], number=value[1:-1]).text
            case "ages":
                low, _, high = value.partition("..")
                pattern = "ages_from" if not high else "ages" if high != low else "age"
                return self._pattern(pattern, lowest=low, highest=high)
            case "monthend":
                return self.labels.said("formats", "month_end")
            case kind if kind in WORDS:
                return self.labels.said("cells", kind)
        return value

    def _pattern(self, name: str, /, **parts: str) -> str:
        """A form of the language filled; how many digits it asks for is a matter of looks."""
        pattern = self.labels.said("formats", name)
        return HOLE.sub(lambda hole: parts.get(hole.group()[1:-1].partition(":")[0], hole.group()), pattern)

    def _month(self, month: str) -> str:
        months = self.labels.get("formats", "months")
        return months.items[int(month) - 1].text or "" if months else month

    def _cell(self, key: str) -> Figure | dict[str, str] | None:
        for grid in self.book.grids.values():
            if key.startswith(f"{grid.key}."):
                return next((cell for where, cell in grid.cells.items() if grid.name_of(where) == key), None)
        return None

    def of(self, key: str) -> Said:
        """A figure of the data."""
        return Said(self.written(key), key)

    def items(self, *path: str) -> Iterator[tuple[str, Entry]]:
        """What a mapping or list of the data holds, each with its key."""
        entry = self.place(path)
        if entry:
            yield from entry.under.items()
            yield from ((own_key(item) or str(i), item) for i, item in enumerate(entry.items))

    def workplace(self) -> Said:
        """What the place where members work is called."""
        called = self.text("scheme", "workplace")
        return called if called.text else self.label("print", "workplace")

    def other_members(self) -> Said:
        """How members speak of one another."""
        called = self.text("scheme", "members")
        return called if called.text else self.label("members", "others")

    def axis(self, key: str) -> Said:
        named = self.text("axes", key, "name")
        return named if named.text else self.label("axes", key)

    def members(self, axis: str) -> list[Member]:
        """Those of an axis, or of it those that a part of a table shows."""
        every = self.book.axes.get(axis, {})
        return [every[key] for key in self.shown.get(axis, every)]

    def heading(self, axis: str, member: Member) -> Said:
        """What heads the row or column of a member of an axis: its name, its ages or month, or its key."""
        if name := member.names.get(self.language):
            return Said(name, f"{axis}.{member.key}.name")
        figure = next(iter(member.figures), None)
        return Said(self.figure(figure) if figure else member.key, f"axes.{axis}.values.{member.key}")

    def paid(self, entry: Entry) -> list[Said]:
        """How often, and for what, something is paid."""
        said = [PAID.get(word, word) for word in (entry.said("paid", "every"), entry.said("paid", "per"))]
        note = Said(self.filled(entry.said("paid", "note", self.language)), "paid.note")
        return [self.label("paid", *said), note] if all(said) else []

    @functools.cached_property
    def names(self) -> frozenset[str]:
        """The names of all labels, by which scripts ask for them."""
        return frozenset(_names(self.labels))

    @functools.cached_property
    def holes(self) -> frozenset[str]:
        """All that labels leave open: {amount}."""
        return frozenset(hole for entry in self.labels.texts() for hole in HOLE.findall(entry.text or ""))

    @functools.cached_property
    def known(self) -> list[str]:
        """All words of the theme as texts are compared, the longest first: what may stand between what must."""
        pieces = {piece for entry in self.labels.texts() for piece in HOLE.split(entry.text or "")}
        return sorted({said for piece in pieces if (said := comparable(piece))}, key=len, reverse=True)


def _names(entry: Entry) -> Iterator[str]:
    yield from entry.under
    for inner in entry.under.values():
        yield from _names(inner)


def _order(figure: Figure) -> int:
    """Of the figures that a key may be read as, the one that a page shows stands first."""
    return KINDS.index(figure.kind) if figure.kind in KINDS else len(KINDS)


PAID = {"年": "year", "月": "month", "一時払": "once", "施設": "facility", "人": "person", "口": "unit"}
PAID |= {"床": "bed", "世帯": "household", "チーム": "team"}


def own_key(item: Entry) -> str:
    """What an item of a list is called by: phases by their numbers; a factor's number is its value."""
    return item.said("key") or item.said("way") or ("" if item.get("unit") else item.said("number"))


def wording_of(book: Book, language: str, beside: tuple[Book, ...] = (), present: Book | None = None) -> Wording | None:
    """The wording of a language; None where the theme has no words in it."""
    files = theme().layers(f"labels/{language}.yml")
    labels = _labels(tuple((path, path.stat().st_mtime_ns) for path in files))
    return Wording(book, language, labels, beside, present) if files else None
