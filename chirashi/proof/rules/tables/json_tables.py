"""Holds JSON files of tables to the data: a value that stands under the path of a key must be that key's value.

The path is read as people would: `tables/total/cells/a.B`, or `shown/ja/A` within an object
whose `key` is `coverages.costs.limit`. A grid that a file begins it must also finish, in each
language, with all grids of its like.
"""

from __future__ import annotations

from collections import defaultdict

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.grids import Grid
from chirashi.proof.data.vocabulary import PAID
from chirashi.proof.files.json_values import JsonValue
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.rules.tables.table_cells import PARTS, holds
from chirashi.proof.text import figure_reading
from chirashi.proof.text.figures import WORDS, Figure, Position

NAMING = {"name", "places", "values"}
FILLERS = {"cells", "value", "yen", "amount", "shown", "text", "result"}


def prove_leaves(book: Book, surface: Surface, findings: Findings) -> None:
    """Every value of a structured file that stands where a key of the data says."""
    begun: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))  # grid, language: keys
    for leaf in surface.json_values:
        key, language = key_of(book, leaf)
        if not key:
            if surface.kind == "json":
                _named(book, surface, leaf, findings)
            continue
        grid = next((g for g in book.grids if key.startswith(f"{g}.")), "")
        if grid:
            begun[grid][language].add(key)
        wanted = wanted_at(book, key)
        if not any(agrees(book, w, leaf, language or surface.language) for w in wanted):
            shown = ", ".join(str(w) if isinstance(w, Figure) else w.get(language, "") for w in wanted)
            place = Position(surface.file, 0, "/".join(leaf.path))
            findings.say(place, "proof-differs", text=leaf.value, key=key, wanted=shown)
    if surface.kind == "json":
        for name, languages in _together(book, begun).items():
            for language in languages:
                spoken = [begun[name][language], begun[name][""]] if language else begun[name].values()
                missing = _missing(book, name, set().union(*spoken))
                if missing:
                    findings.say(Position(surface.file), "proof-table-gap", table=name, places=", ".join(missing))


def _together(book: Book, begun: dict[str, dict[str, set[str]]]) -> dict[str, list[str]]:
    """The grids that a file must finish, and in which languages: those it begins, and their like.

    A file of the tables holds all tables; one of the limits of plans the limits of all coverages of plans.
    """
    found: dict[str, list[str]] = {}
    for name in [*begun]:
        like = [
            key
            for key, grid in book.grids.items()
            if key.split(".")[::2] == name.split(".")[::2]  # tables; coverages and limit
            and (key.startswith("tables.") or grid.axes == book.grids[name].axes)
            and not (key.endswith(".deductible") and _all_alike(grid))
        ]
        spoken = [language for language in begun[name] if language]
        for key in like if spoken or name.startswith("tables.") else [name]:
            said = found.setdefault(key, [])
            said += [one for one in (book.languages if spoken else [""]) if one not in said]
    return found


def _all_alike(grid: Grid) -> bool:
    """Whether every place holds the same: then no choice changes it, and it need not stand among what differs."""
    first, *others = grid.cells.values() or [None]
    return all(found == first for found in others)


def _missing(book: Book, name: str, keys: set[str]) -> list[str]:
    grid = book.grids[name]
    return [".".join(where) for where in grid.cells if grid.name_of(where) not in keys]


def _named(book: Book, surface: Surface, leaf: JsonValue, findings: Findings) -> None:
    """Names and other words that stand under a path of the data, or under a row's or column's key."""
    key, wanted = said_at(book, leaf)
    if wanted and not _is_named(book, leaf, figure_reading.fold(wanted).strip()):
        place = Position(surface.file, 0, "/".join(leaf.path))
        findings.say(place, "proof-differs", text=leaf.value, key=key, wanted=wanted)


def _is_named(book: Book, leaf: JsonValue, wanted: str) -> bool:
    """Whether a value is the name; of a row of a coverage, also with what the row is called behind it."""
    said = figure_reading.fold(leaf.value).strip()
    if said == wanted or not (grid := book.grids.get(leaf.owner)):
        return said == wanted
    name, part = said.removeprefix(wanted).strip(), leaf.owner.rpartition(".")[2]
    own = {figure_reading.fold(word).strip() for word in grid.row_names.values() if word}
    return said.startswith(wanted) and (name in own if own else part in PARTS and bool(PARTS[part].fullmatch(name)))


def said_at(book: Book, leaf: JsonValue) -> tuple[str, str]:
    """The key whose words a value's path asks for, and those words."""
    if "cells" not in leaf.path and (found := book.data.get(*leaf.path)) and found.text is not None:
        return ".".join(leaf.path), PAID.get(found.text, found.text)
    language = leaf.path[-1] if leaf.path else ""
    if language not in book.languages or not NAMING & set(leaf.path):
        return "", ""
    parts = [part for part in leaf.path[:-1] if part not in NAMING]
    owner = [part for part in leaf.owner.split(".") if part not in ("limit", "deductible")]
    for path in (parts[-2:], owner[-2:]):
        group, key = path if len(path) == 2 else ("", "")
        if (member := book.axes.get(group, {}).get(key)) and language in member.names:
            return f"{group}.{key}", member.names[language]
        if name := book.data.get(group, key, "name", language):
            return f"{group}.{key}", name.text or ""
    return "", ""


def wanted_at(book: Book, key: str) -> list[Figure | dict[str, str]]:
    for grid in book.grids.values():
        for where, found in grid.cells.items():
            if grid.name_of(where) == key:
                return [found]
    return list(book.figures_by_key.get(key, ()))


def key_of(book: Book, leaf: JsonValue) -> tuple[str, str]:
    """The key of the data that a value's path names, and the language if the path has one."""
    language = next((part for part in leaf.path if part in book.languages), "")
    parts = [part for part in leaf.path if part not in FILLERS and part not in book.languages]
    cells = book.cell_keys
    for start in range(len(parts)):
        key = ".".join(parts[start:])
        if key in cells or key in book.figures_by_key:
            return key, language
    if leaf.owner in book.grids and parts:
        for start in (-2, -1):
            key = f"{leaf.owner}.{'.'.join(parts[start:])}"
            if key in cells:
                return key, language
    return "", language


def agrees(book: Book, wanted: Figure | dict[str, str], leaf: JsonValue, language: str) -> bool:
    """Whether a value of a file is the figure: a plain number, a kind's word, or a text as a page has it."""
    text = figure_reading.fold(leaf.value).strip()
    if isinstance(wanted, Figure):
        if leaf.is_number or wanted.kind in WORDS:
            plain = text == wanted.value if wanted.value else text == wanted.kind
            if plain or leaf.is_number:
                return plain
        figures = [r.figure for r in book.read(text)]
        return holds(book, wanted, text, language) or figures == [wanted]
    return holds(book, wanted, text, language)
