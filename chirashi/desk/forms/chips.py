"""Figures in a text by their names: 〔申込締切：2025年2月28日（金）〕 for `{{ dates.deadline }}`.

A chip is what somebody who edits sees and picks from a list. Its name says which figure is meant; what stands
behind the colon is only shown, and is not read again. What is no chip of the edition stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from chirashi.checks.text.pages import TAKES
from chirashi.content.edition import Edition
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Day
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.forms.fields import Forms
from chirashi.desk.forms.paths import at, undotted
from chirashi.view.environment import partials
from chirashi.view.templates import View

OPEN, CLOSE, BETWEEN = "〔", "〕", "："
CHIP = re.compile(f"{OPEN}([^{OPEN}{CLOSE}\n]+){CLOSE}")
ASKED = re.compile(r"\{\{\s*([^{}]+?)\s*\}\}")
SHOW = re.compile(r"""show\(\s*(["'])(?P<part>[\w-]+)\1(?:\s*,\s*(["'])(?P<of>[\w-]+)\3)?\s*\)""")
LONGEST = 30  # characters of a value that a chip shows


@dataclass(frozen=True)
class Chip:
    """One figure to pick: what it is asked by, what it is called, what it says now."""

    asked: str
    name: str
    value: str
    group: str

    @property
    def text(self) -> str:
        return f"{OPEN}{self.name}{BETWEEN}{self.value}{CLOSE}" if self.value else f"{OPEN}{self.name}{CLOSE}"


class Chips:
    """All chips of an edition, as one of its languages writes the figures and the desk's language names them."""

    def __init__(self, edition: Edition, language: str, lang: str) -> None:
        self.by_asked: dict[str, Chip] = {}
        self.by_name: dict[str, Chip] = {}
        for chip in _chips(edition, language, lang):
            name = chip.name if chip.name not in self.by_name else f"{chip.name} [{chip.asked}]"
            one = Chip(chip.asked, name, chip.value, chip.group)
            self.by_asked[one.asked], self.by_name[name] = one, one

    def shown(self, text: str) -> str:
        """A text of the file with chips in the place of its figures."""

        def chip(match: re.Match[str]) -> str:
            found = self.by_asked.get(_asked(match[1]))
            return found.text if found else match.group()

        return ASKED.sub(chip, text)

    def named(self, text: str) -> str:
        """A text of any year with its figures by their names alone: their values here are those of this year."""

        def name(match: re.Match[str]) -> str:
            found = self.by_asked.get(_asked(match[1]))
            return f"{OPEN}{found.name}{CLOSE}" if found else match.group()

        return ASKED.sub(name, text)

    def read(self, text: str) -> str:
        """A text with chips as the file has it."""

        def asked(match: re.Match[str]) -> str:
            said = match[1]
            name = said if said in self.by_name else said.partition(BETWEEN)[0]
            found = self.by_name.get(name)
            return f"{{{{ {found.asked} }}}}" if found else match.group()

        return CHIP.sub(asked, text)

    def unknown(self, text: str) -> list[str]:
        """The chips of a text that have been changed by hand, so that nobody knows which figure is meant."""
        names = [(match[1], match.group()) for match in CHIP.finditer(text)]
        return [
            whole
            for said, whole in names
            if BETWEEN in said and said.partition(BETWEEN)[0] not in self.by_name and said not in self.by_name
        ]

    def groups(self) -> dict[str, list[Chip]]:
        """The chips by what they are of, in the order of the data."""
        found: dict[str, list[Chip]] = {}
        for chip in self.by_asked.values():
            found.setdefault(chip.group, []).append(chip)
        return found


def _asked(text: str) -> str:
    """A placeholder's words in the way in which chips write them."""
    if match := SHOW.fullmatch(text):
        return f'show("{match["part"]}")' if match["of"] is None else f'show("{match["part"]}", "{match["of"]}")'
    return re.sub(r"\s*\|\s*", " | ", text)


def _chips(edition: Edition, language: str, lang: str) -> Iterator[Chip]:
    forms, view = Forms(edition, None, lang), View(edition, language)
    named = View(edition, lang) if lang in edition.languages else view
    values = edition.doc.values
    for key, leaf in edition.figures.items():
        top = key.partition(".")[0]
        grid = next((grid for at, grid in edition.grids.items() if key.startswith(f"{at}.")), None)
        if (
            top in ("words", "search", "terms", "chooser", "edition", "languages", "pages", "footer")
            or isinstance(leaf, bool | str)
            and type(leaf) in (bool, str)
        ):
            continue
        try:
            value = view.book.plain(key)[:LONGEST]
        except LookupError:  # a text of the data that speaks of a figure which is no more, as its field says
            value = ""
        if grid is not None and isinstance(leaf, Cell):
            keys = key.removeprefix(f"{grid.key}.").split(".")
            places = [
                named.formats.place(p)
                for axis, k in zip(grid.axes, keys, strict=True)
                for p in axis.places
                if p.key == k
            ]
            group = _called(forms, grid.loc)
            name = f"{group} {'×'.join(places)}"
        else:
            group, name = forms.title((top,)), _called(forms, undotted(key, values))
        yield Chip(key, _clean(name), value, group)
        if isinstance(leaf, Day):
            yield Chip(
                f"{key} | short", f"{_clean(name)} {forms.named('filter=short')}", view.book.plain(key, True), group
            )
    for key in edition.counts:
        if key in ("documents", "plans", "options", "phases", "timeline", "discounts", "coverages"):
            yield Chip(
                f"{key} | count",
                f"{forms.title((key,))} {forms.named('filter=count')}",
                view.book.count(key),
                forms.title((key,)),
            )
    for part in partials():
        of = TAKES.get(part)
        title = forms.named(f"show={part}") or part
        if of is None:
            yield Chip(f'show("{part}")', title, "", forms.named("show="))
            continue
        for key in getattr(edition.data, of):
            yield Chip(
                f'show("{part}", "{key}")', f"{title} {_clean(forms.title((of, key), True))}", "", forms.named("show=")
            )


def _called(forms: Forms, loc: Loc) -> str:
    """A figure in a few words: a party by its role where no other has it, and without the name of its group."""
    parties = at(forms.now, ("parties",)) or {}
    roles = [party.get("role") for party in parties.values() if isinstance(party, dict)]
    said = [forms.title(loc[:i], forms.is_entry(loc[:i])) for i in range(2, len(loc) + 1)]
    if loc[0] == "parties" and (role := at(parties, (loc[1], "role"))) and roles.count(role) == 1:
        said[0] = forms.named(f"role={role}") or said[0]
    if len(said) > 1 and loc[-1] == "name":
        said[-1] = forms.named("name")
    return " ".join(dict.fromkeys(said)) or forms.title(loc)


def _clean(name: str) -> str:
    """A name without the signs by which chips are found."""
    return name.replace(OPEN, "（").replace(CLOSE, "）").replace(BETWEEN, " ").replace("\n", " ").strip()
