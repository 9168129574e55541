"""Looks figures up: every figure of an edition's data by its value, with the keys that hold it.

Keys are paths of `plans.yml` as the pages name them in `data-key`. Built from the witness's
own reading of the file; a figure that no key holds, and no literal declares, is untraced.
"""

from __future__ import annotations

import functools
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base.text.counters import COUNTERS
from chirashi.proof.data import literals
from chirashi.proof.data.grids import Grid, Member
from chirashi.proof.data.whole_texts import WholeTexts, cuts
from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.text import figure_reading
from chirashi.proof.text.figures import Figure, Reading

if TYPE_CHECKING:
    from chirashi.proof.data.labels import Labels


@dataclass
class Text:
    """A text of the data that holds digits, as a pattern for each language; its figures are the data's own."""

    key: str
    by_language: dict[str, str]


@dataclass
class Book:
    folder: Path
    data: Entry
    languages: list[str]
    pages: list[str]
    axes: dict[str, dict[str, Member]] = field(default_factory=dict)
    grids: dict[str, Grid] = field(default_factory=dict)
    keys_by_figure: dict[Figure, list[str]] = field(default_factory=lambda: defaultdict(list))
    figures_by_key: dict[str, set[Figure]] = field(default_factory=lambda: defaultdict(set))
    units: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # ^word stands before its number
    lines: dict[str, int] = field(default_factory=dict)
    texts: list[Text] = field(default_factory=list)
    paid: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # facility: keys
    literals: list[literals.Literal] = field(default_factory=list)
    cell_words: dict[str, set[str]] = field(default_factory=dict)
    order: dict[tuple[str, str], int] = field(default_factory=dict)  # page, section: line of literals.yml
    unreasoned: list[int] = field(default_factory=list)
    shared: set[str] = field(default_factory=set)  # texts that hold digits in every language, to be compared
    waivers: dict[tuple[str, str], int] = field(default_factory=dict)  # what need not be shown: key or table, where
    labels: dict[str, Labels] = field(default_factory=dict)  # by language

    def __post_init__(self) -> None:
        self.masks = WholeTexts([], [])

    @functools.cached_property
    def cell_keys(self) -> set[str]:
        """The keys of all cells of all grids."""
        return {grid.name_of(where) for grid in self.grids.values() for where in grid.cells}

    @functools.cached_property
    def places(self) -> set[str]:
        """The keys of all plans, options and other places of axes."""
        return {key for members in self.axes.values() for key in members}

    @property
    def file(self) -> str:
        return f"{self.folder.name}/plans.yml"

    def keys(self, reading: Reading, claimed: str = "") -> list[str]:
        """The keys that hold what was read; empty where it is untraced.

        A key that the page claims counts only where the text leaves open what a bare number counts.
        """
        figure = reading.figure
        match figure.kind:
            case "number":
                keys = self._number(reading)
                return keys or ([claimed] if alone(reading) and figure in self.figures_by_key.get(claimed, ()) else [])
            case "per":
                return sorted(self.paid.get(figure.value, ())) or self._single(reading)
            case "text":
                return [figure.value]
            case "day":
                return self._days(figure.value)
            case "url":  # a text need not name the scheme; where it does, it is the data's
                return self.keys_by_figure.get(figure) or self.keys_by_figure.get(
                    Figure("url", f"http://{figure.value}"), []
                )
            case "month" | "year":
                return self.keys_by_figure.get(figure) or self._dates_in(figure.value)
        return self.keys_by_figure.get(figure, [])

    def _number(self, reading: Reading) -> list[str]:
        """A bare number: a count where its unit follows, an amount where its unit stands elsewhere, a year."""
        value = reading.figure.value
        after, before = reading.after.lstrip(), reading.before.rstrip().lower()
        keys = [
            key
            for key in self.keys_by_figure.get(reading.figure, ())
            if any(before.endswith(u[1:]) if u[0] == "^" else after.startswith(u) for u in self.units[key])
        ]
        if keys:
            return keys
        if alone(reading):
            keys = [key for key in self.keys_by_figure.get(reading.figure, ()) if not self.units[key]]
            if len(value) == 4 and "," not in reading.text:
                keys += self.keys_by_figure.get(Figure("year", value), []) or self._dates_in(value)
            if len(value) >= 4:
                keys += self.keys_by_figure.get(Figure("money", value), [])
        return keys

    def _single(self, reading: Reading) -> list[str]:
        """One unit that is no measure of what is paid, but one of a choice, as in 1口の保険料 beside 2口の保険料."""
        unit = reading.text.lstrip("1一 ")
        return [key for key in self.keys_by_figure.get(Figure("number", "1"), ()) if unit in self.units[key]]

    def _days(self, month_day: str) -> list[str]:
        return [
            k
            for figure, keys in self.keys_by_figure.items()
            if figure.kind == "date"
            for k in keys
            if figure.value.endswith(month_day)
        ]

    def _dates_in(self, period: str) -> list[str]:
        """Dates and months within a month or year."""
        return [
            key
            for figure, keys in self.keys_by_figure.items()
            if figure.kind in ("date", "month") and figure.value.startswith(period)
            for key in keys
        ]

    def hold(self, key: str, figure: Figure, line: int) -> None:
        self.keys_by_figure[figure].append(key)
        self.figures_by_key[key].add(figure)
        self.lines[key] = line

    def read(self, text: str) -> list[Reading]:
        """The figures of a folded text: texts of the data and literals as wholes, the rest one by one."""
        if not self.masks.may_hold(text):
            return figure_reading.read(text)
        found = figure_reading.read(text)
        covered = [c for c in self.masks.find(text) if not any(cuts(c[0], c[1], reading_) for reading_ in found)]
        if not covered:
            return found
        bare = text
        for start, end, _ in covered:
            bare = bare[:start] + "\ue000" * (end - start) + bare[end:]
        found = figure_reading.read(bare)
        found += [Reading(Figure("text", key), start, end, text[start:end]) for start, end, key in covered]
        return sorted(found, key=lambda r: r.start)


def alone(reading: Reading) -> bool:
    """Whether a number stands by itself, with no unit or word joined to it."""
    before, after = reading.before[-1:], reading.after[:1]
    joined = (before.isalpha() and before not in "第") or (after.isalpha())
    return not joined and not COUNTERS.match(reading.after)
