"""Reads YAML 1.2 so that nothing is guessed and every value knows its line and column.

Scalars stay text: which kind a value is, the model says, not the YAML reader. Of PyYAML only
the events of libyaml are used, where nothing is resolved yet: its loaders turn `no` into False,
`010` into 8 and `12:30` into 750, and keep the last of two equal keys without a word. Equal
keys are found here, on the node tree, all in one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.base.text import unseen
from chirashi.base.text.languages import is_tag
from chirashi.content.files import limits
from chirashi.content.yaml_files import yaml_repair
from chirashi.content.yaml_files.line_joining import BREAK, unfolded

Loc = tuple[str | int, ...]
DEEPEST = 40  # levels; a brochure needs eight, and recursion must end on any input
UNWRITABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # YAML 1.2, 5.1
MENDED = 50  # times that a text is mended and read again
# What a key becomes whose colon is full-width or has no space after it: the beginning of a text.
NO_KEY = re.compile(r"[ 　]*(?:-　|[A-Za-z0-9][\w.-]*[ 　]*(?:：|:　)|[A-Za-z][\w.-]*:[^\s/])")
NO_ENTRY = re.compile(r"[ 　]*[a-z][a-z0-9_]*[ 　]*(?:：|:　)")  # the same of a list, where other texts may stand
CUT = re.compile(r"[ \t]*(?<=[ \t])(?P<said>#[^\s#].*)")  # “緊急のときは #8000”; before a note stands “# ”
SHOWN = 100  # characters of a text that is too long, for the rest of the run to work with
MOST = 50_000  # values; aliases of aliases would otherwise fill the memory


@dataclass
class Document:
    """The plain values of a file (str, dict, list; None where a value is empty) and where each stands.

    `lines` gives for the path of every value its line and column, both from 1; for a mapping
    entry that of its key.
    """

    file: str
    values: Any = None
    lines: dict[Loc, tuple[int, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    blocks: set[Loc] = field(default_factory=set)  # texts that begin on the line after: `key: |`
    text: str = ""  # as it was read: with the slips mended that could be

    def line(self, loc: Loc) -> int:
        """The line of a path, or of the nearest thing that contains it."""
        while loc and loc not in self.lines:
            loc = loc[:-1]
        return self.lines.get(loc, (1, 1))[0]


def read(path: Path, file: str, text: str | None = None, first_line: int = 1) -> Document:
    """Reads one document; `text` instead of the file's own, beginning at `first_line` of it."""
    doc = Document(file)
    if text is None:
        text = _decoded(path, doc)
    if bad := UNWRITABLE.search(text):
        line = text.count("\n", 0, bad.start()) + first_line
        doc.problems.append(Problem(file, line, "yaml-character", {"code": unseen.describe(text, bad.start())}))
        return doc
    for _ in range(MENDED):
        mended = _read(doc, text, first_line)
        if mended is None:
            break
        text = mended
    doc.text = text
    return doc


def _read(doc: Document, text: str, first_line: int) -> str | None:
    """Reads a text into the document; the text mended, to be read again, where a slip has spoilt a line."""
    said = len(doc.problems)
    doc.values, doc.lines, doc.blocks = None, {}, set()
    try:
        root = _composed(text)
        if root is None:
            return None
        reader = _Reader(doc, first_line - 1)
        doc.values = reader.value(root, (), 0)
        suspects = reader.suspects
    except yaml.MarkedYAMLError as error:
        suspects = yaml_repair.around(error, text)
        if (mended := _mended(doc, text, suspects, first_line)) is None:
            slip = yaml_repair.explain(error, text)
            doc.problems.append(Problem(doc.file, slip.line + first_line, slip.code, slip.fields))
        return mended
    except ValueError as error:
        doc.problems.append(Problem(doc.file, first_line, "yaml-syntax", {"said": error.args[0]}))
        return None
    if not suspects:
        return None
    before, doc.problems = doc.problems, doc.problems[:said]
    if (mended := _mended(doc, text, suspects, first_line)) is None:
        doc.problems = before
    return mended


def _mended(doc: Document, text: str, lines: list[int], first_line: int) -> str | None:
    """The text with the slips of some lines mended, which are told; None where they have none."""
    mended, found = yaml_repair.mended(text, lines)
    doc.problems += [Problem(doc.file, slip.line + first_line, slip.code, slip.fields) for slip in found]
    return mended if found else None


def _decoded(path: Path, doc: Document) -> str:
    """The file's text as UTF-8 (a byte order mark, as Windows editors write, is skipped)."""
    raw, problems = limits.read(path, doc.file)
    doc.problems += problems
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        doc.problems.append(Problem(doc.file, line, "not-utf8"))
        return ""


@dataclass(slots=True)
class _Scalar:
    line: int
    column: int
    value: str
    style: str | None
    cut: str = ""  # what stands after a # right behind the value, and YAML takes for a comment


@dataclass(slots=True)
class _Items:
    """A sequence, or a mapping as its keys and values in turn."""

    line: int
    column: int
    mapping: bool
    flow: bool
    value: list[_Node] = field(default_factory=list)


_Node: TypeAlias = "_Scalar | _Items"


