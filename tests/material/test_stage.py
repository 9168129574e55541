"""Other engines: finished Markdown for those without plugins, and the same `mkdocs.yml` under ProperDocs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from known import ROOT
from lxml import html
from members import EDITIONS
from mkdocs_sites import brochure, build, configuration, registered

from chirashi.content.edition import load
from chirashi.material import stage
from chirashi.proof import guest

CARE = EDITIONS / "care-three"
BRACES = re.compile(r"\{\{|\{%|[\ue000-\ue019]")
PUBLISHED = (".html", ".json", ".xml", ".txt", ".csv", ".ics")


def written(edition: Path, folder: Path) -> Path:
    for name, content in stage.trees(load(edition), "https://example.org/").items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder


def unfilled(site: Path) -> list[str]:
    """The published files in which a placeholder stands that nobody filled."""
    files = [path for path in sorted(site.rglob("*")) if path.suffix in PUBLISHED]
    assert files
    return [str(path.relative_to(site)) for path in files if BRACES.search(path.read_text("utf-8-sig"))]


@pytest.fixture(scope="module")
def staged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(CARE, tmp_path_factory.mktemp("staged"))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_engine_without_plugins_makes_the_pages_of_it(staged: Path, tmp_path: Path, language: str) -> None:
    config = yaml.safe_load((staged / language / "mkdocs.yml").read_text("utf-8"))
    assert "plugins" not in config
    assert config["site_url"] == "https://example.org/" + ("en/" if language == "en" else "")
    out = build(config | {"strict": True}, staged / language / "mkdocs.yml", tmp_path / "site")
    assert unfilled(out) == []
    names = load(CARE).data.pages
    assert [name for name in names if not (out / ("" if name == "index" else name) / "index.html").is_file()] == []
    proof = guest.prove(CARE, out)
    assert proof.source_problems == []
    keys = {key for line in proof.ledger for key in line.keys}
    assert {"dates.deadline", "dates.start", "approval.number"} < keys
    # A style or a script that a page asks for is there.
    for page in out.rglob("*.html"):
        root = html.fromstring(page.read_bytes())
        for source in root.xpath("//script/@src | //link[@rel='stylesheet']/@href"):
            there = out / source.removeprefix("/en").lstrip("/") if source.startswith("/") else page.parent / source
            assert there.is_file(), f"{page} loads {source}"


def test_placeholders_that_an_engine_leaves_are_seen(tmp_path: Path) -> None:
    """As where the plugin is dropped in silence: nobody fills them."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text('# Plans\n\n{{ tables.basic.A }}\n\n{{ show("plans") }}\n', "utf-8")
    config = {"site_name": "x", "theme": {"name": "material", "font": False}, "plugins": ["search"]}
    out = build(config, tmp_path / "mkdocs.yml", tmp_path / "site")
    assert "index.html" in unfilled(out)


def test_a_draft_says_so_in_every_tree(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(CARE, tmp_path / "care-three"))
    data = (folder / "plans.yml").read_text("utf-8")
    (folder / "plans.yml").write_text(data.replace("  number: 川26-031\n", "  number: ...\n", 1), "utf-8")
    edition = load(folder)
    files = stage.trees(edition)
    for language, mark in {"ja": "校正刷り・未承認", "en": "not approved"}.items():
        pages = [files[f"{language}/docs/{name}.md"].decode() for name in edition.data.pages]
        assert all(mark.lower() in page.lower() for page in pages)


def test_properdocs_makes_the_same_of_the_same_configuration(tmp_path: Path) -> None:
    """What Material's pages load keeps its name; only which program made the pages may differ."""
    url = "https://example.org/"
    wanted = brochure(CARE, tmp_path / "mkdocs" / "site", url, paper=False)
    file = tmp_path / "properdocs" / "mkdocs.yml"
    file.parent.mkdir()
    file.write_text(yaml.safe_dump(configuration(CARE, url, paper=False), allow_unicode=True, sort_keys=False), "utf-8")
    path = os.pathsep.join((str(ROOT), str(registered())))
    run = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "-f", str(file), "-d", str(file.parent / "site")],
        env={**os.environ, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    assert run.returncode == 0, run.stderr[-2000:]
    found = file.parent / "site"
    pages = sorted(path.relative_to(wanted) for path in wanted.rglob("*.html"))
    assert {Path("404.html"), Path("index.html"), Path("en/index.html")} < {*pages}
    assert [str(page) for page in pages if (wanted / page).read_bytes() != (found / page).read_bytes()] == []
