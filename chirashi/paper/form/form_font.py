"""The font of the form's fields, put so that readers of PDF files draw a name with the kanji that was typed.

Readers look a character up in the font's table from codes to Unicode, and write its code. PDFium, which Chrome and
Edge read PDF files with, does not find kanji beyond the first plane there (𠮷, U+20BB7): it writes the last sixteen
bits of the number as the code, and shows whatever kanji has it. So those kanji have just that code here (0x0BB7),
and all others have codes that no such kanji ends in.
"""

from __future__ import annotations

import io
import sys
from array import array
from collections.abc import Mapping

import pikepdf
from fontTools.ttLib import TTFont
from pikepdf import Array, Name

NAMED = "ChirashiForm"  # as the font calls itself, see `tools/fonts.py`
PLANE = 0x20000  # of ideographs beyond the first
FREE = range(0xA700, 0xF000)  # codes of all else: after those of Extension B, in which names are written
AT_ONCE = 100  # lines of a block of a CMap, by the format's limit


def put_right(pdf: pikepdf.Pdf) -> None:
    """Gives new codes to the characters of the form's own font; nothing on the page itself is written in it."""
    fonts = pdf.Root.AcroForm.DR.Font
    for _, font in fonts.items():
        if NAMED in str(font.BaseFont).replace("-", ""):
            _encode(pdf, font)


def _encode(pdf: pikepdf.Pdf, font: pikepdf.Object) -> None:
    inner = font.DescendantFonts[0]
    face = TTFont(io.BytesIO(inner.FontDescriptor.FontFile2.read_bytes()), lazy=True)
    cmap, widths, em = face.getBestCmap(), face["hmtx"].metrics, face["head"].unitsPerEm
    coded = codes(cmap)
    glyphs = array("H", [0]) * 0x10000
    for character, code in coded.items():
        glyphs[code] = face.getGlyphID(cmap[character])
    if sys.byteorder == "little":  # the format wants the high byte first
        glyphs.byteswap()
    inner.CIDToGIDMap = pdf.make_stream(glyphs.tobytes())
    inner.DW = 1000
    wide = {code: round(widths[cmap[character]][0] * 1000 / em) for character, code in coded.items()}
    inner.W = Array([part for code, width in sorted(wide.items()) if width != 1000 for part in (code, Array([width]))])
    font.ToUnicode = pdf.make_stream(_to_unicode(coded), Type=Name.CMap)


def codes(characters: Mapping[int, object]) -> dict[int, int]:
    """A code of sixteen bits for each character of the first plane and of the second of ideographs."""
    beyond = {character: character - PLANE for character in characters if 0 < character - PLANE < 0x10000}
    common = sorted(character for character in characters if character < 0x10000)
    free = (code for code in FREE if code + PLANE not in characters)
    return dict(zip(common, free, strict=False)) | beyond


def _to_unicode(coded: Mapping[int, int]) -> bytes:
    lines = [f"<{code:04x}> <{chr(character).encode('utf-16-be').hex()}>" for character, code in sorted(coded.items())]
    blocks = [lines[at : at + AT_ONCE] for at in range(0, len(lines), AT_ONCE)]
    body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return f"""/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{body}
endcmap
CMapName currentdict /CMap defineresource pop
end
end""".encode()
