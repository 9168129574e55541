"""A workbook from anywhere is opened without carrying out or following anything in it, or not at all."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from chirashi.base.problems import Trouble
from chirashi.excel import opening
from chirashi.excel.opening import OLE, opened

PLAIN = io.BytesIO()
Workbook().save(PLAIN)
BOMB = "xl/media/bomb.xml"
MOST = 2_000_000  # bytes


def with_part(name: str, content: bytes) -> bytes:
    """An ordinary workbook with one part more, or another in its place."""
    stream = io.BytesIO()
    with zipfile.ZipFile(PLAIN) as source, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in source.namelist():
            if part != name:
                archive.writestr(part, source.read(part))
        archive.writestr(name, content)
    return stream.getvalue()


ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b SYSTEM "file:///etc/passwd">]><x>&b;</x>'
REFUSED: dict[str, tuple[Callable[[], bytes], str]] = {
    "an .xls of Excel 97": (lambda: OLE + b"\0" * 600, "excel-old"),
    "with a password": (lambda: OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"), "excel-locked"),
    "a text": (lambda: b"plan,premium\nA,50000\n", "excel-kind"),
    "cut off": (lambda: PLAIN.getvalue()[:3000], "excel-kind"),
    "a ZIP of something else": (lambda: _zip({"mimetype": b"application/vnd.oasis.opendocument"}), "excel-kind"),
    "a broken part": (lambda: with_part("xl/workbook.xml", b"<workbook><unclosed>"), "excel-kind"),
    "entities": (lambda: with_part("xl/sharedStrings.xml", ENTITY), "excel-unsafe"),
    "entities in UTF-16": (lambda: with_part("xl/styles.xml", ENTITY.decode().encode("utf-16")), "excel-unsafe"),
    "a bomb": (lambda: with_part(BOMB, b"0" * (MOST + 1)), "excel-unsafe"),
    "thousands of parts": (
        lambda: _zip(dict.fromkeys(map(str, range(opening.PARTS)), b"") | _needed()),
        "excel-unsafe",
    ),
}


def _zip(parts: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return stream.getvalue()


def _needed() -> dict[str, bytes]:
    return {opening.CONTENT_TYPES: b"", opening.BOOK: b""}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_no_plain_workbook_is_refused(tmp_path: Path, what: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(opening, "UNPACKED", MOST)  # for less to unpack
    make, code = REFUSED[what]
    path = tmp_path / "came.xlsx"
    path.write_bytes(make())
    with pytest.raises(Trouble) as told:
        opened(path)
    assert [problem.code for problem in told.value.problems] == [code]


def test_one_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(Trouble):
        opened(tmp_path / "none.xlsx")


def test_macros_and_links_stay_outside(tmp_path: Path) -> None:
    path = tmp_path / "macros.xlsm"
    path.write_bytes(with_part("xl/vbaProject.bin", b"\xd0\xcf macro"))
    book = opened(path)
    assert book.values.vba_archive is None and book.values._external_links == []


def test_a_sheet_that_claims_to_be_endless_is_read_in_no_time(tmp_path: Path) -> None:
    book = Workbook()
    book.worksheets[0]["XFD1048576"] = "far"
    path = tmp_path / "far.xlsx"
    book.save(path)
    page = opened(path).values.worksheets[0]
    from chirashi.excel.reading import cells_of

    assert [cell.value for cell in cells_of(page)] == ["far"]
