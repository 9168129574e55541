"""A flyer in a drawer: its second code leads to its own edition, this year and after two more, to what holds now."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import lxml.html
import pypdfium2
import pytest
import zxingcpp
from members import CYBER
from servers import served

from chirashi import paper
from chirashi.base.files.publishing import write
from chirashi.checks.scheme import own_pages
from chirashi.cli.making.new_edition import new_edition
from chirashi.cli.steps import Job, load_and_check, render
from chirashi.content.approval import standing
from chirashi.content.edition import load
from chirashi.proof import prove
from chirashi.proof.run import Kept

if TYPE_CHECKING:
    from playwright.sync_api import Browser

URL = "https://example.org/cyber/"
PAPER = f"{URL}cyber-2025/"


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The editions of three years."""
    content = tmp_path_factory.mktemp("drawer") / "content"
    first = content / "cyber-2025"
    shutil.copytree(CYBER, first, ignore=shutil.ignore_patterns("private.yml"))
    data = first / "plans.yml"
    text = data.read_text("utf-8")
    assert text.count("\nflyer:\n") == 1
    data.write_text(text.replace("\nflyer:\n", f"\nflyer:\n  own_page: {PAPER}\n"), "utf-8")
    found = [first]
    for year in (2026, 2027):
        new_edition(found[-1], content / f"cyber-{year}")
        found.append(content / f"cyber-{year}")
    return found


