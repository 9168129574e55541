"""A sheet of somebody else's making, and what its headings may name: places of our axes, as people write them."""

from __future__ import annotations

import functools
import itertools
import re

from chirashi.content.edition import Edition
from chirashi.content.tables.grids import Axis
from chirashi.content.values import fold
from chirashi.excel.cells.amounts import UNITS
from chirashi.excel.opening import Opened
from chirashi.excel.reading import cells_of
from chirashi.view.formats import Formats
from chirashi.view.labels import labels_of

UNIT = re.compile(rf"単位\s*[:：]?\s*({'|'.join(sorted(UNITS, key=len, reverse=True))})?\s*円")
NOISE = re.compile(r"[\s　・、，,（）()「」:：/／]")
AXIS_WORDS = {  # with which, or without which, people write the places of an axis
    "plans": re.compile(r"基本プラン|プラン|コース|タイプ|型$|plan|type", re.IGNORECASE),
    "options": re.compile(r"オプション|特約|option", re.IGNORECASE),
}
FARTHEST = 400  # rows and columns of a sheet that are looked at


class Page:
    """A sheet as a grid of texts, with its merged cells spread, across or down."""

    def __init__(self, book: Opened, title: str, down: bool) -> None:
        self.book, self.title, self.down = book, title, down
        page = book.values[title]
        self.page, self.formulas = page, book.formulas[title]
        self.at: dict[tuple[int, int], tuple[int, int]] = {}
        for cell in cells_of(page):
            row, column = cell.row or 0, cell.column or 0
            if row <= FARTHEST and column <= FARTHEST and cell.value is not None:
                self.at[self.turn(row, column)] = (row, column)
        for area in page.merged_cells.ranges:
            top = (area.min_row, area.min_col)
            for row, column in itertools.islice(area.cells, FARTHEST):
                if self.turn(*top) in self.at:
                    self.at[self.turn(row, column)] = top
        self.texts = {place: str(page.cell(*real).value).strip() for place, real in self.at.items()}
        self.rows: dict[int, list[int]] = {}
        for row, column in sorted(self.at):
            self.rows.setdefault(row, []).append(column)

    def turn(self, row: int, column: int) -> tuple[int, int]:
        return (column, row) if self.down else (row, column)

    def text(self, place: tuple[int, int]) -> str:
        return self.texts.get(place, "")

    @functools.cached_property
    def names(self) -> set[str]:
        """All that stands in the sheet, and what it is called, as headings are compared."""
        return {plain(self.title), *map(plain, self.texts.values())}

    def unit(self, row: int) -> int:
        """What the sheet says, nearest above a row, that its amounts are counted in."""
        said = [(place, match) for place in self.at if (match := UNIT.search(self.text(place)))]
        above = [found for found in said if found[0][0] <= row] or said
        match = max(above, key=lambda found: found[0], default=((0, 0), None))[1]
        return UNITS[match[1]] if match and match[1] else 1


@functools.lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """A heading without the blanks and signs that people write it with or without."""
    return NOISE.sub("", fold(text)).casefold()


class Names:
    """What the places of an axis may be called: by their names in any language, or by their keys as they stand."""

    def __init__(self, edition: Edition, axis: Axis) -> None:
        self.words, self.known = AXIS_WORDS.get(axis.key), dict[str, str | None]()
        formats = [Formats(language, labels_of(language)) for language in edition.data.languages]
        self.of = {
            place.key: {plain(said) for said in ({*(place.name or {}).values()} | {f.place(place) for f in formats})}
            for place in axis.places
        }

    def key(self, text: str) -> str | None:
        """The place that a heading names."""
        if text not in self.known:
            self.known[text] = self._key(text)
        return self.known[text]

    def _key(self, text: str) -> str | None:
        word, bare = plain(text), NOISE.sub("", fold(text))
        if self.words is not None and self.words.search(bare):
            bare = self.words.sub("", bare)
        return next((key for key, names in self.of.items() if word in names or bare == key), None)
