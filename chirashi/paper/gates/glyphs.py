"""Finds characters that no vendored font has: the reader shall see no empty box."""

from __future__ import annotations

import functools
import html as markup
import logging
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType

from fontTools.ttLib import TTFont

from chirashi.base.problems import Problem
from chirashi.base.project import theme

TAG = re.compile(r"<head>.*?</head>|<[^>]*>", re.DOTALL)
UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf")  # spaces, line ends and joiners draw nothing
VARIANT = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")  # it chooses a form of the character before it
AROUND = 8  # characters of context in the message


def known_characters() -> frozenset[int]:
    """The code points that the fonts of the paper have between them."""
    return _read_characters(tuple(theme().files("fonts/*-Regular.ttf")))


@functools.lru_cache(maxsize=4)
def _read_characters(fonts: tuple[Path, ...]) -> frozenset[int]:
    covered: set[int] = set()
    for path in fonts:
        with TTFont(path, lazy=True) as font:
            covered |= set(font.getBestCmap())
    return frozenset(covered)


def unknown(file: str, html: str) -> Iterator[Problem]:
    """Characters that no font has, each once, with the words around it."""
    told: set[str] = set()
    text, had = _text(html), known_characters()
    for at, character in enumerate(text):
        if ord(character) in had or character in told or unicodedata.category(character) in UNSEEN:
            continue
        told.add(character)
        if VARIANT.match(character):
            base = text[at - 1 : at]
            yield Problem(file, 0, "print-glyph-variant", {"character": base, "code": f"U+{ord(character):04X}"})
        else:
            yield _problem_of(file, html, character)


class Hollow(logging.Handler):
    """While it is open, the characters that the layout engine draws as a box, though some font may have them.

    A space beside a letter is drawn from the letter's font, and that one may have no space.
    """

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.characters: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if str(record.msg).startswith(".notdef") and isinstance(record.args, tuple):
            self.characters.append(str(record.args[0]))

    def __enter__(self) -> Hollow:
        logging.getLogger("weasyprint").addHandler(self)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        logging.getLogger("weasyprint").removeHandler(self)

    def told(self, file: str, html: str) -> Iterator[Problem]:
        for character in dict.fromkeys(self.characters):
            yield _problem_of(file, html, character)


def _problem_of(file: str, html: str, character: str) -> Problem:
    text = _text(html)
    at = max(0, text.find(character))
    near = text[max(0, at - AROUND) : at + AROUND + 1]
    return Problem(file, 0, "print-glyph", {"character": character, "code": f"U+{ord(character):04X}", "near": near})


def _text(html: str) -> str:
    return " ".join(markup.unescape(TAG.sub(" ", html)).split())
