"""The text of a tagged PDF, by its structure: paragraphs, list items and tables, as a screen reader meets them."""

from __future__ import annotations

import ctypes
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from chirashi.proof.files.web.html import Block
from chirashi.proof.files.web.html_tables import Cell, Table
from chirashi.proof.text.figure_reading import SPACES, fold

BLOCKS = {"P", "H1", "H2", "H3", "H4", "H5", "H6", "LBody", "Lbl", "TH", "TD", "Caption", "Div", "Sect", "Form", "Note"}
BLOCKS |= {
    "Document",
    "Part",
    "Art",
    "L",
    "LI",
    "Table",
    "TR",
    "THead",
    "TBody",
    "TFoot",
    "Figure",
    "BlockQuote",
    "TOC",
}
DEEPEST = 60
INSTEAD = {
    "alt": raw.FPDF_StructElement_GetAltText,
    "actualtext": raw.FPDF_StructElement_GetActualText,
    "expansion": raw.FPDF_StructElement_GetExpansion,
}
# An address that goes on in the next line: the press breaks it behind its signs alone.
ADDRESS = re.compile(r"https?:[!-~]*$|[\w.%+-]@(?:[\w-]+[.-])*$")
BROKEN_HYPHEN = "\u0002"  # which PDFium gives for a hyphen that a line ends with
HYPHEN = re.compile(r"[A-Za-z]-$")  # a word that goes on in the next line, as E-mail does
MAIL = re.compile(r"(?<=[.%+-])\n(?=[\w.%+-]*@)")  # before its @


class Sheet:
    """One page's structure, read into blocks and tables. `left` is the text that no element holds."""

    def __init__(self, page: pdfium.PdfPage, number: int) -> None:
        self.number = number
        self.blocks: list[Block] = []
        self.tables: list[Table] = []
        self.texts = texts_of(page)
        self.used: set[int] = set()
        tree = raw.FPDF_StructTree_GetForPage(page.raw)
        if tree:
            for i in range(raw.FPDF_StructTree_CountChildren(tree)):
                self._block(raw.FPDF_StructTree_GetChildAtIndex(tree, i), 0)
            raw.FPDF_StructTree_Close(tree)
        self.left = [text for mark, text in self.texts.items() if mark not in self.used]

    def _add(self, parts: list[str], tag: str, how: str = "text") -> None:
        text = SPACES.sub(" ", fold(join_parts(parts))).strip()
        if text:
            self.blocks.append(Block(text, 0, tag.lower(), str(self.number), how))

    def _block(self, element: Any, depth: int) -> None:
        """A block element: its own runs of text, and the blocks between them."""
        if depth > DEEPEST or not element:
            return
        tag = _string(raw.FPDF_StructElement_GetType, element)
        if tag == "Table":
            self.tables.append(self._table(element))
        self._instead(element, tag)
        parts: list[str] = []
        for child in self._inline(element, parts, depth):
            self._add(parts, tag)
            parts.clear()
            self._block(child, depth + 1)
        self._add(parts, tag)

    def _instead(self, element: Any, tag: str) -> None:
        """What is read aloud, or copied, in place of an element."""
        for how, read in INSTEAD.items():
            if said := _string(read, element):
                self._add([said], tag, how)

    def _inline(self, element: Any, parts: list[str], depth: int) -> Iterator[Any]:
        """Gathers the text of inline elements into `parts`; gives each block on the way, when it comes to it."""
        for child, mark in _children(element):
            if child is None:
                self.used.add(mark)
                parts.append(self.texts.get(mark, ""))
            elif _string(raw.FPDF_StructElement_GetType, child) in BLOCKS or depth > DEEPEST:
                yield child
            else:
                self._instead(child, _string(raw.FPDF_StructElement_GetType, child))
                yield from self._inline(child, parts, depth + 1)

    def _words(self, element: Any, depth: int = 0) -> list[str]:
        found: list[str] = []
        for child, mark in _children(element):
            if depth < DEEPEST:
                found += [self.texts.get(mark, "")] if child is None else self._words(child, depth + 1)
        return found

    def _table(self, element: Any) -> Table:
        rows: list[list[Cell]] = []
        caption = ""
        waiting: list[tuple[Any, bool]] = [(element, False)]
        while waiting:
            here, head = waiting.pop(0)
            inner: list[tuple[Any, bool]] = []
            for child, _ in _children(here):
                tag = _string(raw.FPDF_StructElement_GetType, child) if child is not None else ""
                if tag == "TR":
                    rows.append([c for e, _ in _children(child) if e is not None and (c := self._cell(e, head))])
                elif tag == "Caption":
                    caption = SPACES.sub(" ", fold(join_parts(self._words(child)))).strip()
                elif child is not None:
                    inner.append((child, tag == "THead"))
            waiting = inner + waiting
        return Table(caption, rows, 0, str(self.number))

    def _cell(self, element: Any, head: bool) -> Cell | None:
        tag = _string(raw.FPDF_StructElement_GetType, element)
        if tag not in ("TH", "TD"):
            return None
        text = SPACES.sub(" ", fold(join_parts(self._words(element)))).strip()
        across, down = _attribute(element, b"ColSpan"), _attribute(element, b"RowSpan")
        return Cell(text, 0, tag == "TH", ("col" if head else "row") if tag == "TH" else "", across, down, [])


