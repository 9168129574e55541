"""The guide for staff as a site: every task and message has its page, in both languages, and links lead somewhere."""

from __future__ import annotations

import contextlib
import io
import json
import posixpath
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from browser import Browsers
from known import ROOT
from lxml import html
from PIL import Image

from chirashi.base import manual
from chirashi.base.messages import messages
from chirashi.base.project import Project, current, use
from chirashi.checks.sense.last_edition import previous
from chirashi.cli.steps import pictures_of_desk
from chirashi.content.edition import load
from chirashi.desk import pictured
from chirashi.desk.year import editions, newest
from chirashi.guide import handbook as handbooks
from chirashi.guide import sources
from chirashi.guide.handbook import handbook, policy
from chirashi.guide.pictures import declared
from chirashi.proof.seen.browser import NotSeen
from chirashi.site.files import security_policy

HOMES = {"ja": "", "en": "en/"}


@pytest.fixture(scope="module")
def made() -> Iterator[dict[str, bytes]]:
    use(Project(ROOT))
    files, _ = handbook(Project(ROOT), HOMES, seen=False)
    yield files
    use(None)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Project]:
    """A project with a published edition, a login, and a year that is still worked on; no build was made of it."""
    project = Project(tmp_path_factory.mktemp("guide").resolve())
    shutil.copytree(ROOT / "content", project.content)
    shutil.copytree(project.content / "cyber-2025", project.content / "cyber-2027")
    (project.content / "cyber-2025" / "private.yml").write_text("members:\n  id: kumamoto-7\n", "utf-8")
    yield project
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


def test_each_picture_is_of_a_task_and_has_its_words_in_both_languages() -> None:
    tasks = sources.manuals()["en"].tasks.keys()
    for one in declared():
        assert one["task"] in tasks
        for said in (one["caption"], one["alt"]):
            assert said.keys() == {"ja", "en"} and said["ja"] != said["en"]
        assert one["alt"] != one["caption"]


@pytest.mark.browser
def test_pictures_of_the_desk_stand_in_their_tasks(
    browsers: Browsers, home: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(handbooks, "opened", lambda: contextlib.nullcontext(browsers.get()))
    before = files_of(home.root)
    made, lacking = handbook(home, HOMES, pictures_of_desk(home))
    of_desk = [one for one in declared() if "desk" in one]
    assert lacking == 2 * (len(declared()) - len(of_desk))  # nothing of a build that has not been made
    seen: dict[tuple[str, str], set[bytes]] = {}
    for language, below in HOMES.items():
        for one in of_desk:
            page = f"{below}tasks/{one['task']}/index.html"
            (image,) = (it for it in html.fromstring(made[page]).iter("img") if it.get("alt") == one["alt"][language])
            figure = next(image.iterancestors("figure"))
            assert figure.find("figcaption").text_content() == one["caption"][language]
            content = made[posixpath.normpath(posixpath.join(posixpath.dirname(page), image.get("src")))]
            picture = Image.open(io.BytesIO(content))
            assert picture.size == (int(image.get("width")), int(image.get("height")))
            assert len(picture.convert("RGB").getcolors(1 << 20)) > 10, "an empty page"
            seen.setdefault((one["desk"], one.get("part", "")), set()).add(content)
    assert all(len(contents) == 2 for contents in seen.values()), "each language has its own"
    assert len(set.union(*seen.values())) == 2 * len(seen), "each page its own"
    assert files_of(home.root) == before


def files_of(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_desk_that_is_pictured_knows_what_is_published_and_a_year_begun_from_it(home: Project) -> None:
    use(home)
    with pictured._copied(home) as copy:
        assert current() == copy and copy.root != home.root
        assert not [path for path in copy.root.rglob("*") if path.name.lower().startswith("private")]
        assert editions(copy) == ["cyber-2026", "cyber-2025"]
        assert previous(load(copy.content / newest(copy))) is not None
    assert current() == home and not copy.root.exists()


def test_without_a_browser_its_pictures_are_lacking_and_counted(home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> contextlib.AbstractContextManager[None]:
        raise NotSeen("browser")

    monkeypatch.setattr(handbooks, "opened", none)
    made, lacking = handbook(home, HOMES, pictures_of_desk(home))
    assert lacking == 2 * len(declared())
    assert "tasks/a-year-at-the-desk/index.html" in made and not [name for name in made if "pictures/" in name]
