"""The witness on sheets: whatever carries text in a PDF is read, and a damaged one is told, soon, in a message."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
import weasyprint
from hypothesis import given, settings
from hypothesis import strategies as st

from chirashi.proof.across_files.download_sizes import Sizes
from chirashi.proof.data.entries import open_book
from chirashi.proof.files.pdf import structure
from chirashi.proof.rules import one_file
from chirashi.proof.rules.privacy.private_values import Searcher
from chirashi.proof.words.prove_words import Spoken

pytestmark = pytest.mark.thorough

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "content" / "cyber-2025"
SECRET = {"login.id": "kmt-mbr-7Q"}
WRONG = "年額50,001円"
SHEET = """<html lang="ja"><title>チラシ</title><p>年額50,000円<p><a href="https://msfp-cyber.jp">申込</a>
<form><input name="a"><input name="b"></form>"""


@pytest.fixture(scope="module")
def sheet() -> bytes:
    """A small sheet with what the press's own have: a structure, a link, fields, document data."""
    made = weasyprint.HTML(string=SHEET).write_pdf(pdf_forms=True, pdf_variant="pdf/ua-1")
    assert isinstance(made, bytes)
    return made


def codes_of(path: Path) -> set[str]:
    """What is told of a sheet, each in words."""
    book = open_book(MAIN)
    reference = one_file.Reference(book, [], [], Searcher(SECRET), (), Sizes(None), Spoken(book, [], ()))
    found = one_file.prove_file(reference, path, path.read_bytes(), f"print/{path.name}", path.name).findings.problems
    assert all(problem.text("en") and problem.text("ja") for problem in found)
    assert not any(value in str(problem.fields) for problem in found for value in SECRET.values())
    return {problem.code for problem in found}


def spoilt(sheet: bytes, path: Path, change: Callable[[pikepdf.Pdf], object]) -> Path:
    path.write_bytes(sheet)
    with pikepdf.open(path, allow_overwriting_input=True) as sheets:
        change(sheets)
        sheets.save(path)
    return path


def test_a_clean_sheet(sheet: bytes, tmp_path: Path) -> None:
    assert codes_of(spoilt(sheet, tmp_path / "a.pdf", lambda _: None)) == set()


def notes(sheets: pikepdf.Pdf, kind: str) -> list[pikepdf.Object]:
    return [note for page in sheets.pages for note in page.Annots if note.Subtype == kind]


def element(sheets: pikepdf.Pdf) -> pikepdf.Object:
    return next(o for o in sheets.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/P")


def described(sheets: pikepdf.Pdf, said: str) -> None:
    data = sheets.Root.Metadata.read_bytes().decode()
    sheets.Root.Metadata.write(data.replace("チラシ", said, 1).encode())


def drawn(sheets: pikepdf.Pdf, said: str, value: str) -> None:
    """A field that shows one thing and holds another."""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    look = sheets.make_stream(f"BT /F 9 Tf 2 2 Td ({said}) Tj ET".encode())
    look.Type, look.Subtype, look.BBox = pikepdf.Name.XObject, pikepdf.Name.Form, [0, 0, 200, 20]
    look.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F=font))
    field = notes(sheets, "/Widget")[0]
    field.AP, field.V = pikepdf.Dictionary(N=look), value


def split(sheets: pikepdf.Pdf) -> None:
    for field, part in zip(notes(sheets, "/Widget"), ("kmt-m", "br-7Q"), strict=True):
        field.V, field.TU = part, "Name"


def marked(sheets: pikepdf.Pdf, said: str) -> None:
    """Text that copies and reads aloud as something else."""
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    page = sheets.pages[0]
    page.Resources.Font.Z = font
    coded = pikepdf.String(said).unparse()
    page.contents_add(
        b"BT /Span <</ActualText " + coded + b">> BDC /Z 9 Tf 40 40 Td (a figure) Tj EMC ET", prepend=False
    )


