"""What a figure in prose may be: a value of the data, part of a text of the data, or declared as no datum.

`literals.yml` beside the data declares figures that need not be data, each with its reason. The
proof reads both files for itself; here they are read so that a slip is told before a build.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import Any

from chirashi.base.messages import Bilingual, phrase
from chirashi.base.problems import Problem, nearest
from chirashi.base.project import in_project
from chirashi.base.text.counters import COUNTERS
from chirashi.checks.prose.figure_reading import TypedFigure, address, figures
from chirashi.checks.prose.own_forms import written_in
from chirashi.content.edition import Edition
from chirashi.content.model import Text
from chirashi.content.site_settings import Settings
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Ages, Day, Email, Money, Month, Number, Percent, Telephone, Term, Url, Year
from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.validation import validate
from chirashi.content.yaml_files.yaml_reader import Document, Loc

VOCABULARIES = ("schema.org", "www.w3.org/", "www.sitemaps.org/", "ogp.me")  # as the proof lets them stand
HOLE = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}")
DIGIT = re.compile(r"\d")
NEAR = 60  # characters around a number in which its unit stands
YEARS = {"歳", "^age", "^aged"}  # what makes a number one year of age


PLAIN: tuple[tuple[type, str, Callable[[Any], str]], ...] = (
    (Money, "money", lambda leaf: str(int(leaf))),
    (Percent, "percent", str),
    (Year, "year", lambda leaf: str(int(leaf))),
    (Term, "term", str),
    (Ages, "ages", str),
    (Telephone, "telephone", lambda leaf: str(leaf).replace("-", "")),
    (Email, "email", str.lower),
    (Url, "url", address),
)


class KnownFigures:
    """The figures of an edition's data by kind and value, with the keys that hold them."""

    def __init__(self, edition: Edition, declared: list[str]) -> None:
        self.edition, self.declared = edition, [_packed(said) for said in declared]
        self.held: dict[tuple[str, str], list[str]] = defaultdict(list)
        self.units: dict[str, set[str]] = defaultdict(set)
        for key, leaf in edition.figures.items():
            for kind, value in self._figures(key, leaf):
                self.held[kind, value].append(key)

    def _figures(self, key: str, leaf: object) -> Iterator[tuple[str, str]]:
        leaf = leaf.money if isinstance(leaf, Cell) else leaf
        if isinstance(leaf, Number) and not isinstance(leaf, Year):
            yield from self._counted(key, int(leaf))
        elif isinstance(leaf, Day):
            date, time = leaf.date, leaf.time
            yield from (("date", f"{date}"), ("day", f"{date:%m-%d}"), ("month", f"{date:%Y-%m}"))
            yield from (("year", str(date.year)), *([("time", f"{time:%H:%M}")] if time else []))
        elif isinstance(leaf, Ages) and leaf.lowest == leaf.highest:
            yield from (("ages", str(leaf)), ("number", str(leaf.lowest)))
            self.units[key] |= YEARS
        elif isinstance(leaf, Month):
            yield from (("month", str(leaf)), ("year", str(leaf.year)))
        else:
            yield from ((kind, value(leaf)) for one, kind, value in PLAIN if isinstance(leaf, one))

    def _counted(self, key: str, number: int) -> Iterator[tuple[str, str]]:
        """A count, and what it reads as with its unit: 5年 is a term."""
        yield "number", str(number)
        for language, unit in self.edition.units.get(key, {}).items():
            unit = unicodedata.normalize("NFKC", unit)
            self.units[key].add(unit)
            for one in figures(f"{number}{' ' * unit.isascii()}{unit}", written_in(language)):
                yield one.kind, one.value

    @cached_property
    def texts(self) -> list[str]:
        """The stretches with digits of the data's own texts and names, whatever they say; and what is declared."""
        said = [text for leaf in self.edition.figures.values() for text in _texts(leaf)]
        said += [str(loc[3]) for loc in self.edition.doc.lines if loc[:1] == ("axes",) and len(loc) == 4]
        pieces = {_packed(piece) for text in said for piece in HOLE.split(text)}
        return [piece for piece in {*pieces, *self.declared} if piece and (piece in self.declared or _digits(piece))]

    @cached_property
    def longest(self) -> int:
        """How far from a figure a stretch of the data can begin that it is a part of, blanks between included."""
        return 2 * max(map(len, self.texts), default=0)

    @cached_property
    def longest_declared(self) -> int:
        return 2 * max(map(len, self.declared), default=0)

    def keys(self, block: str, figure: TypedFigure) -> list[str]:
        """The keys whose figure this is; empty where it is none."""
        if figure.kind != "number":
            return self.held.get((figure.kind, figure.value), [])
        held = self.held.get(("number", figure.value), [])
        before, after = block[max(0, figure.start - NEAR) : figure.start], block[figure.end : figure.end + NEAR]
        before, after = before.rstrip().lower(), after.lstrip()
        keys = [key for key in held if any(_beside(unit, before, after) for unit in self.units.get(key, ()))]
        if keys or not alone(block, figure):
            return keys
        keys = [key for key in held if key not in self.units]
        if len(figure.value) >= 4:
            keys += self.held.get(("year", figure.value), []) + self.held.get(("money", figure.value), [])
        return keys

    def excuses(self, block: str, figure: TypedFigure, in_data: bool = False) -> bool:
        """Whether a figure that is no value of the data may stand all the same, or only the proof can tell.

        What stands in a text of the data itself is not excused by that text.
        """
        if figure.kind == "per" or (figure.kind == "number" and figure.start == 0 and alone(block, figure)):
            return True  # what an amount is for; the number of a list
        if figure.kind == "url" and (figure.value.startswith(VOCABULARIES) or self._own(figure.value)):
            return True
        pieces, longest = (self.declared, self.longest_declared) if in_data else (self.texts, self.longest)
        before, after = max(0, figure.start - longest), figure.end + longest
        packed = _packed(block[before : figure.start])
        start, end = len(packed), len(packed) + len(_packed(figure.text))
        whole = packed + _packed(block[figure.start : after])
        return any(_over(whole, piece, start, end) for piece in pieces)

    def _own(self, asked: str) -> bool:
        """Whether an address is the site's own."""
        path = self.edition.folder.resolve().parent / "site.yml"
        found = validate(Settings, yaml_reader.read(path, in_project(path)))[0] if path.is_file() else None
        own = address(found.url) if found and found.url else None
        return own is not None and (asked == own or asked.startswith(f"{own}/"))

    def nearest(self, found: TypedFigure) -> Bilingual:
        """The value of the data that is most like a figure, as a clause of a message."""
        kinds = {found.kind} | {"number": {"money", "year", "term"}, "day": {"date"}}.get(found.kind, set())
        alike = {(value, keys[0]) for (kind, value), keys in self.held.items() if kind in kinds}
        like = {(value, key): _likeness(found, value) for value, key in sorted(alike)}
        if not like:
            return phrase("nothing-near")
        value, key = max(like, key=lambda pair: like[pair])
        return phrase("nearest-figure", name=f"{{{{ {key} }}}}", value=_said(self.edition.figures[key], value))


