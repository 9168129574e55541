"""The kinds of finished file: by its suffix, how the proof reads each, unpacks it, and holds it to the others.

This is the one place that a new kind of file is told to the proof; what such a file must say word for word,
`words` knows of pages and sheets alone. What carries no text for people has no
reader (`SILENT`); a file of no kind is an error, since figures could stand in it unread.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from lxml import etree

from chirashi.proof.files import calendar_file, json_values
from chirashi.proof.files.images import pictures
from chirashi.proof.files.images.qr_codes import Code, of_picture
from chirashi.proof.files.surfaces import Surface, of_language
from chirashi.proof.files.web import html, material_theme, script_strings
from chirashi.proof.files.web.html import Block
from chirashi.proof.files.web.html_tables import Cell, Table
from chirashi.proof.text.figure_reading import SPACES, fold

TYPED = re.compile("^'(?=[=+\\-@\t\r＝＋－＠].)", re.DOTALL)
Reader = Callable[[Surface, bytes], None]
# What a site map says to search engines of when to come again.
VISITS = {
    "lastmod": re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d))?)?)?"),
    "priority": re.compile(r"0(?:\.\d+)?|1(?:\.0+)?"),
    "changefreq": re.compile("always|hourly|daily|weekly|monthly|yearly|never"),
}


@dataclass(frozen=True)
class Kind:
    """One kind of file. A reader fills the surface, and raises ValueError where the file cannot be read."""

    name: str
    suffixes: tuple[str, ...]
    read: Reader
    reports: Mapping[str, tuple[str, str]] = field(default_factory=dict)  # what the report calls its texts, by how
    unpack: Callable[[bytes], Iterator[bytes]] = pictures.inflated  # what it holds packed, for the search of secrets
    in_each_language: bool = False  # people read it: each language must have its own
    is_paper: bool = False  # sheets, read by page: languages need not break alike, and copies are read once
    size_named_as: str = ""  # before a file's size beside a link to it, as in “PDF, 113 KB”


def _html(found: Surface, content: bytes) -> None:
    _page(found, html.read_page(content))


def read_part(found: Surface, element: etree._Element) -> None:
    """Reads a part of a page into a surface."""
    _page(found, html.walk(element))


def _page(found: Surface, page: html.Page) -> None:
    found.blocks += page.blocks
    found.tables += page.tables
    found.drawings += page.drawings
    found.links += page.links
    found.item_numbers |= page.numbered
    found.pictures += page.pictures
    own = material_theme.spoken(found.language) if "mkdocs" in page.made_by else frozenset()
    found.words += [word for word in page.words if word.text not in own]
    found.declared, found.generator = found.declared or page.language, found.generator or page.made_by
    found.structure = found.structure or page.structure
    found.robots = found.robots or page.robots
    for text, line in page.settings:
        _settings(found, text, line)
    for style, line in page.styles:
        found.blocks += script_strings.of_style(style, line)
    for kind, text, line in page.scripts:
        if "json" in kind or kind in ("importmap", "speculationrules"):
            _values(found, text, line)
        elif kind in ("", "module") or "javascript" in kind or "ecmascript" in kind:
            found.blocks += script_strings.of_script(text, line)
        else:  # a fragment of a page, for a script to use
            _page(found, html.read_page(b"\n" * (line - 1) + text.encode()))


def _json(found: Surface, content: bytes) -> None:
    _values(found, content.decode("utf-8-sig"), 0)


def _values(found: Surface, text: str, line: int) -> None:
    values, blocks = json_values.read_json(text, line)
    found.json_values += values
    found.blocks += blocks


def _settings(found: Surface, text: str, line: int) -> None:
    """What a page tells Material's scripts, but for the theme's own words."""
    values, blocks = json_values.read_json(text, line)
    own = {"/".join(leaf.path) for leaf in values if material_theme.is_own_word(found.language, leaf.path, leaf.value)}
    found.json_values += [leaf for leaf in values if "/".join(leaf.path) not in own]
    found.blocks += [block for block in blocks if block.section not in own]


def _csv(found: Surface, content: bytes) -> None:
    """The first row heads the columns and the first cell of a row its row.

    An apostrophe before what a spreadsheet would calculate says that it is text, and is no part of it.
    """
    text = decoded(content)
    rows = list(csv.reader(io.StringIO(text, newline="")))
    cells = [
        [
            Cell(SPACES.sub(" ", fold(TYPED.sub("", t))).strip(), n, n == 1 or i == 0, "", 1, 1, [])
            for i, t in enumerate(row)
        ]
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
        if tag in VISITS and VISITS[tag].fullmatch((element.text or "").strip()):
            continue
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
    found.blocks = calendar_file.read_calendar(found.lines[0])


def _picture(found: Surface, content: bytes) -> None:
    """A picture's words nobody can trace, but the QR codes that it shows."""
    found.codes += map(Code, of_picture(content))


