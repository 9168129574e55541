"""Finds what stands in which column of a list of members by how its columns are headed."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from chirashi.base.messages import SPEAKS, Bilingual, phrase
from chirashi.base.problems import Problem, nearest
from chirashi.content.tables.grids import Axis

NOTHING_SAID = re.compile(r"[\s()\[\]{}「」【】*※:・_./-]")
SEARCHED = 20  # rows from the top in which the heads are looked for, below a title or a date
Columns = Mapping[str, int]
"""By what stands in them (`postcode`, `name`, the key of an axis): the column's number, from 0."""


@functools.cache
def column_names() -> dict[str, str]:
    """What stands in a column, by each way of heading it, folded."""
    written = tomllib.loads(Path(__file__).with_name("columns.toml").read_text("utf-8"))
    return {folded(head): what for what, heads in written.items() for head in heads}


def folded(head: str) -> str:
    return NOTHING_SAID.sub("", unicodedata.normalize("NFKC", head)).casefold()


def find(rows: Sequence[Sequence[str]], axes: Sequence[Axis], own: Mapping[str, str]) -> tuple[int, Columns]:
    """The row of the heads, from 0, and the columns; the row with the most heads that are known.

    :param rows: the first rows of the list.
    :param axes: what a member chooses on; one of the edition's own is headed by its name or key.
    :param own: heads of this project's lists, by `mailing.columns` of its settings; they come before all others.
    """
    names = column_names() | _axes(axes) | {folded(head): what for head, what in own.items()}
    best: tuple[int, dict[str, int]] = (0, {})
    for at, row in enumerate(rows[:SEARCHED]):
        found: dict[str, int] = {}
        for column, head in enumerate(row):
            what = names.get(folded(head))
            if what is not None:
                found.setdefault(what, column)
        if len(found) > len(best[1]):
            best = at, found
    return best


def _axes(axes: Sequence[Axis]) -> dict[str, str]:
    """The heads by which the edition itself calls what is chosen."""
    found: dict[str, str] = {}
    for axis in axes:
        column_name = [axis.key, *(axis.name or {}).values()]
        found |= {folded(name): axis.key for name in column_name if folded(name) not in column_names()}
    return found


def wrong(file: str, at: int, row: Sequence[str], columns: Columns) -> Iterator[Problem]:
    """Columns without which nothing can be sent; with the heads that there are, which say nothing of any member."""
    wanted = {"postcode": ("postcode",), "address": ("address", "street"), "name": ("name", "family")}
    for what, either in wanted.items():
        if not any(one in columns for one in either):
            heads = "、".join(head.strip() for head in row if head.strip())[:200]
            yield Problem(file, at + 1, "mailing-column", {"what": called(what), "heads": heads})


def unknown_own(own: Mapping[str, str], axes: Sequence[Axis]) -> Iterator[tuple[str, dict[str, str]]]:
    """Entries of the settings that name no kind of column, each with what was probably meant."""
    kinds = {*column_names().values(), *(axis.key for axis in axes)}
    for head, what in own.items():
        if what not in kinds:
            yield head, nearest(what, kinds)


CALLED = {
    "number": "column-number",
    "postcode": "column-postcode",
    "address": "column-address",
    "building": "column-building",
    "institution": "column-institution",
    "name": "column-name",
    "honorific": "column-honorific",
    "telephone": "column-telephone",
    "count": "column-count",
    "plans": "column-plans",
    "options": "column-options",
}


def called(what: str) -> Bilingual:
    """A kind of column in words of staff; an axis of the edition's own by its key."""
    return phrase(CALLED[what]) if what in CALLED else dict.fromkeys(SPEAKS, what)
