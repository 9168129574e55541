"""What search engines and messengers read, and the page for what is not there."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import lxml.etree
import lxml.html
import pytest
from known import ROOT
from members import CYBER, EDITIONS, addresses, broken, built, plans
from PIL import Image

from chirashi.cli.steps import Job, load_and_check, render
from chirashi.site.exports import link_picture

DATA = plans()
URL = "https://example.org/insurance/"
PAGES = [path for path in addresses() if not path.endswith((".html", "flyer/"))]
THING = {"@id", "@type", "name", "url", "description"}
SCHEMA_ORG = {  # of schema.org, what these types may say
    "Organization": THING | {"telephone", "faxNumber", "email"},
    "WebSite": THING | {"inLanguage", "publisher"},
    "WebPage": THING | {"inLanguage", "isPartOf"},
    "BreadcrumbList": THING | {"itemListElement"},
    "ListItem": THING | {"position", "item"},
    "FinancialProduct": THING | {"broker", "provider", "audience"},
    "Audience": THING | {"audienceType"},
}
KINDS = {"publisher": "Organization", "broker": "Organization", "provider": "Organization", "isPartOf": "WebSite"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CYBER, tmp_path_factory.mktemp("meta") / "site", URL)


def head(site: Path, path: str) -> lxml.html.HtmlElement:
    return lxml.html.fromstring((site / path / "index.html").read_bytes())


@pytest.mark.parametrize("path", PAGES)
def test_every_page_names_itself_and_the_same_in_other_languages(site: Path, path: str) -> None:
    page = head(site, path)
    (canonical,) = page.xpath("//link[@rel='canonical']/@href")
    assert canonical == URL + path
    found = {link.get("hreflang"): link.get("href") for link in page.xpath("//link[@rel='alternate']")}
    plain = path.removeprefix("en/")
    assert found == {"ja": URL + plain, "en": URL + "en/" + plain, "x-default": URL + plain}
    for link in found.values():
        assert (site / link.removeprefix(URL) / "index.html").is_file()


def test_the_map_lists_every_page_with_its_alternates(site: Path) -> None:
    tree = lxml.etree.parse(site / "sitemap.xml")
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    assert {loc.text for loc in tree.iterfind(".//s:loc", names)} == {URL + path for path in PAGES}
    for entry in tree.iterfind(".//s:url", names):
        assert {link.get("hreflang") for link in entry.iterfind("x:link", names)} == {"ja", "en", "x-default"}
    assert f"Sitemap: {URL}sitemap.xml" in (site / "robots.txt").read_text("utf-8")


def unasked(site: Path) -> list[str]:
    """Pages that robots may list though no map names them, and pages of the map that they may not."""
    mapped = {URL + path for path in PAGES}
    found = []
    for file in sorted(site.rglob("*.html")):
        page = lxml.html.fromstring(file.read_bytes())
        at = URL + file.relative_to(site).as_posix().removesuffix("index.html")
        hidden = bool(page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]"))
        if hidden == (at in mapped):
            found.append(at.removeprefix(URL))
    return found


def test_what_repeats_the_pages_is_not_listed_beside_them(site: Path, tmp_path: Path) -> None:
    assert unasked(site) == []
    faulty = Path(shutil.copytree(site, tmp_path / "site"))
    flyer = faulty / "flyer" / "index.html"
    flyer.write_text(flyer.read_text("utf-8").replace('content="noindex"', 'content="index"'), "utf-8")
    assert unasked(faulty) == ["flyer/"]


def faults(thing: dict[str, object], ids: dict[str, str]) -> Iterator[str]:
    """What of a JSON-LD node schema.org does not know."""
    if set(thing) == {"@id"}:
        return
    kind = str(thing.get("@type"))
    yield from (f"{kind} has no {name}" for name in set(thing) - SCHEMA_ORG.get(kind, set()))
    for name, value in thing.items():
        for each in value if isinstance(value, list) else [value]:
            if not isinstance(each, dict):
                continue
            if name in KINDS and each.get("@type", ids.get(str(each.get("@id")))) != KINDS[name]:
                yield f"{kind}.{name} leads to no {KINDS[name]}"
            yield from faults(each, ids)


@pytest.mark.parametrize("path", PAGES)
def test_structured_data_is_of_schema_org_and_true(site: Path, path: str) -> None:
    page = head(site, path)
    (said,) = page.xpath("//script[@type='application/ld+json']/text()")
    data = json.loads(said)
    assert data["@context"] == "https://schema.org"
    ids = {node["@id"]: node["@type"] for node in data["@graph"] if "@id" in node}
    assert [fault for node in data["@graph"] for fault in faults(node, ids)] == []
    by = {node["@type"]: node for node in data["@graph"]}
    association = DATA["parties"]["association"]
    assert by["Organization"]["telephone"] == "+81-" + association["telephone"][1:]
    assert by["WebPage"]["url"] == URL + path
    language = "en" if path.startswith("en/") else "ja"
    assert by["WebSite"]["name"] == DATA["scheme"]["name"][language]


def test_a_seeded_fault_in_structured_data_is_seen() -> None:
    assert list(faults({"@type": "Organization", "phone": "1"}, {})) == ["Organization has no phone"]
    assert list(faults({"@type": "WebPage", "isPartOf": {"@id": "x"}}, {"x": "Organization"}))


def test_the_picture_of_each_language(site: Path, tmp_path: Path) -> None:
    pictures = {}
    for path, language in (("", "ja"), ("en/", "en")):
        page = head(site, path + "premiums/")
        (link,) = page.xpath("//meta[@property='og:image']/@content")
        assert link == f"{URL}{path}card.png"
        content = (site / path / "card.png").read_bytes()
        assert Image.open(io.BytesIO(content)).size == (1200, 630)
        assert len(content) < 100_000
        pictures[language] = content
    assert pictures["ja"] != pictures["en"]
    assert (built(CYBER, tmp_path / "again", URL) / "card.png").read_bytes() == pictures["ja"], "the same bytes again"


def test_an_apostrophe_on_the_picture_keeps_its_word_together() -> None:
    face = link_picture.Face("Regular", 100)

    def mark(whole: str) -> float:
        return face.length("Members’ clinics", whole) - face.length("Members clinics", whole)

    assert mark("Members’ clinics") <= 25, "a quarter of an em"
    assert mark("会員の“診療所”") >= 45, "in Japanese, marks stand in half an em"


def test_without_an_address_what_needs_it_is_left_out(tmp_path: Path) -> None:
    site = built(CYBER, tmp_path / "site")
    assert not any((site / name).exists() for name in ("sitemap.xml", "robots.txt", "card.png"))
    html = (site / "index.html").read_text("utf-8")
    assert not re.search(r'rel="canonical"|og:|ld\+json|hreflang="x-default"', html)


@pytest.mark.parametrize("edition", sorted(EDITIONS.iterdir()), ids=lambda folder: folder.name)
def test_other_editions_have_all_of_it_too(edition: Path, tmp_path: Path) -> None:
    site = built(edition, tmp_path / "site", URL)
    for path in ("", "en/"):
        (said,) = head(site, path).xpath("//script[@type='application/ld+json']/text()")
        assert json.loads(said)
        assert (site / path / "card.png").is_file()


def test_a_past_edition_stands_below_and_is_not_offered_to_robots() -> None:
    job = Job(CYBER, [EDITIONS / "care-three"], URL)
    work = load_and_check(job)
    render(job, work)
    once = {name for name in work.files if "sitemap" in name or "_headers" in name or "404" in name}
    assert once == {"_headers", "404.html", "sitemap.xml"}
    assert b"care-three" not in work.files["sitemap.xml"]


def test_a_site_with_an_address_stands_its_proof(tmp_path: Path) -> None:
    run = [
        sys.executable,
        str(ROOT / "build.py"),
        "build",
        "--lang",
        "en",
        "--url",
        URL,
        "--out",
        str(tmp_path / "site"),
    ]
    said = subprocess.run(run, capture_output=True, text=True, check=False, timeout=300)
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "site" / "sitemap.xml").is_file()


# What was passed above fails on a copy with a fault


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (f'rel="canonical" href="{URL}notes/"', f'rel="canonical" href="{URL}"'),
        (f'hreflang="en" href="{URL}en/notes/"', f'hreflang="en" href="{URL}en/"'),
        (f'hreflang="x-default" href="{URL}notes/"', f'hreflang="x-default" href="{URL}en/notes/"'),
        ('rel="alternate" hreflang="en"', 'rel="next" hreflang="en"'),
    ],
)
def test_a_seeded_fault_in_the_addresses_of_a_page_is_seen(site: Path, tmp_path: Path, old: str, new: str) -> None:
    faulty = broken(site, tmp_path, "notes/index.html", old, new)
    with pytest.raises(AssertionError):
        test_every_page_names_itself_and_the_same_in_other_languages(faulty, "notes/")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("sitemap.xml", f"<loc>{URL}en/notes/</loc>", f"<loc>{URL}en/note/</loc>"),
        ("sitemap.xml", 'hreflang="x-default"', 'hreflang="ja"'),
        ("robots.txt", "sitemap.xml", "sitemap.txt"),
    ],
)
def test_a_seeded_fault_in_the_map_is_seen(site: Path, tmp_path: Path, file: str, old: str, new: str) -> None:
    with pytest.raises(AssertionError):
        test_the_map_lists_every_page_with_its_alternates(broken(site, tmp_path, file, old, new))


@pytest.mark.parametrize("fault", ["address", "size", "language"])
def test_a_seeded_fault_of_the_picture_is_seen(site: Path, tmp_path: Path, fault: str) -> None:
    faulty = Path(shutil.copytree(site, tmp_path / "site"))
    if fault == "address":
        faulty = broken(site, tmp_path, "en/premiums/index.html", f"{URL}en/card.png", f"{URL}card.png")
    elif fault == "size":
        Image.new("RGB", (600, 315)).save(faulty / "en" / "card.png")
    else:
        shutil.copy(faulty / "card.png", faulty / "en" / "card.png")
    with pytest.raises(AssertionError):
        test_the_picture_of_each_language(faulty, tmp_path)
