"""Compares tables cell by cell: what the headings say a cell holds, against what the data holds there.

A heading counts as a reader hears it: the row's and the column's, and the caption. From these
follow the plan, option or band, and which of the edition's tables is meant. The page's own
`data-key` only settles what the headings leave open.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from chirashi.proof.data.entries import HOLE
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.grids import Grid, Member, Where
from chirashi.proof.files.web.html_tables import Cell, Table
from chirashi.proof.languages.spoken import all_words, any_of
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text import figure_reading
from chirashi.proof.text.figures import Figure, Position

SIGNS: dict[str, set[str]] = {
    "none": set(),
    "yes": {"○", "◯", "〇", "✓"},
    "no": {"×", "✕", "✗"},
    "absent": {"-", "—", "–"},
    "on request": set(),
    "not offered": {"—", "–", "-"},
}
WORDS = {kind: signs | set(all_words("cells", kind)) for kind, signs in SIGNS.items()}
PARTS = {part: re.compile(any_of(all_words("parts", part)), re.IGNORECASE) for part in ("deductible", "limit")}
MARKS = r"○◯〇×✕✗✓–—\-"
SIGN = re.compile(r"[-−–+=]\s?[¥\\]?\s?\d")  # a change, or a formula of a spreadsheet, where an amount belongs
OTHER_KINDS = ("per", "text", "term", "percent")  # may stand beside the amount of a cell


@dataclass
class Datum:
    """One data cell with all that heads it."""

    cell: Cell
    row: list[str]
    column: list[str]
    aside: list[str] = field(default_factory=list)  # the other cells of its row
    proved_key: str = ""  # the key that its headings name; a cell that spans several columns has one in each


@dataclass
class Seen:
    """Which places of which grids a table has shown."""

    sure: dict[str, set[Where]] = field(default_factory=lambda: defaultdict(set))
    shown: dict[str, set[Where]] = field(default_factory=lambda: defaultdict(set))
    data: list[Datum] = field(default_factory=list)


def prove_table(book: Book, table: Table, language: str, place: Position, findings: Findings) -> Seen:
    """Checks every cell that its headings place in a grid."""
    seen = Seen()
    seen.data = list(data_of(table))
    for datum in seen.data:
        _prove(book, table, datum, language, place, findings, seen)
    return seen


def prove_whole(book: Book, tables: list[tuple[Table, Seen]], file: str, findings: Findings) -> None:
    """Tells of places that a grid lacks in a table of one file, or in all parts of a table that is cut.

    Parts have one caption, and no place stands in two of them.
    """
    by_caption: dict[tuple[str, str], list[tuple[Table, set[Where]]]] = defaultdict(list)
    for table, seen in tables:
        for key, there in seen.sure.items():
            by_caption[table.caption, key].append((table, there))
    for (_, key), parts in by_caption.items():
        together = set().union(*(there for _, there in parts))
        cut = len(together) == sum(len(there) for _, there in parts)
        for table, there in [(parts[0][0], together)] if cut else parts:
            missing = [where for where in book.grids[key].cells if where not in there]
            if missing and len(there) > 1:
                names = ", ".join(" × ".join(where) for where in missing)
                spot = f"#{table.section}" if table.section else ""
                findings.say(Position(file, table.line, spot), "proof-table-gap", table=key, places=names)


def _prove(
    book: Book, table: Table, datum: Datum, language: str, place: Position, findings: Findings, seen: Seen
) -> None:
    here = members(book, [*datum.row, *datum.column], language)
    if not here:
        return
    candidates = fitting(book, table, datum, language, here)
    if not candidates:
        return
    wheres = {g.key: tuple(here[axis] for axis in g.axes) for g in candidates}
    keyed = [g for g in candidates if any(key == g.name_of(wheres[g.key]) for key in datum.cell.keys)]
    if len(candidates) > 1 and keyed:
        candidates = keyed
    good = [g for g in candidates if holds(book, g.cells.get(wheres[g.key]), datum.cell.text, language)]
    for grid in good or candidates:
        seen.shown[grid.key].add(wheres[grid.key])
        if len(candidates) == 1:
            seen.sure[grid.key].add(wheres[grid.key])
    if good:
        datum.proved_key = datum.cell.proved_key = good[0].name_of(wheres[good[0].key])
        return
    grid = candidates[0]
    wanted = grid.cells.get(wheres[grid.key])
    findings.say(
        Position(place.file, datum.cell.line, place.spot),
        "proof-cell",
        row=" / ".join(datum.row) or "–",
        column=" / ".join(datum.column) or "–",
        found=datum.cell.text or "–",
        wanted=str(wanted) if isinstance(wanted, Figure) else (wanted or {}).get(language, "–"),
        key=grid.name_of(wheres[grid.key]),
    )


def data_of(table: Table) -> Iterator[Datum]:
    """The cells of a table with their headings, spans spread out, as assistive technology joins them."""
    placed = _placed(table)
    if not any(cell.heads for cell in placed.values()):  # no headings for a screen reader: then as the eye sees it
        for (row, column), cell in placed.items():
            cell.heads = row == 0 or column == 0
    width = max((column for _, column in placed), default=-1) + 1
    for (row, column), cell in placed.items():
        if cell.heads:
            continue
        left = [placed[row, c] for c in range(width) if (row, c) in placed and _heads_row(placed[row, c], row)]
        above = [placed[r, column] for r in range(row) if (r, column) in placed and _heads_column(placed[r, column], r)]
        aside = [placed[row, c] for c in range(width) if (row, c) in placed and not placed[row, c].heads]
        yield Datum(cell, _texts(left), _texts(above), [other.text for other in aside if other is not cell])


def _texts(cells: list[Cell]) -> list[str]:
    unique = dict.fromkeys(id(cell) for cell in cells)
    return [next(c.text for c in cells if id(c) == key) for key in unique]


def _placed(table: Table) -> dict[tuple[int, int], Cell]:
    placed: dict[tuple[int, int], Cell] = {}
    for row, cells in enumerate(table.rows):
        column = 0
        for cell in cells:
            while (row, column) in placed:
                column += 1
            for down, across in itertools.product(range(cell.down), range(cell.across)):
                placed[row + down, column + across] = cell
            column += cell.across
    return placed


def _heads_row(cell: Cell, row: int) -> bool:
    return cell.heads and (cell.scope in ("row", "rowgroup") or (not cell.scope and row > 0))


def _heads_column(cell: Cell, row: int) -> bool:
    return cell.heads and (cell.scope in ("col", "colgroup") or (not cell.scope and row == 0))


def members(book: Book, headings: list[str], language: str) -> dict[str, str]:
    """Which member of which axis the headings name; an axis that they name twice is left out."""
    here: dict[str, str] = {}
    bare = [(unnamed(book, heading, language), heading) for heading in headings]
    for axis, found in book.axes.items():
        named = {key for packed, heading in bare if (key := named_in(found, packed, heading, language)) is not None}
        if len(named) == 1:
            here[axis] = named.pop()
    return here


def unnamed(book: Book, heading: str, language: str) -> str:
    """A heading without the names of tables and what an amount is for: 1口の掛金 and 1口あたり are no 1口."""
    packed = heading.replace(" ", "")
    names = [n for g in book.grids.values() if (n := figure_reading.fold(g.names.get(language, "")).replace(" ", ""))]
    members_ = {
        figure_reading.fold(m.names.get(language, "")).replace(" ", "") for a in book.axes.values() for m in a.values()
    }
    for name in sorted(names, key=len, reverse=True):
        if name not in members_:
            packed = packed.replace(name, " ")
    for found in figure_reading.read(packed):
        if found.figure.kind == "per":
            packed = packed.replace(found.text, " ")
    return packed.strip()


def named_in(axis: dict[str, Member], packed: str, heading: str, language: str) -> str | None:
    """The axis's member that a heading names, the longest name first; None where it names none or several."""
    figures = {found.figure for found in figure_reading.read(heading)}
    hits: list[tuple[int, str]] = []
    for key, member in axis.items():
        name = member.names.get(language, "").replace(" ", "")
        name = figure_reading.fold(name)
        if name and re.search(bounded(name), packed):
            hits.append((len(name), key))
        elif packed == key or member.figures & figures or _says_age(member, packed.lower()):
            hits.append((1000, key))
    if not hits:
        return None
    longest = max(hits)[0]
    top = [key for length, key in hits if length == longest]
    return top[0] if len(top) == 1 else None


