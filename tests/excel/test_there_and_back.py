"""The workbook goes out, is filled in as people do, and comes back: what was changed is written, and nothing else."""

import datetime
from pathlib import Path
from typing import Any

import pytest
from edited import edition as copied
from known import EDITIONS, TODAY
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import to_excel
from typer.testing import CliRunner, Result
from workbooks import Filled, workbook

from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.cli.commands.build_commands import app
from chirashi.content.edition import load
from chirashi.editing import SetValue, save
from chirashi.excel.marking import beside, marked
from chirashi.excel.opening import Opened, opened
from chirashi.excel.taking import Taken, take
from chirashi.excel.workbook import KEPT


def taken(cyber: Path, filled: Filled, **how: Any) -> Taken:
    path = filled.saved(cyber.parent / "back.xlsx")
    return take(load(cyber), opened(path), TODAY, **how)


def lines_changed(cyber: Path) -> list[tuple[str, str]]:
    old = (EDITIONS["cyber-2025"] / "plans.yml").read_text("utf-8").split("\n")
    new = (cyber / "plans.yml").read_text("utf-8").split("\n")
    return [(one.strip(), other.strip()) for one, other in zip(old, new, strict=True) if one != other]


@pytest.mark.parametrize("name", EDITIONS)
def test_what_comes_back_as_it_went_changes_nothing(home: Project, name: str) -> None:
    folder = copied(home, name)
    made = taken(folder, Filled(folder, folder))
    assert made.good and made.changes == {} and made.problems == [] and made.outcome.step is None


@pytest.mark.parametrize("name", ["cyber-2025", "liability-windows"])
def test_formats_and_hiding_may_be_lost_on_the_way(home: Project, name: str) -> None:
    """As where another program has saved it: numbers, shares and days without their formats, all sheets seen."""
    folder = copied(home, name)
    filled = Filled(folder)
    for page in filled.book.worksheets:
        page.sheet_state = "visible"
        for row in page.iter_rows():
            for cell in row:
                if isinstance(cell.value, datetime.datetime | datetime.date):
                    cell.value = to_excel(cell.value)
                cell.number_format = "General"
    made = taken(folder, filled)
    assert made.problems == [] and made.changes == {}


def test_what_is_changed_is_written_and_nothing_else(cyber: Path) -> None:
    filled = Filled(cyber)
    filled.premium("C", "８００００円")
    for option, total in zip("abc", ("130,210", 130210 + 5430, 138_860.0), strict=True):
        filled.put("tables.total", f"tables.total.printed.{option}", "C", total)
    filled.put("dates", "dates.deadline", "value", "R7.2.27")
    filled.put("figures", "discounts.claims_history.percent", "value", 0.45)
    filled.put("texts", "notes.guide", "ja", "詳しくは、案内書を\nご覧ください。")
    made = taken(cyber, filled)
    assert made.problems == [] and made.outcome.step
    assert lines_changed(cyber) == [
        ("deadline: 2025-02-28 (金)      # 曜日を書くと、日付と合っているかを確かめます",)
        + ("deadline: 2025-02-27 (木)      # 曜日を書くと、日付と合っているかを確かめます",),
        ("C: 77,160円", "C: 80,000円"),
        ("C: 127,370円", "C: 130,210円"),
        ("C: 132,800円", "C: 135,640円"),
        ("C: 136,020円", "C: 138,860円"),
        ("percent: 50%", "percent: 45%"),
        ("ja: 詳しくは、代理店がお送りする案内書をご覧ください。", "ja: 詳しくは、案内書をご覧ください。"),
    ]
    again = taken(cyber, filled)
    assert again.problems == [] and again.outcome.step is None, "the same workbook a second time changes nothing more"


def test_a_cell_of_several_plans(cyber: Path) -> None:
    filled = Filled(cyber)
    for plan in "BCD":
        filled.put("coverages.plans", "coverages.liability.limit.cells", plan, "2億円")
    assert taken(cyber, filled).outcome.step
    assert lines_changed(cyber) == [("B..D: 1億円", "B..D: 2億円")]


def test_fields_may_be_filled_in_and_left_empty(cyber: Path) -> None:
    filled = Filled(cyber)
    filled.put("dates", "approval.number", "value", "B25-000123")
    filled.put("parties", "parties.agent.fax", "value", None)
    assert taken(cyber, filled).outcome.step
    data = load(cyber).data
    assert data.approval and data.approval.number == "B25-000123" and data.parties["agent"].fax is None


