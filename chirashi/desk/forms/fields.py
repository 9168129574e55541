"""The parts of the data file as fields of a form: names, texts, dates, addresses, and what may be added to them.

What can stand where is asked of the model, so that a new kind of part needs no form of its own; what a field
is called stands in `fields.toml`. A field is named by its path, `parties.agent.telephone`, in the form and in
whatever is told about it; a text has a field for each language, `parties.agent.name.ja`.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from chirashi.base.text.languages import is_tag
from chirashi.content.edition import Edition
from chirashi.content.model import Plans, Text
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.forms.kinds import bare, inner, is_field, is_text, model_of, within
from chirashi.desk.forms.paths import at, dotted
from chirashi.desk.words import field_names
from chirashi.editing import ALONE

Kind = Literal["line", "text", "lines", "choice", "choices"]
NOT_HERE = {"cells", "printed", "factors", "rule", "axes"}  # tables have forms of their own
# What a key stands for: the group of the data that it names an entry of.
NAMES = {"party": "parties", "to": "parties", "coverage": "coverages", "coverages": "coverages", "table": "tables"}
NAMES |= {
    "tables": "tables",
    "services": "services",
    "costs": "costs",
    "plans": "plans",
    "footer": "pages",
    "over": "axes",
}


@dataclass(frozen=True)
class Field:
    """One thing to fill in. `value` and `before` are what stands in the file, by language where it is a text."""

    loc: Loc
    kind: Kind
    label: str
    hint: str = ""
    value: Mapping[str, str] = field(default_factory=dict)
    before: Mapping[str, str] = field(default_factory=dict)
    choices: Mapping[str, str] = field(default_factory=dict)
    required: bool = False

    @property
    def name(self) -> str:
        return dotted(self.loc)

    @property
    def empty(self) -> bool:
        return not any(self.value.values())

    def inputs(self) -> Iterator[tuple[str, str, str, str]]:
        """The language ("" where there is none), name, value and last year's value of each input."""
        for language, value in self.value.items():
            yield language, f"{self.name}.{language}".rstrip("."), value, self.before.get(language, "")


@dataclass(frozen=True)
class Group:
    """Fields that belong together; the entries of a group that can be added to stand in `groups`."""

    loc: Loc
    title: str
    fields: tuple[Field, ...] = ()
    groups: tuple[Group, ...] = ()
    adds: bool = False  # whether entries can be added, moved and removed
    entry: bool = False  # whether it is such an entry

    @property
    def name(self) -> str:
        return dotted(self.loc)

    @property
    def usual(self) -> list[Field]:
        """What is filled in or must be; the rest is shown on demand."""
        return [one for one in self.fields if one.required or not one.empty]

    @property
    def further(self) -> list[Field]:
        return [one for one in self.fields if not one.required and one.empty]

    def all_fields(self) -> Iterator[Field]:
        yield from self.fields
        for group in self.groups:
            yield from group.all_fields()


