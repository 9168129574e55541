"""Private values: in no file of the site and in no public sheet, in any form that can be turned back.

Each value is looked for in the bytes of every file, as it is and encoded; in the bytes decoded
(entities, percent, escapes, tags and blanks taken out); forwards and backwards. Base64 hides
where a value begins, so all three offsets are tried. No message ever shows a value.
"""

from __future__ import annotations

import base64
import html
import re
import unicodedata
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from chirashi.prove import source

SHORTEST = 4  # characters; shorter "secrets" stand in every other word, and the checks have refused them
TAGS = re.compile(r"<[^>]*>")
BLANKS = re.compile(r"[\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
ESCAPES = re.compile(r"\\(?:u\{?([0-9A-Fa-f]{4,6})\}?|x([0-9A-Fa-f]{2})|([0-9A-Fa-f]{1,6})\s?)")


def private_values(folder: Path) -> dict[str, str]:
    """The values of `private.yml` by their paths; none where there is no such file."""
    path = folder / "private.yml"
    return dict(_leaves(source.read(path), "")) if path.is_file() else {}


def _leaves(entry: source.Entry, at: str) -> Iterator[tuple[str, str]]:
    if entry.text and len(entry.text.strip()) >= SHORTEST:
        yield at, entry.text.strip()
    for name, inner in entry.under.items():
        yield from _leaves(inner, f"{at}.{name}".lstrip("."))
    for i, inner in enumerate(entry.items):
        yield from _leaves(inner, f"{at}.{i}".lstrip("."))


class Searcher:
    """Looks for the private values of an edition in files and texts."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.plain = {key: sorted(plain_forms(value)) for key, value in values.items()}
        self.encoded = {key: sorted(encoded_forms(value)) for key, value in values.items()}

    def in_bytes(self, content: bytes) -> list[tuple[str, int]]:
        """Keys of the values that stand in a file, each with the line of the first place (0 where unknown)."""
        if not self.values:
            return []
        found: dict[str, int] = {}
        low = content.lower()
        for key, forms in self.encoded.items():
            for form, any_case in forms:
                at = (low if any_case else content).find(form)
                if at >= 0:
                    found.setdefault(key, content.count(b"\n", 0, at) + 1)
                    break
        text = content.decode("utf-8", "replace")
        for key, line in self.in_text(text):
            found.setdefault(key, line)
        return sorted(found.items())

    def in_text(self, text: str) -> list[tuple[str, int]]:
        """Keys of the values that a text holds once all that hides them is taken off."""
        if not self.values:
            return []
        found: dict[str, int] = {}
        for shape in revealed(text):
            for key, forms in self.plain.items():
                for form in forms:
                    at = shape.find(form)
                    if key not in found and at >= 0:
                        found[key] = shape.count("\n", 0, at) + 1 if shape is text else 0
        return list(found.items())


def plain_forms(value: str) -> set[str]:
    """As it is and backwards, with widths folded, blanks out; case is kept, for a password's is part of it."""
    whole = {value, unicodedata.normalize("NFKC", value)}
    whole |= {BLANKS.sub("", v) for v in whole}
    return {v for w in whole for v in (w, w[::-1])}


def encoded_forms(value: str) -> set[tuple[bytes, bool]]:
    """Byte sequences that are the value in disguise; True where case does not matter."""
    forms: set[tuple[bytes, bool]] = set()
    for said in (value, value[::-1]):
        raw = said.encode()
        for whole in (raw, said.encode("utf-16-le"), said.encode("utf-16-be"), said.encode("cp932", "replace")):
            forms.add((whole, False))
            forms.add((whole.hex().encode(), True))
            once = set(base64_forms(whole))
            forms |= {(form, False) for form in once}
            forms |= {(form, False) for inner in once for form in base64_forms(inner)}  # encoded twice
        forms.add(("".join(f"&#{ord(c)};" for c in said).encode(), False))
        forms.add(("".join(f"&#x{ord(c):x};" for c in said).encode(), True))
        forms.add(("".join(f"%{b:02x}" for b in raw).encode(), True))
    return {(form, case) for form, case in forms if len(form) >= SHORTEST}


def base64_forms(raw: bytes) -> Iterator[bytes]:
    """The middle that is sure to stand in base64 whatever comes before, at each of three offsets."""
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + raw)
        start = (0, 2, 3)[offset]
        end = len(coded.rstrip(b"=")) - (0 if (offset + len(raw)) % 3 == 0 else 1)
        middle = coded[start:end]
        if len(middle) >= SHORTEST:
            yield middle
            yield middle.translate(bytes.maketrans(b"+/", b"-_"))


def revealed(text: str) -> Iterator[str]:
    """A text as it stands, decoded, and with tags, blanks and invisible marks out."""
    yield text
    decoded = text
    for _ in range(3):  # encodings within encodings
        further = ESCAPES.sub(_character, unquote(html.unescape(decoded)))
        if further == decoded:
            break
        decoded = further
    bare = TAGS.sub("", decoded)
    for shape in (decoded, bare):
        yield shape
        packed = BLANKS.sub("", shape)
        yield packed
        if not packed.isascii():
            yield unicodedata.normalize("NFKC", packed)


def _character(match: re.Match[str]) -> str:
    code = int(next(part for part in match.groups() if part), 16)
    return chr(code) if 0 < code < 0x110000 else ""


def inflated(content: bytes) -> Iterator[bytes]:
    """What a compressed file, or the compressed parts of a picture, hold."""
    if content[:2] == b"\x1f\x8b":
        yield from _inflate(content, 31)
    if content[:8] == b"\x89PNG\r\n\x1a\n":
        for name in (b"zTXt", b"iTXt", b"eXIf"):
            at = content.find(name)
            while at >= 0:
                length = int.from_bytes(content[at - 4 : at], "big")
                body = content[at + 4 : at + 4 + length]
                _, _, rest = body.partition(b"\0")
                yield from _inflate(rest.lstrip(b"\0\1")[0:], 15)
                at = content.find(name, at + 4)


def _inflate(content: bytes, window: int) -> Iterable[bytes]:
    try:
        return [zlib.decompressobj(window).decompress(content, 20_000_000)]
    except zlib.error:
        return []
