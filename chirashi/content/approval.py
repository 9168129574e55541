"""The underwriter's approval: of which content it is, and whether the edition still says that.

The number and its dates stand in `plans.yml`, under `approval`. `approval.yml` beside it holds the hash of every
piece of content that was approved: each value of the data, each paragraph of each language, what lies beside the
pages, each of the theme's words, and what its templates say. Nothing of what is made of it counts, so that another
library voids no approval; nor do colours, type or spacing. Of templates counts the text and what they put in, not
the elements around it; of stylesheets the words that they add; of scripts those of the project's own.

`standing` says how an edition stands; one that is a draft says so on all that is made of it.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from chirashi.base.problems import Problem
from chirashi.base.project import Theme, in_project, theme
from chirashi.content.edition import Edition
from chirashi.content.model import Text
from chirashi.content.pages.paragraphs import of_language
from chirashi.content.tables.grids import Cell
from chirashi.content.yaml_files import yaml_reader

FILE = "approval.yml"
DATA, THEME, SCRIPTS, LABELS = "plans.yml", "theme", "scripts", "labels"
UNREAD = ("edition", "search", "terms")  # of the data, what no reader meets
FOR_STAFF = ("print.rooms", "print.boxes")  # labels of messages
WRITTEN = re.compile(r"\w")  # a sample has dots alone

Kind = Literal["approved", "not required", "by hand", "none", "changed"]
Fingerprint = Mapping[str, Mapping[str, str]]  # by file and by the key in it: twelve hexadecimal digits


@dataclass(frozen=True)
class Standing:
    """How an edition stands.

    `none` and `changed` are drafts. `by hand` has a number that was typed into the data and is bound to nothing.
    `changed` are the pieces that are not as they were approved: `plans.yml: tables.basic.A`.
    """

    kind: Kind
    changed: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()  # of a record that cannot be read

    @property
    def draft(self) -> bool:
        return self.kind in ("none", "changed")


@functools.lru_cache(maxsize=4)
def standing(edition: Edition) -> Standing:
    """Whether the edition, as it was loaded, may be taken for approved."""
    given = edition.plans.approval if edition.plans else None
    if given is not None and not given.required:
        return Standing("not required")
    numbered = given is not None and given.number is not None and WRITTEN.search(given.number) is not None
    if not numbered:
        return Standing("none")
    path = edition.folder / FILE
    if not path.is_file():
        return Standing("by hand")
    approved, problems = read(path)
    if problems:
        return Standing("changed", (FILE,), tuple(problems))
    changed = tuple(since(approved, fingerprint(edition)))
    return Standing("changed", changed) if changed else Standing("approved")


def since(approved: Fingerprint, now: Fingerprint) -> Iterator[str]:
    """The pieces that are not as they were approved.

    A word of the theme or a template that is new is none: nobody reads it unless a template that was there asks for it.
    """
    for file in dict.fromkeys([*approved, *now]):
        before, after = approved.get(file, {}), now.get(file, {})
        ignored = file == THEME or file.startswith(LABELS)
        for key in dict.fromkeys([*before, *after]):
            if before.get(key) != after.get(key) and not (ignored and key not in before):
                yield f"{file}: {key}"


def digest(of: Fingerprint) -> str:
    """One hash of a whole content."""
    said = "".join(f"{file}\0{key}\0{one}\n" for file in sorted(of) for key, one in sorted(of[file].items()))
    return hashlib.sha256(said.encode()).hexdigest()


def fingerprint(edition: Edition) -> Fingerprint:
    """The hashes of all that a reader of the edition meets."""
    found: dict[str, dict[str, str]] = {DATA: {key: _hash(said) for key, said in _data(edition)}}
    for language in edition.data.languages:
        for name, paragraphs in of_language(edition, language).items():
            found[f"{language}/{name}"] = {f"{p.at}.{p.number}": _hash(p.text) for p in paragraphs}
        for name, path in edition.files.get(language, {}).items():
            found.setdefault(f"{language}/files", {})[name] = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
        found[f"{LABELS}/{language}"] = {key: _hash(said) for key, said in _labels(theme(), language).items()}
    found[THEME] = {name: _hash(said) for name, said in _templates(theme())}
    if own := theme().own("**/*.js"):
        found[SCRIPTS] = {name: _hash(theme().read(name)) for name in own}
    return found


def _hash(text: str) -> str:
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:12]


def _data(edition: Edition) -> Iterator[tuple[str, str]]:
    """Each value of the data, texts by their languages, and the order in which its entries are shown."""
    for key, leaf in edition.figures.items():
        if key.partition(".")[0] in UNREAD:
            continue
        if isinstance(leaf, Text):
            yield from ((f"{key}.{language}", said) for language, said in leaf.items())
        elif isinstance(leaf, Cell):
            yield key, f"{leaf.value} {leaf.text or ''} {leaf.note or ''}"
        else:
            yield key, str(leaf)
    yield from ((f"{key}.unit", str(unit)) for key, unit in edition.units.items())
    for name in type(edition.data).model_fields:
        group = getattr(edition.data, name)
        if isinstance(group, dict) and group and name not in UNREAD:
            yield f"{name} (order)", " ".join(map(str, group))


def _labels(of: Theme, language: str) -> dict[str, str]:
    """The theme's words in a language by their paths, the project's own laid over those of the press."""
    found: dict[str, str] = {}
    for path in of.layers(f"labels/{language}.yml"):
        found |= dict(_leaves(yaml_reader.read(path, path.name).values, ""))
    return {key: said for key, said in found.items() if not key.startswith(FOR_STAFF)}


def _leaves(value: object, at: str) -> Iterator[tuple[str, str]]:
    if isinstance(value, dict):
        for name, inner in value.items():
            yield from _leaves(inner, f"{at}.{name}".lstrip("."))
    elif isinstance(value, list):
        for i, inner in enumerate(value):
            yield from _leaves(inner, f"{at}.{i}")
    else:
        yield at, str(value)


COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
ASKS = re.compile(r"\{[{%].*?[%}]\}", re.DOTALL)
TAG = re.compile(r"<[^<>]*>")
HEARD = re.compile(r"""\b(?:aria-label|alt|title|placeholder|content|value)=("[^"]*"|'[^']*')""")
DRAWN = re.compile(r"""\bcontent:\s*("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""")


