"""Codes of languages: which there are, and how files are named by them."""

from __future__ import annotations

import pytest

from chirashi.base.text.languages import is_tag, nearest_first
from chirashi.content.model import Plans
from chirashi.proof.files.surfaces import of_language
from chirashi.proof.languages.spoken import words


@pytest.mark.parametrize("tag", ["ja", "zh-Hant", "zh-Hans", "zh-Hant-TW", "pt-BR", "ko", "fil", "es-419"])
def test_a_language_may_have_a_script_and_a_region(tag: str) -> None:
    assert is_tag(tag)


@pytest.mark.parametrize(
    "tag", ["JA", "zh-hant", "zh_Hant", "pt-br", "english", "z", "zh-", "zh-Hant/", "../ja", "", None]
)
def test_what_is_no_language_is_refused(tag: str | None) -> None:
    assert not is_tag(tag)


def test_the_schema_knows_them() -> None:
    assert "-[A-Z][a-z]{3}" in Plans.model_json_schema()["properties"]["languages"]["items"]["pattern"]


@pytest.mark.parametrize(
    ("file", "language", "name"),
    [
        ("zh-Hant/index.html", "zh-Hant", "index.html"),
        ("print/flyer-zh-Hant.pdf", "zh-Hant", "print/flyer.pdf"),
        ("print/fax-zh-Hant-fillable.pdf", "zh-Hant", "print/fax-fillable.pdf"),
        ("data/premium.zh.csv", "zh", "data/premium.csv"),
        ("index.html", "ja", "index.html"),
    ],
)
def test_a_file_belongs_to_the_language_that_its_name_says(file: str, language: str, name: str) -> None:
    assert of_language(file, ["ja", "zh", "zh-Hant"]) == (language, name)


def test_a_script_has_the_words_of_its_language() -> None:
    assert nearest_first("zh-Hant-TW") == ["zh-Hant-TW", "zh-Hant", "zh"]
    assert words("zh-Hant", "labels", "fax") == words("zh", "labels", "fax") != []
    assert words("fil", "labels", "fax") == []
