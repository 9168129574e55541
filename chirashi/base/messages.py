"""Reads what the press says to people: the `messages.toml` of every package, Japanese and English.

An entry `[code]` is the message of a problem: what was found (`ja`, `en`), how to mend it (`ja_mend`, `en_mend`).
An entry `[phrase.name]` is a sentence of the command, or the part of a message that depends on what was found.
Names are unique in the whole press; a test holds the files to that.
"""

from __future__ import annotations

import functools
import locale
import os
import re
import sys
import tomllib
from pathlib import Path

PACKAGE = Path(__file__).resolve().parents[1]
ENTRY = re.compile(r"^\[((?:phrase\.)?[a-z0-9-]+)\]$", re.MULTILINE)
PHRASE = "phrase."
SPEAKS = ("ja", "en")

Bilingual = dict[str, str]  # the same words in each language that the press speaks


def files() -> list[Path]:
    """The `messages.toml` of every package, that of `base` first."""
    return sorted(PACKAGE.glob("*/messages.toml"), key=lambda path: (path.parent.name != "base", path))


@functools.cache
def _entries() -> dict[str, str]:
    """Every entry as it stands in its file: to read all of them as TOML takes longer than to check a page."""
    found: dict[str, str] = {}
    for path in files():
        _, *parts = ENTRY.split(path.read_text("utf-8"))
        found |= zip(parts[::2], parts[1::2], strict=True)
    return found


@functools.cache
def messages() -> tuple[str, ...]:
    """The codes of all problems, in the order of the files."""
    return tuple(name for name in _entries() if not name.startswith(PHRASE))


@functools.cache
def phrases() -> frozenset[str]:
    """The names of all phrases."""
    return frozenset(name.removeprefix(PHRASE) for name in _entries() if name.startswith(PHRASE))


@functools.cache
def message(code: str) -> dict[str, str]:
    """The entry of a problem."""
    return tomllib.loads(_entries()[code])


def phrase(name: str, /, **fields: object) -> Bilingual:
    """A phrase in each language, filled with what was found; what is itself bilingual comes in that language."""
    entry = message(PHRASE + name)
    return {lang: filled(entry[lang], fields, lang) for lang in SPEAKS}


def filled(text: str, found: dict[str, object], lang: str) -> str:
    return text.format_map({"command": command(), **{name: in_language(value, lang) for name, value in found.items()}})


def in_language(value: object, lang: str) -> object:
    """A value that a message shows, in that language where it is bilingual."""
    if isinstance(value, dict):
        return value.get(lang) or next(iter(value.values()), "")
    return value


def either(choices: list[str]) -> Bilingual:
    """Things of which one is meant, as a clause: “a or b”."""
    return {lang: word.join(choices) for lang, word in phrase("or").items()}


def join_list(things: list[str]) -> Bilingual:
    """Things as a clause: “a, b”."""
    return {lang: comma.join(things) for lang, comma in phrase("comma").items()}


def command() -> str:
    """How the press is called here, for messages that say what to type: by the project's `build.py`, or installed."""
    return "uv run build.py" if Path(sys.argv[0]).name == "build.py" else "chirashi"


def spoken(chosen: str | None = None) -> str:
    """The language of messages: as chosen, else by the locale, Japanese or English."""
    if chosen:
        return chosen
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return "ja" if value.lower().startswith("ja") else "en"
    return "ja" if (locale.getlocale()[0] or "").lower().startswith("ja") else "en"
