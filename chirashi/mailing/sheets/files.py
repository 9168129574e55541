"""Writes a file for the print shop: the sheets of some members, one behind the other, with the fonts once."""

from __future__ import annotations

import contextlib
import hashlib
import os
from collections.abc import Iterable
from pathlib import Path

from chirashi.mailing.members.register import Member
from chirashi.mailing.premiums import Premium
from chirashi.mailing.sheets.pdf_writer import PdfWriter
from chirashi.mailing.sheets.stamping import Stamp
from chirashi.mailing.sheets.template import Template, identified
from chirashi.mailing.sheets.typesetting import BARS, BOLD, RARE, REGULAR, Glyphs, Typesetter

TOGETHER = 100  # members below one node of the tree of pages
NAMES = {REGULAR: "BIZUDPGothic", BOLD: "BIZUDPGothic-Bold", RARE: "ChirashiRare", BARS: "ChirashiBars-Regular"}
AT_ONCE = 100  # lines of a block of a CMap, by the format's limit
LEVEL = 1  # of compression of a carrier: 6 takes three times as long for a tenth less


def write(
    path: Path,
    pieces: Iterable[tuple[Member, Premium | None]],
    stamp: Stamp,
    fonts: dict[str, bytes],
    glyphs: Glyphs,
    identity: bytes,
) -> int:
    """Writes a file for its owner alone, in the place of `path` once it is whole; how many pages it has.

    :param fonts: those that the records need, as they are embedded, see `embedded`.
    :param glyphs: what is drawn with them.
    """
    template = stamp.template
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb", buffering=1 << 20) as stream:
        writer = PdfWriter(stream, template.first)
        for number, content in template.objects.items():
            writer.put(content, number)
        resources = _resources(writer, template, stamp.type, fonts, glyphs)
        pages, count = _pages(writer, pieces, stamp, resources)
        metadata = writer.put_stream(identified(template.metadata, identity), b"/Type/Metadata/Subtype/XML", level=0)
        root = writer.put(
            b"<</Type/Catalog/Pages %d 0 R/Lang(%b)/Metadata %d 0 R/OutputIntents[%b]>>"
            % (pages, template.language.encode(), metadata, template.intent)
        )
        writer.close(root, template.info, identity)
    return count


def identity_of(*parts: object) -> bytes:
    """Sixteen bytes that are the same for the same file."""
    return hashlib.blake2b(repr(parts).encode("utf-8", "replace"), digest_size=16).digest()


def _pages(
    writer: PdfWriter, pieces: Iterable[tuple[Member, Premium | None]], stamp: Stamp, resources: bytes
) -> tuple[int, int]:
    """The tree of pages, and how many there are. The flyer's pages are shared: each is a few bytes a member."""
    template = stamp.template
    top = writer.number()
    shared = [_shared(writer, form) for form, _ in template.flyer]
    empty = writer.put_stream(b"", level=0)
    shared.insert(0, (empty, b"<<>>"))  # the back of the carrier stays white: the flyer is a sheet of its own
    if len(template.flyer) == 0:
        shared = []
    elif len(template.flyer) % 2:
        shared.append((empty, b"<<>>"))
    nodes: list[tuple[int, int]] = []
    kids: list[int] = []
    node = writer.number()
    for at, (member, premium) in enumerate(pieces):
        if at and at % TOGETHER == 0:
            nodes.append((_node(writer, node, top, kids), len(kids)))
            node, kids = writer.number(), []
        content = writer.put_stream(stamp.content(member, premium), level=LEVEL)
        for shown, own in ((content, resources), *shared):
            page = b"<</Type/Page/Parent %d 0 R%b/Resources %b/Contents %d 0 R>>"
            kids.append(writer.put(page % (node, template.boxes, own, shown)))
    nodes.append((_node(writer, node, top, kids), len(kids)))
    count = sum(number for _, number in nodes)
    listed = b" ".join(b"%d 0 R" % number for number, _ in nodes)
    writer.put(b"<</Type/Pages/Count %d/MediaBox%b/Kids[%b]>>" % (count, template.media, listed), top)
    return top, count


def _shared(writer: PdfWriter, form: bytes) -> tuple[int, bytes]:
    """The content and the resources of a page that shows one form."""
    return writer.put_stream(b"/Sheet Do", level=0), b"<</XObject<</Sheet %b>>>>" % form


def _node(writer: PdfWriter, number: int, parent: int, kids: list[int]) -> int:
    listed = b" ".join(b"%d 0 R" % kid for kid in kids)
    return writer.put(b"<</Type/Pages/Parent %d 0 R/Count %d/Kids[%b]>>" % (parent, len(kids), listed), number)


def _resources(
    writer: PdfWriter, template: Template, type_: Typesetter, fonts: dict[str, bytes], glyphs: Glyphs
) -> bytes:
    """What carriers draw with: the two sheets and the fonts."""
    written = {font: _font(writer, font, content, glyphs[font], type_) for font, content in fonts.items()}
    named = b"".join(b"/%b %d 0 R" % (font.encode(), number) for font, number in written.items())
    sheets = b"".join(b"/Sheet%d %d 0 R" % (at, number) for at, number in enumerate(template.carriers))
    number = writer.put(b"<</Font<<%b>>/XObject<<%b>>>>" % (named, sheets))
    return b"%d 0 R" % number


def embedded(type_: Typesetter, glyphs: Glyphs) -> dict[str, bytes]:
    """The fonts that have glyphs to draw, each with those alone."""
    return {font: type_.subset(font, set(used)) for font, used in glyphs.items() if used}


def _font(writer: PdfWriter, font: str, content: bytes, used: dict[int, str], type_: Typesetter) -> int:
    """A font by its glyphs' numbers, with the text that each stands for."""
    tag = "".join(chr(65 + byte % 26) for byte in hashlib.blake2b(content, digest_size=6).digest())
    name = f"{tag}+{NAMES[font]}".encode()
    file = writer.put_stream(content, b"/Length1 %d" % len(content))
    descriptor = writer.put(
        b"<</Type/FontDescriptor/FontName/%b/Flags 4/FontBBox[-1000 -1000 3000 2000]/ItalicAngle 0/Ascent 880"
        b"/Descent -120/CapHeight 740/StemV 80/FontFile2 %d 0 R>>" % (name, file)
    )
    widths = b" ".join(b"%d[%b]" % (code, _number(type_.advance(font, code))) for code in sorted(used))
    inner = writer.put(
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/%b"
        b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
        b"/FontDescriptor %d 0 R/CIDToGIDMap/Identity/DW 1000/W[%b]>>" % (name, descriptor, widths)
    )
    unicode_ = writer.put_stream(_to_unicode(used))
    return writer.put(
        b"<</Type/Font/Subtype/Type0/BaseFont/%b/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
        % (name, inner, unicode_)
    )


def _number(value: float) -> bytes:
    return f"{value:.3f}".rstrip("0").rstrip(".").encode()


def _to_unicode(used: dict[int, str]) -> bytes:
    lines = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>" for code, text in sorted(used.items())]
    blocks = [lines[at : at + AT_ONCE] for at in range(0, len(lines), AT_ONCE)]
    body = "\n".join("\n".join([f"{len(block)} beginbfchar", *block, "endbfchar"]) for block in blocks)
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{body}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend"
    ).encode()


def remove(path: Path) -> None:
    """Takes away a file, if it is there."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()
