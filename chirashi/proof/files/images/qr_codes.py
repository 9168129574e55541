"""Reads QR codes back from a page's drawing, a picture, and a rasterised sheet of a PDF."""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote_to_bytes

import zxingcpp
from lxml import etree

SCALE = 4  # pixels a module; zxing wants at least 2 to find the finder patterns
LARGEST = 400  # modules a side; a drawing beyond that is no QR code
MANY = 40  # rectangles that only a code has
QUIET = 4  # modules that must be clear on each side, or cameras do not find the code
STEP = re.compile(r"([MmHhVvLlZz])([^MmHhVvLlZz]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")
NEEDED = {"m": 2, "l": 2, "z": 0}  # numbers of a step; one of all others
DATA = re.compile(r"data:image/([^,]*),(.*)", re.DOTALL)
Box = tuple[float, float, float, float]


class Code(NamedTuple):
    """A QR code as it was read, and where it stands in its file; `sound` where any camera will read it, too."""

    payload: str
    line: int = 0
    spot: str = ""
    sound: bool = True


def of_drawing(drawing: etree._Element, line: int, spot: str) -> list[Code]:
    """The QR codes in a drawing or picture of a page."""
    codes: list[Code] = []
    try:
        for value in (value for element in drawing.iter() for value in element.attrib.values()):
            if picture := DATA.match(str(value)):
                codes += _within(picture, line, spot)
        if (drawn := _decode(drawing)) is not None:
            codes.append(Code(drawn[0], line, spot, bool(drawn[0]) and drawn[1]))
    except (ValueError, OverflowError, etree.LxmlError):  # a picture, or numbers of a drawing, that are none
        codes.append(Code("", line, spot, sound=False))
    return codes


def _within(picture: re.Match[str], line: int, spot: str) -> list[Code]:
    """The QR codes of a picture that an attribute holds whole, as a `data:` address."""
    kind, said = picture[1], unquote_to_bytes(picture[2])
    content = base64.b64decode(said) if "base64" in kind else said
    if kind.startswith("svg"):
        return of_drawing(etree.fromstring(content, etree.XMLParser(resolve_entities=False)), line, spot)
    return [Code(payload, line, spot) for payload in of_picture(content)]


def _decode(svg: etree._Element) -> tuple[str, bool] | None:
    """The payload that the modules of an SVG have, "" where they have none, and whether nothing is in its way."""
    box = [float(n) for n in NUMBER.findall(svg.get("viewbox") or svg.get("viewBox") or "")]
    if len(box) != 4 or not 21 <= box[2] <= LARGEST or abs(box[2] - box[3]) > 0.01:
        return None
    parts = [(e, e.get("d") or "") for e in svg.iter("path", "{*}path")]
    coded = [(path, d) for path, d in parts if d.upper().count("M") > MANY]
    modules = [module for _, d in coded for module in rectangles(d)]
    if not modules:
        return None
    side = int(box[2])
    image = bytearray(b"\xff" * (side * SCALE) ** 2)
    for left, top, right, bottom in modules:
        _fill(image, side, (left - box[0], top - box[1], right - box[0], bottom - box[1]))
    found = decode(bytes(image), side * SCALE, side * SCALE)
    sound = _quiet(modules, box) and not any(_moved_as_a_whole(path) for path, _ in coded)
    return (found[0] if found else ""), sound


def _moved_as_a_whole(path: etree._Element) -> bool:
    """Whether something turns, moves or scales the modules, so that they are not seen where they are read."""
    around = (path, *path.iterancestors())
    return any("transform" in f"{e.attrib.keys()} {e.get('style')}" for e in around)


def _quiet(modules: list[Box], box: list[float]) -> bool:
    """Whether enough is left clear within the drawing, around all that is dark."""
    module = min(min(right - left, bottom - top) for left, top, right, bottom in modules)
    clear = (
        min(m[0] for m in modules) - box[0],
        min(m[1] for m in modules) - box[1],
        box[0] + box[2] - max(m[2] for m in modules),
        box[1] + box[3] - max(m[3] for m in modules),
    )
    return min(clear) > (QUIET - 0.01) * module


def of_picture(content: bytes) -> list[str]:
    """The payloads of the QR codes in a PNG, JPEG or the like; `ValueError` where it is none."""
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as picture:
            seen = picture.convert("RGBA")
            sheet = Image.new("RGBA", seen.size, "white")
            grey = Image.alpha_composite(sheet, seen).convert("L")
    except (OSError, SyntaxError, Image.DecompressionBombError) as error:  # what Pillow says of broken files
        raise ValueError(str(error)) from error
    return decode(grey.tobytes(), *grey.size)


def decode(grey: bytes | memoryview, width: int, height: int) -> list[str]:
    """The payloads of all QR codes in a grey picture."""
    picture = memoryview(grey).cast("B", (height, width))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [code.text for code in found]


def rectangles(path: str) -> Iterator[Box]:
    """The box of every closed part of a path. Modules are rectangles, so boxes are all of it."""
    x = y = 0.0
    xs: list[float] = []
    ys: list[float] = []
    for letter, rest in STEP.findall(path):
        numbers = [float(n) for n in NUMBER.findall(rest)]
        if len(numbers) < NEEDED.get(letter.lower(), 1):
            continue  # cut off
        if letter in "Mm" and xs:
            yield min(xs), min(ys), max(xs), max(ys)
            xs, ys = [], []
        x, y = _move_to(letter, numbers, x, y)
        if letter not in "Zz":
            xs.append(x)
            ys.append(y)
    if xs:
        yield min(xs), min(ys), max(xs), max(ys)


def _move_to(letter: str, numbers: list[float], x: float, y: float) -> tuple[float, float]:
    match letter:
        case "M" | "L":
            return numbers[-2], numbers[-1]
        case "m" | "l":
            return x + numbers[-2], y + numbers[-1]
        case "H":
            return numbers[-1], y
        case "h":
            return x + sum(numbers), y
        case "V":
            return x, numbers[-1]
        case "v":
            return x, y + sum(numbers)
    return x, y


def _fill(image: bytearray, side: int, box: Box) -> None:
    width = side * SCALE
    left, top, right, bottom = (min(max(round(edge * SCALE), 0), width) for edge in box)
    for row in range(top, bottom):
        image[row * width + left : row * width + right] = bytes(max(0, right - left))
