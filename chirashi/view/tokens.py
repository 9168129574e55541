"""Reads the design tokens of `tokens.css`: every custom property, for light and for dark, and the colours among them.

This is the one place that reads the file. A colour may be written in any notation of CSS; here it
becomes red, green and blue, for what is no stylesheet: plates, pictures, icons, contrast.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import tinycss2
from tinycss2 import ast, color4

from chirashi.base.problems import Problem, Trouble
from chirashi.content.edition import named
from chirashi.view.templates import THEME

FILE = "tokens.css"
DARK = "prefers-color-scheme:dark"
COLOURS = (  # the tokens that the press needs as colours; each stands for itself, over nothing
    *("accent", "on-accent", "tint", "ground", "ink", "quiet", "line", "edge"),
    *("focus", "focus-ink", "code", "code-ground"),
)


class Token(NamedTuple):
    value: str  # as written, without comments
    line: int  # of the file, from 1


class Colour(NamedTuple):
    """Red, green and blue of sRGB, 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


class Tokens:
    """The tokens of one colour scheme, by name without its hyphens."""

    def __init__(self, given: dict[str, Token]) -> None:
        self.given = given

    def colour(self, name: str) -> Colour | None:
        """An opaque colour; None where the token is missing, or is no colour or one that lets others through."""
        value = self._resolved(name, ())
        return None if value is None else read_colour(value)

    def _resolved(self, name: str, asked: tuple[str, ...]) -> str | None:
        """The value with `var(--other)` in the place of that token's; None where that leads nowhere or in a circle."""
        if name not in self.given or name in asked:
            return None
        other = re.fullmatch(r"var\(\s*--([\w-]+)\s*\)", self.given[name].value)
        return self._resolved(other[1], (*asked, name)) if other else self.given[name].value


def read_tokens(dark: bool = False, folder: Path = THEME) -> Tokens:
    """The tokens of a theme's folder for light or for dark, which begins with those of light."""
    path = folder / FILE
    light, other = _parsed(path, path.stat().st_mtime_ns)
    return Tokens(light | other if dark else light)


def colours(dark: bool = False, folder: Path = THEME) -> dict[str, Colour]:
    """Every colour that the press needs, by name.

    :raises Trouble: where one is missing or cannot be read; `faults` says the same without raising.
    """
    if wrong := tuple(faults(folder)):
        raise Trouble(*wrong)
    tokens = read_tokens(dark, folder)
    return {name: colour for name in COLOURS if (colour := tokens.colour(name))}


def faults(folder: Path = THEME) -> Iterator[Problem]:
    """Each token that the press needs as a colour and is none, at its line, in light and in dark."""
    file = named(folder / FILE)
    light = read_tokens(False, folder)
    for name in COLOURS:
        if name not in light.given:
            yield Problem(file, 0, "theme-colour-missing", {"name": name})
    told = set()
    for tokens in (light, read_tokens(True, folder)):
        for name in COLOURS:
            token = tokens.given.get(name)
            if token and token not in told and tokens.colour(name) is None:
                told.add(token)
                yield Problem(file, token.line, "theme-colour", {"name": name, "found": token.value})


def read_colour(value: str) -> Colour | None:
    """An opaque colour in any notation of CSS; one beyond sRGB comes to the nearest within. None for anything else."""
    read = color4.parse_color(value)
    if not isinstance(read, color4.Color) or read.alpha != 1:  # "currentcolor" is a word of no colour of its own
        return None
    if read.space not in ("srgb", "hsl", "hwb"):
        from coloraide import Color  # 0.2 s to load, for notations that few themes use

        parts = Color(value).convert("srgb").fit().coords(nans=False)
    else:
        parts = list(read.to("srgb").coordinates)
    red, green, blue = (round(255 * min(max(part, 0.0), 1.0)) for part in parts)
    return Colour(red, green, blue)


def light_rules(folder: Path = THEME) -> str:
    """The file up to its first media rule: what paper takes, which is white in dark mode too."""
    return (folder / FILE).read_text("utf-8").partition("@media")[0]


def filled(svg: str, folder: Path = THEME) -> str:
    """A drawing with `var(--accent)` and the like as colours, since a picture has no stylesheet around it."""
    known = colours(folder=folder)
    return re.sub(r"var\(--([\w-]+)\)", lambda m: known[m[1]].hex, svg)


@functools.lru_cache(maxsize=4)
def _parsed(path: Path, _changed: int) -> tuple[dict[str, Token], dict[str, Token]]:
    """The tokens for light, and those that dark sets anew."""
    light: dict[str, Token] = {}
    dark: dict[str, Token] = {}
    for rule in tinycss2.parse_stylesheet(path.read_text("utf-8"), skip_comments=True, skip_whitespace=True):
        if isinstance(rule, ast.AtRule) and rule.content and DARK in tinycss2.serialize(rule.prelude).replace(" ", ""):
            for inner in tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True):
                dark |= _declared(inner)
        else:
            light |= _declared(rule)
    return light, dark


def _declared(rule: ast.Node) -> dict[str, Token]:
    """The custom properties of one rule; none of what is no rule of declarations."""
    if not isinstance(rule, ast.QualifiedRule):
        return {}
    found = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return {
        one.name.removeprefix("--"): Token(
            tinycss2.serialize([part for part in one.value if part.type != "comment"]).strip(), one.source_line
        )
        for one in found
        if isinstance(one, ast.Declaration) and one.name.startswith("--")
    }
