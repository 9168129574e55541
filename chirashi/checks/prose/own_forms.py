"""How a language beyond Japanese and English writes figures and weekdays, as its own labels file says.

The patterns by which the pages write a date, an amount, a length of time or a band of ages are those by which prose
is read; `weekdays_also` and `money_also` list what people write besides. The proof has files of its own for this, so
that neither learns from the other.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from typing import Any

from chirashi.view.labels import labels_of

HOLE = re.compile(r"\{(?P<name>\w+)[^}]*\}")
BUILT_IN = ("ja", "en")  # whose forms `figure_reading` and `words` hold themselves
NEVER = "(?!)"  # a pattern that matches nothing


@dataclass(frozen=True)
class OwnForms:
    """Regular expressions of what stands around numbers; `dates` have the groups y0, m0 and d0."""

    yen: str = NEVER  # behind an amount
    yen_before: str = NEVER
    scales: tuple[tuple[str, int], ...] = ()  # large units, and how many yen each is
    age: str = NEVER  # behind an age
    age_to: str = NEVER  # between two ages
    year: str = NEVER  # behind a length of time
    month: str = NEVER
    day: str = NEVER
    date: str = NEVER
    months: tuple[str, ...] = ()
    weekdays: tuple[tuple[str, ...], ...] = ()  # names of each day, Monday first; the first is that of the pages


NOTHING = OwnForms()


def written_in(language: str) -> OwnForms:
    if language in BUILT_IN or not language:
        return NOTHING
    return _forms_of(language, _Formats(labels_of(language)["formats"]))


class _Formats(dict[str, Any]):
    """The `formats` of a labels file, which is read once and kept, so that it is known by itself."""

    def __hash__(self) -> int:  # type: ignore[override]
        return hash(repr(self))


@functools.lru_cache(maxsize=32)
def _forms_of(_language: str, formats: _Formats) -> OwnForms:
    before, after = _around(formats["money"], "amount")
    also = formats.get("weekdays_also") or [[]] * len(formats["weekdays"])
    term = {unit: _either(formats["term"], unit) for unit in ("year", "month", "day")}
    between = HOLE.split(formats["ages"])[2]
    return OwnForms(
        yen="|".join(filter(None, [after, *map(re.escape, formats.get("money_also", []))])) or NEVER,
        yen_before=before or NEVER,
        scales=tuple((unit["name"], int(unit["yen"])) for unit in formats.get("large_units", [])),
        age=_around(formats["age"], "lowest")[1] or NEVER,
        age_to=re.escape(between.strip()) or NEVER,
        **term,
        date=_date(formats["date"], formats["months"]),
        months=tuple(formats["months"]),
        weekdays=tuple((day, *more) for day, more in zip(formats["weekdays"], also, strict=True)),
    )


def _around(pattern: str, name: str) -> tuple[str, str]:
    """What stands before and after the number of a pattern."""
    before, _, after = pattern.partition(f"{{{name}}}")
    return re.escape(before.strip()), re.escape(after.strip())


def _either(terms: dict[str, str], unit: str) -> str:
    """The words for a unit of time behind its number, in one and in many."""
    words = {_around(terms[key], "number")[1] for key in (unit, f"{unit}_one") if "{number}" in terms.get(key, "")}
    return "|".join(sorted(words - {""}, key=len, reverse=True)) or NEVER


def _date(pattern: str, months: list[str]) -> str:
    """A date with its year. A name of a month is told from its number by having no digit."""
    named = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True))
    holes = {
        "year": r"(?P<y0>\d{4})",
        "month": r"(?P<m0>\d{1,2})",
        "day": r"(?<!\d)(?P<d0>\d{1,2})(?!\d)",
        "name": rf"(?P<m0>(?i:{named}))",
    }
    parts = HOLE.split(pattern)
    if {"year", "day"} - set(parts[1::2]) or not {"month", "name"} & set(parts[1::2]):
        return NEVER
    texts = [re.sub(r"(?:\\ )+", r"\\s+", re.escape(text)) for text in parts[::2]]
    return "".join(text + hole for text, hole in zip(texts, [*(holes[name] for name in parts[1::2]), ""], strict=True))
