"""YAML 1.2 read so that nothing is guessed and every value knows its line and column.

Scalars stay text: which kind a value is, the model says, not the YAML reader. (PyYAML turns
`no` into False, `010` into 8 and `12:30` into 750, and keeps the last of two equal keys
without a word.) Equal keys are found here, on the node tree, all in one pass.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from chirashi.problem import Problem

Loc = tuple[str | int, ...]
DEEPEST = 40  # levels; a brochure needs eight, and recursion must end on any input
HALF = re.compile("[\ud800-\udfff]")
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
    try:
        root = YAML(typ="safe", pure=True).compose(text)
        if root is not None:
            doc.values = _Reader(doc, first_line - 1).value(root, (), 0)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = (mark.line if mark else 0) + first_line
        said = error.problem or error.context or "?"
        tab = "'\\t'" in said
        doc.problems.append(
            Problem(file, line, "yaml-tab") if tab else Problem(file, line, "yaml-syntax", {"said": said})
        )
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + first_line
        doc.problems.append(Problem(file, line, "yaml-character", {"code": f"U+{ord(text[error.position]):04X}"}))
    except (YAMLError, ValueError, RecursionError) as error:
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        doc.problems.append(Problem(file, first_line, "yaml-syntax", {"said": said}))
    return doc


def _decoded(path: Path, doc: Document) -> str:
    """The file's text as UTF-8 (a byte order mark, as Windows editors write, is skipped)."""
    raw = path.read_bytes()
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        doc.problems.append(Problem(doc.file, line, "not-utf8"))
        return ""


class _Reader:
    def __init__(self, doc: Document, offset: int) -> None:
        self.doc, self.offset, self.count = doc, offset, 0

    def note(self, loc: Loc, node: Node) -> int:
        line = int(node.start_mark.line) + 1 + self.offset
        self.doc.lines[loc] = (line, node.start_mark.column + 1)
        return line

    def value(self, node: Node, loc: Loc, depth: int) -> Any:
        if loc not in self.doc.lines:
            self.note(loc, node)
        self.count += 1
        if self.count > MOST:
            raise ValueError(f"more than {MOST} values")
        if depth > DEEPEST:
            self.doc.problems.append(Problem(self.doc.file, self.doc.line(loc), "yaml-deep"))
            return None
        if isinstance(node, MappingNode):
            return self.mapping(node, loc, depth)
        if isinstance(node, SequenceNode):
            return [self.value(item, (*loc, i), depth + 1) for i, item in enumerate(node.value)]
        assert isinstance(node, ScalarNode)
        if node.style in ("|", ">"):
            self.doc.blocks.add(loc)
        return None if _empty(node) else self.text(node)

    def text(self, node: ScalarNode) -> str:
        """A scalar as it is; halves of characters, as "\\ud800" makes them, can be written to no file."""
        if bad := HALF.search(str(node.value)):
            line = int(node.start_mark.line) + 1 + self.offset
            found = {"code": f"U+{ord(bad.group()):04X}"}
            self.doc.problems.append(Problem(self.doc.file, line, "yaml-character", found))
        return HALF.sub("�", str(node.value))

    def mapping(self, node: MappingNode, loc: Loc, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1 + self.offset
            if not isinstance(key_node, ScalarNode):
                self.doc.problems.append(Problem(self.doc.file, line, "yaml-key"))
                continue
            key = self.text(key_node)
            if node.flow_style and _empty(value_node):
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


def _empty(node: Node) -> bool:
    return isinstance(node, ScalarNode) and node.style is None and node.value in ("", "~", "null")