SURFACES: dict[str, tuple[str, Callable[[pikepdf.Pdf], object]]] = {
    "note": ("proof-untraced", lambda s: notes(s, "/Link")[0].__setattr__("Contents", WRONG)),
    "description": ("proof-untraced", lambda s: described(s, WRONG)),
    "alternative": ("proof-untraced", lambda s: element(s).__setattr__("Alt", WRONG)),
    "actual text": ("proof-untraced", lambda s: element(s).__setattr__("ActualText", WRONG)),
    "actual text of a run": ("proof-untraced", lambda s: marked(s, WRONG)),
    "appearance": ("proof-untraced", lambda s: drawn(s, "JPY 50,001", "")),
    "attachment": ("proof-unreadable", lambda s: s.attachments.__setitem__("a.txt", WRONG.encode())),
    "secret: split among fields": ("proof-secret", split),
    "secret: note": ("proof-secret", lambda s: notes(s, "/Link")[0].__setattr__("Contents", "Q7-rbm-tmk")),
    "secret: name": ("proof-secret", lambda s: s.Root.__setattr__("kmt-mbr-7Q", 1)),
    "secret: description": ("proof-secret", lambda s: described(s, "&#107;mt-mbr-7Q")),
    "secret: actual text": ("proof-secret", lambda s: element(s).__setattr__("ActualText", "kmt-\u200bmbr-7Q")),
    "secret: appearance": ("proof-secret", lambda s: drawn(s, "kmt-mb) Tj (r-7Q", "")),
    "secret: attachment": ("proof-secret", lambda s: s.attachments.__setitem__("a.txt", b"a21 0LW1i\nci03UQ==")),
}


@pytest.mark.parametrize("where", SURFACES)
def test_whatever_carries_text_is_read(where: str, sheet: bytes, tmp_path: Path) -> None:
    code, change = SURFACES[where]
    assert code in codes_of(spoilt(sheet, tmp_path / "a.pdf", change))


def encrypted(content: bytes, path: Path) -> bytes:
    path.write_bytes(content)
    with pikepdf.open(path) as sheets:
        sheets.save(path.with_name("b.pdf"), encryption=pikepdf.Encryption(owner="o", user="u"))
    return path.with_name("b.pdf").read_bytes()


def no_bookmarks(sheets: pikepdf.Pdf) -> None:
    sheets.Root.Outlines = pikepdf.Dictionary(First=1, Last=1)


DAMAGED: dict[str, Callable[[bytes, Path], bytes]] = {
    "cut off": lambda content, _: content[: len(content) * 3 // 4],
    "cut at its head": lambda content, _: content[200:],
    "no bookmarks": lambda content, path: spoilt(content, path, no_bookmarks).read_bytes(),
    "empty": lambda content, _: b"",
    "no PDF": lambda content, _: b"<html>",
    "encrypted": encrypted,
}


@pytest.mark.parametrize("how", DAMAGED)
def test_a_damaged_sheet_is_told(how: str, sheet: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(DAMAGED[how](sheet, path))
    assert "proof-unreadable" in codes_of(path)


@pytest.fixture(scope="module")
def open_(sheet: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sheet with its objects in the open, so that damage meets them and not their wrapping."""
    path = tmp_path_factory.mktemp("damaged") / "a.pdf"
    path.write_bytes(sheet)
    with pikepdf.open(path, allow_overwriting_input=True) as sheets:
        sheets.save(path, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    return path


BITS = st.binary(max_size=40) | st.sampled_from([b"null", b"[", b"<<", b"9" * 30, b" 1 0 R ", b"(x)", b"/N"])


@settings(max_examples=40, derandomize=True, database=None, deadline=None)
@given(bits=st.lists(st.tuples(st.floats(0, 1), st.integers(0, 40), BITS), min_size=1, max_size=4))
def test_any_damage_to_a_sheet_comes_to_messages(bits: list[tuple[float, int, bytes]], open_: Path) -> None:
    good = open_.read_bytes()
    content = bytearray(good)
    for where, length, bit in bits:
        at = int(where * (len(content) - 1))
        content[at : at + length] = bit
    try:
        open_.write_bytes(content)
        codes_of(open_)
    finally:
        open_.write_bytes(good)


def test_a_word_broken_at_its_hyphen_is_one_word(tmp_path: Path) -> None:
    """PDFium gives a control character for a hyphen that a line ends with."""
    text = "<html lang=en><title>t</title><p style='width: 14mm; font: 10pt sans-serif'>By E-mail and well-known"
    path = tmp_path / "sheet.pdf"
    path.write_bytes(weasyprint.HTML(string=text).write_pdf(pdf_variant="pdf/ua-1"))
    with pypdfium2.PdfDocument(path) as document:
        texts = structure.texts_of(document[0])
    assert structure.join_parts([texts[mark] for mark in sorted(texts)]) == "By E-mail and well-known"
