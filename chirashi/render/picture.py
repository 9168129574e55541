"""The picture that messengers show beside a link to the site, one a language: the scheme's name and who offers it.

It holds no figure, since no proof reads pixels. Drawn with the paper's own font in the tokens' colours.
"""

from __future__ import annotations

import functools
import io
import re
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.render.tokens import tokens
from chirashi.render.view import THEME

if TYPE_CHECKING:
    from PIL.ImageFont import FreeTypeFont

NAME = "card.png"
SIZE = (1200, 630)  # what Open Graph readers crop least
MARGIN = 96
HEAD, SMALL = 76, 36
BAR = 24
FONT = "BIZUDPGothic-{}.ttf"
# Where a line may end: at a blank, before an opening bracket, after a closing one or a mark.
PHRASES = re.compile(r"[^\s「『（“]*[」』）、。]|[「『（“]?[^\s「『（“」』）、。]+[」』）、。”]?|\s+")


@functools.lru_cache(maxsize=16)
def card(name: str, who: str, association: str, fonts: Path = THEME / "fonts") -> bytes:
    """The picture as PNG; the same bytes for the same words."""
    from PIL import Image, ImageDraw, ImageFont  # needed only where the site's address is known

    colours = tokens()
    picture = Image.new("RGB", SIZE, colours["tint"])
    draw = ImageDraw.Draw(picture)
    bold = ImageFont.truetype(fonts / FONT.format("Bold"), HEAD)
    plain = ImageFont.truetype(fonts / FONT.format("Regular"), SMALL)
    draw.rectangle((0, 0, SIZE[0], BAR), colours["accent"])
    y = MARGIN + BAR
    for line in lines(name, bold, SIZE[0] - 2 * MARGIN):
        draw.text((MARGIN, y), line, colours["ink"], bold)
        y += HEAD * 14 // 10
    for line in lines(who, plain, SIZE[0] - 2 * MARGIN):
        draw.text((MARGIN, y + SMALL // 2), line, colours["accent"], plain)
        y += SMALL * 15 // 10
    foot = SIZE[1] - MARGIN
    draw.line((MARGIN, foot - SMALL, SIZE[0] - MARGIN, foot - SMALL), colours["line"], 2)
    draw.text((MARGIN, foot - SMALL // 3), association, colours["quiet"], plain)
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)  # 40 KB in 30 ms; a palette would halve the one and treble the other
    return out.getvalue()


def lines(text: str, font: FreeTypeFont, width: int) -> list[str]:
    """The text in lines that fit; a phrase wider than a line is broken where it must be."""
    found = [""]
    for phrase in PHRASES.findall(text):
        if font.getlength(found[-1] + phrase.rstrip()) <= width:
            found[-1] += phrase
            continue
        if found[-1].strip():
            found.append("")
        for character in phrase.lstrip():
            if font.getlength(found[-1] + character) > width:
                found.append("")
            found[-1] += character
    return [line.strip() for line in found if line.strip()]
