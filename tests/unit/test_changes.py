"""What has changed since last year: nothing passes in silence, and nothing that is as it was is told as changed."""

from __future__ import annotations

import io
import re
import shutil
from decimal import Decimal
from pathlib import Path

import pytest
from known import EDITIONS, TODAY

from chirashi import review
from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.content.edition import Edition, load
from chirashi.review.comparison import marks
from chirashi.review.comparison.staying import reasons
from chirashi.review.comparison.words_apart import pieces
from chirashi.review.papers import notice, sheet, workbook
from chirashi.review.papers.lines_shown import Shown


@pytest.fixture
def years(home: Project) -> tuple[Path, Path]:
    """Last year's edition and this year's, which is a copy of it."""
    folders = home.content / "cyber-2025", home.content / "cyber-2026"
    for folder in folders:
        shutil.copytree(EDITIONS["cyber-2025"], folder)
    edit(folders[1], "plans.yml", ("edition: cyber-2025", "edition: cyber-2026"))
    return folders


def edit(folder: Path, name: str, *changes: tuple[str, str]) -> None:
    path = folder / name
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def compared(years: tuple[Path, Path]) -> tuple[Edition, Edition, review.Changes]:
    new = load(years[1])
    old = review.previous(new)
    assert old is not None and [p.line_in("en") for p in new.problems] == []
    return old, new, review.compare(old, new)


def by_id(changes: review.Changes) -> dict[str, review.Line]:
    found = {line.id: line for line in changes.lines}
    assert len(found) == len(changes.lines), "ids are each line's own"
    return found


def test_a_copy_has_not_changed_and_all_of_it_stays(years: tuple[Path, Path]) -> None:
    _, new, changes = compared(years)
    counts = {name: len(lines) for name, lines in changes.sections()}
    assert {name for name, count in counts.items() if count} == {"stays"}
    stays = by_id(changes)
    for id_ in (
        "stays:tables.basic",
        "stays:plans.yml:parties.agent.person",
        "stays:ja/cover",
        "stays:en/cover:duty.1",
    ):
        assert id_ in stays
    assert {f"stays:plans.yml:notes.{key}" for key in new.data.notes} <= stays.keys()


def test_each_figure_is_told_with_its_difference_and_what_is_odd(years: tuple[Path, Path]) -> None:
    edit(
        years[1],
        "plans.yml",
        ("B: 60,000円", "B: 61,800円"),
        ("C: 77,160円", "C: 7,716円"),
        ("D: 95,510円", "D: 98,300円"),
        ("deadline: 2025-02-28 (金)", "deadline: 2026-02-27 (金)"),
        ("percent: 50%", "percent: 45%"),
    )
    text = (years[1] / "plans.yml").read_text("utf-8")
    printed = re.search(r"    printed:.*?(?=\ndiscounts:)", text, re.DOTALL)
    assert printed is not None
    edit(years[1], "plans.yml", (printed.group(), ""))
    found = by_id(compared(years)[2])
    assert found["figure:tables.basic.B"].percent == "+3.0%"
    assert found["figure:tables.basic.B"].difference == {"ja": "+1,800円", "en": "+¥1,800"}
    assert not found["figure:tables.basic.B"].odd
    assert set(found["figure:tables.basic.C"].marks) == {"tenfold", "large", "line"}
    assert found["figure:dates.deadline"].difference["en"] == "+364 days"
    assert found["figure:discounts.claims_history.percent"].difference["en"] == "-5 points"
    assert found["figure:tables.total.a.C"].derived and not found["figure:tables.total.a.C"].odd
    assert "figure:tables.basic.A" not in found and "stays:tables.basic" not in found
    assert found["figure:tables.basic.C"].place().startswith("content/cyber-2026/plans.yml:")


def test_a_plan_under_another_key_keeps_its_figures(years: tuple[Path, Path]) -> None:
    edit(
        years[1],
        "plans.yml",
        ("  c: {name: {ja: オプションc, en: Option c}}", "  k: {name: {ja: オプションK, en: Option K}}"),
        ("c: 58,860円", "k: 58,860円"),
        ("        c: 5,000万円", "        k: 5,000万円"),
        ("{a..c: none}", "{a..k: none}"),
        ("      c:\n        A: 108,860円", "      k:\n        A: 108,860円"),
    )
    _, _, changes = compared(years)
    exchanged = {line.id for line in changes.exchanged}
    assert exchanged == {
        "exchanged:options.k",
        "text:plans.yml:options.k.name:ja",
        "text:plans.yml:options.k.name:en",
    }
    assert changes.figures == changes.added == changes.gone == ()


