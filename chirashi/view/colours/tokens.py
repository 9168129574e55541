"""Reads the design tokens of `tokens.css`: every custom property, in light, in dark and on paper.

This is the one place that reads the file. `css_colours` reads each colour, in whatever notation of CSS
it is written, as red, green and blue, for what is no stylesheet: plates, pictures, icons, contrast. Browsers
and the layout engine are given each colour as it was read here, since they would not agree on all.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import tinycss2
from tinycss2 import ast

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import in_project, theme
from chirashi.view.colours.css_colours import Colour, Shade, holds_notation, in_plain, read_shade, written_as_colour
from chirashi.view.colours.css_conditions import ALL, SCHEMES, Scheme, of_rule

FILE = "tokens.css"
COLOURS = (  # the tokens that the press needs as colours; each stands for itself, over nothing
    *("accent", "on-accent", "tint", "ground", "ink", "quiet", "line", "edge"),
    *("focus", "focus-ink", "code", "code-ground"),
)
SHADES = ("shade",)  # needed too; these may let others through
DEEPEST = 64  # tokens that lead to one another, and functions within functions
LONGEST = 1000  # parts of a value: tokens that hold each other twice would double without end
SHOWN = 60  # characters of a value in a message
UNREADABLE = "…"  # stands for a value nested so deeply that it cannot be written out
Parts = Sequence[ast.Node]


@dataclass(frozen=True)
class Token:
    value: str  # as written, without comments
    line: int  # of the file, from 1
    parts: Parts = field(default=(), compare=False)  # the same, parsed


class Tokens:
    """The tokens of one colour scheme, by name without its hyphens."""

    def __init__(self, given: dict[str, Token], scheme: Scheme = "light") -> None:
        self.given = given
        self.dark = scheme == "dark"
        self._resolved: dict[str, list[ast.Node] | None] = {}

    def colour(self, name: str) -> Colour | None:
        """An opaque colour; None where the token is missing, or is no colour or one that lets others through."""
        shade = self.shade(name)
        return shade.colour if shade and shade.alpha == 1 else None

    def shade(self, name: str) -> Shade | None:
        """A colour with its opacity; None where the token is missing or is no colour."""
        return self._read(self._token(name, 0))

    def shade_of(self, value: str) -> Shade | None:
        """The same of a value that may name tokens, like `var(--accent)`."""
        return self._read(self._filled(tinycss2.parse_component_value_list(value, skip_comments=True), 0))

    def plain(self, name: str) -> str | None:
        """A token's value with every colour in it as `#rrggbb` or `#rrggbbaa`; None where one cannot be read."""
        parts = self._token(name, 0)
        plain, read = ([], False) if parts is None else in_plain(parts, self.dark)
        return _text(plain).strip() if read else None

    def is_sound(self, name: str) -> bool:
        """Whether a token is a colour where the press needs one, or where it is written as one."""
        token = self.given[name]
        if name in COLOURS:
            return self.colour(name) is not None
        if name in SHADES or (len(token.parts) == 1 and written_as_colour(token.parts)):
            return self.shade(name) is not None
        return token.value != UNREADABLE and not (holds_notation(token.parts) and self.plain(name) is None)

    def _read(self, parts: Parts | None) -> Shade | None:
        return read_shade(_text(parts).strip(), self.dark) if parts else None

    def _token(self, name: str, depth: int) -> list[ast.Node] | None:
        if name not in self._resolved:
            self._resolved[name] = None  # to which it comes where it leads back to itself
            token = self.given.get(name)
            if token and token.value != UNREADABLE:
                self._resolved[name] = self._filled(token.parts, depth + 1)
        return self._resolved[name]

    def _filled(self, parts: Parts, depth: int) -> list[ast.Node] | None:
        """Parts of a value with those of the token in the place of `var(--token)`; None where that leads nowhere."""
        if depth > DEEPEST:
            return None
        filled: list[ast.Node] = []
        for part in parts:
            inner: list[ast.Node] | None = [part]
            if part.type == "function" and part.lower_name == "var":
                inner = self._referred(part.arguments, depth)
            elif part.type == "function":
                arguments = self._filled(part.arguments, depth + 1)
                whole = ast.FunctionBlock(part.source_line, part.source_column, part.name, arguments)
                inner = None if arguments is None else [whole]
            if inner is None or len(filled) + len(inner) > LONGEST:
                return None
            filled += inner
        return filled

    def _referred(self, arguments: Parts, depth: int) -> list[ast.Node] | None:
        """What stands in the place of `var(…)`: its token, or what it gives for one that is missing."""
        cut = next((i for i, part in enumerate(arguments) if part == ","), len(arguments))
        found = self._token(_text(arguments[:cut]).strip().removeprefix("--"), depth)
        return self._filled(arguments[cut + 1 :], depth + 1) if found is None and cut < len(arguments) else found


def read_tokens(dark: bool = False, paper: bool = False) -> Tokens:
    """The theme's tokens for light, for dark, which begins with those of light, or for paper."""
    return _sheet().of["paper" if paper else "dark" if dark else "light"]


