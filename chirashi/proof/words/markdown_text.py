"""A page's Markdown as the texts that it says: read by rules (CommonMark), where the press has another parser.

Only words count here, in their order: markup, addresses and attributes are left out. What a placeholder puts in
stands in the text; where a part of the theme is shown, its name stands between the texts.
"""

from __future__ import annotations

import functools
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from chirashi.proof.data import yaml_events

ASKED = re.compile(
    r"\{\{\s*+(?P<asked>(?:(?!\{\{).)*?)\s*\}\}|\{%-?\s*include\s+[\"'](?P<part>[^\"']+)[\"']\s*-?%\}", re.DOTALL
)
SHOW = re.compile(r"show\((?P<arguments>.*)\)\s*$", re.DOTALL)
ARGUMENT = re.compile(r"[\"']([^\"']*)[\"']")
ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+))[^{}\n]*\}")
MARK = re.compile("\ue100(\\d+)\ue101")
TAG = re.compile(r"<!--(?:(?!<!--).)*?-->|</?[A-Za-z][^<>]*>", re.DOTALL)
DEEPEST = 8  # parts within parts
# What the press sets with words of its own beside it, which these rules do not know yet: pictures with captions,
# footnotes, tasks, notices, what is struck out, links to files with their sizes.
BEYOND = re.compile(
    r"!\[|\[\^|~~|^\s*[-*+]\s+[\[［].[\]］]|^[ \u3000]{0,3}>|^\s*```|\]\([^)\s/#:]+\.(?!md\b)[a-z]+\)", re.MULTILINE
)
CAPTION = re.compile(r"\s*(?:表|Table)\s*[:：]\s*(?=\S)")  # a paragraph before a table, which heads it


class Shown(NamedTuple):
    """A part of the theme that the text shows at this place."""

    name: str
    arguments: tuple[str, ...]


class Paragraph(NamedTuple):
    """The text of a block, with its placeholders as they are asked, and the line it begins on."""

    pieces: tuple[str | Shown, ...]
    line: int


@dataclass(frozen=True)
class Page:
    """One page of an edition in one language: `front` has its title, the name in the menu and its description."""

    file: str  # ja/notes.md
    front: dict[str, str]
    paragraphs: list[Paragraph]
    is_beyond: bool = False  # it holds what these rules do not know

    @property
    def shown(self) -> set[str]:
        """The names of the parts of the theme that it shows."""
        return {piece.name for one in self.paragraphs for piece in one.pieces if isinstance(piece, Shown)}


def read(edition: Path, language: str, name: str) -> Page | None:
    """A page with its parts; None where there is none. Kept until one of its files changes."""
    folder = edition / language
    path = folder / f"{name}.md"
    if not path.is_file():
        return None
    return _read(path, name, tuple(part.stat().st_mtime_ns for part in (path, *folder.glob("parts/*.md"))))


@functools.lru_cache(maxsize=1024)
def _read(path: Path, name: str, _changed: tuple[int, ...]) -> Page:
    language = path.parent.name
    text = path.read_text("utf-8-sig", errors="replace").replace("\r\n", "\n")
    front, body, before = "", text, 0
    if text.startswith("---\n") and (end := text.find("\n---", 3)) >= 0:
        front, body = text[4 : end + 1], text[end + 4 :]
        before = text.count("\n", 0, end + 4)
    held: list[str] = []
    body = _parts(body, path.parent, 0)
    body = ASKED.sub(lambda asked: _hold(held, asked["asked"] or ""), body)
    body = ATTRIBUTES.sub("", body)
    entries = yaml_events.parsed(front).under if front else {}
    return Page(
        f"{language}/{name}.md",
        {key: (entry.text or "").strip() for key, entry in entries.items()},
        [
            Paragraph(tuple(_pieces(text_, held)), line + before + 1)
            for text_, line in _blocks(_parser().parse(body))
            if text_.strip()
        ],
        BEYOND.search(body) is not None,
    )


def _parts(body: str, folder: Path, depth: int) -> str:
    """A text with the parts that it includes; they are numbered by their own lines no more."""

    def put(asked: re.Match[str]) -> str:
        path = folder / (asked["part"] or "")
        if not asked["part"] or depth > DEEPEST or not path.is_file():
            return asked.group()
        return _parts(path.read_text("utf-8-sig", errors="replace"), folder, depth + 1)

    return ASKED.sub(put, body)


def _hold(held: list[str], asked: str) -> str:
    held.append(asked)
    return f"\ue100{len(held) - 1}\ue101"


def _pieces(text: str, held: list[str]) -> Iterator[str | Shown]:
    """The text between the parts that it shows; figures are asked for again in it."""
    said = ""
    for i, part in enumerate(MARK.split(text)):
        if i % 2 == 0:
            said += part
        elif show := SHOW.match(held[int(part)]):
            if said.strip():
                yield said
            said = ""
            name, *arguments = ARGUMENT.findall(show["arguments"]) or [""]
            yield Shown(name, tuple(arguments))
        else:
            said += f"{{{{ {held[int(part)]} }}}}"
    if said.strip():
        yield said


@functools.cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark", {"html": True}).enable("table").use(deflist_plugin).use(footnote_plugin)


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, int]]:
    line = 0
    for i, token in enumerate(tokens):
        line = token.map[0] if token.map else line
        match token.type:
            case "inline":
                text = _inline(token.children or [])
                heads = [after.type for after in tokens[i + 1 : i + 3]] == ["paragraph_close", "table_open"]
                yield CAPTION.sub("", text, count=1) if heads else text, line
            case "fence" | "code_block":
                yield token.content, line
            case "html_block":
                yield html.unescape(TAG.sub(" ", token.content)), line


def _inline(tokens: list[Token]) -> str:
    said = []
    for token in tokens:
        match token.type:
            case "text" | "code_inline":
                said.append(token.content.replace("**", ""))  # which CommonMark leaves beside ideographs
            case "softbreak" | "hardbreak":
                said.append("\n")
            case "footnote_ref":
                said.append(f" {token.meta['id'] + 1} ")
            case "image":
                said.append("")
    return "".join(said)
