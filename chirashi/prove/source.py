"""The data file read a second time, from the composed nodes: text and line, nothing guessed.

A reader of the witness's own: if the loader of the press misreads a file, this one must not.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode


@dataclass
class Entry:
    """A place of the file: a text, a mapping or a list, with the line it begins on."""

    line: int
    text: str | None = None
    under: dict[str, Entry] = field(default_factory=dict)
    items: list[Entry] = field(default_factory=list)

    def get(self, *path: str) -> Entry | None:
        """What stands under a path, through mappings."""
        here: Entry | None = self
        for name in path:
            here = here.under.get(name) if here else None
        return here

    def at(self, *path: str) -> dict[str, Entry]:
        """The mapping under a path; empty where there is none."""
        found = self.get(*path)
        return found.under if found else {}

    def said(self, *path: str) -> str:
        found = self.get(*path)
        return (found.text or "").strip() if found else ""

    def texts(self) -> Iterator[Entry]:
        if self.text is not None:
            yield self
        for entry in [*self.under.values(), *self.items]:
            yield from entry.texts()


def read(path: Path) -> Entry:
    """The file's one document; an empty mapping where it is missing, empty or no YAML."""
    try:
        node = YAML(typ="safe", pure=True).compose(path.read_text("utf-8-sig"))
    except (OSError, YAMLError, UnicodeDecodeError):
        return Entry(0)
    return _entry(node) if node is not None else Entry(0)


def _entry(node: Node) -> Entry:
    line = node.start_mark.line + 1
    if isinstance(node, MappingNode):
        under = {}
        for key, value in node.value:
            entry = _entry(value)
            entry.line = key.start_mark.line + 1
            under[str(key.value)] = entry
        return Entry(line, under=under)
    if isinstance(node, SequenceNode):
        return Entry(line, items=[_entry(item) for item in node.value])
    assert isinstance(node, ScalarNode)
    return Entry(line, text=str(node.value))
