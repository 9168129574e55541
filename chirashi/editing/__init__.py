"""Editing: the one way in which the press changes an edition's files, for the desk, for Excel and for commands.

`changes` are values: a field to set, an item to insert, move, rename or remove, a text or a
picture to replace. `saving` takes them
in a `draft`, the files as text and as values side by side: `applying` gives each value the form in which the author
writes and lets what depends on an item or a page follow it (`dependants`, `page_names`, `cells`), and `in_place`
changes just that part of the text. The result is checked in memory, and written as one step of the `journal`, whole or
not at all. `undoing` takes steps back.
"""

from chirashi.editing.applying import ALONE, scalar_kind, shown_at
from chirashi.editing.changes import (
    DATA,
    SETTINGS,
    UNKNOWN,
    Change,
    InsertItem,
    MoveItem,
    RemoveItem,
    RenameItem,
    RenamePage,
    ReplaceFile,
    ReplaceText,
    SetValue,
)
from chirashi.editing.dependants import Mention, mentions
from chirashi.editing.draft import Draft
from chirashi.editing.journal import Journal, Step
from chirashi.editing.saving import Conflict, Outcome, preview, save, seen
from chirashi.editing.undoing import history, redo, undo

__all__ = [
    "ALONE",
    "DATA",
    "SETTINGS",
    "UNKNOWN",
    "Change",
    "Conflict",
    "Draft",
    "InsertItem",
    "Journal",
    "Mention",
    "MoveItem",
    "Outcome",
    "RemoveItem",
    "RenameItem",
    "RenamePage",
    "ReplaceFile",
    "ReplaceText",
    "SetValue",
    "Step",
    "history",
    "mentions",
    "preview",
    "redo",
    "save",
    "scalar_kind",
    "seen",
    "shown_at",
    "undo",
]
