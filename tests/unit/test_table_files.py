"""Tables as spreadsheets open them: names are text whatever they begin with, amounts are numbers."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from members import CYBER, built, changed

from chirashi.proof import prove
from chirashi.site.exports.table_files import as_text

CALCULATED = ("=1+1", "+81-96", "-A", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋81", "－A", "＠A")


@pytest.mark.parametrize("cell", CALCULATED)
def test_what_a_spreadsheet_would_calculate_is_marked_as_text(cell: str) -> None:
    assert as_text(cell) == f"'{cell}"


@pytest.mark.parametrize("cell", ["プランA", "-", "+", "なし", "A=B", "100-200", "'=quoted", "", " = "])
def test_all_else_stays_as_it_is(cell: str) -> None:
    assert as_text(cell) == cell


def test_names_that_begin_as_formulas_do(tmp_path: Path) -> None:
    """In every place of a table: heads of columns, of rows, the name of the table; and the witness reads them."""

    def change(text: str) -> str:
        for old, new in (
            ("{ja: プランA, en: Plan A}", "{ja: '=プランA', en: '=Plan A'}"),
            ("{ja: プランB, en: Plan B}", "{ja: '@プランB', en: '@Plan B'}"),
            ("{ja: オプションa, en: Option a}", "{ja: '-オプションa', en: '-Option a'}"),
            ("{ja: 基本プラン保険料, en: Basic premium}", "{ja: '+基本プラン保険料', en: '+Basic premium'}"),
        ):
            assert text.count(old) == 1
            text = text.replace(old, new)
        return text

    edition = changed(CYBER, tmp_path, change)
    site = built(edition, tmp_path / "site")
    for path, texts in (
        ("data/basic.ja.csv", ["'=プランA", "'@プランB", "'+基本プラン保険料"]),
        ("data/total.en.csv", ["'=Plan A", "'@Plan B", "'-Option a"]),
    ):
        rows = list(csv.reader(io.StringIO((site / path).read_text("utf-8-sig"), newline="")))
        cells = [cell for row in rows for cell in row]
        assert set(texts) <= set(cells)
        assert not [cell for cell in cells if cell[:1] in set("=+-@")]
    errors = [p for p in prove(edition, site).problems if p.severity == "error" and "csv" in p.file]
    assert errors == []
