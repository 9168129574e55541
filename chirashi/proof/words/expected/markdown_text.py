"""A page's Markdown as the texts that it says; within a paragraph it is read as CommonMark, where the press is not.

Only words count here, in their order: markup and addresses are left out. What a placeholder puts in stands in the
text; where a part of the theme is shown, its name stands between the texts. Notes stand at the end, numbered in the
order in which they are written.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from markdown_it import MarkdownIt
from markdown_it.token import Token

from chirashi.proof.data import yaml_events
from chirashi.proof.words.expected import markdown_lines

ASKED = re.compile(
    r"\{\{\s*+(?P<asked>(?:(?!\{\{).)*?)\s*\}\}|\{%-?\s*include\s+[\"'](?P<part>[^\"']+)[\"']\s*-?%\}", re.DOTALL
)
SHOW = re.compile(r"show\((?P<arguments>.*)\)\s*$", re.DOTALL)
ARGUMENT = re.compile(r"[\"']([^\"']*)[\"']")
_BRACES = r"\{:?[ \t]*(?:[#.][\w-]+|[\w-]+=(?:\"[^\"]*\"|'[^']*'|[^\s{}]+))[^{}\n]*\}"
# Attributes stand right behind an element, on a line of their own, or at the end of what heads something.
ATTRIBUTES = re.compile(rf"(?<=[)\]*_`>~]){_BRACES}|^[ \t]*{_BRACES}[ \t]*$", re.MULTILINE)
OF_PICTURE = re.compile(rf"(!\[[^\]\n]*\]\([^)\n]*\)){_BRACES}")  # which a picture does not take
AT_THE_END = re.compile(rf"[ \t]+{_BRACES}[ \t]*$")
MARK = re.compile("\ue100(\\d+)\ue101")
CALL = re.compile(r"\[\^([^\]\n]+)\]")
COMMENT = re.compile(r"<!--(?:(?!<!--).)*?-->", re.DOTALL)
BOLD = re.compile(r"(?<![A-Za-z0-9_])__([^\s_](?:[^_\n]*[^\s_])?)__(?![A-Za-z0-9_])")
STRUCK = re.compile(r"~~(?=\S)(.+?)(?<=\S)~~")
ELEMENT = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")
HEARD = re.compile(r"\b(?:title|aria-label)=(?:\"([^\"]*)\"|'([^']*)')")
FILE = re.compile(r"[^\"/#?:]+\.pdf")
ESCAPED = frozenset("\\`*_{}[]()>#+-.!|")  # signs that a \\ before them takes their meaning from
STARS = re.compile(r"\*+")
LITERAL = "\ue107"  # in the place of a star that is one
READING = re.compile(r"</?(?P<tag>rt|rp)\b", re.IGNORECASE)  # which stands above the characters
DEEPEST = 8  # parts within parts
_ELEMENTS = """
a abbr b blockquote br caption code col colgroup dd del details div dl dt em figcaption figure h2 h3 h4 h5 h6 hr i ins
kbd li mark ol p pre q rb rp rt ruby s section small span strong sub summary sup table tbody td tfoot th thead tr u ul
wbr
"""
ELEMENTS = frozenset(_ELEMENTS.split())  # of HTML, that a page's text may hold
NOTE_SIGN = re.compile("\ue102(\\d+)\ue103")  # where a note of this number is called
NOTE_BACK = "\ue105"  # where it leads back to that
FILE_SIZE = "\ue106"  # behind a link to a file, whose size the press writes there


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
    heard: list[tuple[str, int]] = field(default_factory=list)  # what pictures show in words, titles; and their lines

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
    entries = yaml_events.parsed(front).under if front else {}
    reader = _Texts(body, path.parent)
    texts = list(reader.read())
    return Page(
        f"{language}/{name}.md",
        {key: (entry.text or "").strip() for key, entry in entries.items()},
        [Paragraph(tuple(_pieces(text_, held)), line + before + 1) for text_, line in texts if text_.strip()],
        [("".join(map(str, _pieces(said, held))), line + before + 1) for said, line in reader.heard],
    )


def _parts(body: str, folder: Path, depth: int) -> str:
    """A text with the parts that it includes; they are numbered by their own lines no more."""

    def put(match: re.Match[str]) -> str:
        path = folder / (match["part"] or "")
        if not match["part"] or depth > DEEPEST or not path.is_file():
            return match.group()
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
    return MarkdownIt("commonmark", {"html": True}).enable("strikethrough").disable("text_join")


class _Texts:
    """The texts of one page, block by block, each with its line from 0; `heard` are those of attributes."""

    def __init__(self, body: str, beside: Path) -> None:
        self.body, self.beside = body, beside
        self.heard: list[tuple[str, int]] = []
        self.calls: Counter[str] = Counter()  # of each note
        self.targets: dict[str, object] = {}

    def read(self) -> Iterator[tuple[str, int]]:
        blocks = markdown_lines.paragraphs(COMMENT.sub(lambda found: "\n" * found.group().count("\n"), self.body))
        _parser().parse("\n\n".join(b.text for b in blocks if markdown_lines.TARGET.match(b.text)), self.targets)
        notes = [*dict.fromkeys(block.note for block in blocks if block.note)]
        for block in blocks:
            if not block.note:
                yield self._text(block, notes), block.line
        for name in notes:
            own = [block for block in blocks if block.note == name]
            yield from ((self._text(block, notes), block.line) for block in own)
            yield NOTE_BACK * self.calls[name], own[-1].line

    def _text(self, block: markdown_lines.Paragraph, notes: list[str]) -> str:
        if block.as_it_is:
            return block.text
        if markdown_lines.TARGET.match(block.text):
            return ""
        text = OF_PICTURE.sub(r"\1", block.text)
        for braces in (ATTRIBUTES, AT_THE_END) if block.heads else (ATTRIBUTES,):
            text = braces.sub(lambda found: self._attributes(found, block.line), text)
        text = STRUCK.sub(r"\1", BOLD.sub(r"**\1**", text))
        text = CALL.sub(lambda call: self._called(call[1], notes) if call[1] in notes else call.group(), text)
        return self._inline(_parser().parseInline(text, self.targets)[0].children or [], block.line)

    def _called(self, name: str, notes: list[str]) -> str:
        self.calls[name] += 1
        return f"\ue102{notes.index(name) + 1}\ue103"

    def _attributes(self, match: re.Match[str], line: int) -> str:
        self.heard += ((one or other, line) for one, other in HEARD.findall(match.group()))
        return ""

    def _inline(self, tokens: list[Token], line: int) -> str:
        said: list[str] = []
        links: list[tuple[str, int]] = []
        alone = [token.type for token in tokens if token.type != "text" or token.content.strip()] == ["image"]
        for token in self._without_readings(tokens, line):
            match token.type:
                case "text":
                    in_address = links and links[-1][0] == token.content  # <mailto:…>
                    said.append(token.content.removeprefix("mailto:") if in_address else token.content)
                case "text_special":
                    escapes = token.info != "escape" or token.content in ESCAPED
                    said.append((token.content if escapes else token.markup).replace("*", LITERAL))
                case "code_inline":
                    said.append(token.content.replace("*", LITERAL))
                case "softbreak" | "hardbreak":
                    said.append("\n")
                case "html_inline":
                    said.append("" if self._is_element(token.content) else token.content)
                    self.heard += ((one or other, line) for one, other in HEARD.findall(token.content))
                case "image":
                    self.heard.append((token.content, line))
                    said.append(str(token.attrGet("title") or "") if alone else "")
                case "link_open":
                    self.heard += [(str(token.attrGet("title")), line)] if token.attrGet("title") else []
                    links.append((str(token.attrGet("href") or ""), len(said)))
                case "link_close":
                    file, begins = links.pop()
                    if FILE.fullmatch(file) and "PDF" not in "".join(said[begins:]) and self._is_beside(file):
                        said.append(FILE_SIZE)
        return _unstarred("".join(said)).replace(LITERAL, "*")

    def _without_readings(self, tokens: list[Token], line: int) -> Iterator[Token]:
        """All but what stands above characters, which is heard in their place."""
        reading = ""  # the element, while it is open
        for token in tokens:
            if token.type == "html_inline" and (tag := READING.match(token.content)):
                reading = "" if token.content.startswith("</") else tag["tag"].lower()
            elif not reading:
                yield token
            elif reading == "rt" and token.content.strip():
                self.heard.append((token.content, line))

    def _is_beside(self, file: str) -> bool:
        return (self.beside / unquote(file)).is_file()

    def _is_element(self, tag: str) -> bool:
        """Whether it is one of HTML, and not プラン<A>: one letter is an element where it is closed."""
        match = ELEMENT.match(tag)
        name = match[1].lower() if match else ""
        return name in ELEMENTS and (len(name) > 1 or f"</{name}>" in self.body.lower())


def _unstarred(text: str) -> str:
    """A text without the pairs of stars that CommonMark leaves beside ideographs, where Python-Markdown does not."""
    opened: list[re.Match[str]] = []
    meant: set[int] = set()
    for run in STARS.finditer(text):
        begins, ends = text[run.end() : run.end() + 1].strip(), text[max(run.start() - 1, 0) : run.start()].strip()
        if ends and (pair := next((one for one in reversed(opened) if one.group() == run.group()), None)):
            meant |= {*range(*pair.span()), *range(*run.span())}
            opened = opened[: opened.index(pair)]
        elif begins:
            opened.append(run)
    return "".join(sign for i, sign in enumerate(text) if i not in meant) if meant else text


def shows(page: Page, part: str) -> bool:
    """Whether a part stands on a page: the plan to choose, a table."""
    pieces = (piece for paragraph in page.paragraphs for piece in paragraph.pieces)
    return any(isinstance(piece, Shown) and piece.name == part for piece in pieces)