def _beside(unit: str, before: str, after: str) -> bool:
    """Whether a number's unit stands where it belongs: `^` marks one before its number."""
    return before.endswith(unit[1:]) if unit.startswith("^") else after.startswith(unit)


def _likeness(figure: TypedFigure, value: str) -> float:
    """How near a value of the data is: dates by their days, all else by their digits."""
    value = value[-len(figure.value) :]
    if figure.kind not in ("date", "day"):
        return difflib.SequenceMatcher(None, figure.value, value).ratio()
    one, other = ([int(part) for part in said.split("-")] for said in (figure.value, value))
    return -abs(sum((a - b) * days for a, b, days in zip(reversed(one), reversed(other), (1, 31, 372), strict=False)))


def _texts(leaf: object) -> list[str]:
    if isinstance(leaf, Cell):
        return [said for text in (leaf.text, leaf.note) if text is not None for said in text.values()]
    if isinstance(leaf, Text):
        return list(leaf.values())
    return [leaf] if isinstance(leaf, str) else []


def _said(leaf: object, value: str) -> str:
    money = leaf.money if isinstance(leaf, Cell) else leaf
    if isinstance(money, Money):
        return f"{int(money):,}円"
    return f"{value}%" if isinstance(leaf, Percent) else str(leaf)


def alone(block: str, figure: TypedFigure) -> bool:
    """Whether a number stands by itself, with no unit or word joined to it."""
    before, after = block[: figure.start][-1:], block[figure.end :]
    joined = (before.isalpha() and before != "第") or after[:1].isalpha()
    return not joined and not COUNTERS.match(after)


