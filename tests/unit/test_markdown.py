"""A page's text as HTML, row by row: placeholders held back, Japanese lines joined, nothing unsafe let through."""

from __future__ import annotations

import shutil
from pathlib import Path

import lxml.html
import pytest
from known import EDITIONS, LANGUAGES, TODAY
from markupsafe import Markup

from chirashi.checks import check
from chirashi.content.edition import Edition, load
from chirashi.content.pages.placeholders import Placeholder, placeholders
from chirashi.site.build import site
from chirashi.view.figure_book import FigureBook
from chirashi.view.templates import View
from chirashi.view.text import markdown

TABLE = Markup('<table class="grid"><tr><td onclick="trusted">1</td></tr></table>')


def shows(name: str, *arguments: str) -> Markup:
    return TABLE if name == "table" else Markup("<p>{}</p>").format(name)


@pytest.fixture(scope="module")
def book(editions: dict[str, Edition]) -> FigureBook:
    return View(editions["fire-options"], "en").book


def html(body: str, book: FigureBook, parts: dict[str, str] | None = None, joins_lines: bool = False) -> str:
    return str(markdown.to_html(body, parts or {}, book, shows, joins_lines)).strip()


C = '<data value="31560" data-key="tables.basic.C">¥31,560</data>'
START = '<data value="2026-12-01" data-key="dates.start">1 December 2026</data>'


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("It costs {{ tables.basic.C }}.", f"<p>It costs {C}.</p>"),
        ("**{{ tables.basic.C }}**", f"<p><strong>{C}</strong></p>"),
        ("{{ tables.basic.C }}", C),
        ("- {{ tables.basic.C }}", f"<ul>\n<li>{C}</li>\n</ul>"),
        ("{{ tables.basic.C | plain }}", "¥31,560"),
        ("From {{ dates.start | short }}", f"<p>From {START}</p>"),
        ("{{ tables['basic']['C'] }}", C),
        ('{{ show("table", "total") }}', str(TABLE)),
        ('before\n\n{{ show("table", "total") }}\n\nafter', f"<p>before</p>\n{TABLE}\n<p>after</p>"),
        ('<span title="{{ tables.basic.C }}">C</span>', '<p><span title="¥31,560">C</span></p>'),
        ("## {{ plans.C.name }} {#c}", '<h2 id="c">Plan C</h2>'),
        ('{% include "parts/a.md" %}', f'<h2 id="a">A</h2>\n{C}'),
    ],
)
def test_placeholders_are_held_back_and_put_in(body: str, wanted: str, book: FigureBook) -> None:
    assert html(body, book, {"parts/a.md": "## A {#a}\n\n{{ tables.basic.C }}"}) == wanted


def test_a_figure_in_a_table_of_a_page(book: FigureBook) -> None:
    row = f'<tr>\n<th scope="row">b</th>\n<td>{C}</td>\n</tr>'
    assert row in html("| a | c |\n|---|---|\n| b | {{ tables.basic.C }} |", book)


@pytest.mark.parametrize(
    "body",
    [
        "<script>alert(1)</script>",
        "<SCRIPT SRC=//example.org></SCRIPT>",
        '<b onclick="alert(1)">x</b>',
        '<p style="position:fixed">x</p>',
        "<iframe src='https://example.org'></iframe>",
        "<svg onload=alert(1)></svg>",
        "<img src=x onerror=alert(1)>",
        "<a href='javascript:alert(1)'>x</a>",
        "<a href='java&#115;cript:alert(1)'>x</a>",
        "[x](javascript:alert(1))",
        "[x](java&#x09;script:alert(1))",
        "[x]( data:text/html;base64,PHNjcmlwdD4=)",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[x](http://example.org)",
        "<http://example.org>",
        'x{: onclick="alert(1)" style="color:red" }',
        "![x](https://example.org/x.png)",
        "<form action='https://example.org'><input></form>",
        "<style>body{display:none}</style>",
        "<meta http-equiv=refresh content=0>",
        "<base href='https://example.org'>",
        "<math><mi xlink:href='javascript:alert(1)'>x</mi></math>",
        "<!--[if IE]><script>x</script><![endif]-->",
        "<data value='1' data-key='tables.basic.A'>forged</data>",
        "`<script>`",
    ],
)
def test_nothing_unsafe_is_let_through(body: str, book: FigureBook) -> None:
    tree = lxml.html.fromstring(f"<div>{html(body, book)}</div>")
    for element in tree.iter():
        assert element.tag in {"div", "p", "a", "b", "code"}, element.tag
        assert not {name for name in element.attrib if name.startswith("on") or name in ("style", "src")}
        assert element.get("href", "https:").startswith("https:")


@pytest.mark.parametrize(
    ("body", "joined"),
    [
        ("保険料は\n施設ごとです。", "保険料は施設ごとです。"),
        ("はい。\nいいえ。", "はい。いいえ。"),
        ("「引用」\n（注）", "「引用」（注）"),
        ("全角１\n２", "全角１２"),
        ("**強調**\n続き", "<strong>強調</strong>続き"),
        ("前\n**強調**", "前<strong>強調</strong>"),
        ("[文](https://example.jp)\n続き", '<a href="https://example.jp">文</a>続き'),
        ("できます。\nFAXでも", "できます。FAXでも"),
        ("保険\nA", "保険\nA"),
        ("A\n保険", "A\n保険"),
        ("one\ntwo", "one\ntwo"),
    ],
)
def test_japanese_lines_are_joined(body: str, joined: str, book: FigureBook) -> None:
    assert html(body, book, joins_lines=True) == f"<p>{joined}</p>"
    assert "\n" in html(body, book, joins_lines=False)


def test_japanese_lines_are_joined_at_a_figure(book: FigureBook) -> None:
    assert html("保険料は\n{{ tables.basic.C }}\nです。", book, joins_lines=True) == f"<p>保険料は{C}です。</p>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("[a](https://example.jp){.button}", '<p><a class="button" href="https://example.jp">a</a></p>'),
        ("Term\n: what it means", "<dl>\n<dt>Term</dt>\n<dd>what it means</dd>\n</dl>"),
        ("<ruby>免責<rt>めんせき</rt></ruby>", "<p><ruby>免責<rt>めんせき</rt></ruby></p>"),
        ('<div markdown="1">\n**a**\n</div>', "<div>\n<p><strong>a</strong></p>\n</div>"),
        ("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>"),
        ("a & b < c", "<p>a &amp; b &lt; c</p>"),
    ],
)
def test_what_pages_may_hold_stays(body: str, wanted: str, book: FigureBook) -> None:
    assert html(body, book) == wanted


