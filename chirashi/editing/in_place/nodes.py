"""Where each value of a YAML text stands, by offsets into it, so that one can be changed and the rest is not touched.

The places come from libyaml, which the press reads with: what it takes for a value is what is replaced. A
round trip through objects would set long lines, indentation and the columns of comments anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from chirashi.content.yaml_files.yaml_reader import Loc


class NotWritable(Exception):
    """What stands there is written in a way that has to be changed by hand: by an alias, or with a slip in its keys."""


@dataclass(slots=True)
class Node:
    """A value in the text: `text[start:end]`, of a block without the blanks, comments and line ends behind it."""

    start: int
    end: int
    column: int
    kind: str  # scalar, mapping, list, alias
    style: str | None = None  # of a scalar: None plain, ', ", | or >
    flow: bool = False
    value: str = ""
    keys: list[Node] = field(default_factory=list)  # of a mapping
    items: list[Node] = field(default_factory=list)

    def index(self, name: str | int) -> int:
        """The place of an entry among the others; `NotWritable` where there is none."""
        if self.kind == "mapping":
            found = [i for i, key in enumerate(self.keys) if key.value == str(name)]
            if len(found) == 1:
                return found[0]
        elif self.kind == "list" and isinstance(name, int) and 0 <= name < len(self.items):
            return name
        raise NotWritable(name)

    def has(self, name: str | int) -> bool:
        try:
            self.index(name)
        except NotWritable:
            return False
        return True

    def first(self, i: int) -> Node:
        """Where an entry begins: its key, or the item itself."""
        return self.keys[i] if self.kind == "mapping" else self.items[i]

    @property
    def empty(self) -> bool:
        """Whether nothing stands here, as after a key that has its colon alone."""
        return self.kind == "scalar" and self.start == self.end


def tree(text: str) -> Node | None:
    """The nodes of a text that the press could read; None of an empty one."""
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    return None if root is None else _node(root, text, 0)


def at(root: Node, loc: Loc) -> Node:
    """The node at a path; `NotWritable` where there is none that can be changed."""
    for name in loc:
        root = root.items[root.index(name)]
        if root.kind == "alias":
            raise NotWritable(name)
    return root


def _node(found: yaml.Node, text: str, after: int) -> Node:
    """A node of libyaml as ours. One that begins before `after` is an alias of what stands elsewhere."""
    start, column = found.start_mark.index, found.start_mark.column
    if start < after:
        return Node(after, after, column, "alias")
    if isinstance(found, yaml.ScalarNode):
        end = found.end_mark.index
        if found.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        return Node(start, end, column, "scalar", found.style, value=found.value)
    mapping = isinstance(found, yaml.MappingNode)
    node = Node(
        start,
        found.end_mark.index,
        column,
        "mapping" if mapping else "list",
        flow=bool(getattr(found, "flow_style", False)),
    )
    for item in _items(found):
        after = max(after, node.items[-1].end if node.items else start)
        if mapping and len(node.keys) == len(node.items):
            node.keys.append(_node(item, text, after))
            continue
        if mapping:
            after = max(after, node.keys[-1].end)
        node.items.append(_node(item, text, after))
    if not node.flow and node.items:
        last = node.items[-1]
        node.end = last.end
        if mapping and last.end <= node.keys[-1].end + 1:  # nothing behind the colon
            node.end = text.index(":", node.keys[-1].end) + 1
    return node


def _items(node: yaml.Node) -> Iterator[yaml.Node]:
    for item in node.value:
        if isinstance(item, tuple):
            yield from item
        else:
            yield item
