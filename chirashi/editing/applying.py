"""Takes a change in a draft: with the form in which the file's author writes, and with all that depends on it."""

from __future__ import annotations

import typing
from types import UnionType
from typing import Any

from pydantic import BaseModel

from chirashi.content.model import Plans
from chirashi.content.values import Day, Scalar
from chirashi.content.yaml_files.validation import keys_at, kind_at
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing import cells, dependants
from chirashi.editing.changes import (
    DATA,
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
from chirashi.editing.draft import Draft, value_at
from chirashi.editing.in_place.forms import cell_in_form, in_form
from chirashi.editing.page_names import renamed_page

ALONE: dict[Loc, str] = {("dates", "deadline"): "date"}
"""What may be written as one of its fields alone: a deadline as its date. Another field makes it a mapping."""


def apply(draft: Draft, change: Change) -> None:
    """Takes one change. `NotWritable` where the file is written in a way that only a person can change."""
    _take(draft, change)
    if isinstance(change, InsertItem | MoveItem | RemoveItem) and change.file == DATA:
        dependants.renumbered(draft, change.at if isinstance(change, InsertItem) else change.at[:-1])


def _take(draft: Draft, change: Change) -> None:
    match change:
        case SetValue():
            _set(draft, change)
        case InsertItem():
            _insert(draft, change)
        case MoveItem():
            _move(draft, change)
        case RenameItem():
            if change.file == DATA:
                dependants.renamed(draft, change.at, change.key)
            else:
                draft.rename(change.file, change.at, change.key)
        case RenamePage():
            renamed_page(draft, change.page, change.name, [*dependants.pages_of(draft)])
        case RemoveItem():
            _remove(draft, change)
        case ReplaceText():
            draft.put_text(change.file, change.text)
        case ReplaceFile():
            draft.put_bytes(change.file, change.content)


def present(draft: Draft, change: Change) -> Any:
    """What now stands where a change would be made; None where nothing does."""
    match change:
        case ReplaceText():
            return draft.text(change.file)
        case SetValue():
            return shown_at(draft.values(change.file), change.at) if change.file == DATA else _value(draft, change)
        case RemoveItem():
            return _value(draft, change)
        case _:
            return UNKNOWN


def already(draft: Draft, change: Change) -> bool:
    """Whether what a change wants is there, in whatever form."""
    if not isinstance(change, SetValue) or change.file != DATA:
        return bool(present(draft, change) == getattr(change, "text", UNKNOWN))
    values = draft.values(DATA)
    old = shown_at(values, change.at)
    wanted = None if change.value is None else _as_written(values, change.at, change.value, old)
    return bool(wanted == old)


def _value(draft: Draft, change: SetValue | RemoveItem) -> Any:
    return value_at(draft.values(change.file), change.at)


def shown_at(values: Any, loc: Loc) -> Any:
    """What a field holds as the file has it; of a cell that `B..D` covers, what stands there."""
    found = value_at(values, loc)
    if found is None and loc and (row := cells.row_of(values, loc)) is not None:
        keys = cells.places(values, row)
        holder = value_at(values, loc[:-1])
        for key in holder if isinstance(holder, dict) else ():
            if loc[-1] in cells.spanned(key, keys):
                return holder[key]
    return found


def _set(draft: Draft, change: SetValue) -> None:
    values, at = draft.values(change.file), change.at
    if change.value is None:
        if value_at(values, at) is not None:
            draft.remove(change.file, at)
        return
    old = shown_at(values, at) if change.file == DATA else value_at(values, at)
    value = _as_written(values, at, change.value, old) if change.file == DATA else change.value
    if value == old:
        return
    if change.file == DATA and (axis := cells.row_of(values, at)) is not None:
        cells.unspan(draft, at[:-1], str(at[-1]), cells.places(values, axis))
    _put(draft, change.file, at, value)


def _put(draft: Draft, file: str, loc: Loc, value: Any) -> None:
    """Sets what is there, or makes it, with whatever it stands in."""
    values = draft.values(file)
    depth = len(loc)
    while depth and not _there(values, loc[:depth]):
        depth -= 1
    if depth == len(loc):
        draft.set(file, loc, value)
        return
    if file == DATA and (main := ALONE.get(loc[:depth])) and isinstance(said := value_at(values, loc[:depth]), str):
        draft.set(file, loc[:depth], {main: said})
        _put(draft, file, loc, value)
        return
    for name in reversed(loc[depth + 1 :]):
        value = [value] if isinstance(name, int) else {str(name): value}
    holder = value_at(values, loc[:depth])
    if not isinstance(holder, dict | list):  # a key with nothing behind it, or a word, as approval: not required
        draft.set(file, loc[:depth], {str(loc[depth]): value})
    elif isinstance(holder, list):
        draft.insert(file, loc[:depth], len(holder), None, value)
    else:
        draft.insert(file, loc[:depth], _index(values, loc[: depth + 1], [*holder], file), str(loc[depth]), value)


def _there(values: Any, loc: Loc) -> bool:
    holder = value_at(values, loc[:-1])
    return (loc[-1] in holder) if isinstance(holder, dict) else value_at(values, loc) is not None


def _index(values: Any, loc: Loc, present_: list[str], file: str) -> int:
    """Where a new key belongs among those that are there: by the order of the model, or of the axis."""
    if file != DATA:
        return len(present_)
    order = keys_at(Plans, loc[:-1])
    if not order and (axis := cells.row_of(values, loc)) is not None:
        order = cells.places(values, axis)
        present_ = [cells.spanned(key, order)[-1] for key in present_]
    if loc[-1] not in order:
        return len(present_)
    before = {name for name in order[: order.index(str(loc[-1]))]}
    return max((i + 1 for i, name in enumerate(present_) if name in before), default=0)


def _insert(draft: Draft, change: InsertItem) -> None:
    holder = value_at(draft.values(change.file), change.at)
    if holder is None:
        whole = [change.value] if change.key is None else {change.key: change.value}
        _put(draft, change.file, change.at, whole)
    else:
        index = len(holder) if change.index is None else min(change.index, len(holder))
        draft.insert(change.file, change.at, index, change.key, change.value, change.like if change.key else None)
    if change.key is not None and change.like is not None and change.file == DATA:
        axis = dependants.axis_of((*change.at, change.key))
        if axis is not None:
            cells.copied_place(draft, axis, change.key, change.like)


def _move(draft: Draft, change: MoveItem) -> None:
    axis = dependants.axis_of(change.at) if change.file == DATA else None
    before = cells.places(draft.values(DATA), axis) if axis else []
    draft.move(change.file, change.at, change.index)
    if axis:
        cells.moved_place(draft, axis, before)


def _remove(draft: Draft, change: RemoveItem) -> None:
    if change.file == DATA:
        if axis := dependants.axis_of(change.at):
            cells.removed_place(draft, axis, str(change.at[-1]))
        dependants.unlisted(draft, change.at)
    draft.remove(change.file, change.at)


def _as_written(values: Any, loc: Loc, new: Any, old: Any) -> Any:
    """A value in the form of the file; of the kind that the model has at its path."""
    for end in range(len(loc), 1, -1):
        if cells.axes_of_cells(values, loc[:end]) is not None:
            if len(loc) - end > len(cells.axes_of_cells(values, loc[:end]) or []):
                return new if isinstance(new, dict) else str(new)  # a text of one language, a note
            return cell_in_form(new, old, _beside(value_at(values, loc[:end])))
    kind = Day if loc in ALONE else scalar_kind(loc)
    return in_form(new, old, kind, _siblings(values, loc, kind) if old is None else ())


def scalar_kind(loc: Loc) -> type[Scalar] | None:
    """The kind of value at a path of the data, by its model; None for words and for what is no scalar."""
    return next((one for one in _options(kind_at(Plans, loc)) if issubclass(one, Scalar)), None)


def _options(kind: Any) -> list[type]:
    if typing.get_origin(kind) is typing.Annotated:
        return _options(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (UnionType, typing.Union):
        return [option for part in typing.get_args(kind) for option in _options(part)]
    return [kind] if isinstance(kind, type) and not issubclass(kind, BaseModel | dict) else []


def _beside(value: Any) -> list[Any]:
    """Every cell of a table as it is written."""
    if isinstance(value, dict) and not ({"amount"} & value.keys()):
        return [one for item in value.values() for one in _beside(item)]
    return [value]


def _siblings(values: Any, loc: Loc, kind: type[Scalar] | None) -> list[Any]:
    """What stands in the other fields of the same mapping that are of the same kind: another date of the window."""
    holder = value_at(values, loc[:-1])
    if kind is None or not isinstance(holder, dict):
        return []
    return [item for name, item in holder.items() if scalar_kind((*loc[:-1], name)) is kind]
