"""Surfaces: every finished file as blocks of text, tables and drawings, each by its own kind.

A kind of file that nobody has told the witness how to read is an error, since figures could
stand in it unread. What carries no text for people says so in `SILENT`.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from lxml import etree

from chirashi.prove import calendar_file, html
from chirashi.prove.html import Block, Drawing, Link
from chirashi.prove.reading import SPACES, fold
from chirashi.prove.rows import Cell, Table

# Pictures, fonts and server settings. Their bytes and metadata are searched for secrets all the same.
SILENT = {".png", ".jpg", ".jpeg", ".webp", ".avif", ".ico", ".gif", ".woff", ".woff2", ".ttf", ".otf", ".icc", ".map"}
SILENT |= {".gz", ".br", ".conf", ".htaccess", ".wasm"}
SILENT_NAMES = {"_headers", "_redirects", ".htaccess", ".nojekyll", "CNAME"}
CSS_TEXT = re.compile(r"content:\s*(\"[^\"]*\"|'[^']*')")
JS_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")
LOOSE = re.compile(r"lastmod|generator|version|sequence|sizes?|weight|position|width|height", re.IGNORECASE)


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
    codes: list[str] = field(default_factory=list)  # payloads of QR codes on sheets
    leaves: list[Leaf] = field(default_factory=list)
    lines: list[str] = field(
        default_factory=list
    )  # of a sheet, each page's text in the order of drawing; of a calendar, the whole
    unread: str = ""  # why it could not be read
    declared: str = ""  # the language it declares itself to be in


@dataclass
class Leaf:
    """A value of a JSON file, with the names and numbers that lead to it."""

    path: tuple[str, ...]
    value: str
    is_number: bool
    owner: str  # the `key` of the nearest object around it that has one
    named: str = ""  # the `name` beside it


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
    except (ValueError, etree.LxmlError, csv.Error, UnicodeDecodeError) as error:
        found.unread = str(error)[:80] or type(error).__name__
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
    page = html.read(content)
    found.blocks, found.tables, found.drawings, found.links = page.blocks, page.tables, page.drawings, page.links
    found.declared = page.language
    for kind, text, line in page.scripts:
        if "json" in kind:
            _json_into(found, text, line)
        elif kind in ("", "module", "text/javascript"):
            _strings(found, text, line)


def _json(found: Surface, content: bytes) -> None:
    _json_into(found, content.decode("utf-8-sig"), 0)


def _json_into(found: Surface, text: str, line: int) -> None:
    read = json.loads(text, parse_float=str, parse_int=str_number, object_pairs_hook=_once)
    for name in _names(read):
        found.blocks.append(Block(SPACES.sub(" ", fold(name)).strip(), line, "json", "", "number"))
    for leaf in leaves(read, (), ""):
        found.leaves.append(leaf)
        if not (leaf.path and LOOSE.fullmatch(leaf.path[-1])) and any(
            c.isdigit() or c == "@" for c in fold(leaf.value)
        ):
            where = "/".join(leaf.path)
            how = "number" if leaf.is_number else "json"
            text_ = SPACES.sub(" ", fold(leaf.value)).strip()
            found.blocks.append(Block(text_, line, "json", where, how, heads=[*leaf.path[-1:], leaf.named]))


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose every name stands once; of two, programs take one or the other."""
    if twice := [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]:
        raise ValueError(f"{twice[0]}: 2×")
    return dict(pairs)


def _names(value: object) -> Iterator[str]:
    """The names in objects that hold digits, for a figure may stand there too."""
    if isinstance(value, dict):
        yield from (name for name in value if any(map(str.isdigit, name)))
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


class str_number(str):
    """A number as its file has it: 100210 stays apart from "100210"."""


def leaves(value: object, path: tuple[str, ...], owner: str, named: str = "") -> Iterator[Leaf]:
    if isinstance(value, dict):
        own, name = value.get("key"), value.get("name")
        owner = own if isinstance(own, str) else owner
        for key, inner in value.items():
            yield from leaves(inner, (*path, str(key)), owner, name if isinstance(name, str) else "")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from leaves(inner, (*path, str(i)), owner, named)
    elif isinstance(value, str):
        yield Leaf(path, str(value), isinstance(value, str_number), owner, named)


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
    root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        tag = etree.QName(element).localname
        texts = [element.text or "", *(element.get(name) or "" for name in ("href", "title", "aria-label"))]
        for text in texts:
            if text.strip() and not LOOSE.fullmatch(tag) and tag not in ("style", "script"):
                found.blocks.append(Block(SPACES.sub(" ", fold(text)).strip(), element.sourceline or 0, tag, ""))
        if tag == "svg":
            found.drawings.append(Drawing(element, element.sourceline or 0, "", element.get("aria-label") or ""))


def _css(found: Surface, content: bytes) -> None:
    for match in CSS_TEXT.finditer(content.decode("utf-8")):
        found.blocks.append(Block(fold(match[1][1:-1]), 0, "css", "", "text"))


def _js(found: Surface, content: bytes) -> None:
    _strings(found, content.decode("utf-8"), 1)


def _strings(found: Surface, text: str, line: int) -> None:
    """The strings of a script that hold digits; `script` is read for amounts, dates and telephones alone."""
    for match in JS_TEXT.finditer(text):
        said = fold(match.group()[1:-1])
        if any(c.isdigit() for c in said):
            found.blocks.append(Block(said, line + text.count("\n", 0, match.start()), "script", "", "script"))


def _ics(found: Surface, content: bytes) -> None:
    found.lines = [content.decode("utf-8")]
    found.blocks = calendar_file.read(found.lines[0])


READERS: dict[str, Callable[[Surface, bytes], None]] = {
    ".html": _html,
    ".htm": _html,
    ".xml": _xml,
    ".svg": _xml,
    ".json": _json,
    ".webmanifest": _json,
    ".csv": _csv,
    ".ics": _ics,
    ".txt": _plain,
    ".md": _plain,
    ".css": _css,
    ".js": _js,
    ".mjs": _js,
}
