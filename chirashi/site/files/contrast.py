"""Whether the theme's colours can be seen: the contrast of every pair, in light and in dark.

An association changes its accent in `tokens.css`. A colour that looks well, and in which not everyone
can read a text or find a button, stops the build, since nobody would see it otherwise.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.content.edition import named
from chirashi.view.templates import THEME
from chirashi.view.tokens import DARK, tokens

LEAST = 7.0  # to 1: WCAG 2.2, 1.4.6, beyond level AA; many who read terms of insurance are not young
PAIRS = [(text, ground) for text in ("ink", "quiet", "accent") for ground in ("ground", "tint")]
PAIRS += [("on-accent", "accent"), ("focus-ink", "focus"), ("code", "code-ground")]
LEAST_OF_EDGES = 3.0  # to 1: WCAG 2.2, 1.4.11, of what shows where something can be chosen or written in
EDGES = [("edge", "ground"), ("edge", "tint")]  # the accent is an edge too, and held to more as text
SCHEMES = {False: {"ja": "明るい", "en": "light"}, True: {"ja": "暗い", "en": "dark"}}


def faults(folder: Path = THEME) -> Iterator[Problem]:
    """Colours that are not written as six digits, and pairs of text or of edges whose contrast is too low."""
    path = folder / "tokens.css"
    text = path.read_text("utf-8")
    unread = set()
    for name in sorted({name for pair in PAIRS + EDGES for name in pair}):
        said = list(re.finditer(rf"--{name}\s*:\s*(?P<value>[^;]*)", text))
        wrong = [one.start() for one in said if not re.fullmatch("#[0-9a-fA-F]{6}", one["value"].strip())]
        for at in wrong or ([] if said else [0]):
            unread.add(name)
            yield Problem(named(path), text.count("\n", 0, at) + 1, "theme-colour", {"name": name})
    for dark, scheme in SCHEMES.items():
        colours = tokens(dark, folder)
        wanted = [(*pair, LEAST, "theme-contrast") for pair in PAIRS]
        wanted += [(*pair, LEAST_OF_EDGES, "theme-edge") for pair in EDGES]
        for one, other, least, message in wanted:
            if one in unread or other in unread:
                continue
            ratio = contrast(colours[one], colours[other])
            if ratio < least:
                found = {"scheme": scheme, "text": one, "ground": other, "found": f"{int(ratio * 10) / 10:.1f}"}
                yield Problem(named(path), _line(text, one, dark), message, found | {"least": f"{least:.0f}"})


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, `#rrggbb`, as WCAG defines it: 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _line(text: str, name: str, dark: bool) -> int:
    """The line that sets a colour: for dark its own, where it has one."""
    places = [match.start() for match in re.finditer(rf"--{re.escape(name)}\s*:", text)]
    own = [place for place in places if (DARK in text[:place]) == dark] or places or [0]
    return text.count("\n", 0, own[0]) + 1
