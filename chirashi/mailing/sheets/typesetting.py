"""Sets lines of text with HarfBuzz: which glyph of which font, and how wide; and gathers the glyphs that are used.

Names are written in BIZ UDPGothic, with Chirashi Rare for kanji that it lacks. A kanji with a selector of its
variant is drawn in that form, or not at all: a name in another form than its own is wrong.
"""

from __future__ import annotations

import functools
import io
import re
import unicodedata
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import uharfbuzz as hb
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from chirashi.base.project import theme
from chirashi.mailing.members import customer_barcode as barcode

SELECTOR = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
REGULAR, BOLD, RARE, BARS = "TR", "TB", "TX", "TC"
"""The fonts by their names in the resources of a page."""
FILES = {REGULAR: "BIZUDPGothic-Regular.ttf", BOLD: "BIZUDPGothic-Bold.ttf", RARE: "ChirashiRare-Regular.ttf"}
MM = 72 / 25.4
EM = 10000  # units of the font of bars, so that no rounding is seen
BEGIN, END = "(", ")"  # what stands for start and stop in the font of bars
CODES = {sign: code for code, sign in enumerate(BEGIN + barcode.SIGNS + END, 1)}  # its glyphs
REMEMBERED = 8192  # lines: a text is measured, then drawn, in the window and in the form
PLAIN = {"kern": False, "liga": False, "clig": False, "calt": False}
"""No glyph is moved or joined, so that a line is as wide as its glyphs, and its text is read from them again."""
Glyphs = dict[str, dict[int, str]]
"""By font: each glyph used, and the text that it stands for."""


class NoGlyph(Exception):
    """No font has a character, or the form of it that a selector asks for."""

    def __init__(self, character: str, variant: bool) -> None:
        super().__init__(f"U+{ord(character[0]):04X}")
        self.character, self.variant = character, variant


class Line(NamedTuple):
    """Glyphs in hexadecimal by their fonts, in order, and their width at a size of 1."""

    runs: tuple[tuple[str, str], ...]
    width: float

    def drawn(self, x: float, y: float, size: float) -> str:
        """The operators that write it from a point of the page."""
        if len(self.runs) == 1:
            font, codes = self.runs[0]
            return f"1 0 0 1 {x:.2f} {y:.2f} Tm /{font} {size:.2f} Tf <{codes}> Tj\n"
        shown = " ".join([f"/{font} {size:.2f} Tf <{codes}> Tj" for font, codes in self.runs])
        return f"1 0 0 1 {x:.2f} {y:.2f} Tm {shown}\n"


