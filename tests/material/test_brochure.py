"""The brochure in Material says what the press's own pages say, in both languages, and nothing of Material's own."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path
from urllib.parse import urljoin

import pytest
from known import EDITIONS
from lxml import html
from members import URL, addresses, plans
from mkdocs_sites import brochure
from PIL import Image

from chirashi.material import style

HTML = re.compile(r"fax\.html$|flyer/$")
PAGES = [address for address in addresses() if not HTML.search(address)]
SPACES = re.compile(r"\s+")
BRACES = re.compile(r"\{\{|\{%|[\ue000-\ue019]")  # a placeholder that nobody filled, or the mark of a figure


def page(site: Path, address: str) -> html.HtmlElement:
    return html.parse(str(site / address / "index.html"), html.HTMLParser(encoding="utf-8")).getroot()


def said(element: html.HtmlElement) -> str:
    return SPACES.sub(" ", html.tostring(element, encoding="unicode", with_tail=False))


def main_of_press(site: Path, address: str) -> list[str]:
    """The head of a page, its sections and the way on, as the press's own page has them."""
    (main,) = page(site, address).xpath("//main")
    return [said(one) for one in main.xpath(".//div[@class='cover'] | .//section | .//p[contains(@class, 'next')]")]


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")
def test_a_page_says_what_the_press_s_own_says(material: Path, site: Path, address: str) -> None:
    there = page(material, address)
    found = there.xpath(
        "//div[contains(@class, 'brochure')]//div[@class='cover'] | //div[contains(@class, 'brochure')]//section"
        " | //div[contains(@class, 'brochure')]//p[contains(@class, 'next')]"
    )
    # Which assets there are, and their names, follow from the press's sheets, which both have.
    assert [said(one) for one in found] == main_of_press(site, address)
    (foot,) = there.xpath("//footer//div[@class='foot']/div")
    assert said(foot) == said(page(site, address).xpath("//footer/div")[0])


def test_every_file_beside_the_pages_is_the_press_s(material: Path, site: Path) -> None:
    names = [path.relative_to(site) for path in site.rglob("*") if path.suffix in (".csv", ".ics")]
    names += [Path("data/plans.json"), Path("favicon.ico"), Path("card.png"), Path("sitemap.xml"), Path("robots.txt")]
    assert len(names) > 10
    assert [str(name) for name in names if (material / name).read_bytes() != (site / name).read_bytes()] == []


@pytest.mark.parametrize("address", PAGES, ids=lambda address: address or "home")
def test_languages_lead_to_the_same_page(material: Path, address: str) -> None:
    there = page(material, address)
    language, other = ("en", "ja") if address.startswith("en/") else ("ja", "en")
    inner = address.removeprefix("en/")
    assert there.get("lang") == language
    own = {"ja": URL + inner, "en": f"{URL}en/{inner}"}
    links = {e.get("hreflang"): e.get("href") for e in there.xpath("//head/link[@rel='alternate']")}
    assert links == {**own, "x-default": own["ja"]}
    assert there.xpath("//head/link[@rel='canonical']/@href") == [own[language]]
    (switch,) = there.xpath("//header//a[@hreflang]")
    assert switch.get("hreflang") == other
    assert (material / address / switch.get("href")).resolve() == (material / own[other].removeprefix(URL)).resolve()


def test_the_search_of_a_language_finds_its_own_pages(material: Path) -> None:
    for home, language in (("", "ja"), ("en/", "en")):
        index = json.loads((material / home / "search/search_index.json").read_text("utf-8"))
        assert index["config"]["lang"] == [language]
        places = {entry["location"].partition("#")[0] for entry in index["docs"]}
        assert places == {address.removeprefix(home) for address in PAGES if address.startswith("en/") == bool(home)}
        settings = json.loads(page(material, f"{home}premiums/").xpath("string(//script[@id='__config'])"))
        base = urljoin(f"{URL}{home}premiums/", settings["base"])  # as Material's scripts resolve it
        assert urljoin(base, "search/search_index.json") == f"{URL}{home}search/search_index.json"
    assert any(
        "77,160円" in entry["text"] for entry in json.loads((material / "search/search_index.json").read_text())["docs"]
    )


def test_nothing_shows_of_a_manual(material: Path) -> None:
    data = plans()
    manual = "//a[contains(@href, 'squidfunk')] | //*[@data-md-type='toc'] | //nav[contains(@class, 'md-path')]"
    for address in PAGES:
        there = page(material, address)
        assert not re.search(r"made with|edit this page|last update|最終更新", there.text_content(), re.IGNORECASE)
        assert there.xpath(manual) == []
        tabs = there.xpath("//li[contains(@class, 'md-tabs__item')]")
        assert len(tabs) == len(data["pages"]) - len(data["footer"])


