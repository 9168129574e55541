"""Cells of tables by the places of their axes: found, parted where several share one, and kept as places change."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.changes import DATA
from chirashi.editing.draft import Draft, value_at

SPAN = ".."


def places(values: Any, axis: str) -> list[str]:
    """The keys of an axis in their order."""
    loc: Loc = (axis,) if axis in ("plans", "options") else ("axes", axis, "values")
    return [*(value_at(values, loc) or {})]


def axes_of_cells(values: Any, loc: Loc) -> list[str] | None:
    """The axes of the cells at `tables.x.cells`, `tables.x.printed` or `coverages.x.limit.cells`; None elsewhere."""
    if len(loc) == 3 and loc[0] == "tables" and loc[2] in ("cells", "printed"):
        return [str(axis) for axis in value_at(values, ("tables", loc[1], "axes")) or []]
    if len(loc) == 4 and loc[0] == "coverages" and loc[2] in ("limit", "deductible") and loc[3] == "cells":
        return [str(value_at(values, ("coverages", loc[1], "over")) or "plans")]
    return None


def row_of(values: Any, loc: Loc) -> str | None:
    """The axis of whose places the cell at a path is one; None where no cell is there."""
    for end in range(len(loc) - 1, 2, -1):
        axes = axes_of_cells(values, loc[:end])
        if axes is not None:
            return axes[-1] if len(loc) - end == len(axes) else None
    return None


def tables_of_cells(values: Any) -> Iterator[Loc]:
    """The path of everything that holds cells by the places of axes."""
    for name, table in (value_at(values, ("tables",)) or {}).items():
        given = [part for part in ("cells", "printed") if isinstance(table, dict) and table.get(part)]
        yield from (("tables", name, part) for part in given)
    for name, coverage in (value_at(values, ("coverages",)) or {}).items():
        for part in ("limit", "deductible"):
            if isinstance(coverage, dict) and value_at(coverage, (part, "cells")):
                yield "coverages", name, part, "cells"


def rows_over(values: Any, axis: str) -> Iterator[Loc]:
    """The path of every mapping whose keys are places of an axis, or spans of them."""
    for loc in tables_of_cells(values):
        axes = axes_of_cells(values, loc) or []
        if axis in axes:
            yield from _at_depth(values, loc, axes.index(axis))


def _at_depth(values: Any, loc: Loc, depth: int) -> Iterator[Loc]:
    found = value_at(values, loc)
    if not isinstance(found, dict):
        return
    if not depth:
        yield loc
        return
    for key in found:
        yield from _at_depth(values, (*loc, key), depth - 1)


def spanned(key: str, keys: list[str]) -> list[str]:
    """The places that a key of cells stands for."""
    first, dots, last = key.partition(SPAN)
    if not dots or first not in keys or last not in keys:
        return [key]
    start, stop = sorted((keys.index(first), keys.index(last)))
    return keys[start : stop + 1]


def span(keys: list[str]) -> str:
    return keys[0] if len(keys) == 1 else f"{keys[0]}{SPAN}{keys[-1]}"


def unspan(draft: Draft, loc: Loc, place: str, keys: list[str]) -> None:
    """Gives a place that is part of `B..D` a cell of its own, which holds the same."""
    row = value_at(draft.values(DATA), loc)
    if not isinstance(row, dict) or place in row:
        return
    for i, key in enumerate([*row]):
        covered = spanned(key, keys)
        if place not in covered:
            continue
        at, value = covered.index(place), row[key]
        parts = [part for part in (covered[:at], [place], covered[at + 1 :]) if part]
        draft.rename(DATA, (*loc, key), span(parts[0]))
        for more, part in enumerate(parts[1:], 1):
            draft.insert(DATA, loc, i + more, span(part), value, like=span(parts[0]))
        return


def removed_place(draft: Draft, axis: str, place: str) -> None:
    """Takes the cells of a place out of every table, before it goes from its axis."""
    values = draft.values(DATA)
    keys = places(values, axis)
    for loc in list(rows_over(values, axis)):
        for key in [*value_at(values, loc)]:
            covered = spanned(key, keys)
            if key == place:
                draft.remove(DATA, (*loc, key))
            elif place in covered:
                draft.rename(DATA, (*loc, key), span([one for one in covered if one != place]))


def copied_place(draft: Draft, axis: str, place: str, like: str) -> None:
    """Gives a new place of an axis the cells of another, in every table."""
    values = draft.values(DATA)
    keys = places(values, axis)
    for loc in list(rows_over(values, axis)):
        row = value_at(values, loc)
        if any(place in spanned(key, keys) for key in row):
            continue
        for i, key in enumerate([*row]):
            covered = spanned(key, keys)
            if like not in covered:
                continue
            wider = sorted({*covered, place}, key=keys.index)
            if SPAN in key and spanned(span(wider), keys) == wider:
                draft.rename(DATA, (*loc, key), span(wider))
            else:
                draft.insert(DATA, loc, i + 1, place, row[key], like=key)


def moved_place(draft: Draft, axis: str, before: list[str]) -> None:
    """After places have changed their order: what was said for several is said for the same ones."""
    values = draft.values(DATA)
    keys = places(values, axis)
    for loc in list(rows_over(values, axis)):
        row = value_at(values, loc)
        for i, key in reversed(list(enumerate([*row]))):
            covered = sorted(spanned(key, before), key=keys.index)
            if SPAN not in key or len(covered) < 2 or span(covered) == key and spanned(key, keys) == covered:
                continue
            runs = list(_runs(covered, keys))
            value = row[key]
            draft.rename(DATA, (*loc, key), span(runs[0]))
            for more, run in enumerate(runs[1:], 1):
                draft.insert(DATA, loc, i + more, span(run), value, like=span(runs[0]))


def _runs(covered: list[str], keys: list[str]) -> Iterator[list[str]]:
    run: list[str] = []
    for place in covered:
        if run and keys.index(place) != keys.index(run[-1]) + 1:
            yield run
            run = []
        run.append(place)
    yield run