@pytest.fixture(scope="module")
def sites(years: list[Path], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The site as it is published in each of the three years."""
    found = []
    for at, folder in enumerate(years):
        job = Job(folder, years[:at][::-1], URL)
        work = load_and_check(job)
        render(job, work)
        errors = [p.line_in("en") for p in work.problems if p.severity == "error"]
        assert errors == []
        out = tmp_path_factory.mktemp("year") / "site"
        write(work.files, out)
        found.append(out)
    return found


def test_both_codes_are_read_from_the_sheets_and_each_leads_to_its_own_address(years: list[Path]) -> None:
    edition = load(years[0])
    printed = paper.print_set(edition, wanted=lambda piece: piece.leads)
    assert [p for p in printed.problems if p.severity == "error"] == []
    for name, content in printed.files.items():
        with pypdfium2.PdfDocument(content) as pdf:
            codes = [
                {code.text for code in zxingcpp.read_barcodes(page.render(scale=150 / 72).to_pil())} for page in pdf
            ]
            assert codes == [{str(edition.figures["requests.url.url"])}, {PAPER}], name


def followed(site: Path, address: str) -> tuple[str, lxml.html.HtmlElement]:
    """The page at which a reader of the site arrives, led on by the page itself, without scripts."""
    for _ in range(3):
        path = urlsplit(address).path.removeprefix(urlsplit(URL).path)
        page = lxml.html.fromstring((site / path / "index.html").read_bytes())
        to = page.xpath("//meta[@http-equiv='refresh']/@content")
        if not to:
            break
        address = urljoin(address, to[0].partition("url=")[2])
    return address, page


def test_in_its_own_year_the_code_opens_the_premiums_with_the_plan_to_choose(sites: list[Path]) -> None:
    address, page = followed(sites[0], PAPER)
    assert address == f"{URL}premiums/#choose"
    assert page.get_element_by_id("choose").tag == "form"
    light = lxml.html.fromstring((sites[0] / "cyber-2025/index.html").read_bytes())
    assert light.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert light.xpath("//link[@rel='canonical']/@href") == [f"{URL}premiums/"]
    assert [urljoin(PAPER, to) for to in light.xpath("//main//a/@href")] == [
        f"{URL}premiums/#choose",
        f"{URL}en/premiums/#choose",
    ]
    assert "cyber-2025" not in (sites[0] / "sitemap.xml").read_text()
    assert "/cyber-2025/*" in (sites[0] / "_headers").read_text()
    assert '"cyber-2025/"' in (sites[0] / "sw.js").read_text()


@pytest.mark.parametrize("later", [1, 2])
def test_in_later_years_it_says_what_has_changed_and_leads_to_what_holds_now(sites: list[Path], later: int) -> None:
    address, page = followed(sites[later], PAPER)
    assert address == PAPER
    (notice,) = page.find_class("past")
    said = notice.text_content()
    assert "2025年度" in said
    assert [item.text for item in notice.iter("li")] == ["申込締切", "補償開始日"]
    assert [urljoin(address, to) for to in notice.xpath(".//a/@href")] == [URL]
    for other in ("premiums/", "en/premiums/"):
        inner = lxml.html.fromstring((sites[later] / "cyber-2025" / other / "index.html").read_bytes())
        assert inner.find_class("past")[0].xpath(".//li") == []
    own, page = followed(sites[later], f"{URL}cyber-{2025 + later}/")
    assert own == f"{URL}premiums/#choose", "the newest paper opens its own premiums"


KEPT: dict[tuple[int, int], Kept] = {}  # what was said of files that have not changed


def untrue(years: list[Path], at: int, site: Path, proved: int) -> set[str]:
    below = "" if proved == at else f"{years[proved].name}/"
    others = tuple(f"{folder.name}/" for i, folder in enumerate(years[:at]) if i != proved)
    order = [years[at], *years[:at][::-1]]
    proof = prove(
        years[proved], site, below=below, others=others, url=URL,
        beside=[folder for folder in order if folder != years[proved]],
        draft=standing(load(years[proved])).draft, kept=KEPT.setdefault((at, proved), {}),
    )  # fmt: skip
    return {problem.line_in("en") for problem in proof.problems if problem.severity == "error"}


def test_the_witness_holds_the_pages_to_both_years(years: list[Path], sites: list[Path], tmp_path: Path) -> None:
    assert untrue(years, 0, sites[0], 0) == set()
    assert untrue(years, 2, sites[2], 0) == set()
    copy = Path(shutil.copytree(sites[2], tmp_path / "site"))
    page = copy / "cyber-2025/index.html"
    text = page.read_text("utf-8")
    page.write_text(text.replace("<li>補償開始日</li>\n", "", 1), "utf-8")
    assert untrue(years, 2, copy, 0), "a change that is not told"
    page.write_text(text.replace("<li>補償開始日</li>", "<li>補償開始日</li>\n<li>保険料</li>", 1), "utf-8")
    assert untrue(years, 2, copy, 0), "a change that there is not"
    page.write_text(text.replace("<li>補償開始日</li>", "<li>連絡先</li>", 1), "utf-8")
    assert untrue(years, 2, copy, 0), "another change than there is"
    first = Path(shutil.copytree(sites[0], tmp_path / "first"))
    light = first / "cyber-2025/index.html"
    light.write_text(light.read_text("utf-8").replace("url=../premiums/#choose", "url=../notes/"), "utf-8")
    assert any("proof-own-page" in line for line in untrue(years, 0, first, 0)), "it leads elsewhere"
    light.unlink()
    assert untrue(years, 0, first, 0), "no page where the paper leads"


def test_an_address_that_leads_elsewhere_or_nowhere_is_told(years: list[Path]) -> None:
    first, last = load(years[0]), load(years[2])

    def told(*editions: object, url: str | None = URL) -> list[str]:
        return [problem.code for problem in own_pages.on_the_site(list(editions), url)]  # type: ignore[arg-type]

    assert told(first) == []
    assert told(first, url=None) == ["own-page-no-url"]
    assert told(first, url="https://example.org/") == ["own-page-elsewhere"]
    assert told(last, first) == ["own-page-lost"], "the paper of the second year"
    assert str(last.figures["flyer.own_page"]) == f"{URL}cyber-2027/", "a new edition has its own"


@pytest.mark.browser
def test_a_browser_follows_the_code_of_the_first_paper_through_three_years(
    chromium: Browser, sites: list[Path]
) -> None:
    for at, site in enumerate(sites):
        with served(site) as address:
            context = chromium.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
            page = context.new_page()
            page.goto(f"{address}cyber-2025/")
            if at == 0:
                page.wait_for_url("**/premiums/#choose")
            else:
                assert page.locator(".past li").first.is_visible()
                assert page.evaluate("document.documentElement.scrollWidth") <= 360
                page.locator(".past a").click()
                assert page.url == address
            context.close()
