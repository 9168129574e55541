"""The sheet to sign: what has changed as a PDF, with room for the seals of who made, checked and approved it."""

from __future__ import annotations

from collections.abc import Collection
from functools import partial

from chirashi.base.project import theme
from chirashi.content import approval
from chirashi.content.edition import Edition
from chirashi.paper import layout
from chirashi.review.comparison.lines import Changes
from chirashi.review.papers.lines_shown import Shown
from chirashi.review.words import word
from chirashi.view.environment import environment
from chirashi.view.templates import View

SHORT = 16  # hexadecimal digits of a hash that people compare


def html(old: Edition, new: Edition, changes: Changes, ticked: Collection[str], lang: str) -> str:
    shown = Shown(old, new)
    view = View(new, lang if lang in new.data.languages else new.data.languages[0])
    return (
        environment()
        .get_template("review/changes.html")
        .render(
            lang=lang,
            changes=changes,
            ticked=ticked,
            scheme=view.book.plain("scheme.name"),
            digest=approval.digest(approval.fingerprint(new))[:SHORT],
            word=lambda *path, **found: word(*path, **found)[lang],
            shown=partial(shown.marked, lang=lang),
        )
    )


def pdf(old: Edition, new: Edition, changes: Changes, ticked: Collection[str], lang: str) -> bytes:
    """The sheet in one language. `ticked` are the ids of lines that have been looked at."""
    written = html(old, new, changes, ticked, lang)
    return layout.pdf(layout.lay_out(written, more=theme().read("review/changes.css")))
