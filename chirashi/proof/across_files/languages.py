"""Compares the languages paragraph by paragraph: the same values, in the same order of meaning.

Languages put words in orders of their own; what must not change places are figures of one
kind, since “from 50,000 to 95,510” says something else the other way round. Where a sentence
truly turns them round, `order:` in the edition's `literals.yml` says so, with the reason.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.kinds import IN_EACH_LANGUAGE, PAPER
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.rules.tracing import Read, spot_of
from chirashi.proof.text.comparable import ARTICLE
from chirashi.proof.text.denials import opposite
from chirashi.proof.text.figures import Position, Reading
from chirashi.proof.text.numerals import SMALL

Token = tuple[str, str]
ASIDE = ("per",)  # one language says “per facility” where another says “一施設”; the data's own rule is held against


EACH = re.compile(r"(?<!\d)1\s?(?:施設|人|名|口|床|世帯|チーム)")  # read as what an amount is for; “1 unit” is a number
HEADING = re.compile("h[1-6]")
AGAIN = re.compile(r"\s?[(（][^()（）]+[)）]$")
IN_ALL = (
    "404.html",
)  # a server shows one such page to everybody, so it speaks all languages itself; so does the edition's own page
IN_FIRST = "-press"  # the print shop sets one language only


def prove_languages(book: Book, surfaces: list[Surface], read: dict[str, list[Read]], findings: Findings) -> None:
    """Every file of the first language against its counterparts in the others, and none without any."""
    first, *others = book.languages
    by_name: dict[str, dict[str, Surface]] = defaultdict(dict)
    for surface in surfaces:
        by_name[surface.name][surface.language] = surface
    spoken = {surface.language for surface in surfaces if surface.kind == "html"} or {*book.languages}
    for name, versions in sorted(by_name.items()):
        for other in others if not any(surface.kind == "file" for surface in versions.values()) else ():
            if first in versions and other in versions and not (versions[first].unread or versions[other].unread):
                _pages(book, name, versions[first], versions[other], read, findings)
        there = next(iter(versions.values()))
        alone = (
            there.kind in IN_EACH_LANGUAGE
            and name not in IN_ALL
            and name != f"{book.data.said('edition')}/index.html"
            and IN_FIRST not in name
        )
        for language in sorted(spoken - versions.keys()) if alone else ():
            findings.say(Position(there.file), "proof-page-alone", language=language)


def _pages(
    book: Book, name: str, surface: Surface, other: Surface, read: dict[str, list[Read]], findings: Findings
) -> None:
    if surface.unread or other.unread:
        return  # which is told
    sheets = surface.kind in PAPER
    here, there = (grouped(first_headings(read[file.file]), sheets) for file in (surface, other))
    for group in dict.fromkeys([*here, *there]):
        left, right = here.get(group, []), there.get(group, [])
        if [item.block.tag for item in left] != [item.block.tag for item in right]:
            _whole(book, surface, other, left, right, findings)
            continue
        for a, b in zip(left, right, strict=True):
            _paragraphs(book, name, surface, other, a, b, findings)


def first_headings(read: list[Read]) -> list[Read]:
    """Without headings that say again, with a word in brackets, what an earlier one said: “Notes (continued)”.

    They stand where a page ends, and languages need not end theirs at the same place.
    """
    before: list[str] = []
    kept = []
    for item in read:
        text = item.block.text
        if HEADING.fullmatch(item.block.tag) and item.block.how == "text":
            said = AGAIN.sub("", text)
            if said != text and said in before and not item.figures:
                continue
            before.append(text)
        kept.append(item)
    return kept


def grouped(read: list[Read], sheets: bool) -> dict[tuple[str, str], list[Read]]:
    """Blocks that stand for one another: by section, texts apart from each kind of attribute.

    A sheet is one section, for its languages need not break at the same place.
    """
    found: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for item in read:
        how = item.block.how if item.block.how != "text" else ""
        if how == "datetime":  # held against the text that it marks
            continue
        found["" if sheets else item.block.section, how].append(item)
    return found


def _paragraphs(book: Book, name: str, surface: Surface, other: Surface, a: Read, b: Read, findings: Findings) -> None:
    if a.block.how == "text" and opposite({surface.language: a.block.text, other.language: b.block.text}):
        place = Position(other.file, b.block.line, spot_of(b.block))
        findings.say(place, "proof-polarity", counterpart=told_at(surface, a.block.line), **_texts(b, a))
    left, right = list(tokens(book, a.figures)), list(tokens(book, b.figures))
    counts_left, counts_right = counts(a.figures), counts(b.figures)
    if left == right and counts_left == counts_right:
        return
    place = Position(other.file, b.block.line, spot_of(b.block))
    counterpart = told_at(surface, a.block.line)
    alone_left = in_words(Counter(left) - Counter(right), b.block.text)
    alone_right = in_words(Counter(right) - Counter(left), a.block.text)
    if counts_left.total() == counts_right.total():  # 二つ and “both” are one
        alone_left += counts_left - counts_right
        alone_right += counts_right - counts_left
    if alone_left or alone_right:
        alone = {"here": _describe(alone_right), "there": _describe(alone_left), "counterpart": counterpart}
        findings.say(place, "proof-languages", **alone, **_texts(b, a))
        return
    if len(left) != len(right):
        return  # a small number as a word: nothing is left to put in order
    for kind in {kind for kind, _ in left}:
        if [t for t in left if t[0] == kind] != [t for t in right if t[0] == kind]:
            page = name.removesuffix("/index.html").removesuffix(".html") or "index"
            if (page, b.block.section) in book.order:
                findings.literals_used.add(f"order:{page} {b.block.section}")
            else:
                said = _order([t for t in right if t[0] == kind])
                findings.say(
                    place, "proof-order", here=said, there=_order([t for t in left if t[0] == kind]),
                    counterpart=counterpart, **_texts(b, a),
                )  # fmt: skip


def _texts(here: Read, there: Read) -> dict[str, str]:
    """What both paragraphs say, by which their sources are found."""
    return {"block": here.block.text, "other": there.block.text, "section": here.block.section}


def _whole(
    book: Book, surface: Surface, other: Surface, left: list[Read], right: list[Read], findings: Findings
) -> None:
    """A section whose paragraphs do not match, in number or kind: told once, with the figures that one side lacks."""
    a = Counter(t for item in left for t in tokens(book, item.figures))
    b = Counter(t for item in right for t in tokens(book, item.figures))
    if not left[:1] + right[:1]:
        return
    block = (right or left)[0].block
    place = Position(other.file, right[0].block.line if right else 0, spot_of(block))
    if block.how == "text" or a != b:
        findings.say(
            place,
            "proof-paragraphs" if a != b else "proof-paragraphs-cut",
            here=_count_paragraphs(right, left),
            there=_count_paragraphs(left, right),
            counterpart=told_at(surface, left[0].block.line if left else 0),
            alone=_describe((a - b) + (b - a)),
            **{"block": "", "other": "", "section": block.section},
        )


def _count_paragraphs(these: list[Read], those: list[Read]) -> str:
    """How many paragraphs; where that tells nothing, also the first that is of another kind."""
    other = next((a.block.tag for a, b in zip(these, those, strict=False) if a.block.tag != b.block.tag), "")
    return f"{len(these)} <{other}>" if len(these) == len(those) else str(len(these))


def tokens(book: Book, figures: list[Reading]) -> Iterator[Token]:
    """Figures as the languages may be compared by: a count with or without its unit is one."""
    for found in figures:
        kind, value = found.figure
        if kind in (*ASIDE, "count") or (kind == "text" and value not in book.shared):
            continue
        if kind == "term":
            yield "number", value[1:-1]
        elif kind == "year":
            yield "number", value
        elif kind == "text":
            yield "text", value
        else:
            yield kind, value


def counts(figures: list[Reading]) -> Counter[Token]:
    """What a paragraph counts: three documents, 四つの段階."""
    return Counter(("count", found.figure.value) for found in figures if found.figure.kind == "count")


def in_words(alone: Counter[Token], text: str) -> Counter[Token]:
    """Without the small numbers that the other language writes as words: 1口 is “one unit”, two is 二つ."""
    words = {str(n) for word, n in SMALL.items() if re.search(rf"\b{word}\b", text, re.IGNORECASE)}
    words |= {"1"} if ARTICLE.search(text) or EACH.search(text) else set()
    words |= {str(n) for n in range(1, 11) if "一二三四五六七八九十"[n - 1] in text}
    return Counter({token: n for token, n in alone.items() if not (token[0] == "number" and token[1] in words)})


def told_at(surface: Surface, line: int) -> str:
    return f"{surface.file}:{line}" if line else surface.file


def _describe(alone: Counter[Token]) -> str:
    return ", ".join(value for _, value in sorted(alone.elements())) or "–"


def _order(found: list[Token]) -> str:
    return " → ".join(value for _, value in found)
