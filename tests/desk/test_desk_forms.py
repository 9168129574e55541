"""What staff type: figures, items and texts are saved through the writer, told at their fields, and can be undone."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from office import Office

from chirashi import review
from chirashi.desk.pages.data.items import PARTS

TOTALS = {"a": "128,210円", "b": "133,640円", "c": "136,860円"}


def posted(office: Office, path: str, **fields: str) -> dict:  # type: ignore[type-arg]
    return office.client.post(
        path, data=fields, headers={"Origin": office.client.base_url.__str__().rstrip("/")}
    ).json()


def test_a_premium_and_its_printed_totals_are_saved_and_nothing_else(office: Office) -> None:
    before = office.file("plans.yml")
    typed = {"tables.basic.C": "７８０００"} | {f"printed.tables.total.{key}.C": said for key, said in TOTALS.items()}
    page = office.types("/figures", **typed)
    assert "保存しました（4か所）" in page
    changed = [line for line in office.file("plans.yml").splitlines() if line not in before.splitlines()]
    assert changed == ["      C: 78,000円", *(f"        C: {said}" for said in TOTALS.values())]
    assert "77,160円" in page  # last year's, in grey


def test_totals_are_worked_out_before_anything_is_saved(office: Office) -> None:
    before = office.file("plans.yml")
    found = posted(
        office, "/figures/check", **{"tables.basic.C": "78000", "tables.option.a": "5千万", "tables.option.b": "abc"}
    )
    assert found["sums"]["tables.total.a.C"] == "50,078,000円"
    assert found["sums"]["tables.total.b.C"] == "133,640円"  # what cannot be read leaves the figure of before
    assert "127,370円" in found["differ"]["tables.total.a.C"]
    assert list(found["wrong"]) == ["tables.option.b"]
    assert office.file("plans.yml") == before


def test_a_total_that_differs_is_told_at_the_printed_field(office: Office) -> None:
    page = office.types("/figures", **{"tables.basic.C": "78,000円"})
    assert re.search(r'name="printed.tables.total.a.C"[^>]*aria-invalid="true"', page)
    assert "印刷物は 127,370円、計算した金額は 128,210円 です" in page
    problems = office.opens("/problems")
    assert 'href="/figures#printed.tables.total.a.C"' in problems
    assert "合計保険料" in problems


@pytest.mark.parametrize(
    ("text", "at", "wanted"),
    [
        ("51,000\t61,000\t78,000\t96,000", "tables.basic.A", {"A": "51,000円", "D": "96,000円"}),
        (
            "５１０００\n６１，０００\n78千円\n96000.0\n",
            "tables.basic.A",
            {"A": "51,000円", "C": "78,000円", "D": "96,000円"},
        ),
        ("\tプランＢ\tプランA\n保険料\t61,000円\t51,000円", "tables.basic.C", {"A": "51,000円", "B": "61,000円"}),
        ("78,000", "tables.basic.C", {"C": "78,000円"}),
    ],
)
def test_a_pasted_block_lands_where_it_belongs(office: Office, text: str, at: str, wanted: dict[str, str]) -> None:
    page = office.sends("/figures/paste", {"at": at, "text": text})
    landed = dict(re.findall(r'data-for="tables\.basic\.(\w)" data-value="([^"]*)"', page))
    assert wanted.items() <= landed.items()
    assert office.file("plans.yml").count("51,000円") == 0  # it is only shown


def test_what_has_no_place_in_a_table_is_told(office: Office) -> None:
    page = office.sends("/figures/paste", {"at": "tables.basic.C", "text": "78,000\t96,000\t99,000"})
    assert re.findall(r'data-for="([^"]+)"', page) == ["tables.basic.C", "tables.basic.D"]
    assert "場所がないため、入れないもの：99,000" in page


def test_one_of_several_places_with_one_entry_gets_its_own(office: Office) -> None:
    office.types("/figures", **{"coverages.liability.limit.C": "2億円"})
    limits = office.desk.year.read().edition.grids["coverages.liability.limit"].cells
    assert [int(limits[(key,)].money or 0) for key in "ABCD"] == [50_000_000, 100_000_000, 200_000_000, 100_000_000]


def test_a_conflict_shows_both_and_loses_neither(office: Office) -> None:
    fields = office.fields("/items/parties")
    path = office.folder / "plans.yml"
    path.write_text(path.read_text("utf-8").replace("052-961-9634", "052-000-1111"), "utf-8")
    page = office.sends("/items/parties", fields | {"parties.agent.telephone": "052-222-3333"})
    assert "保存していません" in page
    assert "052-222-3333" in page and "052-000-1111" in page
    assert "052-000-1111" in office.file("plans.yml")
    again = {"parties.agent.telephone": "052-222-3333", "was:parties.agent.telephone": "052-000-1111"}
    assert "保存しました" in office.sends("/items/parties", fields | again)
    assert "052-222-3333" in office.file("plans.yml")


def test_two_tabs_that_change_different_fields_both_win(office: Office) -> None:
    one, other = office.fields("/items/parties"), office.fields("/items/dates")
    office.sends("/items/parties", one | {"parties.agent.telephone": "052-222-3333"})
    page = office.sends("/items/dates", other | {"dates.deadline": "2026-02-27 (金)"})
    assert "保存しました" in page
    assert "052-222-3333" in office.file("plans.yml") and "2026-02-27 (金)" in office.file("plans.yml")


def test_a_mistake_is_kept_told_at_its_field_in_the_words_of_the_form(office: Office) -> None:
    page = office.types("/items/dates", **{"dates.deadline": "2026-02-27 (月)"})
    assert 'value="2026-02-27 (月)"' in page
    assert re.search(r'name="dates.deadline"[^>]*aria-invalid="true"', page)
    assert "曜日" in page and "金" in page
    problems = office.opens("/problems")
    assert 'href="/items/dates#dates.deadline"' in problems and "申込締切" in problems
    assert "plans.yml:" in re.sub(r"(?s)^.*?<details>", "", problems)  # in the fold alone
    assert "plans.yml:" not in re.sub(r"(?s)<details>.*?</details>", "", problems)


def test_steps_are_undone_one_by_one(office: Office) -> None:
    before = office.file("plans.yml")
    office.types("/items/dates", **{"dates.deadline": "2026-02-27 (金)"})
    office.types("/items/parties", **{"parties.agent.telephone": "052-222-3333"})
    page = office.opens("/history")
    assert "052-961-9634 → 052-222-3333" in page
    first, second = re.findall(r'name="step" value="(\d+)"', page)
    office.sends("/history", {"step": first})
    assert "052-961-9634" in office.file("plans.yml") and "2026-02-27" in office.file("plans.yml")
    office.sends("/history", {"step": second})
    assert office.file("plans.yml") == before
    assert "やり直しました" in office.sends("/history", {"step": second, "do": "redo"})
    assert "2026-02-27" in office.file("plans.yml")


def test_a_plan_is_added_moved_and_removed_with_its_figures(office: Office) -> None:
    before = office.desk.year.read().edition
    page = office.sends("/items/add/plans", {"like": "D", "name.ja": "プランE", "name.en": "Plan E"})
    assert "プランE" in page
    edition = office.desk.year.read().edition
    assert [*edition.data.plans] == ["A", "B", "C", "D", "E"]
    assert edition.grids["tables.basic"].cells[("E",)].money == before.grids["tables.basic"].cells[("D",)].money
    assert [p.code for p in office.desk.year.read().problems if p.severity == "error"] == []
    office.sends("/items/plans", office.fields("/items/plans") | {"do": "up:plans.E"})
    assert [*office.desk.year.read().edition.data.plans] == ["A", "B", "C", "E", "D"]
    office.sends("/items/remove/plans.E", {})
    assert [*office.desk.year.read().edition.data.plans] == ["A", "B", "C", "D"]
    assert office.desk.year.read().edition.figures == before.figures


def test_what_speaks_of_an_entry_is_listed_before_it_goes(office: Office) -> None:
    page = office.opens("/items/remove/facts.claims_free")
    assert re.search("過去〔[^〕]+：5年〕以内に", page)
    assert 'href="/items/notes#notes.claims_free' in page
    assert "削除すると、直すところになるもの" in page  # the text would ask for what is gone


def test_a_note_is_added_in_both_languages(office: Office) -> None:
    assert "空の欄があります" in office.sends("/items/add/notes", {"text.ja": "新しい注意です。", "text.en": ""})
    office.sends("/items/add/notes", {"text.ja": "新しい注意です。", "text.en": "A new note."})
    assert {"ja": "新しい注意です。", "en": "A new note."} in office.desk.year.read().edition.data.notes.values()


def test_a_paragraph_is_changed_and_its_figure_stays_one(office: Office) -> None:
    fields = office.fields("/text/premiums")
    name = next(name for name, said in fields.items() if name.startswith("ja:top.") and "〔" in said)
    chip = re.search("〔[^〕]+〕", fields[name])
    assert chip is not None
    before = office.file("ja/premiums.md")
    page = office.sends("/text/premiums", fields | {name: f"{fields[name]}\n追記です（{chip[0]}）。"})
    assert "保存しました（1か所）" in page
    after = office.file("ja/premiums.md")
    assert "〔" not in after and "追記です（{{ " in after
    assert len(after.splitlines()) == len(before.splitlines()) + 1


def test_a_chip_that_was_changed_by_hand_is_refused(office: Office) -> None:
    fields = office.fields("/text/premiums")
    page = office.sends("/text/premiums", fields | {"ja:top.0": "〔基本プラン保険料 プランZ：1円〕です。"})
    assert "一覧にない数字です" in page and "〔基本プラン保険料 プランZ：1円〕です。" in page
    assert "プランZ" not in office.file("ja/premiums.md")


def test_every_page_of_every_language_is_shown_and_saved_unchanged(office: Office) -> None:
    edition = office.desk.year.read().edition
    files = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    for page in edition.page_names:
        assert "変わったところはありません" in office.types(f"/text/{page}")
    for part in PARTS:
        assert "変わったところはありません" in office.types(f"/items/{part}")
    assert "変わったところはありません" in office.types("/figures")
    assert {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()} == files


def test_a_translation_is_ticked_paragraph_by_paragraph(office: Office) -> None:
    fields = office.fields("/text/about")
    office.sends(
        "/text/about",
        fields
        | {
            "ja:figures.1": "保険料などは、ひとつのデータに一度だけ書いています。",
            "ja:privacy.1": "このサイトは何も保存しません。",
        },
    )
    page = office.opens("/text/about")
    assert re.findall(r'name="looked:([\w.]+)"', page) == ["figures.1", "privacy.1"]
    page = office.sends("/text/about", office.fields("/text/about") | {"looked:figures.1": "yes"})
    assert "1件を記録しました" in page
    assert re.findall(r'name="looked:([\w.]+)"', page) == ["privacy.1"]


def test_the_preview_shows_what_is_typed_and_saves_nothing(office: Office) -> None:
    fields = office.fields("/text/index")
    name = "ja:title"
    typed = fields | {name: "まだ保存していない見出し", "language": "ja", "shows": "index"}
    assert "まだ保存していない見出し" in office.sends("/draft/index", typed).replace("​", "").replace("<wbr>", "")
    assert 'class="paper"' in office.sends("/draft/index", typed | {"shows": "flyer"})
    assert "まだ保存していない見出し" not in office.file("ja/index.md")


def test_the_new_year_is_five_questions(office: Office) -> None:
    fields = office.fields("/new")
    assert fields["year"] == "2027" and fields["start"] == "2027-04-01"
    assert "4桁" in office.sends("/new", fields | {"year": "R9"})
    page = office.sends("/new", fields | {"deadline": "2027-02-26 (金)", "published": "2027-01-15"})
    assert "2027年度を作りました" in page
    edition = office.desk.year.read().edition
    assert (edition.folder.name, int(edition.data.scheme.year)) == ("cyber-2027", 2027)
    assert str(edition.data.dates.deadline.date) == "2027-02-26"
    assert str(edition.data.scheme.published) == "2027-01-15"


def tick_of(office: Office, key: str) -> tuple[str, str, bool]:
    """The tick of a line of the changes: its name, what it sends, and whether it is set."""
    found = re.search(rf'name="(tick:[^"]*{re.escape(key)}[^"]*)" value="(\w+)"([^>]*)>', office.opens("/changes"))
    assert found is not None
    return found[1], found[2], " checked" in found[3]


def test_a_line_of_the_changes_is_ticked_and_a_later_change_unticks_it(office: Office) -> None:
    office.types("/figures", **{"tables.option.a": "51,000円"})
    name, said, _ = tick_of(office, "tables.option.a")
    office.sends("/changes", {name: said})
    assert tick_of(office, "tables.option.a")[2]
    office.types("/figures", **{"tables.option.a": "52,000円"})
    assert not tick_of(office, "tables.option.a")[2]
    assert "内容が変わったため、印を付けていません" in office.sends("/changes", {name: said}), (
        "an old window ticks what it did not show"
    )
    assert not tick_of(office, "tables.option.a")[2]


def all_shown(office: Office) -> dict[str, list[str]]:
    return {"shown": re.findall(r'name="shown" value="(\w+)"', office.opens("/changes"))}


def test_all_of_a_table_is_ticked_at_once_but_what_is_marked(office: Office) -> None:
    """One click for a group, one for a table; a premium ten times as much is ticked by itself. Undone as any step."""
    office.types("/figures", **{"tables.option.a": "51,000円", "tables.basic.A": "500,000円"})
    page = office.opens("/changes")
    assert "{{" not in page and "〔保険期間〕" in page, "figures stand by their names"
    assert "一つずつ印を付けます" in page
    office.sends("/changes", all_shown(office) | {"all": "stays/notes"})  # type: ignore[arg-type]
    changes = office.desk.year.changes()
    assert changes is not None
    ticked = review.ticked(office.folder, changes)
    assert ticked == {line.id for line in changes.stays if line.group == "notes"} != set()
    office.sends("/changes", all_shown(office) | _set(office) | {"all": "figures"})  # type: ignore[arg-type]
    ticked = review.ticked(office.folder, changes)
    figures = {line.id: line.odd for line in changes.figures}
    assert any(figures.values()) and not all(figures.values())
    assert {one: one not in ticked for one in figures} == figures
    step = re.findall(r'name="step" value="(\d+)"', office.opens("/history"))[0]
    office.sends("/history", {"step": step})
    assert not review.ticked(office.folder, changes) & figures.keys()
    assert {line.id for line in changes.stays if line.group == "notes"} == review.ticked(office.folder, changes)


def _set(office: Office) -> dict[str, str]:
    """The ticks that are set, as a browser sends them back."""
    return dict(re.findall(r'name="(tick:[^"]*)" value="(\w+)"[^>]* checked', office.opens("/changes")))


def test_all_translations_of_a_page_are_ticked_at_once_but_what_changed_meanwhile(office: Office) -> None:
    """What is typed is saved with it; an original that another window changed since was not looked at here."""
    typed = {"ja:figures.1": "保険料などは、一つのデータに一度だけ書いています。", "ja:privacy.1": "何も保存しません。"}
    page = office.types("/text/about", **typed)
    assert "すべて見直しました（2件）" in page
    fields = office.fields("/text/about") | {"waits": ["figures.1", "privacy.1"], "do": "looked"}
    office.types("/text/about", **{"ja:privacy.1": "このサイトは、何も保存しません。"})
    page = office.sends("/text/about", fields | {"ja:title": "サイトのご案内"})  # type: ignore[arg-type]
    assert "1件を記録しました" in page and "1件は、この画面を開いたあとにほかで書き換えられたため" in page
    assert re.findall(r'name="looked:([\w.]+)"', page) == ["title", "privacy.1"]
    step = re.findall(r'name="step" value="(\d+)"', office.opens("/history"))[0]
    office.sends("/history", {"step": step})
    assert "figures.1" in re.findall(r'name="looked:([\w.]+)"', office.opens("/text/about")), "a tick can be undone"


def test_all_translations_of_a_part_of_the_data_are_ticked_at_once(office: Office) -> None:
    office.types("/items/notes", **{"notes.ransom.ja": "身代金は対象外です。", "notes.trades.ja": "診療所です。"})
    waits = re.findall(r'name="waits" value="([\w.]+)"', office.opens("/items/notes"))
    assert set(waits) == {"notes.ransom", "notes.trades"}
    office.sends("/items/notes", office.fields("/items/notes") | {"waits": waits, "do": "looked"})  # type: ignore[arg-type]
    assert not [one for one in office.desk.told("ja") if one.code.startswith("proof-")]


def test_a_workbook_goes_out_and_what_is_changed_in_it_comes_back(office: Office) -> None:
    """It is looked at first; only then is it written, and can be undone like anything else."""
    content = office.client.get("/excel/book.xlsx").content
    book = openpyxl.load_workbook(io.BytesIO(content))
    cell = next(cell for page in book for row in page.iter_rows() for cell in row if cell.value == 77160)
    cell.value = 78000
    changed = io.BytesIO()
    book.save(changed)
    page = office.hands_over("/excel", "book", changed.getvalue())
    assert "77,160円" in page and ("78,000円" in page or "78000" in page)
    assert "77,160円" in office.file("plans.yml")
    assert "保存しました（1か所）" in office.sends("/excel/take", {})
    assert "C: 78,000円" in office.file("plans.yml")
    assert "Excel から読み込み" in office.opens("/history")


def test_what_is_no_workbook_is_told(office: Office) -> None:
    assert "ブック（.xlsx）として読めません" in office.hands_over("/excel", "book", b"no workbook")


def test_an_approval_is_bound_to_the_content_and_a_change_voids_it(office: Office) -> None:
    assert "文書番号を書いてください" in office.sends("/finish/approve", {"number": " "})
    page = office.sends("/finish/approve", {"number": "B26-000123", "valid_until": "令和9年3月31日"})
    assert "文書番号 B26-000123 で承認されています" in page
    assert "number: B26-000123" in office.file("plans.yml")
    office.types("/figures", **{"tables.option.a": "51,000円"})
    assert "承認のあとに、内容が変わっています" in office.opens("/finish")


def test_the_year_at_a_glance_leads_to_what_is_next(office: Office) -> None:
    office.types("/figures", **{"tables.basic.C": "78,000円"})
    page = office.opens("/")
    assert "直さないと公開できないところが3件あります" in page
    assert 'class="button" href="/problems"' in page
    english = office.opens("/?lang=en")
    assert "3 must be mended" in english and 'lang="en"' in english
    assert "The year at" in office.opens("/") or "What to do next" in office.opens("/")  # it is remembered
