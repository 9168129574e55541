"""The picture that messengers show beside a link to the site, one a language: the scheme's name and who offers it.

It holds no figure, since no proof reads pixels. Drawn with the paper's own font in the tokens' colours.
"""

from __future__ import annotations

import functools
import io
import re
from typing import TYPE_CHECKING

from chirashi.base.project import theme
from chirashi.view.colours.tokens import colours
from chirashi.view.text.phrases import JAPANESE

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

NAME = "card.png"
SIZE = (1200, 630)  # what Open Graph readers crop least
MARGIN = 96
HEAD, SMALL = 76, 36
BAR = 24
FONT, QUOTES = "fonts/BIZUDPGothic-{}.ttf", "fonts/ChirashiQuotes-{}.ttf"
APART = re.compile("([‘’“” \u00a0]+)")  # what the paper too sets from the narrow font where a text is not Japanese
# Where a line may end: at a blank, before an opening bracket, after a closing one or a mark.
PHRASES = re.compile(r"[^\s「『（“]*[」』）、。]|[「『（“]?[^\s「『（“」』）、。]+[」』）、。”]?|\s+")


def card(name: str, who: str, association: str) -> bytes:
    """The picture as PNG; the same bytes for the same words."""
    return _draw_card(name, who, association, tuple((name, colour.hex) for name, colour in colours().items()))


@functools.lru_cache(maxsize=16)
def _draw_card(name: str, who: str, association: str, inks: tuple[tuple[str, str], ...]) -> bytes:
    from PIL import Image, ImageDraw  # needed only where the site's address is known

    palette = dict(inks)
    picture = Image.new("RGB", SIZE, palette["tint"])
    draw = ImageDraw.Draw(picture)
    bold, plain = Face("Bold", HEAD), Face("Regular", SMALL)
    draw.rectangle((0, 0, SIZE[0], BAR), palette["accent"])
    y = MARGIN + BAR
    for line in lines(name, bold, SIZE[0] - 2 * MARGIN):
        bold.draw(draw, (MARGIN, y), line, palette["ink"])
        y += HEAD * 14 // 10
    for line in lines(who, plain, SIZE[0] - 2 * MARGIN):
        plain.draw(draw, (MARGIN, y + SMALL // 2), line, palette["accent"])
        y += SMALL * 15 // 10
    foot = SIZE[1] - MARGIN
    draw.line((MARGIN, foot - SMALL, SIZE[0] - MARGIN, foot - SMALL), palette["line"], 2)
    plain.draw(draw, (MARGIN, foot - SMALL // 3), association, palette["quiet"])
    out = io.BytesIO()
    picture.save(out, "PNG", compress_level=6)  # 40 KB in 30 ms; a palette would halve the one and treble the other
    return out.getvalue()


class Face:
    """The paper's font in one size: in a text that is not Japanese, quotation marks and blanks are narrow."""

    def __init__(self, style: str, size: int) -> None:
        from PIL import ImageFont

        self.wide, self.narrow = (ImageFont.truetype(theme().path(name.format(style)), size) for name in (FONT, QUOTES))

    def runs(self, text: str, whole: str) -> list[tuple[str, bool]]:
        """The text in pieces, each with whether it is narrow; `whole` tells the language."""
        if JAPANESE.search(whole):
            return [(text, False)]
        return [(piece, i % 2 == 1) for i, piece in enumerate(APART.split(text)) if piece]

    def length(self, text: str, whole: str) -> float:
        return sum((self.narrow if thin else self.wide).getlength(run) for run, thin in self.runs(text, whole))

    def draw(self, draw: ImageDraw, at: tuple[float, float], text: str, colour: str) -> None:
        x, y = at
        for run, thin in self.runs(text, text):
            draw.text((x, y), run, colour, self.narrow if thin else self.wide)
            x += self.length(run, text)


def lines(text: str, font: Face, width: int) -> list[str]:
    """The text in lines that fit; a phrase wider than a line is broken where it must be."""
    found = [""]
    for phrase in PHRASES.findall(text):
        if font.length(found[-1] + phrase.rstrip(), text) <= width:
            found[-1] += phrase
            continue
        if found[-1].strip():
            found.append("")
        for character in phrase.lstrip():
            if font.length(found[-1] + character, text) > width:
                found.append("")
            found[-1] += character
    return [line.strip() for line in found if line.strip()]
