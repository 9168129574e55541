"""Reads `private.yml`, the members' login and the like, of which no message ever shows a value."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import TypeAdapter, ValidationError

from chirashi.base.problems import Problem
from chirashi.base.project import in_project
from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.yaml_reader import Document

NAMED = ("colon-wide", "space-wide", "colon-tight", "yaml-tab", "yaml-quote", "yaml-indent")  # which show no value


def read_private(path: Path) -> tuple[dict[str, str], list[Problem]]:
    """The private values under their paths. Messages about this file never show a value."""
    if not path.is_file():
        return {}, []
    doc = yaml_reader.read(path, in_project(path))
    if doc.problems:
        return {}, [
            p if _quotes_nothing(p) else Problem(p.file, p.line, "private-unreadable") for p in doc.problems[:1]
        ]
    if halves := list(_half_a_login(doc)):
        return {}, halves
    try:
        values = TypeAdapter(dict[str, dict[str, str]]).validate_python(doc.values)
    except ValidationError:
        return {}, [Problem(doc.file, 1, "private-unreadable")]
    return {f"{group}.{key}": value for group, entries in values.items() for key, value in entries.items()}, []


def _quotes_nothing(problem: Problem) -> bool:
    """Whether a message shows no word of the file but the names of its keys; a value may stand where a name belongs."""
    shown = {word for value in problem.fields.values() if any(map(str.isalnum, word := str(value)))}
    return problem.code in NAMED and shown <= {"login", "id", "password"}


def _half_a_login(doc: Document) -> Iterator[Problem]:
    """The members' paper prints the ID and the password, so that neither can be left out."""
    login = doc.values.get("login") if isinstance(doc.values, dict) else None
    if not isinstance(login, dict):
        return
    for name in ("id", "password"):
        if name not in login:
            yield Problem(doc.file, doc.line(("login",)), "key-missing", {"key": name, "where": "login"})
        elif login[name] is None:
            yield Problem(doc.file, doc.line(("login", name)), "value-empty", {"key": name})
