"""What staff meet in the course of a year, at the desk: nothing sends them to a file."""

from __future__ import annotations

import io

from office import Office
from PIL import Image


def test_a_date_alone_gets_what_else_a_deadline_can_say(office: Office) -> None:
    """The form of a deadline that is its date shows the rest too; the file becomes longer, and short again."""
    assert 'name="dates.deadline.post"' in office.opens("/items/dates")
    said = office.types(
        "/items/dates", **{"dates.deadline": "2026-02-25 (水) 17:00", "dates.deadline.post": "to arrive"}
    )
    assert "保存しました" in said
    deadline = office.desk.year.read().edition.data.dates.deadline
    assert (str(deadline.post), deadline.date is not None) == ("to arrive", True)
    assert "必着" in office.opens("/preview/")


def test_a_date_becomes_a_window(office: Office) -> None:
    typed = {"dates.deadline": "", "dates.deadline.opens": "2026-01-05", "dates.deadline.closes": "2026-02-25"}
    assert "保存しました" in office.types("/items/dates", **typed)
    deadline = office.desk.year.read().edition.data.dates.deadline
    assert deadline.date is None and [str(day.date) for day in deadline.closing] == ["2026-02-25"]


def test_a_translation_of_the_data_is_ticked_where_its_problem_sends_one(office: Office) -> None:
    typed = {"notes.ransom.ja": "身代金は、理由を問わず補償されません。", "notes.ransom.en": "Ransom is never covered."}
    assert "保存しました" in office.types("/items/notes", **typed)
    assert [one.link for one in office.desk.told("ja") if one.code == "proof-stale"] == ["/items/notes"]
    assert 'name="looked:notes.ransom"' in office.opens("/items/notes")
    office.types("/items/notes", **{"looked:notes.ransom": "yes"})
    assert not [one for one in office.desk.told("ja") if one.code.startswith("proof-")]


def test_a_way_to_ask_is_ticked_by_its_way(office: Office) -> None:
    name = next(name for name in office.fields("/items/requests") if name.endswith("1.note.ja"))
    office.types("/items/requests", **{name: "FAX用紙に記入し、協会へお送りください。夜間も届きます。"})
    assert 'name="looked:requests.fax.note"' in office.opens("/items/requests")


def test_a_page_with_a_figure_that_is_no_more_breaks_no_preview(office: Office) -> None:
    office.sends("/items/remove/options.b", {})
    answer = office.client.get("/preview/cover/")
    assert answer.status_code == 409 and "もうない数字" in answer.text


def test_a_year_that_is_over_leads_to_the_next(office: Office) -> None:
    office.sends("/edition", {"edition": "cyber-2025"})
    assert 'href="/new"' not in office.opens("/")  # the next one is there already


def _png() -> bytes:
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(made, "PNG")
    return made.getvalue()


PAGE = {
    "menu.ja": "セミナー", "menu.en": "Seminar on cyber risk",
    "title.ja": "診療所のためのセミナーを開きます", "title.en": "A seminar for clinics",
    "description.ja": "サイバー攻撃への備えを学ぶセミナーのご案内です。",
    "description.en": "A seminar on being ready for cyber attacks.",
    "text.ja": "会員の先生とスタッフの方が対象です。\n\n## 会場へは、駅から歩けます\n\n地図をご覧ください。",
    "text.en": "For members and their staff.\n\n## The hall is a walk from the station\n\nPlease see the map.",
    "after": "questions",
}  # fmt: skip


