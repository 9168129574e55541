"""Gives the figures of an edition as one language writes them, as text and as HTML.

A figure on a page is a `<data>` element that carries its value and its key, so that the proof
can hold the text against the data.
"""

from __future__ import annotations

from collections.abc import Callable

from markupsafe import Markup, escape

from chirashi.content.figures import FigureValue
from chirashi.content.model import Text
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Email, Telephone, Url
from chirashi.view.formats import Formats

Inline = Callable[[str], Markup]


class FigureBook:
    """The figures of one edition in one language.

    `inline` renders a text of the data, which may hold placeholders of its own.
    """

    def __init__(
        self, leaves: dict[str, FigureValue], units: dict[str, Text], counts: dict[str, int], formats: Formats
    ) -> None:
        self.leaves, self.units, self.counts, self.formats = leaves, units, counts, formats
        self.inline: Inline = lambda text: Markup(escape(text))

    def plain(self, key: str, short: bool = False) -> str:
        """The figure as text, for titles, attributes and descriptions."""
        leaf = self.leaves[key]
        if isinstance(leaf, Text):
            return self.inline(leaf[self.formats.language]).striptags()
        if isinstance(leaf, Cell):
            return self.formats.cell(leaf)
        return self.formats.say(leaf, self.units.get(key), short)

    def count(self, group: str) -> str:
        """How many entries a group of the data has, in this language's words: 三つ, three."""
        return self.formats.in_words(self.counts[group])

    def html(self, key: str, short: bool = False) -> Markup:
        """The figure as it stands on a page. Text is shown as it is; only figures are `<data>`."""
        leaf = self.leaves[key]
        if isinstance(leaf, Text):
            return self.inline(leaf[self.formats.language])
        if isinstance(leaf, Cell) and leaf.text is not None:
            return self.inline(leaf.text[self.formats.language])
        value = leaf.value if isinstance(leaf, Cell) else str(leaf)
        data = Markup(f'<data value="{escape(value)}" data-key="{escape(key)}">{escape(self.plain(key, short))}</data>')
        if isinstance(leaf, Telephone) and not key.endswith(".fax"):
            return Markup('<a href="tel:{}">{}</a>').format(leaf.replace("-", ""), data)
        if isinstance(leaf, Email):
            return Markup('<a href="mailto:{}">{}</a>').format(leaf, data)
        if isinstance(leaf, Url):
            return Markup('<a href="{}" rel="noopener">{}</a>').format(leaf, data)
        return data
