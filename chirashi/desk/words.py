"""What the desk says, in both languages: `words.toml`, fields in `fields.toml`, problems in `problems.toml`."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

from markupsafe import Markup

HERE = Path(__file__).parent
Word = Callable[..., Markup]


@functools.cache
def _file(name: str) -> dict[str, Any]:
    return tomllib.loads((HERE / name).read_text("utf-8"))


LANGUAGES: dict[str, str] = _file("words.toml")["language"]["own"]
"""What each language of the desk calls itself."""


def words(lang: str) -> Word:
    """Gives the word of a key, `finish.publish`, in one language, its `{…}` filled with escaped text."""

    def word(key: str, **fields: object) -> Markup:
        group, _, name = key.partition(".")
        return Markup(_file("words.toml")[group][name][lang]).format(**fields)

    return word


def all_words() -> dict[str, dict[str, str]]:
    """Every word in both languages by its key."""
    return {f"{group}.{name}": said for group, names in _file("words.toml").items() for name, said in names.items()}


def field_names() -> dict[str, dict[str, str]]:
    """What a field is called, by the form of its path: `parties.*.telephone`, or its last name alone."""
    found: dict[str, dict[str, str]] = _file("fields.toml")
    return found


def form_words(code: str, lang: str) -> str | None:
    """What the desk says of a problem, by its code; None where its message serves as it is."""
    texts: dict[str, str] | None = _file("problems.toml").get(code)
    return None if texts is None else texts[lang]


def problem_words() -> dict[str, dict[str, str]]:
    """All of that, by code."""
    return _file("problems.toml")
