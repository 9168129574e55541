"""Reads colours as CSS writes them (CSS Color 4, and of 5 `color-mix` and `light-dark`), as red, green and blue.

A colour beyond sRGB comes to the nearest within, so that it is one colour on every screen and on paper.
Not read is what follows from something else than the sheet: `currentcolor`, system colours, `calc()` and
colours derived `from` others.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import tinycss2
from tinycss2 import ast, color4

if TYPE_CHECKING:
    from coloraide import Color

SIMPLE = {"rgb", "rgba", "hsl", "hsla", "hwb"}  # read without coloraide, which takes 0.2 s to load
SPACED = {"lab", "lch", "oklab", "oklch", "color"}
NOTATIONS = SIMPLE | SPACED | {"color-mix", "light-dark"}
UNREAD = {"device-cmyk", "contrast-color"}  # notations of colours, which no screen or no engine shows alike
SYSTEM = {  # colours of the device, each its own
    *("canvas", "canvastext", "linktext", "visitedtext", "activetext", "buttonface", "buttontext", "buttonborder"),
    *("field", "fieldtext", "highlight", "highlighttext", "selecteditem", "selecteditemtext", "mark", "marktext"),
    *("graytext", "accentcolor", "accentcolortext"),
}
HUES = {"hsl", "hwb", "lch", "oklch"}  # spaces in which a mix goes around
SPACES = {"srgb", "srgb-linear", "lab", "oklab", "display-p3", "a98-rgb", "prophoto-rgb", "rec2020"} | HUES
SPACES |= {"xyz", "xyz-d50", "xyz-d65"}
WAYS = {"shorter", "longer", "increasing", "decreasing"}
DEEPEST = 16  # colours mixed of mixed colours


class Colour(NamedTuple):
    """Red, green and blue of sRGB, 0 to 255."""

    red: int
    green: int
    blue: int

    @property
    def hex(self) -> str:
        return f"#{self.red:02x}{self.green:02x}{self.blue:02x}"


class Shade(NamedTuple):
    """A colour with its opacity, 0 to 1."""

    colour: Colour
    alpha: float

    @property
    def hex(self) -> str:
        return self.colour.hex if self.alpha == 1 else f"{self.colour.hex}{round(self.alpha * 255):02x}"


def read_colour(value: str) -> Colour | None:
    """An opaque colour; None for anything else."""
    shade = read_shade(value)
    return shade.colour if shade and shade.alpha == 1 else None


@functools.lru_cache(maxsize=256)
def read_shade(value: str, dark: bool = False) -> Shade | None:
    """A colour in any notation, of `light-dark()` the one for that scheme; None for what is no colour."""
    return _shade(tinycss2.parse_one_component_value(value, skip_comments=True), dark)


def written_as_colour(parts: Sequence[ast.Node]) -> bool:
    """Whether a value is meant as a colour, or holds one: by its notation, since a word may mean anything."""
    if len(parts) == 1 and parts[0].type == "hash":
        return True
    if len(parts) == 1 and parts[0].type == "ident":
        return parts[0].lower_value in SYSTEM
    return holds_notation(parts)


def holds_notation(parts: Sequence[ast.Node]) -> bool:
    """Whether a colour is written as a function anywhere in a value."""
    functions = (part for part in parts if part.type == "function")
    return any(one.lower_name in NOTATIONS | UNREAD or holds_notation(one.arguments) for one in functions)


def in_plain(parts: Sequence[ast.Node], dark: bool | None = False) -> tuple[list[ast.Node], bool]:
    """A value with its colours as `#rrggbb` or `#rrggbbaa`, and whether each could be read.

    Where `dark` is None, what depends on the scheme stays as it is.
    """
    plain: list[ast.Node] = []
    all_read = True
    for part in parts:
        if part.type in ("() block", "[] block", "{} block"):
            inner, read = in_plain(part.content, dark)
            plain.append(type(part)(part.source_line, part.source_column, inner))
            all_read &= read
            continue
        if part.type != "function":
            plain.append(part)
            continue
        shade = None
        if part.lower_name in NOTATIONS and not (dark is None and _depends(part)):
            shade = read_shade(tinycss2.serialize([part]), bool(dark))
        if shade:
            plain.append(ast.HashToken(part.source_line, part.source_column, shade.hex[1:], False))
            continue
        inner, read = in_plain(part.arguments, dark)
        plain.append(ast.FunctionBlock(part.source_line, part.source_column, part.name, inner))
        all_read &= read and part.lower_name not in NOTATIONS | UNREAD
    return plain, all_read


def _depends(part: ast.FunctionBlock) -> bool:
    """Whether a colour follows from a token or from the scheme."""
    return part.lower_name in ("var", "light-dark") or any(
        _depends(inner) for inner in part.arguments if inner.type == "function"
    )


def _shade(token: ast.Node, dark: bool, depth: int = 0) -> Shade | None:
    function = token.lower_name if token.type == "function" else None
    if function is None or function in SIMPLE:
        read = color4.parse_color(token)
        if isinstance(read, color4.Color) and not (function and _wrong_with_commas(token)):
            red, green, blue = read.to("srgb").coordinates
            return _shade_of(red, green, blue, read.alpha)
        if function is None:  # "currentcolor" too, a word of no colour of its own
            return None
    found = _colour(token, dark, depth)  # also simple ones with parts in different units
    if found is None:
        return None
    red, green, blue = found.convert("srgb").fit().coords(nans=False)
    return _shade_of(red, green, blue, found.alpha(nans=False))


def _wrong_with_commas(token: ast.FunctionBlock) -> bool:
    """Whether it has commas that browsers do not take, as in `hwb(1, 2%, 3%)` and `rgb(1, none, 3)`."""
    if not any(part == "," for part in token.arguments):
        return False
    kinds = [part.type for part in token.arguments if part.type not in ("whitespace", "comment", "literal")]
    of_hue = token.lower_name.startswith("hsl") and kinds[1:3] != ["percentage"] * 2
    return token.lower_name == "hwb" or "ident" in kinds or of_hue


def _shade_of(red: float, green: float, blue: float, alpha: float) -> Shade | None:
    if not all(map(math.isfinite, (red, green, blue, alpha))):
        return None
    red, green, blue = (round(255 * min(max(part, 0.0), 1.0)) for part in (red, green, blue))
    return Shade(Colour(red, green, blue), min(max(alpha, 0.0), 1.0))


def _colour(token: ast.Node, dark: bool, depth: int) -> Color | None:
    """A colour in its own space, of which one may be mixed with it; None for what is none."""
    from coloraide import Color

    if depth > DEEPEST:
        return None
    if token.type == "function" and token.lower_name == "color-mix":
        return _mixed(_by_commas(token), dark, depth)
    if token.type == "function" and token.lower_name == "light-dark":
        parts = _by_commas(token)
        both = [_colour(part[0], dark, depth + 1) if len(part) == 1 else None for part in parts]
        return both[dark] if len(both) == 2 and None not in both else None
    if token.type == "function" and token.lower_name not in SIMPLE | SPACED:
        return None
    if token.type not in ("function", "hash", "ident"):
        return None
    match = Color.match(tinycss2.serialize([token]), fullmatch=True)
    if match is None or not all(math.isfinite(part) for part in match.color.coords(nans=False)):
        return None
    if token.type == "function" and token.lower_name in ("lch", "oklch"):
        match.color["chroma"] = max(match.color.get("chroma", nans=False), 0)  # less is none, in browsers
    return match.color


def _mixed(parts: list[list[ast.Node]], dark: bool, depth: int) -> Color | None:
    """`color-mix(in oklab, red 30%, white)`, as CSS Color 5 defines it; without a space it is oklab."""
    space, way = "oklab", "shorter"
    if parts[0] and parts[0][0].type == "ident" and parts[0][0].lower_value == "in":
        words = [getattr(part, "lower_value", "") for part in parts.pop(0)[1:]]
        around = len(words) == 3 and words[0] in HUES and words[2] == "hue"
        if not (around or len(words) == 1) or words[0] not in SPACES:
            return None
        space, way = words[0], words[1] if around else way
    if len(parts) != 2 or way not in WAYS:
        return None
    (one, first), (other, second) = map(_share, parts)
    begin, end = (None if part is None else _colour(part, dark, depth + 1) for part in (one, other))
    first, second = _shares(first, second)
    whole = first + second
    if begin is None or end is None or not (0 <= first <= 100 and 0 <= second <= 100 and whole > 0):
        return None
    space = "xyz-d65" if space == "xyz" else space
    as_css = {"premultiplied": True, "powerless": True, "carryforward": True}
    mixed = begin.mix(end, second / whole, space=space, out_space=space, hue=way, **as_css)
    mixed["alpha"] = mixed.alpha(nans=False) * min(whole / 100, 1)
    return mixed


def _shares(first: float | None, second: float | None) -> tuple[float, float]:
    """Per cent of each; of what is not given, what the other leaves."""
    if first is None:
        return (50, 50) if second is None else (100 - second, second)
    return first, 100 - first if second is None else second


def _share(parts: list[ast.Node]) -> tuple[ast.Node | None, float | None]:
    """Of one that is mixed: the colour, and its per cent where they are given, before it or after."""
    shares = [part.value for part in parts if part.type == "percentage"]
    others = [part for part in parts if part.type != "percentage"]
    if len(shares) > 1 or len(others) != 1:
        return None, None
    return others[0], shares[0] if shares else None


def _by_commas(token: ast.FunctionBlock) -> list[list[ast.Node]]:
    parts: list[list[ast.Node]] = [[]]
    for part in token.arguments:
        if part == ",":
            parts.append([])
        elif part.type not in ("whitespace", "comment"):
            parts[-1].append(part)
    return parts
