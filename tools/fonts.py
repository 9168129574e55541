"""Makes theme/fonts/ from the fonts' npm packages: run only when a font has a new version.

    npm pack @expo-google-fonts/biz-udpgothic @expo-google-fonts/noto-sans-jp   # and unpack each
    .venv/bin/python tools/fonts.py BIZ-PACKAGE NOTO-PACKAGE

BIZ UDPGothic is taken as it is. Four fonts are cut from others, as the Open Font License allows:

- Chirashi Figures: the digits of BIZ UDPGothic with 1 as wide as the rest, since the font has no
  tabular figures and columns of premiums must stand digit under digit.
- Chirashi Quotes: the quotation marks of BIZ UDPGothic for languages other than Japanese. Its own
  stand in half an em, so that an apostrophe parts its word in two.
- Chirashi Rare: what Noto Sans JP has and BIZ UDPGothic lacks, for rare kanji in names.
- Chirashi Form: BIZ UDPGothic and Chirashi Rare in one, for fields to type in: readers of PDF files draw what is
  typed in one font, and would show another kanji, or none, in the place of one that this font lacks.
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.merge import Options as MergeOptions
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.ttLib.scaleUpem import scale_upem

FONTS = Path(__file__).resolve().parent.parent / "theme" / "fonts"
FIGURES = "0123456789"
SPACES = " \u00a0\u3000"  # without them a space beside a figure or a mark would show as a box
QUOTES = "‘’“”"
SIDE = 0.04  # of an em: the white left and right of a mark, as much as of this font's comma
WEIGHTS = {"Regular": "400Regular", "Bold": "700Bold"}


def cut(font: TTFont, characters: set[int]) -> TTFont:
    options = Options()
    options.hinting, options.layout_features, options.name_IDs = False, [], ["*"]
    options.notdef_outline, options.drop_tables = True, [*options.drop_tables, "meta", "STAT", "BASE"]
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=characters)
    subsetter.subset(font)
    return font


def named(font: TTFont, family: str, style: str) -> TTFont:
    """The font under a name of its own; its copyright and licence entries stay."""
    names = font["name"]
    names.names = [n for n in names.names if n.nameID in (0, 13, 14) and n.platformID == 3]
    for number, text in {1: family, 2: style, 3: f"{family} {style}", 4: f"{family} {style}", 5: "Version 1.0"}.items():
        names.setName(text, number, 3, 1, 0x409)
    names.setName(f"{family}-{style}".replace(" ", ""), 6, 3, 1, 0x409)
    return font


def tabular(font: TTFont) -> TTFont:
    """Every digit as wide as 0, and in its middle."""
    widths, cmap, glyphs = font["hmtx"].metrics, font.getBestCmap(), font["glyf"]
    wide = widths[cmap[ord("0")]][0]
    for digit in FIGURES:
        name = cmap[ord(digit)]
        width, left = widths[name]
        shift = (wide - width) // 2
        glyphs[name].coordinates.translate((shift, 0))
        glyphs[name].recalcBounds(glyphs)
        widths[name] = (wide, left + shift)
    return font


def narrow(font: TTFont) -> TTFont:
    """Every glyph as wide as its ink and a little white."""
    widths, glyphs, side = font["hmtx"].metrics, font["glyf"], round(SIDE * font["head"].unitsPerEm)
    for name in (font.getBestCmap()[ord(mark)] for mark in QUOTES):
        glyph = glyphs[name]
        glyph.coordinates.translate((side - glyph.xMin, 0))
        glyph.recalcBounds(glyphs)
        widths[name] = (glyph.xMax + side, side)
    return font


def joined(first: Path, second: Path) -> TTFont:
    """One font with the characters of two, without hints and features."""
    fonts = []
    for path in (first, second):
        font = TTFont(path, recalcTimestamp=False)
        font = cut(font, set(font.getBestCmap()))
        if fonts:
            scale_upem(font, fonts[0]["head"].unitsPerEm)
        for table in {"vhea", "vmtx", "GSUB", "GPOS", "GDEF", "VORG", "meta"} & set(font.keys()):
            del font[table]
        fonts.append(font)
    with tempfile.TemporaryDirectory() as folder:
        paths = [f"{folder}/{number}.ttf" for number, _ in enumerate(fonts)]
        for font, path in zip(fonts, paths, strict=True):
            font.save(path)
        return Merger(MergeOptions()).merge(paths)


def main(biz: Path, noto: Path) -> None:
    FONTS.mkdir(exist_ok=True)
    have: set[int] = set()
    for style, folder in WEIGHTS.items():
        source = biz / folder / f"BIZUDPGothic_{folder}.ttf"
        shutil.copyfile(source, FONTS / f"BIZUDPGothic-{style}.ttf")
        have |= set(TTFont(source).getBestCmap())
        figures = tabular(cut(TTFont(source, recalcTimestamp=False), {ord(c) for c in FIGURES + SPACES}))
        named(figures, "Chirashi Figures", style).save(FONTS / f"ChirashiFigures-{style}.ttf")
        quotes = narrow(cut(TTFont(source, recalcTimestamp=False), {ord(c) for c in QUOTES + SPACES}))
        named(quotes, "Chirashi Quotes", style).save(FONTS / f"ChirashiQuotes-{style}.ttf")
    shutil.copyfile(biz / "LICENSE_FONT", FONTS / "BIZUDPGothic-OFL.txt")
    rare = TTFont(noto / "400Regular" / "NotoSansJP_400Regular.ttf", recalcTimestamp=False)
    rare = cut(rare, set(rare.getBestCmap()) - have)
    named(rare, "Chirashi Rare", "Regular").save(FONTS / "ChirashiRare-Regular.ttf")
    shutil.copyfile(noto / "LICENSE_FONT", FONTS / "NotoSansJP-OFL.txt")
    form()


def form() -> None:
    font = joined(FONTS / "BIZUDPGothic-Regular.ttf", FONTS / "ChirashiRare-Regular.ttf")
    named(font, "Chirashi Form", "Regular").save(FONTS / "ChirashiForm-Regular.ttf")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