def test_sorted_rows_moved_columns_and_new_names_of_sheets(cyber: Path) -> None:
    filled = Filled(cyber)
    page = filled.sheet("tables.total")
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=5, max_row=7)]
    for i, row in enumerate(reversed(rows), 5):
        for j, value in enumerate(row, 1):
            page.cell(i, j).value = value
    for row in (1, *range(4, 8)):  # column C cut, and put in the place of D
        page.cell(row, 5).value, page.cell(row, 6).value = page.cell(row, 6).value, page.cell(row, 5).value
    page.insert_rows(3, 2)
    page.title = "合計"
    filled.book.move_sheet(page, -2)
    filled.premium("A", 50001)
    place = next(cell.coordinate for row in page.iter_rows() for cell in row if cell.value == 108860)
    page[place] = 108861
    made = taken(cyber, filled, strictly=False)
    assert {str(at): change.at for at, change in made.changes.items()} == {
        "基本プラン保険料!B5": ("tables", "basic", "cells", "A"),
        f"合計!{place}": ("tables", "total", "printed", "c", "A"),
    }


def test_merged_cells_hold_for_all_of_them(cyber: Path) -> None:
    filled = Filled(cyber)
    page = filled.sheet("tables.basic")
    page["C5"] = 61000
    page.merge_cells("C5:D5")
    changes = taken(cyber, filled, strictly=False).changes
    assert [(change.at[-1], change.value) for change in changes.values()] == [("B", "61,000円"), ("C", "61,000円")]


def test_everything_wrong_is_told_by_its_cell_and_marked_in_a_copy(cyber: Path) -> None:
    filled = Filled(cyber)
    wanted = {
        filled.premium("A", "5O,000円"): "digit-letter",
        filled.premium("B", None): "excel-emptied",
        filled.premium("C", 77160, '#,##0,"千円"'): "cell-hidden",
        filled.premium("D", "=A1+1"): "cell-uncalculated",
        filled.put("tables.option", "tables.option.cells", "a", "=[1]見積!B2"): "cell-linked",
        filled.put("tables.option", "tables.option.cells", "b", "#N/A"): "cell-error",
        filled.put("dates", "dates.start", "value", "2025/4/31"): "date-impossible",
        filled.put("parties", "parties.agent.telephone", "value", "052-961-963"): "telephone-wrong",
        filled.put("texts", "notes.guide", "en", None): "excel-emptied",
    }
    filled.cell("tables.option", "tables.option.cells", "b").data_type = "e"
    before = (cyber / "plans.yml").read_bytes()
    made = taken(cyber, filled)
    assert {str(place): problem.code for place, problem in made.problems} == wanted
    assert (cyber / "plans.yml").read_bytes() == before
    path = cyber.parent / "marked.xlsx"
    path.write_bytes(marked(opened(cyber.parent / "back.xlsx"), made.problems, "ja"))
    copy = load_workbook(path)
    for place, problem in made.problems:
        assert place is not None
        cell = copy[place.sheet][place.cell]
        assert cell.comment and problem.text("ja") in cell.comment.text and cell.fill.fgColor.rgb.endswith("FFC7CE")
    assert beside(path, "ja").name == "marked (直すところ).xlsx" and beside(beside(path, "ja"), "ja") == beside(
        path, "ja"
    )
    again = tmp_copy(path, opened(path), "ja")
    assert not [cell for page in again.worksheets for row in page.iter_rows() for cell in row if cell.comment]
    listed = [(row[0], row[1]) for row in copy["直すところ"].iter_rows(min_row=2, values_only=True)]
    assert listed == [(str(place), problem.text("ja")) for place, problem in made.problems]


def tmp_copy(path: Path, book: Opened, lang: str) -> Workbook:
    """The marked workbook as it comes back once more when nothing is wrong any longer."""
    path.with_stem("again").write_bytes(marked(book, [], lang))
    return load_workbook(path.with_stem("again"))


def test_a_total_that_does_not_agree_is_told_at_its_cell(cyber: Path) -> None:
    filled = Filled(cyber)
    filled.premium("C", 80000)
    made = taken(cyber, filled)
    cells = [f"{filled.sheet('tables.total').title}!E{row}" for row in (5, 6, 7)]
    assert [(str(place), problem.code) for place, problem in made.problems] == [
        (cell, "total-differs") for cell in cells
    ]
    assert made.problems[0][1].line_in("ja").startswith(f"{cells[0]}: エラー: ")
    assert taken(cyber, filled, strictly=False).outcome.step


def test_what_was_changed_meanwhile_is_shown_and_not_overwritten(cyber: Path) -> None:
    filled = Filled(cyber)
    save(cyber, [SetValue(("tables", "basic", "cells", "C"), "78,000円")], by="desk", strictly=False, today=TODAY)
    before = (cyber / "plans.yml").read_bytes()
    place = filled.premium("C", 80000)
    ((at, problem),) = taken(cyber, filled, strictly=False).problems
    assert (str(at), problem.code) == (place, "edit-meanwhile")
    assert all(said in problem.text("en") for said in ("77,160円", "80,000円", "78,000円"))
    assert (cyber / "plans.yml").read_bytes() == before
    # Another field is free.
    other = Filled(cyber)
    save(cyber, [SetValue(("notes", "guide", "ja"), "案内書をご覧ください。")], by="desk", strictly=False, today=TODAY)
    other.premium("C", 80000)
    assert taken(cyber, other, strictly=False).outcome.step


