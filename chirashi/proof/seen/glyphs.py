"""The letters of a sheet, outline by outline: each that is extracted must be drawn as the theme's own fonts draw it."""

from __future__ import annotations

import functools
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.ttLib import TTFont, TTLibError

from chirashi.base.project import theme

Outline = tuple[Any, ...]
PAIRS = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
SECTION = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>")
ALTERNATES = (1, 3)  # types of GSUB tables that put one glyph in the place of another
EXTENSION = 7


def strange(content: bytes, shown: set[str]) -> Iterator[tuple[str, str]]:
    """Each letter shown that a sheet draws otherwise than the theme's fonts, and in which font; "" for all of it."""
    with pikepdf.open(io.BytesIO(content)) as sheet:
        for font in sheet.objects:
            if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/DescendantFonts" in font:
                yield from _font(font, shown)


def _font(font: pikepdf.Dictionary, shown: set[str]) -> Iterator[tuple[str, str]]:
    name = str(font.get("/BaseFont", "")).lstrip("/")
    inner = font["/DescendantFonts"][0]
    program = inner["/FontDescriptor"].get("/FontFile2") if "/FontDescriptor" in inner else None
    if program is None or "/ToUnicode" not in font:
        yield "", name
        return
    try:
        drawn = _numbered(TTFont(io.BytesIO(program.read_bytes()), lazy=True))
        order, glyphs = drawn.getGlyphOrder(), drawn.getGlyphSet()
    except (TTLibError, KeyError) as error:
        yield "", f"{name}: {error}"
        return
    map_ = inner.get("/CIDToGIDMap")
    gids = map_.read_bytes() if isinstance(map_, pikepdf.Stream) else None
    for code, text in _texts(font["/ToUnicode"].read_bytes()):
        gid = int.from_bytes(gids[2 * code : 2 * code + 2], "big") if gids else code
        if gid >= len(order) or text not in shown or not text.strip():
            continue
        if _outline(glyphs, order[gid]) not in known_outlines(text):
            yield text, name


def _texts(cmap: bytes) -> Iterator[tuple[int, str]]:
    """What each code of a font is extracted as."""
    for kind, body in SECTION.findall(cmap):
        if kind == b"bfchar":
            yield from ((int(code, 16), _text(said)) for code, said in PAIRS.findall(body))
        else:
            for low, high, said in RANGE.findall(body):
                first = _text(said)
                for code in range(int(low, 16), int(high, 16) + 1):
                    yield code, first[:-1] + chr(ord(first[-1]) + code - int(low, 16))


def _text(said: bytes) -> str:
    return bytes.fromhex(said.decode()).decode("utf-16-be", "replace") or " "


@functools.cache
def known_outlines(letter: str) -> frozenset[Outline]:
    """The outlines that the theme's fonts have for a letter, with the forms that their features put in its place."""
    found: set[Outline] = set()
    for path in theme().files("fonts/*.ttf"):
        font, glyphs, cmap, others = _vendored(path)
        if name := cmap.get(ord(letter)):
            found |= {_outline(glyphs, one) for one in (name, *others.get(name, ()))}
    return frozenset(found)


@functools.lru_cache(maxsize=16)
def _vendored(path: Path) -> tuple[TTFont, Any, dict[int, str], dict[str, set[str]]]:
    font = _numbered(TTFont(path, lazy=True))
    others: dict[str, set[str]] = {}
    tables = font["GSUB"].table.LookupList.Lookup if "GSUB" in font and font["GSUB"].table.LookupList else []
    for lookup in tables:
        for inner in lookup.SubTable:
            table = inner.ExtSubTable if lookup.LookupType == EXTENSION else inner
            if table.LookupType in ALTERNATES:
                for one, other in (getattr(table, "mapping", None) or table.alternates).items():
                    others.setdefault(one, set()).update([other] if isinstance(other, str) else other)
    return font, font.getGlyphSet(), font.getBestCmap(), others


def _numbered(font: TTFont) -> TTFont:
    """A font whose glyphs are called by their numbers, since making up names for thousands takes long."""
    font.setGlyphOrder([f"glyph{number}" for number in range(font["maxp"].numGlyphs)])
    return font


def _outline(glyphs: Any, name: str) -> Outline:
    pen = DecomposingRecordingPen(glyphs)
    glyphs[name].draw(pen)
    return tuple((step, tuple(points)) for step, points in pen.value)
