"""Uses the pages as a member does, language by language, and tells what they do otherwise than the data says."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from chirashi.base.problems import Problem
from chirashi.proof.behaviour import asking, choosing, closing, offline, searching
from chirashi.proof.behaviour.answers import Answers, Choice
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.web import html
from chirashi.proof.seen.pages import Sight, clock
from chirashi.proof.words.expected.wording import wording_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDE = {"width": 1280, "height": 900}
READY = ".chooser.ready"
# Whether something is there, at the latest after five seconds.
WAIT = """async (wanted) => {
    while (!document.querySelector(wanted) && performance.now() < 5000)
        await new Promise((resolve) => setTimeout(resolve, 5));
    return document.querySelector(wanted) !== null;
}"""


class Share(NamedTuple):
    """One of so many shares of the work."""

    number: int = 0
    of: int = 1


WHOLE = Share()


def use(
    browser: Browser, address: str, site: Path, book: Book, below: str, sights: list[Sight], share: Share = WHOLE
) -> Iterator[Problem]:
    """What the pages of one edition do wrongly. `sights` are its pages, `below` its path within the site.

    Of a work that is shared out, one share is a part of the languages, and the first or the last what is of all.
    """
    texts = {sight.path: sight.file.read_text("utf-8") for sight in sights}
    shut = closing.closing(book)
    now = shut - closing.SECOND if shut else datetime.datetime(2000, 1, 1, 12, tzinfo=closing.JAPAN)
    for language in book.languages[share.number :: share.of]:
        wording = wording_of(book, language)
        own = [sight for sight in sights if sight.language == language]
        if wording is None or not own:
            continue
        context = browser.new_context(viewport=WIDE, service_workers="block", reduced_motion="reduce")  # type: ignore[arg-type]
        context.add_init_script(clock(now))
        page = context.new_page()
        yield from _choices(page, address, Answers(wording), own, texts)
        yield from _search(page, address, book, language, own, texts)
        context.close()
    if shut and share.number == 0:
        yield from closing.prove(browser, address, book, shut, sights)
    if not below and share.number == share.of - 1:
        yield from offline.prove(browser, site, sights)


def _choices(page: Page, address: str, answers: Answers, own: list[Sight], texts: dict[str, str]) -> Iterator[Problem]:
    """The chooser of every page that has one, and what its choices become on other pages."""
    asked: choosing.Questions | None = None
    for sight in own:
        if '<form class="chooser"' not in texts[sight.path]:
            continue
        page.goto(address + sight.path)
        if not page.evaluate(WAIT, READY):
            yield Problem(sight.name, 0, "does-nothing")
            continue
        found = choosing.Found()
        yield from choosing.prove(page, answers, sight.name, found)
        asked = found.questions or asked
        if found.questions:
            yield from _copied(page, address, answers, sight, found.choices)
    if asked is None:
        return
    every = list(answers.choices(asked.asks, [key for key, _ in asked.tables]))
    for sight in own:
        if '<main class="fax ' in texts[sight.path]:
            page.goto(address + sight.path)
            yield from asking.form(page, answers, sight.name, asking.spread(every))
        elif '<div class="ask" data-tables' in texts[sight.path]:
            page.goto(address + sight.path)
            yield from asking.draft(answers, sight.name, None, page.evaluate(asking.CHOSEN)["mail"])
            for choice in choosing.sample(every):
                page.goto(f"{address}{sight.path}?{choice.number}#{asking.hash_of(choice, answers.counted)}")
                page.evaluate(WAIT, "[data-out=chosen]:not(:empty)")
                yield from asking.page_of_request(page, answers, sight.name, choice)


def _copied(page: Page, address: str, answers: Answers, sight: Sight, choices: list[Choice]) -> Iterator[Problem]:
    """An address with a choice in it, opened by somebody else."""
    for choice in choosing.sample(choices):
        page.goto(f"{address}{sight.path}?{choice.number}#{asking.hash_of(choice, answers.counted)}")
        page.evaluate(WAIT, READY)
        yield from choosing.opened(page, answers, sight.name, choice)


def _search(
    page: Page, address: str, book: Book, language: str, own: list[Sight], texts: dict[str, str]
) -> Iterator[Problem]:
    first = next((sight for sight in own if 'id="search-open"' in texts[sight.path]), None)
    if first is None:
        return
    pages = {s.path: html.read_page(s.file.read_bytes()) for s in own if 'id="search-open"' in texts[s.path]}
    page.goto(address + first.path)
    yield from searching.prove(page, searching.queries(book, language, pages), pages, first.name)
