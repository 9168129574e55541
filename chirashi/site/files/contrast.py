"""Measures the contrast of the theme's colours, pair by pair, in light and in dark.

An association changes its accent in `tokens.css`. A colour that looks well, and in which not everyone
can read a text or find a button, stops the build, since nobody would see it otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.base.project import in_project, theme
from chirashi.view.colours import drawings, tokens
from chirashi.view.colours.css_colours import Colour

LEAST = 7.0  # to 1: WCAG 2.2, 1.4.6, beyond level AA; many who read terms of insurance are not young
PAIRS = [(text, ground) for text in ("ink", "quiet", "accent") for ground in ("ground", "tint")]
PAIRS += [("on-accent", "accent"), ("focus-ink", "focus"), ("code", "code-ground")]
LEAST_OF_EDGES = 3.0  # to 1: WCAG 2.2, 1.4.11, of what shows where something can be chosen or written in
EDGES = [("edge", "ground"), ("edge", "tint")]  # the accent is an edge too, and held to more as text
SCHEMES = {False: "scheme-light", True: "scheme-dark"}


def faults() -> Iterator[Problem]:
    """Tokens that are no colours, and pairs of text or of edges whose contrast is too low."""
    wrong = list(tokens.faults())
    yield from wrong
    names = {problem.fields["name"] for problem in wrong}  # told where they stand, and not again for each drawing
    yield from (problem for problem in drawings.faults() if problem.fields["name"] not in names)
    file = in_project(theme().path(tokens.FILE))
    for dark, scheme in SCHEMES.items():
        given = tokens.read_tokens(dark)
        wanted = [(*pair, LEAST, "theme-contrast") for pair in PAIRS]
        wanted += [(*pair, LEAST_OF_EDGES, "theme-edge") for pair in EDGES]
        for one, other, least, message in wanted:
            text, ground = given.colour(one), given.colour(other)
            if text is None or ground is None:
                continue
            ratio = contrast(text, ground)
            if ratio < least:
                found = {"scheme": phrase(scheme), "text": one, "ground": other, "found": f"{int(ratio * 10) / 10:.1f}"}
                yield Problem(file, given.given[one].line, message, found | {"least": f"{least:.0f}"})


def contrast(colour: Colour, other: Colour) -> float:
    """The contrast of two colours as WCAG defines it: 1 to 21."""
    high, low = sorted((_luminance(colour), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: Colour) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