def test_pages_are_compared_paragraph_by_paragraph(years: tuple[Path, Path]) -> None:
    page = years[1] / "ja" / "questions.md"
    text = page.read_text("utf-8")
    page.write_text(
        text.replace("加入できる施設", "ご加入になれる施設", 1) + "\n今年度から、電話でも承ります。\n", "utf-8"
    )
    (years[1] / "ja" / "contacts.md").rename(years[1] / "ja" / "reach.md")
    (years[1] / "en" / "contacts.md").rename(years[1] / "en" / "reach.md")
    edit(years[1], "plans.yml", ("notes, contacts, about", "notes, reach, about"))
    _, _, changes = compared(years)
    assert [line.id for line in changes.exchanged] == ["exchanged:pages.reach"]
    assert [line.new for line in changes.added] == [{"ja": "今年度から、電話でも承ります。"}]
    (line,) = changes.texts
    assert {piece.where: piece.text for piece in line.pieces if piece.where != "both"} == {
        "old": "加入できる",
        "new": "ご加入になれる",
    }
    assert changes.gone == ()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            "保険料は1施設あたりの金額で、施設の数に比例します。",
            "保険料は1施設あたり{{ tables.basic.A }}で、比例します。",
        ),
        ("Premiums are per facility.", "Premiums are per member and month."),
        ("", "新しい文です。"),
    ],
)
def test_pieces_put_together_are_the_two_texts(old: str, new: str) -> None:
    found = pieces(old, new)
    assert "".join(piece.text for piece in found if piece.where != "new") == old
    assert "".join(piece.text for piece in found if piece.where != "old") == new


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (60000, 6000, ["tenfold", "large"]),
        (5000, 500_000, ["tenfold", "large"]),
        (95510, 9510, ["tenfold", "large"]),
        (77160, 7760, ["tenfold", "large"]),
        (20000, 2500, ["tenfold", "large"]),
        (15000, 1500_0, []),
        (12345, 1234, ["tenfold", "large"]),
        (21345, 2134, ["tenfold", "large"]),
        (51345, 1345, ["digit", "large"]),
        (77160, 71760, ["turned"]),
        (50000, 52000, []),
        (50000, 70000, ["large"]),
        (0, 500, []),
    ],
)
def test_marks_of_one_figure(old: int, new: int, told: list[str]) -> None:
    assert list(marks.of_one(Decimal(old), Decimal(new))) == told


def test_a_value_that_moves_unlike_its_table_is_marked() -> None:
    table = {f"{i}": (Decimal(10000 * i), Decimal(10300 * i)) for i in range(1, 9)}
    assert marks.out_of_line(table) == set()
    assert marks.out_of_line(table | {"9": (Decimal(90000), Decimal(77000))}) == {"9"}
    assert marks.out_of_line({"1": (Decimal(1), Decimal(9))}) == set(), "one value is in line with itself"


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("2024年の改定で、補償が広がりました。", {"year"}),
        ("令和6年4月に始まりました。", {"year"}),
        ("個人情報保護法により、報告が必要です。", {"law"}),
        ("Since the amended Act came into force, a report is due.", {"law"}),
        ("年額50,000円からです。", {"price"}),
        ("From ¥50,000 a year.", {"price"}),
        ("今年度から対象が広がりました。", {"relative"}),
        ("Dental clinics are newly covered this year.", {"relative"}),
        ("2月28日までにお送りください。", {"deadline"}),
        ("Please reply by 28 February.", {"deadline"}),
        ("担当の神谷がご案内します。", {"person"}),
        ("締切は{{ dates.deadline }}です。", set()),
        ("規格はJIS X 8341-3:2016です。", set()),
        ("三つの書類が必要です。", set()),
    ],
)
def test_why_a_text_that_stays_is_to_be_looked_at(text: str, why: set[str]) -> None:
    assert set(reasons(text, frozenset({"神谷"}))) == why