def _templates(of: Theme) -> Iterator[tuple[str, str]]:
    """What each template says: its text and what it puts in, without the elements; and the words of stylesheets."""
    for kind in ("partials", "web", "print", "material"):
        for path in of.files(f"{kind}/**/*.html"):
            yield of.name_of(path) or path.name, says(path.read_text("utf-8"))
        for path in of.files(f"{kind}/**/*.css"):
            if words := " ".join(word for word in DRAWN.findall(path.read_text("utf-8")) if WRITTEN.search(word)):
                yield of.name_of(path) or path.name, words


def says(template: str) -> str:
    """A template without comments and elements; of their attributes those that are heard stay."""
    asked: list[str] = []

    def kept(match: re.Match[str]) -> str:
        asked.append(match.group())
        return f"\ue000{len(asked) - 1}\ue001"

    def heard(match: re.Match[str]) -> str:
        return " ".join(HEARD.findall(match.group()))

    text = TAG.sub(heard, ASKS.sub(kept, COMMENT.sub("", template)))
    return re.sub("\ue000(\\d+)\ue001", lambda m: asked[int(m[1])], text)


HEAD = """\
# 承認された内容の記録です。`chirashi approve` が書きます。手では直しません。
# What was approved, as hashes of each piece; written by `chirashi approve`, not by hand.
"""


def text_of(of: Fingerprint) -> str:
    """The record as `approval.yml` holds it."""
    said = json.JSONEncoder(ensure_ascii=False).encode  # whose strings are YAML's, too
    out = [HEAD, f'content: "{digest(of)}"\n', "of:\n"]
    for file, pieces in of.items():
        out.append(f"  {said(file)}:\n")
        out += [f'    {said(key)}: "{one}"\n' for key, one in pieces.items()]
    return "".join(out)


def read(path: Path) -> tuple[Fingerprint, list[Problem]]:
    """The record; a problem where it is not as it was written."""
    doc = yaml_reader.read(path, in_project(path))
    of = doc.values.get("of") if isinstance(doc.values, dict) else None
    if doc.problems or not isinstance(of, dict) or not all(isinstance(pieces, dict) for pieces in of.values()):
        return {}, [Problem(in_project(path), 0, "approval-unreadable")]
    if digest(of) != doc.values.get("content"):
        return {}, [Problem(in_project(path), doc.line(("content",)), "approval-unreadable")]
    return of, []
