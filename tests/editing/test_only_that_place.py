"""A change of one value leaves every other byte of the file where it was, however staff have written it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from known import EDITIONS

from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.in_place import splicing
from chirashi.editing.in_place.nodes import NotWritable

TEXTS = {name: (folder / "plans.yml").read_bytes().decode() for name, folder in EDITIONS.items()}


def scalars(value: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    if isinstance(value, dict | list):
        for name, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from scalars(item, (*loc, name))
    else:
        yield loc, value


def read(text: str) -> Any:
    doc = yaml_reader.read(Path(), "plans.yml", text)
    assert not doc.problems
    return doc.values


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
@pytest.mark.parametrize("name", EDITIONS)
def test_every_scalar_of_every_edition(name: str, ends: str) -> None:
    text = TEXTS[name].replace("\n", ends)
    before = dict(scalars(read(text)))
    assert splicing.set_values(text, before) == text, "the same values again change nothing"
    after = {loc: f"{value}9" for loc, value in before.items()}
    changed = splicing.set_values(text, after)
    assert dict(scalars(read(changed))) == after
    assert changed.count("\n") == text.count("\n")
    # Were anything lost besides the values, it would not come back with them.
    assert splicing.set_values(changed, before) == text


@pytest.mark.parametrize("name", ["cyber-2025", "liability-windows"])
def test_one_scalar_changes_one_line(name: str) -> None:
    text = TEXTS[name]
    for loc, value in list(scalars(read(text)))[::7]:
        changed = splicing.set_values(text, {loc: f"{value}9"})
        lines = zip(text.split("\n"), changed.split("\n"), strict=True)
        assert sum(old != new for old, new in lines) == 1, loc


HARD = [
    ("a: 5 # note\nb: 6\n", ("a",), "x: y", 'a: "x: y" # note\nb: 6\n'),
    ("a: 'it''s'\n", ("a",), "they're", "a: 'they''re'\n"),
    ('a: "5"\n', ("a",), "6", 'a: "6"\n'),
    ("a: {b: 1, c: 2}\n", ("a", "b"), "77,160円", 'a: {b: "77,160円", c: 2}\n'),
    ("a: 5\n", ("a",), "# 8000", 'a: "# 8000"\n'),
    ("a: 5\n", ("a",), " 5", 'a: " 5"\n'),
    ("a: 5\n", ("a",), "null", 'a: "null"\n'),
    ("a: 5\n", ("a",), "", 'a: ""\n'),
    ("a: 5\n", ("a",), "{{ dates.start }}から", 'a: "{{ dates.start }}から"\n'),
    ("a:\n  - x\n  - y # c\n", ("a", 1), "- z", 'a:\n  - x\n  - "- z" # c\n'),
    ("a: |\n  one\n  two\nb: 1\n", ("a",), "three\nfour", "a: |\n  three\n  four\nb: 1\n"),
    ("a: >-\n  one\n  two\nb: 1\n", ("a",), "three four", "a: >-\n  three four\nb: 1\n"),
    ("a: one\n  two\nb: 1\n", ("a",), "three", "a: three\nb: 1\n"),
    ("a:\nb: 1\n", ("a",), "2", "a: 2\nb: 1\n"),
    ("a: 5", ("a",), "6", "a: 6"),
]


@pytest.mark.parametrize(("text", "at", "value", "wanted"), HARD, ids=[repr(case[2]) for case in HARD])
def test_a_value_is_quoted_where_it_must_be(text: str, at: Loc, value: str, wanted: str) -> None:
    assert splicing.set_values(text, {at: value}) == wanted


BLOCK = "a:  # about a\n  x: 1   # one\n  # about y\n  y: 2\n\n# about b\nb:\n- k: 1\n  l: 2\n- k: 3\n"


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_items_come_and_go_with_their_lines(ends: str) -> None:
    def lines(text: str) -> str:
        return text.replace("\n", ends)

    text = lines(BLOCK)
    assert splicing.insert(text, ("a",), 1, "z", "0") == lines(BLOCK.replace("  # about y", "  z: 0\n  # about y"))
    assert splicing.insert(text, ("a",), 2, "z", "0") == lines(BLOCK.replace("  y: 2\n", "  y: 2\n  z: 0\n"))
    assert splicing.insert(text, ("b",), 0, None, {"k": "0", "l": "0"}) == lines(
        BLOCK.replace("- k: 1", "- k: 0\n  l: 0\n- k: 1")
    )
    assert splicing.remove(text, ("a", "x")) == lines(BLOCK.replace("  x: 1   # one\n", ""))
    assert splicing.remove(text, ("b", 0, "k")) == lines(BLOCK.replace("- k: 1\n  l: 2", "- l: 2"))
    assert splicing.remove(text, ("b", 1, "k")) == lines(BLOCK.replace("- k: 3", "- {}"))
    assert splicing.move(text, ("a", "y"), 0) == lines(
        BLOCK.replace("  x: 1   # one\n  # about y\n  y: 2", "  # about y\n  y: 2\n  x: 1   # one")
    )
    assert splicing.rename(text, ("a", "x"), "q") == lines(BLOCK.replace("x: 1", "q: 1"))
    assert splicing.replace(text, ("a", "x"), {"ja": "一", "en": "one, two"}) == lines(
        BLOCK.replace("x: 1 ", 'x: {ja: 一, en: "one, two"} ')
    )


def test_items_in_braces() -> None:
    text = "a: {x: 1, y: [p, q], z: 3}  # c\n"
    assert splicing.remove(text, ("a", "x")) == "a: {y: [p, q], z: 3}  # c\n"
    assert splicing.remove(text, ("a", "z")) == "a: {x: 1, y: [p, q]}  # c\n"
    assert splicing.insert(text, ("a",), 3, "w", "4") == "a: {x: 1, y: [p, q], z: 3, w: 4}  # c\n"
    assert splicing.insert(text, ("a", "y"), 0, None, "o") == "a: {x: 1, y: [o, p, q], z: 3}  # c\n"
    assert splicing.move(text, ("a", "z"), 0) == "a: {z: 3, x: 1, y: [p, q]}  # c\n"
    assert splicing.remove(splicing.remove(text, ("a", "y", 0)), ("a", "y", 0)) == "a: {x: 1, y: [], z: 3}  # c\n"


def test_an_entry_of_the_whole_file_stands_apart_like_the_others() -> None:
    text = "a: 1\n\nb: 2\n"
    assert splicing.insert(text, (), 1, "z", "0") == "a: 1\n\nz: 0\n\nb: 2\n"
    assert splicing.insert(text, (), 2, "z", "0") == "a: 1\n\nb: 2\n\nz: 0\n"


def test_what_an_alias_repeats_is_left() -> None:
    with pytest.raises(NotWritable):
        splicing.set_values("a: &x {b: 1}\nc: *x\n", {("c", "b"): "2"})
