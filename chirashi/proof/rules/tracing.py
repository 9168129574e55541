"""Traces each figure of a block to its keys in the data, or finds what is wrong with it.

Visible text is traced without trusting `data-key`; where a figure carries one, the text, the
machine-readable value and the data must then all say the same.
"""

from __future__ import annotations

import datetime
import re
from dataclasses import dataclass, field
from urllib.parse import unquote

from chirashi.proof.data.figure_lookup import Book, alone
from chirashi.proof.data.labels import Labels
from chirashi.proof.data.vocabulary import labels_of
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.files.web.html import Block, Link, Span
from chirashi.proof.rules.block_context import Context
from chirashi.proof.rules.findings import Findings, Quote, around, nearest
from chirashi.proof.rules.links import agree, said_by, target_of
from chirashi.proof.rules.tables.table_cells import holds
from chirashi.proof.text import figure_reading
from chirashi.proof.text.addresses import address, within
from chirashi.proof.text.comparable import ARTICLE
from chirashi.proof.text.figure_reading import packed
from chirashi.proof.text.figures import WORDS, Figure, Position, Reading

# Addresses that name a vocabulary, as machine-readable data must; nobody is sent there.
VOCABULARIES = ("schema.org", "www.w3.org", "www.sitemaps.org", "ogp.me")
# What a script's strings are read for, since code is full of numbers.
SCRIPT_KINDS = ("money", "date", "telephone", "email", "url")
SHAPE = {"telephone": "-", "url": "//"}  # without which such a string is a number or a name of the code's own


@dataclass
class Read:
    """A block with the figures that were read in it, for the comparison of languages."""

    block: Block
    figures: list[Reading]


