"""The fields of a sheet that is filled in on a screen: how each is called, whether it is empty and can be reached."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pikepdf

HIDDEN = 1 << 1 | 1 << 5  # of a field's flags: not shown at all, or not on a screen (ISO 32000-2, table 167)
LEAST = 6  # points a side; no one hits a smaller field
UNMARKED = ("", "/Off")


class FormField(NamedTuple):
    """One field, or one circle of several of which one is marked."""

    title: str  # as a screen reader says it
    page: int
    filled: str  # what stands in it from the beginning
    shown: bool


def fields_of(sheets: pikepdf.Pdf) -> Iterator[FormField]:
    for number, page in enumerate(sheets.pages, 1):
        edges = [float(edge) for edge in page.mediabox]
        listed = page.get("/Annots")
        for note in listed if isinstance(listed, pikepdf.Array) else ():
            if isinstance(note, pikepdf.Dictionary) and note.get("/Subtype") == "/Widget":
                yield FormField(str(note.get("/TU", "")), number, _filled(note), _shown(note, edges))


def _filled(note: pikepdf.Dictionary) -> str:
    holders = [note, note.get("/Parent")]
    values = [h.get(key) for h in holders if isinstance(h, pikepdf.Dictionary) for key in ("/AS", "/V", "/DV")]
    return next((said for value in values if value is not None and (said := str(value).strip()) not in UNMARKED), "")


def _shown(note: pikepdf.Dictionary, edges: list[float]) -> bool:
    """Whether it stands on the page, large enough to be hit, and is not hidden."""
    box: Any = note.get("/Rect")
    if int(note.get("/F", 0)) & HIDDEN or not isinstance(box, pikepdf.Array) or len(box) != 4:
        return False
    left, right = sorted((float(box[0]), float(box[2])))
    low, high = sorted((float(box[1]), float(box[3])))
    within = left >= edges[0] and low >= edges[1] and right <= edges[2] and high <= edges[3]
    return within and min(right - left, high - low) >= LEAST
