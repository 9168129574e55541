"""Tables of premiums and limits: named axes, and cells, each read as it is written. `grid_builder` fills them."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from chirashi.base.problems import nearest
from chirashi.content.model import Plans, Text
from chirashi.content.values import YES_NO, Ages, Money, Month, Unreadable, shorten
from chirashi.content.yaml_files.yaml_reader import Loc

GROUPED = 2  # headings of a row in a table over three axes: its group's and its own
Kind = Literal["money", "none", "text", "yes", "no", "absent", "on request", "not offered", "unread"]
"""What a cell holds. `unread` stands where nothing could be read or derived; why has been said."""
NONE = {"none", "なし", "無し"}
NOT_OFFERED = {"not offered", "取扱なし", "取り扱いなし"}
ON_REQUEST = {"on request", "要相談", "応相談", "ご相談"}
ABSENT = {*"－—―–‐−ー"}  # a rider that a plan does not have; a hyphen is rather what is left of something
WORDS: dict[Kind, set[str]] = {"none": NONE, "not offered": NOT_OFFERED, "on request": ON_REQUEST, "absent": ABSENT}
SAID: dict[Kind, str] = {"none": "なし", "not offered": "取扱なし", "on request": "要相談", "absent": "－"}


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table; `span` columns wide where it serves several.

    `note` is what holds of an amount alone: 税込, from the age of 65.
    """

    kind: Kind
    money: Money | None = None
    text: Text | None = None
    note: Text | None = None
    span: int = 1
    start: bool = True  # False for a place that a span to its left already fills
    loc: Loc = field(default=(), compare=False)  # where it is written; () for a derived one

    @property
    def value(self) -> str:
        """The value as a machine reads it: whole yen, or the kind's word."""
        return str(int(self.money)) if self.money is not None else self.kind


@dataclass(frozen=True)
class Place:
    """A member of an axis: its key, its own name where it has one, and what numbers it."""

    key: str
    name: Text | None = None
    number: int | None = None
    ages: Ages | None = None
    month: Month | None = None


@dataclass(frozen=True)
class Axis:
    key: str
    name: Text | None  # plans and options are named by the theme's labels
    places: tuple[Place, ...]

    @property
    def keys(self) -> list[str]:
        return [place.key for place in self.places]

    def only(self, keys: tuple[str, ...] | None) -> Axis:
        """The axis with those of its places alone; None leaves all."""
        return self if keys is None else replace(self, places=tuple(p for p in self.places if p.key in keys))


@dataclass
class Grid:
    """A table with every cell known, by the keys of its axes: (column,), (row, column) or (group, row, column)."""

    key: str  # its path in the data: `tables.total`, `coverages.costs.limit`
    loc: Loc
    axes: tuple[Axis, ...]
    cells: dict[tuple[str, ...], Cell] = field(default_factory=dict)

    def heads(self) -> Iterator[tuple[Place, ...]]:
        """What heads each row, the outermost first; nothing heads the one row of a table over one axis."""
        return itertools.product(*(axis.places for axis in self.axes[:-1]))

    def row(self, heads: tuple[Place, ...]) -> list[tuple[Place, Cell]]:
        """Every column of a row with its cell."""
        before = tuple(place.key for place in heads)
        return [(place, self.cells[(*before, place.key)]) for place in self.axes[-1].places]

    def rows(self) -> Iterator[tuple[tuple[Place, ...], list[tuple[Place, Cell]]]]:
        """Row by row with its headings: (column, cell), spans once."""
        for heads in self.heads():
            yield heads, [(place, cell) for place, cell in self.row(heads) if cell.start]

    def opens(self, heads: tuple[Place, ...]) -> int:
        """Of how many rows this row begins a group; none where it goes on with one, or the table has no groups."""
        first = len(heads) == GROUPED and heads[-1] == self.axes[1].places[0]
        return len(self.axes[1].places) if first else 0

    def only(self, places: Mapping[str, tuple[str, ...]]) -> Grid:
        """The table with those places of its axes alone; a cell that spans others too is as wide as what is left."""
        axes = tuple(axis.only(places.get(axis.key)) for axis in self.axes)
        cells: dict[tuple[str, ...], Cell] = {}
        whole, shown = self.axes[-1].keys, set(axes[-1].keys)
        for row in itertools.product(*(axis.keys for axis in axes[:-1])):
            first = ""  # the place that holds the cell which spans this one, among those shown
            for at, key in enumerate(whole):
                cell = self.cells[(*row, key)]
                if cell.start:
                    reach = [one for one in whole[at : at + cell.span] if one in shown]
                    first = reach[0] if reach else ""
                    if reach:
                        cells[(*row, first)] = replace(cell, span=len(reach))
                if key in shown and key != first:
                    cells[(*row, key)] = replace(cell, start=False)
        return Grid(self.key, self.loc, axes, cells)


def axes_of(plans: Plans) -> dict[str, Axis]:
    axes = {
        "plans": Axis("plans", None, tuple(Place(k, p.name) for k, p in plans.plans.items())),
        "options": Axis("options", None, tuple(Place(k, o.name) for k, o in plans.options.items())),
    }
    for key, axis in plans.axes.items():
        if key in axes:
            continue  # said by the checks
        places = tuple(Place(k, m.name, m.number, m.ages, m.month) for k, m in axis.values.items())
        axes[key] = Axis(key, axis.name, places)
    return axes


def read_cell(found: Any) -> Cell:
    """One cell as written: an amount, a word for none, or a text a language; an amount may have a note beside it."""
    if isinstance(found, dict):
        return _read_noted(found) if "amount" in found else Cell("text", text=Text.read(found))
    if not isinstance(found, str):
        raise Unreadable("cell-empty" if found is None else "cell-unreadable", value=shorten(found))
    word = found.strip()
    if kind := next((kind for kind, words in WORDS.items() if word.lower() in words), None):
        return Cell(kind)
    if (answer := YES_NO.get(word.lower())) is not None:
        return Cell("yes" if answer else "no")
    try:
        return Cell("money", Money.read(word))
    except Unreadable as error:
        if error.type == "money-unreadable":
            raise Unreadable("cell-unreadable", value=shorten(word)) from None
        raise


def _read_noted(found: dict[str, Any]) -> Cell:
    """`{amount: 1,100円, note: {ja: 税込, en: tax included}}`."""
    if surplus := [key for key in found if key not in ("amount", "note")]:
        raise Unreadable("key-unknown", key=surplus[0], nearest=nearest(surplus[0], ("amount", "note")))
    note = Text.read(found["note"]) if "note" in found else None
    return Cell("money", Money.read(found["amount"]), note=note)


def amount_text(cell: Cell) -> str | dict[str, str]:
    """A cell as a message shows it: 100,210, or its kind, in the words of each language."""
    if cell.money is not None:
        return f"{int(cell.money):,}"
    return {"ja": SAID.get(cell.kind, cell.kind), "en": cell.kind}
