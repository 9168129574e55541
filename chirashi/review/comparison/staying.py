"""Finds what has not changed since last year and should be looked at: years, laws, typed prices, “this year”, persons,
deadlines, notes, whole pages and tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from chirashi.content.edition import Edition
from chirashi.content.model import Text
from chirashi.content.pages.paragraphs import FRONT, Paragraph, of_language
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Day, Month, Number
from chirashi.review.comparison.figures import Sides, line_at, number
from chirashi.review.comparison.lines import Line
from chirashi.review.comparison.texts import paragraph_name, text_of
from chirashi.review.words import word

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
REASONS = {
    "year": re.compile(
        r"(?<![\d.,:-])(?:19|20)\d\d(?![\d,]|-\d{3})|(?:令和|平成)(?:\d{1,2}|元|[一二三四五六七八九十]+)年?|\b[RH]\d{1,2}年"
    ),
    "law": re.compile(
        r"[一-龥ァ-ヶー]{2,}(?:法|法律|条例|政令|省令|施行規則)(?![人的則])|第\s*\d+\s*条|施行|改正"
        r"|\b(?:[A-Z]\w+ )*Act\b|\bLaw\b|\bArticle \d|came into force|\bamended\b"
    ),
    "price": re.compile(
        r"\d[\d,.]*\s*(?:円|万円|千円|億円|％|%|割)|[¥￥]\s*\d"
        r"|\b\d[\d,.]*\s*(?:yen|per cent|percent)\b|半額|half[- ]price"
    ),
    "relative": re.compile(
        r"今年度?|本年度?|昨年度?|来年度?|前年度?|次年度|今回|今期|このたび|新しく|新たに"
        r"|\b(?:this|last|next|coming|current|previous) (?:plan |fiscal )?year\b"
        r"|\bnewly (?:covered|added|included|introduced)\b|\bnow (?:also|includes?)\b",
        re.IGNORECASE,
    ),
    "deadline": re.compile(
        rf"\d{{1,2}}月\d{{1,2}}日|\d{{1,2}}/\d{{1,2}}(?!\d)|\d{{1,2}}月末|必着|消印"
        rf"|\b\d{{1,2}} (?:{MONTHS})\b|\b(?:{MONTHS}) \d{{1,2}}\b",
        re.IGNORECASE,
    ),
}
ENDS = re.compile(
    r"締切|締め切り|期限|\bdeadline\b|\bno later than\b", re.IGNORECASE
)  # beside a date of the data, it follows
KINDS = {"notes": "note", "notices": "notice"}  # texts that are looked at every year, whatever they say
PLACEHOLDER = re.compile(r"\{\{[^{}]*\}\}|\{%[^%]*%\}|\]\([^)]*\)|\{#[\w-]+\}")  # what follows the data is never stale


def reasons(text: str, persons: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Why a text that stays should be looked at; figures that come from the data are no reason."""
    plain = PLACEHOLDER.sub(" ", text)
    found = [name for name, form in REASONS.items() if form.search(plain)]
    if "deadline" not in found and "{{" not in text and ENDS.search(plain):
        found.append("deadline")
    return (*found, *(("person",) if any(person in plain for person in persons) else ()))


def stays(sides: Sides) -> Iterator[Line]:
    """A line for each text, table, fact and page that stays and should be looked at."""
    persons = frozenset(_persons(sides.new.edition))
    yield from _tables(sides)
    yield from _data(sides, persons)
    yield from _pages(sides, persons)


def _persons(edition: Edition) -> Iterator[str]:
    for key, leaf in edition.figures.items():
        if key.endswith(".person") and isinstance(leaf, Text):
            yield from leaf.values()


def _tables(sides: Sides) -> Iterator[Line]:
    """Each table of amounts that are typed, all of which are last year's."""
    was, then = sides.before(), sides.old.edition.figures
    for grid in sides.new.edition.grids.values():
        cells = {f"{grid.key}.{'.'.join(at)}": cell for at, cell in grid.cells.items() if cell.start and cell.loc}
        amounts = {key: cell for key, cell in cells.items() if cell.money is not None}
        if amounts and all(key in was and number(then[was[key]]) == number(cell) for key, cell in amounts.items()):
            first = next(iter(amounts))
            said = {
                lang: "、".join(values) if lang == "ja" else ", ".join(values)
                for lang, values in {
                    lang: [sides.new.figure(key)[lang] for key in amounts] for lang in ("ja", "en")
                }.items()
            }
            line = line_at(sides.new.edition, sides.new, first, "stays")
            name = sides.new.called(grid.key)
            if grid.key.startswith("coverages."):
                name = {lang: text.rpartition(" / ")[0] or text for lang, text in sides.new.key(first).items()}
            yield replace(line, id=f"stays:{grid.key}", name=name, new=said, reasons=("table",))


def _data(sides: Sides, persons: frozenset[str]) -> Iterator[Line]:
    """Facts and dates of the data, and its texts, that are last year's."""
    was, then, edition = sides.before(), sides.old.edition.figures, sides.new.edition
    for key, leaf in edition.figures.items():
        if key not in was or isinstance(leaf, Cell):
            continue
        text = text_of(key, leaf)
        if text is None:
            dated = isinstance(leaf, Day | Month) and not key.startswith(("approval", "axes"))
            if (dated or (isinstance(leaf, Number) and key.startswith("facts."))) and then[was[key]] == leaf:
                line = line_at(edition, sides.new, key, "stays")
                yield replace(line, id=f"stays:{key}", new=sides.new.figure(key), reasons=("fact",))
            continue
        if then[was[key]] != text:
            continue
        kind = [KINDS[first]] if (first := key.partition(".")[0]) in KINDS else []
        found = [reasons(said, persons) for said in text.values()]
        why = tuple(dict.fromkeys((*kind, *(reason for each in found for reason in each))))
        if why:
            line = line_at(edition, sides.new, key, "stays")
            yield replace(line, id=f"stays:plans.yml:{key}", new=dict(text), reasons=why)


def _pages(sides: Sides, persons: frozenset[str]) -> Iterator[Line]:
    """Paragraphs that are last year's, and pages that are so from beginning to end."""
    old, new = sides.old.edition, sides.new.edition
    back = {now: then for then, now in sides.matched.pages.items()}
    for language in new.data.languages:
        before = of_language(old, language)
        for name, now in of_language(new, language).items():
            earlier = {paragraph.text for paragraph in before.get(back.get(name, name), [])}
            if now and all(paragraph.text in earlier for paragraph in now):
                yield _untouched(now)
            for paragraph in now:
                why = reasons(paragraph.text, persons) if paragraph.text in earlier else ()
                if why and paragraph.at not in FRONT[1:2]:
                    yield _kept(paragraph, why)


def _kept(paragraph: Paragraph, why: tuple[str, ...]) -> Line:
    return Line(
        f"stays:{paragraph.page}:{paragraph.at}.{paragraph.number}",
        "stays",
        paragraph.page,
        paragraph_name(paragraph),
        paragraph.file,
        paragraph.line,
        paragraph.language,
        new={paragraph.language: paragraph.text},
        reasons=why,
    )


def _untouched(page: list[Paragraph]) -> Line:
    """A page as a whole; its hash is that of all that it says."""
    first = page[0]
    said = "\n\n".join(paragraph.text for paragraph in page)
    name = word("parts", "pages")
    return Line(
        f"stays:{first.page}",
        "stays",
        first.page,
        {lang: f"{name[lang]} {first.page}" for lang in name},
        first.file,
        0,
        first.language,
        new={first.language: said},
        reasons=("untouched",),
    )
