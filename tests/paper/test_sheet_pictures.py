"""The sheets of the editions of `tests/`, as pictures, against `tests/golden/sheets/`.

Words and figures are held elsewhere. A picture shows what no text tells: a box that moved, a
rule that is gone, a shade. Another version of the text library shifts letters by parts of a
pixel, so the pictures are small and soft, and the fonts are the project's own.
"""

from __future__ import annotations

import pypdfium2
import pytest
from known import EDITIONS, ROOT
from PIL import Image, ImageChops, ImageFilter
from printing import printed

GOLDEN = ROOT / "tests" / "golden" / "sheets"
SHOWN = ROOT / "build" / "sheets"
NAMES = [name for name, folder in EDITIONS.items() if folder.is_relative_to(ROOT / "tests")]
SHEETS = [(name, sheet) for name in NAMES for sheet in ("flyer-ja", "flyer-en", "fax-ja")]
DPI = 48
TOLERANCE = 40  # of 255, at the worst place after softening; a line of 8 pt text that is gone makes 60
UPDATE = ".venv/bin/pytest tests/paper/test_sheet_pictures.py --update"


def picture(content: bytes) -> Image.Image:
    """A sheet's pages side by side."""
    with pypdfium2.PdfDocument(content) as pdf:
        pages = [page.render(scale=DPI / 72).to_pil().convert("L") for page in pdf]
    sheet = Image.new("L", (sum(page.width for page in pages), pages[0].height), 255)
    for at, page in enumerate(pages):
        sheet.paste(page, (at * page.width, 0))
    return sheet


def difference(one: Image.Image, other: Image.Image) -> int:
    """How far two pictures of one size are apart at the worst place."""
    soft = [picture.filter(ImageFilter.GaussianBlur(2)) for picture in (one, other)]
    return int(ImageChops.difference(*soft).getextrema()[1])


@pytest.mark.parametrize(("name", "sheet"), SHEETS)
def test_a_sheet_looks_as_it_did(name: str, sheet: str, update: bool) -> None:
    content = printed(name).files.get(f"{sheet}.pdf")
    path = GOLDEN / f"{name}-{sheet}.png"
    if content is None:
        assert not path.exists(), f"{path.name} is left over: this edition has no such sheet"
        return
    now = picture(content)
    if update:
        path.parent.mkdir(exist_ok=True)
        now.save(path, optimize=True)
    golden = Image.open(path)
    assert now.size == golden.size
    if (worst := difference(now, golden)) > TOLERANCE:
        SHOWN.mkdir(parents=True, exist_ok=True)
        now.save(SHOWN / path.name)
        pytest.fail(f"{path.name} is {worst} apart; see {SHOWN / path.name}; where this is meant: {UPDATE}")


def test_a_line_that_is_gone_or_moved_is_seen() -> None:
    """The seeded faults: one line of small print, taken away, and moved by its own height."""
    content = printed("care-three").files["flyer-ja.pdf"]
    sheet = picture(content)
    with pypdfium2.PdfDocument(content) as pdf:
        text = pdf[1].get_textpage()
        box = max((text.get_rect(at) for at in range(text.count_rects())), key=lambda rect: rect[2] - rect[0])
        left, bottom, right, top = (edge * DPI / 72 for edge in box)
        height = sheet.height
        place = tuple(
            round(edge) for edge in (sheet.width / 2 + left, height - top, sheet.width / 2 + right, height - bottom)
        )
    line = sheet.crop(place)
    gone, moved = sheet.copy(), sheet.copy()
    for changed in (gone, moved):
        changed.paste(255, place)
    moved.paste(line, (place[0], place[1] + line.height))
    assert difference(sheet, sheet) == 0
    assert min(difference(sheet, gone), difference(sheet, moved)) > TOLERANCE


def test_small_shifts_of_letters_are_not_told() -> None:
    """What another version of the text library does: a quarter of a pixel."""
    content = printed("care-three").files["flyer-ja.pdf"]
    sheet = picture(content)
    large = sheet.resize((sheet.width * 4, sheet.height * 4), Image.Resampling.BICUBIC)
    shifted = ImageChops.offset(large, 1, 1).resize(sheet.size, Image.Resampling.BOX)
    assert difference(sheet, shifted) <= TOLERANCE
