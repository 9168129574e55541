"""QR codes read back: from a page's drawing, and from a rasterised sheet of a PDF."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

SCALE = 4  # pixels a module; zxing wants at least 2 to find the finder patterns
LARGEST = 400  # modules a side; a drawing beyond that is no QR code
STEP = re.compile(r"([MmHhVvLlZz])([^MmHhVvLlZz]*)")
NUMBER = re.compile(r"-?\d*\.?\d+")


def of_drawing(svg: etree._Element) -> str | None:
    """The payload of an SVG's QR code; None where the drawing holds none, "" where it cannot be read."""
    paths = [p for p in svg.iter("path", "{*}path") if p.get("d")]
    box = [float(n) for n in NUMBER.findall(svg.get("viewbox") or svg.get("viewBox") or "")]
    if len(box) != 4 or not 21 <= box[2] <= LARGEST or abs(box[2] - box[3]) > 0.01:
        return None
    modules = [p for p in paths if (p.get("d") or "").upper().count("M") > 40]
    if not modules:
        return None
    side = int(box[2])
    image = bytearray(b"\xff" * (side * SCALE) ** 2)
    for path in modules:
        for left, top, right, bottom in rectangles(path.get("d") or ""):
            _fill(image, side, (left - box[0], top - box[1], right - box[0], bottom - box[1]))
    found = decode(bytes(image), side * SCALE, side * SCALE)
    return found[0] if found else ""


def decode(grey: bytes | memoryview, width: int, height: int) -> list[str]:
    """The payloads of all QR codes in a grey picture."""
    import zxingcpp

    picture = memoryview(grey).cast("B", (height, width))
    found = zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode))
    return [code.text for code in found]


def rectangles(path: str) -> Iterator[tuple[float, float, float, float]]:
    """The box of every closed part of a path. Modules are rectangles, so boxes are all of it."""
    x = y = 0.0
    xs: list[float] = []
    ys: list[float] = []
    for letter, rest in STEP.findall(path):
        numbers = [float(n) for n in NUMBER.findall(rest)]
        if letter in "Mm" and xs:
            yield min(xs), min(ys), max(xs), max(ys)
            xs, ys = [], []
        x, y = _moved(letter, numbers, x, y)
        if letter not in "Zz":
            xs.append(x)
            ys.append(y)
    if xs:
        yield min(xs), min(ys), max(xs), max(ys)


def _moved(letter: str, numbers: list[float], x: float, y: float) -> tuple[float, float]:
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


def _fill(image: bytearray, side: int, box: tuple[float, float, float, float]) -> None:
    width = side * SCALE
    left, top, right, bottom = (min(max(round(edge * SCALE), 0), width) for edge in box)
    for row in range(top, bottom):
        image[row * width + left : row * width + right] = bytes(max(0, right - left))