def colours(dark: bool = False, paper: bool = False) -> dict[str, Colour]:
    """Every colour that the press needs, by name.

    :raises Trouble: where one is missing or cannot be read; `faults` says the same without raising.
    """
    tokens = read_tokens(dark, paper)
    found = {name: colour for name in COLOURS if (colour := tokens.colour(name))}
    if len(found) < len(COLOURS):
        raise Trouble(*faults())
    return found


def further_colours() -> dict[str, Shade]:
    """What other tokens are colours on paper, the association's own among them."""
    tokens = read_tokens(paper=True)
    return {name: shade for name in tokens.given if name not in COLOURS and (shade := tokens.shade(name))}


def faults() -> Iterator[Problem]:
    """Each token that should be a colour and is none, at its line, in every scheme."""
    file, sheet = in_project(theme().path(FILE)), _sheet()
    for name in (*COLOURS, *SHADES):
        if name not in sheet.of["light"].given:
            yield Problem(file, sheet.line, "theme-colour-missing", {"name": name})
    wrong = {
        tokens.given[name]: name for tokens in sheet.of.values() for name in tokens.given if not tokens.is_sound(name)
    }
    light = sheet.of["light"].given
    wrong |= {token: name for name, token in sheet.elsewhere if not Tokens(light | {name: token}).is_sound(name)}
    for token, name in sorted(wrong.items(), key=lambda one: one[0].line):
        yield Problem(file, token.line, "theme-colour", {"name": name, "found": short(token.value)})


def short(value: str) -> str:
    value = " ".join(value.split())
    return value if len(value) <= SHOWN else value[: SHOWN - 1] + "…"


def site_rules() -> str:
    """The file as browsers take it: each colour as it was read, other than what follows from a token or the scheme."""
    nodes = tinycss2.parse_component_value_list(_source(theme().path(FILE)))
    return _text(in_plain(nodes, None)[0])


def paper_rules() -> str:
    """The file as paper takes it: without what screens or dark alone have, and each colour as it was read.

    A rule at the end holds the tokens that the layout engine would read otherwise, or not find.
    """
    sheet = _sheet()
    tokens = sheet.of["paper"]
    names = [
        name for name, token in tokens.given.items() if name in sheet.under_conditions or holds_notation(token.parts)
    ]
    lines = [f"--{name}: {plain};" for name in names if (plain := tokens.plain(name))]
    return sheet.on_paper + (f":root {{ {' '.join(lines)} }}\n" if lines else "")


@dataclass(frozen=True)
class _Sheet:
    of: dict[Scheme, Tokens]
    elsewhere: list[tuple[str, Token]]  # of rules for a part of the page, or for some screens alone
    under_conditions: set[str]  # tokens that paper has from within a media query or the like
    on_paper: str  # the rules that paper takes
    line: int  # of the first rule


def _sheet() -> _Sheet:
    path = theme().path(FILE)
    return _parsed(path, path.stat().st_mtime_ns)


def _source(path: Path) -> str:
    return path.read_text("utf-8-sig", errors="replace")


@functools.lru_cache(maxsize=4)
def _parsed(path: Path, _changed: int) -> _Sheet:
    """The tokens of a file in each scheme; of two rules the later wins, as browsers have it."""
    rules = tinycss2.parse_stylesheet(_source(path))
    of: dict[Scheme, dict[str, Token]] = {scheme: {} for scheme in SCHEMES}
    elsewhere: list[tuple[str, Token]] = []
    under_conditions = set()
    for declaration, schemes, bare in _declared(rules, ALL):
        name, token = declaration.name.removeprefix("--"), _token_of(declaration)
        for scheme in schemes:
            of[scheme][name] = token
        if not schemes:
            elsewhere.append((name, token))
        elif "paper" in schemes and not bare:
            under_conditions.add(name)
    kept = _text([rule for rule in rules if "paper" in of_rule(rule)])
    line = next((rule.source_line for rule in rules if isinstance(rule, ast.QualifiedRule)), 0)
    return _Sheet({s: Tokens(given, s) for s, given in of.items()}, elsewhere, under_conditions, kept, line)


def _declared(
    nodes: Parts, schemes: frozenset[Scheme], bare: bool = True, nested: bool = False
) -> Iterator[tuple[ast.Declaration, frozenset[Scheme], bool]]:
    """Every custom property, the schemes in which the whole page has it, and whether under no at-rule."""
    for node in nodes:
        if isinstance(node, ast.Declaration) and node.name.startswith("--"):
            yield node, schemes, bare
        elif isinstance(node, (ast.QualifiedRule, ast.AtRule)) and node.content:
            in_rule = nested or isinstance(node, ast.QualifiedRule)
            parse = tinycss2.parse_blocks_contents if in_rule else tinycss2.parse_rule_list
            under = bare and isinstance(node, ast.QualifiedRule)
            yield from _declared(parse(node.content), schemes & of_rule(node), under, in_rule)


def _token_of(declaration: ast.Declaration) -> Token:
    parts = [part for part in declaration.value if part.type != "comment"]
    for end in (0, -1):
        while parts and parts[end].type == "whitespace":
            del parts[end]
    return Token(_text(parts), declaration.source_line, tuple(parts))


def _text(nodes: Parts) -> str:
    try:
        return str(tinycss2.serialize(nodes))
    except RecursionError:  # the parser takes what the serialiser cannot follow
        return UNREADABLE
