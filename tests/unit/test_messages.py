"""What the press says stands in `messages.toml` files, in both languages, and nowhere in the code."""

from __future__ import annotations

import ast
import re
import tomllib
from collections import Counter
from collections.abc import Iterator

import pytest
from known import ROOT

from chirashi.base.messages import PACKAGE, PHRASE, SPEAKS, either, files, join_list, message, messages, phrase, phrases

HOLE = re.compile(r"(?<!\{)\{(\w+)[^}]*\}")
CODE = {path: path.read_text("utf-8") for path in sorted(PACKAGE.rglob("*.py"))}
COMPUTED = re.compile(r"u[0-9a-f]{4}|kind-\w+|kept-\w+|ask-[a-z-]+")  # names that are put together from what was found
NO_MESSAGES = {  # words in two languages that are read in content, or are data; not said to anybody
    "chirashi/checks/sense/contradictions.py",
    "chirashi/cli/making/new_project.py",
}


def test_every_entry_is_read_as_it_stands_in_its_file() -> None:
    whole = {}
    for path in files():
        entries = tomllib.loads(path.read_text("utf-8"))
        whole |= {f"{PHRASE}{name}": entry for name, entry in entries.pop("phrase", {}).items()} | entries
    assert {name: message(name) for name in (*messages(), *(PHRASE + name for name in phrases()))} == whole


def test_every_package_gives_its_own_names() -> None:
    names = Counter(name for path in files() for name in re.findall(r"^\[(.+)\]$", path.read_text("utf-8"), re.M))
    assert [name for name, times in names.items() if times > 1] == []


@pytest.mark.parametrize("code", messages())
def test_a_message_tells_what_to_do_in_both_languages(code: str) -> None:
    entry = message(code)
    assert set(entry) - {"warning", "note"} == {"ja", "ja_mend", "en", "en_mend"}
    holes = [set(HOLE.findall(entry[lang] + entry[f"{lang}_mend"])) for lang in SPEAKS]
    assert holes[0] == holes[1], "one language shows what the other does not"
    for lang in SPEAKS:
        assert entry[f"{lang}_mend"] or "{nearest}" in entry[lang] or entry.get("note"), (
            "it does not say how to mend it"
        )


@pytest.mark.parametrize("name", sorted(phrases()))
def test_a_phrase_shows_the_same_in_both_languages(name: str) -> None:
    entry = message(PHRASE + name)
    assert set(entry) == set(SPEAKS)
    assert set(HOLE.findall(entry["ja"])) == set(HOLE.findall(entry["en"]))


def test_every_phrase_is_said_somewhere() -> None:
    code = "".join(CODE.values())
    assert [name for name in sorted(phrases()) if f'"{name}"' not in code and not COMPUTED.fullmatch(name)] == []


def sentences(code: str) -> Iterator[int]:
    """The lines of mappings from each language to a text that is written out there."""
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Dict) and {getattr(key, "value", None) for key in node.keys} >= {*SPEAKS}:
            texts = [one for one in node.values if isinstance(getattr(one, "value", None), str)]
            if texts or any(isinstance(one, (ast.JoinedStr, ast.BinOp)) for one in node.values):
                yield node.lineno


def test_no_sentence_stands_in_the_code() -> None:
    assert list(sentences('said = {"ja": f"{name}がありません。", "en": f"There is no {name}."}')) == [1]
    found = [path.relative_to(ROOT).as_posix() for path, code in CODE.items() for _ in sentences(code)]
    assert sorted(set(found)) == sorted(NO_MESSAGES)


def test_a_phrase_is_filled_in_each_language() -> None:
    assert phrase("on-weekday", weekday={"ja": "土", "en": "Saturday"}) == {"ja": "土曜日", "en": "a Saturday"}
    assert phrase("values-too-many", most=100000)["en"] == "more than 100,000 values"
    assert either(["a", "b"]) == {"ja": "aか b", "en": "a or b"}
    assert join_list(["a", "b"]) == {"ja": "a、b", "en": "a, b"}