@dataclass
class Reader:
    """Reads surfaces against the books of this edition and of earlier ones."""

    book: Book
    earlier: list[Book]
    findings: Findings
    own: tuple[str, ...] = ()  # the site's own address, without its scheme
    beside: list[Book] = field(default_factory=list)  # other editions of the site, which links may name
    ordinals: dict[tuple[str, str, str], int] = field(default_factory=dict)  # how far each list has counted
    labels: Labels = field(default_factory=lambda: Labels([]))
    numbered: dict[str, int] = field(default_factory=dict)  # items of the lists of the file that is read
    heads: list[str] = field(default_factory=list)  # what labels the block, the nearest first: 電話, the party

    def surface(self, found: Surface) -> list[Read]:
        """All blocks and links of a file, with the figures of each block but the site's own addresses.

        Every language has pages of its own.
        """
        said: list[Read] = []
        self.labels = labels_of(self.book, found.language)
        self.numbered = found.item_numbers
        context = Context(self.labels)
        for block in found.blocks:
            self.heads = context.heads(block)
            how = "frame" if block.frame else block.how
            kind = {"text": found.kind, "script": "script"}.get(how, f"{found.kind} {how}")
            said.append(Read(block, self.block(found, block, kind)))
        self.heads = []
        for link in found.links:
            self.link(found, link)
        return said

    def block(self, surface: Surface, block: Block, kind: str) -> list[Reading]:
        figures = [f for f in self.book.read(block.text) if not self._passed_over(block, f)]
        for span in block.spans:
            self.span(surface, block, span)
        for found in figures:
            self.figure(Position(surface.file, block.line, spot_of(block)), kind, block, found)
        for link in block.links:
            self.agrees(surface, block, link, figures)
        return [f for f in figures if f.figure.kind != "url" or not within(f.figure.value, self.own)]

    def _passed_over(self, block: Block, reading: Reading) -> bool:
        """Small bare numbers that only programs read, in `data-` attributes and JSON, or that a page runs together."""
        for link in block.links:
            inside = link.start <= reading.start and reading.end <= link.end + 1
            if inside and (self._former(link, reading) or self._numbered(link) == reading.figure):
                return True
        if block.how == "value" and block.text in self.book.places:
            return True  # the key of a plan or an age, by which a form and its script know it
        if block.tag == "page":
            return reading.figure.kind == "number" and len(reading.figure.value) < 4  # by their order: `press_sheets`
        if block.how == "script":
            return reading.figure.kind not in SCRIPT_KINDS or SHAPE.get(reading.figure.kind, "") not in reading.text
        if block.how.startswith("data-") or block.how == "number":
            small = reading.figure.kind == "number" and len(reading.figure.value) < 4
            small |= reading.figure.kind == "term" and not any(
                map(str.isdigit, reading.text)
            )  # {"one": "one day left"}
            return small or reading.figure.kind in ("code", "per")
        return False

    def _numbered(self, link: Link) -> Figure | None:
        """The number of the item of a list on this page, a footnote, that a link leads to."""
        number = self.numbered.get(unquote(link.href[1:])) if link.href.startswith("#") else None
        return None if number is None else Figure("number", str(number))

    def _former(self, link: Link, reading: Reading) -> bool:
        """Whether a link leads to another edition, and says its year."""
        folders = link.href.split("/")
        return any(b.folder.name in folders and "scheme.year" in b.keys(reading) for b in self.beside)

    def figure(self, place: Position, kind: str, block: Block, reading: Reading) -> None:
        """One figure: traced, or told."""
        if reading.figure.kind == "count":  # of the text's own, which is compared whole, see `words`
            return
        text = around(block.text, reading)
        if reading.wrong in ("weekday", "era", "date"):
            self.findings.say(place, f"proof-{reading.wrong}", text=text, truth=reading.truth)
            return
        claimed = next((s.key for s in block.spans if s.start <= reading.start and reading.end <= s.end), "")
        counted = self.counted(block, reading)  # whatever else the number may be, the next of the list follows it
        keys = self.book.keys(reading, claimed) or self.headed(block, reading) or counted
        if not keys and reading.figure.kind == "url" and self._known_address(reading.figure.value):
            keys = ["site.url"]
        if not keys and reading.figure.kind == "monthend":
            return  # of the deadline it would be one; anything else may fall on that day too
        if not keys:
            self.untraced(place, reading, text)
            return
        if reading.wrong == "weekday?" and not self._weekday_fits(keys, int(reading.truth)):
            self.findings.say(place, "proof-weekday", text=text, truth=self.book_date(keys[0]))
            return
        self.labelled(place, block, reading, keys)
        if reading.figure.kind == "text" and keys[0].startswith("literal:"):
            self.findings.literals_used.add(keys[0])
        self.findings.trace(place, kind, keys, reading)

    def counted(self, block: Block, reading: Reading) -> list[str]:
        """The numbers of a list, 1, 2, 3 at the beginnings of blocks, where each follows the one before."""
        if reading.figure.kind != "number" or reading.start or not alone(reading):
            return []
        row, number = (block.section, block.tag, block.how), int(reading.figure.value.partition(".")[0])
        if number not in (1, self.ordinals.get(row, 0) + 1):
            return []
        self.ordinals[row] = number
        return ["ordinal"]

    def headed(self, block: Block, reading: Reading) -> list[str]:
        """The key that a table's headings have already proved for a bare number in a cell."""
        return (
            [block.cell.proved_key] if block.cell and block.cell.proved_key and reading.figure.kind == "number" else []
        )

    def untraced(self, place: Position, reading: Reading, text: Quote) -> None:
        for book in self.earlier:
            if keys := book.keys(reading):
                key = keys[0]
                now = ", ".join(map(str, self.book.figures_by_key.get(key, ()))) or "–"
                self.findings.say(place, "proof-earlier", text=text, edition=book.folder.name, key=key, now=now)
                return
        self.findings.say(place, "proof-untraced", text=text, nearest=nearest(self.book, reading.figure))

    def _known_address(self, text: str) -> bool:
        return within(text.removeprefix("http://"), VOCABULARIES) or within(text, self.own)

    def _weekday_fits(self, keys: list[str], weekday: int) -> bool:
        dates = [f.value for key in keys for f in self.book.figures_by_key[key] if f.kind == "date"]
        return any(datetime.date.fromisoformat(date).weekday() == weekday for date in dates)

    def book_date(self, key: str) -> str:
        return next((str(f) for f in self.book.figures_by_key[key] if f.kind == "date"), "")

    def labelled(self, place: Position, block: Block, reading: Reading, keys: list[str]) -> None:
        """The words that label a figure speak of one of its keys: what stands after “FAX” is a FAX number."""
        before, after = block.text[: reading.start], block.text[reading.end :]
        machine = [block.how] if block.how.startswith("data-") else block.heads
        for heads in [self.heads, *([name] for name in machine)]:
            if label := self.labels.against(reading.figure.kind, keys, before, after, heads):
                said = around(block.text, reading)
                self.findings.say(place, "proof-label", text=said, key=keys[0], label=label.text)
                break

    def span(self, surface: Surface, block: Block, span: Span) -> None:
        """A marked figure: its text, its value and the data under its key must agree."""
        text = block.text[span.start : span.end]
        place = Position(surface.file, span.line, spot_of(block))
        if span.tag == "time":
            if (seen := figure_reading.read_one(text)) and figure_reading.read_one(span.value) not in (seen, None):
                self.findings.say(place, "proof-value", text=text, value=span.value, key="datetime")
            return
        if not span.key:
            return
        wanted = self.book.figures_by_key.get(span.key)
        if said := next((t.by_language for t in self.book.texts if t.key == span.key), None):
            if packed(said.get(surface.language, "")) not in (packed(text), "") or packed(span.value) != packed(text):
                self.findings.say(place, "proof-differs", text=text, key=span.key, wanted=said[surface.language])
            return
        if wanted is None:
            self.findings.say(place, "proof-key", key=span.key, text=text)
            return
        shown = ", ".join(str(figure) for figure in sorted(wanted))
        if not says(self.book, wanted, text, surface.language):
            self.findings.say(place, "proof-differs", text=text, key=span.key, wanted=shown)
        if not any(value_is(figure, span.value) for figure in wanted):
            self.findings.say(place, "proof-value", text=text, value=span.value, key=span.key)

    def link(self, surface: Surface, link: Link) -> None:
        """An address that a link leads to, where it is no page of this site."""
        for said in said_by(link.href):
            self.block(surface, Block(said, link.line, "a", "", "href"), f"{surface.kind} link")

    def agrees(self, surface: Surface, block: Block, link: Link, figures: list[Reading]) -> None:
        """Where a link's text is a number or address, it leads to that one."""
        inside = [f for f in figures if link.start <= f.start and f.end <= link.end + 1]
        target, number = target_of(link.href), self._numbered(link)
        sign = re.fullmatch(r"\W*\d+\W*", block.text[link.start : link.end])  # of a footnote
        for found in inside:
            if not agree(found.figure, target) or (number and sign and found.figure != number):
                place = Position(surface.file, link.line, spot_of(block))
                self.findings.say(place, "proof-link", text=around(block.text, found), target=link.href)


