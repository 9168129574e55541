"""A new edition: what is said to be moved has moved, in every way of writing it, and what is left is listed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from known import EDITIONS

from chirashi.base.project import Project
from chirashi.cli.making.new_edition import new_edition
from chirashi.content.edition import load


@pytest.fixture
def content(home: Project) -> Path:
    return home.content


def copied(content: Path, name: str, *changes: tuple[str, str]) -> Path:
    """The edition, below a name with its year, and with lines changed."""
    folder = content / f"{name}-2026"
    shutil.copytree(EDITIONS[name], folder)
    data = folder / "plans.yml"
    text = data.read_text("utf-8").replace(f"edition: {name}", f"edition: {name}-2026")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    data.write_text(text, "utf-8")
    return folder


def test_months_move_in_every_form_and_say_where_to(content: Path) -> None:
    old = copied(content, "income-months", ("month: 2026-10", "month: ２０２６年１０月"))
    said = [p.text("en") for p in new_edition(old, content / "income-months-2028")]
    text = (content / "income-months-2028" / "plans.yml").read_text("utf-8")
    for month in ("month: ２０２８年１０月", "month: 2029-01", "month: 2029年4月", "month: 2029/07"):
        assert month in text
    for month in ("2028-10", "2029-01", "2029-04", "2029-07"):
        assert f"Moved to {month}. Confirm that this is the month." in said
    months = load(content / "income-months-2028").data.axes["months"].values
    assert [str(member.month) for member in months.values()] == ["2028-10", "2029-01", "2029-04", "2029-07"]


def test_a_date_in_the_japanese_calendar_moves(content: Path) -> None:
    """令和８年, with its digits of either width, and its weekday made right."""
    old = copied(content, "income-months", ("令和8年10月1日（木）", "令和８年１０月１日（木）"))
    new_edition(old, content / "income-months-2027")
    assert "start: 令和９年１０月１日（金）" in (content / "income-months-2027" / "plans.yml").read_text("utf-8")


def test_what_cannot_be_moved_is_not_said_to_be(content: Path) -> None:
    old = copied(content, "income-months", ("month: 2027-01", "month:\n          2027-01"))
    said = {p.line: p for p in new_edition(old, content / "income-months-2027") if p.code == "decide-unmoved"}
    text = (content / "income-months-2027" / "plans.yml").read_text("utf-8")
    assert "          2027-01" in text
    assert len(said) == 1


def test_every_kind_of_figure_that_stayed_is_listed_once(content: Path) -> None:
    old = copied(content, "income-months")
    kept = [p.text("en") for p in new_edition(old, content / "income-months-2027") if p.code == "decide-kept"]
    assert [text.partition(" still")[0] for text in kept] == ["Limits and deductibles", "The numbers under facts"]
    assert "(income, disaster)" in kept[0]
    assert "payout_within" in kept[1]


def test_windows_move_and_notices_are_to_be_written_anew(content: Path) -> None:
    old = copied(content, "liability-windows")
    said = new_edition(old, content / "liability-windows-2027")
    text = (content / "liability-windows-2027" / "plans.yml").read_text("utf-8")
    assert "{opens: 2028-01-12, closes: 2028-02-26 (土)}" in text
    assert "{opens: 2028-07-01, closes: 2028-08-31（木）, start: 2028-10-01}" in text
    kept = [p.text("en") for p in said if p.code == "decide-kept"]
    assert any(text.startswith("Notices, above all what has changed still") and "changes" in text for text in kept)
