"""A page of the brochure paragraph by paragraph: what stands in its file, and the file again with other words in it.

A file is its front matter, an entry a line, and runs of lines between blank ones. Each is a paragraph with a key:
`title` of the front matter, or its heading's name and its number below it, `figures.0`, as the record of
translations counts them. A heading is shown without its signs and its name, which stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from chirashi.content.yaml_files.line_joining import join_lines
from chirashi.editing.in_place.writing import scalar

HEADING = re.compile(r"(?P<signs>#{1,6})\s+(?P<said>.*?)\s*(?P<id>\{#(?P<name>[\w-]+)\})?\s*")
FRONT = ("title", "menu", "description")


@dataclass(frozen=True)
class Paragraph:
    """A run of lines of a file; `text` is what is shown of `lines`, which begin and end at offsets of the file."""

    key: str
    text: str
    start: int
    end: int
    line: int
    level: int = 0  # of a heading
    before: str = ""  # the signs of a heading
    after: str = ""  # its name
    front: bool = False

    @property
    def lines(self) -> int:
        return self.text.count("\n") + 1


def split(text: str) -> list[Paragraph]:
    """The paragraphs of a file in their order."""
    lines = text.splitlines(keepends=True)
    paragraphs: list[Paragraph] = []
    offset, first = 0, 0
    if lines and lines[0].strip() == "---":
        close = next((i for i, line in enumerate(lines[1:], 1) if line.strip() == "---"), 0)
        offset = len(lines[0])
        for number, line in enumerate(lines[1:close], 2):
            name, colon, said = line.partition(":")
            start = offset + len(name) + len(colon)
            if name in FRONT:
                paragraphs.append(
                    Paragraph(name, _unquoted(said.strip()), start, offset + len(line.rstrip()), number, front=True)
                )
            offset += len(line)
        offset, first = sum(map(len, lines[: close + 1])), close + 1
    section, count, run = "top", 0, list[tuple[int, int, str]]()
    for number, line in [*enumerate(lines[first:], first + 1), (len(lines) + 1, "")]:
        if line.strip():
            run.append((number, offset, line))
        elif run:
            body = "".join(line for _, _, line in run)
            heading = HEADING.fullmatch(run[0][2].rstrip("\r\n"))
            if heading and heading["name"]:
                section, count = heading["name"], 0
            paragraph = Paragraph(
                f"{section}.{count}", body.rstrip("\r\n"), run[0][1], run[0][1] + len(body.rstrip("\r\n")), run[0][0]
            )
            paragraphs.append(_heading(paragraph, heading) if heading and len(run) == 1 else paragraph)
            count, run = count + 1, []
        offset += len(line)
    return paragraphs


def _heading(paragraph: Paragraph, match: re.Match[str]) -> Paragraph:
    name = f" {match['id']}" if match["id"] else ""
    return replace(paragraph, text=match["said"], level=len(match["signs"]), before=f"{match['signs']} ", after=name)


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    if len(text) > 1 and text[0] == text[-1] == "'":
        return text[1:-1].replace("''", "'")
    return text


def rewritten(text: str, changes: Mapping[str, str]) -> str:
    """The file with other words in the paragraphs that `changes` names by their keys; an empty one goes.

    What is typed with a blank line in it makes several paragraphs. A title and a heading are one line whatever was
    typed, for their file has no more; within a Japanese one the line end is no space.
    """
    newline = "\r\n" if "\r\n" in text else "\n"
    for paragraph in reversed(split(text)):
        if paragraph.key not in changes:
            continue
        said = changes[paragraph.key].replace("\r\n", "\n").strip("\n")
        start, end = paragraph.start, paragraph.end
        if paragraph.front:
            written = " " + scalar(join_lines(said))
        elif paragraph.level:
            written = f"{paragraph.before}{' '.join(join_lines(said).split())}{paragraph.after}" if said.strip() else ""
        else:
            written = said
        if not written.strip():
            end += len(re.match(r"(?:[ \t]*\r?\n)*", text[end:])[0])  # type: ignore[index]  # matches nothing at least
        text = text[:start] + written.replace("\n", newline) + text[end:]
    return text


@dataclass(frozen=True)
class Pair:
    """One paragraph in each language; None where a language has none of that key."""

    key: str
    said: Mapping[str, Paragraph | None]

    @property
    def first(self) -> Paragraph:
        return next(one for one in self.said.values() if one is not None)


def pairs(texts: Mapping[str, str]) -> Iterator[Pair]:
    """The paragraphs of a page side by side, in the first language's order; what that lacks follows its neighbour."""
    split_ = {language: {one.key: one for one in split(text)} for language, text in texts.items()}
    keys: list[str] = []
    for paragraphs in split_.values():
        after = 0
        for key in paragraphs:
            if key in keys:
                after = keys.index(key) + 1
            else:
                keys.insert(after, key)
                after += 1
    for key in keys:
        yield Pair(key, {language: found.get(key) for language, found in split_.items()})
