"""The theme's words of a language, and what is wrong with a file of them.

A project's own `theme/labels/xx.yml` is laid over that of the press entry by entry: it need hold only what differs.
For a language of which the press has no words it must hold all that `ja.yml` and `en.yml` have in common. What
lacks or cannot be used is told (`faults`); until it is mended the words of the press stand there, or else the
English ones, so that whoever reads labels finds each of them, in its shape.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from chirashi.base.problems import Problem
from chirashi.base.project import Project, current, in_project, packaged_theme
from chirashi.content.values import YES_NO
from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.yaml_reader import Document, Loc
from chirashi.view.label_shapes import KINDS, Shapes, at, name_of

MODELS = ("en", "ja")


def labels_of(language: str) -> dict[str, Any]:
    """The words of the theme in one language."""
    return _read_labels(language)[0]


def faults(languages: Iterable[str]) -> Iterator[Problem]:
    """What is wrong with the labels of languages that have a file of them."""
    for language in dict.fromkeys(languages):
        if current().theme.layers(f"labels/{language}.yml"):
            yield from _read_labels(language)[1]


def _read_labels(language: str) -> tuple[dict[str, Any], list[Problem]]:
    theme = current().theme
    models = sorted(MODELS, key=lambda model: model != language)  # its own first, where it is one of them
    files = theme.layers(f"labels/{language}.yml")
    spoken = [theme.path(name) for pattern in ("**/*.html", "**/*.js") for name in theme.own(pattern)]
    read = (files, tuple(packaged_theme() / f"labels/{model}.yml" for model in models), tuple(spoken))
    return _laid(current(), language, *read, tuple(path.stat().st_mtime_ns for group in read for path in group))


@functools.lru_cache(maxsize=16)
def _laid(
    _project: Project,
    language: str,
    files: tuple[Path, ...],
    models: tuple[Path, ...],
    spoken: tuple[Path, ...],
    _changed: tuple[int, ...],
) -> tuple[dict[str, Any], list[Problem]]:
    """The words, and what is wrong; `spoken` are templates and scripts of the project's own, which may ask for more."""
    known = [yaml_reader.read(path, path.name).values for path in models]
    shapes = Shapes(known, "\n".join(path.read_text("utf-8", "replace") for path in spoken))
    words: dict[str, Any] = {}
    problems: list[Problem] = []
    doc = Document(f"theme/labels/{language}.yml")
    for path in files:
        doc = yaml_reader.read(path, in_project(path))
        problems += doc.problems
        if isinstance(doc.values, dict):
            _lay(words, doc, (), shapes, problems)
        elif doc.values is not None:
            problems.append(Problem(doc.file, 1, "labels-shape", {"name": path.name, "wanted": KINDS[dict]}))
    unread = doc.values is None and bool(doc.problems)  # such a file is told as what it is, not entry by entry
    told = {problem.fields.get("name") for problem in problems}
    lacking: dict[Loc, list[str]] = {}  # by what they stand in, which is told once
    for loc in list(_lacking(words, known, ())):
        _put(words, loc, at(known[0], loc))
        if not unread and name_of(loc) not in told:
            lacking.setdefault(loc[:-1], []).append(name_of(loc))
    problems += [
        Problem(doc.file, doc.line(loc), "labels-missing", {"name": ", ".join(names)}) for loc, names in lacking.items()
    ]
    words["joins_lines"] = YES_NO[words["formats"]["joins_lines"]]
    return words, problems


def _lay(words: dict[str, Any], doc: Document, where: Loc, shapes: Shapes, problems: list[Problem]) -> None:
    """Lays the entries of a file below a place over those that are there; what is no use is told and left out."""
    for key, value in at(doc.values, where).items():
        loc = (*where, key)
        found = list(shapes.wrong(doc, loc, value))
        problems += found
        if any(problem.severity == "error" for problem in found):
            continue
        if isinstance(value, dict):
            words.setdefault(key, {})
            _lay(words[key], doc, loc, shapes, problems)
        else:
            words[key] = value


def _lacking(words: dict[str, Any], models: list[dict[str, Any]], where: Loc) -> Iterator[Loc]:
    """What every model has and the words have not: an entry, or a mapping where nothing of it is there."""
    for key, value in at(models[0], where).items():
        loc = (*where, key)
        if any(at(model, loc) is None for model in models):
            continue
        if at(words, loc) is None:
            yield loc
        elif isinstance(value, dict):
            yield from _lacking(words, models, loc)


def _put(words: dict[str, Any], loc: Loc, value: object) -> None:
    for name in loc[:-1]:
        words = words.setdefault(str(name), {})
    words[str(loc[-1])] = value
