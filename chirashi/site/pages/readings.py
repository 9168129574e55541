"""Readings above words, as the edition gives them: `<ruby>` where a page's text first has the word.

Only the site shows them: paper is set for members who read the trade's words every day, and its
sheets are full. The proof and the search read the word itself; the search knows the reading too.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape

from chirashi.content.model import Word
from chirashi.view.text.html_tokens import TOKEN

# Not in headings, which are set tight, nor where a browser would show no ruby or a script looks for text.
CLOSED = frozenset(
    ("h1", "h2", "h3", "h4", "h5", "h6", "th", "data", "code", "ruby", "svg", "script", "nav", "dialog")
    + ("select", "button", "label", "legend", "summary")
)
BUTTON = re.compile(r'class="[^"]*\bbutton\b')


def with_readings(page: str, words: Sequence[Word]) -> str:
    """A finished page with each word's reading where `<main>` first has it."""
    known = {escape(word.word, quote=False): word.reading for word in words if word.reading}
    start, end = page.find("<main"), page.rfind("</main>")
    if not known or not any(word in page[start:end] for word in known):
        return page
    longest_first = sorted(known, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, longest_first)))

    def read(match: re.Match[str]) -> str:
        reading = known.pop(match.group(), None)
        return match.group() if reading is None else ruby(match.group(), reading)

    made: list[str] = []
    within: list[str] = []  # the closed element that is open, and those of its name in it
    for token in TOKEN.finditer(page, start, end):
        text, tag = token["text"], token["tag"]
        if text is not None:
            made.append(text if within else pattern.sub(read, text))
            continue
        made.append(token.group())
        if tag and token["end"] and within and tag == within[-1]:
            within.pop()
        elif tag and not token["end"] and (tag == within[-1] if within else _closed(tag, token["has"])):
            within.append(tag)
    return page[:start] + "".join(made) + page[end:]


def ruby(word: str, reading: str) -> str:
    """The word with its reading, in brackets where a browser knows no ruby."""
    return f"<ruby>{word}<rp>（</rp><rt>{reading}</rt><rp>）</rp></ruby>"


def _closed(tag: str, has: str) -> bool:
    return tag in CLOSED or (tag == "a" and BUTTON.search(has) is not None)
