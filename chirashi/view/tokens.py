"""The theme's colours for what is no stylesheet: pictures, and what a browser's own frame takes on."""

from __future__ import annotations

import functools
import re
from pathlib import Path

from chirashi.view.templates import THEME

TOKEN = re.compile(r"--(?P<name>[\w-]+):\s*(?P<value>#[0-9a-fA-F]{6})\s*;")
DARK = "prefers-color-scheme: dark"


def tokens(dark: bool = False, folder: Path = THEME) -> dict[str, str]:
    """Every colour of `tokens.css` by its name, for light or for dark."""
    light, _, other = _text(folder / "tokens.css", (folder / "tokens.css").stat().st_mtime_ns).partition(DARK)
    found = dict(TOKEN.findall(light))
    return found | dict(TOKEN.findall(other)) if dark else found


@functools.lru_cache(maxsize=4)
def _text(path: Path, _changed: int) -> str:
    return path.read_text("utf-8")


def filled(svg: str) -> str:
    """A drawing with `var(--accent)` and the like as colours, since a picture has no stylesheet around it."""
    colours = tokens()
    return re.sub(r"var\(--([\w-]+)\)", lambda m: colours[m[1]], svg)
