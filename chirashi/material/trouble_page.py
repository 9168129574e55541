"""What `mkdocs serve` shows in the place of pages that cannot be made: every problem, until it is mended."""

from __future__ import annotations

from collections.abc import Sequence

from chirashi.base import manual
from chirashi.base.messages import phrase
from chirashi.base.problems import Problem


def page_of(problems: Sequence[Problem], lang: str) -> str:
    """All problems as a list, each with its place, in the reader's language."""
    items = "".join(manual.as_item(problem, lang) for problem in problems)
    title = phrase("pages-to-mend")[lang]
    return f'<div class="md-typeset" lang="{lang}"><h1>{title}</h1><ol>{items}</ol></div>'
