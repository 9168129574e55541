"""A page as its reader meets it: blocks of text, attributes that are read aloud or by machines, tables, drawings."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree
from lxml import html as lxml_html

from chirashi.proof.files.web import html_attributes, material_theme, page_structure
from chirashi.proof.files.web.html_tables import BLOCKS, SILENT, Cell, Table, table
from chirashi.proof.text.figure_reading import SPACES, fold

FRAMES = ("header", "footer", "nav", "aside")  # directly below the body: what every page has


@dataclass
class Span:
    """A stretch of a block that carries a value for machines: `<data>` and `<time>`."""

    start: int
    end: int
    line: int
    key: str
    value: str
    tag: str


@dataclass
class Link:
    start: int
    end: int
    href: str
    line: int


@dataclass
class Block:
    """One run of text: a paragraph, a cell, a heading, or one attribute (`how` names it)."""

    text: str
    line: int
    tag: str
    section: str  # the id of the heading above it
    how: str = "text"
    spans: list[Span] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    cell: Cell | None = None  # where the block is a cell of a table without units
    frame: bool = False  # whether it stands in the head or foot that every page has
    heads: list[str] = field(default_factory=list)  # names that machines read for it: faxNumber
    item: int = 0  # which item of a list it stands in, of those of the page; 0 for none


@dataclass
class Drawing:
    """An SVG, or a picture within the page, that may be a QR code."""

    element: etree._Element
    line: int
    section: str
    label: str


@dataclass
class Page:
    language: str = ""
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    scripts: list[tuple[str, str, int]] = field(default_factory=list)  # type, content, line
    styles: list[tuple[str, int]] = field(default_factory=list)  # sheets and attributes, line
    links: list[Link] = field(default_factory=list)
    settings: list[tuple[str, int]] = field(default_factory=list)  # what the page tells its theme's scripts, line
    made_by: str = ""  # what a program says that made the page
    structure: page_structure.Structure | None = None  # of a whole page
    robots: str = ""  # what it asks of search engines
    numbered: dict[str, int] = field(default_factory=dict)  # items of numbered lists by their ids, and their numbers
    pictures: list[tuple[str, str, int]] = field(default_factory=list)  # where each is loaded from, what it says, line
    words: list[Block] = field(default_factory=list)  # of attributes, by their names, and readings of characters


class _Run:
    """Text being gathered, folded, white space as one blank."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.length = 0
        self.spans: list[Span] = []
        self.links: list[Link] = []
        self.line = 0

    def add(self, text: str | None, line: int) -> None:
        if not text:
            return
        text = SPACES.sub(" ", fold(text))
        if not self.parts or self.parts[-1].endswith(" "):
            text = text.lstrip()
        if text:
            self.line = self.line or line
            self.parts.append(text)
            self.length += len(text)


def _of_theme(element: etree._Element) -> bool:
    return (element.get("class") or "").startswith("md-")


def read_page(content: bytes) -> Page:
    """The page in a file's bytes."""
    parser = lxml_html.HTMLParser(encoding="utf-8", huge_tree=True)
    root = etree.fromstring(content, parser) if content.strip() else None
    if root is None:
        return Page()
    page = walk(root)
    page.structure = page_structure.read(root)
    return page


def walk(root: etree._Element) -> Page:
    """The page below an element, of HTML or of a drawing."""
    page = Page()
    page.language = root.get("lang") or ""
    _Walker(page).block(root)
    return page