def _over(text: str, piece: str, start: int, end: int) -> bool:
    """Whether a piece stands in the text where it meets what is between start and end."""
    at = text.find(piece)
    while at >= 0:
        past = at + len(piece)
        cut = (piece[0].isdigit() and text[at - 1 : at].isdigit()) or (
            piece[-1].isdigit() and text[past : past + 1].isdigit()
        )
        if at < end and start < past and not cut:
            return True
        at = text.find(piece, at + 1)
    return False


def _packed(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _digits(text: str) -> bool:
    return DIGIT.search(text) is not None


SHAPE = {
    "literals": {"literal", "reason"},
    "order": {"page", "at", "reason"},
    "waived": {"key", "on", "reason"},
}


def literals(edition: Edition) -> tuple[list[str], list[Problem]]:
    """The declared figures in every language, and what is wrong with the file that declares them."""
    path = edition.folder / "literals.yml"
    if not path.is_file():
        return [], []
    doc = yaml_reader.read(path, in_project(path))
    if not isinstance(doc.values, dict):
        return [], doc.problems or [Problem(doc.file, 1, "mapping-wanted", {"key": doc.file, "value": str(doc.values)})]
    problems, said = list(doc.problems), list[str]()
    for name, entries in doc.values.items():
        if name not in {*SHAPE, "cells"}:
            problems.append(_unknown(doc, (name,), {*SHAPE, "cells"}))
        elif name in SHAPE and not isinstance(entries, list):
            problems.append(_at(doc, (name,), "list-wanted", key=name, value=str(entries)))
        for i, entry in enumerate(entries if name in SHAPE and isinstance(entries, list) else ()):
            problems += _entry(doc, (name, i), entry, SHAPE[name])
            if name == "literals" and isinstance(entry, dict) and entry.get("reason"):
                literal = entry.get("literal")
                said += map(str, literal.values()) if isinstance(literal, dict) else [str(literal or "")]
    return said, problems


def _entry(doc: Document, loc: Loc, entry: Any, keys: set[str]) -> Iterator[Problem]:
    if not isinstance(entry, dict):
        yield _at(doc, loc, "mapping-wanted", key=str(loc[0]), value=str(entry))
        return
    unknown = [key for key in entry if key not in keys]
    yield from (_unknown(doc, (*loc, key), keys) for key in unknown)
    for key in sorted(keys) if not unknown else ():  # a key that is missing is probably the one that is misspelt
        if not entry.get(key):
            yield _at(doc, loc, "key-missing", key=key, where=str(loc[0]))


def _unknown(doc: Document, loc: Loc, keys: set[str]) -> Problem:
    return _at(doc, loc, "key-unknown", key=str(loc[-1]), nearest=nearest(str(loc[-1]), keys))


def _at(doc: Document, loc: Loc, code: str, **fields: object) -> Problem:
    return Problem(doc.file, doc.line(loc), code, fields)
