"""What the eye sees of a sheet: ink in each letter's place, nothing over it, the theme's letters, the right paper."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from known import ROOT
from printing import saved, with_change

from chirashi.content.edition import load
from chirashi.paper import print_set
from chirashi.proof.data.entries import open_book
from chirashi.proof.seen import sheets
from chirashi.proof.seen.run import marks_of


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The 2025 edition's sheets."""
    folder = tmp_path_factory.mktemp("print")
    for name, content in print_set(load(ROOT / "content" / "cyber-2025")).files.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


MARKS = marks_of(open_book(ROOT / "content" / "cyber-2025"))
DRAFTS = ("flyer-ja.pdf", "flyer-ja-press.pdf", "fax-en-fillable.pdf")


@pytest.fixture(scope="module")
def drafts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sheets of an edition that is not approved, with the mark across them."""
    folder = tmp_path_factory.mktemp("drafts")
    edition = with_change(folder, lambda data: data.replace("approval: not required\n", "", 1))
    return saved(folder / "print", print_set(edition, wanted=lambda piece: piece.name in DRAFTS))


def told(path: Path) -> list[tuple[str, str]]:
    return [(problem.code, str(problem.fields.get("text"))) for problem in sheets.look(path, path.name, MARKS)]


def test_every_sheet_is_seen_without_a_word(printed: Path) -> None:
    found = {path.name: told(path) for path in sorted(printed.rglob("*.pdf"))}
    assert len(found) == 7
    assert not any(found.values()), found


def place(path: Path, wanted: str) -> tuple[float, float, float, float]:
    """Where a text stands on the first page that has it: left, bottom, width, height in points."""
    with pypdfium2.PdfDocument(path) as sheet:
        text = sheet[0].get_textpage()
        left, bottom, right, top = _box(text, wanted)
        text.close()
    return left, bottom, right - left, top - bottom


def _box(text: pypdfium2.PdfTextPage, wanted: str) -> tuple[float, float, float, float]:
    at, count = text.search(wanted).get_next()
    boxes = [text.get_charbox(i) for i in range(at, at + count)]
    return min(b[0] for b in boxes), min(b[1] for b in boxes), max(b[2] for b in boxes), max(b[3] for b in boxes)


def append(sheet: pikepdf.Pdf, drawn: str) -> None:
    """Draws more at the end of the first page, in its own coordinates."""
    page = sheet.pages[0]
    page.contents_add(b"q\n", prepend=True)
    page.contents_add(f"\nQ\n{drawn}\n".encode())


def white_box(sheet: pikepdf.Pdf, box: tuple[float, float, float, float]) -> None:
    append(sheet, "1 1 1 rg {:.1f} {:.1f} {:.1f} {:.1f} re f".format(*box))


def struck(sheet: pikepdf.Pdf, box: tuple[float, float, float, float]) -> None:
    left, bottom, width, height = box
    append(
        sheet, f"0 0 0 RG 0.5 w {left:.1f} {bottom + height / 2:.1f} m {left + width:.1f} {bottom + height / 2:.1f} l S"
    )


def unseen(sheet: pikepdf.Pdf, _box: object) -> None:
    """All text of the first page in the mode that draws nothing."""
    page = sheet.pages[0]
    page.contents_coalesce()
    page.Contents.write(re.sub(rb"\bBT\b", b"BT 3 Tr", page.Contents.read_bytes()))


def other_letters(sheet: pikepdf.Pdf, _box: object) -> None:
    """Fonts that are extracted as they were, and draw an 8 for each 5."""
    for font in sheet.objects:
        if isinstance(font, pikepdf.Dictionary) and font.get("/Type") == "/Font" and "/ToUnicode" in font:
            said = font.ToUnicode.read_bytes()
            font.ToUnicode.write(said.replace(b"<0035>", b"<0038>"))


def smaller_paper(sheet: pikepdf.Pdf, _box: object) -> None:
    sheet.pages[0].MediaBox = pikepdf.Array([0, 0, 420, 595])


def stamp(sheet: pikepdf.Pdf, box: tuple[float, float, float, float]) -> None:
    left, bottom, width, height = box
    note = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.StrikeOut, Rect=[left, bottom, left + width, bottom + height]
    )
    sheet.pages[0].Annots = pikepdf.Array([*sheet.pages[0].get("/Annots", []), sheet.make_indirect(note)])


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        (white_box, "seen-ink", "50,000円"),
        (struck, "seen-over", "50,000円"),
        (unseen, "seen-ink", "ご案内"),
        (other_letters, "seen-glyph", "8"),
        (smaller_paper, "seen-paper", "mm"),
        (stamp, "seen-over", "annotation"),
    ],
)
def test_a_sheet_that_reads_right_and_looks_wrong_is_told(
    printed: Path, tmp_path: Path, fault: Callable[[pikepdf.Pdf, object], None], code: str, text: str
) -> None:
    faulty = tmp_path / "flyer-ja.pdf"
    with pikepdf.open(io.BytesIO((printed / "flyer-ja.pdf").read_bytes())) as sheet:
        fault(sheet, place(printed / "flyer-ja.pdf", "50,000円"))
        sheet.save(faulty)
    found = told(faulty)
    assert any(one == code and text in said for one, said in found), found


def test_a_press_sheet_without_its_bleed_is_told(printed: Path, tmp_path: Path) -> None:
    faulty = tmp_path / "flyer-ja-press.pdf"
    with pikepdf.open(printed / "flyer-ja-press.pdf") as sheet:
        del sheet.pages[0].BleedBox, sheet.pages[0].TrimBox
        sheet.save(faulty)
    assert "seen-paper" in {code for code, _ in told(faulty)}


def test_a_draft_is_read_through_its_mark(drafts: Path) -> None:
    found = {path.name: told(path) for path in sorted(drafts.rglob("*.pdf"))}
    assert sorted(found) == sorted(DRAFTS)
    assert not any(found.values()), found


def heavy_mark(sheet: pikepdf.Pdf, _box: object) -> None:
    """The mark as dark as the text below it."""
    for state in sheet.pages[0].Resources.ExtGState.values():
        if "/ca" in state:
            state.ca = 1


def no_mark(sheet: pikepdf.Pdf, _box: object) -> None:
    """The mark is in the file, and drawn white."""
    for mark in sheet.pages[0].Resources.XObject.values():
        mark.write(b"1 1 1 rg\n" + re.sub(rb"[\d. ]+ (?:rg|k|scn|g)\b|/\S+ cs\b", b"", mark.read_bytes()))


@pytest.mark.parametrize(
    ("fault", "code", "text"),
    [
        (white_box, "seen-ink", "50,000円"),
        (struck, "seen-over", "50,000円"),
        (unseen, "seen-ink", "ご案内"),
        (heavy_mark, "seen-over", "校正刷り・未承認"),
        (no_mark, "seen-ink", "校正刷り・未承認"),
    ],
)
def test_what_is_wrong_with_a_draft_is_told_through_its_mark(
    drafts: Path, tmp_path: Path, fault: Callable[[pikepdf.Pdf, object], None], code: str, text: str
) -> None:
    faulty = tmp_path / "flyer-ja.pdf"
    with pikepdf.open(io.BytesIO((drafts / "flyer-ja.pdf").read_bytes())) as sheet:
        fault(sheet, place(drafts / "flyer-ja.pdf", "50,000円"))
        sheet.save(faulty)
    found = told(faulty)
    assert any(one == code and text in said for one, said in found), found
