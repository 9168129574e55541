"""Looks at every page in every state: whether all that it says shows, in its place, and nothing beside it."""

from __future__ import annotations

import datetime
import difflib
import functools
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from chirashi.base.problems import Problem
from chirashi.proof.files.web import html
from chirashi.proof.seen import codes
from chirashi.proof.seen.findings import Sighted, bare
from chirashi.proof.seen.states import DESKTOP, State, declared, states

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Error, Page

TALL = 4000  # pixels of the window at first; a page is looked at whole, in a window as high as it is
# Lets the clock of a page stand still at a moment, or at the one that its address names.
CLOCK = """{
    const Real = Date, at = Number(new URLSearchParams(location.search).get("at") ?? NOW);
    Date = class extends Real {
        constructor(...said) { super(...(said.length ? said : [at])); }
        static now() { return at; }
    };
}"""
# Lets the page be as before or after the deadline, and gives its height; 0 where it cannot be after it.
STATE = """(offer) => {
    const root = document.documentElement;
    if (root.dataset.offer) root.dataset.offer = offer;
    return offer === "open" || root.dataset.offer ? root.scrollHeight : 0;
}"""
# Once the scripts of a page have written what they write, at the latest after five seconds.
SETTLED = """async () => {
    while (document.querySelector("form.chooser:not(.ready)") && performance.now() < 5000)
        await new Promise((resolve) => setTimeout(resolve, 5));
}"""
DIRECTION = re.compile(rb"<html[^>]*\bdir=\"?(rtl|ltr)")


class Sight(NamedTuple):
    """One page of the site: its file, its path below the address, the name of its file in messages, its language."""

    file: Path
    path: str
    name: str
    language: str


@functools.cache
def script(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")


def clock(now: datetime.datetime) -> str:
    """A script by which a page's clock stands still, before any other script runs."""
    return CLOCK.replace("NOW", str(milliseconds(now)))


def milliseconds(moment: datetime.datetime) -> int:
    return int(moment.timestamp() * 1000)


def look(
    browser: Browser,
    address: str,
    sights: list[Sight],
    now: datetime.datetime,
    addresses: frozenset[str],
    struck: str = "",
) -> Iterator[Problem]:
    """What a reader's eye does not find as it must be, page by page.

    `now` is a moment before the offer closes, `addresses` what QR codes may say, `struck` what staff have struck out.
    """
    seen = {one.path: Sighted(one.name, html.read_page(one.file.read_bytes()).blocks, struck) for one in sights}
    texts: dict[str, str] = {}
    for scripts in (False, True):
        context = browser.new_context(
            viewport={"width": DESKTOP, "height": TALL}, java_script_enabled=scripts, service_workers="block",
            reduced_motion="reduce",
        )  # fmt: skip
        context.add_init_script(clock(now))
        page = context.new_page()
        wrong: list[str] = []
        page.on("pageerror", functools.partial(_noted, wrong))
        for sight in sights:
            page.goto(address + sight.path)
            if scripts:
                page.evaluate(SETTLED)
            _page(page, sight, seen[sight.path], scripts, texts, addresses)
            for error in wrong:
                yield Problem(sight.name, 0, "seen-script", {"said": error})
            wrong.clear()
        context.close()
    for one in seen.values():
        yield from one.problems()


def _noted(wrong: list[str], error: Error) -> None:
    wrong.append(str(error))


def _page(
    page: Page, sight: Sight, found: Sighted, scripts: bool, said: dict[str, str], addresses: frozenset[str]
) -> None:
    direction = DIRECTION.search(sight.file.read_bytes()[:400])
    texts: list[tuple[str, bool]] = []
    told = declared()
    for state in states(scripts):
        page.emulate_media(media=state.media, color_scheme=state.scheme)
        page.set_viewport_size({"width": state.width, "height": TALL})
        tall = int(page.evaluate(STATE, "open" if state.open else "closed"))
        if not tall:
            continue
        if tall > TALL:
            page.set_viewport_size({"width": state.width, "height": min(tall + 10, 16000)})
        seen: dict[str, Any] = page.evaluate(
            script("sight.js"), told.of(state, direction[1].decode() if direction else "ltr")
        )
        texts = texts or seen["texts"]
        for kind, text, spot, more in seen["found"]:
            if kind == "struck" and bare(text) in found.struck:
                continue
            found.add(kind, text, spot, state, drawn=more)
        for spot, payload in codes.seen(page) if state.media == "screen" and state.open else ():
            if payload not in addresses:
                found.add("code", payload, spot, state)
    _says(found, texts, scripts, said, sight.path)


def _says(found: Sighted, texts: list[tuple[str, bool]], scripts: bool, said: dict[str, str], path: str) -> None:
    """What the page says as it stands against its file, and with scripts against what it says without."""
    state = State(DESKTOP, scripts=scripts)
    own = bare("".join(text for text, by_script in texts if not by_script))
    if scripts:
        _differ(found, said[path], own, state)
        return
    said[path] = own
    blocks = (block.text for block in found.blocks if block.how == "text" and block.tag != "title")
    _differ(found, bare("".join(blocks)), bare("".join(text for text, _ in texts)), state)


def _differ(found: Sighted, before: str, after: str, state: State) -> None:
    if before == after:
        return
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for how, a, b, c, d in matcher.get_opcodes():
        if how in ("replace", "delete"):
            found.add("gone", before[max(0, a - 8) : b + 8], "", state)
        if how in ("replace", "insert"):
            found.add("foreign", after[max(0, c - 8) : d + 8], "", state)
