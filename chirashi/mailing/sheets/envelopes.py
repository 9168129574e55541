"""Envelopes with a window, as the theme's `print/envelopes.toml` describes them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass

from chirashi.base.problems import Problem, Trouble, nearest
from chirashi.base.project import in_project, theme
from chirashi.mailing.members import customer_barcode

FILE = "print/envelopes.toml"
USUAL = "長形3号"
FOLD_MM = 99.0  # down to where an A4 sheet is folded in three; nothing but the address is printed above
LOWEST_MM = 112.0  # where the rest of the sheet must begin, to have room for all
BELOW_MM = 6.0  # of white below the window
LEAST_MM = (customer_barcode.length_mm(customer_barcode.POINTS[0]), 30.0)
"""Width and height in which an address and the smallest customer barcode have room."""


@dataclass(frozen=True)
class Window:
    """Where the address may be printed so that it shows however the sheet slides: mm from the sheet's upper left."""

    left: float
    top: float
    width: float
    height: float
    below: float  # where the rest of the sheet begins


def window(name: str) -> Window:
    """The part of an envelope's window that always shows; `Trouble` where there is none, or it cannot be used."""
    known: dict[str, tuple[str, object]] = {}
    for path in theme().layers(FILE):
        try:
            read = tomllib.loads(path.read_text("utf-8-sig"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Trouble(Problem(in_project(path), 0, "mailing-envelopes", {"said": str(error)})) from None
        known |= {each: (in_project(path), entry) for each, entry in read.items()}
    if name not in known:
        raise Trouble(Problem(f"theme/{FILE}", 0, "mailing-envelope", {"name": name, "nearest": nearest(name, known)}))
    file, entry = known[name]
    try:
        place = entry["window"]  # type: ignore[index]  # what it is, is found out here
        left, top, width, height = (float(place[key]) for key in ("left", "top", "width", "height"))
        play = float(entry.get("play", 4))  # type: ignore[attr-defined]
    except (KeyError, TypeError, ValueError, AttributeError):
        raise Trouble(Problem(file, 0, "mailing-envelopes", {"said": name})) from None
    below = max(FOLD_MM, top + height + BELOW_MM)
    shows = Window(left + play, top + play, width - 2 * play, height - 2 * play, below)
    fits = shows.width >= LEAST_MM[0] and shows.height >= LEAST_MM[1]
    inside = left >= 0 and top >= 0 and left + width <= 210 and below <= LOWEST_MM
    if not (fits and inside) or play < customer_barcode.CLEAR_MM:
        least = f"{LEAST_MM[0]:.0f} × {LEAST_MM[1]:.0f}"
        raise Trouble(Problem(file, 0, "mailing-window", {"name": name, "least": least}))
    return shows
