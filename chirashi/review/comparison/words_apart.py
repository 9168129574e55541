"""Marks the words of a text that have changed: Japanese parted into phrases by BudouX, other languages at blanks."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from chirashi.review.comparison.lines import Piece
from chirashi.view.text import phrases

WHOLE = re.compile(r"\{\{[^{}]*\}\}|\d[\d,.]*|[A-Za-z][\w’'-]*|\s+")  # what is one word in any language
JAPANESE = phrases.JAPANESE


@functools.lru_cache(maxsize=4096)
def words(text: str) -> tuple[str, ...]:
    """A text as its words, which joined are the text again."""
    return tuple(_words(text))


def _words(text: str) -> Iterator[str]:
    at = 0
    for whole in WHOLE.finditer(text):
        yield from _between(text[at : whole.start()])
        yield whole.group()
        at = whole.end()
    yield from _between(text[at:])


def _between(text: str) -> Iterator[str]:
    if JAPANESE.search(text):
        for phrase in phrases.split(text):
            yield from re.findall(r"[、。「」（）・：]|[^、。「」（）・：]+", phrase)
    else:
        yield from text  # signs, each by itself


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as one, with what stands in one of them alone."""
    before, after = words(old), words(new)
    found: list[Piece] = []
    for what, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if what == "equal":
            found.append(Piece("both", "".join(before[i:j])))
            continue
        if i < j:
            found.append(Piece("old", "".join(before[i:j])))
        if k < m:
            found.append(Piece("new", "".join(after[k:m])))
    return tuple(found)
