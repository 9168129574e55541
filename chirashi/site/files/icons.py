"""The site's icon as pictures, for those that take no drawing: `favicon.ico`, and a phone's home screen.

Both are drawn from the theme's `favicon.svg` in the tokens' colours, so that an association that changes
its accent changes them too. Only what such a drawing is made of is known: shapes that are filled or
stroked in one colour.
"""

from __future__ import annotations

import functools
import io
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from lxml import etree

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import named, theme
from chirashi.view.drawings import filled
from chirashi.view.tokens import colours

if TYPE_CHECKING:
    from PIL.Image import Image

DRAWING = "favicon.svg"
ICO, TOUCH = "favicon.ico", "apple-touch-icon.png"
SIZES = {ICO: 32, TOUCH: 180}  # pixels: of a tab, of a home screen
FINE = 4  # times as large it is drawn, for smooth edges
CURVE = 16  # straight pieces of a curve
SHAPES = {"path", "rect", "circle", "ellipse", "polygon", "polyline", "line"}
Outline = list[tuple[float, float]]


def files() -> dict[str, bytes]:
    """Both pictures by their names; `Trouble` where the drawing holds what is not known here."""
    drawing = theme().path(f"web/{DRAWING}")
    svg = filled(drawing.read_text("utf-8"), drawing)
    return dict(_made(svg, colours()["accent"].hex, named(drawing)))


@functools.lru_cache(maxsize=4)
def _made(svg: str, ground: str, file: str) -> tuple[tuple[str, bytes], ...]:
    """A home screen rounds corners itself and shows nothing through: there the ground fills the square."""
    import PIL.IcoImagePlugin  # noqa: F401  # else Pillow loads all of its formats, to find one that it does not know

    shapes = list(_shapes(svg, file))
    found = []
    for name, size in SIZES.items():
        picture = _drawn(shapes, size, ground if name == TOUCH else None)
        out = io.BytesIO()
        if name == ICO:
            picture.save(out, "ICO", sizes=[(size, size)])
        else:
            picture.convert("RGB").save(out, "PNG", optimize=True)
        found.append((name, out.getvalue()))
    return tuple(found)


def _shapes(svg: str, file: str) -> Iterator[tuple[list[Outline], dict[str, Any]]]:
    """Each shape's outlines, in parts of the drawing's side, and how it is painted."""
    from fontTools.svgLib.path import PathBuilder, parse_path

    root = etree.fromstring(svg.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    left, top, side, _ = (float(part) for part in root.get("viewBox", "0 0 32 32").split())
    for element in root.iter(etree.Element):
        tag = etree.QName(element).localname
        if tag == "svg":
            continue
        if tag not in SHAPES or element.get("transform"):
            what = "transform" if tag in SHAPES else f"<{tag}>"
            raise Trouble(Problem(file, element.sourceline or 0, "theme-error", {"said": what}))
        builder = PathBuilder()
        builder.add_path_from_element(element)
        pen = _outlines()
        for path in builder.paths:
            parse_path(path, pen)
        outlines = [[((x - left) / side, (y - top) / side) for x, y in outline] for outline in pen.found]
        yield outlines, dict(element.attrib) | {"stroke-width": float(element.get("stroke-width", 1)) / side}


def _outlines() -> Any:
    """A pen that keeps each outline as points, curves in straight pieces."""
    from fontTools.pens.basePen import BasePen

    class Outlines(BasePen):  # type: ignore[misc]  # the library says nothing of its types
        def __init__(self) -> None:
            super().__init__(None)
            self.found: list[Outline] = []

        def _moveTo(self, point: tuple[float, float]) -> None:
            self.found.append([point])

        def _lineTo(self, point: tuple[float, float]) -> None:
            self.found[-1].append(point)

        def _curveToOne(self, one: Any, other: Any, end: Any) -> None:
            start = self.found[-1][-1]
            for i in range(1, CURVE + 1):
                t = i / CURVE
                parts = ((1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3)
                points = (start, one, other, end)
                self.found[-1].append(
                    (
                        sum(p * q[0] for p, q in zip(parts, points, strict=True)),
                        sum(p * q[1] for p, q in zip(parts, points, strict=True)),
                    )
                )

        def _closePath(self) -> None:
            self.found[-1].append(self.found[-1][0])

    return Outlines()


def _drawn(shapes: list[tuple[list[Outline], dict[str, Any]]], size: int, ground: str | None) -> Image:
    from PIL import Image, ImageDraw

    large = size * FINE
    picture = Image.new("RGBA", (large, large), ground or (0, 0, 0, 0))
    draw = ImageDraw.Draw(picture)
    for outlines, paint in shapes:
        width = paint["stroke-width"] * large
        for outline in outlines:
            points = [(x * large, y * large) for x, y in outline]
            if (fill := paint.get("fill", "#000000")) != "none":
                draw.polygon(points, fill)
            if (stroke := paint.get("stroke", "none")) != "none":
                draw.line(points, stroke, round(width), joint="curve")
                for x, y in (points[0], points[-1]) if paint.get("stroke-linecap") == "round" else ():
                    draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), stroke)
    return picture.reduce(FINE)
