"""What depends on an item of the data: cells of tables, lists and rules that name it, placeholders of texts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from chirashi.checks.text.pages import TAKES
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.cells import SPAN, axes_of_cells, places, rows_over, tables_of_cells
from chirashi.editing.changes import DATA
from chirashi.editing.draft import Draft, value_at
from chirashi.editing.page_names import TRANSLATED, with_text

NAMED_IN: dict[str, tuple[Loc, ...]] = {
    "plans": (("eligibility", "limits", "*", "plans", "*"),),
    "coverages": (
        ("costs", "*", "coverage"),
        ("phases", "*", "coverages", "*"),
        ("examples", "*", "factors", "*", "coverage"),
    ),
    "services": (("phases", "*", "services", "*"),),
    "costs": (("timeline", "*", "costs", "*"),),
    "parties": (("requests", "*", "party"), ("fees", "*", "to")),
    "tables": (("examples", "*", "factors", "*", "table"), ("chooser", "tables", "*")),
    "axes": (("tables", "*", "axes", "*"), ("coverages", "*", "over")),
}
"""Where the data names the items of a group, `*` for any key or item."""
BRACES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
DOTTED = re.compile(r"[A-Za-z_]\w*(?:\.\w+)+")
SHOW = re.compile(r"""(show\(\s*["'](\w+)["']\s*,\s*["'])([^"']+)(["'])""")
TERM = r"(?<![\w.-]){}(?![\w.-])"


@dataclass(frozen=True)
class Mention:
    """A place of a text that speaks of an item: by a placeholder, or by its name."""

    file: str  # from the edition's folder
    line: int
    text: str
    path: Loc = ()  # in the data


def axis_of(loc: Loc) -> str | None:
    """The axis of which the item at a path is a place; None where it is none."""
    if len(loc) == 2 and loc[0] in ("plans", "options"):
        return str(loc[0])
    return str(loc[1]) if len(loc) == 4 and loc[0] == "axes" and loc[2] == "values" else None


def renamed(draft: Draft, at: Loc, key: str) -> None:
    """Renames an item of the data, and all that names it."""
    values, old = draft.values(DATA), str(at[-1])
    holds = key_of(values, at)
    if axis := axis_of(at):
        keys = places(values, axis)
        for loc in list(rows_over(values, axis)):
            for one in [*value_at(values, loc)]:
                first, dots, last = one.partition(SPAN)
                ends = [key if end == old else end for end in (first, last)]
                if old in (first, last) and (dots or one in keys):
                    draft.rename(DATA, (*loc, one), dots.join(ends) if dots else key)
    for loc in list(named_by(values, at)):
        draft.set(DATA, loc, key)
    if len(at) == 2 and at[0] in ("tables", "axes"):
        _renamed_in_rules(draft, old, key)
    if len(at) == 2 and at[0] == "axes":
        for loc in list(_found(values, ("examples", "*", "factors", "*", "at", old))):
            draft.rename(DATA, loc, key)
    draft.rename(DATA, at, key)
    _renamed_translations(draft, at, key)
    _renamed_in_texts(draft, holds, at, key)


def _renamed_translations(draft: Draft, loc: Loc, key: str) -> None:
    """What is noted of the translation of a text goes on under the text's new path."""
    if draft.before(TRANSLATED) is None:
        return
    path, new = ".".join(map(str, loc)), ".".join(map(str, (*loc[:-1], key)))
    for language, notes in draft.values(TRANSLATED).items():
        for one in list((notes or {}).get(DATA) or {}):
            if f"{one}.".startswith(f"{path}."):
                draft.rename(TRANSLATED, (language, DATA, one), new + one.removeprefix(path))


def _renamed_in_rules(draft: Draft, old: str, key: str) -> None:
    for loc in list(_found(draft.values(DATA), ("tables", "*", "rule"))):
        rule = str(value_at(draft.values(DATA), loc))
        changed = re.sub(TERM.format(re.escape(old)), key, rule)
        if changed != rule:
            draft.set(DATA, loc, changed)


def renumbered(draft: Draft, loc: Loc) -> None:
    """Numbers the items of a list anew where all of them count themselves, 1, 2, 3, as phases do."""
    items = value_at(draft.values(DATA), loc)
    if isinstance(items, list) and items and all(isinstance(item, dict) and "number" in item for item in items):
        for i, item in enumerate(items):
            if item["number"] != str(i + 1):
                draft.set(DATA, (*loc, i, "number"), str(i + 1))


def unlisted(draft: Draft, at: Loc) -> None:
    """Takes an item that is to go out of every list that names it."""
    listed = [loc for loc in named_by(draft.values(DATA), at) if isinstance(loc[-1], int)]
    for loc in sorted(listed, key=lambda loc: (loc[:-1], loc[-1]), reverse=True):
        draft.remove(DATA, loc)


def named_by(values: Any, at: Loc) -> Iterator[Loc]:
    """The path of every field that names an item of the data."""
    forms = NAMED_IN.get(str(at[0]), ()) if len(at) == 2 else ()
    if axis := axis_of(at):
        forms = (*forms, ("examples", "*", "factors", "*", "at", axis))
    for form in forms:
        yield from (loc for loc in _found(values, form) if value_at(values, loc) == at[-1])


def _found(values: Any, form: Loc, loc: Loc = ()) -> Iterator[Loc]:
    """Every path of that form at which something stands."""
    if len(loc) == len(form):
        yield loc
        return
    here = value_at(values, loc)
    if form[len(loc)] != "*":
        if isinstance(here, dict) and form[len(loc)] in here:
            yield from _found(values, form, (*loc, form[len(loc)]))
        return
    for name in here if isinstance(here, dict) else range(len(here)) if isinstance(here, list) else ():
        yield from _found(values, form, (*loc, name))


def key_of(values: Any, at: Loc) -> Callable[[list[str]], int | None]:
    """A function that says which part of a placeholder's key names the item, by its index; None where none does."""
    axis, whole = axis_of(at), [str(part) for part in at]
    depths: dict[tuple[str, ...], int] = {}
    if axis is not None:
        for loc in tables_of_cells(values):
            axes = axes_of_cells(values, loc) or []
            if axis in axes:
                depths[tuple(map(str, loc[: 2 if loc[0] == "tables" else 3]))] = axes.index(axis)
        for name, table in (value_at(values, ("tables",)) or {}).items():
            axes = (table or {}).get("axes") or []
            if axis in axes:
                depths[("tables", name)] = axes.index(axis)

    def index(key: list[str]) -> int | None:
        if key[: len(whole)] == whole:
            return len(whole) - 1
        for head, depth in depths.items():
            if tuple(key[: len(head)]) == head and key[len(head) + depth : len(head) + depth + 1] == whole[-1:]:
                return len(head) + depth
        return None

    return index


def _renamed_in_texts(draft: Draft, index: Callable[[list[str]], int | None], at: Loc, key: str) -> None:
    for loc, text in list(_texts(draft.values(DATA), ())):
        if (changed := _with_name(text, index, at, key)) != text:
            draft.set(DATA, loc, changed)
    for file in pages_of(draft):
        with_text(draft, file, lambda text: _with_name(text, index, at, key))


def _with_name(text: str, index: Callable[[list[str]], int | None], loc: Loc, key: str) -> str:
    def dotted(match: re.Match[str]) -> str:
        parts = match.group().split(".")
        if (i := index(parts)) is not None:
            parts[i] = key
        return ".".join(parts)

    def shown(match: re.Match[str]) -> str:
        is_it = TAKES.get(match[2]) == loc[0] and len(loc) == 2 and match[3] == loc[1]
        return f"{match[1]}{key if is_it else match[3]}{match[4]}"

    return BRACES.sub(lambda m: SHOW.sub(shown, DOTTED.sub(dotted, m.group())), text)


def _texts(values: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    """Every scalar of the data in which a placeholder stands."""
    if isinstance(values, dict | list):
        for name, item in values.items() if isinstance(values, dict) else enumerate(values):
            yield from _texts(item, (*loc, name))
    elif isinstance(values, str) and "{{" in values:
        yield loc, values


def pages_of(draft: Draft) -> Iterator[str]:
    """The Markdown files of the edition, each named from its folder."""
    for language in value_at(draft.values(DATA), ("languages",)) or []:
        for pattern in ("*.md", "parts/*.md"):
            for path in sorted((draft.folder / language).glob(pattern)):
                if path.is_file() and path.resolve().is_relative_to(draft.folder.resolve()):
                    yield draft.moved(path.relative_to(draft.folder).as_posix())


def mentions(draft: Draft, at: Loc) -> Iterator[Mention]:
    """What in the texts speaks of an item: its placeholders, and its name in any language."""
    values = draft.values(DATA)
    index = key_of(values, at)
    item = value_at(values, at)
    name = item.get("name") if isinstance(item, dict) else None
    names = [said for said in (name.values() if isinstance(name, dict) else ()) if isinstance(said, str)]

    def speaks(text: str) -> bool:
        asked = [key for found in BRACES.finditer(text) for key in DOTTED.findall(found.group())]
        shown = [m for found in BRACES.finditer(text) for m in SHOW.finditer(found.group())]
        return (
            any(index(key.split(".")) is not None for key in asked)
            or any(len(at) == 2 and TAKES.get(m[2]) == at[0] and m[3] == at[1] for m in shown)
            or any(said in text for said in names)
        )

    doc = draft.doc(DATA)
    for loc, text in _all_texts(values, ()):
        if loc[: len(at)] != at and speaks(text):
            yield Mention(DATA, doc.line(loc), text, loc)
    for file in pages_of(draft):
        for line, text in enumerate((draft.text(file) or "").split("\n"), 1):
            if speaks(text):
                yield Mention(file, line, text)


def _all_texts(values: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(values, dict | list):
        for name, item in values.items() if isinstance(values, dict) else enumerate(values):
            yield from _all_texts(item, (*loc, name))
    elif isinstance(values, str):
        yield loc, values
