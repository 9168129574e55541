"""The data file read a second time, from the composed nodes: text and line, nothing guessed.

A reader of the witness's own: if the loader of the press misreads a file, this one must not.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from chirashi.problem import Problem, Trouble

MOST = 50_000  # places; aliases of aliases would otherwise fill the memory


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
    """The file's one document; an empty mapping where it is missing or empty. `Trouble` where it cannot be read."""
    if not path.is_file():
        return Entry(0)
    try:
        node = YAML(typ="safe", pure=True).compose(text(path))
        return _entry(node, itertools.count()) if node is not None else Entry(0)
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or type(error).__name__
        raise unreadable(path, said, mark.line + 1 if mark else 0) from error
    except (RecursionError, OverflowError) as error:
        raise unreadable(path, "nested too deeply") from error
    except ValueError as error:  # what ruamel says of numbers in escapes and directives
        raise unreadable(path, str(error)) from error


def text(path: Path) -> str:
    """A file that people wrote; `Trouble` where the system or its encoding refuses it."""
    try:
        return path.read_text("utf-8-sig")
    except OSError as error:
        raise unreadable(path, error.strerror or str(error)) from error
    except UnicodeDecodeError as error:
        raise unreadable(path, "UTF-8", error.object.count(b"\n", 0, error.start) + 1) from error


def unreadable(path: Path, said: str, line: int = 0) -> Trouble:
    return Trouble(Problem(f"{path.parent.name}/{path.name}", line, "proof-unreadable", {"said": said}))


def _entry(node: Node, count: Iterator[int]) -> Entry:
    line = node.start_mark.line + 1
    if next(count) > MOST:
        raise OverflowError
    if isinstance(node, MappingNode):
        under = {}
        for key, value in node.value:
            entry = _entry(value, count)
            entry.line = key.start_mark.line + 1
            under[str(key.value)] = entry
        return Entry(line, under=under)
    if isinstance(node, SequenceNode):
        return Entry(line, items=[_entry(item, count) for item in node.value])
    assert isinstance(node, ScalarNode)
    return Entry(line, text=str(node.value))
