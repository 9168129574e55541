"""A finding is told at the line that staff wrote, once, however many finished files repeat it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chirashi.base.problems import Problem
from chirashi.cli import steps
from chirashi.proof import prove
from chirashi.proof.report.origins import Library, lead_to_sources
from chirashi.proof.rules.findings import Quote

pytestmark = pytest.mark.thorough

MAIN = Path(__file__).resolve().parents[2] / "content" / "cyber-2025"


def proved(folder: Path, **changes: tuple[str, str]) -> list[Problem]:
    """What the proof tells of the edition once `language_page` has been changed."""
    edition, site = folder / "cyber-2025", folder / "site"
    shutil.copytree(MAIN, edition)
    for name, (old, new) in changes.items():
        path = edition / (name.replace("_", "/") + ".md")
        text = path.read_text("utf-8")
        assert text.count(old) == 1
        path.write_text(text.replace(old, new), "utf-8")
    work = steps.load_and_check(job := steps.Job(edition))
    steps.render(job, work)
    for name, content in work.files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [problem for problem in prove(edition, site).source_problems if problem.severity == "error"]


OUTLINE = {"ja_notes": "このサイトは概要のご案内です。", "en_notes": "This site is an outline."}


@pytest.mark.parametrize(
    ("ja", "en"),
    [("申し込みは２月10日までです。", "Apply by 10 February."), ("今なら**３割**引です。", "Now 30% off.")],
    ids=["a date", "emphasis"],
)
def test_a_figure_typed_by_hand_is_told_once_at_its_line(ja: str, en: str, tmp_path: Path) -> None:
    found = proved(
        tmp_path,
        ja_notes=(OUTLINE["ja_notes"], OUTLINE["ja_notes"] + ja),
        en_notes=(OUTLINE["en_notes"], f"{OUTLINE['en_notes']} {en}"),
    )
    places = [(p.file, p.line, p.code) for p in found]
    assert places == [(f"cyber-2025/{lang}/notes.md", 9, "proof-untraced") for lang in ("en", "ja")]
    assert [file.partition("-")[0] for file in found[1].also] == ["site/notes/index.html", "site/assets/search"]
    assert "（site/notes/index.html、" in found[1].text("ja") and "(Also in site/notes" in found[1].text("en")


def test_a_figure_in_the_front_matter_is_told_at_its_line(tmp_path: Path) -> None:
    words = {"ja_notes": "menu: 注意事項", "en_notes": "menu: Notes"}
    found = proved(
        tmp_path,
        ja_notes=(words["ja_notes"], words["ja_notes"] + "99"),
        en_notes=(words["en_notes"], words["en_notes"] + " 99"),
    )
    assert {(p.file, p.line) for p in found} >= {("cyber-2025/ja/notes.md", 3), ("cyber-2025/en/notes.md", 3)}


def test_languages_that_differ_are_told_at_both_lines(tmp_path: Path) -> None:
    added = OUTLINE["ja_notes"] + "お問い合わせは096-385-3330へ。"
    (found,) = proved(tmp_path, ja_notes=(OUTLINE["ja_notes"], added))
    assert (found.file, found.code) == ("cyber-2025/en/notes.md", "proof-languages")
    assert found.line in (7, 8, 9)
    assert str(found.fields["counterpart"]).startswith("cyber-2025/ja/notes.md:")


def test_a_link_to_an_address_is_told_at_its_line(tmp_path: Path) -> None:
    link = "[案内](https://other.example.jp/)をご覧ください。", "See [the guide](https://other.example.jp/)."
    found = proved(
        tmp_path,
        ja_notes=(OUTLINE["ja_notes"], OUTLINE["ja_notes"] + link[0]),
        en_notes=(OUTLINE["en_notes"], f"{OUTLINE['en_notes']} {link[1]}"),
    )
    assert {(p.file, p.line, p.code) for p in found} == {
        ("cyber-2025/ja/notes.md", 9, "proof-untraced"),
        ("cyber-2025/en/notes.md", 9, "proof-untraced"),
    }


def test_the_place_with_the_same_neighbours_is_chosen(tmp_path: Path) -> None:
    (tmp_path / "ja").mkdir()
    page = "---\nmenu: x\n---\n\n## 見出し {#one}\n\n窓口は12時間です。\n\n保険料は{{ a.b }}で、\n**12**時間です。\n"
    (tmp_path / "ja" / "notes.md").write_text(page, "utf-8")
    library = Library(tmp_path, {"site/notes/index.html": ("ja", "notes/index.html")})
    quote = Quote("保険料は77,160円で、", "12", "時間です。")
    found = library.of_quote("site/notes/index.html", quote)
    assert found and found[:2] == ("ja/notes.md", 10)
    assert library.of_quote("site/notes/index.html", Quote("費用は", "12", "個です。")) is None


def test_what_has_no_source_keeps_its_file_and_is_gathered(tmp_path: Path) -> None:
    files = [f"site/{name}/index.html" for name in ("a", "b", "c", "d", "e", "f")]
    quote = Quote("版 ", "2019", "")
    problems = [Problem(file, 7, "proof-untraced", {"spot": " <p>", "text": quote, "nearest": ""}) for file in files]
    (found,) = lead_to_sources(tmp_path, problems, {file: ("ja", file.removeprefix("site/")) for file in files})
    assert (found.file, found.line, found.also) == (files[0], 7, tuple(files[1:]))
    assert "ほか1個のファイルにも" in found.text("ja") and "and 1 more" in found.text("en")


def test_paper_alone_says_nothing_of_literals_that_stand_on_pages(tmp_path: Path) -> None:
    """`build.py print` proves the sheets only: what is declared for pages is met there."""
    (tmp_path / "print").mkdir()
    assert "proof-literal-unused" not in {
        problem.code for problem in prove(MAIN, None, tmp_path / "print").source_problems
    }
    (tmp_path / "site").mkdir()
    assert "proof-literal-unused" in {problem.code for problem in prove(MAIN, tmp_path / "site", None).source_problems}
