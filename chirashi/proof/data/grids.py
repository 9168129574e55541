"""Works the tables out again: given cells, spans, and rules of sums and products.

A grid maps the places of its axes to figures. This is derived from `plans.yml` alone, by the
rules as they are written there, and shares no code with the press.
"""

from __future__ import annotations

import itertools
import math
import re
from dataclasses import dataclass, field

from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.text import figure_reading
from chirashi.proof.text.figures import Figure, money

NOTHING = {"none", "なし", "無し"}
NOT_OFFERED = {"not offered", "取扱なし", "取り扱いなし"}
ON_REQUEST = {"on request", "要相談", "応相談", "ご相談"}
ABSENT = {*"-‐‑–—―−ー"}  # after folding
YES = {"yes", "はい", "true", "○", "〇", "◯"}
NO = {"no", "いいえ", "false", "×", "✕", "✗"}
KINDS = (
    ("none", NOTHING),
    ("not offered", NOT_OFFERED),
    ("on request", ON_REQUEST),
    ("absent", ABSENT),
    ("yes", YES),
    ("no", NO),
)
AMOUNT = re.compile(r"(?:N億)?(?:N万)?N?".replace("N", figure_reading.WHOLE))
Where = tuple[str, ...]


@dataclass
class Member:
    """One value of an axis, with all that may stand for it in a heading."""

    key: str
    names: dict[str, str] = field(default_factory=dict)  # language: name
    number: int | None = None
    figures: frozenset[Figure] = frozenset()  # its ages or month
    headings: frozenset[str] = frozenset()  # without blanks: 50歳, age50, where a year of age is all that it is


@dataclass
class Grid:
    key: str  # tables.total, coverages.costs.limit
    axes: tuple[str, ...]
    cells: dict[Where, Figure | dict[str, str]] = field(default_factory=dict)  # a text cell keeps its languages
    names: dict[str, str] = field(default_factory=dict)
    row_names: dict[str, str] = field(default_factory=dict)  # what the data calls such a row, in place of limit
    line: int = 0

    def name_of(self, where: Where) -> str:
        return ".".join((self.key, *where))


def axes(data: Entry, languages: list[str]) -> dict[str, dict[str, Member]]:
    found = {axis: _members(data.at(axis), languages) for axis in ("plans", "options")}
    for key, entry in data.at("axes").items():
        found[key] = _members(entry.at("values"), languages)
    return found


def _members(values: dict[str, Entry], languages: list[str]) -> dict[str, Member]:
    found = {}
    for key, entry in values.items():
        names = {language: entry.said("name", language) for language in languages if entry.said("name", language)}
        number = figure_reading.whole(entry.said("number"))
        figures = set()
        if ages := entry.said("ages"):
            figures.add(Figure("ages", ages_of(ages)))
        if month := month_of(entry.said("month")):
            figures.add(month)
        single = single_age(ages_of(ages)) if ages else ""
        headings = {f"{single}歳", f"age{single}", single} if single else set()
        found[key] = Member(key, names, number, frozenset(figures), frozenset(headings))
    return found


def month_of(text: str) -> Figure | None:
    """2027-07, 2027/7 and 2027年7月 as one month."""
    parts = re.findall(r"\d+", figure_reading.fold(text))
    return Figure("month", f"{parts[0]}-{figure_reading.whole(parts[1]) or 0:02}") if len(parts) == 2 else None


def ages_of(text: str) -> str:
    low, _, high = (
        re.sub(r"[^\d.〜~-]", "", figure_reading.fold(text)).replace("〜", "..").replace("~", "..").partition("..")
    )
    if not high and "-" in low:
        low, _, high = low.partition("-")
    if re.fullmatch(r"\d+\s*歳", figure_reading.fold(text).strip()):
        high = low  # one year alone
    return f"{figure_reading.whole(low) or 0}..{figure_reading.whole(high) if high else ''}"


def single_age(ages: str) -> str:
    """The one year of age that a band is; empty where it is more."""
    low, _, high = ages.partition("..")
    return low if low == high else ""


def cell(entry: Entry) -> Figure | dict[str, str]:
    """One cell as written. What is no word of a table and no amount is a text a language."""
    if "amount" in entry.under:  # with a note of what holds of it
        return money(amount(entry.said("amount")))
    if entry.under:
        return {language: (text.text or "").strip() for language, text in entry.under.items()}
    word = figure_reading.fold(entry.text or "").strip()
    low = word.lower()
    for kind, words in KINDS:
        if low in words:
            return Figure(kind, "")  # type: ignore[arg-type]  # all of them are kinds of figures
    return money(amount(word))


def amount(word: str) -> int:
    """Whole yen: 77160, 77,160円, ¥77,160, 5,000万円, 1億円; nothing where it is not one amount, as `50000 60000`."""
    plain = re.sub(r"[¥\\円]", "", re.sub(r"\s*([¥\\億万円])\s*", r"\1", figure_reading.fold(word).strip()))
    return int(figure_reading.scaled(plain)) if len(plain) <= figure_reading.LONGEST and AMOUNT.fullmatch(plain) else 0


