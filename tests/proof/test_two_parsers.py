"""Press and proof read YAML with different parsers, and read the same: every text, under the same path, on one line."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from chirashi.base.problems import Trouble
from chirashi.content.yaml_files import yaml_reader
from chirashi.proof.data import yaml_events
from chirashi.proof.data.yaml_events import Entry

ROOT = Path(__file__).resolve().parents[2]
FILES = [
    path
    for place in (ROOT / "content", ROOT / "tests" / "editions")
    for path in sorted(place.rglob("*.yml"))
    if path.name != "private.yml"
]
TRICKY = {
    "quotes": "a: 'it''s'\nb: \"tab\\t, \\u3042 and \\\"quotes\\\"\"\n",
    "plain over lines": "a: one\n  two\n\n  three\nb: 日本の\n  文\n",
    "block texts": "a: |\n  one\n    two\n\n  three\nb: >-\n  one\n  two\n\n  three\nc: |+\n  kept\n\n",
    "block with an indent of its own": "a: |2\n    two more\nb: x\n",
    "flow": "a: [one, {b: two, c: 'three'}, \"four, five\"]\nd: {e: f,\n  g: h}\n",
    "comments": "# before\na: b # behind\n#between\nc: 'x # no comment'\nd: x#none\n",
    "colons": "a: http://example.com:80/?x=1\nb: 'c: d'\ne: 12:30\n",
    "lists below their key": "a:\n- one\n- b: two\n  c: three\n-\n  - four\n",
    "full width": "a: ７７，１６０円\nb: 「鉤」と：全角\n",
    "nothing": "a:\nb: ~\nc: ''\n",
    "what others guess": "a: no\nb: 010\nc: 1_000\nd: 2025-02-28\ne: .5\nf: 0x1F\n",
    "an alias": "a: &one {b: c}\nd: *one\n",
    "a document's marks": "---\na: b\n...\n",
    "tabs between words": "a:\tb\nc:\t'd'\t# e\nf: g\t# h\ni: [j,\tk]\nl:\t>\n  m\nn:\t\n  o: p\n",
    "a tab within words": "a: one\ttwo\nb: {c: d\te}\nf: [g\th]\n",
    "line ends of other systems": "a: b\u2028c: d\n",
    "four bytes": "a: 𠮷野家\nb: x\n",
}


def leaves(entry: Entry, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if entry.text is not None:
        yield at, entry.text
    for name, under in entry.under.items():
        yield from leaves(under, (*at, name))
    for i, item in enumerate(entry.items):
        yield from leaves(item, (*at, str(i)))


def values(value: object, at: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    if isinstance(value, dict):
        for name, under in value.items():
            yield from values(under, (*at, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from values(item, (*at, str(i)))
    elif value is None or isinstance(value, str):
        yield at, "" if value in (None, "~", "null") else str(value)


def agree(path: Path) -> None:
    doc = yaml_reader.read(path, path.name)
    assert not doc.problems
    press = dict(values(doc.values))
    proof = {at: "" if text in ("~", "null") else text for at, text in leaves(yaml_events.read_yaml(path))}
    assert {at: squeezed(text) for at, text in proof.items()} == {at: squeezed(text) for at, text in press.items()}


def squeezed(text: str) -> str:
    """Without blanks: the press takes those out that stand where a Japanese line was broken, the proof leaves them."""
    return "".join(text.split())


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_both_read_every_file_alike(path: Path) -> None:
    agree(path)


@pytest.mark.parametrize("name", TRICKY)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_both_read_what_is_easily_misread_alike(name: str, line_end: str, mark: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes((mark + TRICKY[name].replace("\n", line_end)).encode())
    agree(path)


def test_both_know_the_line_of_a_value(tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text("a: 1\nb:\n  # a comment\n  c: >\n    two\n    lines\n  d: 4\n", "utf-8")
    doc, read = yaml_reader.read(path, "x.yml"), yaml_events.read_yaml(path)
    for at in (("a",), ("b", "c"), ("b", "d")):
        entry = read.get(*at)
        assert entry is not None
        assert entry.line == doc.line(at), at


@pytest.mark.parametrize("text", ["%YAML 1.3\n---\na: b\n", 'a: "\\ud800"\n', "a:\n\tb: c\n", "a: [b\n", "a: 'b\n"])
def test_what_the_press_refuses_is_told_by_the_proof_too_and_never_a_traceback(text: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_text(text, "utf-8")
    assert yaml_reader.read(path, "x.yml").problems
    with pytest.raises(Trouble):
        yaml_events.read_yaml(path)
