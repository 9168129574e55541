"""Writes values as YAML in the way of what stands beside them: plain or quoted, in braces or line by line."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from chirashi.content.yaml_files import yaml_reader
from chirashi.editing.in_place.nodes import Node

BRACES = 100  # characters that a mapping in braces may take in its line; a longer one goes line by line
INDENT = 2
KEY = "k"  # stands for a key while a way of writing is tried
UNSEEN_AT_ENDS = re.compile(r"^\s|\s$")
DASH = "- "


def scalar(value: str, like: Node | None = None, flow: bool = False, listed: bool = False) -> str:
    """One line of YAML that is read as `value`, in the quotes of `like` where it has some.

    :param flow: whether it stands within braces or brackets.
    :param listed: whether it is an item of a list rather than the value of a key.
    """
    style = like.style if like is not None and like.kind == "scalar" else None
    single, double = "'" + value.replace("'", "''") + "'", json.dumps(value, ensure_ascii=False)
    ways = {None: (value, double), "'": (single, double), '"': (double,)}.get(style, (value, double))
    return next((way for way in ways if _reads_as(way, value, flow, listed)), double)


def _reads_as(way: str, value: str, flow: bool, listed: bool) -> bool:
    if "\n" in way or not way or UNSEEN_AT_ENDS.search(way):
        return False
    text = f"[{way}]" if listed and flow else f"- {way}" if listed else f"{{{KEY}: {way}}}" if flow else f"{KEY}: {way}"
    doc = yaml_reader.read(Path(), "", text)
    return not doc.problems and doc.values == ([value] if listed else {KEY: value})


def block_text(value: str, indent: int, sign: str, newline: str) -> str:
    """A text over several lines, behind its `|` or `>`."""
    lines = [f"{' ' * indent}{line}" if line else "" for line in value.rstrip("\n").split("\n")]
    return newline.join([sign, *lines])


def in_line(value: Any, like: Node | None = None, listed: bool = False) -> str:
    """A value in one line, as within braces."""
    if isinstance(value, dict):
        entries = [f"{key_text(key)}: {in_line(item, _of(like, key))}" for key, item in value.items()]
        return "{" + ", ".join(entries) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(in_line(item, _of(like, i), listed=True) for i, item in enumerate(value)) + "]"
    return scalar(value, like, flow=True, listed=listed)


def key_text(key: str) -> str:
    return scalar(key, None, flow=True)


def entry(key: str | None, value: Any, column: int, like: Node | None, newline: str) -> str:
    """An entry of a block as it begins at `column`: behind its key, or behind the dash of a list where it has none.

    The first line is not indented; there is no line end behind the last.
    """
    lead = DASH if key is None else f"{key_text(key)}: "
    if not isinstance(value, dict | list):
        if "\n" in value:
            return lead + block_text(value, column + INDENT, "|", newline)
        return lead + scalar(value, like, listed=key is None)
    plain = in_line(value, like, listed=key is None)
    braces = like.flow if like is not None and like.kind != "scalar" else _flat(value) and len(plain) <= BRACES
    if braces or not value:
        return lead + plain
    within = column + INDENT
    lines = block(value, within, like, newline)
    return lead + lines if key is None else lead.rstrip() + newline + " " * within + lines


def block(value: dict[str, Any] | list[Any], column: int, like: Node | None, newline: str) -> str:
    """A mapping or list line by line; the first line is not indented."""
    entries = value.items() if isinstance(value, dict) else ((None, item) for item in value)
    lines = [
        entry(key, item, column, _of(like, i if key is None else key), newline) for i, (key, item) in enumerate(entries)
    ]
    return (newline + " " * column).join(lines)


def _of(like: Node | None, name: str | int) -> Node | None:
    """What stands at the same place of the model for an entry; of a list, any of its items."""
    if like is None or not like.items:
        return None
    if like.kind == "list":
        return like.items[min(int(name), len(like.items) - 1)] if isinstance(name, int) else None
    return like.items[like.index(name)] if like.has(name) else None


def _flat(value: Any) -> bool:
    """Whether a mapping or list holds nothing deeper than texts of each language."""
    items = value.values() if isinstance(value, dict) else value
    return all(not isinstance(item, dict | list) or (isinstance(item, list) and _flat(item)) for item in items)
