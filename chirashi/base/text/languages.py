"""The codes of languages: `ja`, `zh-Hant`, `pt-BR`, as HTML, folders and the labels files spell them (BCP 47).

A language, and where it needs them its script and its region: what tells the texts of brochures apart.
"""

from __future__ import annotations

import re

TAG = r"[a-z]{2,3}(?:-[A-Z][a-z]{3})?(?:-(?:[A-Z]{2}|[0-9]{3}))?"
_TAG = re.compile(TAG)


def is_tag(text: object) -> bool:
    return isinstance(text, str) and _TAG.fullmatch(text) is not None


def base_of(tag: str) -> str:
    """The language alone: `zh` of `zh-Hant`."""
    return tag.partition("-")[0]


def nearest_first(tag: str) -> list[str]:
    """The tag and what it is a kind of, the nearest first: `zh-Hant-TW`, `zh-Hant`, `zh`."""
    parts = tag.split("-")
    return ["-".join(parts[:n]) for n in range(len(parts), 0, -1)]
