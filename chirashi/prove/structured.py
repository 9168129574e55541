"""JSON files of tables: a value that stands under the path of a key must be that key's value.

The path is read as people would: `tables/total/cells/a.B`, or `shown/ja/A` within an object
whose `key` is `coverages.costs.limit`. A grid that a file begins it must also finish.
"""

from __future__ import annotations

from collections import defaultdict

from chirashi.prove import reading
from chirashi.prove.book import Book
from chirashi.prove.cells import holds
from chirashi.prove.figures import Figure, Place
from chirashi.prove.finding import Findings
from chirashi.prove.surfaces import Leaf, Surface

FILLERS = {"cells", "value", "yen", "amount", "shown", "text", "result"}


def prove_leaves(book: Book, surface: Surface, findings: Findings) -> None:
    """Every value of a structured file that stands where a key of the data says."""
    begun: dict[tuple[str, str], set[str]] = defaultdict(set)
    for leaf in surface.leaves:
        key, language = key_of(book, leaf)
        if not key:
            continue
        grid = next((g for g in book.grids if key.startswith(f"{g}.")), "")
        if grid:
            begun["/".join(leaf.path).rpartition(key.rpartition(".")[2])[0].rstrip("/.") or grid, grid].add(key)
        wanted = wanted_at(book, key)
        if not any(agrees(book, w, leaf, language or surface.language) for w in wanted):
            shown = ", ".join(str(w) if isinstance(w, Figure) else w.get(language, "") for w in wanted)
            place = Place(surface.file, 0, "/".join(leaf.path))
            findings.say(place, "proof-differs", text=leaf.value, key=key, wanted=shown)
    together: dict[str, set[str]] = defaultdict(set)
    for (_, grid), keys in begun.items():
        together[grid] |= keys
    for name, keys in together.items():
        grid_ = book.grids[name]
        missing = [".".join(where) for where in grid_.cells if grid_.name_of(where) not in keys]
        if missing:
            findings.say(Place(surface.file), "proof-table-gap", table=name, places=", ".join(missing))


def wanted_at(book: Book, key: str) -> list[Figure | dict[str, str]]:
    for grid in book.grids.values():
        for where, found in grid.cells.items():
            if grid.name_of(where) == key:
                return [found]
    return list(book.at.get(key, ()))


def key_of(book: Book, leaf: Leaf) -> tuple[str, str]:
    """The key of the data that a value's path names, and the language if the path has one."""
    language = next((part for part in leaf.path if part in book.languages), "")
    parts = [part for part in leaf.path if part not in FILLERS and part not in book.languages]
    cells = book.cell_keys
    for start in range(len(parts)):
        key = ".".join(parts[start:])
        if key in cells or key in book.at:
            return key, language
    if leaf.owner in book.grids and parts:
        for start in (-2, -1):
            key = f"{leaf.owner}.{'.'.join(parts[start:])}"
            if key in cells:
                return key, language
    return "", language


def agrees(book: Book, wanted: Figure | dict[str, str], leaf: Leaf, language: str) -> bool:
    """Whether a value of a file is the figure: a plain number, a kind's word, or a text as a page has it."""
    text = reading.fold(leaf.value).strip()
    if isinstance(wanted, Figure):
        if leaf.is_number or wanted.kind in ("none", "yes", "no", "not offered"):
            plain = text == wanted.value if wanted.value else text == wanted.kind
            if plain or leaf.is_number:
                return plain
        figures = [r.figure for r in book.read(text)]
        return holds(book, wanted, text, language) or figures == [wanted]
    return text in [reading.fold(said) for said in wanted.values()] or holds(book, wanted, text, language)
