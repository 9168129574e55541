"""Reads JSON as its values, each with the names that lead to it, and the texts that may hold figures."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from chirashi.proof.files.web.html import Block
from chirashi.proof.text.figure_reading import SPACES, fold, may_hold

LOOSE = re.compile(r"lastmod|generator|boost|version|sequence|sizes?|weight|position|width|height", re.IGNORECASE)


@dataclass
class JsonValue:
    """A value of a JSON file, with the names and numbers that lead to it."""

    path: tuple[str, ...]
    value: str
    is_number: bool
    owner: str  # the `key` of the nearest object around it that has one
    named: str = ""  # the `name` beside it


def read_json(text: str, line: int) -> tuple[list[JsonValue], list[Block]]:
    """All values of a JSON text, and what of it may hold figures. `ValueError` where it is none."""
    whole = json.loads(text, parse_float=str, parse_int=str_number, object_pairs_hook=_once)
    found = list(walk(whole, (), ""))
    blocks = [Block(SPACES.sub(" ", fold(name)).strip(), line, "json", "", "number") for name in _names(whole)]
    for leaf in found:
        if leaf.path and LOOSE.fullmatch(leaf.path[-1]):
            continue
        where, how = "/".join(leaf.path), "number" if leaf.is_number else "json"
        for said in leaf.value.split("\n"):  # a line is a text of its own: what follows it is no label of its figures
            if may_hold(text_ := fold(said)):
                text_ = SPACES.sub(" ", text_).strip()
                blocks.append(Block(text_, line, "json", where, how, heads=[*leaf.path[-1:], leaf.named]))
    return found, blocks


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object whose every name stands once; of two, programs take one or the other."""
    if twice := [name for name, count in Counter(name for name, _ in pairs).items() if count > 1]:
        raise ValueError(f"{twice[0]}: 2×")
    return dict(pairs)


def _names(value: object) -> Iterator[str]:
    """The names in objects that hold digits, for a figure may stand there too."""
    if isinstance(value, dict):
        yield from (name for name in value if any(map(str.isdigit, name)))
        for inner in value.values():
            yield from _names(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _names(inner)


class str_number(str):
    """A number as its file has it: 100210 stays apart from "100210"."""


def walk(value: object, path: tuple[str, ...], owner: str, named: str = "") -> Iterator[JsonValue]:
    if isinstance(value, dict):
        own, name = value.get("key"), value.get("name")
        owner = own if isinstance(own, str) else owner
        for key, inner in value.items():
            yield from walk(inner, (*path, str(key)), owner, name if isinstance(name, str) else "")
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from walk(inner, (*path, str(i)), owner, named)
    elif isinstance(value, str):
        yield JsonValue(path, str(value), isinstance(value, str_number), owner, named)
