"""Searches the site for each plan and each amount, and holds what is found to what the pages say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from chirashi.base.problems import Problem
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.web import html
from chirashi.proof.seen.findings import bare

if TYPE_CHECKING:
    from playwright.sync_api import Page

# Of each query, the pages that are found: where each leads, and its title.
FOUND = """async (queries) => {
    document.getElementById("search-open").click();
    const input = document.getElementById("search-words"), list = document.getElementById("search-found");
    const end = performance.now() + 10000;
    const ask = (words) => { input.value = words; input.dispatchEvent(new Event("input", { bubbles: true })); };
    ask(queries[0]);
    while (!list.childElementCount && performance.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
    const said = [];
    for (const words of queries) {
        ask(words);
        said.push([...list.children].filter((one) => !one.matches(".partly, .anyway")).map((one) => {
            const link = one.querySelector("a");
            return [link.pathname, link.textContent];
        }));
    }
    document.getElementById("search-close").click();
    return said;
}"""


def queries(book: Book, language: str, pages: Mapping[str, html.Page]) -> dict[str, set[str]]:
    """What is searched for, plans and amounts of tables, and the pages of a language that say it, by their paths."""
    wanted: dict[str, set[str]] = {}
    names = [
        m.names[language] for axis in ("plans", "options") for m in book.axes[axis].values() if language in m.names
    ]
    for path, page in pages.items():
        texts = [block for block in page.blocks if block.how == "text" and not block.frame]
        whole = bare("".join(block.text for block in texts))
        for block in texts:
            for span in block.spans:
                if span.key in book.cell_keys and span.key.startswith("tables."):
                    wanted.setdefault(block.text[span.start : span.end], set()).add(path)
        for name in names:
            if bare(name) in whole:
                wanted.setdefault(name, set()).add(path)
    return {words: paths for words, paths in wanted.items() if any(c.isalnum() for c in words)}


def prove(page: Page, wanted: dict[str, set[str]], pages: Mapping[str, html.Page], file: str) -> Iterator[Problem]:
    """Queries for which the search finds no page that says it, or leads elsewhere than it says."""
    if not wanted:
        return
    shown: list[list[list[Any]]] = page.evaluate(FOUND, list(wanted))
    strange: set[str] = set()
    for (words, paths), found in zip(wanted.items(), shown, strict=True):
        there = {path.lstrip("/") for path, _ in found}
        if not there & paths:
            yield Problem(file, 0, "does-search", {"words": words, "found": ", ".join(sorted(there)) or "–"})
        for path, title in found:
            here = pages.get(path.lstrip("/"))
            heads = {bare(block.text) for block in here.blocks if block.tag == "h1"} if here else set()
            if bare(title) not in heads and path not in strange:
                strange.add(path)
                yield Problem(file, 0, "does-search-title", {"words": words, "title": title, "page": path})
