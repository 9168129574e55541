"""Labels: a project's own file is laid over that of the press; what lacks or is of another shape is told."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from further_language import speaking
from known import EDITIONS, ROOT

from chirashi.base import project
from chirashi.base.project import Project, packaged_theme
from chirashi.cli.steps import Job, load_and_check
from chirashi.view import labels
from chirashi.view.labels import labels_of

CHINESE = (ROOT / "tests" / "languages" / "zh-Hant" / "labels.yml").read_text("utf-8")


def own(home: Project, language: str, text: str) -> None:
    path = home.root / "theme" / "labels" / f"{language}.yml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def told(language: str) -> list[tuple[str, str, object]]:
    return [(problem.place(), problem.code, problem.fields.get("name")) for problem in labels.faults([language])]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_those_of_the_press_are_right(language: str) -> None:
    assert told(language) == []


def test_a_file_of_ones_own_holds_what_differs(home: Project) -> None:
    before = labels_of("ja")
    own(home, "ja", "words:\n  deadline: いつまでに\nformats: {weekdays: [月曜, 火曜, 水曜, 木曜, 金曜, 土曜, 日曜]}\n")
    after = labels_of("ja")
    assert told("ja") == []
    assert after["words"] == {**before["words"], "deadline": "いつまでに"}
    assert after["formats"] == {**before["formats"], "weekdays": [f"{day}曜" for day in before["formats"]["weekdays"]]}
    assert {key: after[key] for key in after if key not in ("words", "formats")} == {
        key: before[key] for key in before if key not in ("words", "formats")
    }
    own(home, "ja", "# nothing differs\n")
    assert labels_of("ja") == before and told("ja") == []


def test_a_whole_copy_is_no_fault(home: Project) -> None:
    own(home, "en", (packaged_theme() / "labels" / "en.yml").read_text("utf-8"))
    assert told("en") == []


def test_a_further_language_must_hold_all(home: Project) -> None:
    own(home, "zh-Hant", CHINESE)
    assert told("zh-Hant") == []
    own(home, "zh-Hant", re.sub(r"(?m)^  (?:skip|menu): .*\n", "", CHINESE).replace("locale: zh_TW\n", ""))
    line = CHINESE.replace("locale: zh_TW\n", "").splitlines().index("words:") + 1
    assert told("zh-Hant") == [
        ("theme/labels/zh-Hant.yml:2", "labels-missing", "locale"),
        (f"theme/labels/zh-Hant.yml:{line}", "labels-missing", "words.skip, words.menu"),
    ]
    assert labels_of("zh-Hant")["words"]["skip"] == labels_of("en")["words"]["skip"]  # until it is mended


@pytest.mark.parametrize(
    ("text", "code", "name"),
    [
        ("words:\n  menu: [a]", "labels-shape", "words.menu"),
        ("words:\n  menu:", "labels-shape", "words.menu"),
        ("words: menu", "labels-shape", "words"),
        ("- words", "labels-shape", "ja.yml"),
        ("formats: {months: 一月}", "labels-shape", "formats.months"),
        ("formats: {months: [一月, 二月]}", "labels-shape", "formats.months"),
        ("formats: {weekdays: [[月], 火, 水, 木, 金, 土, 日]}", "labels-shape", "formats.weekdays"),
        ("formats: {joins_lines: maybe}", "labels-shape", "formats.joins_lines"),
        ("formats: {large_units: [万]}", "labels-shape", "formats.large_units"),
        ("formats: {large_units: [{name: 万, yen: 一万}]}", "labels-shape", "formats.large_units"),
        ("print: {rooms: {banner: wide}}", "labels-shape", "print.rooms.banner"),
        ("direction: down", "labels-shape", "direction"),
        ('words: {up_to: "最大{amuont}"}', "labels-hole", "words.up_to"),
        ('words: {up_to: "最大{amount"}', "labels-hole", "words.up_to"),
        ('words: {up_to: "最大{}"}', "labels-hole", "words.up_to"),
        ('words: {up_to: "最大{amount:>9}"}', "labels-hole", "words.up_to"),
        ('words: {skip: "{"}', "labels-hole", "words.skip"),
        ("words: {up_to: 最大}", "labels-hole-lost", "words.up_to"),
        ("words: {dedline: いつまでに}", "labels-unknown", "words.dedline"),
        ("wrods: {deadline: いつまでに}", "labels-unknown", "wrods"),
        ('words: "a', "yaml-quote", None),
    ],
)
def test_a_wrong_entry_is_told_and_the_press_goes_on_with_its_own(
    home: Project, text: str, code: str, name: str | None
) -> None:
    own(home, "ja", text + "\n")
    (found,) = told("ja")
    assert found[0].startswith("theme/labels/ja.yml:") and found[1:] == (code, name)
    work = load_and_check(Job(EDITIONS["care-three"]))
    assert [problem.code for problem in work.problems if problem.file.startswith("theme/")] == [code]
    assert work.good == (code in ("labels-hole-lost", "labels-unknown"))


def test_a_word_that_ones_own_partial_asks_for_is_no_slip(home: Project) -> None:
    own(home, "ja", "words: {motto: ともに}\n")
    assert [code for _, code, _ in told("ja")] == ["labels-unknown"]
    partial = home.root / "theme" / "partials" / "motto.html"
    partial.parent.mkdir()
    partial.write_text('<p>{{ word("motto") }}</p>', "utf-8")
    assert told("ja") == []


def test_a_language_that_lacks_a_word_is_told_before_anything_is_made(tmp_path: Path) -> None:
    before = project.project_in_use()
    made, folder = speaking("zh-Hant", tmp_path)
    project.use(made)
    try:
        own(made, "zh-Hant", re.sub(r"(?m)^  skip: .*\n", "", CHINESE).replace("{month}月{day}", "{mnoth}月{day}"))
        work = load_and_check(Job(folder))
        assert sorted((p.code, p.fields["name"]) for p in work.problems if p.severity == "error") == [
            ("labels-hole", "formats.date"),
            ("labels-missing", "words.skip"),
        ]
    finally:
        project.use(before)
