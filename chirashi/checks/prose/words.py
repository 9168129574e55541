"""Checks of words: one term a concept, and no slip in a number or a weekday."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from chirashi.base.problems import Problem
from chirashi.checks.prose.figure_reading import Block, TypedFigure, blocks, figures, may_hold
from chirashi.checks.prose.own_forms import written_in
from chirashi.checks.text.texts import KEPT, TAG, Source, all_sources, data_sources, of_each
from chirashi.content.edition import Edition
from chirashi.content.pages.placeholders import placeholders
from chirashi.content.values import (
    LETTER_DIGIT,
    MIXED,
    Unreadable,
    fold,
    read_date,
    shorten,
    true_weekday,
    weekday_number,
    without_letters,
)
from chirashi.view.labels import labels_of

MUTED = re.compile(
    r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}|\{[:#.][^{}]*\}|\]\([^()]*\)|<[^<>]*>|https?://\S+", re.DOTALL
)


@functools.lru_cache(maxsize=KEPT)
def prose(source: Source) -> list[tuple[int, str]]:
    """The lines of a text with all that is not prose blanked: placeholders, addresses, tags, ids."""
    text = MUTED.sub(lambda m: re.sub(r"[^\n]", " ", m.group()), source.text)
    return list(enumerate(text.split("\n"), source.line))


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
    wanted = {
        language: tuple((t[language].use, *t[language].avoid) for t in edition.data.terms.values() if language in t)
        for language in edition.data.languages
    }
    for source in all_sources(edition):
        yield from _variants(source, wanted.get(source.language, ()))


@functools.lru_cache(maxsize=KEPT)
def _variants(source: Source, wanted: tuple[tuple[str, ...], ...]) -> list[Problem]:
    """The variants in a text; each term is given with its variants after it."""
    problems: list[Problem] = []
    variants = tuple(variant for _, *avoid in wanted for variant in avoid)
    if not may_hold(source, _lowered(variants)):
        return problems
    hint = _any_of(variants)
    for block in blocks(source, ANY):
        for use, *avoid in wanted if hint.search(block.text) else ():
            terms = [*_standing(use, block.text), *_standing(ADDRESS, block.text)]
            for variant in avoid:
                lines = {block.lines[at.start] for at in _standing(variant, block.text) if not _within(at, terms)}
                said = {"found": variant, "use": use}
                problems += (Problem(source.file, line, "term-variant", said) for line in sorted(lines))
    return problems


ANY = re.compile(r"\w")
ADDRESS = re.compile(r"https?://[!-~]+|[!-~]+@[!-~]+")


@functools.cache
def _form(word: str) -> re.Pattern[str]:
    """Latin words only as whole words, in any case."""
    word = re.escape(fold(word))
    return re.compile(rf"\b{word}\b" if word.isascii() else word, re.IGNORECASE)


@functools.cache
def _lowered(words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(fold(word).lower() for word in words)


@functools.cache
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    """Any of the words; nothing where there is none."""
    return re.compile("|".join(_form(word).pattern for word in words) or "(?!)", re.IGNORECASE)


def _standing(word: str | re.Pattern[str], text: str) -> Iterator[range]:
    """Where a word stands in the text."""
    form = word if isinstance(word, re.Pattern) else _form(word)
    return (range(*match.span()) for match in form.finditer(text))


def _within(at: range, terms: list[range]) -> bool:
    """Whether a variant is only part of the preferred term there."""
    return any(term.start <= at.start and at.stop <= term.stop for term in terms)


NUMBER = re.compile(r"(?<![A-Za-z])[0-9０-９OoIlＯｏ,，]{3,}(?![A-Za-z])")
ENGLISH = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?"
JAPANESE = r"[月火水木金土日](?:曜日?)?(?:[・･]?祝日?)?"
AFTER = re.compile(  # in brackets, or joined to the date without them
    rf"\s*[(\[]\s*(?P<held>{JAPANESE}|{ENGLISH})\.?\s*[)\]]|\s*(?P<ja>[月火水木金土日]曜日?)|\s+(?P<en>{ENGLISH})\b"
)
BEFORE = re.compile(rf"(?:(?P<ja>[月火水木金土日]曜日?)[、,の]?\s*|\b(?P<en>{ENGLISH})\.?,?\s+(?:the\s+)?)$")


@of_each(all_sources)
def slips(source: Source) -> Iterator[Problem]:
    """Numbers with letters for digits, or of two widths."""
    for line, text in prose(source) if NUMBER.search(source.text) else ():
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


BRACE = re.compile("[{}]")
NO_TAG = re.compile(
    r"(?<!\{)\{[ 　]*(?:[a-z][a-z_]*(?:\.[\w-]+)+|show\([^(){}]*\))[ 　]*(?:\|[ \w]+)?\}+"  # { dates.term }
    r"|\{\{[^{}]*\}(?!\})|[a-z][\w.-]*[ 　]*\}\}"  # {{ dates.term } and dates.term }}
)


@of_each(all_sources)
def braces(source: Source) -> Iterator[Problem]:
    """A placeholder that lacks a brace, which would stand on the page as it was typed."""
    rest = TAG.sub("", source.text)
    if not BRACE.search(rest) or any(asked.kind == "syntax" for asked in placeholders(source.text)):
        return  # of the latter is told
    for line, text in enumerate(rest.split("\n"), source.line):
        for match in NO_TAG.finditer(text):
            yield Problem(source.file, line, "placeholder-braces", {"found": match.group().strip()})


OTHER_LETTERS = re.compile("[^\\W\x00-\u1eff]{2,}")  # beyond those of Latin


@of_each(all_sources)
def language_of_texts(source: Source) -> Iterator[Problem]:
    """Japanese left standing in another language's text, where that is written in Latin letters."""
    if source.text.isascii() or OTHER_LETTERS.search(labels_of(source.language)["name"]):
        return
    for line, text in prose(source):
        if match := OTHER_LETTERS.search(text):
            found = {"found": match.group(), "language": source.language}
            yield Problem(source.file, line, "text-other-language", found)


