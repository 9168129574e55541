"""Marks terms of the glossary where they first stand in a section: links, which a script opens on the spot.

The glossary is the page of that name; its terms are its h3 headings. A heading with the class
`plain` is not marked elsewhere, since the word is too common to need it on every page.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from chirashi.content.edition import Page
from chirashi.view.text.html_tokens import TOKEN

GLOSSARY = "glossary"
HEADING = re.compile(r"^###\s+(?P<term>[^{\n]+?)\s*\{(?P<marks>[^}\n]*#(?P<id>[\w-]+)[^}\n]*)\}\s*$", re.MULTILINE)
CLOSED = frozenset(("a", "h2", "h3", "h4", "code", "button", "summary", "figcaption", "caption", "th"))
KANJI = "[々〆\u4e00-\u9fff]"


@dataclass(frozen=True)
class Terms:
    """The terms of one language: the pattern that finds them and, in small letters, the ids they lead to."""

    pattern: re.Pattern[str]
    ids: dict[str, str]

    def marked(self, html: str, glossary: str) -> str:
        """A page's HTML with the first occurrence of each term in a section as a link to `glossary`."""
        seen: set[str] = set()
        closed = 0
        made: list[str] = []
        for token in TOKEN.finditer(html):
            text = token["text"]
            if text is None:
                if token["tag"] == "h2" and not token["end"]:
                    seen.clear()
                if token["tag"] in CLOSED:
                    closed += -1 if token["end"] else 1
                made.append(token.group())
            else:
                made.append(text if closed else self.pattern.sub(lambda m: self._link(m, glossary, seen), text))
        return "".join(made)

    def _link(self, match: re.Match[str], glossary: str, seen: set[str]) -> str:
        term = self.ids[match.group().lower()]
        if term in seen:
            return match.group()
        seen.add(term)
        return f'<a class="term" href="{glossary}#{term}">{match.group()}</a>'


def terms(glossary: Page | None) -> Terms | None:
    """The terms of a glossary page; None where there is none, or none to mark."""
    ids: dict[str, str] = {}
    for heading in HEADING.finditer(glossary.body if glossary else ""):
        if not re.search(r"\.plain\b", heading["marks"]) and "{" not in heading["term"]:
            for name in dict.fromkeys((heading["term"], *heading["term"].split("・"))):
                ids.setdefault(name.lower(), heading["id"])
    if not ids:
        return None
    return Terms(re.compile(_pattern(ids)), ids)


def _pattern(terms: Iterable[str]) -> str:
    """The longest term that stands there and is no part of a longer word, of kanji or of letters.

    What may not stand beside a term is said once for all of them, and they alone ignore case:
    a range of kanji is slow to compile, and slower where case is ignored.
    """
    longest_first = sorted(terms, key=lambda term: (-len(term), term))
    written = "|".join(re.escape(term) for term in longest_first if not term.isascii())
    letters = "|".join(re.escape(term) for term in longest_first if term.isascii())
    apart = f"(?:(?<!{KANJI})|(?!{KANJI}))"  # not between two kanji
    patterns = (f"{apart}(?i:{written}){apart}" if written else "", rf"(?<!\w)(?i:{letters})(?!\w)" if letters else "")
    return "|".join(filter(None, patterns))
