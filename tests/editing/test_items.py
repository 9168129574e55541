"""What depends on a plan, a table or a place of an axis follows it when it comes, goes or gets another name."""

from pathlib import Path
from typing import Any

from edited import edition
from known import EDITIONS, TODAY

from chirashi.base.project import Project
from chirashi.content.edition import load
from chirashi.editing import (
    Draft,
    InsertItem,
    MoveItem,
    RemoveItem,
    RenameItem,
    RenamePage,
    SetValue,
    mentions,
    save,
    undo,
)
from chirashi.proof.report import translations

PLAN_E = {"name": {"ja": "プランE", "en": "Plan E"}}


def changed(folder: Path, *changes: Any, strictly: bool = False) -> dict[str, str]:
    """Every figure of the edition after the changes, by its key."""
    made = save(folder, changes, by="test", strictly=strictly, today=TODAY)
    assert made.good and made.step
    assert [p.line_in("en") for p in made.problems if p.severity == "error"] == []
    return {key: str(getattr(leaf, "value", leaf)) for key, leaf in load(folder).figures.items()}


def figures(folder: Path) -> dict[str, str]:
    return {key: str(getattr(leaf, "value", leaf)) for key, leaf in load(folder).figures.items()}


def test_a_plan_like_another_has_its_cells_everywhere(cyber: Path) -> None:
    after = changed(cyber, InsertItem(("plans",), PLAN_E, "E", like="D"))
    for key in ("tables.basic", "tables.total.a", "coverages.liability.limit", "coverages.liability.deductible"):
        assert after[f"{key}.E"] == after[f"{key}.D"], key
    assert "{A..E: none}" in (cyber / "plans.yml").read_text("utf-8")


def test_a_plan_that_goes_takes_its_cells_along(cyber: Path) -> None:
    before = figures(cyber)
    after = changed(cyber, RemoveItem(("plans", "C")))
    gone = {key for key in before if key.split(".")[-1] == "C" or key.startswith("plans.C.")}
    assert before.keys() - after.keys() == gone
    assert {key: after[key] for key in after if key in before} == {key: before[key] for key in before if key in after}


def test_a_plan_of_which_the_text_speaks_goes_only_when_that_is_accepted(cyber: Path) -> None:
    spoken = list(mentions(Draft(cyber), ("plans", "D")))
    assert {m.file for m in spoken} >= {"ja/premiums.md", "en/premiums.md", "ja/questions.md"}
    strict = save(cyber, [RemoveItem(("plans", "D"))], by="test", today=TODAY)
    assert strict.step is None
    told = {(Path(p.file).name, p.line) for p in strict.refused}
    pages = {(Path(m.file).name, m.line) for m in spoken if "{{" in m.text and m.file.endswith(".md")}
    assert pages and pages <= told


def test_another_name_is_followed_by_all_that_uses_it(cyber: Path) -> None:
    before = figures(cyber)
    names = {"A": "P1", "D": "P4"}
    after = changed(cyber, *(RenameItem(("plans", old), new) for old, new in names.items()), strictly=True)

    def named(key: str) -> str:
        return ".".join(names.get(part, part) for part in key.split("."))

    assert {named(key): value for key, value in before.items()} == after
    assert "{{ tables.basic.P1 }}から{{ tables.basic.P4 }}" in (cyber / "ja/premiums.md").read_text("utf-8")
    assert "P1..P4: none" in (cyber / "plans.yml").read_text("utf-8")
    assert not translations.stale(cyber, ["ja", "en"]), "the translations have followed"


def test_tables_coverages_and_pages_follow_their_names(cyber: Path) -> None:
    before = figures(cyber)
    renames = [RenameItem(("tables", "total"), "sum"), RenameItem(("tables", "basic"), "base")]
    renames += [RenameItem(("coverages", "costs"), "response"), RenameItem(("parties", "agent"), "agency")]
    after = changed(cyber, *renames, strictly=True)
    assert len(after) == len(before)
    assert after["tables.sum.a.A"] == before["tables.total.a.A"] and after["examples.three_facilities.result"]
    assert after["coverages.response.limit.D"] == before["coverages.costs.limit.D"]
    text = (cyber / "plans.yml").read_text("utf-8")
    assert "rule: base + option" in text and "table: sum" in text and "coverage: response" in text
    assert '{{ show("table", "sum") }}' in (cyber / "ja/premiums.md").read_text("utf-8")