@pytest.mark.parametrize(
    "body", ["\ue0000\ue001", "\ue0009\ue001 {{ tables.basic.C }}", "\ue002 {{ tables.basic.C }} \ue003"]
)
def test_marks_in_content_are_no_marks(body: str, book: FigureBook) -> None:
    shown = html(body, book)
    assert not set(shown) & set("\ue000\ue001\ue002\ue003")
    assert shown.count("<data") == body.count("{{")


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("plain { } text {#id}", []),
        ("{{ dates.start }}", [Placeholder(1, "dates.start")]),
        ("a\nb {{ dates.start | short }}", [Placeholder(2, "dates.start", filters=("short",))]),
        ('{{ show("table", "total") }}', [Placeholder(1, "table", "show", ("total",))]),
        ('{% include "parts/x.md" %}', [Placeholder(1, "parts/x.md", "include")]),
        ("{{ phases[1].name }}", [Placeholder(1, "phases.1.name")]),
        ("{{ ''.__class__ }}", [Placeholder(1, "getattr", "refused")]),
        ("{{ dates.start() }}", [Placeholder(1, "call", "refused")]),
        ("{{ show(dates.start) }}", [Placeholder(1, "call", "refused")]),
        ("{{ 1 + 1 }}", [Placeholder(1, "add", "refused")]),
        ("{{ dates | attr('x') }}", [Placeholder(1, "filter", "refused")]),
        ("{{ dates.start | short(a=1) }}", [Placeholder(1, "filter", "refused")]),
        ("{{ dates.start | short(*a) }}", [Placeholder(1, "filter", "refused")]),
        ('{{ show("qr", *a) }}', [Placeholder(1, "call", "refused")]),
        ('{{ show("qr", a=1) }}', [Placeholder(1, "call", "refused")]),
        ("{% for x in y %}{{ x }}{% endfor %}", [Placeholder(1, "for", "refused")]),
        ("{% set x = 1 %}", [Placeholder(1, "assign", "refused")]),
        ("{% import 'os' as os %}", [Placeholder(1, "import", "refused")]),
        ("{% extends 'web/page.html' %}", [Placeholder(1, "extends", "refused")]),
    ],
)
def test_what_content_asks_for(text: str, asked: list[Placeholder]) -> None:
    assert list(placeholders(text)) == asked


@pytest.mark.parametrize(
    "text",
    [
        "{{",
        "{{ }}",
        "{{ a b }}",
        "{% include %}",
        "{% nothing %}",
        "{{ a } }",
        "\n\n{{ a",
        "{{ a[" + "1" * 5000 + "] }}",
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str) -> None:
    (asked,) = placeholders(text)
    assert (asked.kind, asked.line) == ("syntax", text.count("\n") + 1)


@pytest.mark.parametrize("text", ["{{" + "(" * 5000, "[" * 1000, "> " * 1000 + "x", "*" * 3000, "<b>" * 1000])
def test_deep_nesting_ends(text: str, book: FigureBook) -> None:
    if not any(asked.kind == "syntax" for asked in placeholders(text)):
        html(text, book)


def test_links_to_pages_lead_there_however_they_are_written(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(EDITIONS["savings-ages"], tmp_path / "savings-ages"))
    more = '\n[a](apply.md#ways) <a href="apply.md#ways">b</a> [c](<apply.md#ways>) [d][d]\n\n[d]: apply.md#ways\n'
    for language in LANGUAGES:
        with (folder / language / "parts" / "ask.md").open("a", encoding="utf-8") as part:
            part.write(more)
    edition = load(folder)
    assert [problem.line_in("en") for problem in check(edition, TODAY)] == []
    links = lxml.html.fromstring(site(edition)["index.html"]).xpath("//a[string-length(text())=1]/@href")
    assert links == ["apply/#ways"] * 4


def test_every_edition_is_a_whole_page_in_each_language(sites: dict[str, dict[str, bytes]]) -> None:
    """No template text, no mark and no link to a Markdown file is left on any page."""
    assert set(sites) == set(EDITIONS)
    for name, files in sites.items():
        for path, content in files.items():
            if path.endswith("index.html"):
                text = content.decode()
                assert not [left for left in ("{{", "{%", "\ue000", '.md"', ".md#") if left in text], f"{name}/{path}"
