"""The mark that lies across a sheet of what is not approved: so faint that everything is read through it."""

from __future__ import annotations

import ctypes
from typing import Any

import pypdfium2.raw as raw

from chirashi.proof.seen.findings import bare

FAINTEST = 0.2  # opacity; as on the pages (sight.js)
DEEPEST = 15  # forms within forms


class Marks:
    """The runs of text of one page that belong to such a mark, each with the mark's opacity.

    A mark is a form that is drawn faintly and says one of `texts`, as `bare` leaves them, and nothing else. One that
    is not faint is `heavy`: it hides what it lies on.
    """

    def __init__(self, page: Any, texts: frozenset[str]) -> None:
        self.opacities: dict[int, float] = {}
        self.heavy: list[str] = []
        if not texts:
            return
        textpage = page.get_textpage()
        for form in page.get_objects(filter=[raw.FPDF_PAGEOBJ_FORM], max_depth=1):
            runs = list(page.get_objects(form=form, level=1, max_depth=DEEPEST))
            said = _text(runs, textpage) if all(run.type == raw.FPDF_PAGEOBJ_TEXT for run in runs) else ""
            if bare(said) not in texts:
                continue
            if (opacity := _alpha(form)) > FAINTEST:
                self.heavy.append(said)
            elif opacity > 0:
                self.opacities |= {_address(run.raw): opacity for run in runs}
        textpage.close()

    def opacity(self, run: Any) -> float:
        """That of a run of text, as PDFium points at it; 1 where it is no part of a mark."""
        return self.opacities.get(_address(run), 1.0) if self.opacities else 1.0


def _alpha(item: Any) -> float:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(item.raw, red, green, blue, alpha)
    return alpha.value / 255


def _text(runs: list[Any], textpage: Any) -> str:
    said = []
    for run in runs:
        size = raw.FPDFTextObj_GetText(run.raw, textpage.raw, None, 0)
        buffer = (ctypes.c_ushort * (size // 2 + 1))()
        raw.FPDFTextObj_GetText(run.raw, textpage.raw, buffer, size)
        said.append(bytes(buffer)[: max(size - 2, 0)].decode("utf-16-le", "replace"))
    return "".join(said)


def _address(pointer: Any) -> int:
    return ctypes.cast(pointer, ctypes.c_void_p).value or 0


def box_of(item: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right and top of what is drawn, in points of the page: PDFium gives those within its form."""
    box: tuple[float, float, float, float] = item.get_bounds()
    form = item.container
    while form is not None:
        box = form.get_matrix().on_rect(*box)
        form = form.container
    return box