def _pdf(found: Surface, content: bytes) -> None:
    from chirashi.proof.files.pdf import sheet  # 0.1 s, needed only where there are sheets

    sheet.read_sheet(found, content)


def load_paper_reader() -> None:
    """Loads what reads sheets, once for all processes that are parted from this one."""
    from chirashi.proof.files.pdf import sheet  # noqa: F401


def _unpack_pdf(content: bytes) -> Iterator[bytes]:
    from chirashi.proof.files.pdf import document

    return document.unpacked(content)


KINDS = (
    Kind(
        "html",
        (".html", ".htm"),
        _html,
        {
            "": ("ページの本文", "text of pages"),
            "frame": ("ページの上下の、どのページにもある部分", "head and foot of pages"),
            "link": ("ページのリンク", "links of pages"),
            "json": ("ページの機械用データ", "machine-readable data of pages"),
            "number": ("ページの機械用データの数", "numbers of machine-readable data"),
        },
        in_each_language=True,
    ),
    Kind(
        "json",
        (".json", ".webmanifest"),
        _json,
        {
            "": ("JSON の文", "text of JSON files"),
            "json": ("JSON の文", "text of JSON files"),
            "number": ("JSON の数", "numbers of JSON files"),
        },
    ),
    Kind("csv", (".csv",), _csv, {"": ("CSV の表", "CSV tables")}, in_each_language=True),
    Kind("ics", (".ics",), _ics, {"": ("カレンダー", "calendar file")}, in_each_language=True),
    Kind(
        "pdf",
        (".pdf",),
        _pdf,
        {
            "": ("PDF の本文", "text of PDFs"),
            "field": ("PDF の記入欄", "form fields of PDFs"),
            "metadata": ("PDF の文書情報", "metadata of PDFs"),
        },
        _unpack_pdf,
        in_each_language=True,
        is_paper=True,
        size_named_as="PDF",
    ),
    Kind("xml", (".xml",), _xml),
    Kind("svg", (".svg",), _svg),
    Kind("css", (".css",), _css),
    Kind("js", (".js", ".mjs"), _js),
    Kind("txt", (".txt", ".md"), _plain),
    Kind("picture", (".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif"), _picture),
)
BY_SUFFIX = {suffix: kind for kind in KINDS for suffix in kind.suffixes}
PAPER = frozenset(kind.name for kind in KINDS if kind.is_paper)
IN_EACH_LANGUAGE = frozenset(kind.name for kind in KINDS if kind.in_each_language)
REPORTS = {f"{kind.name} {how}".strip(): title for kind in KINDS for how, title in kind.reports.items()}
# What the press makes and no reader reads. Nothing else belongs into a site: a server sends an old `index.html.gz` in
# the place of the page beside it, and follows `_redirects`. Their bytes are searched for secrets, as those of pictures.
SILENT = {".ico"}
SILENT_NAMES = {"_headers"}


def kind_of(path: PurePosixPath | Path) -> Kind | None:
    """The kind of a file by its suffix; None for what is silent or unknown."""
    return BY_SUFFIX.get(path.suffix.lower())


def read_surface(content: bytes, shown: str, below: str, languages: list[str]) -> Surface:
    """One finished file by its content. `shown` is its name in messages, `below` its path within the edition."""
    language, name = of_language(below, languages)
    within = PurePosixPath(below)
    kind = kind_of(within)
    found = Surface(shown, kind.name if kind else within.suffix.lower().lstrip("."), language, name)
    silent = within.suffix.lower() in SILENT or within.name in SILENT_NAMES
    if silent or material_theme.is_own_file(below, content):
        return found
    if kind is None:
        found.unread = "suffix"
        return found
    try:
        kind.read(found, content)
    except (ValueError, OverflowError, etree.LxmlError, csv.Error) as error:
        found.unread = str(error)[:80] or type(error).__name__
    except RecursionError:
        found.unread = "elements within elements, too deep to follow"
    return found


def unpacked(path: Path, content: bytes) -> Iterator[bytes]:
    """What a file holds packed, each part as bytes."""
    kind = kind_of(path)
    return kind.unpack(content) if kind else pictures.inflated(content)
