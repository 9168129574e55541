"""Collects the labels of an edition in one language, from the data's own names and the words of the language."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.labels import Family, Labels, Word
from chirashi.proof.languages.spoken import words
from chirashi.proof.text.figure_reading import fold

LIST = Path(__file__).with_name("labels.toml")
EVERY = {"年": "year", "月": "month", "一時払": "once"}
PER = {"施設": "facility", "人": "person", "口": "unit", "床": "bed", "世帯": "household", "チーム": "team"}
PAID = EVERY | PER
AXES = ("plans", "options")  # what a caption calls a whole table by
# Characters that may stand between a name and its figure.
PARTY, NAME, NEAR_EVERY, NEAR_PER, BASIS = 24, 12, 4, 12, 8
NAMED = (  # families of names: what in the data has them, and the figures that they speak of
    ("premium", ("tables", "fees"), "money"),
    ("coverage", ("coverages",), "money"),
    ("discount", ("discounts",), "percent"),
)


def labels_of(book: Book, language: str) -> Labels:
    """The labels of an edition; made once. A family in which all say the same tells nothing apart."""
    if language not in book.labels:
        makers = (_common, _parties, _purposes, _names, _members, _axes, _paid, _bases)
        families = [family for make in makers for family in make(book, language)]
        book.labels[language] = Labels([f for f in families if len({keys for _, keys in f.words + f.after}) > 1])
    return book.labels[language]


@functools.cache
def declared() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text("utf-8"))


def _common(book: Book, language: str) -> Iterator[Family]:
    """Words that any brochure uses."""
    for entry in declared()["family"]:
        before, after = (
            [
                (_bounded(word), keys)
                for label in entry["labels"]
                if (keys := _matching(book, label["keys"]))
                for word in [
                    *words(language, which, label["name"]),
                    *(label.get("machine", ()) if which == "labels" else ()),
                ]
            ]
            for which in ("labels", "after")
        )
        yield Family(entry["name"], tuple(entry["kinds"]), entry["reach"], before, after)


def _parties(book: Book, language: str) -> Iterator[Family]:
    """Parties by their names, and by their roles where nobody shares them."""
    parties = book.data.at("parties")
    roles = [entry.said("role") for entry in parties.values()]
    names: list[Word] = []
    for key, entry in parties.items():
        keys, role = _below(book, f"parties.{key}."), entry.said("role")
        names += [(name, keys) for name in _name(entry.said("name", language))]
        if roles.count(role) == 1:
            names += [(_bounded(word), keys) for word in words(language, "roles", role)]
    yield Family("party", ("telephone", "email"), PARTY, names)


def _purposes(book: Book, language: str) -> Iterator[Family]:
    """What each of a party's further contacts is for."""
    names = [
        (name, _below(book, f"parties.{party}.contacts.{key}."))
        for party, entry in book.data.at("parties").items()
        for key, contact in entry.at("contacts").items()
        for name in _name(contact.said("purpose", language))
    ]
    yield Family("purpose", ("telephone", "email", "url"), PARTY, names)


def _names(book: Book, language: str) -> Iterator[Family]:
    for family, groups, kind in NAMED:
        names = [
            (name, _below(book, f"{group}.{key}."))
            for group in groups
            for key, entry in book.data.at(group).items()
            for name in _name(entry.said("name", language))
        ]
        yield Family(family, (kind,), NAME, names)


def _members(book: Book, language: str) -> Iterator[Family]:
    """Plans, options and other members of axes: what stands in their row or column is theirs."""
    for axis, members in book.axes.items():
        cells = [(grid.axes.index(axis), grid) for grid in book.grids.values() if axis in grid.axes]
        names = [
            (name, frozenset(grid.name_of(where) for i, grid in cells for where in grid.cells if where[i] == key))
            for key, member in members.items()
            for name in _name(member.names.get(language, ""))
        ]
        yield Family(f"member of {axis}", ("money",), NAME, names)


def _axes(book: Book, language: str) -> Iterator[Family]:
    """What a caption calls a whole table; in a sentence these words say too little."""
    names = [
        (
            rf"\A(?:{word})\Z",
            frozenset().union(*(_below(book, f"{g.key}.") for g in book.grids.values() if axis in g.axes)),
        )
        for axis in AXES
        for word in words(language, "axes", axis)
    ]
    yield Family("axis", (), 0, names)


def _paid(book: Book, language: str) -> Iterator[Family]:
    """How often, and for what, a premium or fee is paid. Words that no premium has are wrong for all."""
    for part, ways, reach in (("every", EVERY, NEAR_EVERY), ("per", PER, NEAR_PER)):
        paid: dict[str, frozenset[str]] = defaultdict(frozenset)
        for group in ("tables", "fees"):
            for key, entry in book.data.at(group).items():
                value = entry.said("paid", part)
                paid[PAID.get(value, value)] |= _below(book, f"{group}.{key}.")
        said = [(_bounded(word), paid[value]) for value in ways.values() for word in words(language, part, value)]
        covered = frozenset().union(*(keys for value, keys in paid.items() if value))
        yield Family(part, ("money",), reach, said, list(said), covered, general=True)


def _bases(book: Book, language: str) -> Iterator[Family]:
    """What a limit is for: 1請求, 1事故. Several coverages may share a basis."""
    bases: dict[str, frozenset[str]] = defaultdict(frozenset)
    for key, entry in book.data.at("coverages").items():
        for part in ("limit", "deductible"):
            for basis in _name(entry.said(part, "basis", language)):
                bases[basis] |= _below(book, f"coverages.{key}.{part}.")
    yield Family("basis", ("money",), BASIS, list(bases.items()), list(bases.items()), general=True)


def _below(book: Book, prefix: str) -> frozenset[str]:
    return frozenset(key for key in book.figures_by_key if key.startswith(prefix))


def _matching(book: Book, patterns: list[str]) -> frozenset[str]:
    return frozenset(
        key for key in book.figures_by_key for p in patterns if fnmatchcase(key, p) and key.count(".") == p.count(".")
    )


def _name(text: str) -> list[str]:
    """A name as a pattern, whatever blanks a layout puts between its words; none where there is no name."""
    said = fold(text).strip()
    return [_bounded(r"\s?".join(map(re.escape, said.split())), said)] if said and "{{" not in said else []


def _bounded(pattern: str, text: str = "") -> str:
    """Not within a longer Latin word or number."""
    text = text or pattern
    before = r"(?<![A-Za-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
    return before + pattern + after
