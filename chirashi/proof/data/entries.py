"""Goes through `plans.yml` and puts every figure of it under its key in the lookup."""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Callable
from pathlib import Path

from chirashi.proof.data import grids, literals, yaml_events
from chirashi.proof.data.figure_lookup import Book, Text
from chirashi.proof.data.whole_texts import WholeTexts
from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.text import figure_reading, numerals
from chirashi.proof.text.addresses import address
from chirashi.proof.text.figure_reading import packed
from chirashi.proof.text.figures import Figure, money

DATES = {"start", "opens", "closes", "issued", "valid_until", "date", "published"}
APART = {"cells", "printed", "factors", "rule", "axes", "languages", "pages"}  # read elsewhere
APART |= {"terms", "search"}  # no figures
HOLE = re.compile(r"\{\{.*?\}\}")
COUNTED = re.compile(r"(\d{1,3})\s?([^\d\s()]{1,12})")


def open_book(folder: Path) -> Book:
    """The book of an edition; kept while its files do not change."""
    files = (folder / "plans.yml", folder / "literals.yml")
    return _open(folder, tuple(file.stat().st_mtime_ns if file.is_file() else 0 for file in files))


@functools.lru_cache(maxsize=64)
def _open(folder: Path, _changed: tuple[int, ...]) -> Book:
    data = yaml_events.read_yaml(folder / "plans.yml")
    languages = [e.text or "" for e in (data.get("languages") or Entry(0)).items]
    pages = [e.text or "" for e in (data.get("pages") or Entry(0)).items]
    book = Book(folder, data, languages, pages)
    book.axes = grids.axes(data, languages)
    book.grids = grids.grids(data, languages)
    _walk(book, data, "")
    for grid in book.grids.values():
        for where, found in grid.cells.items():
            if isinstance(found, Figure):
                book.hold(grid.name_of(where), found, grid.line)
            else:
                book.texts.append(Text(grid.name_of(where), found))
    _cell_notes(book, data, "")
    for axis, members in book.axes.items():
        for member in members.values():
            key = f"axes.{axis}.values.{member.key}"
            if not member.names and not member.figures and any(c.isdigit() for c in member.key):
                book.texts.append(Text(key, dict.fromkeys(languages, member.key)))
    for key, example in data.at("examples").items():
        _example(book, key, example)
    declared = literals.read_literals(folder / "literals.yml", languages)
    book.literals, book.cell_words, book.order = declared.literals, declared.cell_words, declared.order
    book.waivers = declared.waived
    book.unreasoned = declared.unreasoned
    _masks(book)
    return book


def _walk(book: Book, entry: Entry, at: str) -> None:
    for name, inner in entry.under.items():
        key = f"{at}.{name}".lstrip(".")
        if name in APART and not (name in ("axes",) and not at):
            continue
        if inner.under and set(inner.under) <= set(book.languages):
            book.texts.append(Text(key, {language: (e.text or "") for language, e in inner.under.items()}))
        elif name == "paid" and inner.under:
            book.paid[PER.get(inner.said("per"), inner.said("per"))].add(key)
        elif inner.text is not None:
            _scalar(book, key, name, inner, entry)
        else:
            _walk(book, inner, key)
    for i, inner in enumerate(entry.items):
        own = inner.said("key") or inner.said("way") or inner.said("number") or str(i)
        if inner.under and set(inner.under) <= set(book.languages):
            book.texts.append(Text(f"{at}.{own}", {language: (e.text or "") for language, e in inner.under.items()}))
        else:
            _walk(book, inner, f"{at}.{own}")


def _cell_notes(book: Book, entry: Entry, at: str) -> None:
    """What stands beside single amounts in cells, which are read elsewhere."""
    for name, inner in entry.under.items():
        key = f"{at}.{name}".lstrip(".")
        if "amount" in inner.under and ".cells." in f".{key}." and (note := inner.get("note")):
            book.texts.append(Text(f"{key}.note", {language: (e.text or "") for language, e in note.under.items()}))
        else:
            _cell_notes(book, inner, key)


def _telephone(text: str) -> Figure | None:
    """A number; None for a word, as where a form says whether it asks for one."""
    digits = figure_reading.telephone(text)
    return Figure("telephone", digits) if len(digits) >= 9 else None


READERS: dict[str, Callable[[str], Figure | None]] = {
    "telephone": _telephone,
    "fax": _telephone,
    "email": lambda text: Figure("email", text.lower()),
    "url": lambda text: Figure("url", address(text)),
    "own_page": lambda text: Figure("url", address(text)),
    "percent": lambda text: figure_reading.read_one(f"{text.removesuffix('%').strip()}%"),
    "money": lambda text: money(grids.amount(text)),
    "amount": lambda text: money(grids.amount(text)),
    "month": grids.month_of,
    "ages": lambda text: Figure("ages", grids.ages_of(text)),
    "term": figure_reading.read_one,
    "year": lambda text: Figure("year", text),
}
PER = {"施設": "facility", "人": "person", "口": "unit", "床": "bed", "世帯": "household", "チーム": "team"}
LAST_DAYS = {"last", "末日", "月末", "31", "31日"}  # of a month: not every one has a 31st


