"""Each word of the desk stands in both languages, is asked for, and is there where it is asked for."""

from __future__ import annotations

import re

from known import EDITIONS

from chirashi.base.problems import message
from chirashi.content.edition import load
from chirashi.content.model import Plans
from chirashi.desk.forms.fields import Forms
from chirashi.desk.words import HERE, LANGUAGES, all_words, field_names, problem_words

SOURCES = [*HERE.rglob("*.py"), *HERE.rglob("*.html")]


def test_every_word_stands_in_both_languages_with_the_same_blanks() -> None:
    for key, said in (all_words() | field_names()).items():
        assert said.keys() == LANGUAGES.keys(), key
        assert {*re.findall(r"\{\w+\}", said["ja"])} == {
            *re.findall(r"\{\w+\}", said["en"])
        } or key == "history.when", key


def test_every_word_is_asked_for_and_there() -> None:
    text = "\n".join(path.read_text("utf-8") for path in SOURCES)
    known = all_words()
    asked = set(re.findall(r"""["']([a-z_]+\.[a-z_]+)["']""", text)) & {key for key in known}
    groups = set(re.findall(r"""["']([a-z_]+)\.["'] ~ """, text)) | {
        m for m in re.findall(r"""f["']([a-z_]+)\.\{""", text)
    }
    partly = {(g, head) for g, head in re.findall(r"""f["']([a-z_]+)\.([a-z_]+_)\{""", text)}
    for key in known:
        group, _, name = key.partition(".")
        assert key in asked or group in groups or any(g == group and name.startswith(h) for g, h in partly), key
    for group, name in re.findall(r"""\bw\(["']([a-z_]+)\.([a-z_]+)["']""", text):
        assert f"{group}.{name}" in known


def test_problems_are_told_with_what_their_checks_have_found() -> None:
    """Each is one that the press knows, and asks for nothing but what its own message is filled with."""
    for code, said in problem_words().items():
        known = {*re.findall(r"\{(\w+)\}", "".join(map(str, message(code).values())))} | {"field"}
        for lang in LANGUAGES:
            assert {*re.findall(r"\{(\w+)\}", said[lang])} <= known, code
            assert not re.search(r"YAML|\.yml|\{\{|`", said[lang]), code


def test_every_field_of_the_data_has_a_name() -> None:
    """Of all that the editions hold and all that the model knows."""
    named = {name.rpartition(".")[2] for name in field_names()}
    for name, folder in EDITIONS.items():
        forms = Forms(load(folder), None, "ja")
        for part in Plans.model_fields:
            if part in ("edition", "languages", "pages", "footer", "search", "chooser"):
                continue
            for field in forms.section(part).all_fields():
                last = next(piece for piece in reversed(field.loc) if isinstance(piece, str))
                assert last in named or field.label != str(field.loc[-1]) or len(field.loc) == 2, (
                    f"{name}: {field.name}"
                )
