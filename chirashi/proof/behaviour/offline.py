"""Reads the site without a network after one visit, and after an update."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from chirashi.base.problems import Problem
from chirashi.proof.files.web import html
from chirashi.proof.seen.findings import bare
from chirashi.proof.seen.serving import served

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from chirashi.proof.seen.pages import Sight

WORKER = "sw.js"
# A page's text without readings of characters.
TEXT = """() => {
    const body = document.body.cloneNode(true);
    for (const one of body.querySelectorAll("rt, rp")) one.remove();
    return body.textContent;
}"""
READ = ("h1", "h2", "h3", "p", "li", "th", "td", "dt", "dd")
# What the worker gives for each page.
KEPT = """async (paths) => Promise.all(paths.map(async (path) => {
    const answer = await fetch(`/${path}`).catch(() => null);
    if (!answer?.ok) return "";
    const { body } = new DOMParser().parseFromString(await answer.text(), "text/html");
    for (const one of body.querySelectorAll("rt, rp")) one.remove();
    return body.textContent;
}))"""
PATIENCE = 15_000  # milliseconds for the worker to keep the site
# Once a worker answers for this page. `before` is the list of what was kept, to wait for another.
READY = """async ([before, end]) => {
    const until = performance.now() + end;
    while (performance.now() < until) {
        const registration = await navigator.serviceWorker.getRegistration();
        const names = await caches.keys();
        const { active, installing, waiting } = registration ?? {};
        const settled = active?.state === "activated" && !installing && !waiting;
        if (settled && navigator.serviceWorker.controller && names.some((name) => !before.includes(name))) return names;
        await new Promise((resolve) => setTimeout(resolve, 20));
    }
    return null;
}"""


def prove(browser: Browser, site: Path, sights: list[Sight]) -> Iterator[Problem]:
    """Pages that do not read without a network as their files say, or that keep their old text after an update."""
    if not (site / WORKER).is_file() or not sights:
        return
    context = browser.new_context()
    page = context.new_page()
    first, changed = sights[0], dict[str, bytes]()
    with served(site, changed) as address:
        page.goto(address + first.path)
        kept = page.evaluate(READY, [[], PATIENCE])
        if kept is None:
            yield Problem(f"{first.name.partition('/')[0]}/{WORKER}", 0, "does-offline", {"page": first.path})
            context.close()
            return
        newer = _newer(site, first)
        if newer:
            changed |= newer
            page.goto(address + first.path)
            if MARK not in page.evaluate(TEXT):
                yield Problem(first.name, 0, "does-update", {"page": first.path})
            page.evaluate(READY, [kept, PATIENCE])
            changed.clear()
            changed |= newer
    kept_texts = page.evaluate(KEPT, [sight.path for sight in sights])
    for sight, shown in zip(sights, kept_texts, strict=True):
        if not _reads(sight, shown):
            yield Problem(sight.name, 0, "does-offline", {"page": sight.path})
    for sight in sorted({first, sights[-1]}):
        yield from _without(page, address, sight, updated=bool(newer) and sight is first)
    context.close()


MARK = "改訂 Updated 7f3a"  # stands in the changed page alone


def _newer(site: Path, sight: Sight) -> dict[str, bytes]:
    """The next version of a site, by path: one page is another, and the worker's list says so."""
    page = sight.file.read_bytes()
    worker = (site / WORKER).read_text("utf-8")
    after = re.sub(rb"(<main\b[^>]*>)", rb"\1<p>" + MARK.encode() + b"</p>", page, count=1)
    old, new = (hashlib.sha256(content).hexdigest() for content in (page, after))
    if old not in worker or after == page:
        return {}
    version = re.sub(r'("version":")[^"]+', rf"\g<1>{new[:10]}", worker.replace(old, new), count=1)
    return {f"/{sight.path}": after, f"/{WORKER}": version.encode()}


def _without(page: Page, address: str, sight: Sight, updated: bool) -> Iterator[Problem]:
    """What an open browser shows of a page once the network is gone."""
    from playwright.sync_api import Error

    try:
        page.goto(address + sight.path, wait_until="domcontentloaded")
        shown = page.evaluate(TEXT)
    except Error:
        shown = ""
    if not _reads(sight, shown) or (updated and MARK not in shown):
        yield Problem(sight.name, 0, "does-offline", {"page": sight.path})


def _reads(sight: Sight, shown: str) -> bool:
    """Whether what is shown holds all that the file of a page says in its own part."""
    blocks = html.read_page(sight.file.read_bytes()).blocks
    here = bare(shown)
    return bool(here) and all(bare(b.text) in here for b in blocks if b.how == "text" and not b.frame and b.tag in READ)
