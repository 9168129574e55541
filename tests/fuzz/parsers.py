"""What reads text that anybody may have written, each with what must hold of it whatever it is given.

`test_parsers` gives them examples in every run of the tests, and all that `corpus/` holds; `run` goes on for hours.
"""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import tinycss2
from known import EDITIONS, LANGUAGES
from lxml import etree, html
from markupsafe import Markup

from chirashi.base.problems import Problem
from chirashi.checks.prose import drafts, figure_reading, words
from chirashi.checks.text.texts import Source
from chirashi.content.edition import load
from chirashi.content.files import limits, svg_files
from chirashi.content.pages import page_text, placeholders
from chirashi.content.tables.grids import read_cell
from chirashi.content.values import Ages, Day, Email, Money, Month, Number, Percent, Telephone, Term, Unreadable, Url
from chirashi.content.yaml_files import yaml_reader
from chirashi.proof.data import yaml_events
from chirashi.proof.text import figure_reading as proof_figures
from chirashi.proof.text import numerals
from chirashi.view.colours import css_colours, css_conditions
from chirashi.view.figure_book import FigureBook
from chirashi.view.templates import View
from chirashi.view.text import markdown, source_lines

CORPUS = Path(__file__).with_name("corpus")
KINDS = (Money, Number, Percent, Day, Month, Term, Ages, Telephone, Email, Url)


class Parser(NamedTuple):
    """`bits` are what its language is made of; `holds` raises where something does not hold."""

    bits: list[str]
    holds: Callable[[str], None]


def told(*problems: Problem) -> None:
    for problem in problems:
        for lang in LANGUAGES:
            assert len(problem.line_in(lang).splitlines()) == 1, problem


def yaml(text: str) -> None:
    """Both readers of YAML come to an end, and every slip can be told."""
    told(*yaml_reader.read(Path("x.yml"), "x.yml", text).problems)
    yaml_events.parsed(text)


def values(text: str) -> None:
    for read in (*(kind.read for kind in KINDS), read_cell):
        try:
            read(text)
        except Unreadable as error:
            told(Problem("plans.yml", 1, error.type, {"key": "x", **(error.context or {})}))


def lines(text: str) -> None:
    """Every line comes from one of the text, in their order, and is one line."""
    last, most = 0, text.count("\n")
    for line in source_lines.lines(text):
        assert last <= line.number <= most and "\n" not in line.text
        last = line.number


def asked(text: str) -> None:
    """A text comes apart once, the same for checks and pages, at lines that it has."""
    pieces = placeholders.pieces(text)
    found = placeholders.placeholders(text)
    assert all(1 <= one.line <= text.count("\n") + text.count("\r") + 1 for one in found)
    if all(one.kind in ("figure", "show") for one in found):
        filled = placeholders.fill(text, lambda one: one.key)
        assert filled == "".join(piece if isinstance(piece, str) else piece.key for piece in pieces)


@functools.cache
def book() -> FigureBook:
    return View(load(EDITIONS["care-three"]), "ja").book


BARE = frozenset(("href", "src"))
SCHEME = re.compile(r"\s*(?:https|mailto|tel):|[^:]*(?:[/?#]|$)", re.IGNORECASE)


def page(text: str) -> None:
    """A page that the checks would let pass becomes HTML in which nothing can act."""
    text, problems = page_text.read_text(text, "x.md")
    told(*problems)
    asked_for = placeholders.placeholders(text)
    standard = placeholders.placeholders(source_lines.standard(text))
    if asked_for or standard or limits.beyond(text, "x.md", 1):
        return
    made = markdown.to_html(text, {}, book(), lambda *_: Markup(""), True)
    for element in html.fragment_fromstring(f"<div>{made}</div>").iter(etree.Element):
        assert element.tag not in ("script", "style", "iframe", "object", "embed", "form", "base", "meta", "link")
        for name, value in element.attrib.items():
            assert not name.startswith("on") and name != "style", (name, value)
            assert name not in BARE or SCHEME.match(value), (name, value)


def prose(text: str) -> None:
    """Checks and proof read figures out of any text, at places that it has."""
    source = Source("x.md", 1, "ja", text)
    for block in figure_reading.blocks(source, words.ANY):
        assert len(block.text) == len(block.lines)
        for found in figure_reading.figures(block.text):
            assert block.text[found.start : found.end]
    told(*drafts._of(source, drafts._lines(source)))
    for one in proof_figures.read(text):
        assert one.text in proof_figures.fold(text) or one.text


def numbers(text: str) -> None:
    """Numbers in words stand at places of the text, and in digits it has as many places as letters."""
    pieces = numerals.numbers_in_words(text)
    digits, begins, ends = numerals.in_digits(text, pieces)
    assert len(digits) == len(begins) == len(ends) and all(0 <= at <= len(text) for at in (*begins, *ends))


def colours(text: str) -> None:
    colour = css_colours.read_colour(text)
    assert colour is None or re.fullmatch("#[0-9a-f]{6}", colour.hex)
    for dark in (False, True):
        css_colours.read_shade(text, dark)
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        css_conditions.of_rule(rule)


def drawings(text: str) -> None:
    """What is published of a drawing is one still, and runs no code."""
    made = svg_files.drawing(text.encode("utf-8", "replace"))
    if isinstance(made, svg_files.Drawing):
        assert isinstance(svg_files.drawing(made.content), svg_files.Drawing)
        assert b"<script" not in made.content.lower() and b"javascript:" not in made.content.lower()


BITS: dict[str, list[str]] = tomllib.loads(Path(__file__).with_name("bits.toml").read_text("utf-8"))
PARSERS = {
    "yaml": Parser(BITS["yaml"], yaml),
    "values": Parser(BITS["prose"], values),
    "lines": Parser(BITS["markdown"], lines),
    "placeholders": Parser(BITS["placeholders"], asked),
    "page": Parser(BITS["markdown"], page),
    "prose": Parser(BITS["prose"] + BITS["markdown"], prose),
    "numerals": Parser(BITS["numerals"], numbers),
    "colours": Parser(BITS["colours"], colours),
    "drawings": Parser(BITS["drawings"], drawings),
}


def kept(name: str) -> list[Path]:
    """The inputs of a parser that were found to matter."""
    return sorted((CORPUS / name).glob("*.txt"))


def read(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "surrogatepass")
