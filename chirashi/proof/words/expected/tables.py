"""Tables: the words that premiums, limits and deductibles stand under, along one axis or several."""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.text.figures import Figure
from chirashi.proof.words.expected.wording import Said, Wording

GROUPED = 2  # axes of a table without groups


def paid_over(w: Wording, axis: str) -> list[str]:
    tables = w.book.data.at("tables")
    return [key for key, table in tables.items() if table.get("paid") and axes_of(table) == [axis]]


def axes_of(table: Entry) -> list[str]:
    listed = table.get("axes")
    return [axis.text or "" for axis in listed.items] if listed else []


def covered_over(w: Wording, axis: str) -> list[str]:
    return [
        key
        for key, coverage in w.book.data.at("coverages").items()
        if (coverage.said("over") or "plans") == axis and (coverage.get("limit") or coverage.get("deductible"))
    ]


def amounts(w: Wording, key: str) -> list[str]:
    """The keys of a grid's amounts from the least to the greatest."""
    grid = w.book.grids.get(key)
    if grid is None:
        return []
    cells = [(cell, where) for where, cell in grid.cells.items() if isinstance(cell, Figure) and cell.kind == "money"]
    return [grid.name_of(where) for _, where in sorted(cells, key=lambda one: int(one[0].value))]


def along(w: Wording, axis: str) -> Iterator[Said]:
    covered, paid = covered_over(w, axis), paid_over(w, axis)
    if not (covered or paid):
        return
    yield w.axis(axis)
    yield w.word("item")
    yield from (w.heading(axis, member) for member in w.members(axis))
    for key in covered:
        for part in ("limit", "deductible"):
            if w.has("coverages", key, part):
                yield w.text("coverages", key, "name")
                yield row_word(w, key, part)
                yield w.text("coverages", key, part, "basis")
    for key in paid:
        yield w.text("tables", key, "name")
        yield from w.paid(w.book.data.at("tables")[key])


def row_word(w: Wording, coverage: str, part: str) -> Said:
    """What the data calls a row of a coverage, or else limit or deductible."""
    own = w.text("coverages", coverage, part, "name")
    return own if own.text else w.word(part)


def _members(w: Wording, axis: str) -> Iterator[Said]:
    yield from along(w, axis)
    for key, member in w.items(axis):
        if member.get("note") and key in w.shown.get(axis, [key]):
            yield w.text(axis, key, "name")
            yield w.text(axis, key, "note")


def plans(w: Wording) -> Iterator[Said]:
    return _members(w, "plans")


def options(w: Wording) -> Iterator[Said]:
    return _members(w, "options")


def caption(w: Wording, key: str) -> list[Said]:
    """What heads a table of the data."""
    return [w.text("tables", key, "name"), *w.paid(w.book.data.at("tables")[key])]


def table(w: Wording, key: str) -> Iterator[Said]:
    entry = w.book.data.get("tables", key) or Entry(0)
    axes = axes_of(entry)
    yield from caption(w, key)
    yield from (w.axis(axis) for axis in axes)
    yield from (w.heading(axes[-1], member) for member in w.members(axes[-1]))
    groups = w.members(axes[0]) if len(axes) > GROUPED else [None]
    if len(axes) > 1:
        for group in groups:
            if group is not None:
                yield w.heading(axes[0], group)
            yield from (w.heading(axes[-2], member) for member in w.members(axes[-2]))
    else:
        yield w.text("tables", key, "name")
    if entry.get("note"):
        yield w.text("tables", key, "note")