def _says_age(member: Member, packed: str) -> bool:
    """Whether a heading says the one year of age that a member is; as a bare number it must say nothing else."""
    return any(packed == said if said.isdigit() else re.search(bounded(said), packed) for said in member.headings)


def bounded(name: str) -> str:
    """A name within a text without blanks, not within a longer number or Latin word's own letters."""
    before = r"(?<![\d.,])" if name[0].isdigit() else ""
    after = r"(?![\d])" if name[-1].isdigit() else r"(?![a-z])" if name[-1].isascii() and name[-1].isalpha() else ""
    return before + re.escape(name) + after


def fitting(book: Book, table: Table, datum: Datum, language: str, here: dict[str, str]) -> list[Grid]:
    """The grids that a cell under these headings may belong to."""
    within = [g for g in book.grids.values() if set(g.axes) <= here.keys()]
    most = max((len(g.axes) for g in within), default=0)
    within = [g for g in within if len(g.axes) == most]
    heads = " ".join([*datum.row, *datum.column])
    named = _named(within, heads, language) or _named(within, table.caption, language)
    within = named or within
    packed = heads.replace(" ", "")
    own = [
        g
        for g in within
        if (word := figure_reading.fold(g.row_names.get(language, ""))) and word.replace(" ", "") in packed
    ]
    if own:
        return own
    for part, pattern in PARTS.items():
        if pattern.search(heads):
            narrowed = [g for g in within if g.key.endswith(f".{part}")]
            return narrowed or within
    if named and any(g.key.startswith("tables.") for g in named):
        return [g for g in named if g.key.startswith("tables.")]
    return within


