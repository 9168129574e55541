"""The page to which the second code of the present paper leads: it must lead on to the plan to choose."""

from __future__ import annotations

import re

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position
from chirashi.proof.words.expected import markdown_text

REFRESH = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')


def is_own_page(book: Book, surface: Surface) -> bool:
    return surface.name == f"{book.data.said('edition')}/index.html"


def prove_leads_on(book: Book, surface: Surface, content: bytes, findings: Findings) -> None:
    """The page opens another by itself and has a link to it, which is the one with the plan to choose."""
    if not is_own_page(book, surface):
        return
    name, chooses = opened(book)
    wanted = "../" + ("" if name == "index" else f"{name}/") + ("#choose" if chooses else "")
    links = [link.href for link in [*surface.links, *(link for block in surface.blocks for link in block.links)]]
    found = REFRESH.findall(content.decode("utf-8", "replace"))
    if found != [wanted] or wanted not in links:
        findings.say(Position(surface.file), "proof-own-page", found=", ".join(found), wanted=wanted)


def opened(book: Book) -> tuple[str, bool]:
    """The name of the page with the plan to choose, and whether there is one; else the first page."""
    for name in book.pages:
        page = markdown_text.read(book.folder, book.languages[0], name)
        if page and markdown_text.shows(page, "chooser"):
            return name, True
    return book.pages[0], False
