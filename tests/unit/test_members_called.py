"""What members call one another, and where they work, is what the data says; the theme itself is neutral."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from known import LANGUAGES, showing_all

from chirashi.base.project import packaged_theme
from chirashi.content.edition import load
from chirashi.paper import sheet_html
from chirashi.site.build import site
from chirashi.view.templates import View

SAID = re.compile(r"(?m)^  (?:members|workplace): .*\n")


def pages(folder: Path) -> str:
    found = (content.decode() for name, content in site(load(folder)).items() if name.endswith(".html"))
    return "".join(found).replace("<wbr>", "").replace("\u200b", "")


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return showing_all("income-months", tmp_path)[0]


def test_the_data_says_it_on_the_site_and_on_paper(edition: Path) -> None:
    data = edition / "plans.yml"
    text = data.read_text("utf-8")
    assert not SAID.search(text)
    said = "  members: {ja: 走る仲間, en: a fellow rider}\n  workplace: {ja: 自転車店, en: bicycle shop}\n"
    data.write_text(text.replace("  year: 2026\n", f"  year: 2026\n{said}", 1), "utf-8")
    shown = pages(edition)
    for words in ("走る仲間にもお送り", "share with a fellow rider.", "（自宅・自転車店）", "(home / bicycle shop)"):
        assert words in shown
    loaded = load(edition)
    for language, words in (("ja", "自転車店"), ("en", "bicycle shop")):
        for matter in ("fax", "fillable"):
            assert words in sheet_html.html(View(loaded, language), matter)  # type: ignore[arg-type]


def test_without_it_the_words_are_neutral(edition: Path) -> None:
    assert not SAID.search((edition / "plans.yml").read_text("utf-8"))
    shown = pages(edition)
    for words in ("ほかの方にもお送り", "share with others.", "（自宅・勤務先）", "(home / work)"):
        assert words in shown
    assert "先生" not in shown and "開業先" not in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_theme_speaks_to_no_profession(language: str) -> None:
    labels = (packaged_theme() / "labels" / f"{language}.yml").read_text("utf-8")
    assert not re.search("先生|開業|診療|医師|colleague|practice|clinic|doctor", labels)