def spread(entries: dict[str, Entry], members: list[str]) -> dict[str, Entry]:
    """A row's cells by their columns; `B..D` fills B, C and D."""
    row: dict[str, Entry] = {}
    for name, entry in entries.items():
        first, dots, last = name.partition("..")
        if name in members:
            row[name] = entry
        elif dots and first in members and last in members:
            row |= dict.fromkeys(members[members.index(first) : members.index(last) + 1], entry)
    return row


def cells_given(entries: dict[str, Entry], axes_: list[list[str]]) -> dict[Where, Figure | dict[str, str]]:
    first, *inner = axes_
    if not inner:
        return {(key,): cell(entry) for key, entry in spread(entries, first).items()}
    return {
        (row, *where): found
        for row, columns in entries.items()
        for where, found in cells_given(columns.under, inner).items()
    }


def grids(data: Entry, languages: list[str]) -> dict[str, Grid]:
    """Every grid of an edition: limits and deductibles, tables given, tables derived."""
    along = axes(data, languages)
    found: dict[str, Grid] = {}
    for key, coverage in data.at("coverages").items():
        over = coverage.said("over") or "plans"
        for part in ("limit", "deductible"):
            if (entry := coverage.get(part)) and over in along:
                names, called = _names(coverage, languages), _names(entry, languages)
                grid = Grid(f"coverages.{key}.{part}", (over,), names=names, row_names=called, line=entry.line)
                grid.cells = cells_given(entry.at("cells"), [list(along[over])])
                found[grid.key] = grid
    waiting = {key: entry for key, entry in data.at("tables").items() if _axes_of(entry)}
    while waiting:
        ready = {key: e for key, e in waiting.items() if not set(_terms(e)[1]) & waiting.keys()}
        for key, entry in ready.items():
            found[f"tables.{key}"] = _table(key, entry, along, found, languages)
            del waiting[key]
        if not ready:
            break  # a rule that comes round to itself; the checks of the data have said so
    return found


def _axes_of(entry: Entry) -> tuple[str, ...]:
    listed = entry.get("axes")
    return tuple((item.text or "").strip() for item in listed.items) if listed else ()


def _names(entry: Entry, languages: list[str]) -> dict[str, str]:
    return {language: entry.said("name", language) for language in languages}


def _terms(entry: Entry) -> tuple[str, list[str]]:
    rule = entry.said("rule").replace("＋", "+").replace("*", "×")
    sign = "×" if "×" in rule else "+"
    return sign, [term.strip() for term in rule.split(sign)] if rule else []


def _table(
    key: str, entry: Entry, along: dict[str, dict[str, Member]], known: dict[str, Grid], languages: list[str]
) -> Grid:
    axes_ = _axes_of(entry)
    grid = Grid(f"tables.{key}", axes_, names=_names(entry, languages), line=entry.line)
    lists = [list(along.get(axis, {})) for axis in axes_]
    grid.cells = cells_given(entry.at("cells"), lists)
    sign, terms = _terms(entry)
    if not terms:
        return grid
    for place in itertools.product(*lists):
        if place in grid.cells:
            continue
        amounts = [_term(term, dict(zip(axes_, place, strict=True)), along, known) for term in terms]
        grid.cells[place] = _result(sign, amounts)
    return grid


def _result(sign: str, amounts: list[int | Figure | dict[str, str]]) -> Figure | dict[str, str]:
    """A sum or product; what is only said in words, or to be asked for, is so in the result, unless a part is not to
    be had at all.
    """
    whole = [a for a in amounts if isinstance(a, int)]
    others = [a for a in amounts if not isinstance(a, int)]
    if not others:
        return money(sum(whole) if sign == "+" else math.prod(whole))
    texts = [a for a in others if isinstance(a, dict)]
    if any(isinstance(a, Figure) and a.kind != "on request" for a in others):
        return Figure("not offered", "")
    return texts[-1] if texts else Figure("on request", "")


def _term(
    term: str, at: dict[str, str], along: dict[str, dict[str, Member]], known: dict[str, Grid]
) -> int | Figure | dict[str, str]:
    """A rule's term at a place: a number, an axis's number, another table's amount there, or what it says instead."""
    nothing = Figure("not offered", "")
    if term.isdigit():
        return figure_reading.whole(term) or 0
    if (other := known.get(f"tables.{term}")) is not None:
        found = other.cells.get(tuple(at.get(axis, "") for axis in other.axes), nothing)
        if isinstance(found, Figure):
            return int(found.value) if found.kind == "money" else 0 if found.kind == "none" else found
        return found
    number = along[term][at[term]].number if term in at else None
    return nothing if number is None else number
