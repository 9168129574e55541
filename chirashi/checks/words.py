"""Checks of words: one term a concept, and no slip in a number or a weekday."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chirashi.checks.texts import Source, all_sources
from chirashi.load import Edition
from chirashi.problem import Problem
from chirashi.values import (
    LETTER_DIGIT,
    MIXED,
    Unreadable,
    fold,
    read_date,
    true_weekday,
    weekday_number,
    without_letters,
)

MUTED = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{[:#.][^{}]*\}|\]\([^)]*\)|<[^>]*>|https?://\S+", re.DOTALL)


def prose(source: Source) -> Iterator[tuple[int, str]]:
    """The lines of a text with all that is not prose blanked: placeholders, addresses, tags, ids."""
    text = MUTED.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source.text)
    for i, line in enumerate(text.split("\n")):
        yield source.line + i, line


def search_words(edition: Edition) -> Iterator[Problem]:
    """Words for the search of a language that the edition has not."""
    for language in edition.data.search:
        if language not in edition.data.languages:
            known = ", ".join(edition.data.languages)
            yield edition.say(("search", language), "text-language-surplus", language=language, known=known)


def preferred_terms(edition: Edition) -> Iterator[Problem]:
    """A variant of a preferred term, in prose or data, where it is not part of the term itself."""
    for key, usages in edition.data.terms.items():
        for language in usages:
            if language not in edition.data.languages:
                known = ", ".join(edition.data.languages)
                yield edition.say(("terms", key, language), "text-language-surplus", language=language, known=known)
    for source in all_sources(edition):
        wanted = [term[source.language] for term in edition.data.terms.values() if source.language in term]
        for line, text in prose(source):
            small = text.lower()
            for usage in wanted:
                for variant in (word for word in usage.avoid if word.lower() in small):
                    terms = list(_standing(usage.use, text))
                    if any(not _within(at, terms) for at in _standing(variant, text)):
                        yield Problem(source.file, line, "term-variant", {"found": variant, "use": usage.use})


def _standing(word: str, text: str) -> Iterator[range]:
    """Where a word stands in the text; Latin words only as whole words, in any case."""
    form = rf"\b{re.escape(word)}\b" if word.isascii() else re.escape(word)
    return (range(*match.span()) for match in re.finditer(form, text, re.IGNORECASE))


def _within(at: range, terms: list[range]) -> bool:
    """Whether a variant is only part of the preferred term there."""
    return any(term.start <= at.start and at.stop <= term.stop for term in terms)


MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
NUMBER = re.compile(r"(?<![A-Za-z])[0-9０-９OoIlＯｏ,，]{3,}(?![A-Za-z])")
JAPANESE_DAY = re.compile(
    r"((?<!\d)(?:\d{4}|令和(?:元|\d{1,2}))年\d{1,2}月\d{1,2}日)\s*[（(]([月火水木金土日](?:曜日?)?(?:[・･]?祝日?)?)[）)]"
)
ENGLISH_DAY = re.compile(
    r"\b(?P<weekday>Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? (?P<day>\d{1,2}) "
    rf"(?P<month>{MONTHS}) (?P<year>\d{{4}})\b"
)


def slips(edition: Edition) -> Iterator[Problem]:
    """Numbers with letters for digits or of two widths, and weekdays that are not their dates'."""
    for source in all_sources(edition):
        for line, text in prose(source):
            yield from _slips(source.file, line, text)


def _slips(file: str, line: int, text: str) -> Iterator[Problem]:
    for match in NUMBER.finditer(text):
        number = match.group()
        letter = LETTER_DIGIT.search(number)
        if letter and sum(c.isdigit() for c in number) >= 2:
            found = {"value": number, "letter": letter.group(), "mend": without_letters(number)}
            yield Problem(file, line, "digit-letter", {"key": "", **found})
        elif MIXED.search(number):
            yield Problem(file, line, "digit-width", {"key": "", "value": number, "mend": fold(number)})
    for match in JAPANESE_DAY.finditer(text):
        yield from _weekday(file, line, match.group(), match[1], match[2])
    for match in ENGLISH_DAY.finditer(text):
        date = f"{match['year']}-{MONTHS.split('|').index(match['month']) + 1}-{match['day']}"
        yield from _weekday(file, line, match.group(), date, f"{match['weekday']}day")


def _weekday(file: str, line: int, written: str, date: str, weekday: str) -> Iterator[Problem]:
    """A date with its weekday, `date` in a form of the data file."""
    try:
        true = read_date(date, written)
    except Unreadable as error:
        yield Problem(file, line, error.type, {"key": "", **(error.context or {})})
        return
    if weekday_number(weekday) != true.weekday():
        yield Problem(file, line, "weekday-wrong", {"value": written, "said": weekday, **true_weekday(true)})
