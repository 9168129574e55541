"""An edition's files while they are changed: what stands in them as text and as values, side by side.

Each step is taken twice, in the text and in the values. At the end the text is read again and must say the values:
a way of writing that could not be met is `NotWritable`, and never a file that says something else.
"""

from __future__ import annotations

import copy
from pathlib import Path
from typing import Any

from chirashi.base.problems import Problem
from chirashi.base.project import in_project
from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.yaml_reader import Document, Loc
from chirashi.editing.in_place import splicing
from chirashi.editing.in_place.nodes import NotWritable

BOM = "\ufeff"


def value_at(values: Any, loc: Loc) -> Any:
    """What stands at a path of plain values; None where nothing does."""
    for name in loc:
        if isinstance(values, dict):
            values = values.get(str(name))
        elif isinstance(values, list) and isinstance(name, int) and 0 <= name < len(values):
            values = values[name]
        else:
            return None
    return values


class _Yaml:
    """One YAML file."""

    def __init__(self, path: Path, raw: bytes) -> None:
        self.doc: Document = yaml_reader.read(path, in_project(path), _decoded(raw, path.name).removeprefix(BOM))
        self.text = self.doc.text
        self.values: Any = copy.deepcopy(self.doc.values) if self.doc.values is not None else {}
        self.waiting: dict[Loc, str] = {}

    @property
    def readable(self) -> bool:
        return self.doc.values is not None or not self.doc.problems

    def flush(self) -> str:
        if self.waiting:
            self.text = splicing.set_values(self.text, self.waiting)
            self.waiting = {}
        return self.text


class Draft:
    """The files of one edition with some changes. Files are named from its folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._raw: dict[str, bytes | None] = {}
        self._yaml: dict[str, _Yaml] = {}
        self._texts: dict[str, str | None] = {}
        self._others: dict[str, bytes] = {}
        self._origins: dict[str, str] = {}  # of a text that has another name: its file as it was

    def path(self, file: str) -> Path:
        return self.folder / file

    def before(self, file: str) -> bytes | None:
        """The file as it is, read once; None where there is none."""
        if file not in self._raw:
            path = self.path(file)
            self._raw[file] = path.read_bytes() if path.is_file() else None
        return self._raw[file]

    # texts

    def text(self, file: str) -> str | None:
        """The text as it now is, without a byte order mark and with `\\n` for its line ends."""
        if file not in self._texts:
            raw = self.before(file)
            self._texts[file] = None if raw is None else _plain(_decoded(raw, file))
        return self._texts[file]

    def put_text(self, file: str, text: str | None) -> None:
        self.text(file)
        self._texts[file] = None if text is None else _plain(text)

    def move_text(self, file: str, to: str) -> None:
        """The same text in a file of another name, with the line ends that it had."""
        self._texts[to] = self.text(file)
        self._texts[file] = None
        self._origins[to] = self._origins.pop(file, file)

    def moved(self, file: str) -> str:
        """The name that a file has now."""
        return next((to for to, origin in self._origins.items() if origin == file), file)

    def put_bytes(self, file: str, content: bytes) -> None:
        self._others[file] = content

    # values

    def values(self, file: str) -> Any:
        return self._of(file).values

    def doc(self, file: str) -> Document:
        return self._of(file).doc

    def _of(self, file: str) -> _Yaml:
        if file not in self._yaml:
            found = _Yaml(self.path(file), self.before(file) or b"")
            if not found.readable:
                raise NotWritable(file)
            self._yaml[file] = found
        return self._yaml[file]

    def set(self, file: str, loc: Loc, value: Any) -> None:
        """Another value in the place of one that is there."""
        one = self._of(file)
        holder = value_at(one.values, loc[:-1])
        old = value_at(one.values, loc)
        if isinstance(value, str) and not isinstance(old, dict | list):
            one.waiting[loc] = value
        else:
            one.text = splicing.replace(one.flush(), loc, value)
        holder[loc[-1] if isinstance(holder, list) else str(loc[-1])] = copy.deepcopy(value)

    def insert(
        self, file: str, loc: Loc, index: int, key: str | None, value: Any, like: str | int | None = None
    ) -> None:
        one = self._of(file)
        one.text = splicing.insert(one.flush(), loc, index, key, value, like)
        holder = value_at(one.values, loc)
        if isinstance(holder, list):
            holder.insert(index, copy.deepcopy(value))
        else:
            items = [*holder.items()]
            items.insert(index, (str(key), copy.deepcopy(value)))
            _refill(holder, items)

    def remove(self, file: str, loc: Loc) -> None:
        one = self._of(file)
        one.text = splicing.remove(one.flush(), loc)
        holder = value_at(one.values, loc[:-1])
        del holder[loc[-1] if isinstance(holder, list) else str(loc[-1])]

    def move(self, file: str, loc: Loc, index: int) -> None:
        one = self._of(file)
        one.text = splicing.move(one.flush(), loc, index)
        holder = value_at(one.values, loc[:-1])
        if isinstance(holder, list):
            holder.insert(index, holder.pop(int(loc[-1])))
        else:
            items = [(k, v) for k, v in holder.items() if k != loc[-1]]
            items.insert(index, (str(loc[-1]), holder[loc[-1]]))
            _refill(holder, items)

    def rename(self, file: str, loc: Loc, key: str) -> None:
        one = self._of(file)
        one.text = splicing.rename(one.flush(), loc, key)
        holder = value_at(one.values, loc[:-1])
        _refill(holder, [(key if k == loc[-1] else k, v) for k, v in holder.items()])

    # the end

    def files(self) -> dict[str, bytes | None]:
        """The bytes of every file that has changed; None of one that is gone. `NotWritable`, see above."""
        found: dict[str, bytes | None] = {
            file: content for file, content in self._others.items() if content != self.before(file)
        }
        for file, one in self._yaml.items():
            text = one.flush()
            read = yaml_reader.read(Path(), one.doc.file, text)
            if _comparable(read.values or {}) != _comparable(one.values):
                raise NotWritable(file)
            if text != one.doc.text:
                found[file] = self._bytes(file, text, own_ends=True)
        for file, said in self._texts.items():
            raw = self.before(file)
            if said is None or raw is None or said != _plain(_decoded(raw, file)):
                made = None if said is None else self._bytes(file, said, own_ends=False)
                if made != raw:
                    found[file] = made
        return found

    def _bytes(self, file: str, text: str, own_ends: bool) -> bytes:
        """A text with the byte order mark and the line ends that its file has."""
        raw = (self.before(self._origins.get(file, file)) or b"").decode("utf-8", "replace")
        if not own_ends and splicing.newline_of(raw) == "\r\n":
            text = text.replace("\n", "\r\n")
        return ((BOM if raw.startswith(BOM) else "") + text).encode("utf-8")


def not_writable(path: Path) -> Problem:
    return Problem(in_project(path), 0, "edit-by-hand", {"file": in_project(path)})


def _decoded(raw: bytes, file: str) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise NotWritable(file) from None


def _plain(text: str) -> str:
    return text.removeprefix(BOM).replace("\r\n", "\n").replace("\r", "\n")


def _refill(holder: dict[str, Any], items: list[tuple[str, Any]]) -> None:
    holder.clear()
    holder.update(items)


def _comparable(value: Any) -> Any:
    """A value without what the way of writing alone decides: the line end of a text, an empty value."""
    if isinstance(value, dict):
        return [(key, _comparable(item)) for key, item in value.items()]
    if isinstance(value, list):
        return [_comparable(item) for item in value]
    return "" if value is None else str(value).rstrip("\n")
