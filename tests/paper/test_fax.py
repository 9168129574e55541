"""The FAX form: black and white, boxes to write in, read back after the line; and its fields to type in."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from known import EDITIONS
from PIL import Image, ImageFilter, ImageOps
from printing import printed, said

from chirashi.content.edition import load
from chirashi.paper import layout, run, sheet_html
from chirashi.paper.form import fax_simulation, form_font
from chirashi.paper.gates import boxes as frames
from chirashi.paper.gates import finished_pdf
from chirashi.paper.layout import PX_PER_MM
from chirashi.view.templates import View

LANGUAGES = ("ja", "en")
LINES = (pytest.param(196, marks=pytest.mark.long), 98)  # the coarser one is the harder to read


def files(kind: str) -> bytes:
    return printed("cyber-2025").files[kind]


@pytest.mark.parametrize("language", LANGUAGES)
def test_black_and_white_alone(language: str) -> None:
    with pikepdf.open(io.BytesIO(files(f"fax-{language}.pdf"))) as pdf:
        colours = {
            tuple(float(str(part)) for part in drawn.operands)
            for drawn in pikepdf.parse_content_stream(pdf.pages[0])
            if str(drawn.operator).lower() in ("rg", "g", "k")
        }
    assert colours <= {(0.0, 0.0, 0.0), (1.0, 1.0, 1.0)} and colours


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("matter", ["flyer", "fax"])
def test_boxes_to_write_in_are_at_least_9_mm_high(matter: sheet_html.Matter, language: str) -> None:
    document = layout.lay_out(
        sheet_html.html(View(load(EDITIONS["cyber-2025"]), language), matter), *run.STYLES[matter]
    )
    boxes = [
        box
        for page in document.pages
        for box in frames.boxes(page._page_box)
        if "write" in (frames.attribute(box, "class") or "").split()
    ]
    assert len(boxes) == 4
    assert min(box.border_height() / PX_PER_MM for box in boxes) >= 9


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_numbers_read_after_the_line(language: str, lines: fax_simulation.Lines, tmp_path: Path) -> None:
    for kind, numbers in (("flyer", ("096-385-6448", "096-385-3330")), ("fax", ("096-385-6448",))):
        scan = finished_pdf.picture(files(f"{kind}-{language}.pdf"), 0, fax_simulation.SCAN_DPI)
        picture = tmp_path / f"{kind}.png"
        fax_simulation.printed(fax_simulation.received(scan, lines), lines).save(picture, dpi=(204, 204))
        text = said("tesseract", picture, "-", "-l", "eng", "--psm", "11")
        assert [number for number in numbers if number not in text.replace(" ", "")] == []


@pytest.mark.parametrize("lines", LINES)
@pytest.mark.parametrize(
    ("matter", "language"), [("fax", "ja"), pytest.param("fax", "en", marks=pytest.mark.long), ("flyer", "ja")]
)
def test_letters_of_plans_read_after_the_line(
    matter: sheet_html.Matter, language: str, lines: fax_simulation.Lines, tmp_path: Path
) -> None:
    document = layout.lay_out(
        sheet_html.html(View(load(EDITIONS["cyber-2025"]), language), matter), *run.STYLES[matter]
    )
    scan = finished_pdf.picture(layout.pdf(document), 0, fax_simulation.SCAN_DPI)
    page = fax_simulation.printed(fax_simulation.received(scan, lines), lines)
    read = []
    for box in frames.boxes(document.pages[0]._page_box):
        if (
            box.element_tag == "span"
            and frames.attribute(box, "class") == "letter"
            and hasattr(box, "border_width")
            and box.border_width()
        ):
            read.append((box.element.text.strip(), _letter(page, box, tmp_path)))
    assert {letter for letter, _ in read} == set("ABCDabc")
    for letter in "ABCDabc":
        forms = "Cc" if letter in "Cc" else letter  # whose two forms differ in size alone
        assert any(text and text in forms for wanted, text in read if wanted == letter), (letter, read)


def _letter(page: Image.Image, box: object, folder: Path) -> str:
    """One letter cut from the received page, as tesseract reads it."""
    scale = fax_simulation.ACROSS / 25.4 / PX_PER_MM
    left, top = box.position_x, box.position_y  # type: ignore[attr-defined]
    right, bottom = left + box.border_width(), top + box.border_height()  # type: ignore[attr-defined]
    cut = page.crop((int(left * scale), int(top * scale) - 8, int(right * scale), int(bottom * scale) + 8))
    cut = ImageOps.expand(cut.filter(ImageFilter.MedianFilter(3)), 30, 255)
    cut = cut.resize((cut.width * 2, cut.height * 2)).filter(ImageFilter.GaussianBlur(1.5))
    picture = folder / "letter.png"
    cut.save(picture, dpi=(300, 300))
    return said("tesseract", picture, "-", "-l", "eng", "--psm", "10").strip()


def test_the_same_page_gives_the_same_fax() -> None:
    scan = finished_pdf.picture(files("fax-ja.pdf"), 0, fax_simulation.SCAN_DPI)
    assert fax_simulation.proof(scan) == fax_simulation.proof(scan)
    fax = fax_simulation.received(scan, 98)
    assert fax.mode == "1" and fax.size == (round(scan.width * 204 / 300), round(scan.height * 98 / 300))


@pytest.mark.parametrize("language", LANGUAGES)
def test_fields_have_names_hints_and_an_order(language: str) -> None:
    with pikepdf.open(io.BytesIO(files(f"fax-{language}-fillable.pdf"))) as pdf:
        fields = {str(field.T): field for field in pdf.Root.AcroForm.Fields}
        assert list(fields) == [
            "member", "place", "postcode", "address", "wish-1", "plan", "option", "wish-2", "wish-3", "telephone",
        ]  # fmt: skip
        assert all(str(field.TU).strip() for field in fields.values())
        assert len(fields["plan"].Kids) == 4 and len(fields["option"].Kids) == 3 and len(fields["place"].Kids) == 2
        assert pdf.pages[0].obj.Tabs == "/S"


@pytest.mark.parametrize("lines", LINES)
def test_choices_that_are_marked_show_after_the_line(lines: fax_simulation.Lines) -> None:
    """A mark fills its box: off, the box is empty; on, a FAX still has ink all over it."""
    content = files("fax-ja-fillable.pdf")
    with pikepdf.open(io.BytesIO(content)) as pdf:
        height = float(pdf.pages[0].mediabox[3])
        places = []
        for field in pdf.Root.AcroForm.Fields:
            for choice in field.get("/Kids", [field]) if field.get("/FT") == "/Btn" else ():
                field.V = choice.AS = pikepdf.Name(next(str(name) for name in choice.AP.N if str(name) != "/Off"))
                places.append([float(edge) for edge in choice.Rect])
        out = io.BytesIO()
        pdf.save(out)
    assert len(places) == 3 + 2 + 4 + 3
    for marked, least in ((content, 0.0), (out.getvalue(), 0.15)):
        with pypdfium2.PdfDocument(marked) as document:
            document.init_forms()
            scan = document[0].render(scale=fax_simulation.SCAN_DPI / 72, grayscale=True).to_pil().convert("L")
        page = fax_simulation.printed(fax_simulation.received(scan, lines), lines)
        scale = page.width / 595.28
        for left, bottom, right, top in places:
            inset = (right - left) * 0.3  # within a radio button's circle too
            box = (left + inset, height - top + inset, right - inset, height - bottom - inset)
            cut = page.convert("L").crop(tuple(int(edge * scale) for edge in box))
            ink = sum(cut.histogram()[:128]) / (cut.width * cut.height)
            assert (ink >= least) if least else (ink < 0.1), (box, ink)


def test_a_choice_can_be_cleared_again() -> None:
    with pikepdf.open(io.BytesIO(files("fax-ja-fillable.pdf"))) as pdf:
        groups = [field for field in pdf.Root.AcroForm.Fields if "/Kids" in field]
        assert groups and all(not int(field.Ff) & 1 << 14 for field in groups)


def test_japanese_that_is_typed_is_shown_and_read_back(tmp_path: Path) -> None:
    with pikepdf.open(io.BytesIO(files("fax-ja-fillable.pdf"))) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            if str(field.T) in ("member", "address"):
                field.V = pikepdf.String({"member": "髙﨑 花子", "address": "熊本市中央区水前寺"}[str(field.T)])
            if str(field.T) == "plan":
                field.V = pikepdf.Name("/1")
                field.Kids[1].AS = pikepdf.Name("/1")
        pdf.save(tmp_path / "filled.pdf")
    text = said("pdftotext", "-layout", tmp_path / "filled.pdf", "-")
    assert "髙﨑 花子" in text and "熊本市中央区水前寺" in text
    said("pdftoppm", "-r", "60", "-gray", tmp_path / "filled.pdf", tmp_path / "filled")
    empty = pypdfium2.PdfDocument(files("fax-ja-fillable.pdf"))
    shown = Image.open(next(tmp_path.glob("filled*.pgm"))).convert("L")
    bare = empty[0].render(scale=60 / 72, grayscale=True).to_pil().convert("L")
    assert sum(shown.histogram()[:128]) > sum(bare.histogram()[:128]) + 50  # more ink than the empty form
    empty.close()


LONG = "医療法人社団 𠮷田髙橋会 𡈽屋内科・循環器内科・リハビリテーションクリニック 熊本駅前分院 院長 𠮷﨑花子"


def typed(content: bytes, name: str, text: str) -> bytes:
    """The form as PDFium saves it, which reads PDF files in Chrome and Edge, after somebody has typed a text."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        rect = next([float(edge) for edge in f.Rect] for f in pdf.Root.AcroForm.Fields if str(f.T) == name)
    at = (rect[0] + rect[2]) / 2, (rect[1] + rect[3]) / 2
    out = io.BytesIO()
    with pypdfium2.PdfDocument(content) as document:
        document.init_forms()
        form, page = document.formenv.raw, document[0]
        pypdfium2.raw.FORM_OnLButtonDown(form, page.raw, 0, *at)
        pypdfium2.raw.FORM_OnLButtonUp(form, page.raw, 0, *at)
        for unit in memoryview(text.encode("utf-16-le")).cast("H"):
            pypdfium2.raw.FORM_OnChar(form, page.raw, unit, 0)
        pypdfium2.raw.FORM_ForceToKillFocus(form)
        document.save(out)
        page.close()
    return out.getvalue()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ["member", "telephone", "address"])
