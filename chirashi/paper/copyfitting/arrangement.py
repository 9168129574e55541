"""Arrangement: what stands on which sheet, and in which parts a table that is too large for one is shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any

from markupsafe import Markup

from chirashi.content.model import Text
from chirashi.view.environment import environment
from chirashi.view.templates import ON_PAPER, View

Places = tuple[tuple[str, tuple[str, ...]], ...]
"""Of some axes by their keys the places that are shown."""


@dataclass(frozen=True)
class Block:
    """One thing on a sheet that is not parted: the phases, the timeline, a table or a part of one, a note.

    `name` is the part it belongs to; `partial` and `arguments` are a table's, `key` is a note's.
    """

    name: str
    partial: str = ""
    arguments: tuple[str, ...] = ()
    places: Places = ()
    number: int = 1  # of the parts of one table
    key: str = ""

    @property
    def first(self) -> bool:
        """Whether it is the table of the plans, which stands right below the heading."""
        return self.partial == "plans" and self.number == 1


@dataclass(frozen=True)
class Arrangement:
    """The blocks of each sheet after the front. `form_last` moves the FAX form from the front to the last sheet."""

    sheets: tuple[tuple[Block, ...], ...]
    form_last: bool = False
    columns: int = 2  # of notes
    balanced: bool = False  # columns of notes of one height, where it is not by their number that they are parted
    weekdays: bool = True

    @property
    def pages(self) -> int:
        return 1 + len(self.sheets)


@dataclass(frozen=True)
class Table:
    """A table of the sheet, or a part of one, as the template asks for it."""

    view: View
    block: Block

    @property
    def first(self) -> bool:
        return self.block.first

    def html(self) -> Markup:
        part = "" if self.block.number == 1 else f"-{self.block.number}"
        view = replace(self.view, places=dict(self.block.places), part=part) if self.block.places else self.view
        if self.block.partial == "matrix":
            context = view.context() | {"table": self.block.arguments[0]}
            return Markup(environment().get_template("print/_matrix.html").render(context))
        return view.show(ON_PAPER, self.block.partial, *self.block.arguments)


@dataclass(frozen=True)
class Part:
    """Blocks of one sheet under one heading; `again` where the heading has stood on a sheet before."""

    name: str
    blocks: list[Table] = field(default_factory=list)
    columns: list[list[Text]] = field(default_factory=list)
    again: bool = False


@dataclass(frozen=True)
class Sheet:
    classes: str
    parts: list[Part]


def blocks(view: View, tables: list[tuple[str, tuple[str, ...]]]) -> list[Block]:
    """What stands on the back, in the order of reading. `tables` are those below the plans'."""
    data = view.data
    found = [Block(name) for name in ("phases", "timeline") if getattr(data, name)]
    found += [Block("premiums", "plans"), *(Block("premiums", name, arguments) for name, arguments in tables)]
    found += [Block("notes", key=key) for key in data.notes]
    found += [Block("notices")] if data.notices else []
    return found + ([Block("contacts")] if any(party.contacts for party in data.parties.values()) else [])


def designed(view: View, tables: list[tuple[str, tuple[str, ...]]]) -> Arrangement:
    """One sheet of two sides, as the flyer is designed."""
    return Arrangement((tuple(blocks(view, tables)),))


def sheets(view: View, arrangement: Arrangement) -> list[Sheet]:
    """The sheets after the front, as their template reads them."""
    several, begun, found = len(arrangement.sheets) > 1, set[str](), []
    for number, sheet in enumerate(arrangement.sheets, 2):
        parts = []
        for name, group in groupby(sheet, key=lambda block: block.name):
            held = list(group)
            tables = [Table(view, block) for block in held if block.partial]
            columns = list(_columns(view, [block.key for block in held if block.key], arrangement))
            parts.append(Part(name, tables, columns, name in begun))
            begun.add(name)
        classes = f" sheet-{number}" if several else ""
        if several and number == arrangement.pages and arrangement.form_last:
            classes += " formed"
        found.append(Sheet(classes, parts))
    return found


def _columns(view: View, keys: list[str], arrangement: Arrangement) -> Iterator[list[Text]]:
    """Notes in columns: parted by their number, or where their text is about halved."""
    notes = [view.data.notes[key] for key in keys]
    if not arrangement.balanced:
        half = len(notes) - len(notes) // 2
    else:
        lengths = [len(note[view.language]) + 20 for note in notes]
        half = min(range(1, len(notes) + 1), key=lambda at: abs(sum(lengths[:at]) - sum(lengths[at:])), default=0)
        half = len(notes) if arrangement.columns == 1 else half
    yield from (column for column in (notes[:half], notes[half:]) if column)


def in_parts(block: Block, across: int, down: int, axes: list[tuple[str, list[str]]]) -> list[Block]:
    """A table cut into parts of about one size: `across` the last of its `axes`, `down` the first of two.

    Each axis comes with the keys of its places.
    """
    (name, columns), rows = axes[-1], axes[0] if len(axes) > 1 else None
    found: list[Places] = []
    for some in shares(list(rows[1]), down) if rows else [()]:
        for held in shares(columns, across):
            found.append((((rows[0], tuple(some)),) if rows else ()) + ((name, tuple(held)),))
    return [replace(block, places=places, number=number) for number, places in enumerate(found, 1)]


def shares(things: list[Any], number: int) -> list[list[Any]]:
    """A list in so many parts of one length, or the first ones longer by one."""
    edges = [round(len(things) * i / number) for i in range(number + 1)]
    return [things[a:b] for a, b in pairwise(edges) if a < b]
