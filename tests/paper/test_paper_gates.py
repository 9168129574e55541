"""Each gate of the press, by a fault that it must find."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from known import EDITIONS
from printing import codes, printed, set_text, with_change

from chirashi.base.project import theme
from chirashi.content.edition import load
from chirashi.paper import layout, print_set, run, sheet_html
from chirashi.paper.gates import boxes, finished_pdf, glyphs, overlaps
from chirashi.paper.prepress import inks
from chirashi.view.templates import View


def laid_out(matter: sheet_html.Matter = "flyer", change: str = "", css: str = "") -> tuple[str, object]:
    html = sheet_html.html(View(load(EDITIONS["cyber-2025"]), "ja"), matter)
    return html, layout.lay_out(html, *run.STYLES[matter], more=css)


def test_a_letter_that_fits_nowhere_names_its_box_and_by_how_much(tmp_path: Path) -> None:
    edition = with_change(tmp_path, set_text("letter", "資料をご請求ください。" * 160))
    done = print_set(edition)
    said = [p for p in done.problems if p.file == "print/flyer-ja.pdf"]
    assert {p.code for p in said} == {"print-overflow"}
    assert boxes.name_box("letter") in [p.fields["box"] for p in said] and "flyer の letter" in said[0].text("ja")
    assert 1 < float(str(said[0].fields["by"])) < 200
    assert "flyer-ja.pdf" not in done.files and "flyer-en.pdf" in done.files


def test_a_longer_letter_is_set_closer(tmp_path: Path) -> None:
    done = print_set(with_change(tmp_path, set_text("letter", "資料をご請求ください。" * 30)))
    assert codes(done) == {"print-set"} and {"flyer-ja.pdf", "flyer-en.pdf"} <= done.files.keys()


@pytest.mark.long
def test_a_text_so_long_that_it_takes_a_page_names_its_box_too(tmp_path: Path) -> None:
    done = print_set(with_change(tmp_path, set_text("letter", "資料をご請求ください。" * 400)))
    said = [p for p in done.problems if p.file == "print/flyer-ja.pdf"]
    assert boxes.name_box("letter") in [p.fields.get("box") for p in said]


@pytest.mark.long
def test_eight_plans_stand_in_tables_of_some_each(tmp_path: Path) -> None:
    def more(data: str) -> str:
        for i, key in enumerate("EFGH"):
            data = data.replace(
                "\noptions:\n", f"  {key}: {{name: {{ja: プラン{key}, en: Plan {key}}}}}\n\noptions:\n", 1
            )
            data = data.replace("      D: 95,510円\n", f"      D: 95,510円\n      {key}: 99,{i}00円\n", 1)
        data = data.replace("B..D: 1億円", "B..H: 1億円").replace("A..D: none", "A..H: none")
        data = data.replace("        D: 5,000万円\n", "        D: 5,000万円\n        E..H: 1億円\n", 1)
        return data[: data.index("    printed:")] + data[data.index("\ndiscounts:") :]

    done = print_set(with_change(tmp_path, more))
    assert codes(done) == {"print-set"}
    with pypdfium2.PdfDocument(done.files["flyer-ja.pdf"]) as pdf:
        text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    assert len(text.split("基本プラン")) > 2 and "99,300円" in text


def test_a_fifth_plan_is_printed(tmp_path: Path) -> None:
    def fifth(data: str) -> str:
        data = data.replace("\noptions:\n", "  E: {name: {ja: プランE, en: Plan E}}\n\noptions:\n", 1)
        data = data.replace("      D: 95,510円\n", "      D: 95,510円\n      E: 99,100円\n", 1)
        data = data.replace("B..D: 1億円", "B..E: 1億円").replace("A..D: none", "A..E: none")
        data = data.replace("        D: 5,000万円\n", "        D: 5,000万円\n        E: 1億円\n", 1)
        return data[: data.index("    printed:")] + data[data.index("\ndiscounts:") :]

    done = print_set(with_change(tmp_path, fifth))
    assert codes(done) <= {"print-set"} and {"flyer-ja.pdf", "flyer-en.pdf"} <= done.files.keys()


def test_a_text_wider_than_its_column_is_told() -> None:
    """A number that runs into its neighbour reads as another number."""
    _, document = laid_out(css=".way-fax .value { letter-spacing: 1mm; white-space: nowrap }")
    told = [(p.code, p.fields["box"]) for p in boxes.overflows("x", document)]  # type: ignore[arg-type]
    assert told == [("print-overflow-across", boxes.name_box("requests"))]


def test_numbers_of_eleven_digits_stand_apart(tmp_path: Path) -> None:
    def numbers(data: str) -> str:
        return data.replace("096-385-3330", "050-1234-5678").replace("096-385-6448", "050-8888-8888")

    done = print_set(with_change(tmp_path, numbers))
    assert codes(done) == set()
    with pypdfium2.PdfDocument(done.files["flyer-en.pdf"]) as pdf:
        read = pdf[0].get_textpage().get_text_bounded()
    assert "8888050" not in read.replace("\r\n", " ") and "AssociationFax" not in read


@pytest.mark.long
def test_a_form_to_fill_in_that_is_too_long_is_told_once(tmp_path: Path) -> None:
    wants = "ja: 説明を希望します"
    done = print_set(with_change(tmp_path, lambda data: data.replace(wants, wants + "ので、ご連絡ください" * 120, 1)))
    told = [(p.code, p.fields["box"]) for p in done.problems if p.file == "print/fax-ja-fillable.pdf"]
    assert told == [("print-overflow", boxes.name_box("form"))]


def test_small_text_is_told() -> None:
    _, document = laid_out(css=".letter { font-size: 8.5pt !important } .notes li { font-size: 7.5pt !important }")
    found = {(p.code, p.fields["least"]) for p in boxes.sizes("x", document)}  # type: ignore[arg-type]
    assert found == {("print-small", "9"), ("print-small", "8")}


def test_a_character_without_a_glyph_is_told() -> None:
    found = list(glyphs.unknown("x", "<p>熊本 髙﨑𠮷田 😀</p>"))
    assert [(p.code, p.fields["code"]) for p in found] == [("print-glyph", "U+1F600")]


def test_a_variant_mark_is_told_with_the_character_before_it() -> None:
    found = list(glyphs.unknown("x", "<p>神谷\U000e0100さん</p>"))
    assert [(p.code, p.fields["character"]) for p in found] == [("print-glyph-variant", "谷")]


def test_a_long_list_of_names_takes_a_second_line(tmp_path: Path) -> None:
    """The end of a text is kept whole, but never so much of it that a narrow column cannot hold it."""
    names = "会員の診療所・病院・歯科診療所・訪問看護ステーション"
    done = print_set(with_change(tmp_path, lambda data: data.replace("会員の診療所・病院", names, 1)))
    assert "print-overflow-across" not in codes(done)


def test_a_box_instead_of_a_character_is_told(tmp_path: Path) -> None:
    """A font without a space stands first: the space beside its own letter is drawn as a box."""
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    font, options = TTFont(theme().path("fonts/ChirashiQuotes-Regular.ttf")), Options()
    options.name_IDs, options.notdef_outline = ["*"], True
    cut = Subsetter(options)
    cut.populate(text="’")
    cut.subset(font)
    font["name"].setName("No Space", 1, 3, 1, 0x409)
    font.save(tmp_path / "none.ttf")
    face = f'@font-face {{ font-family: "No Space"; src: url({(tmp_path / "none.ttf").as_uri()}) }}'
    document = layout.lay_out("<p>A’ b</p>", more=face + ' p { font-family: "No Space", "BIZ UDPGothic" }')
    with glyphs.Hollow() as hollow:
        layout.pdf(document)
    assert [(p.code, p.fields["code"]) for p in hollow.told("x", "<p>A’ b</p>")] == [("print-glyph", "U+0020")]


@pytest.mark.parametrize(
    ("css", "one"),
    [
        (".way-url .way { position: relative; left: -12mm }", "QR"),  # in the quiet zone, where it still reads
        (".form-head { height: 9mm !important }", "記入欄"),
        (".form .choices { height: 2mm }", "プラン"),
    ],
)
def test_what_stands_on_something_else_is_told(css: str, one: str) -> None:
    _, document = laid_out(css=css)
    told = list(overlaps.overlaps("x", document))  # type: ignore[arg-type]
    assert told and {p.code for p in told} == {"print-overlap"}
    assert any(one in p.text("ja") for p in told)


def test_a_rare_kanji_is_printed_from_the_second_font() -> None:
    html, _ = laid_out()
    document = layout.lay_out(html.replace("会員氏名", "会員氏名 𠮷田"), *run.STYLES["flyer"])
    with pikepdf.open(io.BytesIO(layout.pdf(document))) as pdf:
        names = {
            str(item.BaseFont) for item in pdf.objects if isinstance(item, pikepdf.Dictionary) and "/BaseFont" in item
        }
    assert any("Rare" in name for name in names)
    assert not any(name for name in names if not ("BIZ" in name or "Chirashi" in name))


def test_a_font_that_is_not_within_the_file_is_told() -> None:
    with pikepdf.open(io.BytesIO(printed("cyber-2025").files["fax-ja.pdf"])) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]
        out = io.BytesIO()
        pdf.save(out)
    assert {p.code for p in finished_pdf.document("x", out.getvalue(), "ja")} == {"print-font"}


@pytest.mark.parametrize(("part", "code"), [("/Lang", "print-unnamed"), ("/Outlines", "print-unnamed")])
def test_a_file_that_does_not_say_what_it_is_is_told(part: str, code: str) -> None:
    with pikepdf.open(io.BytesIO(printed("cyber-2025").files["fax-ja.pdf"])) as pdf:
        del pdf.Root[part]
        out = io.BytesIO()
        pdf.save(out)
    assert [p.code for p in finished_pdf.document("x", out.getvalue(), "ja")] == [code]


def test_a_code_that_does_not_read_is_told() -> None:
    html, _ = laid_out()
    tiny = layout.lay_out(
        html, *run.STYLES["flyer"], more=".scan svg { width: 9mm !important; height: 9mm !important }"
    )
    found = [p for p in finished_pdf.code("x", layout.pdf(tiny), "https://msfp-cyber.jp")]
    assert found and {p.code for p in found} == {"print-code"}
    assert any("98" in str(p.fields["how"]) for p in found)
    other = list(finished_pdf.code("x", printed("cyber-2025").files["flyer-ja.pdf"], "https://elsewhere.example"))
    assert len(other) == len(finished_pdf.RESOLUTIONS) + len(finished_pdf.FAX_LINES)


def test_ink_that_does_not_dry_is_told() -> None:
    html, _ = laid_out("fax")
    heavy = layout.lay_out(html, *run.STYLES["fax"], more=":root { --black: device-cmyk(90% 80% 80% 80%) }")
    found = list(finished_pdf.inks_within("x", layout.pdf(heavy, "pdf/x-4")))
    assert {p.code for p in found} == {"print-ink"} and any("CMYK" in str(p.fields["found"]) for p in found)


@pytest.mark.parametrize("what", ["no profile", "cut in half", "without its end", "of a scanner"])
def test_a_profile_that_is_none_is_told(what: str, tmp_path: Path) -> None:
    whole = inks.generic().read_bytes()
    wrong = tmp_path / "shop.icc"
    half = whole[: len(whole) // 2]
    wrong.write_bytes(
        {"no profile": b"no profile", "cut in half": half, "without its end": whole[:-3000]}.get(
            what, whole.replace(b"prtr", b"scnr", 1)
        )
    )
    done = print_set(load(EDITIONS["care-three"]), icc=wrong)
    assert (
        codes(done) - {"print-set"} == {"print-icc"}
        and "flyer-ja-press.pdf" not in done.files
        and "flyer-ja.pdf" in done.files
    )
