"""What people call a key of the data, in both languages: 基本プラン保険料 / プランA, not tables.basic.A."""

from __future__ import annotations

from chirashi.content.edition import Edition
from chirashi.content.model import Text
from chirashi.content.tables.grids import Cell, Grid
from chirashi.review.comparison.lines import Both
from chirashi.review.words import has, word
from chirashi.view.templates import View

SPEAKS = ("ja", "en")
FIRST_NAMES = ("name", "wants", "who", "purpose", "word")  # by which an entry of a group is called, the first it has


class Names:
    """The names of one edition. A language that it lacks is answered in its first one."""

    def __init__(self, edition: Edition) -> None:
        self.edition = edition
        self.views = {language: View(edition, language) for language in edition.data.languages}
        self.shown = {lang: self._view(lang) for lang in SPEAKS}

    def _view(self, lang: str) -> View:
        return self.views.get(lang) or self.views[self.edition.data.languages[0]]

    def figure(self, key: str) -> Both:
        """The figure of a key as each language writes it."""
        leaf = self.edition.figures.get(key)
        if leaf is None:
            return {}
        if isinstance(leaf, bool):
            return word("said", "yes" if leaf else "no")
        return {lang: view.book.plain(key) for lang, view in self.shown.items()}

    def text(self, text: Text, lang: str) -> str:
        return text.get(lang) or next(iter(text.values()))

    def group(self, key: str) -> str:
        """The table, party, page or part of the data that a key belongs to."""
        if grid := self.grid(key):
            return grid.key
        first, _, rest = key.partition(".")
        return f"{first}.{rest.partition('.')[0]}" if first in ("parties", "coverages", "tables") and rest else first

    def called(self, group: str) -> Both:
        """What a group is called."""
        first, _, rest = group.partition(".")
        part = word("parts", first) if has("parts", first) else {lang: first for lang in SPEAKS}
        return {lang: self._name(f"{first}.{rest.partition('.')[0]}", lang) or part[lang] for lang in SPEAKS}

    def grid(self, key: str) -> Grid | None:
        """The table or row of limits that a key is a cell of."""
        if not isinstance(self.edition.figures.get(key), Cell):
            return None
        return next((grid for at, grid in self.edition.grids.items() if key.startswith(f"{at}.")), None)

    def key(self, key: str) -> Both:
        """What a figure or text of the data is called: whose it is, and which of its parts."""
        if grid := self.grid(key):
            return {lang: self._cell(grid, key, lang) for lang in SPEAKS}
        return {lang: self._path(key, lang) for lang in SPEAKS}

    def _cell(self, grid: Grid, key: str, lang: str) -> str:
        view = self._view(lang)
        at = key.removeprefix(f"{grid.key}.").split(".")
        said = [self._name(".".join(grid.key.split(".")[:2]), lang) or grid.key]
        if grid.key.startswith("coverages."):
            _, own, part = grid.key.split(".")
            said.append(str(view.row_word(own, part)))
        for axis, own in zip(grid.axes, at, strict=False):
            place = next((place for place in axis.places if place.key == own), None)
            said.append(view.formats.place(place) if place else own)
        return " / ".join(said)

    def _path(self, key: str, lang: str) -> str:
        parts = key.split(".")
        first, own, rest = parts[0], parts[1:2], parts[2:]
        said = [word("parts", first)[lang] if has("parts", first) else first]
        if own:
            name = self._name(".".join(parts[:2]), lang)
            said.append(name or (word("fields", own[0])[lang] if has("fields", own[0]) else own[0]))
        said += [word("fields", part)[lang] if has("fields", part) else part for part in rest if part != "name"]
        return " / ".join(said)

    def _name(self, path: str, lang: str) -> str:
        """The name of an entry; empty where it has none."""
        leaves = self.edition.figures
        found = next((leaves[f"{path}.{own}"] for own in FIRST_NAMES if f"{path}.{own}" in leaves), None)
        if path.startswith("notices.") and found is None:
            return str(self._view(lang).labels["notices"].get(path.partition(".")[2], ""))
        return self._view(lang).book.inline(self.text(found, lang)).striptags() if isinstance(found, Text) else ""
