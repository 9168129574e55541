"""The texts of an edition, wherever they stand, with their places: what checks of words and placeholders walk."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from chirashi.base.problems import Problem
from chirashi.content.edition import Edition, Page, read_part
from chirashi.content.model import Text
from chirashi.content.pages.placeholders import Placeholder, included, placeholders
from chirashi.content.values import shorten
from chirashi.content.yaml_files.yaml_reader import Loc

KEPT = 4096  # texts of which is kept what was read in them: of a dozen editions


@dataclass(frozen=True)
class Source:
    """A piece of text in one language that begins at `line` of `file`; `part` names the page part it is."""

    file: str
    line: int
    language: str
    text: str
    part: str = "body"  # body, title, menu, description, include, data


def data_texts(edition: Edition) -> Iterator[tuple[Loc, Text]]:
    """Every text of the data with its path, those in the cells of tables included."""
    if edition.whole:
        yield from _walk(edition.data, ())
    for grid in edition.grids.values():
        for cell in grid.cells.values():
            if cell.text is not None and cell.start and cell.loc:
                yield cell.loc, cell.text
            if cell.note is not None and cell.start:
                yield (*cell.loc, "note"), cell.note


def _walk(value: Any, loc: Loc) -> Iterator[tuple[Loc, Text]]:
    if isinstance(value, Text):
        yield loc, value
    elif isinstance(value, BaseModel):
        for name in type(value).model_fields:
            yield from _walk(getattr(value, name), (*loc, name))
    elif isinstance(value, dict):
        for name, item in value.items():
            yield from _walk(item, (*loc, name))
    elif isinstance(value, list):
        for i, item in enumerate(value):
            yield from _walk(item, (*loc, i))


TAG = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\}")


def line_at(text: str, number: int) -> str:
    """A line of a text by its number from 1, as Jinja counts lines."""
    return re.split("\r\n|\r|\n", text)[number - 1]


def tag_of(source: Source, placeholder: Placeholder) -> str:
    """A placeholder as it was written, as near as its line tells."""
    line = line_at(source.text, placeholder.line)
    tags = TAG.findall(line)
    same = [tag for tag in tags if any(_same(one, placeholder) for one in placeholders(tag))]
    return shorten(" ".join(same or tags) or line.strip())


UNCLOSED = re.compile(r"\{[{%](?:(?![}%]\}|\{\{).)*(?=\{\{|$)")


def unread(source: Source, placeholder: Placeholder) -> str:
    """What stands where a placeholder cannot be read: from its open braces on, else the whole line."""
    line = line_at(source.text, placeholder.line).strip()
    unclosed = UNCLOSED.search(line)
    return shorten(unclosed.group().strip() if unclosed else line)


def _same(placeholder: Placeholder, other: Placeholder) -> bool:
    return (placeholder.kind, placeholder.key, placeholder.filters) == (other.kind, other.key, other.filters)


PART = re.compile(r"parts/[^/\\]+\.md")


def part(folder: Path, name: str) -> Path | None:
    """The part that an include names, of a language's folder; None where it is none or leads outside."""
    return included(folder, name) if PART.fullmatch(name) else None


@functools.lru_cache(maxsize=1)
def data_sources(edition: Edition) -> tuple[Source, ...]:
    """The texts of the data; kept for the one edition that is being checked, since many checks ask."""

    def source(loc: Loc, text: str) -> Source:
        first = edition.doc.line(loc) + (loc in edition.doc.blocks)
        return Source(edition.doc.file, first, str(loc[-1]), text, "data")

    return tuple(source((*loc, lang), said) for loc, text in data_texts(edition) for lang, said in text.items())


def page_sources(edition: Edition, page: Page) -> tuple[Source, ...]:
    """A page's texts: its front matter, its body and the parts it includes, each once."""
    return _by_page(edition)[page.language, page.name]


@functools.lru_cache(maxsize=1)
def _by_page(edition: Edition) -> dict[tuple[str, str], tuple[Source, ...]]:
    return {(page.language, page.name): tuple(_of_page(edition, page)) for page in all_pages(edition)}


def _of_page(edition: Edition, page: Page) -> Iterator[Source]:
    for name in ("title", "menu", "description"):
        yield Source(page.file, page.lines.get(name, 1), page.language, getattr(page, name), name)
    yield Source(page.file, page.body_line, page.language, page.body)
    folder = edition.folder / page.language
    waiting, seen = [page.body], set()
    while waiting:
        for asked in placeholders(waiting.pop()):
            path = part(folder, asked.key) if asked.kind == "include" else None
            if path and path not in seen:
                seen.add(path)
                text = read_part(path)[0]
                file = page.file.rpartition("/")[0] + "/" + asked.key
                yield Source(file, 1, page.language, text, "include")
                waiting.append(text)


def all_pages(edition: Edition) -> Iterator[Page]:
    for pages in edition.pages.values():
        yield from pages.values()


def all_page_sources(edition: Edition) -> Iterator[Source]:
    for sources in _by_page(edition).values():
        yield from sources


def all_sources(edition: Edition) -> Iterator[Source]:
    yield from data_sources(edition)
    yield from all_page_sources(edition)


def of_each(
    texts: Callable[[Edition], Iterable[Source]],
) -> Callable[[Callable[[Source], Iterator[Problem]]], Callable[[Edition], Iterator[Problem]]]:
    """Makes a check of an edition of one that asks of each text alone.

    What it says of a text is kept: `serve` asks again at every save, when one text has changed.
    """

    def check_of(one: Callable[[Source], Iterator[Problem]]) -> Callable[[Edition], Iterator[Problem]]:
        @functools.lru_cache(maxsize=KEPT)
        def said(source: Source) -> tuple[Problem, ...]:
            return tuple(one(source))

        @functools.wraps(one)
        def check(edition: Edition) -> Iterator[Problem]:
            for source in texts(edition):
                yield from said(source)

        return check

    return check_of
