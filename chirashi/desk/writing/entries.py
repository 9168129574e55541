"""Adds, moves and removes entries of the data: plans, options, notes, parties; with all that depends on them."""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Literal

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from chirashi.base.problems import Problem
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.app import Desk
from chirashi.desk.forms.fields import Forms
from chirashi.desk.forms.kinds import bare, inner, is_field, is_text, kind_of, model_of
from chirashi.desk.forms.paths import at, dotted, undotted
from chirashi.desk.telling import Teller
from chirashi.desk.words import words
from chirashi.desk.writing.saving import save_changes
from chirashi.editing import Change, Draft, InsertItem, Mention, MoveItem, RemoveItem, mentions, preview

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LIKE = "like"
LONGEST = 120  # characters of a text that speaks of an entry


@dataclass(frozen=True)
class Asked:
    """One thing that a new entry must have."""

    name: str
    label: str
    hint: str = ""
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    required: bool = True
    kind: Literal["line", "long", "file"] = "line"


def moved(desk: Desk, request: Request, asked: str) -> tuple[list[Change], str]:
    """The change that a button `up:plans.C` or `down:plans.C` asks for, and its words; none without one."""
    way, _, name = asked.partition(":")
    if way not in ("up", "down"):
        return [], ""
    lang, edition = desk.language(request), desk.year.read().edition
    values = edition.doc.values
    loc = undotted(name, values)
    there = list(at(values, loc[:-1]))
    index = there.index(loc[-1]) if isinstance(at(values, loc[:-1]), dict) else int(loc[-1])
    said = f"{Forms(edition, None, lang).path(loc)} {words(lang)(f'items.{way}')}"
    return [MoveItem(loc, max(index + (1 if way == "down" else -1), 0))], said


def ask_add(desk: Desk, request: Request, error: str | None = None) -> Response:
    """What a new entry must have, to be filled in; of a plan or option also which one its figures are copied from."""
    lang, w = desk.language(request), words(desk.language(request))
    edition = desk.year.read().edition
    loc = undotted(request.path_params["name"], edition.doc.values)
    kind = kind_of(loc)
    if kind is None or model_of(kind) is not None:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    forms = Forms(edition, None, lang)
    title = w("entries.add_title", what=forms.label(loc))
    back = f"/items/{loc[0]}"
    return desk.page(
        request,
        "entry.html",
        title=title,
        error=error,
        lines=[],
        lists=[],
        inputs=list(_inputs(forms, loc, kind, w)),
        button=w("items.add"),
        back=back,
    )


def _inputs(forms: Forms, loc: Loc, kind: Any, w: Any) -> Iterator[Asked]:
    item = inner(kind)
    there = at(forms.now, loc)
    if loc in (("plans",), ("options",)) and there:
        choices = tuple((key, forms.title((*loc, key), True)) for key in there)
        yield Asked(LIKE, w("entries.like"), w("entries.like_hint"), choices[-1][0], choices)
    if is_text(item):
        for language in forms.languages:
            yield Asked(f"text.{language}", f"{w('entries.text')} {in_language(w, language)}")
        return
    model = model_of(item)
    if model is None:
        yield Asked("value", forms.label(loc))
        return
    for name, info in model.model_fields.items():
        if not info.is_required() or not is_field(info.annotation):
            continue
        field = forms.field((*loc, "_", name), info.annotation, True)
        if is_text(info.annotation):
            for language in forms.languages:
                yield Asked(f"{name}.{language}", f"{field.label} {in_language(w, language)}", field.hint)
        else:
            yield Asked(name, field.label, field.hint, "", tuple(field.choices.items()))


def in_language(w: Any, language: str) -> str:
    """A language of the edition as the desk calls it."""
    return str(w(f"language.{language}")) if language in ("ja", "en") else language


def add(desk: Desk, request: Request, form: FormData) -> Response:
    """Adds an entry with what was filled in; asks again where something lacks."""
    lang = desk.language(request)
    edition = desk.year.read().edition
    loc = undotted(request.path_params["name"], edition.doc.values)
    kind = kind_of(loc)
    said = {name: str(value).replace("\r\n", "\n").strip() for name, value in form.items() if isinstance(value, str)}
    if not all(said.values()):
        return ask_add(desk, request, words(lang)("entries.all_wanted"))
    like = said.pop(LIKE, None)
    value: Any = {}
    for name, text in said.items():
        head, _, language = name.partition(".")
        if language:
            value.setdefault(head, {})[language] = text
        else:
            value[head] = text
    if set(value) == {"text"} and is_text(inner(kind)):
        value = value["text"]
    elif set(value) == {"value"}:
        value = value["value"]
    there = at(edition.doc.values, loc)
    listed = isinstance(there, list) or (there is None and _is_list(kind))
    key = None if listed else new_key(loc, list(there or ()), value)
    outcome = save_changes(
        desk,
        request,
        [InsertItem(loc, value, key, like=like)],
        f"{words(lang)('items.add')}: {Forms(edition, None, lang).label(loc)} {_name(value, lang)}",
    )
    if outcome.kind == "refused":
        return ask_add(desk, request, " ".join([str(outcome.title), *outcome.lines]))
    desk.said += [str(outcome.title)]
    where = f"#{dotted((*loc, key))}" if key else ""
    return RedirectResponse(
        f"{'/figures' if loc in (('plans',), ('options',)) else f'/items/{loc[0]}{where}'}", HTTPStatus.SEE_OTHER
    )