def test_order_does_not_change_what_holds_of_whom(cyber: Path) -> None:
    before = figures(cyber)
    for at, index in (("A", 3), ("D", 0), ("B", 2)):
        after = changed(cyber, MoveItem(("plans", at), index))
        assert after == before
    assert [*load(cyber).data.plans] == ["D", "C", "B", "A"]


def test_a_place_of_an_axis(home: Project) -> None:
    family = edition(home, "accident-family")
    new = InsertItem(("axes", "ages", "values"), {"ages": "70..79"}, "a70", like="a51")
    after = changed(family, new, RenameItem(("axes", "ages", "values", "a20"), "young"))
    assert after["tables.members.m.a70.u1"] == after["tables.members.m.a51.u1"]
    assert after["tables.members.f.young.u2"] == "1420"


def test_a_cell_of_several_is_parted(cyber: Path) -> None:
    after = changed(cyber, SetValue(("coverages", "liability", "limit", "cells", "C"), "2億"))
    assert [after[f"coverages.liability.limit.{plan}"] for plan in "ABCD"] == [
        "50000000",
        *["100000000"],
        "200000000",
        "100000000",
    ]
    assert "        B: 1億円\n        C: 2億円\n        D: 1億円\n" in (cyber / "plans.yml").read_text("utf-8")


def test_lists_and_what_names_their_items(cyber: Path) -> None:
    after = changed(
        cyber,
        RemoveItem(("costs", "prevention")),
        InsertItem(("notes",), {"ja": "新しい注意です。", "en": "A new note."}, "fresh", index=0),
        MoveItem(("phases", 2), 1),
        SetValue(("approval", "number"), "B25-1"),
    )
    text = (cyber / "plans.yml").read_text("utf-8")
    assert "costs: [consulting]" in text
    assert "notes:\n  fresh:\n    ja: 新しい注意です。\n    en: A new note.\n  term:\n" in text
    assert after["approval.number"] == "B25-1"
    removed = {line for line in (EDITIONS["cyber-2025"] / "plans.yml").read_text("utf-8").split("\n")} - set(
        text.split("\n")
    )
    assert not [line for line in removed if "#" in line], "no comment is lost"


def test_a_page_gets_another_name_with_all_that_leads_to_it(cyber: Path) -> None:
    """Files, lists, links and the record of translations; nothing becomes stale, and one step takes it back."""
    (cyber / "ja/about.md").write_bytes((cyber / "ja/about.md").read_bytes().replace(b"\n", b"\r\n"))
    more = '\n\n[R][r] <a href="request.md#documents">R</a> request.md [other](request.mdx)\n\n[r]: request.md\n'
    notes = cyber / "en/notes.md"
    notes.write_text(notes.read_text("utf-8") + more, "utf-8")
    before = {path: path.read_bytes() for path in cyber.rglob("*") if path.is_file()}
    stale = {p.code for p in translations.stale(cyber, ["ja", "en"])}
    made = save(
        cyber, [RenamePage("request", "apply"), RenamePage("about", "privacy")], by="test", strictly=False, today=TODAY
    )
    assert made.good and made.step and not stale
    after = load(cyber)
    assert {"apply", "privacy"} < {*after.page_names} and "request" not in after.page_names
    assert not translations.stale(cyber, ["ja", "en"])
    assert not [p for p in made.problems if p.code in ("page-missing", "page-surplus", "proof-unrecorded")]
    links = [p.fields["target"] for p in made.problems if p.code == "link-unknown"]
    assert links == ["request.mdx"], "only what never led to the page"
    assert more.replace("request.md#", "apply.md#").replace(": request", ": apply") in notes.read_text("utf-8")
    assert "](apply.md#documents)" in (cyber / "ja/notes.md").read_text("utf-8")
    assert (cyber / "ja/privacy.md").read_bytes() == before[cyber / "ja/about.md"]
    assert not (cyber / "en/request.md").exists()
    undo(by="test")
    assert {path: path.read_bytes() for path in cyber.rglob("*") if path.is_file()} == before
