"""What a chooser must say to a choice, worked out from the data and said in the theme's words.

A choice is a place on some axes, and a number. The tables of the data answer it; nothing of the press is asked.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chirashi.proof.data.grids import Grid, Member
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import Figure
from chirashi.proof.words.expected.wording import PAID, Wording

NUMBERS = (1, 2, 10, 99)
COUNTED = ("facility", "unit")  # what is paid for each of these, one asks how many
ASKED = ("on request", "text")  # an amount that somebody has to be asked for
BLANK = re.compile(r"\s+")
TERM = re.compile(r"[+×*＋]")


def same(one: str, other: str) -> bool:
    """Whether two texts say the same; those that are written alike are not read first."""
    return BLANK.sub("", one) == BLANK.sub("", other) or comparable(one) == comparable(other)


@dataclass(frozen=True)
class Choice:
    """A member's key by axis, in the order of the questions, and of how many; `table` where several answer."""

    places: tuple[tuple[str, str], ...]
    number: int = 1
    table: str = ""

    @functools.cached_property
    def at(self) -> dict[str, str]:
        return dict(self.places)

    def along(self, axis: str, key: str) -> Choice:
        return Choice(
            tuple((one, key if one == axis else place) for one, place in self.places), self.number, self.table
        )


@dataclass(eq=False)
class Answers:
    """The answers in one language. `rows` are keys of figures that the page shows for a choice, in its order."""

    w: Wording
    rows: list[str] = field(default_factory=list)

    @functools.cached_property
    def paid(self) -> dict[str, Grid]:
        """The tables that a member pays by, by their keys."""
        tables = self.w.book.data.at("tables")
        return {
            key: grid for key in tables if tables[key].get("paid") and (grid := self.w.book.grids.get(f"tables.{key}"))
        }

    @functools.cached_property
    def answering(self) -> list[str]:
        """The tables that answer: those that the data names, or those whose amounts are no part of another's."""
        chooser = self.w.book.data.get("chooser")
        listed = chooser.get("tables") if chooser else None
        if listed:
            return [item.text or "" for item in listed.items]
        tables = self.w.book.data.at("tables")
        parts = {term.strip() for key in self.paid for term in TERM.split(tables[key].said("rule"))}
        return sorted(self.paid, key=lambda key: key in parts)  # a part answers where no total does

    def table(self, choice: Choice) -> str:
        if choice.table:
            return choice.table
        return next((key for key in self.answering if set(self.paid[key].axes) == set(choice.at)), "")

    def each(self, choice: Choice) -> int | None:
        """Yen for one; nothing where the data has no amount."""
        found = self.cell(choice)
        return int(found.value) if isinstance(found, Figure) and found.kind == "money" else None

    def cell(self, choice: Choice) -> Figure | dict[str, str] | None:
        grid = self.paid.get(self.table(choice))
        return grid.cells.get(tuple(choice.at[axis] for axis in grid.axes)) if grid else None

    def all(self, choice: Choice) -> int | None:
        each = self.each(choice)
        return None if each is None else each * (choice.number if self.counted else 1)

    @functools.cached_property
    def counted(self) -> str:
        """Of what the number is asked: facility or unit; nothing where a premium is for one person."""
        pers = [self._paid(key)[1] for key in self.answering]
        return next((per for per in pers if per in COUNTED), "")

    def _paid(self, key: str) -> tuple[str, str]:
        entry = self.w.book.data.at("tables")[key]
        every, per = (PAID.get(word, word) for word in (entry.said("paid", "every"), entry.said("paid", "per")))
        return ({"一時払": "once"}.get(every, every), per)

    # In words, as the page must say them

    def name(self, axis: str, key: str) -> str:
        return self.w.heading(axis, self.w.book.axes[axis][key]).text

    def said(self, choice: Choice, numbered: bool = True) -> str:
        names = [self.name(axis, key) for axis, key in choice.places]
        joined = functools.reduce(lambda one, other: self._label("list", one=one, other=other), names)
        if not numbered or not self.counted:
            return joined
        return self._label("choice", places=joined, count=self.count(choice.number))

    def count(self, number: int) -> str:
        form = "one" if number == 1 and self.w.labels.get("members", "counted", self.counted, "one") else "other"
        return self.w.label("members", "counted", self.counted, form, number=str(number)).text

    def of(self, choice: Choice) -> str:
        return self._label("of", choice=self.said(choice))

    def answer(self, choice: Choice) -> str:
        amount = self.all(choice)
        if amount is None:
            return self._label(f"{self._refusal}", choice=self.said(choice, numbered=False))
        return self._price(choice, amount)

    def short(self, choice: Choice) -> str:
        """The answer as a letter or a line gives it."""
        amount = self.all(choice)
        return self._label(f"{self._refusal}_short") if amount is None else self._price(choice, amount)

    def _price(self, choice: Choice, amount: int) -> str:
        every = self.w.label("members", "every", self._paid(self.table(choice))[0]).text
        return self._label("answer", every=every, total=self._money(amount))

    def amount(self, value: int | None) -> str:
        return self._label(f"{self._refusal}_short") if value is None else self._money(value)

    @functools.cached_property
    def _refusal(self) -> str:
        cells = [cell for key in self.answering for cell in self.paid[key].cells.values()]
        return "asked" if any(isinstance(cell, dict) or cell.kind in ASKED for cell in cells) else "refused"

    def row(self, key: str, choice: Choice) -> str:
        """What a row says of a choice."""
        place = choice.at.get(self.axis_of(key))
        return self._label("without") if place is None else self.w.written(f"{key}.{place}")

    def axis_of(self, key: str) -> str:
        """The axis along which a row runs."""
        grid = next(
            (grid for grid in self.w.book.grids.values() if key == grid.key or key.startswith(f"{grid.key}.")), None
        )
        return grid.axes[-1] if grid else ""

    def row_name(self, key: str) -> str:
        group, name, *_ = key.split(".")
        grid = self.w.book.grids[f"tables.{name}"] if group == "tables" else None
        if grid is None or len(grid.axes) < 2:
            return self.w.text(group, name, "name").text
        member: Member = self.w.book.axes[grid.axes[-2]][key.rsplit(".", 1)[1]]
        return self.w.heading(grid.axes[-2], member).text

    def main(self, axes: list[str]) -> str:
        """The axis along which cover differs, of those that are asked; nothing where there is none."""
        along = {self.axis_of(key) for key in self.rows}
        return next((axis for axis in axes if axis in along), "")

    def step(self, choice: Choice, main: str, by: int) -> str:
        """What one place up or down the main axis costs and changes."""
        keys = list(self.w.book.axes[main])
        at = keys.index(choice.at[main]) + by if main in choice.at else -1
        if not 0 <= at < len(keys):
            return self._label("last" if by > 0 else "first")
        there = choice.along(main, keys[at])
        now, then = self.all(choice), self.all(there)
        said = [self._label("step_up" if by > 0 else "step_down", name=self.name(main, keys[at])), self.amount(then)]
        if now is not None and then is not None:
            way = "more" if then > now else "less"
            said.append(
                self._label(way, amount=self._money(abs(then - now))) if now != then else self._label("same_price")
            )
        changes = [
            f"{self.row_name(key)} {self.row(key, choice)} → {self.row(key, there)}"
            for key in self.rows
            if self.axis_of(key) == main and self.row(key, choice) != self.row(key, there)
        ]
        return "\n".join([*said, *(changes or [self._label("unchanged")])])

    def differences(self, choice: Choice, other: Choice) -> str:
        """Two choices side by side: only what differs, prices first."""
        lines: list[str] = []
        if self.each(choice) != self.each(other):
            per = self._paid(self.table(choice))[1] if self.table(choice) else ""
            named = self.w.label("members", "each", per).text
            lines.append("\t".join((named, self.amount(self.each(choice)), self.amount(self.each(other)))))
        if self.counted and choice.number > 1 and self.all(choice) != self.all(other):
            named = self._label("in_all", count=self.count(choice.number))
            lines.append("\t".join((named, self.amount(self.all(choice)), self.amount(self.all(other)))))
        lines += [
            "\t".join((self.row_name(key), self.row(key, choice), self.row(key, other)))
            for key in self.rows
            if self.row(key, choice) != self.row(key, other)
        ]
        if not lines:
            return self._label("no_difference")
        head = [self._label("differences"), self._label("differ_in"), self.said(choice, False), self.said(other, False)]
        return "\n".join([*head, *lines])

    def wrong(self) -> str:
        return self._label("count_wrong", least="1", most="99")

    def letter(self, choice: Choice | None) -> str:
        """The text of the draft that asks for the papers."""
        asked = f"{self.said(choice)} {self.short(choice)}" if choice else self._label("mail_any")
        party = next((entry.said("party") for _, entry in self.w.items("requests") if entry.said("way") == "email"), "")
        parts = {
            "party": self.w.text("parties", party, "name").text,
            "scheme": self.w.text("scheme", "name").text,
            "workplace": self.w.workplace().text,
        }
        return self._label("mail_body", choice=asked, **parts)

    def _money(self, yen: int) -> str:
        return self.w.label("formats", "money", amount=f"{yen:,}").text

    def _label(self, name: str, /, **parts: str) -> str:
        return self.w.label("members", name, **parts).text

    def choices(self, asks: list[tuple[str, bool]], tables: list[str]) -> Iterator[Choice]:
        """Every choice of places: an axis that may be left out also without it; each with the next of the numbers."""
        ways: list[tuple[tuple[str, str], ...]] = [()]
        for axis, optional in asks:
            places: list[tuple[tuple[str, str], ...]] = [()] if optional else []
            places += [((axis, key),) for key in self.w.book.axes[axis]]
            ways = [(*way, *place) for way in ways for place in places]
        for table in tables or [""]:
            for way in ways:
                for number in NUMBERS if self.counted else (1,):
                    yield Choice(way, number, table)
