"""The print shop's file: boxes, marks, inks and output intent, by pikepdf and Ghostscript."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Iterator
from pathlib import Path

import numpy
import pikepdf
import pytest
from PIL import Image
from printing import printed

MM = 72 / 25.4
DPI = 100


@pytest.fixture
def press() -> Iterator[pikepdf.Pdf]:
    with pikepdf.open(io.BytesIO(printed("cyber-2025").files["flyer-ja-press.pdf"])) as pdf:
        yield pdf


def mm(box: pikepdf.Array) -> list[float]:
    return [round(float(edge) / MM, 2) for edge in box]


def plates(folder: Path) -> list[numpy.ndarray]:
    """Each page as a picture of four inks, 0 to 255, with the slug around it."""
    file = folder / "press.pdf"
    file.write_bytes(printed("cyber-2025").files["flyer-ja-press.pdf"])
    command = ["gs", "-q", "-dBATCH", "-dNOPAUSE", "-sDEVICE=tiff32nc", f"-r{DPI}", "-dTextAlphaBits=1"]
    subprocess.run([*command, f"-sOutputFile={folder}/%d.tif", str(file)], check=True, capture_output=True)
    return [numpy.asarray(Image.open(path)) for path in sorted(folder.glob("*.tif"))]


def test_boxes(press: pikepdf.Pdf) -> None:
    for page in press.pages:
        assert mm(page.trimbox) == [0, 0, 210, 297]
        assert mm(page.bleedbox) == [-3, -3, 213, 300]
        assert mm(page.mediabox) == [-15, -15, 225, 312]
        assert "/CropBox" not in page.obj and "/ArtBox" not in page.obj


def test_marks_are_double_at_each_corner_and_stay_out_of_the_bleed(press: pikepdf.Pdf) -> None:
    for page in press.pages:
        lines, inside = [], False
        for drawn in pikepdf.parse_content_stream(page):
            inside = inside or (str(drawn.operator) == "CS" and str(drawn.operands[0]) == "/Marks")
            if inside and str(drawn.operator) in ("m", "l"):
                lines.append(tuple(float(str(part)) / MM for part in drawn.operands))
        corners = [line for line in zip(lines[::2], lines[1::2], strict=True)]
        assert len(corners) == 4 * 4 + 4 * 2
        for (x1, y1), (x2, y2) in corners:
            middle_x, middle_y = (x1 + x2) / 2, (y1 + y2) / 2
            assert not (-2.99 < middle_x < 212.99 and -2.99 < middle_y < 299.99)
        upright = {round(a[0], 1) for a, b in corners if abs(a[0] - b[0]) < 0.01}
        assert {-3.0, 0.0, 210.0, 213.0} <= upright


def test_says_what_it_is(press: pikepdf.Pdf) -> None:
    assert str(press.pdf_version) >= "1.6"
    assert press.docinfo["/Trapped"] == pikepdf.Name("/False")
    (intent,) = press.Root.OutputIntents
    assert intent.S == "/GTS_PDFX" and intent.DestOutputProfile.N == 4
    assert bytes(intent.DestOutputProfile.read_bytes())[16:20] == b"CMYK"
    xmp = press.Root.Metadata.read_bytes().decode()
    assert "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>" in xmp and "2025-04-01" in xmp


def test_no_colour_but_process_inks(press: pikepdf.Pdf) -> None:
    drawn = [d for page in press.pages for d in pikepdf.parse_content_stream(page)]
    assert not {str(d.operator) for d in drawn} & {"rg", "RG", "g", "G"}
    assert {str(d.operands[0]) for d in drawn if str(d.operator) in ("cs", "CS")} == {"/DeviceCMYK", "/Marks"}
    assert not any(isinstance(o, pikepdf.Stream) and o.get("/Subtype") == "/Image" for o in press.objects)


def test_inks_are_at_most_300_per_cent_and_the_accent_bleeds(tmp_path: Path) -> None:
    for plate in plates(tmp_path):
        assert plate.astype(int).sum(axis=2).max() <= 300 * 2.55 + 4
        bleed = plate[round(13 * DPI / 25.4), plate.shape[1] // 3]  # 2 mm outside the trim, above the page
        assert bleed[0] > 128 and bleed[1] > 128


def test_code_and_type_are_black_ink_alone(tmp_path: Path) -> None:
    front = plates(tmp_path)[0].astype(int)
    coloured = (front[:, :, :3].sum(axis=2) > 30) & (front[:, :, 3] > 250)
    trim = round(15 * DPI / 25.4)
    assert not coloured[trim + 30 : -trim, trim:-trim].any()
    form = front[trim + round(190 * DPI / 25.4) : -trim - 40, trim + 60 : -trim - 60]
    assert form[:, :, :3].max() == 0 and form[:, :, 3].max() == 255


def test_nothing_lies_on_the_plate_but_what_is_printed(press: pikepdf.Pdf) -> None:
    """X-4 allows no links within the bleed."""
    assert all("/Annots" not in page.obj for page in press.pages)