def _scalar(book: Book, key: str, name: str, entry: Entry, around: Entry) -> None:
    """One figure of the data, by the name it stands under."""
    text, line = figure_reading.fold(entry.text or "").strip(), entry.line
    if key.startswith("facts."):
        key = key.rpartition(".")[0]
    if name in DATES or key == "dates.deadline":
        key = "dates.deadline" if key == "dates.deadline.date" else key
        for found in figure_reading.read(text):
            if found.figure.kind in ("date", "time") and found.figure.value != "?":
                book.hold(key, found.figure, line)
    elif name in READERS:
        if figure := READERS[name](text):
            book.hold(key, figure, line)
            if figure.kind == "ages" and (single := grids.single_age(figure.value)):
                book.hold(key, Figure("number", single), line)
                book.units[key] |= {"歳", "^age", "^aged", "^ages"}
    elif name == "day_of_month" and text in LAST_DAYS:
        book.hold(key, Figure("monthend", "last"), line)
    elif name in ("number", "day_of_month", "renewable_to"):
        _count(book, key, text, line, around)
    elif any(c.isdigit() for c in text) and key not in ("edition",):
        book.texts.append(Text(key, dict.fromkeys(book.languages, text)))


def _count(book: Book, key: str, text: str, line: int, around: Entry) -> None:
    """A count with its unit: also what it reads as together with that unit, 5年 a term."""
    if key == "approval.number":
        book.texts.append(Text(key, dict.fromkeys(book.languages, text)))
        return
    if (whole := figure_reading.whole(text)) is None:
        return
    number = str(whole)
    book.hold(key, Figure("number", number), line)
    units = {e.text or "" for e in around.at("unit").values()}
    if key.endswith("day_of_month"):
        units = {"日", "of every month", "of each month", "^day"}
    elif key.endswith("renewable_to"):
        units = {"歳", "years", "^age of"}
    for unit in units:
        if unit.startswith("^"):
            continue
        joined = figure_reading.fold(f"{number}{unit}" if not unit.isascii() else f"{number} {unit}")
        if (figure := figure_reading.read_one(joined)) and figure.kind != "number":
            book.hold(key, figure, line)
    book.units[key] |= {figure_reading.fold(unit) for unit in units}


def _example(book: Book, key: str, example: Entry) -> None:
    """A worked example's factors and their product, by our own multiplication."""
    amounts = []
    listed = example.get("factors")
    for i, factor in enumerate(listed.items if listed else []):
        at = f"examples.{key}.factors.{i}"
        of_coverage = f"coverages.{factor.said('coverage')}.limit"
        if table := book.grids.get(of_coverage if factor.said("coverage") else f"tables.{factor.said('table')}"):
            found = table.cells.get(tuple(factor.said("at", axis) for axis in table.axes))
            value = int(found.value) if isinstance(found, Figure) and found.kind == "money" else 0
            book.hold(at, money(value), factor.line)
        elif factor.said("money"):
            value = grids.amount(factor.said("money"))
            book.hold(at, money(value), factor.line)
        else:
            value = figure_reading.whole(factor.said("number")) or 0
            _count(book, at, str(value), factor.line, factor)
        amounts.append(value)
    if amounts:
        book.hold(f"examples.{key}.result", money(math.prod(amounts)), example.line)


def _masks(book: Book) -> None:
    """The texts that hold digits. A language that says the same without digits has nothing to trace."""
    wanted: dict[str, str] = {}
    for text in book.texts:
        counted = [
            match for said in text.by_language.values() if (match := COUNTED.fullmatch(figure_reading.fold(said)))
        ]
        if counted and len(counted) == len(
            text.by_language
        ):  # 1口, 1 unit: a count like any other, whatever text holds it
            for match in counted:
                book.hold(text.key, Figure("number", match[1]), book.data.line)
                book.units[text.key].add(match[2])
            continue
        for said in text.by_language.values():
            pieces = HOLE.split(said)
            for i, piece in enumerate(pieces):
                if _digits(piece):
                    wanted.setdefault(packed(piece), text.key if len(pieces) == 1 else f"{text.key}#{i}")
    for literal in book.literals:
        for said in literal.by_language.values():
            wanted[packed(said)] = literal.key
    ordered = sorted(wanted, key=len, reverse=True)
    book.masks = WholeTexts([re.escape(piece) for piece in ordered], [wanted[piece] for piece in ordered])
    same = [text.key for text in book.texts if len({_digits(said) for said in text.by_language.values()}) == 1]
    book.shared = set(same) | {lit.key for lit in book.literals if all(map(_digits, lit.by_language.values()))}


def _digits(text: str) -> bool:
    """Whether a text holds numbers, in digits or in words."""
    text = figure_reading.fold(text)
    return any(c.isdigit() for c in text) or bool(numerals.numbers_in_words(text))