def _composed(text: str) -> _Node | None:
    """The node tree of the one document of a text; None where there is none.

    Made without recursion: text nested a hundred thousand deep would end the C stack, and the process.
    """
    top, typed = _Items(0, 0, mapping=False, flow=False), BREAK.split(text)
    open_, anchors = [top], dict[str, "_Node"]()
    event: Any  # the stubs leave out what these events of libyaml carry
    for event in yaml.parse(text, Loader=yaml.CBaseLoader):
        mark = event.start_mark
        if getattr(event, "tag", None):  # !x would vanish from the text
            raise yaml.MarkedYAMLError(problem="found undefined tag", problem_mark=mark)
        if isinstance(event, yaml.ScalarEvent):
            value: str = event.value
            end: Any = event.end_mark
            if end.line > mark.line and event.style != "|":
                value = unfolded(value, _typed(typed, mark, end, event.style))
            rest = CUT.match(typed[end.line], end.column) if not event.style and end.line < len(typed) else None
            node: _Node = _Scalar(mark.line, mark.column, value, event.style, rest["said"] if rest else "")
        elif isinstance(event, yaml.CollectionStartEvent):
            node = _Items(mark.line, mark.column, isinstance(event, yaml.MappingStartEvent), bool(event.flow_style))
        elif isinstance(event, yaml.AliasEvent):
            if event.anchor not in anchors:
                raise yaml.MarkedYAMLError(problem=f"found undefined alias {event.anchor!r}", problem_mark=mark)
            open_[-1].value.append(anchors[event.anchor])
            continue
        elif isinstance(event, yaml.CollectionEndEvent):
            open_.pop()
            continue
        elif isinstance(event, yaml.DocumentStartEvent) and top.value:
            raise yaml.MarkedYAMLError(problem="found a second document", problem_mark=mark)
        else:
            continue
        if event.anchor:
            anchors[event.anchor] = node
        open_[-1].value.append(node)
        if isinstance(node, _Items):
            open_.append(node)
    return top.value[0] if top.value else None


def _typed(lines: list[str], start: Any, end: Any, style: str | None) -> list[str]:
    """The lines of a text that YAML folds, without its quotes or its sign."""
    if style == ">":
        return lines[start.line + 1 : end.line]
    quote = len(style or "")
    first, last = lines[start.line][start.column + quote :], lines[end.line][: end.column - quote]
    return [first, *lines[start.line + 1 : end.line], last]


class _Reader:
    def __init__(self, doc: Document, offset: int) -> None:
        self.doc, self.offset, self.count = doc, offset, 0
        self.suspects: list[int] = []  # lines, from 0, on which a slip may have made a text of a key

    def note(self, loc: Loc, node: _Node) -> None:
        self.doc.lines[loc] = (self.line(node), node.column + 1)

    def line(self, node: _Node) -> int:
        return node.line + 1 + self.offset

    def value(self, node: _Node, loc: Loc, depth: int) -> Any:
        if loc not in self.doc.lines:
            self.note(loc, node)
        self.count += 1
        if self.count > MOST:
            raise ValueError(phrase("values-too-many", most=MOST))
        if depth > DEEPEST:
            self.doc.problems.append(Problem(self.doc.file, self.doc.line(loc), "yaml-deep"))
            return None
        if isinstance(node, _Items):
            if node.mapping:
                return self.mapping(node, loc, depth)
            return [self.value(item, (*loc, i), depth + 1) for i, item in enumerate(node.value)]
        if node.style in ("|", ">"):
            self.doc.blocks.add(loc)
        if len(node.value) > limits.LONGEST_LINE:
            most = {"most": f"{limits.LONGEST_LINE:,}"}
            self.doc.problems.append(Problem(self.doc.file, self.line(node), "paragraph-long", most))
            return node.value[:SHOWN]
        listed = bool(loc) and isinstance(loc[-1], int)
        if not node.style and (listed or not loc) and (NO_ENTRY if listed else NO_KEY).match(node.value):
            self.suspects.append(node.line)
        if node.cut:
            self.doc.problems.append(Problem(self.doc.file, self.line(node), "yaml-comment", {"found": node.cut[:30]}))
        return None if _empty(node) else node.value

    def mapping(self, node: _Items, loc: Loc, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in zip(node.value[::2], node.value[1::2], strict=True):
            line = self.line(key_node)
            if not isinstance(key_node, _Scalar):
                self.doc.problems.append(Problem(self.doc.file, line, "yaml-key"))
                continue
            key = key_node.value
            if node.flow and "：" in key and _empty(value_node):
                key, value_node = self.parted(key_node)
            elif "：" in key or key[:1] == "　":
                self.suspects.append(key_node.line)
            elif _lost_key(key_node, value_node):
                self.suspects.append(value_node.line)
            if node.flow and _empty(value_node):
                # {A: 77,160} is A: 77 and an entry 160: a comma parts entries within braces
                self.doc.problems.append(Problem(self.doc.file, line, "comma-in-braces", {"key": key}))
                continue
            if key in found:
                first = self.doc.lines[(*loc, key)][0]
                self.doc.problems.append(Problem(self.doc.file, line, "key-twice", {"key": key, "first": first}))
                continue
            self.note((*loc, key), key_node)
            found[key] = self.value(value_node, (*loc, key), depth + 1)
        return found

    def parted(self, node: _Scalar) -> tuple[str, _Scalar]:
        """{ja：診療所} as it was meant: the key, and its value."""
        key, _, value = node.value.partition("：")
        self.doc.problems.append(Problem(self.doc.file, self.line(node), "colon-wide", {"key": key.strip()}))
        return key.strip(), _Scalar(node.line, node.column, value.strip(), node.style)


def _lost_key(key: _Scalar, value: _Node) -> bool:
    """Whether a text on the line after its key is a key that a slip has made part of it; or a list in wide brackets."""
    if not isinstance(value, _Scalar) or value.style:
        return False
    if value.value[:1] in ("［", "｛"):
        return True
    return value.line > key.line and not is_tag(key.value) and NO_KEY.match(value.value) is not None


def _empty(node: _Node) -> bool:
    return isinstance(node, _Scalar) and not node.style and node.value in ("", "~", "null")
