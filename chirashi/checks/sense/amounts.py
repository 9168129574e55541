"""An amount far from its neighbours in a table: rather a digit too many or too few than what is meant."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from decimal import Decimal

from chirashi.base.problems import Problem
from chirashi.content.edition import Edition
from chirashi.content.tables.grid_builder import numbers
from chirashi.content.tables.grids import Grid

FAR = 6  # times the nearest amount: the steps of premiums and benefits are smaller
STEP = 15  # times, at the end of a row of limits that goes on in its direction: from 500万円 to 5,000万円 may be meant
MOST = 2  # neighbours on each side that are asked


def far_from_neighbours(edition: Edition) -> Iterator[Problem]:
    """Each amount that is given and far from those beside it along the columns, and along the rows of premiums."""
    for grid in edition.grids.values():
        table = edition.data.tables.get(grid.key.removeprefix("tables."))
        if table is not None and table.rule is not None:
            continue
        paid = table is not None and table.paid is not None
        along = range(len(grid.axes)) if paid else [len(grid.axes) - 1]
        told: dict[tuple[str, ...], list[bool]] = {}
        for i in along:
            for places in _lines(grid, i):
                amounts = [_amount(grid, i, place) for place in places]
                for at, place in enumerate(places):
                    if (far := is_far(amounts, at, FAR if paid else STEP)) is not None:
                        told.setdefault(place, []).append(far)
        for place, found in told.items():
            cell = grid.cells[place]
            if all(found) and cell.start and cell.money is not None:
                names = {"table": grid.key, "place": " × ".join(place), "amount": f"{int(cell.money):,}"}
                yield edition.say(cell.loc, "amount-far", **names)


def _lines(grid: Grid, along: int) -> Iterator[list[tuple[str, ...]]]:
    """The rows of places along one axis, all other keys the same."""
    for place in itertools.product(*([axis.keys[0]] if i == along else axis.keys for i, axis in enumerate(grid.axes))):
        yield [(*place[:along], key, *place[along + 1 :]) for key in grid.axes[along].keys]


def _amount(grid: Grid, along: int, place: tuple[str, ...]) -> Decimal | None:
    """An amount for one of what its axis counts; None where there is none, or a span to the left has said it."""
    cell = grid.cells[place]
    if cell.money is None or not cell.start or not cell.money:
        return None
    return Decimal(cell.money) / (numbers(grid.axes[along].key, grid).get(place[along]) or 1)


def is_far(amounts: Sequence[Decimal | None], at: int, step: int) -> bool | None:
    """Whether an amount is far above or below all of its neighbours; None where it has none to compare with.

    `step` is how many times its neighbour the last of a row that only rises, or only falls, may be.
    """
    own = amounts[at]
    before = [amount for amount in amounts[:at] if amount is not None][-MOST:]
    after = [amount for amount in amounts[at + 1 :] if amount is not None][:MOST]
    if own is None or len(before) + len(after) < MOST:
        return None
    beside = [*before[-1:], *after[:1]]
    rest = [*before, *after]
    ordered = [*before, own, *after]
    goes_on = not (before and after) and (ordered == sorted(ordered) or ordered == sorted(ordered, reverse=True))
    limit = step if goes_on else FAR
    high = all(own >= other * limit for other in beside)
    low = all(other >= own * limit for other in beside)
    return (high or low) and max(rest) < min(rest) * limit
