"""Pictures: what stands in their compressed parts, for the search of secrets, and the QR codes that they show."""

from __future__ import annotations

import zlib
from collections.abc import Iterator

PNG = b"\x89PNG\r\n\x1a\n"
GZIP = b"\x1f\x8b"
MOST = 20_000_000  # bytes that a compressed part may come to


def inflated(content: bytes) -> Iterator[bytes]:
    """What a compressed file, or the compressed parts of a picture, hold."""
    if content.startswith(GZIP):
        yield _inflate(content, 31)
    if content.startswith(PNG):
        for name, body in chunks(content):
            _, _, rest = body.partition(b"\0")  # after the keyword, the profile's name
            if name in (b"zTXt", b"iCCP"):
                yield _inflate(rest[1:], 15)
            elif name == b"iTXt" and rest[:1] == b"\1":
                yield _inflate(rest[2:].split(b"\0", 2)[-1], 15)  # after the language and the keyword in it


def chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The named parts of a PNG, as far as they go."""
    at = len(PNG)
    while at + 8 <= len(content):
        length = int.from_bytes(content[at : at + 4], "big")
        yield content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        at += length + 12


def _inflate(content: bytes, window: int) -> bytes:
    try:
        return zlib.decompressobj(window).decompress(content, MOST)
    except zlib.error:
        return b""
