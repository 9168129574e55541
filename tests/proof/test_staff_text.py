"""A page with all that staff may write, built and proved: footnotes, notices, pictures and papers beside it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pikepdf
import pytest
from known import EDITIONS, LANGUAGES, TODAY
from PIL import Image

from chirashi.base.files import publishing
from chirashi.checks import check
from chirashi.content.edition import Edition, load
from chirashi.proof.run import prove
from chirashi.site.build import site

TEXT = {
    "ja": """
> ご注意
> 会場の駐車場は、お使いいただけません。

保険料は税込です[^tax]。補償は別枠です[^b]。

![会場の地図。駅の東口から北へ](map.png "会場の地図")

くわしくは[開催のご案内](annai.pdf)をご覧ください。

[^tax]: 一の注です。
[^b]: 二の注です。
""",
    "en": """
> Please note
> The car park of the venue cannot be used.

Premiums include tax[^tax]. Cover is separate[^b].

![Map of the venue: north from the east exit](map.png "Map of the venue")

See [the programme](annai.pdf) for more.

[^tax]: The first note.
[^b]: The second note.
""",
}


def laid(folder: Path) -> Edition:
    """An edition whose page of premiums holds all of it."""
    for language in LANGUAGES:
        with (folder / language / "premiums.md").open("a", encoding="utf-8") as page:
            page.write(TEXT[language])
        Image.new("RGB", (2000, 1000), "#2d2f7e").save(folder / language / "map.png")
        with pikepdf.new() as paper:
            paper.add_blank_page()
            paper.docinfo["/Title"] = f"12,345円 {language}"  # theirs, which our data need not have
            paper.save(folder / language / "annai.pdf")
    return load(folder)


@pytest.fixture
def edition(tmp_path: Path) -> Edition:
    return laid(Path(shutil.copytree(EDITIONS["fire-options"], tmp_path / "fire-options")))


Change = Callable[[dict[str, bytes]], object]


def told(edition: Edition, tmp_path: Path, change: Change = lambda files: None) -> set[str]:
    files = site(edition)
    change(files)
    publishing.write(files, tmp_path / "site")
    return {p.code for p in prove(edition.folder, tmp_path / "site").problems if p.severity == "error"}


def test_it_is_checked_built_and_proved(edition: Edition, tmp_path: Path) -> None:
    assert [p.line_in("en") for p in check(edition, TODAY) if p.severity == "error"] == []
    assert told(edition, tmp_path) == set()


def test_pages_load_and_lead_to_what_lies_beside_them(edition: Edition) -> None:
    files = site(edition)
    for home, words in (("", "（PDF、"), ("en/", "(PDF, ")):
        page = lxml.html.fromstring(files[f"{home}premiums/index.html"].decode())
        (picture,) = page.xpath("//main//figure/img")
        assert picture.get("src") == "../files/map.png" and (picture.get("width"), picture.get("height")) == (
            "1600",
            "800",
        )
        assert picture.get("alt") and page.xpath("string(//figure/figcaption)")
        (link,) = page.xpath("//main//a[contains(@href, 'annai')]")
        assert link.get("href") == "../files/annai.pdf" and words in link.text_content()
        assert {f"{home}files/map.png", f"{home}files/annai.pdf"} <= files.keys()
        assert page.xpath("//link[contains(@href, 'text-')]")
        assert not lxml.html.fromstring(files[f"{home}index.html"].decode()).xpath("//link[contains(@href, 'text-')]")
    assert b"files/map.png" in files["sw.js"]


def test_an_edition_without_such_text_has_no_sheet_for_it(editions: dict[str, Edition]) -> None:
    assert not [path for path in site(editions["fire-options"]) if "text-" in path or "files/" in path]


def swapped(path: str, old: str, new: str) -> Change:
    def change(files: dict[str, bytes]) -> None:
        assert old.encode() in files[path]
        files[path] = files[path].replace(old.encode(), new.encode(), 1)

    return change


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (swapped("premiums/index.html", ">※2<", ">※3<"), "proof-link"),
        (swapped("premiums/index.html", 'href="#fn-b"', 'href="#fn-tax"'), "proof-link"),
        (swapped("premiums/index.html", "../files/map.png", "../files/mop.png"), "proof-picture"),
        (swapped("premiums/index.html", 'alt="会場の地図。駅の東口から北へ"', 'alt=""'), "proof-picture"),
        (swapped("files/annai.pdf", "/Catalog", "/Catalogs"), "proof-attachment"),
        (lambda files: files.update({"files/other.pdf": files["files/annai.pdf"]}), "proof-attachment"),
        (lambda files: files.update({"files/other.png": files["files/map.png"]}), "proof-attachment"),
    ],
)
def test_what_is_wrong_with_it_is_told(change: Change, code: str, edition: Edition, tmp_path: Path) -> None:
    assert code in told(edition, tmp_path, change)


def test_a_login_in_a_paper_beside_a_page_is_told(edition: Edition, tmp_path: Path) -> None:
    path = edition.folder / "ja" / "annai.pdf"
    with pikepdf.open(path, allow_overwriting_input=True) as paper:
        paper.docinfo["/Subject"] = "kmt-mbr-7Q"
        paper.save(path, compress_streams=True)
    publishing.write(site(load(edition.folder)), tmp_path / "site")
    proof = prove(edition.folder, tmp_path / "site", private={"login.id": "kmt-mbr-7Q"})
    assert "proof-secret" in {problem.code for problem in proof.problems}