def _named(grids: list[Grid], text: str, language: str) -> list[Grid]:
    """Those whose name stands in the text; of names within names only the longest."""
    packed = text.replace(" ", "")
    hits = []
    for grid in grids:
        name = figure_reading.fold(grid.names.get(language, "")).replace(" ", "")
        if name and name in packed:
            hits.append((name, grid))
    return [g for name, g in hits if not any(name != other and name in other for other, _ in hits)]


def holds(book: Book, wanted: Figure | dict[str, str] | None, text: str, language: str) -> bool:
    """Whether a cell's text says what the data holds there, and nothing else."""
    if wanted is None:
        return False
    if isinstance(wanted, dict):
        said = wanted.get(language, "")
        return bool(HOLE.search(said)) or figure_reading.fold(said).replace(" ", "") == text.replace(" ", "")
    if wanted.kind in ("money", "percent", "date"):
        figures = [r.figure for r in book.read(text) if r.figure.kind not in OTHER_KINDS or r.figure == wanted]
        signed = wanted.kind == "money" and SIGN.search(text)
        return len(figures) == 1 and figures[0] in (wanted, Figure("number", wanted.value)) and not signed
    return _says(book, wanted.kind, text)


def _says(book: Book, kind: str, text: str) -> bool:
    known = {word.lower() for word in WORDS[kind] | book.cell_words.get(kind, set())}
    words = text.lower().strip()
    if words in known:
        return True
    parts = re.findall(rf"[{MARKS}]|[^{MARKS}\s]+", words)  # a mark, and what is said aloud beside it
    return bool(parts) and all(part in known for part in parts)
