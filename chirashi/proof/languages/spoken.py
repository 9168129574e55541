"""Reads the files of languages: regular expressions under their names, for one language or for all of them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from chirashi.base.text.languages import nearest_first

FOLDER = Path(__file__).parent


@functools.cache
def spoken() -> dict[str, dict[str, Any]]:
    """What each file says, by the language that it is named for; Japanese and English, the press's own, first."""
    files = sorted(
        FOLDER.glob("*.toml"), key=lambda path: (path.stem not in ("ja", "en"), path.stem != "ja", path.stem)
    )
    return {path.stem: tomllib.loads(path.read_text("utf-8")) for path in files}


def words(language: str, *path: str) -> list[str]:
    """What a language says under a name, as `labels.fax`; empty where nothing is known of it."""
    for tag in nearest_first(language):
        if tag in spoken():
            return list(_under(spoken()[tag], path))
    return []


def all_words(*path: str) -> list[str]:
    """The same of all languages, in their order, each once."""
    return list(dict.fromkeys(word for said in spoken().values() for word in _under(said, path)))


def values(name: str) -> dict[str, int]:
    """Words that stand for numbers, in all languages: `scales`, `eras`, `digits`."""
    return {word: value for said in spoken().values() for word, value in said.get(name, {}).items()}


def any_of(words: Iterable[str]) -> str:
    """A regular expression for any of them, which matches nothing where there are none."""
    return "|".join(words) or "(?!)"


def weekday_names(name: str) -> list[list[str]]:
    """The names of each day of the week in all languages that have seven under this name, Monday first."""
    weeks = [said[name] for said in spoken().values() if name in said]
    return [
        [one for week in weeks for one in ([week[day]] if isinstance(week[day], str) else week[day])]
        for day in range(7)
    ]


def _under(said: dict[str, Any], path: tuple[str, ...]) -> list[str]:
    value: Any = said
    for name in path:
        value = value.get(name, {})
    return list(value or ())