def test_a_long_name_arrives_whole_with_the_kanji_that_were_typed(language: str, name: str, tmp_path: Path) -> None:
    """As a value, and as it is drawn, in a reader that did not draw it; within its box, on more than one line."""
    saved = typed(files(f"fax-{language}-fillable.pdf"), name, LONG)
    (tmp_path / "saved.pdf").write_bytes(saved)
    with pikepdf.open(io.BytesIO(saved)) as pdf:
        field = next(f for f in pdf.Root.AcroForm.Fields if str(f.T) == name)
        assert str(field.V) == LONG
        left, bottom, right, top = (float(edge) for edge in field.Rect)
        left, right, bottom, top = min(left, right), max(left, right), min(bottom, top), max(bottom, top)
    with pypdfium2.PdfDocument(saved) as document:
        height = document[0].get_height()
    box = [left - 2, height - top - 2, right - left + 4, top - bottom + 4]
    edges = [word for n, at in zip("xyWH", box, strict=True) for word in (f"-{n}", str(max(0, round(at))))]
    drawn = "".join(said("pdftotext", "-r", "72", *edges, tmp_path / "saved.pdf", "-").split())
    assert LONG.replace(" ", "") in drawn


def test_type_shrinks_and_runs_over_lines() -> None:
    with pikepdf.open(io.BytesIO(files("fax-ja-fillable.pdf"))) as pdf:
        fields = [field for field in pdf.Root.AcroForm.Fields if field.get("/FT") == "/Tx"]
        assert len(fields) == 4
        assert all(int(field.Ff) & 1 << 12 and " 0 Tf" in str(field.DA) for field in fields)
        assert not pdf.Root.AcroForm.NeedAppearances, "what a reader has drawn stays"


def test_each_character_of_the_form_has_a_code_of_its_own() -> None:
    coded = form_font.codes({*range(0x20, 0x3000), 0x20BB7, 0x2123D, 0x2A9E6, 0x1F600, 0x30EDE})
    assert len(set(coded.values())) == len(coded) == 0x3000 - 0x20 + 3
    assert {coded[0x20BB7], coded[0x2123D], coded[0x2A9E6]} == {0x0BB7, 0x123D, 0xA9E6}
    assert max(coded.values()) <= 0xFFFF
