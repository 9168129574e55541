"""Draws the site's icon as pictures for those that take no drawing: `favicon.ico`, and a phone's home screen.

Both come from the theme's `favicon.svg` in the tokens' colours, so that an association that changes its
accent changes them too. Text in it is set in the theme's own fonts; nothing else is looked for on the
machine, so that the same drawing gives the same bytes everywhere.
"""

from __future__ import annotations

import functools
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

import resvg_py

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import in_project, theme
from chirashi.view.colours.drawings import filled
from chirashi.view.colours.tokens import colours

if TYPE_CHECKING:
    from PIL import Image

DRAWING = "favicon.svg"
ICO, TOUCH = "favicon.ico", "apple-touch-icon.png"
SIZES = {ICO: 32, TOUCH: 180}  # pixels: of a tab, of a home screen
FONT = "BIZ UDPGothic"
TEXT = re.compile(r"<(?:\w+:)?text\b")
NOT_DRAWN = re.compile(
    r"<(?:\w+:)?(foreignObject|script|animate\w*|set|video|iframe)\b"
)  # the renderer passes over them


def files() -> dict[str, bytes]:
    """Both pictures by their names; `Trouble` where the drawing cannot be drawn."""
    drawing = theme().path(f"web/{DRAWING}")
    svg = filled(drawing.read_text("utf-8"), drawing)
    return dict(_make_icons(svg, colours()["accent"].hex, drawing))


@functools.lru_cache(maxsize=4)
def _make_icons(svg: str, ground: str, drawing: Path) -> tuple[tuple[str, bytes], ...]:
    """A home screen rounds corners itself and shows nothing through: there the ground fills the square."""
    if passed_over := NOT_DRAWN.search(svg):
        line = svg.count("\n", 0, passed_over.start()) + 1
        raise Trouble(Problem(in_project(drawing), line, "theme-error", {"said": f"<{passed_over[1]}>"}))
    found = []
    for name, size in SIZES.items():
        picture = _draw(svg, size, ground if name == TOUCH else None, drawing)
        out = io.BytesIO()
        if name == ICO:
            picture.save(out, "ICO", sizes=[(size, size)])
        else:
            picture.convert("RGB").save(out, "PNG", optimize=True)
        found.append((name, out.getvalue()))
    return tuple(found)


def _draw(svg: str, size: int, ground: str | None, drawing: Path) -> Image.Image:
    """The drawing in the middle of a square, as large as it goes."""
    import PIL.IcoImagePlugin  # noqa: F401  # else Pillow loads all of its formats, to find one that it does not know
    from PIL import Image
    from PIL.PngImagePlugin import PngImageFile

    fonts = [str(font) for font in theme().files("fonts/*.ttf")] if TEXT.search(svg) else None
    try:
        content = resvg_py.svg_to_bytes(
            svg_string=svg,
            width=size,
            height=size,
            background=ground,
            skip_system_fonts=True,
            font_files=fonts,
            font_family=FONT,
            sans_serif_family=FONT,
            serif_family=FONT,
        )
    except ValueError as error:
        raise Trouble(Problem(in_project(drawing), 0, "theme-error", {"said": str(error)})) from error
    drawn = PngImageFile(io.BytesIO(content))
    square = Image.new("RGBA", (size, size), ground or (0, 0, 0, 0))
    square.paste(drawn, ((size - drawn.width) // 2, (size - drawn.height) // 2))
    return square
