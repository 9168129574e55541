"""The search answers within the input event itself: it waits for nothing, asks for nothing, and shows little.

How long that takes is what `benchmarks/search.py` measures; these hold on a machine of any speed.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from members import broken
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
NODES = 250  # elements that any list of results may take; each has to be laid out within the event
ASKED = {"": ["保険", "ほけん", "1", "サイバー攻撃調査費用", "ｚｚｚ"], "en/": ["cover", "premiums", "1", "a", "zzz"]}
# Types a term character by character; after each, in the same task, what the list and the status say.
TYPE = """(term) => {
    const input = document.getElementById("search-words"), list = document.getElementById("search-found");
    const status = document.getElementById("search-status");
    const found = [], all = [...term];
    for (let i = 1; i <= all.length; i += 1) {
        list.replaceChildren();
        status.textContent = "";
        input.value = all.slice(0, i).join("");
        input.dispatchEvent(new InputEvent("input"));
        found.push([input.value, status.textContent !== "", list.querySelectorAll("*").length]);
    }
    return found;
}"""


def faults(chromium: Browser, site: Path) -> list[str]:
    """What is late, or more than a reader can be shown at once, for each thing typed."""
    said: list[str] = []
    with served(site) as base:
        page = chromium.new_context(service_workers="block").new_page()
        for path, terms in ASKED.items():
            ready(page, base + path)
            asked: list[str] = []
            page.on("request", lambda request, asked=asked: asked.append(request.url))
            for term in terms:
                for typed, answered, nodes in page.evaluate(TYPE, term):
                    said += [] if answered else [f"{typed}: no answer within the event"]
                    said += [f"{typed}: {nodes} elements to lay out"] if nodes > NODES else []
            said += [f"typing asks for {url}" for url in asked]
        page.context.close()
    return said


def ready(page: Page, url: str) -> None:
    page.goto(url)
    page.locator("#search-open").click()
    page.locator("#search-words").fill("1")
    page.locator("#search-status:not(:empty)").wait_for(state="attached")
    page.wait_for_load_state("networkidle")


def test_every_character_typed_is_answered_at_once(chromium: Browser, site: Path) -> None:
    assert faults(chromium, site) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            'input.addEventListener("input", show);',
            'input.addEventListener("input", () => setTimeout(show, 100));',
            "no answer",
        ),
        (
            "const SHOWN = 3;",
            "const SHOWN = 999;",
            "elements to lay out",
        ),
        (
            'input.addEventListener("input", show);',
            'input.addEventListener("input", () => { show(); fetch("data/plans.json"); });',
            "typing asks for",
        ),
    ],
    ids=["late", "much", "asks"],
)
def test_a_seeded_fault_is_seen(chromium: Browser, site: Path, tmp_path: Path, old: str, new: str, said: str) -> None:
    faulty = broken(site, tmp_path, "assets/search-*.js", old, new)
    assert any(said in fault for fault in faults(chromium, faulty))
