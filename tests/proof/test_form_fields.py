"""The form that is filled in on a screen: a field that is lost, hidden, foreign or already ticked is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from known import EDITIONS

from chirashi.content.edition import load
from chirashi.paper import print_set
from chirashi.proof.across_files.download_sizes import Sizes
from chirashi.proof.data.entries import open_book
from chirashi.proof.rules import one_file
from chirashi.proof.rules.privacy.private_values import Searcher
from chirashi.proof.words.prove_words import Spoken

NAME = "fax-ja-fillable.pdf"


@pytest.fixture(scope="module")
def form() -> bytes:
    """The 2025 edition's form."""
    done = print_set(load(EDITIONS["cyber-2025"]), wanted=lambda piece: piece.name == NAME)
    return done.files[NAME]


def told(path: Path) -> set[tuple[str, str]]:
    """Codes of what is told of the form, with the field that each names."""
    book = open_book(EDITIONS["cyber-2025"])
    reference = one_file.Reference(book, [], [], Searcher({}), (), Sizes(None), Spoken(book, [], ()))
    proved = one_file.prove_file(reference, path, path.read_bytes(), f"print/{NAME}", f"print/{NAME}")
    problems = proved.findings.problems
    return {(problem.code, str(problem.fields.get("field", ""))) for problem in problems}


def field(sheet: pikepdf.Pdf, title: str) -> pikepdf.Object:
    return next(note for note in sheet.pages[0].Annots if note.get("/TU") == title)


def ticked(sheet: pikepdf.Pdf) -> None:
    box = field(sheet, "基本プラン: プランC")
    box.AS = pikepdf.Name("/2")
    box.Parent.V = pikepdf.Name("/2")


def ticked_by_the_group_alone(sheet: pikepdf.Pdf) -> None:
    field(sheet, "基本プラン: プランC").Parent.V = pikepdf.Name("/2")


def checked(sheet: pikepdf.Pdf) -> None:
    field(sheet, "2 詳しい資料を希望します").AS = pikepdf.Name("/on")


def written(sheet: pikepdf.Pdf) -> None:
    field(sheet, "会員氏名").V = pikepdf.String("神谷")


def lost(sheet: pikepdf.Pdf) -> None:
    listed = sheet.pages[0].Annots
    sheet.pages[0].Annots = pikepdf.Array([note for note in listed if note.get("/TU") != "基本プラン: プランB"])


def hidden(sheet: pikepdf.Pdf) -> None:
    field(sheet, "基本プラン: プランB").F = 2


def shrunk(sheet: pikepdf.Pdf) -> None:
    box = field(sheet, "基本プラン: プランB")
    box.Rect = pikepdf.Array([box.Rect[0], box.Rect[1], box.Rect[0], box.Rect[1]])


def away(sheet: pikepdf.Pdf) -> None:
    field(sheet, "基本プラン: プランB").Rect = pikepdf.Array([900, 900, 920, 920])


def renamed(sheet: pikepdf.Pdf) -> None:
    field(sheet, "基本プラン: プランB").TU = pikepdf.String("基本プラン: プランA")


def test_the_form_itself_is_told_of_nothing(form: bytes, tmp_path: Path) -> None:
    path = tmp_path / NAME
    path.write_bytes(form)
    assert told(path) == set()


@pytest.mark.parametrize(
    ("fault", "code", "title"),
    [
        (ticked, "proof-field-filled", "基本プラン: プランC"),
        (ticked_by_the_group_alone, "proof-field-filled", "基本プラン: プランC"),
        (checked, "proof-field-filled", "2 詳しい資料を希望します"),
        (written, "proof-field-filled", "会員氏名"),
        (lost, "proof-field-gone", "基本プラン: プランB"),
        (hidden, "proof-field-gone", "基本プラン: プランB"),
        (shrunk, "proof-field-gone", "基本プラン: プランB"),
        (away, "proof-field-gone", "基本プラン: プランB"),
        (renamed, "proof-field-gone", "基本プラン: プランB"),
        (renamed, "proof-field-foreign", "基本プラン: プランA"),
    ],
)
def test_a_field_that_is_not_as_the_data_has_it_is_told(
    form: bytes, tmp_path: Path, fault: Callable[[pikepdf.Pdf], None], code: str, title: str
) -> None:
    path = tmp_path / NAME
    path.write_bytes(form)
    with pikepdf.open(path, allow_overwriting_input=True) as sheet:
        fault(sheet)
        sheet.save(path)
    assert (code, title) in told(path)
