"""What a member's carrier must say, worked out from the record as it stands in the list and from the data."""

from __future__ import annotations

import functools
import itertools
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from chirashi.base.project import theme
from chirashi.proof.data.entries import open_book
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.grids import Grid, Member
from chirashi.proof.mailing import postal
from chirashi.proof.mailing.list_reader import List, Record
from chirashi.proof.text.figures import Figure

WIDE = re.compile("[\uff00-\uffef]+")
HYPHEN = re.compile(r"(?<=[0-9A-Za-z])[‐‑‒–—―−ー─━～〜~](?=[0-9A-Za-z])")
PREFECTURE = re.compile("北海道|(?:東京)都|(?:大阪|京都)府|.{2,3}?県")
NOTHING = {"", "-", "－", "―", "ー", "なし", "無し", "無", "未加入", "none", "no"}
FACES = ("BIZUDPGothic-Regular.ttf", "ChirashiRare-Regular.ttf")
SELECTED = re.compile(".[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
VARIANTS = 14  # the format of a font's table of what selectors choose
OWN = 0xF0000  # where signs begin that nothing is written with


@dataclass(frozen=True)
class Told:
    """How the sheets say things: `{name} 様`, `会員番号 {number}`; the boxes they have; where the window shows them.

    `window` is left, top, width and height in mm from the sheet's upper left.
    """

    addressed: str
    number: str
    boxes: frozenset[str]
    window: tuple[float, ...]


@dataclass(frozen=True)
class Premium:
    """What a choice costs: the whole, what one costs where they are counted, how many, and what was chosen."""

    yen: int
    each: int | None
    count: int | None
    chosen: tuple[Member, ...]


@dataclass(frozen=True)
class Carrier:
    """What stands in the window, in the boxes behind each other, and as bars; the premium, or none."""

    window: str
    boxes: str
    bars: str
    premium: Premium | None


class Expected:
    """Works out carriers of one edition and one list."""

    def __init__(self, folder: Path, listed: List, told: Told) -> None:
        self.listed, self.told = listed, told
        self.book: Book = open_book(folder)
        self.premium = functools.lru_cache(maxsize=4096)(self._premium)

    def carrier(self, record: Record) -> Carrier:
        said = {what: plain(text) for what, text in record.items()}
        digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", said.get("postcode", "")))
        code = digits.zfill(7) if self.listed.is_workbook else digits
        address = self._address(said)
        name = said.get("name") or f"{said.get('family', '')} {said.get('given', '')}".strip()
        honorific = said.get("honorific", "")
        addressed = f"{name} {honorific}" if honorific else self.told.addressed.format(name=name)
        building, institution = said.get("building", ""), said.get("institution", "")
        postcode = f"{code[:3]}-{code[3:]}"
        street = f"{said['street']} {building}" if said.get("street") else f"{address} {building}"
        filled = {
            "salutation": addressed,
            "number": self.told.number.format(number=said["number"]) if said.get("number") else "",
            "member": name,
            "postcode": postcode,
            "address": " ".join(part for part in (address, building, institution) if part),
            "telephone": said.get("telephone", ""),
        }
        return Carrier(
            f"〒{postcode}{address}{building}{institution}{addressed}",
            "".join(text for box, text in filled.items() if box in self.told.boxes),
            postal.signs(code, street),
            self.premium(tuple(said.get(axis, "") for axis in self.listed.axes), said.get("count", "")),
        )

    @staticmethod
    def _address(record: Record) -> str:
        """Prefecture, town and street behind one another, none of them twice."""
        address = record.get("address", "")
        if (city := record.get("city", "")) and not address.startswith(city):
            address = address if PREFECTURE.match(address) and PREFECTURE.match(city) else city + address
        if (prefecture := record.get("prefecture", "")) and not PREFECTURE.match(address):
            address = prefecture + address
        return address + record.get("street", "")

    def _premium(self, choice: tuple[str, ...], count: str) -> Premium | None:
        """By the tables as the proof has worked them out; none where nothing was chosen or no table answers."""
        axes = [axis for axis in self.listed.axes if axis in self.book.axes]
        chosen: dict[str, Member] = {}
        for axis, text in zip(self.listed.axes, choice, strict=True):
            for piece in self._pieces(axis, text):
                found = self._find(piece, [axis, *axes])
                if found is None:
                    return None
                chosen[found[0]] = found[1]
        if not chosen:
            return None
        table = self._table(set(chosen))
        if table is None:
            return None
        cell = table.cells.get(tuple(chosen[axis].key for axis in table.axes))
        if not isinstance(cell, Figure) or cell.kind != "money":
            return None
        members = tuple(chosen.values())
        if not self._counted(table):
            return Premium(int(cell.value), None, None, members)
        number = re.match(r"\d{1,4}(?!\d)", unicodedata.normalize("NFKC", count))
        if number is None or not int(number[0]):
            return None
        return Premium(int(cell.value) * int(number[0]), int(cell.value), int(number[0]), members)

    def _table(self, axes: set[str]) -> Grid | None:
        """The one table of what is paid that runs over just these axes."""
        named = self.book.data.at("chooser").get("tables")
        keys = [item.text for item in named.items] if named else list(self.book.data.at("tables"))
        found = [
            self.book.grids[f"tables.{key}"]
            for key in keys
            if self.book.data.at("tables")[str(key)].get("paid") and set(self.book.grids[f"tables.{key}"].axes) == axes
        ]
        return found[0] if len(found) == 1 else None

    def _counted(self, table: Grid) -> bool:
        per = self.book.data.at("tables")[table.key.removeprefix("tables.")].said("paid", "per")
        return per in ("facility", "施設", "unit", "口")

    def _pieces(self, axis: str, text: str) -> list[str]:
        if fold(text).casefold() in NOTHING:
            return []
        if self._find(text, [axis]):
            return [text]
        return [piece for piece in re.split("[+＋&＆・、,/]", text) if piece.strip()]

    def _find(self, text: str, axes: list[str]) -> tuple[str, Member] | None:
        wanted = fold(text)
        members = [(axis, member) for axis in axes for member in self.book.axes.get(axis, {}).values()]
        for case in (str, str.casefold):
            for axis, member in members:
                if case(wanted) in {case(fold(name)) for name in _names(member)}:
                    return axis, member
        age = wanted.removesuffix("歳")
        if age.isdigit():
            for axis, member in members:
                if any(f.kind == "ages" and _within(f.value, int(age)) for f in member.figures):
                    return axis, member
        return None


def _names(member: Member) -> list[str]:
    numbered = [str(member.number)] if member.number is not None else []
    return [member.key, *member.names.values(), *numbered, f"プラン{member.key}", f"基本プラン{member.key}"]


def _within(ages: str, age: int) -> bool:
    low, _, high = ages.partition("..")
    return int(low) <= age and (not high or age <= int(high))


def plain(text: str) -> str:
    """A text as it must be printed: half-width letters and figures, a hyphen between figures, single blanks."""
    text = WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return " ".join(HYPHEN.sub("-", text).split())


def fold(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


@functools.cache
def _forms() -> tuple[dict[int, int], dict[str, str]]:
    """Of characters drawn in one form the least, by each other; and each character with a selector as what it shows.

    What shows a form that no character has by itself is given a sign of its own.
    """
    from fontTools.ttLib import TTFont

    least: dict[int, int] = {}
    chosen: dict[str, str] = {}
    own = itertools.count(OWN)
    for file in FACES:
        with TTFont(theme().path(f"fonts/{file}"), lazy=True) as font:
            drawn: dict[str, int] = {}
            for code, glyph in sorted(font.getBestCmap().items()):
                if drawn.setdefault(glyph, code) != code:
                    least.setdefault(code, drawn[glyph])
            tables = [table.uvsDict for table in font["cmap"].tables if table.format == VARIANTS]
            for selector, pairs in ((s, p) for table in tables for s, p in table.items()):
                for base, glyph in pairs:
                    if glyph is not None and glyph not in drawn:
                        drawn[glyph] = next(own)
                    chosen.setdefault(chr(base) + chr(selector), chr(base if glyph is None else drawn[glyph]))
    return least, chosen


def shape(text: str) -> str:
    """A text by the forms in which it is drawn, without its blanks: two ways of writing one form are one."""
    least, chosen = _forms()
    if SELECTED.search(text):
        text = SELECTED.sub(lambda found: chosen.get(found[0], found[0]), text)
    return "".join(text.split()).translate(least)
