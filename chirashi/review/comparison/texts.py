"""Compares two editions text by text: the data's and each paragraph of the pages, their words marked; new and gone.

A page is compared section by section where headings have kept their ids; within one, paragraphs are paired by
what they say, so that one put in between others is new alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import NamedTuple

from chirashi.base.project import named
from chirashi.content.edition import Edition, Page, read_part
from chirashi.content.grids import Cell
from chirashi.content.model import Text
from chirashi.review.comparison.figures import UNREAD, Sides
from chirashi.review.comparison.lines import Line
from chirashi.review.comparison.words_apart import pieces
from chirashi.review.words import has, word

HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*?)\s*\{#(?P<id>[\w-]+)\}\s*$")
FRONT = ("title", "menu", "description")
ALIKE = 0.4  # of their signs, from which one paragraph is the other changed, and not another in its place


class Paragraph(NamedTuple):
    """A paragraph of a page or a part, or an entry of a page's head."""

    page: str  # ja/premiums, ja/parts/discount
    at: str  # the id of its section, or the name of the entry
    number: int
    heading: str  # as that section is called
    text: str
    file: str
    line: int
    language: str

    @property
    def id(self) -> str:
        return f"text:{self.page}:{self.at}.{self.number}"


def paragraphs(page: Page) -> list[Paragraph]:
    """All that a page says, in its order."""
    where = f"{page.language}/{page.name}"
    front = [
        Paragraph(where, name, 0, name, said, page.file, page.lines.get(name, 1), page.language)
        for name in FRONT
        if (said := getattr(page, name))
    ]
    return front + list(_of_text(where, page.body, page.file, page.body_line, page.language))


def parts(edition: Edition, language: str) -> dict[str, list[Paragraph]]:
    """The texts that several pages include, by their names."""
    found = {}
    for path in edition.parts(language):
        where = f"{language}/parts/{path.stem}"
        found[path.stem] = list(_of_text(where, read_part(path)[0], named(path), 1, language))
    return found


def _of_text(where: str, text: str, file: str, line: int, language: str) -> Iterator[Paragraph]:
    at, heading, count = "top", "", 0
    run: list[str] = []
    for number, said in enumerate([*text.split("\n"), ""], line):
        if match := HEADING.match(said):
            at, heading, count = match["id"], match["text"], 0
        if said.strip():
            run.append(said)
        elif run:
            yield Paragraph(where, at, count, heading, "\n".join(run).strip(), file, number - len(run), language)
            count, run = count + 1, []


def compare_data_texts(sides: Sides) -> Iterator[Line]:
    """Each text of the data that differs in a language, is new or is gone."""
    was, now, then = sides.before(), sides.new.edition.leaves, sides.old.edition.leaves
    for key, leaf in now.items():
        text = _text(key, leaf)
        if text is None:
            continue
        before = _text(was[key], then[was[key]]) if key in was else None
        yield from _of_languages(sides, key, before, text)
    for key, old in was.items():
        text = _text(old, then[old])
        if text is not None and (key not in now or _text(key, now[key]) is None):
            yield from _of_languages(sides, old, text, None)


def _text(key: str, leaf: object) -> Text | None:
    if key.partition(".")[0] in UNREAD:
        return None
    return leaf if isinstance(leaf, Text) else leaf.text if isinstance(leaf, Cell) and leaf.start else None


def _of_languages(sides: Sides, key: str, old: Text | None, new: Text | None) -> Iterator[Line]:
    """A line for each language in which a text differs; marked where only one of several does."""
    names = sides.new if new is not None else sides.old
    edition = names.edition
    languages = list(dict.fromkeys([*(new or {}), *(old or {})]))
    differs = [one for one in languages if (old or {}).get(one) != (new or {}).get(one)]
    for language in differs:
        before, after = (old or {}).get(language, ""), (new or {}).get(language, "")
        line = Line(
            f"text:plans.yml:{key}:{language}",
            "text" if before and after else "new" if after else "gone",
            names.group(key),
            names.key(key),
            edition.doc.file,
            edition.doc.line((*key.split("."), language)),
            language,
            {language: before} if before else {},
            {language: after} if after else {},
            pieces=pieces(before, after) if before and after else (),
        )
        alone = len(differs) == 1 and len(languages) > 1 and old is not None and new is not None
        yield replace(line, marks=("one_language",)) if alone else line


def compare_pages(sides: Sides) -> Iterator[Line]:
    """Each paragraph that differs, is new or is gone, page by page."""
    old, new = sides.old.edition, sides.new.edition
    back = {now: then for then, now in sides.matched.pages.items()}
    for language in new.data.languages:
        before = {name: paragraphs(page) for name, page in old.pages.get(language, {}).items()}
        before |= {f"parts/{name}": found for name, found in parts(old, language).items()}
        after = {name: paragraphs(page) for name, page in new.pages.get(language, {}).items()}
        after |= {f"parts/{name}": found for name, found in parts(new, language).items()}
        ordered = [name for name in (*new.data.pages, *after) if name in after]
        for name in dict.fromkeys(ordered):
            yield from _compared(before.pop(back.get(name, name), []), after[name])
        for found in before.values():
            yield from _compared(found, [])


def _compared(old: Sequence[Paragraph], new: Sequence[Paragraph]) -> Iterator[Line]:
    """Two states of a page; a paragraph that has moved without a change is none."""
    same = SequenceMatcher(None, [p.text for p in old], [p.text for p in new], autojunk=False)
    for what, i, j, k, m in same.get_opcodes():
        if what == "equal":
            continue
        gone, come = list(old[i:j]), list(new[k:m])
        for paragraph in come:
            match = next((p for p in gone if _alike(p, paragraph)), None)
            if match:
                gone.remove(match)
            yield _line(match, paragraph)
        yield from (_line(paragraph, None) for paragraph in gone)


def _alike(one: Paragraph, other: Paragraph) -> bool:
    if one.at in FRONT or other.at in FRONT:
        return one.at == other.at
    matcher = SequenceMatcher(None, one.text, other.text, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _line(old: Paragraph | None, new: Paragraph | None) -> Line:
    here = new or old
    assert here is not None
    language = here.language
    return Line(
        here.id,
        "text" if old and new else "new" if new else "gone",
        here.page,
        called(here),
        here.file,
        here.line,
        language,
        {language: old.text} if old else {},
        {language: new.text} if new else {},
        pieces=pieces(old.text, new.text) if old and new else (),
    )


def called(paragraph: Paragraph) -> dict[str, str]:
    """What the place of a paragraph is called."""
    if paragraph.at in FRONT and has("fields", paragraph.at):
        inner = word("fields", paragraph.at)
    elif paragraph.heading:
        inner = {"ja": paragraph.heading, "en": paragraph.heading}
    else:
        inner = word("said", "top")
    return {lang: f"{paragraph.page} / {said}" for lang, said in inner.items()}
