"""Writes money, dates, numbers and cells as a language does, by the patterns of its labels file.

The engine knows no language: `theme/labels/<language>.yml` holds the patterns, so that a
third language is a folder of pages and a file of labels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chirashi.content.model import Text
from chirashi.content.tables.grids import Axis, Cell, Place
from chirashi.content.values import Ages, Day, Money, Month, MonthDay, Number, Percent, Term, Year


@dataclass(frozen=True)
class Formats:
    """Patterns are `str.format` templates; `labels["formats"]` of the language holds them all."""

    language: str
    labels: dict[str, Any]

    @property
    def patterns(self) -> dict[str, Any]:
        formats: dict[str, Any] = self.labels["formats"]
        return formats

    def say(self, value: object, unit: Text | None = None, short: bool = False) -> str:
        """Any figure as this language writes it; `short` leaves the weekday out of a date."""
        match value:
            case Money():
                return self.money(value)
            case Percent():
                return self._fill("percent", number=str(value))
            case Year():
                return str(int(value))
            case Number():
                return self.count(value, unit)
            case Day():
                return self.day(value, weekday=not short)
            case Month():
                return self._fill(
                    "month", year=value.year, month=value.month, name=self.patterns["months"][value.month - 1]
                )
            case MonthDay():
                return self.patterns["month_end"] if value.last else str(value.day)
            case Term():
                one = "_one" if value.number == 1 and f"{value.unit}_one" in self.patterns["term"] else ""
                return str(self.patterns["term"][value.unit + one]).format(number=value.number)
            case Ages():
                pattern = "ages_from" if value.highest is None else "ages" if value.highest > value.lowest else "age"
                return self._fill(pattern, lowest=value.lowest, highest=value.highest)
        return str(value)

    def money(self, amount: Money) -> str:
        """5,000万円, 77,160円, ¥77,160. Large units only for a round sum of a million yen or more."""
        rest, parts = int(amount), []
        if amount >= LARGE and amount % 10_000 == 0:
            for unit in self.patterns.get("large_units", []):
                size = int(unit["yen"])
                if rest >= size:
                    parts.append(f"{rest // size:,}{unit['name']}")
                    rest %= size
        if rest or not parts:
            parts.append(f"{rest:,}")
        return self._fill("money", amount="".join(parts))

    def count(self, number: Number, unit: Text | None) -> str:
        if unit is None:
            return f"{int(number):,}"
        return self._fill("count", number=f"{int(number):,}", unit=unit[self.language])

    def in_words(self, number: int) -> str:
        """A number of things as a sentence counts them, where the language has a word for it: 三つ, three."""
        words: list[str] = self.patterns["counts"]
        return words[number] if number < len(words) else f"{number:,}"

    def day(self, day: Day, weekday: bool = True) -> str:
        date = day.date
        text = self._fill(
            "date", year=date.year, month=date.month, day=date.day, name=self.patterns["months"][date.month - 1]
        )
        if weekday:
            text = self._fill("date_weekday", date=text, weekday=self.patterns["weekdays"][date.weekday()])
        if day.time:
            text = self._fill("date_time", date=text, hour=day.time.hour, minute=day.time.minute)
        return text

    def cell(self, cell: Cell) -> str:
        if cell.money is not None:
            return self.money(cell.money)
        return str(self.labels["cells"][cell.kind]) if cell.text is None else cell.text[self.language]

    def place(self, place: Place) -> str:
        """The heading of an axis's member: its own name, or its ages, month or key."""
        if place.name is not None:
            return place.name[self.language]
        return self.say(place.ages or place.month) if place.ages or place.month else place.key

    def axis(self, axis: Axis) -> str:
        return axis.name[self.language] if axis.name else str(self.labels["axes"][axis.key])

    def _fill(self, pattern: str, **parts: object) -> str:
        return str(self.patterns[pattern]).format(**parts)


LARGE = 1_000_000  # yen; premiums stay in figures that can be added up by hand, limits read as 5,000万円
