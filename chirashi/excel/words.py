"""What the workbook says, in Japanese or English, from `words.toml`."""

from __future__ import annotations

import functools
import re
import tomllib
from pathlib import Path
from typing import Any

from chirashi.content.edition import Edition
from chirashi.content.model import Plans
from chirashi.content.yaml_files.validation import keys_at
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.draft import value_at

BRACES = re.compile(r"\{\{.*?\}\}")
FIRST_NAMES = ("name", "wants", "who", "purpose")  # by which an entry is called, the first that it has


@functools.cache
def _words() -> dict[str, dict[str, dict[str, str]]]:
    return tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))


def word(group: str, name: str, lang: str, /, **fields: object) -> str:
    """A word of a group; the name itself where there is none."""
    entry = _words()[group].get(name)
    text = name if entry is None else entry[lang]
    for key, value in fields.items():
        text = text.replace(f"{{{key}}}", str(value))
    return text


def field_name(edition: Edition, path: Loc, lang: str) -> tuple[str, str]:
    """What a field of the data is called: whose it is, and which of its parts; the second may be empty."""
    values = edition.doc.values
    whose, parts = [word("parts", str(path[0]), lang)], list[str]()
    for end in range(1, len(path)):
        entry, name = value_at(values, path[: end + 1]), path[end]
        own = _own_name(entry, lang)
        if end == 1 and not own and name not in keys_at(Plans, path[:1]) and not isinstance(name, int):
            whose.append(str(name))  # the key of a note or a figure, which has no name
        elif own:
            whose.append(own)
            parts.clear()
        elif isinstance(name, int):
            parts.append(str(name + 1))
        elif name in _words()["fields"]:
            counted = name == "number" and path[0] in ("facts", "examples", "axes")
            parts.append(word("fields", "count" if counted else name, lang))
        else:
            parts.append(str(name))
    if len(whose) > 1 and path[0] in ("plans", "options", "parties"):
        whose = whose[1:]  # プランA needs no プラン before it
    return " / ".join(whose), " / ".join(parts)


def _own_name(entry: Any, lang: str) -> str:
    if not isinstance(entry, dict):
        return ""
    text = next((entry[name] for name in FIRST_NAMES if isinstance(entry.get(name), dict)), None)
    said = "" if text is None else str(text.get(lang) or next(iter(text.values()), "") or "")
    return BRACES.sub("…", said)
