"""Prose against the data: what it says of a discount, and how many of a kind it says there are."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.checks.text.texts import KEPT, Source, all_sources
from chirashi.content.edition import Edition
from chirashi.content.values import fold, shorten
from chirashi.view.labels import labels_of

SENTENCE = re.compile(r"[^。\n]*?(?:。|\n|\.(?=\s|$)|$)")
APPLIED = re.compile(
    r"適用(?:した(?:あと|後)|後|済)|すでに適用|割引後|適用してい(?:ます|る)|適用された"
    r"|(?i:\balready (?:included?s?|applied|been applied|in\b)|\b(?:is|are) (?:already )?(?:included|applied)\b"
    r"|\bafter (?:an?|the|this)\b)"
)
NOT_APPLIED = re.compile(
    r"適用前|未適用|適用(?:してい|されてい)(?:ません|ない)|割引前|含(?:みません|まれません|んでいません)"
    r"|(?i:\bnot (?:yet )?(?:included|applied|in\b)|\bbefore (?:an?|the|this)\b|\b(?:do|does) not include\b)"
)


def discounts_applied(edition: Edition) -> Iterator[Problem]:
    """Prose that says of a discount that the premiums include it, where the data says they do not; or the other way."""
    for source in all_sources(edition):
        for key, discount in edition.data.discounts.items():
            names = (f"discounts.{key}.percent", discount.name.get(source.language, "\0"))
            for line, sentence in _sentences(source) if any(name in source.text for name in names) else ():
                if any(name in sentence for name in names) and _says(sentence) is (not discount.applied):
                    word = phrase("not-applied" if discount.applied else "applied")
                    found = {"said": shorten(sentence.strip()), "name": discount.name, "word": word}
                    applied = "yes" if discount.applied else "no"
                    yield Problem(source.file, line, "discount-contradicted", {**found, "key": key, "applied": applied})


def _says(sentence: str) -> bool | None:
    """Whether a sentence says that a discount is applied, or that it is not; None where it says neither."""
    if NOT_APPLIED.search(sentence):
        return False
    return True if APPLIED.search(sentence) else None


def _sentences(source: Source) -> Iterator[tuple[int, str]]:
    """The sentences of a text with the lines on which they begin."""
    for match in SENTENCE.finditer(source.text):
        if said := match.group().strip():
            at = match.start() + len(match.group()) - len(match.group().lstrip())
            yield source.line + source.text.count("\n", 0, at), said


KANJI = "一二三四五六七八九十"
WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
NUMBER = {
    "ja": rf"(?<![{KANJI}\d第])(?P<n>[{KANJI}]|\d{{1,2}})(?:つ|種類|種|通|点|枚)の",
    "en": rf"\b(?P<n>{'|'.join(WORDS)}|\d{{1,2}}) ",
}
PART_OF = {
    "ja": re.compile(r"(?:次の|この|その|ほかの|他の|うち|残りの)$"),
    "en": re.compile(r"\b(?:these|those|other|first|last|any|of|next|between)\s+$", re.IGNORECASE),
}
"""What says before a number that only some of a group are meant."""


def counts(edition: Edition) -> Iterator[Problem]:
    """A number of documents, plans or the like in prose that is not the data's: 三つの書類 where there are four."""
    for source in all_sources(edition):
        for line, said, group, number in _find_counts(source):
            count = edition.counts.get(group, 0)
            if count and number != count:
                found = {"said": said, "group": group, "count": count}
                yield Problem(source.file, line, "count-contradicted", found)


@functools.lru_cache(maxsize=KEPT)
def _find_counts(source: Source) -> list[tuple[int, str, str, int]]:
    """What a text counts of the groups that the labels name: its line, the words, the group, the number."""
    if source.language not in NUMBER:
        return []
    found = []
    for group, words in labels_of(source.language)["counted"].items():
        for match in _count_of(source.language, tuple(words)).finditer(source.text):
            before = source.text[: match.start()]
            if not PART_OF[source.language].search(before[-NEAR:]):
                found.append((source.line + before.count("\n"), match.group(), group, _number(fold(match["n"]))))
    return found


NEAR = 16  # characters before a number that may say that only a part is meant


@functools.cache
def _count_of(language: str, words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"{NUMBER[language]}(?:{'|'.join(words)})(?![\w-]*ー)", re.IGNORECASE)


def _number(text: str) -> int:
    if text.isdigit():
        return int(text)
    return KANJI.index(text) + 1 if text in KANJI else WORDS.index(text.lower()) + 1
