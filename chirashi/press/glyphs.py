"""Glyphs: every character of the text must be in a vendored font; the reader shall see no empty box."""

from __future__ import annotations

import functools
import html as markup
import re
import unicodedata
from collections.abc import Iterator

from chirashi.problem import Problem
from chirashi.render.view import THEME

TAG = re.compile(r"<head>.*?</head>|<[^>]*>", re.DOTALL)
UNSEEN = ("Zs", "Zl", "Zp", "Cc", "Cf")  # spaces, line ends and joiners draw nothing
AROUND = 8  # characters of context in the message


@functools.cache
def known() -> frozenset[int]:
    """The code points that the fonts of the paper have between them."""
    from fontTools.ttLib import TTFont

    covered: set[int] = set()
    for path in sorted((THEME / "fonts").glob("*-Regular.ttf")):
        with TTFont(path, lazy=True) as font:
            covered |= set(font.getBestCmap())
    return frozenset(covered)


def unknown(file: str, html: str) -> Iterator[Problem]:
    """Characters that no font has, each once, with the words around it."""
    text = " ".join(markup.unescape(TAG.sub(" ", html)).split())
    told: set[str] = set()
    for at, character in enumerate(text):
        if ord(character) in known() or character in told or unicodedata.category(character) in UNSEEN:
            continue
        told.add(character)
        near = text[max(0, at - AROUND) : at + AROUND + 1]
        yield Problem(file, 0, "print-glyph", {"character": character, "code": f"U+{ord(character):04X}", "near": near})