def texts_of(page: pdfium.PdfPage) -> dict[int, str]:
    """The page's lines of text by the mark of their content; -1 holds what is not marked."""
    found: dict[int, list[str]] = defaultdict(list)
    textpage = page.get_textpage()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
        size = raw.FPDFTextObj_GetText(item.raw, textpage.raw, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        raw.FPDFTextObj_GetText(item.raw, textpage.raw, buffer, size)
        text = bytes(buffer)[: size - 2].decode("utf-16-le", "replace").replace(BROKEN_HYPHEN, "-")
        found[raw.FPDFPageObj_GetMarkedContentID(item.raw)].append(text)
    textpage.close()
    return {mark: ("\n" if mark == -1 else "").join(runs) for mark, runs in found.items()}


def join_parts(parts: list[str]) -> str:
    """Lines as one text: a blank where Latin letters or digits meet across a line's end, none within Japanese."""
    text = ""
    for part in parts:
        between = text[-1:] + part[:1]
        apart = len(between) == 2 and between.isascii() and not ADDRESS.search(text) and not HYPHEN.search(text)
        apart = apart and not MAIL.search(f"{text[-1]}\n{part}")
        text += (" " if apart else "") + part
    return text


def _children(element: Any) -> Iterator[tuple[Any, int]]:
    """Child elements, or the marks of content that stands directly in one."""
    for i in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, i)
        if child:
            yield child, -1
        else:
            mark = raw.FPDF_StructElement_GetChildMarkedContentID(element, i)
            if mark >= 0:
                yield None, mark


def _string(read: Any, element: Any) -> str:
    size = read(element, None, 0)
    if size <= 2:
        return ""
    buffer = ctypes.create_string_buffer(size)
    read(element, buffer, size)
    return buffer.raw[: size - 2].decode("utf-16-le", "replace")


def _attribute(element: Any, name: bytes) -> int:
    """A whole number among an element's attributes; 1 where it has none by that name."""
    for i in range(raw.FPDF_StructElement_GetAttributeCount(element)):
        attribute = raw.FPDF_StructElement_GetAttributeAtIndex(element, i)
        value = raw.FPDF_StructElement_Attr_GetValue(attribute, name)
        number = ctypes.c_float()
        if value and raw.FPDF_StructElement_Attr_GetNumberValue(value, ctypes.byref(number)):
            return min(max(int(number.value), 1), 1000)
    return 1
