"""What has changed since the edition of the year before, more than is likely: digits lost or gained, lines exchanged.

The edition before is the newest beside this one whose folder has the same name with an earlier year.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from chirashi.base.problems import Problem
from chirashi.content.edition import Edition, load
from chirashi.content.figures import FigureValue
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Money, Percent
from chirashi.content.yaml_files.yaml_reader import Loc

NAME = re.compile(r"(?P<name>.+?)-?(?P<year>\d{4})")
LEAP = 5  # times as much, or as little: no premium, limit or discount moves so far in a year
EXCHANGED = (("telephone", "fax", "telephone-was-fax"), ("fax", "telephone", "fax-was-telephone"))
WORKED = ("examples.",)  # worked out from other amounts, of which is told


def changes(edition: Edition) -> Iterator[Problem]:
    before = previous(edition)
    if before is not None and before.whole:
        yield from _exchanged(edition, before)
        yield from _leaps(edition, before)


def previous(edition: Edition) -> Edition | None:
    """The edition of the year before; None where there is none beside this one."""
    own = edition.folder.resolve()
    mine = NAME.fullmatch(own.name)
    if mine is None:
        return None
    years = {
        other["year"]: folder
        for folder in own.parent.iterdir()
        if (other := NAME.fullmatch(folder.name))
        and other["name"] == mine["name"]
        and other["year"] < mine["year"]
        and (folder / "plans.yml").is_file()
    }
    return load(years[max(years)]) if years else None


def _exchanged(edition: Edition, before: Edition) -> Iterator[Problem]:
    """A FAX number that was a telephone last year, or the other way round."""
    for key, party in edition.data.parties.items():
        old = before.data.parties.get(key)
        for way, other, code in EXCHANGED:
            now, then = getattr(party, way), getattr(old, other, None)
            if now is not None and now == then and now != getattr(old, way):
                found = {"number": str(now), "edition": before.folder.name}
                yield edition.say(("parties", key, way), code, **found)


def _leaps(edition: Edition, before: Edition) -> Iterator[Problem]:
    """Each amount that is far from last year's; of a table in which all moved alike, one message."""
    tables: dict[str, list[tuple[str, Decimal, Decimal]]] = defaultdict(list)
    compared: dict[str, int] = defaultdict(int)
    for key, leaf in edition.figures.items():
        now, then = amount(leaf), amount(before.figures.get(key))
        if now and then and not key.startswith(WORKED) and not _derived(edition, key):
            table = next((grid for grid in edition.grids if key.startswith(f"{grid}.")), key)
            compared[table] += 1
            if not then / LEAP < now < then * LEAP:
                tables[table].append((key, now, then))
    for table, leaps in tables.items():
        if len(leaps) == compared[table] > 1:
            key, now, then = leaps[0]
            found = {"table": table, "now": format_value(edition, key), "then": format_value(before, key)}
            yield edition.say(tuple(table.split(".")), "amounts-leap", edition=before.folder.name, **found)
            continue
        for key, _, _ in leaps:
            found = {"key": key, "now": format_value(edition, key), "then": format_value(before, key)}
            yield edition.say(place(edition, key), "amount-leap", edition=before.folder.name, **found)


def amount(leaf: FigureValue | None) -> Decimal | None:
    """What of a figure may be compared with last year's: an amount of money or a share."""
    value = leaf.money if isinstance(leaf, Cell) else leaf
    return Decimal(value) if isinstance(value, Money | Percent) else None


def _derived(edition: Edition, key: str) -> bool:
    leaf = edition.figures[key]
    return isinstance(leaf, Cell) and (not leaf.loc or not leaf.start)


def format_value(edition: Edition, key: str) -> str:
    leaf = edition.figures[key]
    value = leaf.money if isinstance(leaf, Cell) else leaf
    return f"{int(value):,}円" if isinstance(value, Money) else f"{value}%"


def place(edition: Edition, key: str) -> Loc:
    """Where a figure is written."""
    leaf = edition.figures[key]
    return leaf.loc if isinstance(leaf, Cell) and leaf.loc else tuple(key.split("."))
