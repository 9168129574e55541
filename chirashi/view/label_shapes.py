"""The shape that each entry of a labels file must have: that of the entry of the same name in the press's own files."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from string import Formatter
from typing import Any

from chirashi.base.messages import Bilingual, phrase
from chirashi.base.problems import Problem, nearest
from chirashi.content.values import YES_NO
from chirashi.content.yaml_files.yaml_reader import Document, Loc

KINDS: dict[type, str] = {str: "label-text", list: "label-list", dict: "label-mapping"}
CHOICES: dict[Loc, tuple[str, ...]] = {("direction",): ("ltr", "rtl"), ("formats", "joins_lines"): tuple(YES_NO)}
NUMBERS: dict[Loc, int] = {("formats", "weekdays"): 7, ("formats", "months"): 12, ("formats", "weekdays_also"): 7}
ITEMS: dict[Loc, type] = {("formats", "large_units"): dict, ("formats", "weekdays_also"): list}  # elsewhere texts
MORE = (("formats", "weekdays_also"), ("formats", "money_also"))  # lists that some languages have
PLURALS = ("zero", "one", "two", "few", "many", "other")  # of CLDR; which of them there are, a language decides
PADDED = ("year", "month", "day", "hour", "minute")  # numbers, which may be asked for in so many digits: {hour:02}


@dataclass(frozen=True)
class Shapes:
    """`models` are the press's own files; `spoken` is the text of the project's templates, which may ask for more."""

    models: list[dict[str, Any]]
    spoken: str

    def wrong(self, doc: Document, loc: Loc, value: object) -> Iterator[Problem]:
        """What is wrong with an entry of a file; of a mapping, with itself alone."""
        like = self._like(loc)
        if not like and loc not in MORE:
            if not self._may_be_new(loc):
                known = {str(key) for model in self.models for key in at(model, loc[:-1]) or ()}
                yield _problem(doc, loc, "labels-unknown", nearest=nearest(str(loc[-1]), known))
            return
        kinds = {type(one) for one in like} or {list}
        if type(value) not in kinds:
            wanted = [phrase(KINDS[kind]) for kind in KINDS if kind in kinds]
            yield _problem(doc, loc, "labels-shape", wanted=one_of(wanted))
        elif loc in CHOICES and value not in CHOICES[loc]:
            yield _problem(doc, loc, "labels-shape", wanted=" / ".join(CHOICES[loc]))
        elif isinstance(value, list):
            yield from _wrong_list(doc, loc, value)
        elif like and all(map(_is_number, like)) and not _is_number(value):
            yield _problem(doc, loc, "labels-shape", wanted=phrase("label-number"))
        elif isinstance(value, str):
            yield from _wrong_holes(doc, loc, value, [one for one in like if isinstance(one, str)])

    def _like(self, loc: Loc) -> list[object]:
        """The entries of this name; of a form for a number that they lack, that for all others."""
        places = [loc, (*loc[:-1], "other")] if loc[-1] in PLURALS else [loc]
        return next((found for place in places if (found := [o for m in self.models if (o := at(m, place))])), [])

    def _may_be_new(self, loc: Loc) -> bool:
        """Whether somebody reads an entry of a name that the press does not know."""
        below_new = len(loc) > 1 and not any(at(model, loc[:-1]) for model in self.models)
        return loc[0] == "counted" or below_new or str(loc[-1]) in self.spoken


def one_of(shapes: list[Bilingual]) -> Bilingual:
    return {lang: word.join(shape[lang] for shape in shapes) for lang, word in phrase("label-or").items()}


def _wrong_list(doc: Document, loc: Loc, value: list[Any]) -> Iterator[Problem]:
    kind, number = ITEMS.get(loc, str), NUMBERS.get(loc)
    if number and len(value) != number:
        yield _problem(doc, loc, "labels-shape", wanted=phrase("label-list-of", number=number))
    elif kind is dict and not all(isinstance(one, dict) and _is_unit(one) for one in value):
        yield _problem(doc, loc, "labels-shape", wanted='[{name: …, yen: "10000"}, …]')
    elif not all(isinstance(one, kind) for one in value):
        yield _problem(doc, loc, "labels-shape", wanted=phrase("label-list-each", kind=phrase(KINDS[kind])))


def _is_number(one: object) -> bool:
    return isinstance(one, str) and one.isdecimal()


def _is_unit(one: dict[str, Any]) -> bool:
    return isinstance(one.get("name"), str) and str(one.get("yen", "")).isdecimal()


def _wrong_holes(doc: Document, loc: Loc, value: str, like: list[str]) -> Iterator[Problem]:
    """What a text leaves open is what those of the press leave open: `{amount}`."""
    models = [holes(one) or set() for one in like]
    found, known = holes(value), set[str]().union(*models)
    if found is None or found - known:
        said = value if found is None else _list_holes(found - known)
        yield _problem(doc, loc, "labels-hole", said=said, known=_list_holes(known) or "–")
    elif models and (lost := set.intersection(*models) - found):
        yield _problem(doc, loc, "labels-hole-lost", lost=_list_holes(lost))


def holes(text: str) -> set[str] | None:
    """The names that a pattern leaves open; None where `str.format` cannot fill it."""
    try:
        parts = [(name, spec or "", how) for _, name, spec, how in Formatter().parse(text) if name is not None]
        for name, spec, how in parts:
            if how or (spec and name not in PADDED):
                return None
            format(1, spec)
    except ValueError:
        return None
    return {name for name, _, _ in parts}


def _list_holes(names: set[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names))


def at(words: Any, loc: Loc) -> Any:
    """What stands at a place of nested mappings; None where nothing does."""
    for name in loc:
        words = words.get(name) if isinstance(words, dict) else None
    return words


def name_of(loc: Loc) -> str:
    """A place as people name it: words.skip."""
    return ".".join(map(str, loc))


def _problem(doc: Document, loc: Loc, code: str, **fields: object) -> Problem:
    return Problem(doc.file, doc.line(loc), code, {"name": name_of(loc), **fields})