def test_a_page_with_a_map_is_added_and_removed(office: Office) -> None:
    """In both languages, listed, with nothing to mend; undone as one step."""
    assert "ページを作りました" in office.sends("/pages/add", PAGE)
    edition = office.desk.year.read().edition
    pages = edition.data.pages
    assert pages[pages.index("questions") + 1] == "seminar-on-cyber-risk"
    assert "\n\n## 会場へは、駅から歩けます {#part-1}\n\n地図を" in office.file("ja/seminar-on-cyber-risk.md")
    shows = {"shows.ja": "駅から会場までの地図。大通りを右へ", "shows.en": "Map from the station to the hall, on foot"}
    path = "/pages/picture/seminar-on-cyber-risk"
    headers = {"Origin": office.client.base_url.__str__().rstrip("/")}

    def hands(name: str, content: bytes, **more: str) -> str:
        fields = shows | {"place": "part-1.1"} | more
        return office.client.post(path, data=fields, files={"picture": (name, content)}, headers=headers).text

    assert "使えるのは" in hands("地図.docx", b"PK")
    assert 'role="alert"' in hands("地図.png", b"no picture")
    assert "空の欄" in hands("地図.PNG", _png(), **{"shows.en": " "})
    assert not list(office.folder.glob("ja/*.png"))
    assert "画像を入れました" in hands("地図.PNG", _png())
    assert "大通りを右へ](seminar-on-cyber-risk-1.png)" in office.file("ja/seminar-on-cyber-risk.md")
    assert (office.folder / "en/seminar-on-cyber-risk-1.png").read_bytes() == _png()
    assert [one.text for one in office.desk.told("ja") if one.severity == "error"] == []
    assert "ページを削除しました" in office.sends("/pages/remove/seminar-on-cyber-risk", {})
    assert not (office.folder / "ja/seminar-on-cyber-risk.md").exists()
    assert office.desk.year.read().edition.data.pages == [page for page in pages if page != "seminar-on-cyber-risk"]


def test_a_page_gets_another_address(office: Office) -> None:
    """Links to it follow, nothing becomes wrong, no translation has to be looked at again; undone as one step."""
    before = {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()}
    told = {one.text for one in office.desk.told("ja")}
    for taken in ("Request", "資料", "notes", "flyer", "en", "cyber-2025", "1st", "a" * 41):
        assert 'role="alert"' in office.types("/pages/address/request", name=taken)
    assert {path: path.read_bytes() for path in before} == before
    assert "apply に変えました" in office.types("/pages/address/request", name="apply")
    assert "](apply.md#documents)" in office.file("ja/notes.md") and "](apply.md)" in office.file("en/index.md")
    assert {one.text for one in office.desk.told("ja")} == told
    assert "資料" in office.opens("/preview/apply/")
    assert office.client.get("/pages/address/index").status_code == 404
    office.sends("/history", {"step": "1"})
    assert {path: path.read_bytes() for path in office.folder.rglob("*") if path.is_file()} == before


def test_a_page_is_listed_last(office: Office) -> None:
    """The list of pages is written within brackets."""
    last = office.desk.year.read().edition.data.pages[-1]
    assert "ページを作りました" in office.sends("/pages/add", PAGE | {"after": last})
    assert office.desk.year.read().edition.data.pages[-2:] == [last, "seminar-on-cyber-risk"]


def test_an_approval_may_come_where_none_was_required(office: Office) -> None:
    office.sends("/edition", {"edition": "cyber-2025"})
    assert "承認を記録しました" in office.sends("/finish/approve", {"number": "B25-000123"})
    approval = office.desk.year.read().edition.data.approval
    assert approval is not None and approval.number == "B25-000123"


def test_the_first_page_is_not_removed(office: Office) -> None:
    assert office.client.get("/pages/remove/index").status_code == 404


def test_what_is_new_is_drafted_from_the_changes_and_can_be_undone(office: Office) -> None:
    office.types("/figures", **{"tables.basic.A": "51,000円"})
    before = office.file("plans.yml")
    page = office.sends("/changes/draft", {})
    assert "下書きしました" in page and 'name="notices.changes.points.0.ja"' in page
    assert "すでにあります" in office.sends("/changes/draft", {})
    office.sends("/history", {"step": "2"})
    assert office.file("plans.yml") == before


def test_what_differs_is_told_in_one_language(office: Office) -> None:
    """A cell that is no amount goes by its word; a name stands in one pair of brackets."""
    said = office.types("/figures", **{"tables.basic.B": "要相談"})
    assert "計算した金額は 要相談 です" in said and "on request" not in said
    told = office.types("/text/questions", **{"ja:top.0": "お電話ください。"})
    assert "「「" not in told and "もう一方の言語の文にはありません" in told
