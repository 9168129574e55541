"""Tables of a page with their spans, and the words of an element as its reader meets them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from chirashi.proof.text.figure_reading import SPACES, fold

BLOCK_NAMES = """
address article aside blockquote body button caption center dd details dialog div dl dt fieldset figcaption figure
footer form h1 h2 h3 h4 h5 h6 head header hr html label legend li main nav ol option p pre search section summary svg
table tbody td text tfoot th thead title tr ul
"""
BLOCKS = frozenset(BLOCK_NAMES.split())
SILENT = frozenset(["script", "style", "rt", "rp", "path"])


@dataclass
class Cell:
    text: str
    line: int
    heads: bool
    scope: str
    across: int
    down: int
    keys: list[str]
    proved_key: str = ""  # the key of the data that its headings name and its text agrees with


@dataclass
class Table:
    caption: str
    rows: list[list[Cell]]
    line: int
    section: str


def words(element: etree._Element) -> str:
    """All that an element says, its blocks set apart by a blank."""
    return SPACES.sub(" ", fold("".join(_words(element)))).strip()


def _words(element: etree._Element) -> Iterator[str]:
    yield element.text or ""
    for child in element:
        if isinstance(child.tag, str) and child.tag not in SILENT:
            apart = " " if child.tag in BLOCKS or child.tag == "br" else ""
            yield apart
            yield from _words(child)
            yield apart
        yield child.tail or ""


def table(element: etree._Element, section: str) -> Table:
    caption = element.find("caption")
    rows = [row for row in element.iter("tr") if next(row.iterancestors("table"), None) is element]
    return Table(
        words(caption) if caption is not None else "",
        [[_cell(cell) for cell in row if cell.tag in ("td", "th")] for row in rows],
        element.sourceline or 0,
        section,
    )


def _cell(element: etree._Element) -> Cell:
    keys = [e.get("data-key") or "" for e in element.iter("data")]
    return Cell(
        words(element),
        element.sourceline or 0,
        element.tag == "th",
        element.get("scope") or "",
        _count(element.get("colspan")),
        _count(element.get("rowspan")),
        [key for key in keys if key],
    )


def _count(text: str | None) -> int:
    return min(int(text), 1000) if text and text.isdigit() and int(text) else 1
