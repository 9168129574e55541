"""Compares two editions figure by figure: old, new, the difference and what is odd about it; what is new or gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from chirashi.content.edition import Edition
from chirashi.content.figures import FigureValue
from chirashi.content.model import Text
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Day, Money, Number, Percent, Year
from chirashi.review.comparison import marks
from chirashi.review.comparison.counterparts import Counterparts
from chirashi.review.comparison.lines import Both, Line
from chirashi.review.comparison.naming import Names
from chirashi.review.words import word

UNREAD = ("edition", "languages", "pages", "footer", "search", "terms", "approval", "words")  # nobody reads them
INNER = (
    "axes",
    "costs",
    "coverages",
    "services",
    "plans",
    "over",
    "key",
)  # lists of keys and the like, which say where
HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Sides:
    """The two editions with their names, and which key of the old one stands where in the new one."""

    old: Names
    new: Names
    matched: Counterparts

    def before(self) -> dict[str, str]:
        """Every figure's and text's old key by the key that it has now, or would have."""
        names = self.old
        return {self.matched.moved(key, names.grid(key)): key for key in names.edition.figures}


def is_figure(key: str, leaf: FigureValue) -> bool:
    """Whether a reader may act on it: no text, nor what only says where something stands."""
    first, *inner = key.split(".")
    if first in UNREAD or isinstance(leaf, Text) or (isinstance(leaf, Cell) and leaf.text is not None):
        return False
    return not (isinstance(leaf, str) and set(inner) & set(INNER))


def compare_figures(sides: Sides) -> Iterator[Line]:
    """A line for each figure that differs, is new or is gone, in the order of the new edition, then of the old."""
    was = sides.before()
    now = sides.new.edition.figures
    lines = [line for key, leaf in now.items() if is_figure(key, leaf) and (line := _line(sides, key, was.get(key)))]
    yield from _out_of_line(sides, lines, was)
    for key, old in was.items():
        if key not in now and is_figure(old, sides.old.edition.figures[old]):
            yield _gone(sides, old)


def _line(sides: Sides, key: str, old: str | None) -> Line | None:
    edition = sides.new.edition
    if old is None:
        return replace(line_at(edition, sides.new, key, "new"), new=sides.new.figure(key))
    before, after = sides.old.edition.figures[old], edition.figures[key]
    if not is_figure(old, before):
        return replace(line_at(edition, sides.new, key, "figure"), new=sides.new.figure(key), marks=("kind",))
    if _same(before, after):
        return None
    then, now = number(before), number(after)
    line = replace(
        line_at(edition, sides.new, key, "figure"),
        old=sides.old.figure(old),
        new=sides.new.figure(key),
        difference=_difference(before, after),
    )
    if then is None or now is None:
        return replace(line, marks=() if _kind(before) == _kind(after) else ("kind",))
    percent = f"{(now - then) / then * HUNDRED:+.1f}%" if then and not isinstance(after, Percent | Year) else ""
    return replace(line, percent=percent, marks=() if line.derived else tuple(marks.of_one(then, now)))


def _out_of_line(sides: Sides, lines: list[Line], was: dict[str, str]) -> Iterator[Line]:
    """The lines, with a mark at each value that moved unlike the rest of its table, those that stood still counted."""
    tables: dict[str, dict[str, tuple[Decimal, Decimal]]] = defaultdict(dict)
    for key, leaf in sides.new.edition.figures.items():
        if isinstance(leaf, Cell) and leaf.loc and leaf.start and key in was:
            then, now = number(sides.old.edition.figures[was[key]]), number(leaf)
            if then and now:
                tables[sides.new.group(key)][key] = then, now
    odd = set().union(*map(marks.out_of_line, tables.values()))
    for line in lines:
        yield replace(line, marks=(*line.marks, "line")) if line.id.partition(":")[2] in odd else line


def _gone(sides: Sides, old: str) -> Line:
    return replace(line_at(sides.old.edition, sides.old, old, "gone"), old=sides.old.figure(old))


def line_at(edition: Edition, names: Names, key: str, kind: str) -> Line:
    leaf = edition.figures.get(key)
    cell = isinstance(leaf, Cell)
    loc = leaf.loc if isinstance(leaf, Cell) and leaf.loc else tuple(key.split("."))
    name = names.key(key)
    return Line(
        f"figure:{key}",
        kind,  # type: ignore[arg-type]  # one of the kinds
        names.group(key),
        name,
        edition.doc.file,
        edition.doc.line(loc),
        derived=(cell and not (isinstance(leaf, Cell) and leaf.loc))
        or (key.startswith("examples.") and isinstance(leaf, Money)),
    )


def number(leaf: FigureValue) -> Decimal | None:
    """What can be reckoned with: money, a share, a count."""
    value = leaf.money if isinstance(leaf, Cell) else leaf
    return Decimal(value) if isinstance(value, Money | Percent | Number) and not isinstance(value, bool) else None


def _kind(leaf: FigureValue) -> str:
    return leaf.kind if isinstance(leaf, Cell) else type(leaf).__name__


def _same(one: FigureValue, other: FigureValue) -> bool:
    return one.value == other.value if isinstance(one, Cell) and isinstance(other, Cell) else one == other


def _difference(before: FigureValue, after: FigureValue) -> Both:
    then, now = number(before), number(after)
    if isinstance(before, Day) and isinstance(after, Day):
        return word("said", "days", number=f"{(after.date - before.date).days:+,}")
    if then is None or now is None:
        return {}
    if isinstance(after, Percent):
        return word("said", "points", number=f"{now - then:+}")
    amount = f"{int(now - then):+,}"
    money = isinstance(after.money if isinstance(after, Cell) else after, Money)
    return word("said", "yen" if money else "number", sign=amount[0], number=amount[1:])
