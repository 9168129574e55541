"""What can be changed in an edition, as values: a field, an item of a list or a mapping, the text of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

from chirashi.content.yaml_files.yaml_reader import Loc

DATA = "plans.yml"
SETTINGS = "../site.yml"  # every file is named from the edition's folder
UNKNOWN: Any = object()
"""Of a change: nobody says what stood there when it was thought of."""


@dataclass(frozen=True)
class SetValue:
    """Another value for a field, or one where there was none.

    A cell of a table goes by the keys of its axes, `("tables", "basic", "cells", "C")`, though it may be
    written as part of `B..D`. `value` is what somebody typed, a value that has been read (`Money(80000)`),
    a mapping or a list; None leaves the field out. `was` is what stood there, as the file has it.
    """

    at: Loc
    value: Any
    was: Any = UNKNOWN
    file: str = DATA


@dataclass(frozen=True)
class InsertItem:
    """A further item in the mapping (with its `key`) or list at `at`, before the present item of `index`, or last.

    With `like`, the key of another plan, option or value of an axis, the new one has the same cells in every table.
    """

    at: Loc
    value: Any
    key: str | None = None
    index: int | None = None
    like: str | None = None
    file: str = DATA


@dataclass(frozen=True)
class MoveItem:
    """An item at another place among the others of its mapping or list, counted without it."""

    at: Loc
    index: int
    file: str = DATA


@dataclass(frozen=True)
class RenameItem:
    """Another key for an item of a mapping; all that names it follows: tables, lists, rules, placeholders of texts."""

    at: Loc
    key: str
    file: str = DATA


@dataclass(frozen=True)
class RenamePage:
    """Another name, which is its address, for a page, in every language; lists, links and translations follow it."""

    page: str
    name: str
    file: str = DATA


@dataclass(frozen=True)
class RemoveItem:
    """No more of an item; its cells in tables and its place in lists go with it.

    What else speaks of it is told as problems of the outcome, for a person must say it otherwise.
    """

    at: Loc
    was: Any = UNKNOWN
    file: str = DATA


@dataclass(frozen=True)
class ReplaceText:
    """Another text for a whole file, `ja/premiums.md`; None takes the file away, and one that was not there is made.

    `was` is the text that it is made from; None where there was no file.
    """

    file: str
    text: str | None
    was: Any = UNKNOWN


@dataclass(frozen=True)
class ReplaceFile:
    """A file beside the pages, a picture or a PDF file, with other bytes, or one that was not there."""

    file: str
    content: bytes


Change: TypeAlias = SetValue | InsertItem | MoveItem | RenameItem | RenamePage | RemoveItem | ReplaceText | ReplaceFile