class Forms:
    """Makes the forms of one edition, with last year's values beside its own, in the language of the desk."""

    def __init__(self, edition: Edition, before: Edition | None, lang: str) -> None:
        self.edition, self.lang = edition, lang
        self.now = edition.doc.values if isinstance(edition.doc.values, dict) else {}
        self.then = before.doc.values if before is not None else {}
        self.languages = edition.languages

    def section(self, name: str) -> Group:
        """The form of one part of the data, by its name at the top of the file."""
        return self.group((name,), Plans.model_fields[name].annotation)

    def group(self, loc: Loc, kind: Any, entry: bool = False) -> Group:
        model, found = model_of(kind), at(self.now, loc)
        title = self.title(loc, entry)
        if is_field(kind) or (found is not None and model is not None and not isinstance(found, dict)):
            alone = self.field(loc, kind, True)
            if model is None or loc not in ALONE:
                return Group(loc, title, (alone,), entry=entry)
            rest = self.parts(loc, model, {ALONE[loc]})
            alone = replace(alone, label=self.label((*loc, ALONE[loc])))
            return Group(loc, title, (alone, *rest.fields), rest.groups, entry=entry)
        if model is not None and isinstance(found, dict) and found and all(map(is_tag, found)):
            return Group(loc, title, (self.field(loc, Text, True),), entry=entry)  # a notice that is its text alone
        if model is None:
            keys = list(found) if isinstance(found, dict) else list(range(len(found or ())))
            entries = tuple(self.group((*loc, key), inner(kind), True) for key in keys)
            return Group(loc, title, groups=entries, adds=True, entry=entry)
        return self.parts(loc, model, set(), entry)

    def parts(self, loc: Loc, model: type[BaseModel], without: set[str], entry: bool = False) -> Group:
        """Each part of a model but those `without`: a field, or a group with fields of its own."""
        fields, groups = list[Field](), list[Group]()
        for name, info in model.model_fields.items():
            if name in NOT_HERE or name in without:
                continue
            if is_field(info.annotation):
                fields.append(self.field((*loc, name), info.annotation, info.is_required(), info))
            elif at(self.now, (*loc, name)) is not None or model_of(info.annotation) is None:
                made = self.group((*loc, name), info.annotation)
                groups += [made] if made.fields or made.groups or made.adds else []
        return Group(loc, self.title(loc, entry), tuple(fields), tuple(groups), entry=entry)

    def field(self, loc: Loc, kind: Any, required: bool, info: FieldInfo | None = None) -> Field:  # noqa: ARG002
        now, then = at(self.now, loc), at(self.then, loc)
        given: dict[str, Any] = {"label": self.label(loc), "hint": self.hint(kind), "required": required}
        if is_text(kind):
            given |= {"value": self.by_language(now), "before": self.by_language(then)}
            return Field(loc, "text", **given)
        if typing.get_origin(bare(kind)) is list:
            given |= {"value": {"": "\n".join(_line(one) for one in now or ())}}
            given |= {"before": {"": "\n".join(_line(one) for one in then or ())}}
            choices = self.choices(loc, kind)
            return Field(loc, "choices" if choices else "lines", choices=choices, **given)
        given |= {"value": {"": _line(now)}, "before": {"": _line(then)}}
        choices = self.choices(loc, kind)
        return Field(loc, "choice" if choices else "line", choices=choices, **given)

    def by_language(self, value: Any) -> dict[str, str]:
        said = value if isinstance(value, dict) else {}
        return {language: _line(said.get(language)) for language in self.languages}

    def choices(self, loc: Loc, kind: Any) -> dict[str, str]:
        """What may be chosen, by what is written into the file, with what it is called."""
        plain = bare(kind)
        if plain is bool:
            return {"yes": self.named("yes"), "no": self.named("no")}
        if typing.get_origin(plain) is Literal:
            return {word: self.named(f"{loc[-1]}={word}") or word for word in typing.get_args(plain)}
        group = NAMES.get(str(loc[-1]))
        if group == "pages":
            return {name: name for name in self.edition.page_names}
        if group is None or len(loc) == 1:
            return {}
        known = at(self.now, (group,)) or {}
        own = {"plans": self.title(("plans",)), "options": self.title(("options",))} if group == "axes" else {}
        return own | {key: self.title((group, key), True) for key in known}

    def title(self, loc: Loc, entry: bool = False) -> str:
        """What a group is called: an entry by its own name, anything else as the desk names it."""
        found = at(self.now, loc)
        if entry and isinstance(found, dict):
            for name in ("name", "purpose", "word", "who", "wants", "number"):
                said = found.get(name)
                said = said.get(self.lang) or next(iter(said.values()), "") if isinstance(said, dict) else said
                if said:
                    return re.sub(r"\{\{.*?\}\}", "…", str(said))
            for name in ("role", "way"):
                if found.get(name):
                    return self.named(f"{name}={found[name]}") or str(found[name])
        if entry and isinstance(loc[-1], int):
            return f"{loc[-1] + 1}"
        return self.label(loc)

    def label(self, loc: Loc) -> str:
        """What a field is called: by the longest form of its path that has a name, else by its last name."""
        parts = [str(part) for part in loc]
        for start in range(len(parts)):
            tail = parts[start:]
            for name in (".".join(tail), ".".join([*("*" for _ in tail[:-2]), *tail[-2:]]) if len(tail) > 2 else ""):
                if name and (said := self.named(name)):
                    return said
        return str(loc[-1])

    def path(self, loc: Loc) -> str:
        """A field in words, from the outermost group: 代理店 › 電話."""
        said: list[str] = []
        kind: Any = Plans
        for i in range(1, len(loc) + 1):
            entry = model_of(kind) is None and not is_field(kind)
            kind = within(kind, loc[i - 1])
            if loc[i - 1] in self.languages and i == len(loc):
                continue
            said.append(self.title(loc[:i], entry))
        return " › ".join(dict.fromkeys(said))

    def is_entry(self, loc: Loc) -> bool:
        """Whether a path is that of an entry of a group, which has a name of its own."""
        kind: Any = Plans
        for part in loc[:-1]:
            kind = within(kind, part)
        return model_of(kind) is None and not is_field(kind)

    def named(self, name: str) -> str:
        return field_names().get(name, {}).get(self.lang, "")

    def hint(self, kind: Any) -> str:
        plain = bare(kind)
        return self.named(f"hint={plain.__name__}") if isinstance(plain, type) else ""


def _line(value: Any) -> str:
    """A plain value as its input shows it; of a list of words, one line."""
    if isinstance(value, list):
        return "、".join(map(str, value))
    return "" if value is None or isinstance(value, dict) else str(value)
