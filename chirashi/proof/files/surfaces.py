"""Reads every finished file as a surface: blocks of text, tables and drawings, each by its own kind.

A kind of file that nobody has told the witness how to read is an error, since figures could
stand in it unread. What carries no text for people says so in `SILENT`.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from chirashi.proof.files import calendar_file, html, script_strings
from chirashi.proof.files import json_values as leaves
from chirashi.proof.files.html import Block, Drawing, Link
from chirashi.proof.files.html_tables import Cell, Table
from chirashi.proof.files.qr_codes import Code, of_picture
from chirashi.proof.text.figure_reading import SPACES, fold

# Fonts and server settings. Their bytes are searched for secrets all the same, and so are those of pictures.
SILENT = {".ico", ".woff", ".woff2", ".ttf", ".otf", ".icc", ".map"}
SILENT |= {".gz", ".br", ".conf", ".htaccess", ".wasm"}
SILENT_NAMES = {"_headers", "_redirects", ".htaccess", ".nojekyll", "CNAME"}


@dataclass
class Surface:
    """One finished file, read."""

    file: str  # as messages name it: site/premiums/index.html
    kind: str
    language: str
    name: str  # the same in every language: premiums/index.html
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    codes: list[Code] = field(default_factory=list)  # QR codes on sheets and in pictures
    leaves: list[leaves.Leaf] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # a sheet's pages as they are drawn; a calendar, whole
    unread: str = ""  # why it could not be read
    declared: str = ""  # the language it declares itself to be in


def surface(content: bytes, shown: str, below: str, languages: list[str]) -> Surface:
    """One file of the site by its content. `shown` is its name in messages, `below` its path within the edition."""
    language, name = of_language(below, languages)
    suffix = PurePosixPath(below).suffix.lower()
    found = Surface(shown, suffix.lstrip("."), language, name)
    if suffix in SILENT or PurePosixPath(below).name in SILENT_NAMES:
        return found
    reader = READERS.get(suffix)
    if reader is None:
        found.unread = "suffix"
        return found
    try:
        reader(found, content)
    except (ValueError, OverflowError, etree.LxmlError, csv.Error) as error:
        found.unread = str(error)[:80] or type(error).__name__
    except RecursionError:
        found.unread = "elements within elements, too deep to follow"
    return found


def of_language(below: str, languages: list[str]) -> tuple[str, str]:
    """The language of a file of the site by its folder or its name's end, and its name without that."""
    first, _, rest = below.partition("/")
    if rest and first in languages:
        return first, rest
    for language in languages:
        if marked := re.search(rf"[-_.]{language}(?=[-_.])", PurePosixPath(below).name):
            folder = below[: -len(PurePosixPath(below).name)]
            name = PurePosixPath(below).name
            return language, folder + name[: marked.start()] + name[marked.end() :]
    return (languages[0] if languages else ""), below


def _html(found: Surface, content: bytes) -> None:
    _page(found, html.read(content))


def _page(found: Surface, page: html.Page) -> None:
    found.blocks += page.blocks
    found.tables += page.tables
    found.drawings += page.drawings
    found.links += page.links
    found.declared = found.declared or page.language
    for style, line in page.styles:
        found.blocks += script_strings.of_style(style, line)
    for kind, text, line in page.scripts:
        if "json" in kind or kind in ("importmap", "speculationrules"):
            _values(found, text, line)
        elif kind in ("", "module") or "javascript" in kind or "ecmascript" in kind:
            found.blocks += script_strings.of_script(text, line)
        else:  # a fragment of a page, for a script to use
            _page(found, html.read(b"\n" * (line - 1) + text.encode()))


def _json(found: Surface, content: bytes) -> None:
    _values(found, content.decode("utf-8-sig"), 0)


def _values(found: Surface, text: str, line: int) -> None:
    values, blocks = leaves.read(text, line)
    found.leaves += values
    found.blocks += blocks


def _csv(found: Surface, content: bytes) -> None:
    """The first row heads the columns and the first cell of a row its row."""
    text = decoded(content)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = [
        [Cell(SPACES.sub(" ", fold(t)).strip(), n, n == 1 or i == 0, "", 1, 1, []) for i, t in enumerate(row)]
        for n, row in enumerate(rows, 1)
    ]
    found.tables.append(Table("", cells, 1, PurePosixPath(found.name).stem))
    for row in cells:
        for i, cell in enumerate(row):
            if cell.text:
                found.blocks.append(Block(cell.text, cell.line, "cell", f"{cell.line}:{i + 1}", "text", cell=cell))


def decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp932")


def _plain(found: Surface, content: bytes) -> None:
    for number, line in enumerate(decoded(content).splitlines(), 1):
        if line.strip():
            found.blocks.append(Block(SPACES.sub(" ", fold(line)).strip(), number, "line", ""))


def _xml(found: Surface, content: bytes) -> None:
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag, line = etree.QName(element).localname, element.sourceline or 0
        for text in (element.text, element.tail, *element.attrib.values()):
            if text and text.strip():
                found.blocks.append(Block(SPACES.sub(" ", fold(str(text))).strip(), line, tag, ""))


def _svg(found: Surface, content: bytes) -> None:
    """A drawing is read as it would be within a page: each text of it whole, whatever runs it is set in."""
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
    for element in root.iter(etree.Element):
        element.tag = etree.QName(element).localname
        for name in [str(name) for name in element.attrib if "}" in str(name)]:
            element.attrib[name.partition("}")[2]] = element.attrib.pop(name)
    _page(found, html.walk(root))


def _css(found: Surface, content: bytes) -> None:
    found.blocks += script_strings.of_style(content.decode("utf-8"), 1)


def _js(found: Surface, content: bytes) -> None:
    found.blocks += script_strings.of_script(content.decode("utf-8"), 1)


def _ics(found: Surface, content: bytes) -> None:
    found.lines = [content.decode("utf-8")]
    found.blocks = calendar_file.read(found.lines[0])


def _picture(found: Surface, content: bytes) -> None:
    """A picture's words nobody can trace, but the QR codes that it shows."""
    found.codes += map(Code, of_picture(content))


PICTURES = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif")
READERS: dict[str, Callable[[Surface, bytes], None]] = {
    ".html": _html,
    ".htm": _html,
    ".xml": _xml,
    ".svg": _svg,
    ".json": _json,
    ".webmanifest": _json,
    ".csv": _csv,
    ".ics": _ics,
    ".txt": _plain,
    ".md": _plain,
    ".css": _css,
    ".js": _js,
    ".mjs": _js,
    **dict.fromkeys(PICTURES, _picture),
}
