"""The vocabulary: all labels of an edition in one language, from the data's own names and `labels.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from chirashi.prove.book import Book
from chirashi.prove.labels import Family, Labels
from chirashi.prove.reading import fold

LIST = Path(__file__).with_name("labels.toml")
REACH = {"party": 24, "premium": 12, "coverage": 12, "axis": 12, "every": 4, "per": 12, "basis": 8, "discount": 12}
PAID = {"年": "year", "月": "month", "一時払": "once", "施設": "facility", "人": "person", "口": "unit"}


def labels_of(book: Book, language: str) -> Labels:
    """The labels of an edition; made once."""
    if language not in book.labels:
        book.labels[language] = Labels(
            [f for f in _families(book, language) if len({k for _, k in f.words + f.after}) > 1]
        )
    found: Labels = book.labels[language]
    return found


@functools.cache
def declared() -> dict[str, Any]:
    return tomllib.loads(LIST.read_text("utf-8"))


def _families(book: Book, language: str) -> Iterator[Family]:
    for entry in declared()["family"]:
        lists = [
            [
                (_word(word), keys)
                for label in entry.get(which, ())
                if (keys := _matching(book, label["keys"]))
                for word in [*label.get(language, ()), *label.get("machine", ())]
            ]
            for which in ("labels", "after")
        ]
        yield Family(entry["name"], tuple(entry["kinds"]), entry["reach"], *lists)
    parties = {key: entry for key, entry in book.data.at("parties").items()}
    roles = declared()["roles"]
    words = []
    for key, entry in parties.items():
        keys = _below(book, f"parties.{key}.")
        words += [(name, keys) for name in _name(entry.said("name", language))]
        same_role = [k for k, e in parties.items() if e.said("role") == entry.said("role")]
        if len(same_role) == 1:
            words += [(_word(role), keys) for role in roles.get(entry.said("role"), {}).get(language, ())]
    yield Family("party", ("telephone", "email"), REACH["party"], words)
    for family, groups, kinds in (
        ("premium", ("tables", "fees"), ("money",)),
        ("coverage", ("coverages",), ("money",)),
        ("discount", ("discounts",), ("percent",)),
    ):
        named = [
            (name, _below(book, f"{group}.{key}."))
            for group in groups
            for key, entry in book.data.at(group).items()
            for name in _name(entry.said("name", language))
        ]
        yield Family(family, kinds, REACH[family], named)
    for axis, members in book.axes.items():
        cells = [(grid.axes.index(axis), grid) for grid in book.grids.values() if axis in grid.axes]
        named = [
            (name, frozenset(grid.name_of(where) for i, grid in cells for where in grid.cells if where[i] == key))
            for key, member in members.items()
            for name in _name(member.names.get(language, ""))
        ]
        yield Family(f"axis {axis}", ("money",), REACH["axis"], named)
    axes = [
        (
            rf"\A(?:{word})\Z",
            frozenset(k for g in book.grids.values() if axis in g.axes for k in _below(book, f"{g.key}.")),
        )
        for axis, words in declared()["axes"].items()
        for word in words.get(language, ())
    ]
    yield Family("axes", (), 0, axes)
    for part in ("every", "per"):
        paid: dict[str, frozenset[str]] = defaultdict(frozenset)
        for group in ("tables", "fees"):
            for key, entry in book.data.at(group).items():
                value = entry.said("paid", part)
                paid[PAID.get(value, value)] |= _below(book, f"{group}.{key}.")
        said = [
            (_word(word), paid[value]) for value, words in declared()[part].items() for word in words.get(language, ())
        ]
        covered = frozenset().union(*(keys for value, keys in paid.items() if value))
        yield Family(part, ("money",), REACH[part], said, list(said), covered, general=True)
    bases = [
        (name, _below(book, f"coverages.{key}.limit."))
        for key, entry in book.data.at("coverages").items()
        for name in _name(entry.said("limit", "basis", language))
    ]
    together = [
        (word, frozenset().union(*(k for w, k in bases if w == word))) for word in dict.fromkeys(w for w, _ in bases)
    ]
    yield Family("basis", ("money",), REACH["basis"], together, list(together), general=True)


def _below(book: Book, prefix: str) -> frozenset[str]:
    return frozenset(key for key in book.at if key.startswith(prefix))


def _matching(book: Book, patterns: list[str]) -> frozenset[str]:
    return frozenset(key for key in book.at for p in patterns if fnmatchcase(key, p) and key.count(".") == p.count("."))


def _name(text: str) -> list[str]:
    """A name as a pattern, whatever blanks a layout puts in; none where there is no name."""
    packed = fold(text).replace(" ", "")
    if not packed or "{{" in packed:
        return []
    return [_bounded(r"\s?".join(map(re.escape, fold(text).split())), packed)]


def _word(word: str) -> str:
    return _bounded(word, word)


def _bounded(pattern: str, text: str) -> str:
    """Not within a longer Latin word or number."""
    before = r"(?<![A-Za-z0-9])" if text[0].isascii() and text[0].isalnum() else ""
    after = r"(?![A-Za-z0-9])" if text[-1].isascii() and text[-1].isalnum() else ""
    return before + pattern + after
