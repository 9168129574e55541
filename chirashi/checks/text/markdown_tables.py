"""Checks of tables written in Markdown: each has a caption, and no cell is empty, missing or dropped.

Markdown fills up rows that are short and drops what is too many, without a word.
"""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.base.problems import Problem
from chirashi.checks.text.pages import IN_BODY, numbered
from chirashi.checks.text.texts import Source, all_page_sources, of_each
from chirashi.view.text.source_tables import RULE, cells
from chirashi.view.text.table_headings import CAPTION

Line = tuple[int, str]


@of_each(all_page_sources)
def tables(source: Source) -> Iterator[Problem]:
    lines = numbered(source) if source.part in IN_BODY else []
    for i, (_, text) in enumerate(lines):
        if i and RULE.fullmatch(text) and "|" in lines[i - 1][1]:
            yield from _table(source.file, lines, i)


def _table(file: str, lines: list[Line], rule: int) -> Iterator[Problem]:
    """The table whose heads stand above the line `rule`."""
    end = next((i for i in range(rule, len(lines)) if not lines[i][1].strip()), len(lines))
    heads = cells(lines[rule - 1][1])
    above = [text for _, text in lines[max(rule - 3, 0) : rule - 1]]
    if len(above) < 2 or above[1].strip() or not CAPTION.match(above[0]):
        yield Problem(file, lines[rule - 1][0], "table-caption", {"head": heads[0]})
    for line, text in (lines[rule - 1], *lines[rule + 1 : end]):
        row = cells(text)
        if len(row) != len(heads):
            yield Problem(file, line, "table-columns", {"row": row[0], "cells": len(row), "heads": len(heads)})
        for i, cell in enumerate(row[: len(heads)], 1):
            if not cell:
                yield Problem(file, line, "table-cell-empty", {"row": row[0], "column": i})
