"""Holds the calendars of two languages to each other, and the search index to the pages that it leads to."""

from __future__ import annotations

import html
import re
from collections import defaultdict
from collections.abc import Iterator
from urllib.parse import unquote

from chirashi.proof.across_files.download_sizes import SIZE, settled
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files import calendar_file
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.files.web.html import Block
from chirashi.proof.rules import calendar_times
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import Position

TAG = re.compile(r"</?[a-z][^>]*>")
INDEX = re.compile(r"(?:.*/)?search[-.\w]*\.json")
Entry = tuple[str, str, list[str]]  # a page's address, its section, the lines that are found there


def prove_calendars(book: Book, surfaces: list[Surface], findings: Findings) -> None:
    """The calendars of all languages hold the same events, repeated and announced alike; only their words differ."""
    by_name: dict[str, dict[str, Surface]] = defaultdict(dict)
    for surface in surfaces:
        if surface.kind == "ics" and surface.lines:
            by_name[surface.name][surface.language] = surface
            calendar_times.prove_times(book, surface.file, surface.lines[0], findings)
    for versions in by_name.values():
        first, *others = [versions[language] for language in book.languages if language in versions]
        for other in others:
            for line, there, here in calendar_file.apart(first.lines[0], other.lines[0]):
                place = Position(other.file, line)
                findings.say(place, "proof-languages", here=here, there=there, counterpart=first.file)


def prove_index(book: Book, surfaces: list[Surface], findings: Findings) -> None:
    """Every entry of a search index stands on the page, in the section, that it leads to; and every section has one."""
    pages = {(s.language, s.name): s for s in surfaces if s.kind == "html"}
    for surface in surfaces:
        if surface.kind != "json" or not INDEX.fullmatch(surface.name):
            continue
        said: dict[tuple[str, str], str] = {}
        entered: set[tuple[str, str]] = set()
        for address, section, lines in entries(surface):
            inner = address.removeprefix(f"{surface.language}/")
            page = pages.get((surface.language, f"{inner}index.html" if not inner.endswith(".html") else inner))
            where = Position(surface.file, 0, f"{address}#{section}")
            if page is None:
                findings.say(where, "proof-index", text=address, page=address)
                continue
            entered.add((page.name, section))
            if page.unread:  # told as that
                continue
            if (page.name, section) not in said:
                said |= {(page.name, key): text for key, text in texts(page).items()}
            there = said.get((page.name, section), "")
            lost = next((line for line in lines if comparable(line) not in there), None)
            if lost is not None:
                findings.say(where, "proof-index", text=lost, page=page.file)
        for name in {name for name, _ in entered}:
            page = pages[surface.language, name]
            figures = {b.section for b in page.blocks if b.how == "text" and not b.frame and b.spans}
            for section in sorted(figures - {section for n, section in entered if n == name}):
                findings.say(Position(surface.file, 0, f"{name}#{section}"), "proof-index", text="–", page=page.file)
        for name in book.pages:
            if ("index.html" if name == "index" else f"{name}/index.html") not in {n for n, _ in entered}:
                findings.say(Position(surface.file), "proof-index", text="–", page=name)


def entries(surface: Surface) -> Iterator[Entry]:
    """The index's entries, read by their shape: of the press, [address, title, [[section, heading, text, …], …]];
    of Material, objects with a location, a title and a text with tags.

    Sizes of files are held to those files, and are no longer in the page's text (see `sizes`).
    """
    rows: dict[str, dict[tuple[str, ...], str]] = defaultdict(dict)
    docs: dict[str, dict[str, str]] = defaultdict(dict)
    for leaf in surface.json_values:
        if leaf.path[0] == "docs" and len(leaf.path) == 3:
            docs[leaf.path[1]][leaf.path[2]] = leaf.value
        if leaf.path[0] == "pages":
            rows[leaf.path[1]][leaf.path[2:]] = leaf.value
    for row in rows.values():
        sections: dict[str, dict[str, str]] = defaultdict(dict)
        for path, value in row.items():
            if len(path) == 3:
                sections[path[1]][path[2]] = value
        for said in sections.values():
            lines = [said.get("1", ""), *re.split(r"[\n\t]", said.get("2", ""))]
            bare = [SIZE.sub(settled, line) for line in lines if line.strip()]
            yield row.get(("0",), ""), said.get("0", ""), bare

    for doc in docs.values():
        at, _, section = doc.get("location", "").partition("#")
        lines = [doc.get("title", ""), *(html.unescape(line) for line in TAG.split(doc.get("text", "")))]
        yield at, section, [SIZE.sub(settled, line) for line in lines if line.strip()]


def texts(page: Surface) -> dict[str, str]:
    """What a page says in each of its sections, as texts are compared."""
    found: dict[str, str] = defaultdict(str)
    for block in page.blocks:
        if block.how == "text":
            found[block.section] += comparable(_without_note_signs(page, block))
    return found


def _without_note_signs(page: Surface, block: Block) -> str:
    """A block's text without the signs that lead to footnotes, which no search looks for."""
    text, end = "", 0
    for link in block.links:
        if link.href.startswith("#") and unquote(link.href[1:]) in page.item_numbers:
            text, end = text + block.text[end : link.start], link.end
    return text + block.text[end:]
