"""Translations that somebody has looked at: which texts wait for that, and the ticks, as a step of the journal.

One button ticks all that a form shows. What another window has changed since the form was shown has not been looked
at by whoever sends it, and gets no tick.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from starlette.datastructures import FormData
from starlette.requests import Request

from chirashi.content.edition import Edition
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.forms.fields import Group
from chirashi.desk.forms.paths import at, dotted
from chirashi.desk.words import words
from chirashi.desk.writing.saving import Outcome, save_changes
from chirashi.editing import DATA, Draft, ReplaceText
from chirashi.proof.report import translations

if TYPE_CHECKING:
    from chirashi.desk.app import Desk

LOOKED = "looked:"
ALL = "looked"  # what the button for all of a form sends as `do`
SHOWN = "waits"


def looked_at(
    desk: Desk, request: Request, form: FormData, page: str, outcome: Outcome, changed: Collection[str]
) -> Outcome:
    """Notes the texts of a page, or of the data, that were ticked as looked at, once all else is saved.

    :param changed: the keys of the texts that have been changed elsewhere since the form was shown (`changed_since`).
    """
    wanted = {name.removeprefix(LOOKED) for name in form if name.startswith(LOOKED)}
    if form.get("do") == ALL:
        wanted |= {str(key) for key in form.getlist(SHOWN)}
    if not wanted or outcome.kind not in ("saved", "nothing"):
        return outcome
    w, folder = words(desk.language(request)), desk.year.folder
    keys = wanted.difference(changed)
    if keys:
        what = w("text.noted_step", page=desk.page_title(page, desk.language(request)), count=len(keys))
        if page == DATA:
            what = w("text.noted_step_data", count=len(keys))
        text = translations.recorded(folder, page, keys)
        noted = ReplaceText(translations.FILE, text, was=Draft(folder).text(translations.FILE))
        ticked = save_changes(desk, request, [noted], str(what))
        if ticked.kind not in ("saved", "nothing"):
            return ticked
        outcome = outcome.with_line(w("text.noted", count=len(keys)))
    if left := len(wanted) - len(keys):
        outcome = outcome.with_line(w("text.not_noted", count=left))
    return outcome


def changed_since(now: Mapping[str, str], was: Mapping[str, str], keys: Mapping[str, str]) -> set[str]:
    """The keys of texts that do not stand in the files as they stood in a form.

    :param now: the fields of the form as it would be shown now, by their names; `was`: as it was shown.
    :param keys: the key of the text that each field is of.
    """
    return {key for name, key in keys.items() if name in was and now.get(name) != was[name]}


def changed_fields(edition: Edition, groups: Sequence[Group], was: Mapping[str, str]) -> set[str]:
    """The same of the data, by the groups of a form as it would be shown now."""
    waits = waiting_fields(edition)
    fields = [field for group in groups for field in group.all_fields()]
    now = {name: value for field in fields for _, name, value, _ in field.inputs()}
    keys = {name: waits[field.name] for field in fields if field.name in waits for _, name, _, _ in field.inputs()}
    return changed_since(now, was, keys)


def waiting_in(groups: Sequence[Group], waits: Mapping[str, str]) -> list[str]:
    """The keys of the texts that wait, of those in the groups of a form; `waits` are all, by their fields."""
    return [waits[field.name] for group in groups for field in group.all_fields() if field.name in waits]


def waiting(edition: Edition, page: str = DATA) -> set[str]:
    """The texts of a page, or of the data, whose translation in some language nobody has looked at, by their keys."""
    return set().union(*translations.pending(edition.folder, edition.languages, page).values())


def waiting_fields(edition: Edition) -> dict[str, str]:
    """Those of the data by the names of their fields: a way to ask goes by its way there, here by its number."""
    return {dotted(_loc_of(edition, key)): key for key in waiting(edition)}


def _loc_of(edition: Edition, key: str) -> Loc:
    return tuple(_parts(edition, key))


def _parts(edition: Edition, key: str) -> Iterator[str | int]:
    loc: Loc = ()
    for part in key.split("."):
        there = at(edition.doc.values, loc)
        named = [one.get("key") or one.get("way") for one in there] if isinstance(there, list) else []
        number = named.index(part) if part in named else int(part) if named and part.isdigit() else None
        loc = (*loc, part if number is None else number)
        yield loc[-1]
