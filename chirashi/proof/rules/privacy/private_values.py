"""Finds private values in the files of the site and in public sheets, in any form that can be turned back.

What may hide a value is taken off the file, not put on the value: entities, percent, escapes, tags,
blanks and invisible marks go, base64 and hexadecimal digits are read at every offset, twice; see `disguises`. Then
the value is looked for, forwards and backwards. No message ever shows one.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes

from chirashi.base.problems import Problem, Trouble
from chirashi.proof.data import yaml_events
from chirashi.proof.rules.privacy.disguises import from_numbers, in_base32, packed_in, turned, unwrapped

SURE = 6  # characters, from which on a value is looked for in other capitals too
SHORTEST = 4  # characters; shorter "secrets" stand in every other word, and the checks have refused them
FILE = "private.yml"
JOINTS = re.compile("[\"'`][+,.]?[\"'`]")  # between the parts of a text in a script
TAGS = re.compile(r"<(?!!)[^>]*>")  # a comment may hold what it will
# White space, controls, and all that Unicode calls ignorable: joiners, fillers, variation selectors.
BLANKS = re.compile(
    "[\\s\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U0001bca0-\U0001bca3\U0001d173-\U0001d17a"
    "\U000e0000-\U000e0fff]+"
)
ALIKE = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-") | dict.fromkeys("‘’‛′", "'") | dict.fromkeys("“”‟″", '"'))
ESCAPES = re.compile(r"\\(?:u\{?([0-9A-Fa-f]{4,6})\}?|x([0-9A-Fa-f]{2})|([0-9A-Fa-f]{1,6})\s?|[nrt]|([/\"'\\]))")
RUN = re.compile(rb"[A-Za-z0-9+/_=-]{8,}")  # what may be encoded, where nothing splits it


def private_values(edition: Path, others: Iterable[Path]) -> tuple[dict[str, str], list[Problem]]:
    """The values of every edition's `private.yml` by their paths, each once; and what of them cannot be read.

    Every edition's: one site shows several, and what is kept from the members of one is kept from all.
    """
    found: dict[str, str] = {}
    problems: list[Problem] = []
    beside = (path.parent for path in sorted(edition.parent.glob(f"*/{FILE}")))
    for folder in dict.fromkeys(path.resolve() for path in (edition, *others, *beside)):
        try:
            for key, value in _leaves(yaml_events.read_yaml(folder / FILE), ""):
                if value not in found.values():
                    found[key if folder == edition.resolve() else f"{key} ({folder.name})"] = value
        except Trouble as trouble:  # what the parser says of it may quote a value
            problems += (Problem(p.file, p.line, p.code, {"said": "YAML"}) for p in trouble.problems)
    return found, problems


def _leaves(entry: yaml_events.Entry, at: str) -> Iterator[tuple[str, str]]:
    if entry.text and len(entry.text.strip()) >= SHORTEST:
        yield at, entry.text.strip()
    for name, inner in entry.under.items():
        yield from _leaves(inner, f"{at}.{name}".lstrip("."))
    for i, inner in enumerate(entry.items):
        yield from _leaves(inner, f"{at}.{i}".lstrip("."))


class Searcher:
    """Looks for private values in files and texts."""

    def __init__(self, values: dict[str, str]) -> None:
        self.values = values
        self.plain = {key: {loose(value), loose(value)[::-1], turned(loose(value))} for key, value in values.items()}
        folded = {key: {form.casefold() for form in forms} for key, forms in self.plain.items()}
        self.folded = {
            key: {one for one in forms if len(one) >= SURE} | in_base32(values[key]) for key, forms in folded.items()
        }
        self.coded = [(key, form) for key, value in values.items() for form in sorted(needles(value))]
        self.known: dict[bytes, set[str]] = {}  # fonts stand in many sheets
        parts = [r"\s*".join(map(re.escape, form)) for forms in self.plain.values() for form in sorted(forms)]
        self.shown = re.compile("|".join(parts))

    def in_bytes(self, content: bytes, parts: Iterable[bytes] = ()) -> list[tuple[str, int]]:
        """Keys of the values that stand in a file, each with the line of the first place (0 where unknown).

        `parts` is what it holds packed; nobody unpacks what has been met before, as one sheet in two folders.
        """
        return sorted((key, self._line(content, key)) for key in self._keys(content, parts))

    def _line(self, content: bytes, key: str) -> int:
        lines = content.splitlines() if b"\0" not in content else []
        return next((number for number, line in enumerate(lines, 1) if key in self._keys(line)), 0)

    def _keys(self, content: bytes, parts: Iterable[bytes] = ()) -> set[str]:
        if not self.values:
            return set()
        digest = hashlib.blake2b(content).digest()
        if digest not in self.known:
            said = list(texts(content))
            found = self._coded(content)
            found |= set() if said else self._decoded(b" ".join(RUN.findall(content)))
            found = found.union(*map(self.in_text, said), *map(self._keys, parts))
            self.known[digest] = found
        return self.known[digest]

    def in_text(self, text: str) -> set[str]:
        """Keys of the values that a text holds once all that hides them is taken off."""
        found: set[str] = set()
        if not self.values:
            return found
        for shape in revealed(text):
            found |= {key for key, forms in self.plain.items() if any(form in shape for form in forms)}
            small = shape.casefold()
            found |= {key for key, forms in self.folded.items() if any(form in small for form in forms)}
            found |= self._decoded(shape.encode("ascii", "ignore"))
            found |= self._coded(from_numbers(shape))
        found |= self._coded(unquote_to_bytes(text.encode("utf-8", "replace"))) if "%" in text else set()
        return found

    def _decoded(self, content: bytes) -> set[str]:
        """In bytes as they are, and as what they may be the base64 or hexadecimal digits of, once or twice."""
        found = self._coded(content)
        for once in unwrapped(content):
            found |= self._coded(once)
            found = found.union(*map(self._coded, packed_in(once)))
            if again := b" ".join(RUN.findall(once)):
                found = found.union(*map(self._coded, unwrapped(again)))
        return found

    def _coded(self, content: bytes) -> set[str]:
        return {key for key, form in self.coded if form in content}

    def masked(self, text: str) -> str:
        """A text as a message may quote it: every character of a value is a star."""
        return self.shown.sub(lambda found: "＊" * len(found.group()), text) if self.values else text


def needles(value: str) -> set[bytes]:
    """A value in bytes, forwards and backwards, in the encodings of pages, documents and Japanese Windows."""
    found: set[bytes] = set()
    for whole in {value, unicodedata.normalize("NFKC", value)}:
        for said in (whole, whole[::-1]):
            for encoding in ("utf-8", "utf-16-le", "utf-16-be", "cp932"):
                try:
                    found.add(said.encode(encoding))
                except UnicodeEncodeError:
                    continue  # what cannot be written in an encoding does not stand in it
    return found


def loose(text: str) -> str:
    """A text with widths, dashes and quotes folded, blanks and invisible marks out; case is kept, as in passwords."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(ALIKE)
    return BLANKS.sub("", text)


def texts(content: bytes) -> Iterator[str]:
    """What a file says, if it is a text; fonts and pictures hold zero bytes and are none."""
    if b"\0" in content:
        return
    try:
        yield content.decode("utf-8")
    except UnicodeDecodeError:
        yield content.decode("utf-8", "ignore")
        yield content.decode("cp932", "ignore")


def revealed(text: str) -> Iterator[str]:
    """A text decoded, with blanks and invisible marks out; the same without its tags and joints."""
    decoded = text
    for _ in range(3):  # encodings within encodings
        further = ESCAPES.sub(_character, unquote(html.unescape(decoded)))
        if further == decoded:
            break
        decoded = further
    yield loose(decoded)
    if "<" in decoded or '"' in decoded or "'" in decoded:
        yield JOINTS.sub("", loose(TAGS.sub("", decoded)))


def _character(match: re.Match[str]) -> str:
    if match[4]:
        return match[4]
    code = int(next((part for part in match.groups() if part), "0"), 16)
    return chr(code) if 0 < code < 0x110000 else ""
