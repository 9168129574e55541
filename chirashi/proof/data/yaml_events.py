"""Reads a data file a second time, from the events of another parser: text and line, nothing guessed.

A reader of the witness's own: if the loader of the press misreads a file, this one must not.
The press reads with libyaml, which is C; here it is ruamel.yaml's own parser, in Python. It takes
60 ms for the files of an edition where libyaml takes 3, of the second that a proof takes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML, events
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.scanner import Scanner

from chirashi.base.problems import Problem, Trouble

MOST = 50_000  # places; aliases of aliases would otherwise fill the memory
SURROGATE = re.compile("[\ud800-\udfff]")  # half a character, which an escape can spell and no file can hold
BREAKS = dict.fromkeys(map(ord, "\x85\u2028\u2029"), "\n")  # which end a line for libyaml, and so for the press
DEEPEST = 60  # mappings and lists in one another


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


def read_yaml(path: Path) -> Entry:
    """The file's one document; an empty mapping where it is missing or empty. `Trouble` where it cannot be read."""
    if not path.is_file():
        return Entry(0)
    try:
        return _document(_parsed(text(path)))
    except YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        said = getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__
        raise unreadable(path, said, mark.line + 1 if mark else 0) from error
    except OverflowError as error:
        raise unreadable(path, "nested too deeply") from error


def parsed(text: str) -> Entry:
    """A text within another file, as the front matter of a page; empty where it cannot be read, for others tell it."""
    try:
        return _document(_parsed(text))
    except (YAMLError, OverflowError):
        return Entry(0)


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


class _Tabs(Scanner):
    """Takes a tab between words for a blank, as YAML allows and libyaml does; ruamel.yaml refuses it.

    Where a key may begin, a tab stays an error: there it would be indentation.
    """

    def scan_to_next_token(self) -> Any:
        while not self.allow_simple_key and self.reader.peek() in " \t":
            self.reader.forward()
        return super().scan_to_next_token()

    def scan_plain_spaces(self, indent: Any, start_mark: Any) -> Any:
        run = ""
        while self.reader.peek(len(run)) in (" ", "\t"):
            run += self.reader.peek(len(run))
        self.reader.forward(len(run))
        return super().scan_plain_spaces(indent, start_mark) if self.reader.peek() in "\r\n" else [run] if run else []


def _parsed(text: str) -> Iterator[events.Event]:
    """The events of a text. `YAMLError` for whatever is wrong with it."""
    parser = YAML(typ="safe", pure=True)
    parser.Scanner = _Tabs
    try:
        for event in parser.parse(text.translate(BREAKS)):
            if isinstance(event, events.ScalarEvent) and SURROGATE.search(event.value):
                raise MarkedYAMLError(None, None, "half a character", event.start_mark)
            yield event
    except AssertionError as error:  # what ruamel.yaml raises for a `%YAML` of a version that it does not know
        raise MarkedYAMLError(None, None, str(error), None) from error


@dataclass
class _Open:
    """A mapping or list that is being read, and the key that waits for its value."""

    entry: Entry
    mapping: bool
    anchor: str | None
    before: int  # places that came before it
    key: Entry | None = None

    def take(self, entry: Entry) -> None:
        if not self.mapping:
            self.entry.items.append(entry)
        elif self.key is None:
            self.key = entry
        else:
            entry.line = self.key.line
            self.entry.under[self.key.text or ""] = entry
            self.key = None


def _document(parsed: Iterator[events.Event]) -> Entry:
    """The one document of the events. `OverflowError` where it has too many places, or too deep ones."""
    whole: Entry | None = None
    within: list[_Open] = []
    anchors: dict[str, tuple[Entry, int]] = {}  # with the number of their places
    count = 0
    for event in parsed:
        before, anchor = count, getattr(event, "anchor", None)
        mark: Any = event.start_mark  # always there when a text is parsed
        match event:
            case events.ScalarEvent():
                entry = Entry(mark.line + 1, event.value)
                count += 1
            case events.CollectionStartEvent():
                mapping = isinstance(event, events.MappingStartEvent)
                within.append(_Open(Entry(mark.line + 1), mapping, anchor, count))
                count += 1
                if len(within) > DEEPEST:
                    raise OverflowError
                continue
            case events.CollectionEndEvent():
                closed = within.pop()
                entry, anchor, before = closed.entry, closed.anchor, closed.before
            case events.AliasEvent():
                if anchor not in anchors:  # or of what it stands in
                    raise MarkedYAMLError(None, None, f"undefined alias {anchor}", mark)
                known, size = anchors[anchor]
                entry, anchor = replace(known, line=mark.line + 1), None
                count += size
            case events.DocumentStartEvent() if whole is not None:
                raise MarkedYAMLError(None, None, "a second document", mark)
            case _:
                continue
        if count > MOST:
            raise OverflowError
        if anchor:
            anchors[anchor] = entry, count - before
        if within:
            within[-1].take(entry)
        else:
            whole = entry
    return whole or Entry(0)
