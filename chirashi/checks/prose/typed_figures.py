"""Figures typed into prose: to be called from the data, and wrong where the data does not have them.

What the data has is a warning, for nobody will change it next year. What it has not would stop
the proof of the finished pages; it is told here, before anything is made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chirashi.base.messages import either
from chirashi.base.problems import Problem
from chirashi.checks.prose.figure_reading import HOLE, Block, TypedFigure, address, blocks, figures
from chirashi.checks.prose.known_figures import KnownFigures, literals
from chirashi.checks.prose.own_forms import written_in
from chirashi.checks.text.pages import IN_BODY
from chirashi.checks.text.texts import Source, all_pages, data_sources, page_sources
from chirashi.content.edition import Edition

NEXT_YEAR = ("money", "date", "day", "month", "percent", "telephone", "email", "url")  # what changes from year to year
MOST = 200  # problems of one text; a list of numbers may hold ten thousand
SHOWN = 3  # keys that hold a value, named in a message; plans may share an amount
TARGET = re.compile(r"\]\(\s*<?((?:https?:|mailto:|tel:)[^\s()<>]+)")


def figures_in_prose(edition: Edition) -> Iterator[Problem]:
    """Figures typed into pages, and declarations of such that cannot be read."""
    declared, problems = literals(edition)
    yield from problems
    known: KnownFigures | None = None
    for page in all_pages(edition):
        for source in page_sources(edition, page):
            told = 0
            for line, block, found in _typed(source):
                if told > MOST:
                    break
                if found.text.lower().startswith("http:"):  # the proof compares addresses without their schemes
                    yield Problem(source.file, line, "link-scheme", {"target": found.text})
                known = known or KnownFigures(edition, declared)
                for problem in _told(known, source, line, block, found):
                    told += 1
                    yield problem
    for source in data_sources(edition):  # which are data themselves, but quote the rest of it
        for line, block, found in _typed(source):
            if found.kind in NEXT_YEAR:
                known = known or KnownFigures(edition, declared)
                yield from _told(known, source, line, block, found)


def _typed(source: Source) -> Iterator[tuple[int, str, TypedFigure]]:
    """Each figure of a text with its line and the block that it stands in."""
    for block in blocks(source):
        for found in figures(block.text, written_in(source.language)):
            if not _at_a_hole(block, found):
                yield block.lines[found.start], block.text, found
    for match in TARGET.finditer(source.text) if source.part in IN_BODY else ():
        line = source.line + source.text.count("\n", 0, match.start())
        target = match[1]
        if target.startswith("http"):
            yield line, target, TypedFigure("url", address(target), 0, len(target), target)
        else:
            said = target.partition(":")[2].partition("?")[0]
            yield from ((line, said, found) for found in figures(said))


def _at_a_hole(block: Block, figure: TypedFigure) -> bool:
    """Whether a placeholder joins the figure, which may then be part of another."""
    return HOLE in (block.text[figure.start - 1 : figure.start], block.text[figure.end : figure.end + 1])


def _told(known: KnownFigures, source: Source, line: int, block: str, figure: TypedFigure) -> Iterator[Problem]:
    keys = known.keys(block, figure)
    if keys:
        if figure.kind in NEXT_YEAR and figure.text not in known.declared:
            calls = either([f"{{{{ {key} }}}}" for key in keys[:SHOWN]])
            yield Problem(source.file, line, "figure-by-hand", {"found": figure.text, "call": calls})
    elif (
        known.edition.whole
        and not known.edition.unread
        and not known.excuses(block, figure, in_data=source.part == "data")
    ):
        said = {"found": figure.text, "nearest": known.nearest(figure)}
        yield Problem(source.file, line, "figure-unknown", said)
