"""The guide for staff as a site: every task and message has its page, in both languages, and links lead somewhere."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from urllib.parse import unquote

import pytest
from known import ROOT
from lxml import html

from chirashi.base import manual
from chirashi.base.messages import messages
from chirashi.base.project import Project, use
from chirashi.guide import sources
from chirashi.guide.handbook import handbook, policy
from chirashi.site.files import security_policy

HOMES = {"ja": "", "en": "en/"}


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, bytes]]:
    use(Project(ROOT))
    files, _ = handbook(Project(ROOT), HOMES, seen=False)
    yield files
    use(None)


def pages(files: dict[str, bytes]) -> dict[str, html.HtmlElement]:
    return {name: html.fromstring(content) for name, content in files.items() if name.endswith("index.html")}


def test_every_task_has_a_page_in_both_languages(made: dict[str, bytes]) -> None:
    for language, home in HOMES.items():
        held = sources.manuals()[language]
        for name, task in [*held.tasks.items()][:-1]:
            heading = html.fromstring(made[f"{home}tasks/{name}/index.html"]).find(".//h1")
            assert heading is not None and task.title.split(" {#")[0] in heading.text_content()


def test_every_message_has_an_entry_with_its_words(made: dict[str, bytes]) -> None:
    for language, home in HOMES.items():
        entries = {
            heading.get("id"): f"{name}"
            for name, page in pages(made).items()
            if name.startswith(f"{home}messages/")
            for heading in page.iter("h2")
        }
        assert set(messages()) - entries.keys() == set()
        page = html.fromstring(made[entries["not-utf8"]])
        assert sources.printed("not-utf8", language).split("…")[0][:12] in page.text_content()


def test_links_lead_somewhere(made: dict[str, bytes]) -> None:
    ids = {name: {one.get("id") for one in page.iter() if one.get("id")} for name, page in pages(made).items()}
    for name, page in pages(made).items():
        for link in page.iter("a"):
            target, _, anchor = unquote(link.get("href", "")).partition("#")
            if re.match(r"https?:|mailto:|tel:|javascript:", target):
                continue
            resolved = posixpath.normpath(posixpath.join(posixpath.dirname(name), target or posixpath.basename(name)))
            file = resolved if resolved in made else posixpath.normpath(f"{resolved}/index.html")
            assert file in made, f"{name} links to {target}"
            assert not anchor or file not in ids or anchor in ids[file], f"{name} links to {target}#{anchor}"


def test_no_search_engine_lists_it(made: dict[str, bytes]) -> None:
    for name, page in pages(made).items():
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"], name


def test_the_search_finds_a_message_by_its_words(made: dict[str, bytes]) -> None:
    for language, home in HOMES.items():
        index = json.loads(made[f"{home}search/search_index.json"])
        found = [one["location"] for one in index["docs"] if one["location"].endswith("#colon-wide")]
        (entry,) = (one for one in index["docs"] if one["location"] == found[0])
        assert {"ja": "半角スペース", "en": "full-width"}[language] in entry["text"]


def test_a_japanese_sentence_holds_no_blank_where_its_line_ended(made: dict[str, bytes]) -> None:
    text = html.fromstring(made["tasks/to-change-a-figure/index.html"]).find(".//article").text_content()
    assert "反映されます。たとえば" in text


def test_its_scripts_are_named_in_its_policy_and_the_brochures_stays_strict(made: dict[str, bytes]) -> None:
    allowed = policy(made)
    assert "'unsafe-inline'" not in re.search(r"script-src ([^;]+)", allowed)[1]  # type: ignore[index]
    said = security_policy.headers(["index.html", "premiums/index.html", "guide/index.html"], {"guide": allowed})
    blocks = {block.split("\n")[0]: block for block in said.decode().split("\n\n")}
    assert allowed in blocks["/guide/*"] and "Content-Security-Policy" not in blocks["/*"]
    strict = security_policy.HEADERS["Content-Security-Policy"]
    assert all(strict in block for path, block in blocks.items() if path not in ("/*", "/guide/*"))


def test_a_heading_in_an_example_parts_nothing() -> None:
    parts = manual.sections("a\n\n## One\n```markdown\n## Not one\n```\n## Two\n", 2)
    assert [part.title for part in parts] == ["", "One", "Two"]
    assert "## Not one" in parts[1].body
