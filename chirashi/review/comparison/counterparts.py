"""Finds what of last year's edition is what of this year's, where it has another key or file name now.

An entry of the data, or a page, that is gone and one that is new are taken for the same where they say nearly
the same. Everything that hangs on a key (the cells of a plan) then moves with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from chirashi.content.edition import Edition
from chirashi.content.tables.grids import Grid

GROUPS = (
    *("plans", "options", "parties", "coverages", "services", "tables", "fees", "discounts", "costs"),
    *("examples", "documents", "notes", "facts", "axes"),
)
ALIKE = 0.6  # of their words, from which two entries are taken for one under another key


@dataclass(frozen=True)
class Counterparts:
    """New keys by old ones: of entries by group, and of pages."""

    entries: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pages: Mapping[str, str] = field(default_factory=dict)

    def moved(self, key: str, grid: Grid | None) -> str:
        """An old edition's key as the new one has it; `grid` is the old table that it is a cell of."""
        parts = key.split(".")
        if grid is not None:
            n = len(grid.key.split("."))
            parts[n:] = [
                self.entries.get(axis.key, {}).get(own, own) for axis, own in zip(grid.axes, parts[n:], strict=False)
            ]
        if len(parts) > 1:
            parts[1] = self.entries.get(parts[0], {}).get(parts[1], parts[1])
        return ".".join(parts)


def counterparts(old: Edition, new: Edition) -> Counterparts:
    entries = {}
    for group in GROUPS:
        before, after = getattr(old.data, group), getattr(new.data, group)
        gone = {key: _said(before[key]) for key in before if key not in after}
        come = {key: _said(after[key]) for key in after if key not in before}
        if found := _matched(gone, come):
            entries[group] = found
    return Counterparts(entries, _matched(_pages(old, new), _pages(new, old)))


def _said(entry: object) -> str:
    """What an entry says, without its key."""
    return repr(entry)


def _pages(of: Edition, other: Edition) -> dict[str, str]:
    """The pages that the other edition has not, with what they say in the first language."""
    pages = of.pages.get(of.data.languages[0], {})
    return {
        name: pages[name].title + pages[name].body
        for name in of.data.pages
        if name not in other.data.pages and name in pages
    }


def _matched(gone: Mapping[str, str], come: Mapping[str, str]) -> dict[str, str]:
    """Pairs that are alike, the most alike first; each is in one pair at most."""
    pairs = [(_alike(a, b), old, new) for old, a in gone.items() for new, b in come.items()]
    found: dict[str, str] = {}
    for ratio, old, new in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if ratio >= ALIKE and old not in found and new not in found.values():
            found[old] = new
    return found


def _alike(one: str, other: str) -> float:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.ratio() if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE else 0.0


def come(keys: Iterable[str], before: Iterable[str]) -> list[str]:
    known = set(before)
    return [key for key in keys if key not in known]