def test_a_tick_is_of_what_was_said(years: tuple[Path, Path]) -> None:
    edit(years[1], "plans.yml", ("診療所と病院です。", "診療所、病院、歯科です。"))
    _, new, changes = compared(years)
    review.tick(new.folder, changes.lines)
    assert review.ticked(new.folder, changes) == {line.id for line in changes.lines}
    edit(years[1], "plans.yml", ("診療所、病院、歯科です。", "診療所、病院、薬局です。"))
    _, _, later = compared(years)
    left = {line.id for line in later.lines} - review.ticked(new.folder, later)
    assert left == {"text:plans.yml:notes.trades:ja"}
    review.untick(new.folder, later.stays)
    assert review.ticked(new.folder, later) == set()
    assert [p.code for p in check(load(years[1]), TODAY) if p.file.endswith("reviewed.yml")] == [], "no stray file"


def test_a_damaged_record_is_told_with_its_line(years: tuple[Path, Path]) -> None:
    (years[1] / "reviewed.yml").write_text("reviewed:\n  something: else\n", "utf-8")
    with pytest.raises(Trouble) as told:
        review.ticked(years[1], compared(years)[2])
    assert [p.place() for p in told.value.problems] == ["content/cyber-2026/reviewed.yml:2"]


def test_what_members_are_told_is_drafted_good(years: tuple[Path, Path]) -> None:
    edit(years[1], "plans.yml", ("percent: 50%", "percent: 45%"), ("        A: 500万円", "        A: 600万円"))
    old, new, changes = compared(years)
    drafted = notice.notice(old, new, changes)
    assert notice.write(new, drafted)
    after = load(years[1])
    assert [p.line_in("en") for p in check(after, TODAY) if p.severity == "error"] == []
    points = after.data.notices["changes"].points
    assert len(points) == 2 and all(set(point) == {"ja", "en"} for point in points)
    assert "{{ facts.last_claims_history_percent }}" in points[1]["ja"] + points[0]["ja"]
    assert "changes" in after.data.pages and {"changes"} <= after.pages["ja"].keys() & after.pages["en"].keys()
    assert not notice.write(after, drafted), "what staff have edited is not written over"


def test_the_workbook_holds_every_line_and_runs_nothing(years: tuple[Path, Path]) -> None:
    from openpyxl import load_workbook

    edit(
        years[1],
        "plans.yml",
        ("診療所と病院です。", "=1+1 診療所です。"),
        ("B: 60,000円", "B: 61,000円"),
        ("110,210円", "111,210円"),
        ("115,640円", "116,640円"),
        ("118,860円", "119,860円"),
    )
    old, new, changes = compared(years)
    book = load_workbook(io.BytesIO(workbook.workbook(old, new, changes, {"figure:tables.basic.B"}, "ja")))
    rows = {sheet.title: sheet.max_row - 1 for sheet in book}
    assert list(rows.values()) == [len(lines) for _, lines in changes.sections()]
    cells = [cell for page in book for row in page.iter_rows(min_row=2) for cell in row]
    assert not [cell for cell in cells if cell.data_type == "f"]
    said = {cell.value for cell in cells}
    assert {"確認済み", 60000, 61000, 1000} <= said and any("=1+1" in str(one) for one in said)


@pytest.mark.parametrize("lang", ["ja", "en"])
def test_the_sheet_has_room_for_seals_and_every_line(lang: str, years: tuple[Path, Path]) -> None:
    edit(years[1], "plans.yml", ("診療所と病院です。", "診療所、病院、歯科です。"))
    old, new, changes = compared(years)
    html = sheet.html(old, new, changes, set(), lang)
    assert html.count('class="box"') == len(changes.lines)
    for who in ("made", "checked", "approved"):
        assert review.word("sheet", who)[lang] in html
    assert ("印" in html) == (lang == "ja")
    shown = Shown(old, new)
    assert '<span class="of-new">' in shown.marked(changes.texts[0], lang)


def test_the_sheet_is_a_pdf_of_what_it_says(years: tuple[Path, Path]) -> None:
    import pypdfium2 as pdfium

    old, new, changes = compared(years)
    sheets = pdfium.PdfDocument(sheet.pdf(old, new, changes, set(), "ja"))
    said = "".join(page.get_textpage().get_text_range() for page in sheets)
    sheets.close()
    for text in ("前年との違い 確認票", "作成", "確認", "承認", "印", "基本プラン保険料", "神谷"):
        assert text in said
