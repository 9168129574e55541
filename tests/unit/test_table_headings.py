"""Every table of every page can be heard: it has a caption, heads of columns and rows, and no empty cell."""

from __future__ import annotations

import lxml.html
import pytest
from known import EDITIONS

from chirashi.content.edition import load
from chirashi.site.build import site
from chirashi.view.figure_book import FigureBook
from chirashi.view.templates import View
from chirashi.view.text import markdown

WRITTEN = """Table: **Whom** to ask

| Question | Ask |
|---|---|
| Joining | Association |
"""


@pytest.fixture(scope="module")
def book() -> FigureBook:
    return View(load(EDITIONS["fire-options"]), "en").book


def unheard(page: str) -> list[str]:
    """What the tables of a page lack."""
    found = []
    for table in lxml.html.fromstring(page).iter("table"):
        if not "".join(table.xpath("caption//text()")).strip():
            found.append("caption")
        scopes = ("col", "row", *(["rowgroup"] if len(table.findall("tbody")) > 1 else []))
        found += [f"scope of {th.text_content()}" for th in table.iter("th") if th.get("scope") not in scopes]
        found += ["head of a row" for row in table.xpath(".//tbody/tr[not(th[@scope='row'])]")]
        found += ["empty cell" for cell in table.xpath(".//td | .//th") if not cell.text_content().strip()]
    return found


@pytest.mark.parametrize("name", EDITIONS)
def test_every_table_of_every_page_has_a_caption_and_heads(name: str) -> None:
    pages = {path: data for path, data in site(load(EDITIONS[name])).items() if path.endswith(".html")}
    lacking = {path: lacks for path, data in pages.items() if (lacks := unheard(data.decode()))}
    assert lacking == {}


def html(body: str, book: FigureBook, joins_lines: bool = False) -> str:
    return str(markdown.to_html(body, {}, book, lambda name, *_: markdown.Markup(name), joins_lines))


def test_a_table_of_the_text_gets_its_caption_and_heads(book: FigureBook) -> None:
    page = html(f"Before.\n\n{WRITTEN}\nAfter.", book)
    assert "<caption><strong>Whom</strong> to ask</caption>" in page and "Table:" not in page
    assert unheard(page) == []


def test_a_japanese_caption_is_one_too(book: FigureBook) -> None:
    assert "<caption>窓口</caption>" in html(WRITTEN.replace("Table: **Whom** to ask", "表：窓口"), book, True)


@pytest.mark.parametrize(
    ("old", "new", "lack"),
    [("Table: ", "", "caption"), ("| Joining", "|  ", "head of a row"), ("Ask", " ", "empty cell")],
)
def test_what_a_table_lacks_is_seen(old: str, new: str, lack: str, book: FigureBook) -> None:
    assert lack in unheard(html(WRITTEN.replace(old, new, 1), book))
