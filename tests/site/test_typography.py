"""Japanese as a typographer sets it: headings end their lines between phrases, words carry the readings given."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import budoux
import lxml.html
import pytest
from known import EDITIONS
from members import CYBER, addresses, broken, built, changed
from servers import served

from chirashi.content.edition import Edition, load
from chirashi.content.model import Word
from chirashi.paper import page as flyer_page
from chirashi.site.build import site as rendered
from chirashi.site.pages.readings import with_readings
from chirashi.view.labels import labels_of
from chirashi.view.text.phrases import Phrases, phrases

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

JAPANESE = [path for path in addresses() if not path.startswith("en/") and not path.endswith("flyer/")]
SET = "h1, h2, h3, h4, caption, legend, summary, figcaption, th, td, dt, .phrases, .button, .basis"
# Where a line begins within what is set by phrases: not at a mark for it, nor beside a blank or a stop.
PARTED = """(set) => [...document.querySelectorAll(set)].flatMap((one) => {
    const found = [], range = document.createRange();
    const walk = document.createTreeWalker(one, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT);
    const block = (at) => (getComputedStyle(at).display === "inline" ? block(at.parentElement) : at);
    let last = null, may = false;
    while (walk.nextNode()) {
        const node = walk.currentNode;
        if (node.nodeType === Node.ELEMENT_NODE) {
            may ||= node.matches("wbr, br, data");
            continue;
        }
        const within = block(node.parentElement);
        [...node.data].forEach((sign, i) => {
            range.setStart(node, i); range.setEnd(node, i + 1);
            const at = range.getClientRects()[0];
            may ||= /[\\s\\u200b]/.test(sign);
            if (!at || !at.width || node.parentElement.closest(".aloud")) return;
            const letters = [last?.sign, sign].every((each) => /^[\\p{L}\\p{N}]$/u.test(each));
            const parted = letters && !may && last.within === within && at.top > last.at.bottom - 2;
            if (parted) found.push(`${one.textContent.trim()}: ${last.sign}/${sign}`);
            last = {sign, at, within};
            may = false;
        });
    }
    return found;
})"""


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 740}, service_workers="block")
    yield context.new_page()
    context.close()


def heading(site: Path, path: str, which: str) -> str:
    """A heading as it is set, `|` where a line may end."""
    tree = lxml.html.fromstring((site / path / "index.html").read_bytes())
    (one,) = tree.xpath(f"//main//*[@id='{which}']" if which != "h1" else "//h1")
    return re.sub("<[^>]*>", "", lxml.html.tostring(one, encoding="unicode", with_tail=False).replace("\u200b", "|"))


@pytest.mark.parametrize(
    ("path", "which", "phrases"),
    [
        ("", "h1", "サイバー攻撃に、会員の|団体保険で|備える"),
        ("cover", "h1", "攻撃の|兆候から|再発防止まで、対応を|支える|補償です"),
        ("premiums", "options", "利益損害補償は、オプションで|加えます"),
        ("glossary", "limit", "支払限度額"),
        ("contacts", "parties", "三者の|役割と|連絡先"),
    ],
)
def test_headings_break_between_phrases(site: Path, path: str, which: str, phrases: str) -> None:
    assert heading(site, path, which) == phrases


WHOLE = ["支払限度額", "団体サイバー保険", "一般社団法人", "中小企業向け", "当てはまる"]


@pytest.mark.parametrize("word", WHOLE)
def test_words_that_are_whole_stay_so(word: str) -> None:
    known = phrases(load(CYBER), "ja", labels_of("ja")["phrases"]["whole"])
    for text in (word, f"{word}の保険", f"新しい{word}"):
        assert word in known.marked(f"<h2>{text}</h2>")


@pytest.mark.parametrize("word", WHOLE)
def test_the_finder_alone_would_part_them(word: str) -> None:
    """Else what is done about it is not needed, and the test above shows nothing."""
    assert len(budoux.load_default_japanese_parser().parse(word)) > 1


def test_staff_add_words_that_stay_whole(site: Path, tmp_path: Path) -> None:
    assert heading(site, "contacts", "whom") == "ご用件に|よって、窓口が|分かれています"
    edition = changed(
        CYBER, tmp_path, lambda text: text.replace("\nwords:\n", "\nwords:\n  - {word: ご用件によって}\n")
    )
    again = built(edition, tmp_path / "site")
    assert heading(again, "contacts", "whom") == "ご用件によって、窓口が|分かれています"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<h2>A<b>B</b></h2>", "<h2>A<b>B</b></h2>"),
        ("<h2>会員の<em>団体保険で</em>備える</h2>", "<h2>会員の\u200b<em>団体保険で</em>\u200b備える</h2>"),
        ("<h2>システム等復旧費用</h2>", "<h2>システム等\u200b復旧費用</h2>"),
        ("<h2>会員&amp;院長の<wbr>備え</h2>", "<h2>会員&amp;院長の\u200b備え</h2>"),
        ('<td><data value="1">会員の備え</data></td>', '<td><data value="1">会員の備え</data></td>'),
        ('<a class="button quiet" href="x">会員の備え</a>', '<a class="button quiet" href="x">会員の<wbr>備え</a>'),
        ("<legend>会員の備え</legend>", "<legend>会員の<wbr>備え</legend>"),
        ('<p class="way phrases">会員の備え</p>', '<p class="way phrases">会員の\u200b備え</p>'),
        ("<p>会員の備え</p>", "<p>会員の備え</p>"),
        (
            '<dd>会員の備え <span class="basis">会員の備え</span></dd>',
            '<dd>会員の備え <span class="basis">会員の\u200b備え</span></dd>',
        ),
        ("<th>会員の 備え</th>", "<th>会員の 備え</th>"),
        ("<th>無事故のお祝い金</th>", "<th>無事故の\u200bお祝い金</th>"),
        ("<h3>2026年10月の損害保険</h3>", "<h3>2026年10月の\u200b損害保険</h3>"),
        ("<thead><tr><th>会員の備え</th></tr></thead>", "<thead><tr><th>会員の\u200b備え</th></tr></thead>"),
    ],
)
def test_what_is_marked(html: str, wanted: str) -> None:
    assert Phrases(["団体保険"]).set(html) == wanted


def test_marks_are_seen_by_no_other_reader(site: Path) -> None:
    """Title, description, ids and the search hold the text; English pages have no mark in their words."""
    for path in addresses():
        html = (
            (site / path).read_text("utf-8")
            if path.endswith(".html")
            else (site / path / "index.html").read_text("utf-8")
        )
        assert "\u200b" not in html.split("<body")[0]
        assert not re.search(r"<[^>]*\u200b[^<]*>", html)
        assert not re.search(r"<[^>]*&lt;wbr|\w=\"[^\"]*<wbr", html)
        if path.startswith("en/"):
            assert "\u200b" not in html
            assert "<wbr" not in html.replace("<wbr>@", "@"), "but for where an address may end its line"
            assert "<ruby" not in html
    (found,) = (site / "assets").glob("search-ja-*.json")
    assert not re.search("[<\u200b]", found.read_text("utf-8"))
    sections = [section for page in json.loads(found.read_text("utf-8"))["pages"] for section in page[2]]
    assert "利益損害補償は、オプションで加えます" in {section[1] for section in sections}


def test_the_same_edition_is_set_the_same_again(editions: dict[str, Edition]) -> None:
    for edition in editions.values():
        assert rendered(edition) == rendered(edition)


# Headings of plain text: what is heard of each, piece by piece, as a screen reader is given it
PLAIN = "one => [...one.childNodes].every((node) => node.nodeType === Node.TEXT_NODE || node.matches('wbr'))"


def pieces(page: Page, url: str) -> dict[str, list[str]]:
    """The headings of a page that hold text alone: their text to the pieces of it in the accessibility tree."""
    page.goto(url)
    plain = set(
        page.evaluate(f"[...document.querySelectorAll('h1, h2, h3, h4')].filter({PLAIN}).map((one) => one.textContent)")
    )
    client = page.context.new_cdp_session(page)
    nodes = {node["nodeId"]: node for node in client.send("Accessibility.getFullAXTree")["nodes"]}

    def said(node: dict[str, Any]) -> list[str]:
        if node["role"]["value"] == "StaticText":
            return [node["name"]["value"]]
        return [piece for child in node.get("childIds", ()) if child in nodes for piece in said(nodes[child])]

    heads = [said(node) for node in nodes.values() if node.get("role", {}).get("value") == "heading"]
    return {"".join(parts): parts for parts in heads if "".join(parts) in plain}


@pytest.mark.browser
def test_a_heading_is_heard_in_one_piece(phone: Page, address: str, site: Path, tmp_path: Path) -> None:
    heard = 0
    for path in JAPANESE:
        found = pieces(phone, address + path)
        assert [parts for parts in found.values() if len(parts) != 1] == []
        heard += sum("\u200b" in text for text in found)
    assert heard > 20, "which a line may part"
    faulty = broken(site, tmp_path, "contacts/index.html", "\u200b", "<wbr>")
    with served(faulty) as where:
        assert any(len(parts) > 1 for parts in pieces(phone, where + "contacts/").values()), "the seeded fault"


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_line_of_a_heading_begins_within_a_phrase(phone: Page, address: str, width: int) -> None:
    phone.set_viewport_size({"width": width, "height": 740})
    found = {}
    for path in JAPANESE:
        phone.goto(address + path)
        if said := phone.evaluate(PARTED, SET):
            found[path] = said
    assert found == {}


@pytest.mark.browser
def test_a_seeded_break_within_a_phrase_is_seen(phone: Page, address: str) -> None:
    phone.goto(address + "cover/")
    phone.evaluate("document.querySelectorAll('h1, h2').forEach((one) => { one.style.wordBreak = 'break-all' })")
    assert phone.evaluate(PARTED, "h1, h2")


# Readings

SAID = "<ruby>争訟<rp>（</rp><rt>そうしょう</rt><rp>）</rp></ruby>"


@pytest.mark.parametrize(
    ("html", "wanted"),
    [
        ("<p>争訟費用と争訟</p>", f"<p>{SAID}費用と争訟</p>"),
        ("<h2>争訟</h2><p>争訟</p>", f"<h2>争訟</h2><p>{SAID}</p>"),
        ('<p title="争訟">争訟</p>', f'<p title="争訟">{SAID}</p>'),
        ("<code>争訟</code><ul><li>争訟</li></ul>", f"<code>争訟</code><ul><li>{SAID}</li></ul>"),
        ('<a class="button" href="x">争訟</a>', '<a class="button" href="x">争訟</a>'),
        ('<a class="term" href="x">争訟費用</a>', f'<a class="term" href="x">{SAID}費用</a>'),
        ("<p><ruby>争訟<rt>あらそい</rt></ruby></p>", "<p><ruby>争訟<rt>あらそい</rt></ruby></p>"),
        ("<p>貴院</p>", "<p>貴院</p>"),
    ],
)
def test_where_a_reading_stands(html: str, wanted: str) -> None:
    words = [Word.model_validate({"word": "争訟", "reading": "そうしょう"}), Word.model_validate({"word": "貴院"})]
    page = f"<title>争訟</title><nav>争訟</nav><main>{html}</main><footer>争訟</footer>"
    assert with_readings(page, words) == f"<title>争訟</title><nav>争訟</nav><main>{wanted}</main><footer>争訟</footer>"


def test_longer_words_are_read_first() -> None:
    words = [
        Word.model_validate({"word": w, "reading": r})
        for w, r in (("争訟", "そうしょう"), ("争訟費用", "そうしょうひよう"))
    ]
    assert with_readings("<main>争訟費用、争訟</main>", words).count("<rt>") == 2


def test_readings_stand_once_a_page_and_not_on_paper(site: Path) -> None:
    marked = {path for path in JAPANESE if "<rt>そうしょう</rt>" in _html(site, path)}
    assert marked == {"", "cover/", "glossary/", "questions/"}
    assert all(_html(site, path).count("<rt>そうしょう</rt>") == 1 for path in marked)
    assert "<ruby" not in str(flyer_page(load(CYBER), "ja"))


def test_an_edition_that_gives_no_readings_has_none(editions: dict[str, Edition]) -> None:
    for name in EDITIONS:
        if name != "cyber-2025":
            assert not any(b"<ruby" in content for content in rendered(editions[name]).values())


def _html(site: Path, path: str) -> str:
    return (site / path if path.endswith(".html") else site / path / "index.html").read_text("utf-8")


@pytest.mark.browser
def test_a_word_is_found_by_its_reading(phone: Page, address: str) -> None:
    phone.goto(address)
    phone.locator("#search-open").click()
    phone.locator("#search-words").fill("そうしょう")
    phone.locator("#search-found > li").first.wait_for()
    assert phone.locator("#search-found > li").count() == 4
    phone.locator("#search-words").fill("争訟費用")
    phone.locator("#search-found mark").filter(has_text="争訟費用").first.wait_for()
