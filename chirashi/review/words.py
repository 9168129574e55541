"""The words of what is reviewed, in both languages, from `words.toml`."""

from __future__ import annotations

import functools
import tomllib
from pathlib import Path
from typing import Any

from chirashi.review.comparison.lines import Both

FILE = Path(__file__).with_name("words.toml")


@functools.cache
def words() -> dict[str, Any]:
    return tomllib.loads(FILE.read_text("utf-8"))


def word(*path: str, **fields: object) -> Both:
    """An entry in both languages, its `{…}` filled; a value that is told per language is a dict of both."""
    entry = words()
    for name in path:
        entry = entry[name]
    return {lang: entry[lang].format(**{k: _in(v, lang) for k, v in fields.items()}) for lang in ("ja", "en")}


def has(*path: str) -> bool:
    entry = words()
    for name in path:
        if name not in entry:
            return False
        entry = entry[name]
    return True


def _in(value: object, lang: str) -> object:
    return value.get(lang) or next(iter(value.values()), "") if isinstance(value, dict) else value
