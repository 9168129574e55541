"""Opens browsers of this machine, serves the finished folder to them, and looks and uses, in two shares."""

from __future__ import annotations

import datetime
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chirashi.base import parallel
from chirashi.base.problems import Problem, Trouble
from chirashi.proof.behaviour.closing import JAPAN, SECOND, closing
from chirashi.proof.behaviour.run import Share, use
from chirashi.proof.data.entries import open_book
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.surfaces import of_language
from chirashi.proof.seen import browser, pages, sheets
from chirashi.proof.seen.findings import bare
from chirashi.proof.seen.pages import Sight
from chirashi.proof.seen.serving import served
from chirashi.proof.words.comparison.draft_mark import LABEL
from chirashi.proof.words.expected.wording import wording_of

STRUCK = re.compile(r"~~(.+?)~~")
SHARES = 2  # a browser each: a third would wait for the other two
MATERIAL = re.compile(rb'<meta name="generator" content="(?:mkdocs|properdocs)')
MISSING = "404.html"  # shown at any address, so that it looks for its files from there
HOW = {  # what is told of what is lacking, and where CI must have it
    "playwright": ("seen-playwright", "seen-playwright-required"),
    "browser": ("seen-browser", "seen-browser-required"),
}


@dataclass
class Seen:
    """What came of looking: which browser looked, "" where none is there, and what it found."""

    by: str = ""
    problems: list[Problem] = field(default_factory=list)


def see(
    edition: Path,
    site: Path,
    print_: Path | None = None,
    *,
    below: str = "",
    others: tuple[str, ...] = (),
    shown_as: str = "site",
) -> Seen:
    """Looks at the pages and sheets of one edition, as `prove` names them.

    Without Playwright or a browser nothing is seen, which is a note; where `CI` is set, an error.
    """
    try:
        book = open_book(edition)
    except Trouble as trouble:
        return Seen(problems=list(trouble.problems))
    sights = list(_sights(book, site, below, others, shown_as))
    if any(MATERIAL.search(sight.file.read_bytes()) for sight in sights):
        return Seen(problems=[Problem(shown_as, 0, "seen-material")])
    marks = marks_of(book)
    papers = sorted(print_.rglob("*.pdf")) if print_ else []
    shut = closing(book)
    now = shut - SECOND if shut else datetime.datetime(2000, 1, 1, 12, tzinfo=JAPAN)

    def looked(share: Share) -> Seen:
        with browser.opened() as opened, served(site) as address:
            part = sights[share.number :: share.of]
            found = [*pages.look(opened, address, part, now, _addresses(book), _struck(book))]
            found += use(opened, address, site, book, below, sights, share)
            for path in papers[share.number :: share.of]:
                name = f"print/{path.relative_to(print_).as_posix()}" if print_ else path.name
                found += sheets.look(path, name, marks)
            return Seen(f"{opened.browser_type.name} {opened.version}", found)

    try:
        shares = parallel.each(looked, [Share(number, SHARES) for number in range(SHARES)])
    except browser.NotSeen as lacking:
        code = HOW[str(lacking)][bool(os.environ.get("CI"))]
        return Seen(problems=[Problem(shown_as, 0, code)])
    return Seen(shares[0].by, [problem for share in shares for problem in share.problems])


def _sights(book: Book, site: Path, below: str, others: tuple[str, ...], shown_as: str) -> Iterator[Sight]:
    for path in sorted((site / below).rglob("*.html")):
        name = path.relative_to(site).as_posix()
        if path.name != MISSING and not any(name.startswith(other) for other in others):
            language, _ = of_language(name.removeprefix(below), book.languages)
            yield Sight(path, name.removesuffix("index.html"), f"{shown_as}/{name}", language)


def _struck(book: Book) -> str:
    """What staff have struck out in the Markdown, one after the other."""
    texts = (path.read_text("utf-8") for language in book.languages for path in (book.folder / language).rglob("*.md"))
    return bare("\n".join(said for text in texts for said in STRUCK.findall(text)))


def marks_of(book: Book) -> frozenset[str]:
    """What may lie faintly across a sheet: the mark of a draft, in every language."""
    wordings = (wording_of(book, language) for language in book.languages)
    return frozenset(bare(wording.word(LABEL).text) for wording in wordings if wording) - {""}


def _addresses(book: Book) -> frozenset[str]:
    """What a QR code may say: the addresses of the data."""
    values = {figure.value for figures in book.figures_by_key.values() for figure in figures if figure.kind == "url"}
    return frozenset(value if "://" in value else f"https://{value}" for value in values)
