"""What a file holds beside what its kind is for: bytes behind its end, notes, archives, programs, other codes.

Every kind of file that the press makes has a form. What has no place in it is told, whatever it says, since it may
hide anything: a server hands it out, and no reader of the proof would ever look there.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable, Iterator
from pathlib import PurePosixPath

from chirashi.proof.files.images import pictures

PNG_PARTS = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"cHRM", b"pHYs", b"iCCP"))
SIGNED = b"/ByteRange"  # a sheet that is signed has its signature behind its first end
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # by the colour type of a PNG
WEBP_PARTS = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"))
JPEG_NOTES = {0xFE: "comment", **{0xE0 + i: f"APP{i}" for i in range(16) if i not in (0, 2, 14)}}  # JFIF, ICC, Adobe
ICON, ENTRY = 6, 16  # bytes of an icon's head, and of each picture's entry in it
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
TEXTS = (".html", ".htm", ".css", ".js", ".mjs", ".json", ".webmanifest", ".csv", ".ics", ".xml", ".svg", ".txt", ".md")
RULE = re.compile(r"[/*][^\s]*$|  [A-Za-z-]+: [^\s].*$|$")  # a line of `_headers`


def surplus(name: str, content: bytes) -> Iterator[str]:
    """What a file of this name holds that has no place in it, in a word or two that any language shares."""
    path = PurePosixPath(name)
    suffix = path.suffix.lower()
    if suffix in TEXTS:
        yield from _text(suffix, content)
    elif path.name == "_headers":
        yield from _rules(content)
    elif reader := FORMS.get(suffix):
        try:
            yield from reader(content)
        except (IndexError, ValueError, zlib.error) as error:
            yield str(error)[:60] or type(error).__name__


def _text(suffix: str, content: bytes) -> Iterator[str]:
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        if suffix != ".csv":  # which older spreadsheets take in the encoding of Japanese Windows
            yield "UTF-8?"
            return
        text = content.decode("cp932", "replace")
    if control := CONTROL.search(text):
        yield f"U+{ord(control.group()):04X}"


def _rules(content: bytes) -> Iterator[str]:
    """A line that is neither an address nor a header."""
    for number, line in enumerate(content.decode("utf-8", "replace").split("\n"), 1):
        if not RULE.fullmatch(line):
            yield f"{number}"


def _png(content: bytes) -> Iterator[str]:
    if not content.startswith(pictures.PNG):
        yield "PNG?"
        return
    at, pixels, head = len(pictures.PNG), b"", b""
    for part, body in pictures.chunks(content):
        at += len(body) + 12
        if part not in PNG_PARTS:
            yield part.decode("latin-1")
        head = body if part == b"IHDR" else head
        pixels += body if part == b"IDAT" else b""
        if part == b"IEND":
            break
    if len(content) != at:
        yield f"{len(content) - at} bytes > IEND"
    yield from _pixels(head, pixels)


def _pixels(head: bytes, packed: bytes) -> Iterator[str]:
    """Whether the rows of a PNG are as many bytes as it says, and nothing stands behind them."""
    wide, high, depth, colour = int.from_bytes(head[:4], "big"), int.from_bytes(head[4:8], "big"), head[8], head[9]
    stream = zlib.decompressobj()
    rows = len(stream.decompress(packed, pictures.MOST))
    wanted = high * ((wide * CHANNELS.get(colour, 1) * depth + 7) // 8 + 1)
    if head[12] == 0 and (rows != wanted or stream.unused_data):
        yield "IDAT"


def _jpeg(content: bytes) -> Iterator[str]:
    at = 2
    while at + 4 <= len(content) and content[at] == 0xFF and content[at + 1] != 0xDA:
        if note := JPEG_NOTES.get(content[at + 1]):
            yield note
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    end = content.rfind(b"\xff\xd9")
    if not content.startswith(b"\xff\xd8") or end < at:
        yield "JPEG?"
    elif end + 2 != len(content) or _ends_before(content, at):
        yield "> EOI"


def _ends_before(content: bytes, at: int) -> bool:
    """Whether a picture's last mark stands before the file's end; among its pixels no such mark can stand."""
    end = content.find(b"\xff\xd9", at)
    return 0 <= end < len(content) - 2


def _webp(content: bytes) -> Iterator[str]:
    if content[:4] != b"RIFF" or content[8:12] != b"WEBP":
        yield "WEBP?"
        return
    if int.from_bytes(content[4:8], "little") + 8 != len(content):
        yield "> RIFF"
    at = 12
    while at + 8 <= len(content):
        part, length = content[at : at + 4], int.from_bytes(content[at + 4 : at + 8], "little")
        if part not in WEBP_PARTS:
            yield part.decode("latin-1").strip()
        at += 8 + length + length % 2


def _ico(content: bytes) -> Iterator[str]:
    """An icon is its head and its pictures, one behind the other."""
    number, end = int.from_bytes(content[4:6], "little"), ICON
    if content[:4] != b"\0\0\1\0":
        yield "ICO?"
        return
    end += number * ENTRY
    for i in range(number):
        entry = content[ICON + i * ENTRY : ICON + (i + 1) * ENTRY]
        length, at = int.from_bytes(entry[8:12], "little"), int.from_bytes(entry[12:16], "little")
        picture = content[at : at + length]
        if at != end:
            yield f"{at} ≠ {end}"
        if picture.startswith(pictures.PNG):
            yield from _png(picture)
        end = at + length
    if end != len(content):
        yield f"{len(content) - end} bytes > ICO"


def _pdf(content: bytes) -> Iterator[str]:
    """A sheet is written in one go: it begins with its mark, and ends once."""
    if not content.startswith(b"%PDF-"):
        yield "%PDF?"
    if not re.search(rb"%%EOF\r?\n?\Z", content):
        yield "> %%EOF"
    if content.count(b"%%EOF") > 1 and SIGNED not in content:
        yield f"{content.count(b'%%EOF')} × %%EOF"


FORMS: dict[str, Callable[[bytes], Iterator[str]]] = {
    ".png": _png, ".jpg": _jpeg, ".jpeg": _jpeg, ".webp": _webp, ".ico": _ico, ".pdf": _pdf,
}  # fmt: skip