MARKUP = re.compile(r"\*\*[^*\n]+\*\*|\[[^\]\n]+\]\([^)\n]*\)|</?[a-zA-Z][^<>\n]*>")


@of_each(data_sources)
def markup_in_data(source: Source) -> Iterator[Problem]:
    """Texts of the data are no Markdown: their signs would be printed."""
    for line, text in enumerate(source.text.split("\n"), source.line):
        for match in MARKUP.finditer(text):
            yield Problem(source.file, line, "text-markup", {"found": shorten(match.group())})


AT = re.compile("[@＠]")
NO_EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@(?![A-Za-z0-9.-]*\.[A-Za-z]{2})[A-Za-z0-9-][A-Za-z0-9.-]*")


@of_each(all_sources)
def emails(source: Source) -> Iterator[Problem]:
    """An e-mail address that breaks off: `info@example`, which nothing else would take for one."""
    for line, text in prose(source) if AT.search(source.text) else ():
        for match in NO_EMAIL.finditer(fold(text)):
            yield Problem(source.file, line, "email-in-prose", {"found": match.group().rstrip(".-")})


@of_each(all_sources)
def weekdays(source: Source) -> Iterator[Problem]:
    """A date in prose, in whatever form, with a weekday before or after it that is not its own.

    A day without its year has no weekday that could be wrong.
    """
    for block in blocks(source):
        for found in figures(block.text, written_in(source.language)):
            if found.kind == "date":
                yield from _weekday(source, block, found)


def _beside(
    text: str, date: TypedFigure, before: re.Pattern[str], after: re.Pattern[str]
) -> tuple[re.Match[str] | None, re.Match[str] | None]:
    return before.search(text, 0, date.start), after.match(text, date.end)


@functools.lru_cache(maxsize=16)
def _own(weekdays: tuple[tuple[str, ...], ...]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A language's own names of weekdays before and after a date; those of one letter only in brackets."""
    names = sorted({name for day in weekdays for name in day}, key=len, reverse=True)
    held = "|".join(map(re.escape, names)) or "(?!)"
    bare = "|".join(re.escape(name) for name in names if len(name) > 1) or "(?!)"
    return (
        re.compile(rf"(?<![A-Za-z])(?P<own>{bare})\.?[,，、]?\s*$", re.IGNORECASE),
        re.compile(rf"\s*\(\s*(?P<held>{held})\.?\s*\)|,?\s*(?P<own>{bare})(?![A-Za-z])", re.IGNORECASE),
    )


def _weekday(source: Source, block: Block, date: TypedFigure) -> Iterator[Problem]:
    weekdays = written_in(source.language).weekdays
    before, after = (
        found or own
        for found, own in zip(
            _beside(block.text, date, BEFORE, AFTER), _beside(block.text, date, *_own(weekdays)), strict=True
        )
    )
    start, end = before.start() if before else date.start, after.end() if after else date.end
    said = next((name for match in (after, before) if match for name in match.groupdict().values() if name), None)
    if said is None:
        return
    file, written, line = source.file, block.text[start:end].strip(), block.lines[date.start]
    try:
        true = read_date(date.value, written)
    except Unreadable as error:
        yield Problem(file, line, error.type, {"key": "", **(error.context or {})})
        return
    number = next((day for day, names in enumerate(weekdays) if said.lower() in map(str.lower, names)), None)
    number = weekday_number(said[:3] if said.isascii() else said) if number is None else number
    if number != true.weekday():
        yield Problem(file, line, "weekday-wrong", {"value": written, "said": said, **true_weekday(true)})
