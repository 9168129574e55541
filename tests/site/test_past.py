"""Past editions and the present one lead to each other; the witness knows the year of a link to a past one."""

from __future__ import annotations

import posixpath
import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin

import lxml.html
import pytest
from members import CYBER, EDITIONS
from servers import served

from chirashi.base.files.publishing import write
from chirashi.cli.steps import Job, load_and_check, render
from chirashi.proof import prove

if TYPE_CHECKING:
    from playwright.sync_api import Browser

PAGES = ("", "premiums/", "en/", "en/premiums/")


@pytest.fixture(scope="module")
def next_year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("next") / "cyber-2026"
    shutil.copytree(CYBER, folder, ignore=shutil.ignore_patterns("private.yml"))
    data = (folder / "plans.yml").read_text("utf-8")
    for old, new in (
        ("edition: cyber-2025", "edition: cyber-2026"),
        ("  year: 2025", "  year: 2026"),
        ("  start: 2025-04-01", "  start: 2026-04-01"),
        ("  deadline: 2025-02-28 (金)", "  deadline: 2026-02-27 (金)"),
    ):
        assert data.count(old) == 1
        data = data.replace(old, new)
    (folder / "plans.yml").write_text(data, "utf-8")
    return folder


@pytest.fixture(scope="module")
def site(next_year: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    job = Job(next_year, [CYBER, EDITIONS / "care-three"])
    work = load_and_check(job)
    render(job, work)
    assert work.good, work.report["en"]
    folder = tmp_path_factory.mktemp("past") / "site"
    write(work.files, folder)
    return folder


def links(site: Path, path: str, where: str) -> dict[str, str]:
    """What the links of a part of a page say, and the addresses on the site that they lead to."""
    tree = lxml.html.fromstring((site / path / "index.html").read_bytes())
    found = tree.xpath(f"//{where}//a")
    return {" ".join(a.text_content().split()): urljoin("/" + path, a.get("href")) for a in found}


@pytest.mark.parametrize("path", PAGES)
def test_the_present_edition_leads_to_past_ones(site: Path, path: str) -> None:
    home = "en/" if path.startswith("en/") else ""
    name = "Past editions" if home else "過去のご案内"
    found = links(site, path, f"footer//nav[@aria-label='{name}']")
    assert found["2025 edition" if home else "2025年度のご案内"] == f"/cyber-2025/{home}"
    assert len(found) == 2
    assert all((site / posixpath.relpath(to, "/") / "index.html").is_file() for to in found.values())


@pytest.mark.parametrize("path", [*PAGES, "flyer/", "en/flyer/"])
def test_every_page_of_a_past_edition_says_so_and_leads_to_the_present_one(site: Path, path: str) -> None:
    (said,) = lxml.html.fromstring((site / "cyber-2025" / path / "index.html").read_bytes()).find_class("past")
    assert "2025" in said.text_content()
    (to,) = links(site, f"cyber-2025/{path}", "aside[@class='past']").values()
    assert to == "/" + path.replace("flyer/", "")
    (other,) = links(site, "care-three/plans/", "aside[@class='past']").values()
    assert other == "/", "a page that the present edition does not have leads to its first"


def test_without_past_editions_nothing_is_said_of_them(tmp_path: Path) -> None:
    job = Job(CYBER)
    work = load_and_check(job)
    render(job, work)
    for name, content in work.files.items():
        if name.endswith(".html"):
            assert b'class="past"' not in content, name
            assert "過去のご案内" not in content.decode(), name


def test_search_engines_are_led_from_a_past_edition_to_the_present_one(next_year: Path) -> None:
    job = Job(next_year, [CYBER, EDITIONS / "care-three"], "https://example.org/in/")
    work = load_and_check(job)
    render(job, work)
    assert work.good, work.report["en"]
    pages = {path: lxml.html.fromstring(text) for path, text in work.files.items() if path.endswith("index.html")}
    for path, page in pages.items():
        here = path.removesuffix("index.html")
        past = next((below for below in ("cyber-2025/", "care-three/") if path.startswith(below)), "")
        shown = f"{here.removeprefix(past)}index.html"
        hidden = page.xpath("//meta[@name='robots']/@content")
        assert hidden == (["noindex"] if past or here.endswith("flyer/") else []), path
        canonical = page.xpath("//link[@rel='canonical']/@href")
        exists = shown in pages and not here.endswith("flyer/")
        assert canonical == (["https://example.org/in/" + here.removeprefix(past)] if exists else []), path
        assert not past or not page.xpath("//link[@hreflang]"), path
    assert any(path.startswith("care-three/") and path.removeprefix("care-three/") not in pages for path in pages)
    assert "care-three/" not in work.files["sitemap.xml"].decode()


def untraced(next_year: Path, site: Path) -> list[str]:
    former = [CYBER, EDITIONS / "care-three"]
    proof = prove(next_year, site, others=("cyber-2025/", "care-three/"), beside=former, earlier=former)
    return [problem.code for problem in proof.problems if problem.severity == "error"]


def test_the_witness_knows_the_year_of_a_past_edition_in_a_link_to_it(next_year: Path, site: Path) -> None:
    assert untraced(next_year, site) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (">2025年度のご案内</a>", ">2024年度のご案内</a>"),  # another year
        ('href="cyber-2025/"', 'href="elsewhere/"'),  # a year that leads to no past edition
        (">2025年度のご案内</a>", ">77,161円</a>"),  # something else than the year
    ],
)
def test_a_seeded_fault_in_such_a_link_is_told(next_year: Path, site: Path, tmp_path: Path, old: str, new: str) -> None:
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    page = copy / "index.html"
    assert old in page.read_text("utf-8")
    page.write_text(page.read_text("utf-8").replace(old, new), "utf-8")
    assert set(untraced(next_year, copy)) & {"proof-earlier", "proof-untraced"}


@pytest.mark.browser
def test_the_notice_shows(chromium: Browser, site: Path) -> None:
    with served(site) as address:
        page = chromium.new_page()
        for path in ("premiums/", "fax.html", "flyer/"):
            page.goto(f"{address}cyber-2025/{path}")
            assert page.locator(".past").is_visible()
            page.locator(".past a").click()
            assert page.url == address + (path if path == "premiums/" else "")
