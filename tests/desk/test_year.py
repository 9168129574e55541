"""What staff meet in the course of a year, at the desk: nothing sends them to a file."""

from __future__ import annotations

from office import Office


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