def test_rows_that_are_missing_or_twice(cyber: Path) -> None:
    filled = Filled(cyber)
    page = filled.sheet("tables.total")
    for column in range(1, 7):
        page.cell(7, column).value = page.cell(6, column).value  # row c has become a copy of b
    page["C7"] = 1
    codes = {problem.code: problem for _, problem in taken(cyber, filled).problems}
    assert codes.keys() == {"excel-twice", "excel-lost"}
    assert codes["excel-lost"].fields["count"] == 4


def test_last_years_values_stand_beside(cyber: Path, home: Project) -> None:
    older = home.content / "cyber-2024"
    text = (cyber / "plans.yml").read_text("utf-8").replace("edition: cyber-2025", "edition: cyber-2024")
    older.mkdir()
    (older / "plans.yml").write_text(text.replace("C: 77,160円", "C: 75,000円"), "utf-8")
    page = Filled(cyber, older).sheet("tables.basic")
    assert [page.cell(4, i).value for i in (6, 7)] == ["プランC", "プランC（前年）"]
    assert [page.cell(5, i).value for i in (6, 7)] == [77160, 75000]
    now, last = page.cell(5, 6), page.cell(5, 7)
    assert not now.protection.locked and last.protection.locked and now.fill.fgColor.rgb != last.fill.fgColor.rgb


def test_the_workbook_is_protected_filterable_and_knows_its_edition(cyber: Path) -> None:
    book = Filled(cyber).book
    for page in book.worksheets:
        if page.title not in ("はじめに", KEPT):
            assert page.protection.sheet and not page.protection.autoFilter and page.auto_filter.ref
            assert page.column_dimensions["A"].hidden and page.row_dimensions[1].hidden
    assert book[KEPT].sheet_state == "veryHidden"
    lists = [one.formula1 for page in book.worksheets for one in page.data_validations.dataValidation]
    assert '"はい,いいえ"' in lists and any("要相談" in one for one in lists)


def test_a_workbook_of_another_edition_or_of_nobody(cyber: Path, home: Project) -> None:
    other = copied(home, "care-three")
    with pytest.raises(Trouble) as told:
        taken(cyber, Filled(other))
    assert told.value.problems[0].code == "excel-edition"
    filled = Filled(cyber)
    filled.book[KEPT]["A1"] = 99
    with pytest.raises(Trouble) as told:
        taken(cyber, filled)
    assert told.value.problems[0].code == "excel-version"
    del filled.book[KEPT]
    with pytest.raises(Trouble) as told:
        taken(cyber, filled)
    assert told.value.problems[0].code == "excel-foreign"


def test_texts_are_no_formulas(cyber: Path) -> None:
    save(cyber, [SetValue(("notes", "guide", "ja"), "=1+1 の形でも文です。")], by="desk", strictly=False, today=TODAY)
    cell = Filled(cyber).cell("texts", "notes.guide", "ja")
    assert cell.data_type == "s" and cell.value == "=1+1 の形でも文です。"


def test_the_commands(cyber: Path, home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def run(*arguments: str) -> Result:
        return CliRunner().invoke(app, [*arguments, "--project", str(home.root), "--lang", "en"])

    monkeypatch.chdir(home.root)
    assert run("excel").exit_code == 0
    assert run("excel").exit_code == 1, "a workbook that is there may be filled in already"
    path = home.root / "cyber-2025.xlsx"
    book = load_workbook(path)
    book["Basic premium"]["D5"] = "80,000円"
    book.save(path)
    wrong = run("excel", "read", path.name)
    assert wrong.exit_code == 1 and "!E5: error: a × C: printed as 127,370" in wrong.stderr
    assert (home.root / "cyber-2025 (To mend).xlsx").is_file()
    before = (cyber / "plans.yml").read_bytes()
    look = run("excel", "read", path.name, "--look", "--anyway")
    assert look.exit_code == 0 and "Basic premium!D5: 77,160円 → 80,000円" in look.stdout
    assert (cyber / "plans.yml").read_bytes() == before
    assert run("excel", "read", path.name, "--anyway").exit_code == 0
    assert "C: 80,000円" in (cyber / "plans.yml").read_text("utf-8")
    assert run("undo").exit_code == 0
    assert (cyber / "plans.yml").read_bytes() == before
    workbook({"Quote": [["A", "B", "C", "D"], [51000, 61000, 78000, 96000]]}).save("quote.xlsx")
    offered = run("excel", "match", "quote.xlsx")
    assert offered.exit_code == 0 and "1. Basic premium ← Quote (4 of 4 would change)" in offered.stdout
    assert (cyber / "plans.yml").read_bytes() == before
    assert run("excel", "match", "quote.xlsx", "--take", "2").exit_code == 2
    assert run("excel", "match", "quote.xlsx", "--take", "1", "--anyway").exit_code == 0
    assert "C: 78,000円" in (cyber / "plans.yml").read_text("utf-8")
