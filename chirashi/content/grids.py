"""Tables of premiums and limits: named axes, and cells of several kinds. `grid_builder` makes them from the data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

from chirashi.content.model import Plans, Text
from chirashi.content.values import YES_NO, Ages, Money, Month, Unreadable, shown
from chirashi.content.yaml_files.yaml_reader import Loc

Kind = Literal["money", "none", "text", "yes", "no", "not offered", "unread"]
"""What a cell holds. `unread` stands where nothing could be read or derived; why has been said."""
NONE = {"none", "なし", "無し"}
NOT_OFFERED = {"not offered", "取扱なし", "取り扱いなし"}


@dataclass(frozen=True)
class Cell:
    """What stands in one place of a table; `span` columns wide where it serves several."""

    kind: Kind
    money: Money | None = None
    text: Text | None = None
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


@dataclass
class Grid:
    """A table with every cell known, by the keys of its axes: (column,) or (row, column)."""

    key: str  # its path in the data: `tables.total`, `coverages.costs.limit`
    loc: Loc
    axes: tuple[Axis, ...]
    cells: dict[tuple[str, ...], Cell] = field(default_factory=dict)

    def rows(self) -> Iterator[tuple[Place | None, list[tuple[Place, Cell]]]]:
        """Row by row with its heading (None where there is one axis): (column, cell), spans once."""
        heads: tuple[Place | None, ...] = (None,) if len(self.axes) == 1 else self.axes[0].places
        for head in heads:
            before = () if head is None else (head.key,)
            cells = [(place, self.cells[(*before, place.key)]) for place in self.axes[-1].places]
            yield head, [(place, cell) for place, cell in cells if cell.start]


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
    """One cell as written: an amount, `none`, `yes`/`no`, `not offered`, or a text a language."""
    if isinstance(found, dict):
        return Cell("text", text=Text.read(found))
    if not isinstance(found, str):
        raise Unreadable("cell-empty" if found is None else "cell-unreadable", value=shown(found))
    word = found.strip()
    if word.lower() in NONE:
        return Cell("none")
    if word.lower() in NOT_OFFERED:
        return Cell("not offered")
    if (answer := YES_NO.get(word.lower())) is not None:
        return Cell("yes" if answer else "no")
    try:
        return Cell("money", Money.read(word))
    except Unreadable as error:
        if error.type == "money-unreadable":
            raise Unreadable("cell-unreadable", value=shown(word)) from None
        raise


def amount_text(cell: Cell) -> str:
    """A cell as a message shows it: 100,210, or its kind."""
    return f"{int(cell.money):,}" if cell.money is not None else cell.kind
