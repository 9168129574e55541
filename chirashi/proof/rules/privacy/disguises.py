"""Disguises of a private value that a program takes off: base64, base32, hexadecimal, lists of codes, compression."""

from __future__ import annotations

import base64
import codecs
import re
import zlib
from collections.abc import Iterator
from string import ascii_letters, digits, hexdigits

BASE64 = f"{ascii_letters}{digits}+/".encode()
URL_SAFE = bytes.maketrans(b"-_", b"+/")
NOT_BASE64 = bytes(set(range(256)) - set(BASE64 + b"-_"))
NOT_HEX = bytes(set(range(256)) - set(hexdigits.encode()))
GROUP, BITS = 5, 8  # bytes that base32 takes together, and their bits, five a letter
NUMBERS = re.compile(r"(?:\d{1,5}[,;|/]+){3,}\d{1,5}")  # codes of letters, as a script puts them together
PACKED = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")  # how gzip and zlib begin
MOST = 1_000_000  # bytes that a packed part may come to


def unwrapped(content: bytes) -> Iterator[bytes]:
    """What the letters and digits of a text say as base64 or hexadecimal, wherever it begins.

    All other characters are passed over: line ends, quotes and signs only split what is encoded.
    """
    letters = content.translate(URL_SAFE, NOT_BASE64) + b"AAAA"  # the last four may want their filling
    for offset in range(4):
        yield base64.b64decode(letters[offset : offset + (len(letters) - offset) // 4 * 4])
    numbers = content.translate(None, NOT_HEX) + b"0"
    for offset in range(2):
        yield bytes.fromhex(numbers[offset : offset + (len(numbers) - offset) // 2 * 2].decode("ascii"))


def in_base32(value: str) -> set[str]:
    """How base32 writes a value, in small letters, wherever it stands in what is encoded: what no neighbour changes."""
    raw = value.encode()
    found = set()
    for before in range(GROUP):
        letters = base64.b32encode(bytes(before) + raw).decode().rstrip("=").lower()
        first = -(-before * BITS // 5)  # the first letter that holds nothing of what stands before
        last = (before + len(raw)) * BITS // 5
        found.add(letters[first:last])
    return found


def from_numbers(text: str) -> bytes:
    """What lists of numbers say as codes of letters: 107,109,116."""
    said = ("".join(chr(int(one)) for one in re.findall(r"\d+", run)) for run in NUMBERS.findall(text))
    return "\n".join(said).encode("utf-8", "ignore")


def packed_in(content: bytes) -> Iterator[bytes]:
    """What compressed parts within bytes hold."""
    for start in PACKED.finditer(content):
        window = 31 if start.group().startswith(b"\x1f") else 15
        try:
            yield zlib.decompressobj(window).decompress(content[start.start() :], MOST)
        except zlib.error:
            continue


def turned(text: str) -> str:
    """A text with each Latin letter the thirteenth after it."""
    return codecs.encode(text, "rot13")
