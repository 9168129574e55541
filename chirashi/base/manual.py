"""The staff's manual: where `README.md` and `MESSAGES.md` of `content/` lie, and what they say of a message.

A project may hold its own; else those that come with the press are read, so that an installed press explains itself.
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass
from html import escape
from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.base.project import PACKAGE, current

GUIDE, MESSAGES = "README.md", "MESSAGES.md"
LANGUAGES = ("ja", "en")  # of the manual, in the order of its halves
FENCE = re.compile(r"^ *(`{3,}|~{3,})")
ENTRY = re.compile(r"^- `([\w-]+)`(?:（(?:注意|お知らせ)）| \((?:warning|note)\))?: (.+)$", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """What stands under one heading, without the heading; the first of a text stands before any and has no title."""

    title: str
    body: str


def folder() -> Path:
    """Where the press's own manual lies: in the package, or in its repository; `content/` and `docs/` are below."""
    inside = PACKAGE / "manual"
    return inside if inside.is_dir() else PACKAGE.parent


def text(name: str) -> str:
    """A file of the manual: the project's own, else that of the press."""
    own = current().content / name
    return (own if own.is_file() else folder() / "content" / name).read_text("utf-8")


def sections(markdown: str, level: int) -> list[Section]:
    """A text parted at its headings of one level; what looks like one in an example is none."""
    found, title, lines, fence = list[Section](), "", list[str](), ""
    mark = "#" * level + " "
    for line in markdown.splitlines():
        if (opened := FENCE.match(line)) and (not fence or line.strip() == fence):
            fence = "" if fence else opened[1]
        if line.startswith(mark) and not fence:
            found.append(Section(title, "\n".join(lines).strip()))
            title, lines = line.removeprefix(mark).strip(), []
        else:
            lines.append(line)
    return [*found, Section(title, "\n".join(lines).strip())]


def groups(language: str) -> list[Section]:
    """The groups of messages in one language, each with its entries as Markdown."""
    halves = dict(zip(LANGUAGES, sections(text(MESSAGES), 2)[1:], strict=True))
    return sections(halves[language].body, 3)[1:]


@functools.cache
def explanations(language: str) -> dict[str, str]:
    """What the manual says of each message, by its code, as Markdown; empty where it cannot be read."""
    try:
        return dict(entry for group in groups(language) for entry in ENTRY.findall(group.body))
    except (OSError, ValueError):  # a project's own copy may be anything; a message is told without it
        return {}


def as_item(problem: Problem, language: str) -> str:
    """A problem as an item of an HTML list: its place, what it says, and what the manual says of it."""
    more = explanations(language).get(problem.code, "").replace("`", "")
    return (
        f"<li><p><code>{escape(problem.place())}</code><br>{escape(problem.text(language))}</p>"
        f"<p><small>[{problem.code}] {escape(more)}</small></p></li>"
    )
