"""Inks: the colours of the tokens as process inks, by the printer's ICC profile.

Type, rules and the QR code are black ink alone, so that they stay sharp where plates do not
register; only the accent and its tint are mixed.
"""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image, ImageCms

from chirashi.view.templates import THEME

MOST = 300  # per cent of all inks in one place; more does not dry on coated paper
LEAST = 6  # per cent; fainter dots come and go on a press, and muddy a tint
TOKEN = re.compile(r"--(accent|on-accent|tint|ground|ink|quiet|line):\s*(#[0-9a-f]{6})\b")
MIXED = ("accent", "tint")
GENERIC = THEME / "print" / "generic-cmyk.icc"

Inks = tuple[int, int, int, int]


def tokens() -> dict[str, tuple[int, int, int]]:
    """The light colours of tokens.css, each as red, green and blue."""
    found: dict[str, tuple[int, int, int]] = {}
    for name, colour in TOKEN.findall((THEME / "tokens.css").read_text("utf-8")):
        red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
        found.setdefault(name, (red, green, blue))
    return found


def inks(profile: Path) -> dict[str, Inks]:
    """Per cent of cyan, magenta, yellow and black for each token."""
    colours = tokens()
    transform = _transform(profile)
    mixed = {name: _process(colours[name], transform) for name in MIXED}
    black = {name: (0, 0, 0, _black(colour)) for name, colour in colours.items() if name not in MIXED}
    return mixed | black | {"ink": (0, 0, 0, 100), "black": (0, 0, 0, 100)}


def _transform(profile: Path) -> ImageCms.ImageCmsTransform:
    screen = ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(screen, str(profile), "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC)


def _process(colour: tuple[int, int, int], transform: ImageCms.ImageCmsTransform) -> Inks:
    dot = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), transform)
    assert dot is not None
    raw = [round(part / 2.55) for part in dot.getpixel((0, 0))]  # type: ignore[union-attr] # four bands
    kept = [part if part >= LEAST else 0 for part in raw]
    over = max(1.0, sum(kept) / MOST)
    cyan, magenta, yellow, black = (int(part / over) for part in kept)
    return cyan, magenta, yellow, black


def _black(colour: tuple[int, int, int]) -> int:
    red, green, blue = colour
    return round(100 - (0.299 * red + 0.587 * green + 0.114 * blue) / 2.55)


def is_cmyk(profile: Path) -> bool:
    """Whether a file is a whole ICC profile of a four-colour press."""
    try:
        opened = ImageCms.getOpenProfile(str(profile)).profile
        if (str(opened.xcolor_space).strip(), str(opened.device_class).strip()) != ("CMYK", "prtr"):
            return False
        _transform(profile)
        content = profile.read_bytes()
        return int.from_bytes(content[:4], "big") <= len(content)  # a profile begins with its own size
    except (OSError, ImageCms.PyCMSError):
        return False


def css(profile: Path) -> str:
    """The tokens again, in process inks."""
    lines = (f"--{name}: device-cmyk({c}% {m}% {y}% {k}%);" for name, (c, m, y, k) in sorted(inks(profile).items()))
    return ":root { " + " ".join(lines) + " }"


def in_black(html: str) -> str:
    """The QR code in black ink alone."""
    return html.replace('fill="#000"', 'fill="device-cmyk(0% 0% 0% 100%)"')
