"""Tells where a line of a Japanese heading may end: between phrases, found by BudouX while pages are made.

A zero-width space stands there, and the stylesheet lets lines end nowhere else (`word-break: keep-all`).
A `<wbr>` would part a heading into as many pieces for screen readers; it stands in what is heard, and called
by voice, by its name, which it leaves whole and without a sign that nobody says.
Browsers that find phrases themselves are few, and break words of the trade in two as BudouX
alone would. So no line ends between two kanji, which are one compound, nor beside a phrase of
a single letter; and words that are known to be whole are put together again.
"""

from __future__ import annotations

import functools
import html
import itertools
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING

from chirashi.content.edition import Edition
from chirashi.view.text.glossary_terms import GLOSSARY, HEADING
from chirashi.view.text.html_tokens import TOKEN

if TYPE_CHECKING:
    from budoux import Parser

# What is set so: short texts that stand alone, and what a template marks with the class `phrases`.
SET = re.compile(
    r"<(?P<name>h[1-6]|caption|legend|summary|figcaption|t[hd]|dt)\b[^>]*>(?P<text>[^\0]*?)</(?P=name)>"
    r'|<(?P<own>\w+) class="(?:[^"]* )?(?:phrases|button|basis)(?: [^"]*)?"[^>]*>(?P<marked>[^\0]*?)</(?P=own)>'
)
NAMED = re.compile(r'<(?:legend|summary)\b|<\w+ class="(?:[^"]* )?button[ "]')
UNIT = re.compile(r"&#?\w+;|[^\0]")  # one character as HTML writes it
CLOSED = frozenset(("data", "time", "code", "ruby", "svg", "select", "script", "textarea"))  # left as they are
END = "\u200b"  # zero-width space
JAPANESE = re.compile(r"[\u3041-\u30ff\u3400-\u9fff]")
POLITE = re.compile("(?<=[てで])(?=[おご](.))")  # 印刷して|お使いいただけます, one phrase to BudouX
AND_SO = re.compile("(?<=[\u30a1-\u30fc]等)(?=(..))")  # システム等|復旧費用, one compound to BudouX
NO_END = "（「『【〔〈《“‘([{\u00a0"  # a line does not end after these
STOPS = "、。，．：；？！）」』"  # after these it may by itself
NO_START = (
    "、。，．・：；？！ー）」』】〕〉》”’)]},.:;?!％%々ゝヽぁぃぅぇぉっゃゅょァィゥェォッャュョ\u00a0"  # nor begin so
)
SHORT = 11  # characters of 28 px that stand on one line of a phone 360 px wide


class Phrases:
    """The phrases of one language of an edition; `whole` are the words that no line parts."""

    def __init__(self, whole: Iterable[str]) -> None:
        longest_first = sorted(set(whole), key=lambda word: (-len(word), word))
        self.whole = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
        self.ends = functools.cache(self._ends)

    def set(self, page: str) -> str:
        """A finished page with its headings and the like set by phrases."""
        return SET.sub(lambda m: m.group() if not JAPANESE.search(m.group()) else self.marked(m.group()), page)

    def marked(self, element: str) -> str:
        """One element with a mark wherever a line of its text may end."""
        mark = "<wbr>" if NAMED.match(element) else END
        tokens = list(TOKEN.finditer(element))
        units = [html.unescape(unit)[0] for token in tokens for unit in UNIT.findall(token["text"] or "")]
        ends = self.ends("".join(" " if unit.isspace() else unit for unit in units))
        made: list[str] = []
        at = closed = 0
        for token in tokens:
            if token["text"] is None:
                if not token["end"] and at in ends and not closed:
                    made += [mark] if token["tag"] != "wbr" else []  # before what opens here, not within it
                    ends -= {at}
                if token["tag"] == "wbr" and not closed:  # which somebody wrote
                    made.append(mark)
                    continue
                if token["tag"] in CLOSED:
                    closed += -1 if token["end"] else 1
                made.append(token.group())
                continue
            for unit in UNIT.findall(token["text"]):
                if at in ends and not closed:
                    made.append(mark)
                made.append(unit)
                at += 1
        return "".join(made)

    def _ends(self, text: str) -> frozenset[int]:
        """After how many characters a line may end, besides at blanks and stops."""
        found: set[int] = set()
        for run in re.finditer(r"\S+", text):
            at = run.start()
            for before, after in itertools.pairwise(split(run.group())):
                at += len(before)
                alone = _letters(after) < 2 or (_letters(before) < 2 and at == run.start() + len(before))
                kept = _belong_together(before[-1], after[0]) or before[-1] in NO_END + STOPS or after[0] in NO_START
                if not alone and not kept:
                    found.add(at)
        found |= {end.start() for end in POLITE.finditer(text) if "\u3041" <= end[1] <= "\u9fff"}
        found |= {end.start() for end in AND_SO.finditer(text) if all(map(_kanji, end[1]))}
        for word in self.whole.finditer(text):
            found -= set(range(word.start() + 1, word.end()))
        return frozenset(found)


def _kanji(sign: str) -> bool:
    """By its code, since a pattern with all kanji is slow to compile."""
    return "\u3400" <= sign <= "\u9fff" or sign in "々〆"


def _belong_together(before: str, after: str) -> bool:
    """Whether two signs are of one word, or of one number."""
    return (_kanji(before) and _kanji(after)) or ((both := before + after).isascii() and both.isalnum())


def _letters(phrase: str) -> int:
    return sum(sign.isalnum() for sign in phrase)


@functools.lru_cache(maxsize=4096)  # `serve` makes the same pages again and again
def split(text: str) -> tuple[str, ...]:
    """The phrases of a Japanese text as BudouX has them."""
    return tuple(_parser().parse(text))


@functools.cache
def _parser() -> Parser:
    import budoux  # takes 10 ms, which an edition without Japanese need not spend

    return budoux.load_default_japanese_parser()


def phrases(edition: Edition, language: str, known: Iterable[str]) -> Phrases:
    """The phrases of a language of an edition.

    Whole are the theme's `known` words, those that the data lists, preferred terms, terms of the
    glossary and the names of plans, options and coverages, as far as a phone's line holds them.
    """
    data = edition.data
    named = [part.name for parts in (data.plans, data.options, data.coverages) for part in parts.values()]
    names = [name[language] for name in (data.scheme.short_name, *named) if language in name]
    names += [usages[language].use for usages in data.terms.values() if language in usages]
    glossary = edition.pages[language].get(GLOSSARY)
    names += [heading["term"] for heading in HEADING.finditer(glossary.body if glossary else "")]
    return Phrases([*known, *(name for name in names if 1 < len(name) <= SHORT), *(word.word for word in data.words)])
