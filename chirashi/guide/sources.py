"""What the guide is made of: the tasks of the manual, its messages, and the pages for engineers."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from chirashi.base import manual
from chirashi.base.manual import GUIDE, LANGUAGES, Section
from chirashi.base.messages import message, messages


@dataclass(frozen=True)
class Manual:
    """One language of the manual: its title, what comes before its tasks, and each task under its own name.

    A name is made of the English title, `to-change-a-figure`, so that both languages have one address for a page.
    """

    title: str
    opening: str
    tasks: dict[str, Section]
    groups: dict[str, Section]


def manuals() -> dict[str, Manual]:
    """The manual in each language.

    :raises ValueError: where the languages differ in their tasks or groups of messages.
    """
    halves = dict(zip(LANGUAGES, manual.sections(manual.text(GUIDE), 1)[1:], strict=True))
    parts = {language: manual.sections(half.body, 2) for language, half in halves.items()}
    groups = {language: manual.groups(language) for language in LANGUAGES}
    task_names = [_name(task.title) for task in parts["en"][1:]]
    group_names = [_name(group.title) for group in groups["en"]]
    return {
        language: Manual(
            half.title,
            re.sub(r"^\[English\]\(#[\w-]+\)\n", "", parts[language][0].body).strip(),
            dict(zip(task_names, parts[language][1:], strict=True)),
            dict(zip(group_names, groups[language], strict=True)),
        )
        for language, half in halves.items()
    }


def printed(code: str, language: str) -> str:
    """How a message reads when it is printed, with … for what was found; empty for one that is asked, not told."""
    if code not in messages():
        return ""
    said = message(code)
    return re.sub(r"\{[^{}]*\}", "…", " ".join(said[key] for key in (language, f"{language}_mend") if key in said))


def engineers() -> dict[str, Path]:
    """The pages for designers and engineers by their paths below `docs/`, those of one language alone."""
    docs = manual.folder() / "docs"
    return {
        path.relative_to(docs).as_posix(): path for path in sorted(docs.rglob("*.md")) if not path.stem.endswith(".ja")
    }


def _name(title: str) -> str:
    plain = unicodedata.normalize("NFKD", title.split("(")[0]).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