def _name(value: Any, lang: str) -> str:
    """What a new entry is called, for the journal."""
    said = value.get("name", value) if isinstance(value, dict) else value
    return str(said.get(lang) or next(iter(said.values()), "")) if isinstance(said, dict) else str(said)


def new_key(loc: Loc, there: list[str], value: Any) -> str:
    """A key for a new entry: the next letter where keys are letters, else a word of its English name or its kind."""
    if there and all(len(key) == 1 and key.upper() in LETTERS for key in there):
        letters = LETTERS if there[-1].isupper() else LETTERS.lower()
        return next(letter for letter in letters[letters.index(there[-1]) + 1 :] + letters if letter not in there)
    texts = value.get("name", value) if isinstance(value, dict) else {}
    english = texts.get("en", "") if isinstance(texts, dict) else ""
    words_ = re.sub(r"[^a-z0-9]+", "_", str(english).lower()).strip("_")[:24].strip("_")
    stem = words_ if re.match("[a-z]", words_) else str(loc[-1]).removesuffix("s")
    found = [stem, *(f"{stem}_{n}" for n in range(2, 1000))]
    return next(key for key in found if key not in there)


def ask_remove(desk: Desk, request: Request, error: str | None = None) -> Response:
    """Everything that goes with an entry, and everything in the text that speaks of it."""
    lang, w = desk.language(request), words(desk.language(request))
    edition = desk.year.read().edition
    loc = undotted(request.path_params["name"], edition.doc.values)
    if at(edition.doc.values, loc) is None or len(loc) < 2:
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    forms, teller = Forms(edition, None, lang), desk.teller(lang)
    title = forms.title(loc, True)
    spoken = [_mentioned(desk, lang, edition.doc.file, one) for one in mentions(Draft(edition.folder), loc)]
    return desk.page(
        request,
        "entry.html",
        title=w("entries.remove_title", what=title),
        error=error,
        lines=[w("entries.remove_text")],
        lists=[(w("entries.breaks"), _broken(desk, teller, loc)), (w("entries.spoken"), spoken)],
        inputs=[],
        button=w("entries.remove", what=title),
        back=f"/items/{loc[0]}",
    )


def _broken(desk: Desk, teller: Teller, loc: Loc) -> list[dict[str, str]]:
    """What would have to be mended once an entry is gone, and has not to be now."""
    before = {(problem.file, problem.code, repr(problem.fields)) for problem in desk.year.read().problems}
    found = preview(desk.year.folder, [RemoveItem(loc)]).problems
    arisen = [one for one in found if one.severity == "error" and (one.file, one.code, repr(one.fields)) not in before]
    return [{"link": "", "where": told.where, "text": told.text} for told in teller.told(arisen)]


def _mentioned(desk: Desk, lang: str, data: str, mention: Mention) -> dict[str, str]:
    """A text that speaks of an entry: where its field is, and what it says, figures by their names."""
    file = data if mention.file == "plans.yml" else f"{data.rpartition('/')[0]}/{mention.file}"
    link, field, where = desk.teller(lang).place(
        Problem(file, mention.line, "value-empty", {"key": ""}, path=mention.path)
    )
    language = mention.file.partition("/")[0] if "/" in mention.file else str(mention.path[-1]) if mention.path else ""
    languages = desk.year.read().edition.languages
    text = desk.year.chips(language if language in languages else languages[0], lang).shown(mention.text.strip())
    return {"link": f"{link}#{field}", "where": where, "text": text if len(text) <= LONGEST else f"{text[:LONGEST]}…"}


def remove(desk: Desk, request: Request, _form: FormData) -> Response:
    """Removes an entry; what then speaks of nothing is among the problems."""
    edition = desk.year.read().edition
    loc = undotted(request.path_params["name"], edition.doc.values)
    lang = desk.language(request)
    said = f"{words(lang)('items.remove')}: {Forms(edition, None, lang).path(loc)}"
    outcome = save_changes(desk, request, [RemoveItem(loc)], said)
    if outcome.kind == "refused":
        return ask_remove(desk, request, " ".join([str(outcome.title), *outcome.lines]))
    desk.said += [str(outcome.title), *map(str, outcome.lines)]
    return RedirectResponse(f"/items/{loc[0]}", HTTPStatus.SEE_OTHER)


def _is_list(kind: Any) -> bool:
    return typing.get_origin(bare(kind)) is list
