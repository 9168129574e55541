"""Makes a model of a document, or tells everything that keeps it from being one, at the lines of the values at fault.

One slip must not hide what else is wrong: what a scheme can spare (an unknown key, a telephone
number, a note) is left out where it is at fault, what it cannot (a date, a name) is stood in for,
and the rest is checked as if nothing were wrong there.
"""

from __future__ import annotations

import copy
import re
import typing
from collections.abc import Iterator, Mapping
from types import UnionType
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from chirashi.base.messages import messages
from chirashi.base.problems import Problem, nearest
from chirashi.base.text.languages import TAG
from chirashi.content.values import Scalar, shorten
from chirashi.content.yaml_files.yaml_reader import Document, Loc

M = TypeVar("M", bound=BaseModel)
NOTHING = re.compile(r"(?!)")
StandIns = Mapping[str, Any]
"""By the form of a dotted path: a value as it would stand in the file. Nothing that has one is ever published."""


def validate(model: type[M], doc: Document) -> tuple[M | None, list[Problem]]:
    """The document as `model`, or everything that keeps it from being one."""
    found, problems, _ = partly(model, doc)
    return (None if problems else found), problems


def partly(
    model: type[M], doc: Document, spared: re.Pattern[str] = NOTHING, stand_ins: StandIns | None = None
) -> tuple[M | None, list[Problem], set[str]]:
    """As much of the document as makes a `model`, every problem, and the paths at fault.

    `spared` matches the dotted paths that can be left out; unknown keys always can. `stand_ins`
    gives what to read in the place of those that cannot. None where what is left is no such model.
    """
    values = doc.values if doc.values is not None else {}
    empty = list(_empty(model, values, ()))
    problems = [Problem(doc.file, doc.line(loc), "value-empty", {"key": str(loc[-1])}, path=loc) for loc in empty]
    left_out = {".".join(map(str, loc)) for loc in empty}
    try:
        return model.model_validate(values), problems, left_out
    except ValidationError as error:
        details = [detail for detail in error.errors(include_url=False) if _loc(detail) not in empty]
        faults = [_loc(detail) for detail in error.errors(include_url=False)]
    problems += [_told(model, doc, detail) for detail in details]
    values = copy.deepcopy(values)
    left_out |= {path for loc in faults if (path := _leave_out(model, values, loc, spared, stand_ins or {}))}
    try:
        return model.model_validate(values), problems, left_out
    except ValidationError:
        return None, problems, set()


def _empty(kind: Any, values: Any, loc: Loc) -> Iterator[Loc]:
    """Where a key has no value, even where it could be left out; cells and texts tell of their own."""
    if kind is Any or any(isinstance(k, type) and issubclass(k, Scalar) for k in _options(kind)):
        return
    inside = values.items() if isinstance(values, dict) else enumerate(values) if isinstance(values, list) else ()
    for key, value in inside:
        within = _inside(kind, key)
        if value is None and within is not Any:
            yield (*loc, key)
        yield from _empty(within, value, (*loc, key))


def _loc(detail: ErrorDetails) -> Loc:
    return tuple(part for part in detail["loc"] if part != "[key]")


def _leave_out(
    model: type[BaseModel], values: Any, loc: Loc, spared: re.Pattern[str], stand_ins: StandIns
) -> str | None:
    """Takes the least part that holds the fault and can be spared out of the values; its path."""
    for length in range(len(loc), 0, -1):
        *parent, last = loc[:length]
        path = ".".join(map(str, loc[:length]))
        kind = _model_in(kind_at(model, tuple(parent)))
        within = _at(values, parent)
        if (kind and last not in kind.model_fields) or spared.fullmatch(path):
            if isinstance(within, dict):
                within.pop(last, None)
            return path
        stand_in = next((value for form, value in stand_ins.items() if re.fullmatch(form, path)), None)
        if stand_in is not None and isinstance(within, dict):
            within[last] = stand_in
            return path
    return None


def _at(values: Any, path: list[str | int]) -> Any:
    for part in path:
        if isinstance(values, dict):
            values = values.get(part)
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            return None
    return values


def _told(model: type[BaseModel], doc: Document, detail: ErrorDetails) -> Problem:
    """A pydantic error as a problem of ours, at the line of the value it is about."""
    loc = _loc(detail)
    code, found = detail["type"], dict(detail.get("ctx") or {})
    key = next((part for part in reversed(loc) if isinstance(part, str)), doc.file)  # of a list, what it is a list of
    value = shorten(detail["input"])

    def say(code: str, **fields: object) -> Problem:
        said = (*loc, str(fields["language"])) if "language" in fields else loc
        return Problem(doc.file, doc.line(said), code, fields, path=said)

    if code in messages():
        return say(code, **{"key": key, **found})
    if detail["input"] is None or code in ("too_short", "string_too_short"):
        return say("value-empty", key=key)
    match code:
        case "extra_forbidden":
            return say("key-unknown", key=key, nearest=nearest(key, keys_at(model, loc[:-1])))
        case "missing":
            return say("key-missing", key=key, where=".".join(map(str, loc[:-1])) or doc.file)
        case "literal_error" if detail["loc"][-1] == "[key]":
            return say("key-unknown", key=key, nearest=nearest(key, re.findall("'([^']+)'", str(found["expected"]))))
        case "literal_error":
            allowed = ", ".join(re.findall("'([^']+)'", str(found["expected"])))
            return say("word-unknown", key=key, value=value, allowed=allowed)
        case "too_long":
            return say("count-wrong", key=key, most=found["max_length"], count=len(detail["input"]))
        case "string_pattern_mismatch":
            return say(NAMES.get(str(found["pattern"])[:8], "name-wrong"), value=value)
    wanted = {"model_type": "mapping", "dict_type": "mapping", "list_type": "list"}.get(code, "text")
    return say(f"{wanted}-wanted", key=key, value=value)


NAMES = {f"^{TAG}"[:8]: "language-wrong", "^[a-z][a": "address-wrong"}
"""The message for a name by how its pattern begins (`model.Language`, `model.PageName`)."""


def keys_at(model: type[BaseModel], loc: Loc) -> list[str]:
    """The keys that a mapping at this path may have."""
    found = _model_in(kind_at(model, loc))
    return list(found.model_fields) if found else []


def kind_at(model: type[BaseModel], loc: Loc) -> Any:
    """The type of what stands at a path; None where the model says nothing of it."""
    kind: Any = model
    for part in loc:
        kind = _inside(kind, part)
    return kind


def _inside(kind: Any, part: Any) -> Any:
    """The type of what stands under `part` in a value of type `kind`."""
    if (found := _model_in(kind)) is not None:
        info = found.model_fields.get(str(part))
        return info.annotation if info else None
    for option in _options(kind):
        if typing.get_origin(option) in (dict, list):
            return typing.get_args(option)[-1]
    return None


def _model_in(kind: Any) -> type[BaseModel] | None:
    return next((k for k in _options(kind) if isinstance(k, type) and issubclass(k, BaseModel)), None)


def _options(kind: Any) -> list[Any]:
    """A type without its annotations, or each of the types that it may be."""
    if typing.get_origin(kind) is typing.Annotated:
        return _options(typing.get_args(kind)[0])
    if typing.get_origin(kind) in (UnionType, typing.Union):
        return [option for part in typing.get_args(kind) for option in _options(part)]
    return [kind]
