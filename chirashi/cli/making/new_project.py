"""Begins a project of one's own: a small brochure that builds and proves at once, for somebody to make theirs.

What it is made of lies in `chirashi/starter`, as templates: `<< … >>` and `<% … %>`, since content has
braces of its own. A name there that begins with `dot.` begins with a dot here. Nothing
that is there already is ever overwritten.
"""

from __future__ import annotations

import datetime
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, StrictUndefined

import chirashi
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.base.project import PACKAGE
from chirashi.checks.scheme.dates import is_working_day
from chirashi.content.model.json_schema import text as schema

STARTER = PACKAGE / "starter"
EDITION = "edition"  # the folder there that becomes the edition's
LANGUAGES = ("ja", "en")  # in which the starter is written
NAMES = {"ja": "見本協会", "en": "Example Association"}
EMAIL = "info@example.org"
SOON = datetime.timedelta(days=60)  # an example whose deadline is nearer would be past before it is understood
PLAIN = re.compile(r"[^\W\d_][^\n:#\[\]{},&*!|>'\"%@`?=\\~]*(?<!\s)")  # what YAML takes for text as it stands
TAKEN = {"yes", "no", "true", "false", "null", "on", "off"}


@dataclass(frozen=True)
class Answers:
    """What a new project is told: its languages, the first at the root; how the association is called and reached."""

    languages: tuple[str, ...] = LANGUAGES
    names: tuple[tuple[str, str], ...] = ()  # language, name; where one lacks, that of an example
    telephone: str | None = None
    email: str | None = None


def begin(folder: Path, answers: Answers, today: datetime.date) -> list[str]:
    """Makes the project; the names of its files below the folder.

    :raises Trouble: where one of them is there already; then nothing has been written.
    """
    files = dict(make_files(answers, today))
    if taken := list(_find_taken(folder, files)):
        raise Trouble(*(Problem(path.as_posix(), 0, "file-exists") for path in taken))
    written: list[Path] = []
    try:
        with writing(folder):
            for name, text in files.items():
                path = folder / name
                path.parent.mkdir(parents=True, exist_ok=True)
                with path.open("x", encoding="utf-8", newline="\n") as stream:
                    written.append(path)
                    stream.write(text)
    except Trouble:
        for path in written:  # half a project would stand in the way of the next try
            path.unlink(missing_ok=True)
        raise
    return list(files)


def _find_taken(folder: Path, files: dict[str, str]) -> Iterator[Path]:
    """What stands where a file or a folder of the project would."""
    for name in files:
        path = folder / name
        above = [one for one in path.parents if one == folder or folder in one.parents]
        yield from (one for one in (path,) if one.exists() or one.is_symlink())
        yield from (one for one in above if one.exists() and not one.is_dir())


def make_files(answers: Answers, today: datetime.date) -> Iterator[tuple[str, str]]:
    """Every file of the project by its name below the root."""
    year, deadline = term(today)
    names = NAMES | dict(answers.names)
    given = {
        "languages": answers.languages,
        "year": year,
        "deadline": deadline.isoformat(),
        "text": lambda **texts: _mapping(answers.languages, texts),
        "names": _mapping(answers.languages, names),
        "name": names[answers.languages[0]],
        "telephone": answers.telephone,
        "email": answers.email or (None if answers.telephone else EMAIL),
        "version": chirashi.__version__,
    }
    environment = Environment(
        variable_start_string="<<",
        variable_end_string=">>",
        block_start_string="<%",
        block_end_string="%>",
        comment_start_string="<#",
        comment_end_string="#>",
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    yield "content/plans.schema.json", schema()
    for path in sorted(path for path in STARTER.rglob("*") if path.is_file()):
        parts = path.relative_to(STARTER).parts
        if parts[1:2] == (EDITION,) and parts[2] in LANGUAGES and parts[2] not in answers.languages:
            continue
        name = "/".join(f"example-{year}" if part == EDITION else part.replace("dot.", ".", 1) for part in parts)
        text = environment.from_string(path.read_text("utf-8")).render(given)
        yield name, text.replace("\n", "\r\n") if path.suffix == ".bat" else text  # cmd.exe loses its labels otherwise


def term(today: datetime.date) -> tuple[int, datetime.date]:
    """The plan year of the example and its deadline, the last working day of the February before it begins."""
    year = today.year + 1
    while (deadline := _last_working_day(year, 2)) < today + SOON:
        year += 1
    return year, deadline


def _last_working_day(year: int, month: int) -> datetime.date:
    day = datetime.date(year, month + 1, 1) - datetime.timedelta(days=1)
    while not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day


def _mapping(languages: tuple[str, ...], texts: dict[str, str]) -> str:
    """One text a language, as YAML writes it on one line."""
    return "{" + ", ".join(f"{language}: {_quoted(texts[language])}" for language in languages) + "}"


def _quoted(text: str) -> str:
    plain = PLAIN.fullmatch(text) and text.lower() not in TAKEN
    return text if plain else json.dumps(text, ensure_ascii=False)
