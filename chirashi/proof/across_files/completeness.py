"""Finds what a surface must show and does not, by the list in `required.toml`."""

from __future__ import annotations

import fnmatch
import functools
import tomllib
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.grids import Where
from chirashi.proof.files.kinds import PAPER
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

PRESS = "-press"  # held against the office's sheet, see `press_sheets`
SHEETS = ("flyer/index.html", "fax.html")  # paper as pages, by their names on the site
LIST = Path(__file__).with_name("required.toml")


@dataclass
class Shown:
    """What one file shows: keys of figures, places of grids, payloads of codes."""

    surface: Surface
    keys: set[str] = field(default_factory=set)
    places: dict[str, set[Where]] = field(default_factory=lambda: defaultdict(set))
    codes: set[str] = field(default_factory=set)


@functools.cache
def required() -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = tomllib.loads(LIST.read_text("utf-8"))
    return found


def prove_complete(
    book: Book, surfaces: list[Surface], shown: list[Shown], roots: dict[str, str], made: frozenset[str],
    findings: Findings,
) -> None:  # fmt: skip
    """`roots` names where the site and the sheets stand, for messages; what was not `made` is not asked for.

    `made` says what the list calls `when`. `surfaces` are all files, also those that cannot be read, for which
    others tell; `shown` is what was read.
    """
    for language in book.languages:
        _files(book, language, surfaces, roots, made, findings)
        for rule in required()["require"]:
            keys = [key for pattern in rule["keys"] for key in resolved(book, pattern)]
            for on in rule["on"]:
                _keys(book, on, dict.fromkeys(keys), where(on, language, shown), language, roots, findings)
        for rule in required()["tables"]:
            for on in rule["on"]:
                _tables(book, rule, on, where(on, language, shown), language, roots, findings)
        for rule in required()["codes"]:
            keys = [key for pattern in rule["keys"] for key in resolved(book, pattern)]
            for on in rule["on"]:
                files = where(on, language, shown)
                for key in keys:
                    there = not files or any(key in file.codes for file in files)
                    if not there and not findings.excused(book, key, on):
                        findings.say(place_of(on, files, roots), "proof-code-missing", key=key, language=language)


def _files(
    book: Book, language: str, surfaces: list[Surface], roots: dict[str, str], made: frozenset[str], findings: Findings
) -> None:
    """Every page that the edition lists, every sheet and every file that the list names, in this language."""
    there = {surface.name for surface in surfaces if surface.language == language}
    listed = book.data.get("pages")
    pages = [entry.text or "" for entry in listed.items] if listed else []
    wanted = [("site", "index.html" if name == "index" else f"{name}/index.html") for name in pages]
    for rule in required()["files"]:
        asked = made.issuperset(rule["when"]) and (rule.get("in") != "first" or language == book.languages[0])
        if asked and ("needs" not in rule or resolved(book, rule["needs"])):
            each = rule.get("each", "")
            keys = [key.rpartition(".")[2] for key in book.grids if fnmatchcase(key, each)] if each else [""]
            wanted += [
                (rule["when"][0], name.format(key=key, edition=book.data.said("edition")))
                for name in rule["names"]
                for key in keys
            ]
    for below, name in wanted:
        if below in made and not fnmatch.filter(there, name) and not findings.excused(book, name, below):
            findings.say(Position(roots[below]), "proof-file-missing", name=name, language=language)


def where(on: str, language: str, shown: list[Shown]) -> list[Shown]:
    """The files of a language that a rule speaks of."""
    mine = [file for file in shown if file.surface.language == language and not file.surface.unread]
    match on:
        case "index":
            return [file for file in mine if file.surface.name == "index.html"]
        case "site":
            return [file for file in mine if file.surface.kind == "html"]
        case "page":  # of the site, and no sheet of paper as a page
            return [file for file in mine if file.surface.kind == "html" and file.surface.name not in SHEETS]
    if on in SHEETS:
        return [file for file in mine if file.surface.name == on]
    sheets = [file for file in mine if file.surface.kind in PAPER and PRESS not in file.surface.name]
    return [file for file in sheets if file.surface.name.startswith(on)]


def resolved(book: Book, pattern: str) -> list[str]:
    """The keys of the data that a pattern of the list means."""
    if pattern.startswith("requests."):
        return request_keys(book, pattern.partition(".")[2])
    return [key for key in book.figures_by_key if fnmatchcase(key, pattern) and key.count(".") == pattern.count(".")]


def request_keys(book: Book, way: str) -> list[str]:
    listed = book.data.get("requests")
    for request in listed.items if listed else []:
        if request.said("way") == way:
            key = "requests.url.url" if way == "url" else f"parties.{request.said('party')}.{way}"
            return [key] if key in book.figures_by_key else []
    return []


def _keys(
    book: Book,
    on: str,
    keys: Iterable[str],
    files: list[Shown],
    language: str,
    roots: dict[str, str],
    findings: Findings,
) -> None:
    if not files:
        return
    each = files if on not in ("site", "page") else [None]
    for file in each:
        there = file.keys if file else set().union(*(f.keys for f in files))
        for key in keys:
            if key not in there and not findings.excused(book, key, on):
                place = Position(file.surface.file) if file else place_of(on, files, roots)
                wanted = ", ".join(str(figure) for figure in sorted(book.figures_by_key[key]))
                findings.say(place, "proof-missing", key=key, wanted=wanted, language=language)


def _tables(
    book: Book,
    rule: dict[str, Any],
    on: str,
    files: list[Shown],
    language: str,
    roots: dict[str, str],
    findings: Findings,
) -> None:
    if not files:
        return
    for key, grid in book.grids.items():
        meant = len(grid.axes) >= rule.get("axes", 1) and any(fnmatchcase(key, one) for one in rule["grids"])
        if meant:
            each = [file.places.get(key, set()) for file in files]
            there = max(each, key=len) if on == "page" else set().union(*each)  # on a single page, the whole table
            missing = [".".join(place) for place in grid.cells if place not in there]
            if missing and not findings.excused(book, key, on):
                findings.say(
                    place_of(on, files, roots), "proof-table-missing", table=key, language=language,
                    places=", ".join(missing),
                )  # fmt: skip


def place_of(on: str, files: list[Shown], roots: dict[str, str]) -> Position:
    if on in ("site", "page"):
        return Position(roots.get("site", "site"))
    return Position(files[0].surface.file)