def says(book: Book, wanted: set[Figure], text: str, language: str) -> bool:
    """Whether a text says one of the figures under a key, and no other figure."""
    if any(f.kind in WORDS and holds(book, f, text, language) for f in wanted):
        return True
    figures = [r.figure for r in figure_reading.read(ARTICLE.sub("1", text))]
    known = set().union(*(book_figures(figure) for figure in wanted))
    return bool(figures) and all(figure in known for figure in figures)


def book_figures(wanted: Figure) -> set[Figure]:
    """A figure and the other kinds it may be read as: a year or an amount as a bare number."""
    return {wanted, Figure("number", wanted.value), Figure("year", wanted.value)}


def value_is(figure: Figure, value: str) -> bool:
    """Whether the machine-readable value of a mark says the same as the data."""
    match figure.kind:
        case "telephone":
            return figure_reading.telephone(value) == figure.value
        case "url":
            return address(value) == figure.value
        case "date":
            return value.partition("T")[0] == figure.value
        case "term":
            return value == figure.value or (value[-1:] == "M" and value == f"P{int(figure.value[1:-1]) * 12}M")
        case kind if kind in WORDS:
            return value == kind
    return value.lower() == figure.value.lower()


def spot_of(block: Block) -> str:
    """The place within a file, in words: the section and what carries the text."""
    section = f"#{block.section}" if block.section else ""
    how = "" if block.how == "text" else f"@{block.how}"
    return f"{section} <{block.tag}{how}>".strip()
