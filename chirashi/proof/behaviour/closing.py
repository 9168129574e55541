"""When an offer closes, by the data, and whether the pages say so then: before, at and after that moment in Japan."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chirashi.base.problems import Problem
from chirashi.proof.behaviour.answers import same
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.seen.pages import Sight, clock, milliseconds
from chirashi.proof.words.expected.wording import wording_of

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

JAPAN = datetime.timezone(datetime.timedelta(hours=9))
ZONES = ("America/Los_Angeles", "Asia/Tokyo", "Pacific/Kiritimati")  # behind Japan, in it, ahead of it
SECOND = datetime.timedelta(seconds=1)


def closing(book: Book) -> datetime.datetime | None:
    """The first moment in Japan at which nobody can apply any more; None where every month has its day."""
    keys = [
        key
        for key in book.figures_by_key
        if key == "dates.deadline" or key.startswith("dates.deadline.") and key.endswith(".closes")
    ]
    moments = [moment for key in keys if (moment := _moment(book, key))]
    return max(moments, default=None)


def _moment(book: Book, key: str) -> datetime.datetime | None:
    said = {figure.kind: figure.value for figure in book.figures_by_key[key]}
    if "date" not in said:
        return None
    day = datetime.datetime.fromisoformat(said["date"]).replace(tzinfo=JAPAN)
    if "time" not in said:
        return day + datetime.timedelta(days=1)
    hour, minute = map(int, said["time"].split(":"))
    return day + datetime.timedelta(hours=hour, minutes=minute + 1)


# Whether the notice shows, and what is said of the days that are left.
NOTICE = """() => {
    const said = (one) => one?.checkVisibility() ? one.textContent : "";
    return [Boolean(said(document.querySelector(".closed"))), said(document.querySelector("[data-days]"))];
}"""
LEFT = (10, 1)  # days before the last on which the days that are left are looked at, too
TOLD = re.compile(r"""<script src="(?:[^"]*/)?([^"/]+)" (data-closes="[^"]*" data-words="[^"]*")""")


def prove(
    browser: Browser, address: str, book: Book, shut: datetime.datetime, sights: list[Sight]
) -> Iterator[Problem]:
    """Pages that tell the wrong days left, or close at another moment.

    Of pages that hand the same to the same script, the first is asked; that its notice shows, is seen on each.
    """
    last = shut - SECOND
    for i, zone in enumerate(ZONES):
        context = browser.new_context(timezone_id=zone, service_workers="block")
        context.add_init_script(clock(last))
        page = context.new_page()
        for days in (*(LEFT if i == 0 else ()), 0, -1):
            now = last - datetime.timedelta(days=days) if days >= 0 else shut
            for sight in alike(sights):
                page.goto(f"{address}{sight.path}?at={milliseconds(now)}", wait_until="domcontentloaded")
                yield from _at(page, sight, book, now, days, zone)
        context.close()


def alike(sights: list[Sight]) -> list[Sight]:
    """The first page of each language, and of each other way in which pages tell their script when it closes."""
    found: dict[tuple[str, str], Sight] = {}
    for sight in sorted(sights, key=lambda sight: len(sight.path)):
        match = TOLD.search(sight.file.read_text("utf-8"))
        found.setdefault((sight.language, " ".join(match.groups()) if match else ""), sight)
    return list(found.values())


def _at(page: Page, sight: Sight, book: Book, now: datetime.datetime, days: int, zone: str) -> Iterator[Problem]:
    """What an open page says wrongly so many days before the last one, or after it."""
    closed, left = page.evaluate(NOTICE)
    found = {"moment": f"{now:%Y-%m-%d %H:%M:%S}", "zone": zone}
    if closed is not (days < 0):
        yield Problem(sight.name, 0, "does-close", found)
    elif left and not same(left, wanted := _left(book, sight.language, days)):
        yield Problem(sight.name, 0, "does-days", found | {"text": left, "wanted": wanted})


def _left(book: Book, language: str, days: int) -> str:
    """What is said of so many days; nothing once the offer is closed."""
    wording = wording_of(book, language)
    if wording is None or days < 0:
        return ""
    name = "zero" if days == 0 else "one" if days == 1 and wording.labels.get("members", "days", "one") else "other"
    return wording.label("members", "days", name, number=str(days)).text