def test_no_braces_and_no_marks_are_published(material: Path) -> None:
    ours = [path for path in material.rglob("*") if path.suffix in (".html", ".json", ".xml", ".txt", ".csv", ".ics")]
    assert len(ours) > 30
    assert [str(path) for path in ours if BRACES.search(path.read_text("utf-8"))] == []


def test_what_material_brings_is_kept(material: Path) -> None:
    there = page(material, "")
    for source in there.xpath("//script/@src | //link[@rel='stylesheet']/@href"):
        assert (material / source).is_file(), source
    assert list(material.glob("assets/javascripts/bundle.*.min.js"))
    assert list(material.glob("assets/javascripts/lunr/min/lunr.ja.min.js"))


@pytest.mark.parametrize("name", ["care-three", "income-months", "savings-ages"])
def test_every_edition_is_built_and_proved(name: str, tmp_path: Path) -> None:
    out = brochure(EDITIONS[name], tmp_path / "site", "https://example.org/below/", paper=False)
    assert (out / "en" / "index.html").is_file()
    assert (tmp_path / "build" / "proof.html").is_file()


def test_the_stylesheet_counts_lengths_as_material_does() -> None:
    assert (
        style.scaled("a { margin: 1rem 0.5rem }\n@media (min-width: 48rem) {")
        == "a { margin: 0.8rem 0.4rem }\n@media (min-width: 48rem) {"
    )
    sheet = style.stylesheet()
    assert '[data-offer="closed"] .brochure .closed' in sheet
    assert ".brochure.at-home .cover" in sheet
    assert not re.search(r"(?m)^(?:html|body)(?:[ :{]|:lang)[^{]*\{ *margin", sheet)


def test_a_draft_says_so_on_every_page(tmp_path: Path) -> None:
    """The proof, which `brochure` runs, asks for the mark as well."""
    folder = Path(shutil.copytree(EDITIONS["care-three"], tmp_path / "care-three"))
    data = (folder / "plans.yml").read_text("utf-8")
    (folder / "plans.yml").write_text(data.replace("  number: 川26-031\n", "  number: ...\n", 1), "utf-8")
    out = brochure(folder, tmp_path / "site", "https://example.org/below/", paper=False)
    pages = sorted(out.rglob("*.html"))
    assert len(pages) > 5
    for path in pages:
        text = path.read_text("utf-8")
        assert 'class="draft"' in text and "noindex" in text and "assets/draft-" in text, path


def test_pictures_notices_and_footnotes_are_set_and_proved(tmp_path: Path) -> None:
    """What some pages hold has its rules in the one sheet, its files beside the pages; no search reads its signs."""
    folder = Path(shutil.copytree(EDITIONS["care-three"], tmp_path / "care-three"))
    said = {
        "ja": "> ご注意\n> 駐車場は使えません。\n\n資料はほかでも請求できます[^a]。\n\n[^a]: 代理店です。\n\n"
        '![会場の地図：東口から北へ](map.png "会場")\n',
        "en": "> Please note\n> No cars.\n\nPapers are had elsewhere[^a].\n\n[^a]: The agent.\n\n"
        '![Map: north from the east exit](map.png "Venue")\n',
    }
    for language, text in said.items():
        Image.new("RGB", (800, 600), "navy").save(folder / language / "map.png")
        with (folder / language / "plans.md").open("a", encoding="utf-8") as stream:
            stream.write("\n" + text)
    out = brochure(folder, tmp_path / "site", "https://example.org/", paper=False)
    there = page(out, "en/plans")
    assert there.xpath("//*[contains(@class, 'notice')]") and there.xpath("//sup/a[@class='footnote-ref']")
    assert there.xpath("//*[@data-search-exclude]") == []
    (picture,) = there.xpath("//figure//img/@src")
    assert (out / "en/plans" / picture).is_file()
    (sheet,) = [path.read_text("utf-8") for path in out.glob("assets/material-*.css")]
    assert ".brochure .notice" in sheet and ".brochure .picture img" in sheet
    assert ".brochure .notice" not in style.stylesheet()
    index = json.loads((out / "en/search/search_index.json").read_text("utf-8"))
    assert not any("[1]" in entry["text"] for entry in index["docs"])
