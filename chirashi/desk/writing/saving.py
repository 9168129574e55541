"""Saves what was typed into a form: as changes, through the one writer, which keeps a journal and sees conflicts.

What somebody else has changed meanwhile is never written over: the form comes back with both versions, what was
typed still in its fields, and only then is it saved again.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

from markupsafe import Markup
from starlette.requests import Request

from chirashi.base.problems import Problem
from chirashi.content.edition import Edition
from chirashi.content.yaml_files.line_joining import join_lines
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.forms import paragraphs, tables, typed
from chirashi.desk.forms.kinds import bare, is_field, is_text, kind_of
from chirashi.desk.forms.paths import undotted
from chirashi.desk.telling import Teller
from chirashi.desk.words import words
from chirashi.editing import Change, ReplaceText, SetValue, save, shown_at

if TYPE_CHECKING:
    from chirashi.desk.app import Desk

BY = "desk"
LINES = 20  # of what a step did, that the journal keeps in words
LONGEST = 60  # characters of a value in such a line


@dataclass(frozen=True)
class Conflict:
    """A field that somebody else has changed: where, what was typed here, what stands there now."""

    where: str
    typed: str
    there: str


@dataclass(frozen=True)
class Outcome:
    """What has come of saving, to be shown above the form; `typed` is what is still in its fields."""

    kind: Literal["saved", "nothing", "refused", "conflict"]
    title: Markup
    lines: tuple[str | Markup, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    typed: Mapping[str, str] = field(default_factory=dict)
    refused: tuple[Problem, ...] = ()

    def with_line(self, line: Markup) -> Outcome:
        return (
            replace(self, kind="saved", title=line)
            if self.kind == "nothing"
            else replace(self, lines=(*self.lines, line))
        )


def save_fields(desk: Desk, request: Request, now: Mapping[str, str], was: Mapping[str, str]) -> Outcome:
    """Saves the fields of the data that hold something else than they were shown with."""
    edition, teller = desk.year.read().edition, desk.teller(desk.language(request))
    changes: list[Change] = []
    said: list[str] = []
    typed_now: dict[str, str] = {}
    for name, value in now.items():
        if value.strip() == was[name].strip():
            continue
        loc = loc_for(edition, name)
        changes.append(SetValue(loc, _value(loc, value), was=_was(loc, was[name])))
        said.append(f"{teller.where(loc)}: {_short(was[name])} → {_short(value)}")
        typed_now[name] = value
    return _saved(desk, request, changes, said, typed_now)


def loc_for(edition: Edition, name: str) -> Loc:
    """The path of a field in the data, as the writer takes it: of a cell by the keys of its axes."""
    bare_name = name.removeprefix(tables.PRINTED)
    for key, grid in edition.grids.items():
        if not bare_name.startswith(f"{key}."):
            continue
        parts = bare_name.removeprefix(f"{key}.").split(".")
        if tuple(parts[: len(grid.axes)]) in grid.cells:
            loc: Loc = (*grid.loc, "printed" if name != bare_name else "cells", *parts)
            there = shown_at(edition.doc.values, loc)
            return (*loc, "amount") if isinstance(there, dict) and "amount" in there else loc
    return undotted(name, edition.doc.values)


def _value(loc: Loc, text: str) -> Any:
    """What was typed as the writer takes it; None where the field was emptied.

    A text of the data is one line: a name that held a line end would be printed with a gap in it.
    """
    if not text.strip():
        return None
    if _is_list(loc):
        return [line.strip() for line in text.split("\n") if line.strip()]
    if "cells" in loc or "printed" in loc:
        return typed.plain(text)
    return join_lines(text.strip()) if is_text(kind_of(loc[:-1])) else text.strip()


def _was(loc: Loc, text: str) -> Any:
    """What stood in a field as the data has it."""
    if _is_list(loc):
        return [line for line in text.split("\n") if line] or None
    return text or None


def _is_list(loc: Loc) -> bool:
    kind = kind_of(loc)
    return kind is not None and is_field(kind) and getattr(bare(kind), "__origin__", None) is list


def _short(text: str) -> str:
    line = " ".join(text.split())
    return (line if len(line) <= LONGEST else f"{line[: LONGEST - 1]}…") or "–"


def save_changes(desk: Desk, request: Request, changes: Sequence[Change], *text: str) -> Outcome:
    """Saves changes that no field of a form has typed, an entry added, a tick; `said` tells the journal of them."""
    return _saved(desk, request, list(changes), list(text), {})


def save_texts(desk: Desk, request: Request, page: str, now: Mapping[str, str], was: Mapping[str, str]) -> Outcome:
    """Saves the paragraphs of a page that say something else than they were shown with."""
    lang = desk.language(request)
    edition = desk.year.read().edition
    w = words(lang)
    changes: list[Change] = []
    said: list[str] = []
    conflicts: list[Conflict] = []
    typed_now: dict[str, str] = {}
    for language in edition.languages:
        path = edition.folder / language / f"{page}.md"
        mine = {
            name.partition(":")[2]: name
            for name, value in now.items()
            if name.startswith(f"{language}:") and value != was[name]
        }
        if not mine or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        chips = desk.year.chips(language, lang)
        there = {one.key: chips.shown(one.text) for one in paragraphs.split(text)}
        for key, name in mine.items():
            typed_now[name] = now[name]
            said.append(f"{desk.page_title(page, lang)}（{language}）: {_short(was[name])} → {_short(now[name])}")
            if there.get(key) not in (was[name], now[name]):
                conflicts.append(
                    Conflict(f"{desk.page_title(page, lang)}（{language}）", now[name], there.get(key, ""))
                )
            if unknown := chips.unknown(now[name]):
                return Outcome(
                    "refused", w("saving.refused"), (w("chips.unknown", chips="、".join(unknown)),), typed=dict(now)
                )
        changed = paragraphs.rewritten(text, {key: chips.read(now[name]) for key, name in mine.items()})
        changes.append(ReplaceText(f"{language}/{page}.md", changed, was=text))
    if conflicts:
        return Outcome("conflict", w("saving.conflict"), (w("saving.conflict_text"),), tuple(conflicts), typed_now)
    return _saved(desk, request, changes, said, typed_now)


def _saved(
    desk: Desk, request: Request, changes: list[Change], said: list[str], typed_now: Mapping[str, str]
) -> Outcome:
    lang = desk.language(request)
    w, teller = words(lang), desk.teller(lang)
    if not changes:
        return Outcome("nothing", w("saving.nothing"))
    more = [f"… +{len(said) - LINES}"] if len(said) > LINES else []
    made = save(
        desk.year.folder,
        changes,
        by=BY,
        said="\n".join([*said[:LINES], *more]),
        strictly=False,
        project=desk.project,
    )
    if made.conflicts:
        found = tuple(conflict_of(teller, one) for one in made.conflicts)
        return Outcome("conflict", w("saving.conflict"), (w("saving.conflict_text"),), found, typed_now)
    if made.refused:
        lines = tuple(teller.one(problem).text for problem in made.refused)
        return Outcome("refused", w("saving.refused"), lines, typed=typed_now, refused=tuple(made.refused))
    if made.step is None:
        return Outcome("nothing", w("saving.nothing"))
    return Outcome("saved", w("saving.saved", count=len(changes)))


def conflict_of(teller: Teller, one: Any) -> Conflict:
    where = teller.where(one.at) if one.at else one.file
    return Conflict(where, _shown(one.mine), _shown(one.theirs))


def _shown(value: Any) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else "–" if value is None else str(value)
