"""What a language of an edition says, paragraph by paragraph: the heads and bodies of its pages, and their parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from chirashi.base.project import in_project
from chirashi.content.edition import Edition, Page, read_part

HEADING = re.compile(r"^#{1,6}\s+(?P<text>.*?)\s*\{#(?P<id>[\w-]+)\}\s*$")
FRONT = ("title", "menu", "description")


class Paragraph(NamedTuple):
    """A paragraph of a page or a part, or an entry of a page's head."""

    page: str  # ja/premiums, ja/parts/discount
    at: str  # the id of its section, or the name of the entry
    number: int
    heading: str  # as that section is called
    text: str
    file: str
    line: int
    language: str


def of_language(edition: Edition, language: str) -> dict[str, list[Paragraph]]:
    """All pages of a language by their names, those that the data lists first, and its parts as `parts/name`."""
    pages = edition.pages.get(language, {})
    ordered = dict.fromkeys([*(name for name in edition.page_names if name in pages), *pages])
    return {name: of_page(pages[name]) for name in ordered} | {
        f"parts/{path.stem}": list(
            _of_text(f"{language}/parts/{path.stem}", read_part(path)[0], in_project(path), 1, language)
        )
        for path in edition.parts(language)
    }


def of_page(page: Page) -> list[Paragraph]:
    where = f"{page.language}/{page.name}"
    front = [
        Paragraph(where, name, 0, name, said, page.file, page.lines.get(name, 1), page.language)
        for name in FRONT
        if (said := getattr(page, name))
    ]
    return front + list(_of_text(where, page.body, page.file, page.body_line, page.language))


def _of_text(where: str, text: str, file: str, line: int, language: str) -> Iterator[Paragraph]:
    at, heading, count = "top", "", 0
    run: list[str] = []
    for number, said in enumerate([*text.split("\n"), ""], line):
        if match := HEADING.match(said):
            at, heading, count = match["id"], match["text"], 0
        if said.strip():
            run.append(said)
        elif run:
            yield Paragraph(where, at, count, heading, "\n".join(run).strip(), file, number - len(run), language)
            count, run = count + 1, []
