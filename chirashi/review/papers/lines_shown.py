"""Puts a line of what has changed into words: figures in the place of placeholders, and its changes marked."""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass

from markupsafe import Markup

from chirashi.content.edition import Edition
from chirashi.review.comparison.lines import Line, Piece
from chirashi.view.templates import View

FIGURE = re.compile(r"\{\{\s*(?P<key>[\w.-]+)[^{}]*\}\}")
SHOWN = re.compile(r"\{\{\s*show\((?P<what>[^)]*)\)\s*\}\}")
HEADING = re.compile(r"\s*\{#[\w-]+\}")
LONGEST = 400  # characters of a text that a list shows


@functools.lru_cache(maxsize=8)
def _view(edition: Edition, language: str) -> View:
    return View(edition, language)


@dataclass(frozen=True)
class Shown:
    """The texts of two editions as readers see them."""

    old: Edition
    new: Edition

    def text(self, text: str, language: str, old: bool = False) -> str:
        """A text with each placeholder in brackets as what it puts in."""
        view = _view(self.old if old else self.new, language)

        def figure(match: re.Match[str]) -> str:
            return f"［{view.book.plain(match['key'])}］" if match["key"] in view.book.leaves else match.group()

        said = FIGURE.sub(figure, SHOWN.sub(lambda m: f"［{m['what'].strip(chr(34))}］", text))
        return _short(HEADING.sub("", said))

    def sides(self, line: Line, lang: str) -> tuple[str, str]:
        """What a line said, and what it says, as plain text."""
        if line.language or not line.id.startswith(("text:", "stays:plans.yml", "stays:")):
            lang = line.language or lang
        return tuple(  # type: ignore[return-value]  # of two
            self.text(said.get(lang) or next(iter(said.values()), ""), lang, old)
            for said, old in ((line.old, True), (line.new, False))
        )

    def pieces(self, line: Line) -> list[Piece]:
        return [Piece(one.where, self.text(one.text, line.language, one.where == "old")) for one in line.pieces]

    def marked(self, line: Line, lang: str) -> Markup:
        """A line's text as HTML, what has changed in it marked."""
        if line.reasons == ("untouched",):
            return Markup("")
        if line.pieces:
            parts = [(one.where, self._whole(one, line)) for one in line.pieces]
            return Markup("").join(
                Markup('<span class="of-{}">{}</span>').format(where, said)
                if where != "both"
                else Markup("{}").format(said)
                for where, said in parts
            )
        old, new = self.sides(line, lang)
        if old and new:
            return Markup('{} <span class="arrow">→</span> <span class="of-new">{}</span>').format(old, new)
        kind = {"gone": "old", "new": "new"}.get(line.kind)
        said = old or new
        return Markup('<span class="of-{}">{}</span>').format(kind, said) if kind else Markup("{}").format(said)

    def _whole(self, piece: Piece, line: Line) -> str:
        return self.text(piece.text, line.language, piece.where == "old")


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
