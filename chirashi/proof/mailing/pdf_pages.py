"""Reads pages of a PDF: what is written on them in which place, by each font's own table of what its glyphs stand for.

It knows as much of the format as flyers for members need, and nothing of how they were written: cross references in
a table, pages in a tree, streams plain or deflated, text in hexadecimal shown at a place of the page.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

REFERENCE = re.compile(rb"(\d+) 0 R")
LENGTH = re.compile(rb"/Length (\d+)(?! 0 R)")
TOKEN = re.compile(rb"<([0-9A-Fa-f\s]*)>|/([^\s<>\[\]()/%]+)|([-+]?(?:\d+\.?\d*|\.\d+))|([A-Za-z'\"][A-Za-z*0-9]*)")
MAPPED = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
WIDTH = re.compile(rb"(\d+)\s*\[([-\d.\s]+)\]")
FONT = re.compile(rb"/(\w+)\s+(\d+) 0 R")


class Unread(Exception):
    """A page, or the file, is not as a finished one is."""


class Written(NamedTuple):
    """A piece of text: where its line begins, how large and how wide it is, in points, and in which font it stands."""

    x: float
    y: float
    size: float
    width: float
    font: str
    text: str


@dataclass(frozen=True)
class Font:
    texts: dict[bytes, str]  # by glyph, in hexadecimal
    widths: dict[bytes, float]  # in thousandths of an em


class Pages:
    """An open file; pages in their order."""

    def __init__(self, path: Path) -> None:
        self.content = path.read_bytes()
        self.offsets = self._table()
        trailer = self.content[self.content.rindex(b"trailer") :]
        root = self.object(self._after(trailer, b"/Root"))
        self.fonts: dict[int, dict[str, Font]] = {}
        self.pages = list(self._leaves(self._after(root, b"/Pages")))

    def _table(self) -> list[int]:
        start = int(self.content[self.content.rindex(b"startxref") + 9 :].split()[0])
        head = re.compile(rb"xref\s+0 (\d+)\s+").match(self.content, start)
        if head is None:
            raise Unread
        lines = self.content[head.end() : head.end() + 20 * int(head[1])]
        return [int(lines[at : at + 10]) if lines[at + 17 : at + 18] == b"n" else 0 for at in range(0, len(lines), 20)]

    @staticmethod
    def _after(content: bytes, name: bytes) -> int:
        match = re.search(re.escape(name) + rb"\s+(\d+) 0 R", content)
        if match is None:
            raise Unread
        return int(match[1])

    def object(self, number: int) -> bytes:
        """An object's text up to its end, or up to its stream."""
        start = self.content.index(b"obj", self.offsets[number]) + 3
        return self.content[start : self.content.index(b"endobj", start)]

    def stream(self, number: int) -> bytes:
        start = self.offsets[number]
        begins = self.content.index(b"stream", start)
        head = self.content[start:begins]
        length = LENGTH.search(head)
        if length is None:
            raise Unread
        at = begins + 6 + (2 if self.content[begins + 6 : begins + 8] == b"\r\n" else 1)
        content = self.content[at : at + int(length[1])]
        return zlib.decompress(content) if b"/FlateDecode" in head else content

    def _leaves(self, number: int) -> Iterator[bytes]:
        node = self.object(number)
        if b"/Kids" not in node:
            yield node
            return
        for kid in REFERENCE.findall(node[node.index(b"/Kids") :].partition(b"]")[0]):
            yield from self._leaves(int(kid))

    def text(self, page: int) -> list[Written]:
        """What a page itself writes, in its order; nothing of the sheets that it shows."""
        leaf = self.pages[page]
        fonts = self._fonts(self._after(leaf, b"/Resources"))
        return list(_read(self.stream(self._after(leaf, b"/Contents")), fonts))

    def shows(self, page: int) -> bytes:
        """The contents of a page, to see what it draws besides its text."""
        return self.stream(self._after(self.pages[page], b"/Contents"))

    def _fonts(self, number: int) -> dict[str, Font]:
        if number not in self.fonts:
            named = re.search(rb"/Font\s*<<(.*?)>>", self.object(number), re.DOTALL)
            self.fonts[number] = {
                name.decode(): self._font(int(at)) for name, at in FONT.findall(named[1] if named else b"")
            }
        return self.fonts[number]

    def _font(self, number: int) -> Font:
        said = self.object(number)
        table = self.stream(self._after(said, b"/ToUnicode"))
        inner = self.object(int(REFERENCE.findall(said[said.index(b"/DescendantFonts") :])[0]))
        texts = {
            code.upper(): bytes.fromhex(text.decode()).decode("utf-16-be")
            for block in re.findall(rb"beginbfchar(.*?)endbfchar", table, re.DOTALL)
            for code, text in MAPPED.findall(block)
        }
        widths = {b"%04X" % int(at): float(wide.split()[0]) for at, wide in WIDTH.findall(inner)}
        return Font(texts, widths)


def _read(content: bytes, fonts: dict[str, Font]) -> Iterator[Written]:
    """Goes through the operators of a page."""
    font, name, size, x, y = Font({}, {}), "", 0.0, 0.0, 0.0
    operands: list[bytes] = []
    for hexadecimal, named, number, operator in TOKEN.findall(content):
        if not operator:
            operands.append(hexadecimal or named or number)
            continue
        match operator:
            case b"Tf":
                name, size = operands[-2].decode(), float(operands[-1])
                font = fonts[name]
            case b"Tm":
                x, y = float(operands[-2]), float(operands[-1])
            case b"Tj":
                codes = operands[-1]
                glyphs = [codes[at : at + 4] for at in range(0, len(codes), 4)]
                wide = sum([font.widths[glyph] for glyph in glyphs]) * size / 1000
                yield Written(x, y, size, wide, name, "".join([font.texts[glyph] for glyph in glyphs]))
                x += wide
            case b"Td" | b"TD" | b"T*" | b"TJ" | b"cm" | b"'" | b'"':
                raise Unread  # a way of writing that this reader does not follow
        operands.clear()