@dataclass
class Typesetter:
    """Fonts as they lie in the theme, and the glyphs that lines were set in.

    A character is measured by HarfBuzz when it is first met; a line of such as stand for one glyph everywhere is set
    from these measures, any other as a whole.
    """

    glyphs: Glyphs = field(default_factory=lambda: {font: {} for font in (*FILES, BARS)})

    def __post_init__(self) -> None:
        self.files = {font: theme().path(f"fonts/{file}").read_bytes() for font, file in FILES.items()}
        self.files[BARS] = bars_font()
        self.faces: dict[str, Any] = {font: hb.Face(content) for font, content in self.files.items()}
        self.fonts: dict[str, Any] = {font: hb.Font(face) for font, face in self.faces.items()}
        self.ems: dict[str, int] = {font: int(face.upem) for font, face in self.faces.items()}
        self.line = functools.lru_cache(maxsize=REMEMBERED)(self._line_of)
        """A line of text; `NoGlyph` where it cannot be drawn."""
        # of characters that stand for one glyph wherever they stand: its code, and its width in em
        self.codes: dict[str, dict[str, str]] = {font: {} for font in FILES}
        self.widths: dict[str, dict[str, float]] = {font: {} for font in FILES}

    def width(self, text: str) -> float:
        """How wide a text is at a size of 1, in the regular font."""
        return self.line(text).width

    def _line_of(self, text: str, bold: bool = False) -> Line:
        font = BOLD if bold else REGULAR
        codes, widths = self.codes[font], self.widths[font]
        try:
            return Line(((font, "".join([codes[sign] for sign in text])),), sum([widths[sign] for sign in text]))
        except KeyError:
            return self._first(text, font)

    def _first(self, text: str, font: str) -> Line:
        """A line that has a character not met before, or one that is not always the same glyph."""
        if SELECTOR.search(text):
            self._variants(text, font)
        for sign in set(text) - self.codes[font].keys():
            self._learn(sign, font)
        codes, clusters, width = self._shaped(text, font)
        if 0 not in codes:
            return self._line(font, text, codes, clusters, width)
        return self._mixed(text, font, codes, clusters)

    def _learn(self, sign: str, font: str) -> None:
        """Keeps the glyph of a character by itself; marks and selectors change what they follow, and are none."""
        if unicodedata.category(sign)[0] in "MC":
            return
        (code, *more), _, width = self._shaped(sign, font)
        if code and not more:
            self.codes[font][sign], self.widths[font][sign] = f"{code:04X}", width
            self.glyphs[font].setdefault(code, sign)

    def _line(self, font: str, text: str, codes: list[int], clusters: list[int], width: float) -> Line:
        used = self.glyphs[font]
        ends = [*clusters[1:], len(text)]
        for code, start, end in zip(codes, clusters, ends, strict=True):
            said = text[start:end]
            if len(used.setdefault(code, said)) > len(said):
                used[code] = said  # a kanji, and not the same with a selector of the form that it has anyway
        return Line(((font, "".join(f"{code:04X}" for code in codes)),), width)

    def _mixed(self, text: str, font: str, codes: list[int], clusters: list[int]) -> Line:
        """A line of which some characters stand in the font of rare kanji."""
        ends = [*clusters[1:], len(text)]
        parts: list[tuple[str, str]] = []
        for code, start, end in zip(codes, clusters, ends, strict=True):
            one = RARE if code == 0 else font
            if parts and parts[-1][0] == one:
                parts[-1] = (one, parts[-1][1] + text[start:end])
            else:
                parts.append((one, text[start:end]))
        lines = []
        for one, piece in parts:
            codes, clusters, width = self._shaped(piece, one)
            if 0 in codes:
                raise NoGlyph(piece[clusters[codes.index(0)]], False)
            lines.append(self._line(one, piece, codes, clusters, width))
        return Line(tuple(run for line in lines for run in line.runs), sum(line.width for line in lines))

    def _variants(self, text: str, font: str) -> None:
        for found in SELECTOR.finditer(text):
            base = text[found.start() - 1 : found.start()]
            has = base and any(
                self.fonts[one].get_variation_glyph(ord(base), ord(found[0])) is not None for one in (font, RARE)
            )
            if not has:
                raise NoGlyph(base or found[0], True)

    def _shaped(self, text: str, font: str) -> tuple[list[int], list[int], float]:
        """Glyphs, where in the text each begins, and the width in em. A blank is one wherever it stands."""
        buffer = hb.Buffer()
        buffer.add_str(text)
        buffer.direction, buffer.script, buffer.language = "ltr", "Hani", "ja"
        hb.shape(self.fonts[font], buffer, PLAIN)
        infos = buffer.glyph_infos
        width = float(sum(position.x_advance for position in buffer.glyph_positions)) / self.ems[font]
        return [info.codepoint for info in infos], [info.cluster for info in infos], width

    def bars(self, signs: str) -> Line:
        """A customer barcode of 21 signs as a line of its own font."""
        self.glyphs[BARS] = {code: sign for sign, code in CODES.items()}
        codes = "".join([f"{CODES[sign]:04X}" for sign in (BEGIN, *signs, END)])
        return Line(((BARS, codes),), barcode.COUNT * barcode.PITCH_MM * MM)

    def subset(self, font: str, codes: set[int]) -> bytes:
        """The font with those of its glyphs alone, under their numbers."""
        asked = hb.SubsetInput()
        asked.sets(hb.SubsetInputSets.GLYPH_INDEX).update({0, *codes})
        asked.flags = hb.SubsetFlags.RETAIN_GIDS | hb.SubsetFlags.NO_HINTING | hb.SubsetFlags.NOTDEF_OUTLINE
        drop = asked.sets(hb.SubsetInputSets.DROP_TABLE_TAG)
        drop.update({int.from_bytes(tag, "big") for tag in (b"GSUB", b"GPOS", b"GDEF", b"name", b"vhea", b"vmtx")})
        return bytes(hb.subset(self.faces[font], asked).blob.data)

    def advance(self, font: str, code: int) -> float:
        """The width of a glyph in thousandths of an em."""
        return int(self.fonts[font].get_glyph_h_advance(code)) * 1000 / self.ems[font]


@functools.cache
def bars_font() -> bytes:
    """A font of the signs of the customer barcode: three bars each, two of start and stop; its size is their point."""
    pitch, wide = round(barcode.PITCH_MM * MM * EM), round(barcode.WIDTH_MM * MM * EM)
    glyphs, widths = {".notdef": TTGlyphPen(None).glyph()}, {".notdef": (0, 0)}
    drawn = {BEGIN: barcode.START, **barcode.BARS, END: barcode.STOP}
    names = {sign: f"bar{number}" for number, sign in enumerate(drawn)}
    for sign, kinds in drawn.items():
        pen = TTGlyphPen(None)
        for at, kind in enumerate(kinds):
            low, high = (round(reach * MM * EM) for reach in barcode.REACH_MM[kind])
            left, right = at * pitch, at * pitch + wide
            for number, point in enumerate(((left, low), (left, high), (right, high), (right, low))):
                (pen.lineTo if number else pen.moveTo)(point)
            pen.closePath()
        glyphs[names[sign]], widths[names[sign]] = pen.glyph(), (len(kinds) * pitch, 0)
    built = FontBuilder(EM, isTTF=True)
    built.setupGlyphOrder(list(glyphs))
    built.setupCharacterMap({ord(sign): name for sign, name in names.items()})
    built.setupGlyf(glyphs)
    built.setupHorizontalMetrics(widths)
    built.setupHorizontalHeader(ascent=6000, descent=-6000)
    built.setupNameTable({"familyName": "Chirashi Bars", "styleName": "Regular", "psName": "ChirashiBars-Regular"})
    built.setupOS2()
    built.setupPost()
    built.font["head"].created = built.font["head"].modified = 0
    built.font.recalcTimestamp = False
    out = io.BytesIO()
    built.save(out)
    return out.getvalue()