class _Walker:
    def __init__(self, page: Page) -> None:
        self.page, self.section, self.frame, self.drawn = page, "", False, False
        self.item, self.items = 0, 0

    def block(self, element: etree._Element) -> None:
        """A block and all in it; text between inner blocks makes blocks of its own."""
        tag = str(element.tag)
        if re.fullmatch("h[1-6]", tag) and element.get("id"):
            self.section = element.get("id") or ""
        if tag == "table":
            self.page.tables.append(table(element, self.section))
        if tag == "svg":
            label = fold(element.get("aria-label") or "")
            self.page.drawings.append(Drawing(element, element.sourceline or 0, self.section, label))
        outer, drawn, item, parent = self.frame, self.drawn, self.item, element.getparent()
        self.drawn = drawn or tag == "svg"
        if tag == "li":
            self.items += 1
            self.item = self.items
            self._number(element)
        self.frame = outer or (tag in FRAMES and parent is not None and (parent.tag == "body" or _of_theme(element)))
        run = _Run()
        run = self._inside(element, run, tag)
        self._flush(run, tag)
        self.frame, self.drawn, self.item = outer, drawn, item

    def _number(self, item: etree._Element) -> None:
        """The number that a reader sees beside an item of a numbered list."""
        parent, name = item.getparent(), item.get("id")
        if name and parent is not None and parent.tag == "ol" and not parent.get("class"):
            before = len(list(item.itersiblings("li", preceding=True)))
            start = parent.get("start") or "1"
            self.page.numbered[name] = before + (int(start) if start.isdigit() else 1)

    def _inside(self, element: etree._Element, run: _Run, tag: str) -> _Run:
        self._attributes(element)
        run.add(element.text, element.sourceline or 0)
        for child in element:
            name = child.tag
            if not isinstance(name, str):
                pass  # a comment; searched for secrets with the file's bytes
            elif name in SILENT:
                self._silent(child)
            elif name in BLOCKS:
                self._flush(run, tag)
                run = _Run()
                self.block(child)
            elif name == "br":
                run.add(" ", child.sourceline or 0)
            else:
                start, marked = run.length, run
                run = self._inside(child, run, tag)
                if run is marked:
                    self._mark(child, name, start, run)
            run.add(child.tail, child.sourceline or 0)
        return run

    @staticmethod
    def _mark(child: etree._Element, name: str, start: int, run: _Run) -> None:
        line = child.sourceline or 0
        if name == "data" or name == "time":
            value = child.get("value" if name == "data" else "datetime") or ""
            run.spans.append(Span(start, run.length, line, child.get("data-key") or "", value, name))
        elif name == "a" and child.get("href"):
            run.links.append(Link(start, run.length, child.get("href") or "", line))

    def _flush(self, run: _Run, tag: str) -> None:
        text = "".join(run.parts).rstrip()
        if text:
            block = Block(text, run.line, tag, self.section, "text", run.spans, run.links, frame=self.frame)
            block.item = self.item
            self.page.blocks.append(block)

    def _silent(self, element: etree._Element) -> None:
        """What is no text of the page itself: scripts, styles, and readings of characters, which are a text apart."""
        text, line = element.text or "", element.sourceline or 0
        self._attributes(element)
        if element.tag == "script" and element.get("id") == material_theme.SETTINGS:
            self.page.settings.append((text, line))
        elif element.tag == "script" and text.strip():
            self.page.scripts.append((element.get("type") or "", text, line))
        elif element.tag == "style":
            self.page.styles.append((text, line))
        elif element.tag == "rt":
            whole = "".join(element.itertext())
            self.page.words.append(Block(SPACES.sub(" ", fold(whole)).strip(), line, "rt", self.section, "reading"))
            if said := html_attributes.prose(whole):
                self.page.blocks.append(Block(said, line, "rt", self.section, "reading"))

    def _attributes(self, element: etree._Element) -> None:
        line, tag = element.sourceline or 0, str(element.tag)
        if tag == "meta" and element.get("name") == "generator":
            self.page.made_by = element.get("content") or ""
        if tag == "meta" and element.get("name") == "robots":
            self.page.robots = element.get("content") or ""
        if tag == "img":
            self.page.pictures.append((element.get("src") or "", element.get("alt") or "", line))
        self.page.words += (Block(v, line, tag, self.section, name) for name, v in html_attributes.read_spoken(element))
        for said in html_attributes.read_attributes(element, self.drawn):
            match said.how:
                case "text":
                    self.page.blocks.append(Block(said.value, line, tag, self.section, said.name))
                case "link":
                    self.page.links.append(Link(0, 0, said.value, line))
                case "style":
                    self.page.styles.append((said.value, line))
                case "script":
                    self.page.scripts.append(("", said.value, line))
                case "picture":
                    self.page.drawings.append(Drawing(element, line, self.section, ""))
