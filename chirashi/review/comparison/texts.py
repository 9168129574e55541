"""Compares two editions text by text: the data's and each paragraph of the pages, their words marked; new and gone.

A page is compared section by section where headings have kept their ids; within one, paragraphs are paired by
what they say, so that one put in between others is new alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from chirashi.content.model import Text
from chirashi.content.pages.paragraphs import FRONT, Paragraph, of_language
from chirashi.content.tables.grids import Cell
from chirashi.review.comparison.figures import UNREAD, Sides
from chirashi.review.comparison.lines import Line
from chirashi.review.comparison.words_apart import pieces
from chirashi.review.words import has, word

ALIKE = 0.4  # of their signs, from which one paragraph is the other changed, and not another in its place


def compare_data_texts(sides: Sides) -> Iterator[Line]:
    """Each text of the data that differs in a language, is new or is gone."""
    was, now, then = sides.before(), sides.new.edition.figures, sides.old.edition.figures
    for key, leaf in now.items():
        text = text_of(key, leaf)
        if text is None:
            continue
        before = text_of(was[key], then[was[key]]) if key in was else None
        yield from _of_languages(sides, key, before, text)
    for key, old in was.items():
        text = text_of(old, then[old])
        if text is not None and (key not in now or text_of(key, now[key]) is None):
            yield from _of_languages(sides, old, text, None)


def text_of(key: str, leaf: object) -> Text | None:
    """A text of the data that is read; None of anything else."""
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
        before, after = of_language(old, language), of_language(new, language)
        for name, found in after.items():
            yield from _compared(before.pop(back.get(name, name), []), found)
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


def _alike(paragraph: Paragraph, other: Paragraph) -> bool:
    if paragraph.at in FRONT or other.at in FRONT:
        return paragraph.at == other.at
    matcher = SequenceMatcher(None, paragraph.text, other.text, autojunk=False)
    return matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE


def _line(old: Paragraph | None, new: Paragraph | None) -> Line:
    here = new or old
    assert here is not None
    language = here.language
    return Line(
        f"text:{here.page}:{here.at}.{here.number}",
        "text" if old and new else "new" if new else "gone",
        here.page,
        paragraph_name(here),
        here.file,
        here.line,
        language,
        {language: old.text} if old else {},
        {language: new.text} if new else {},
        pieces=pieces(old.text, new.text) if old and new else (),
    )


def paragraph_name(paragraph: Paragraph) -> dict[str, str]:
    """What the place of a paragraph is called."""
    if paragraph.at in FRONT and has("fields", paragraph.at):
        inner = word("fields", paragraph.at)
    elif paragraph.heading:
        inner = {"ja": paragraph.heading, "en": paragraph.heading}
    else:
        inner = word("said", "top")
    return {lang: f"{paragraph.page} / {said}" for lang, said in inner.items()}
