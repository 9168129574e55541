"""QR codes: read wherever they stand, told with their place, and held to the clear space that cameras need."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree
from mutate.around import drawn

from chirashi.proof.files.images.qr_codes import Code, of_drawing

SAID = "https://msfp-cyber.jp"
SIDE = 33  # modules of version 4


def code(border: int, around: str = "", inside: str = "") -> str:
    box = f"{-border} {-border} {SIDE + 2 * border} {SIDE + 2 * border}"
    return f'<svg viewBox="{box}" {around}><g {inside}><path d="{drawn(SAID)}"/></g></svg>'


CODES = {
    code(4): True,
    code(3): False,
    code(4, inside='transform="rotate(90)"'): False,
    code(4, around='style="transform:scaleX(-1)"'): False,
}


@pytest.mark.parametrize("drawing", CODES)
def test_a_code_is_sound_where_it_is_seen_as_it_is_read(drawing: str) -> None:
    assert of_drawing(etree.fromstring(drawing), 7, "#scan") == [Code(SAID, 7, "#scan", CODES[drawing])]


def test_a_code_in_a_picture_of_a_page() -> None:
    coded = "data:image/svg+xml," + code(4).replace('"', "'").replace("#", "%23")
    image = etree.Element("img", src=coded)
    assert of_drawing(image, 7, "") == [Code(SAID, 7)]


def test_a_sheets_code_is_told_with_its_page(tmp_path: Path) -> None:
    import weasyprint

    from chirashi.proof.files.kinds import read_surface

    path = tmp_path / "a.pdf"
    page = code(4, 'width="200"').replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"')
    weasyprint.HTML(string=f'<p>一<p style="break-before:page">{page}').write_pdf(path)
    assert read_surface(path.read_bytes(), "print/a.pdf", "a.pdf", ["ja"]).codes == [Code(SAID, 0, "#2")]
