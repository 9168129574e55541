"""Every figure of an edition under its key.

A key is the path in `plans.yml`, `tables.total.a.B`; it is what a placeholder says, what
`data-key` on the page says, and what the proof will look up.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from chirashi.content.model import Example, Plans, Text
from chirashi.content.tables.grids import Cell, Grid
from chirashi.content.values import Ages, Day, Email, Money, Month, MonthDay, Number, Percent, Telephone, Term, Url

FigureValue = (
    Money | Number | Percent | Day | Month | MonthDay | Term | Ages | Telephone | Email | Url | Text | Cell | str | bool
)


def collect(plans: Plans, grids: dict[str, Grid]) -> tuple[dict[str, FigureValue], dict[str, Text]]:
    """All leaves of the data under their keys, and the units of those that have one."""
    leaves = dict(_walk(plans, ""))
    units: dict[str, Text] = {}
    if (date := leaves.pop("dates.deadline.date", None)) is not None:
        leaves["dates.deadline"] = date
    for grid in grids.values():
        for place, cell in grid.cells.items():
            leaves[".".join((grid.key, *place))] = cell
    for key, fact in plans.facts.items():
        kind, value = next((k, v) for k, v in fact if v is not None and k != "unit")
        leaves = {k: v for k, v in leaves.items() if not k.startswith(f"facts.{key}.")}
        leaves[f"facts.{key}"] = value
        if kind == "number" and fact.unit:
            units[f"facts.{key}"] = fact.unit
    for key, example in plans.examples.items():
        leaves |= _example(f"examples.{key}", example, grids, units)
    return leaves, units


def _example(
    at: str, example: Example, grids: dict[str, Grid], units: dict[str, Text]
) -> Iterator[tuple[str, FigureValue]]:
    amounts: list[int] = []
    for i, factor in enumerate(example.factors):
        key = f"{at}.factors.{i}"
        if factor.grid is not None:
            cell = cell_at(grids, factor.grid, factor.at)
            if cell is None or cell.money is None:
                return  # checked, and said, before
            value: FigureValue = cell.money
        else:
            value = factor.money if factor.money is not None else factor.number or Number(0)
            if factor.unit:
                units[key] = factor.unit
        assert isinstance(value, int)
        amounts.append(int(value))
        yield key, value
    yield f"{at}.result", Money(math.prod(amounts))


def cell_at(grids: dict[str, Grid], key: str, at: dict[str, str]) -> Cell | None:
    """The cell of a grid at the keys of its axes; None where there is no such grid or place."""
    grid = grids.get(key)
    if grid is None or set(at) != {axis.key for axis in grid.axes}:
        return None
    return grid.cells.get(tuple(at[axis.key] for axis in grid.axes))


def count_groups(value: Any, at: str) -> Iterator[tuple[str, int]]:
    """Every group of like things with the number of its entries: documents, plans, axes.ages.values."""
    if isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from count_groups(getattr(value, name), f"{at}.{name}".lstrip("."))
    elif isinstance(value, dict | list) and not isinstance(value, Text):
        if at:
            yield at, len(value)
        for name, item in value.items() if isinstance(value, dict) else ():
            yield from count_groups(item, f"{at}.{name}".lstrip("."))


def _walk(value: Any, at: str) -> Iterator[tuple[str, FigureValue]]:
    """Leaves below a value; mappings by key, lists by index or by their items' own `key` or `way`."""
    if isinstance(value, Text | Money | Number | Percent | Day | Month | MonthDay | Term | Ages | str | bool):
        yield at, value
    elif isinstance(value, BaseModel):
        skipped = {"cells", "printed", "factors"}
        for name in type(value).model_fields:
            if name not in skipped:
                yield from _walk(getattr(value, name), f"{at}.{name}".lstrip("."))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _walk(item, f"{at}.{name}".lstrip("."))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            own = getattr(item, "key", None) or getattr(item, "way", None) or getattr(item, "number", None)
            yield from _walk(item, f"{at}.{i if own is None else own}")
