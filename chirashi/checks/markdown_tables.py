"""Checks of tables written in Markdown: each has a caption, and no cell is empty, missing or dropped.

Markdown fills up rows that are short and drops what is too many, without a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from chirashi.base.problems import Problem
from chirashi.checks.pages import IN_BODY, numbered
from chirashi.checks.texts import Source, all_page_sources, of_each
from chirashi.view.text.table_headings import CAPTION

RULE = re.compile(r"\s*\|?(?:\s*:?-+:?\s*\|)+\s*(?::?-+:?\s*)?")  # the line below the heads of columns
WHOLE = re.compile(r"\{\{.*?\}\}|`[^`]*`|\\\|")  # a bar in here parts no cells
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
    heads = _cells(lines[rule - 1][1])
    above = [text for _, text in lines[max(rule - 3, 0) : rule - 1]]
    if len(above) < 2 or above[1].strip() or not CAPTION.match(above[0]):
        yield Problem(file, lines[rule - 1][0], "table-caption", {"head": heads[0]})
    for line, text in (lines[rule - 1], *lines[rule + 1 : end]):
        cells = _cells(text)
        if len(cells) != len(heads):
            yield Problem(file, line, "table-columns", {"row": cells[0], "cells": len(cells), "heads": len(heads)})
        for i, cell in enumerate(cells[: len(heads)], 1):
            if not cell:
                yield Problem(file, line, "table-cell-empty", {"row": cells[0], "column": i})


def _cells(row: str) -> list[str]:
    text = WHOLE.sub(lambda match: match.group().replace("|", "\ue000"), row.strip())
    cells = text.removeprefix("|").removesuffix("|").split("|")
    return [cell.replace("\ue000", "|").strip() for cell in cells]
