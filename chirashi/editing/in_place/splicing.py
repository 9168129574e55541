"""Changes one value, entry or key of a YAML text; every other character stays where it was.

Comments are never removed: those above an entry that goes stay, and one behind it goes with its line alone.
"""

from __future__ import annotations

import re
from typing import Any

from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.in_place import writing
from chirashi.editing.in_place.nodes import Node, NotWritable, at, tree

COMMENT = re.compile(r"[ \t]*#[^\r\n]*")


def newline_of(text: str) -> str:
    """The line end of a text, by its first line."""
    end = text.find("\n")
    return "\r\n" if end > 0 and text[end - 1] == "\r" else "\n"


def _root(text: str) -> Node:
    root = tree(text)
    if root is None:
        raise NotWritable
    return root


def set_values(text: str, values: dict[Loc, str]) -> str:
    """The text with other scalars at paths that hold scalars; all of them at once."""
    root, newline = _root(text), newline_of(text)
    found = []
    for loc, value in values.items():
        parent, node = at(root, loc[:-1]), at(root, loc)
        found.append((node.start, node.end, _scalar_at(text, parent, node, value, newline)))
    for start, end, written in sorted(found, reverse=True):
        text = text[:start] + written + text[end:]
    return text


def _scalar_at(text: str, parent: Node, node: Node, value: str, newline: str) -> str:
    listed = parent.kind == "list"
    if node.style in ("|", ">") or ("\n" in value and not parent.flow):
        sign = text[node.start : node.end].split("\n", 1)[0].rstrip("\r") if node.style in ("|", ">") else "|-"
        value = value if node.style == "|" or "\n" in value else value.strip()
        return writing.block_text(value, parent.column + writing.INDENT, sign, newline)
    written = writing.scalar(value, node, parent.flow, listed)
    # A key with nothing behind it has no blank behind its colon either.
    return f" {written}" if node.empty and text[node.start - 1 : node.start] in (":", "-") else written


def replace(text: str, loc: Loc, value: Any) -> str:
    """The text with another value at a path, of whatever shape."""
    root, newline = _root(text), newline_of(text)
    parent, node = at(root, loc[:-1]), at(root, loc)
    if node.kind == "scalar" and isinstance(value, str):
        return set_values(text, {loc: value})
    if parent.flow:
        return text[: node.start] + writing.in_line(value, node, parent.kind == "list") + text[node.end :]
    i = parent.index(loc[-1])
    like = None if node.kind == "scalar" else node
    if parent.kind == "list":
        start, lead = _block_start(text, parent, i), ""
    else:
        start, lead = parent.keys[i].end, writing.key_text(parent.keys[i].value)
    written = writing.entry(lead and parent.keys[i].value or None, value, parent.column, like, newline)
    return text[:start] + written.removeprefix(lead) + text[node.end :]


def insert(text: str, loc: Loc, index: int, key: str | None, value: Any, like: str | int | None = None) -> str:
    """The text with a further entry in the mapping or list at `loc`, before that of `index`, or behind the last.

    It is written in the way of the entry `like`, by default of the one before.
    """
    root, newline = _root(text), newline_of(text)
    parent = at(root, loc)
    if not parent.items:
        whole: Any = [value] if key is None else {key: value}
        return _filled(text, loc, whole, newline)
    model = parent.items[parent.index(like)] if like is not None else parent.items[max(index - 1, 0)]
    if parent.flow:
        written = writing.in_line(value, model, key is None)
        written = written if key is None else f"{writing.key_text(key)}: {written}"
        if index < len(parent.items):
            here = parent.first(index).start
            return f"{text[:here]}{written}, {text[here:]}"
        here = _end_in_braces(text, parent)
        return f"{text[:here]}, {written}{text[here:]}"
    written = writing.entry(key, value, parent.column, model, newline)
    blank = newline if _apart(text, parent, index) else ""
    if index < len(parent.items):
        here = _with_comment(text, parent, index)
        return f"{text[:here]}{written}{newline}{blank}{' ' * parent.column}{text[here:]}"
    here, ended = _line_end(text, parent.items[-1].end)
    return f"{text[:here]}{'' if ended else newline}{blank}{' ' * parent.column}{written}{newline}{text[here:]}"


