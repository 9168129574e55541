"""Turns the colours of the tokens into process inks, by the printer's ICC profile.

Type, rules and the QR code are black ink alone, so that they stay sharp where plates do not
register; only the accent, its tint and the association's own colours are mixed.
"""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageCms

from chirashi.base.project import theme
from chirashi.view.colours.css_colours import Colour
from chirashi.view.colours.tokens import colours, further_colours

MOST = 300  # per cent of all inks in one place; more does not dry on coated paper
LEAST = 6  # per cent; fainter dots come and go on a press, and muddy a tint
MIXED = ("accent", "tint")
PRINTED = (*MIXED, "on-accent", "ground", "ink", "quiet", "line")

Inks = tuple[int, int, int, int]


def generic() -> Path:
    """The profile for print shops that give none."""
    return theme().path("print/generic-cmyk.icc")


def inks(profile: Path) -> dict[str, Inks]:
    """Per cent of cyan, magenta, yellow and black for each token."""
    light = colours(paper=True)
    transform = _transform(profile)
    mixed = {name: _process(light[name], transform) for name in MIXED}
    black = {name: (0, 0, 0, _black(light[name])) for name in PRINTED if name not in MIXED}
    return mixed | black | {"ink": (0, 0, 0, 100), "black": (0, 0, 0, 100)}


def _transform(profile: Path) -> ImageCms.ImageCmsTransform:
    screen = ImageCms.createProfile("sRGB")
    return ImageCms.buildTransform(screen, str(profile), "RGB", "CMYK", ImageCms.Intent.RELATIVE_COLORIMETRIC)


def _process(colour: Colour, transform: ImageCms.ImageCmsTransform) -> Inks:
    dot = ImageCms.applyTransform(Image.new("RGB", (1, 1), colour), transform)
    assert dot is not None
    raw = [round(part / 2.55) for part in dot.getpixel((0, 0))]  # type: ignore[union-attr] # four bands
    kept = [part if part >= LEAST else 0 for part in raw]
    over = max(1.0, sum(kept) / MOST)
    cyan, magenta, yellow, black = (int(part / over) for part in kept)
    return cyan, magenta, yellow, black


def _black(colour: Colour) -> int:
    return round(100 - (0.299 * colour.red + 0.587 * colour.green + 0.114 * colour.blue) / 2.55)


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


def further_inks(profile: Path) -> dict[str, tuple[Inks, float]]:
    """The inks of every other colour among the tokens, each with its opacity; greys, and what type has, in black."""
    light = colours(paper=True)
    type_ = {light[name] for name in PRINTED if name not in MIXED}
    transform = _transform(profile)

    def of(colour: Colour) -> Inks:
        grey = colour in type_ or len(set(colour)) == 1
        return (0, 0, 0, _black(colour)) if grey else _process(colour, transform)

    return {name: (of(shade.colour), shade.alpha) for name, shade in further_colours().items()}


def css(profile: Path) -> str:
    """The tokens again, in process inks."""
    mixed: dict[str, tuple[Inks, float]] = {name: (parts, 1.0) for name, parts in inks(profile).items()}
    mixed |= further_inks(profile)
    lines = (
        f"--{name}: device-cmyk({c}% {m}% {y}% {k}%{_opacity(alpha)});"
        for name, ((c, m, y, k), alpha) in sorted(mixed.items())
    )
    return ":root { " + " ".join(lines) + " }"


def _opacity(alpha: float) -> str:
    return "" if alpha == 1 else f" / {alpha:.4f}"


def in_black(html: str) -> str:
    """The QR code in black ink alone."""
    return html.replace('fill="#000"', 'fill="device-cmyk(0% 0% 0% 100%)"')