def remove(text: str, loc: Loc) -> str:
    """The text without an entry. A mapping or list of which nothing is left stands as `{}` or `[]`."""
    root = _root(text)
    parent = at(root, loc[:-1])
    i = parent.index(loc[-1])
    if len(parent.items) == 1:
        if len(loc) == 1:
            raise NotWritable(loc[-1])
        return _emptied(text, at(root, loc[:-2]), loc[-2], parent)
    if parent.flow:
        if i + 1 < len(parent.items):
            return text[: parent.first(i).start] + text[parent.first(i + 1).start :]
        return text[: parent.items[i - 1].end] + text[parent.items[i].end :]
    start = _block_start(text, parent, i)
    end, _ = _line_end(text, parent.items[i].end)
    line = text.rfind("\n", 0, start) + 1
    if text[line:start].strip():  # it shares its line with the dash of what holds it: the next moves up
        return text[:start] + text[_block_start(text, parent, i + 1) :]
    return text[:line] + text[end:]


def move(text: str, loc: Loc, index: int) -> str:
    """The text with an entry at another place among the others of its mapping or list."""
    root, newline = _root(text), newline_of(text)
    parent = at(root, loc[:-1])
    i = parent.index(loc[-1])
    if i == index:
        return text
    if parent.flow:
        spans = [(parent.first(j).start, parent.items[j].end) for j in range(len(parent.items))]
    else:
        spans = [(_with_comment(text, parent, j), _without_end(text, parent, j)) for j in range(len(parent.items))]
    parts = [text[start:end] for start, end in spans]
    parts.insert(index, parts.pop(i))
    for (start, end), part in reversed(list(zip(spans, parts, strict=True))):
        text = text[:start] + part + text[end:]
    return text if text.endswith("\n") or parent.flow else text + newline


def rename(text: str, loc: Loc, key: str) -> str:
    """The text with another key for an entry."""
    parent = at(_root(text), loc[:-1])
    node = parent.keys[parent.index(loc[-1])]
    return text[: node.start] + writing.key_text(key) + text[node.end :]


def _filled(text: str, loc: Loc, whole: Any, newline: str) -> str:
    """The first entry of a mapping or list that was empty."""
    if loc:
        return replace(text, loc, whole)
    return writing.block(whole, 0, None, newline) + newline


def _emptied(text: str, parent: Node, name: str | int, node: Node) -> str:
    bare = "{}" if node.kind == "mapping" else "[]"
    i = parent.index(name)
    if parent.kind == "mapping" and not parent.flow:
        end = parent.keys[i].end
        colon = text.index(":", end) + 1
        return f"{text[:colon]} {bare}{text[node.end :]}"
    return text[: node.start] + bare + text[node.end :]


def _block_start(text: str, parent: Node, i: int) -> int:
    """Where an entry of a block begins: at its key, or at its dash."""
    if parent.kind == "mapping":
        return parent.keys[i].start
    if not i:
        return parent.start
    here, _ = _line_end(text, parent.items[i - 1].end)
    while text[here + parent.column : here + parent.column + 1] != "-" or text[here : here + parent.column].strip():
        here, more = _line_end(text, here)
        if not more or here > parent.items[i].end:
            raise NotWritable(i)
    return here + parent.column


def _with_comment(text: str, parent: Node, i: int) -> int:
    """Where an entry of a block begins, with the comment right above it; that above the first is about all of them."""
    here = _block_start(text, parent, i)
    while i and (line := text.rfind("\n", 0, here) + 1):
        above = text.rfind("\n", 0, line - 1) + 1
        if above < parent.items[i - 1].end or not text[above + parent.column : line].startswith("#"):
            break
        if text[above : above + parent.column].strip():
            break
        here = above + parent.column
    return here


def _apart(text: str, parent: Node, index: int) -> bool:
    """Whether a blank line parts the entries of a block where another is to be."""
    i = min(max(index, 1), len(parent.items) - 1)
    return i > 0 and re.search(r"\n[ \t]*\r?\n", text[parent.items[i - 1].end : parent.first(i).start]) is not None


def _without_end(text: str, parent: Node, i: int) -> int:
    """Where an entry of a block ends, with the comment behind it."""
    comment = COMMENT.match(text, parent.items[i].end)
    return comment.end() if comment else parent.items[i].end


def _line_end(text: str, here: int) -> tuple[int, bool]:
    """Behind the line end that follows, and whether there is one."""
    end = text.find("\n", here)
    return (end + 1, True) if end >= 0 else (len(text), False)


def _end_in_braces(text: str, parent: Node) -> int:
    last = parent.items[-1]
    if not parent.keys:  # of a list
        return last.end
    return last.end if last.end > parent.keys[-1].end else text.index(":", parent.keys[-1].end) + 1
