"""The search of the site in a real browser: every term of the lists is found on exactly the pages that contain it.

What a page contains is worked out here afresh, from its HTML and with foldings of this file's own.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
import shutil
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import lxml.html
import pytest
from known import ROOT
from members import plans
from playwright.sync_api import Browser, Page, Route, expect
from servers import served

from chirashi.site.exports.search_index import index

pytestmark = pytest.mark.browser
EDITION = ROOT / "content" / "cyber-2025"
TERMS = ROOT / "tests" / "browser"
DATA = plans()
VENDOR = ROOT / "theme" / "web" / "vendor"
FIRST = {"ja": "", "en": "en/"}  # the first page of each language
POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:"
SHIFT = """window.shift = 0;
new PerformanceObserver((list) => list.getEntries().forEach((one) => window.shift += one.value))
    .observe({type: "layout-shift", buffered: true});"""
LATER = ("find-", "minisearch-", "stemmer-", "search-ja-", "search-en-")  # what only an open search loads


@pytest.fixture(scope="module", params=["/", "/cyber/"], ids=["root", "subpath"])
def base(site: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    with served(site, request.param) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    yield opened
    opened.close()


# What the pages contain

BLOCK = "address article aside blockquote caption dd div dl dt fieldset figcaption figure form h1 h2 h3 h4 h5 h6 legend"
BLOCKS = set(f"{BLOCK} li main ol optgroup option p pre section select summary details table tbody td th thead".split())
BLOCKS |= {"tfoot", "tr", "ul", "hr", "input", "textarea"}
UNSEEN = {"script", "style", "template", "noscript", "svg", "nav", "dialog", "rt", "rp"}


def visible(element: lxml.html.HtmlElement) -> str:
    """The text of an element as it is read: a line feed between blocks, nothing of what is not shown."""
    if not isinstance(element.tag, str) or element.tag in UNSEEN or element.get("hidden") is not None:
        return ""
    if element.get("aria-hidden") == "true" or "aloud" in element.classes or element.get("rel") == "next":
        return ""
    inside = element.text or ""
    for child in element:
        inside += visible(child) + (child.tail or "")
    inside = " " if element.tag == "br" else re.sub(r"[ \t\r\f]*\n[ \t\r\f]*", "\n", inside)
    return f"\x00{inside}\x00" if element.tag in BLOCKS else inside


def text_of(html: str) -> str:
    main = visible(lxml.html.fromstring(html).find(".//main"))
    blocks = (" ".join(block.split()) for block in main.split("\x00"))
    return "\n".join(block for block in blocks if block)


SMALL = str.maketrans("ぁぃぅぇぉゎゕゖ〜‐‑‒–—―−‘’“”", "あいうえおわかか~-------''\"\"")
HIRAGANA = {ord(c): ord(c) - 0x60 for c in map(chr, range(0x30A1, 0x30F7))}
ASIAN = "[\u2e80-\u9fff\uf900-\ufaff]"


@functools.cache
def folded(text: str) -> str:
    """As a reader compares: width, case, kana, dashes, digit groups and spaces between Japanese made one."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = re.sub("[\u00ad\u200b-\u200d\u2060\ufeff]", "", text)
    for kana in ("ァ-ヺー", "ぁ-ゖー"):  # a long vowel at the end of a word of three sounds or more
        text = re.sub(f"(?<=[{kana}]{{3}})ー(?![{kana}])", "", text)
    text = text.translate(HIRAGANA)
    text = re.sub(r"(?<=\d)け(?=[月所国])", "か", text).translate(SMALL)
    text = re.sub(r"(?<=\d),(?=\d{3})", "", text)
    return re.sub(f"(?<={ASIAN}) | (?={ASIAN})", "", text)


def figures(word: str) -> str:
    """A pattern for a number of six figures or more, which may be a telephone's, with hyphens in it or without."""
    return "-?".join(word) if re.fullmatch(r"\d{6,}", word) else re.escape(word)


def contains_ja(text: str, word: str) -> bool:
    return re.search(figures(folded(word)), folded(text)) is not None


def contains_en(text: str, word: str, forms: dict[str, set[str]]) -> bool:
    word, text = folded(word), folded(text)
    plain = word.strip("¥%")
    if len(plain) == 1 or re.fullmatch(r"\d{1,5}", plain):
        return plain in re.findall(r"[^\W_]+", text)
    if re.fullmatch(r"\d{6,}", plain):  # of a telephone number also the beginning
        return re.search(rf"(?<!\w)(?:{figures(plain)}(?!\d)|(?=\d+-){figures(plain)})", text) is not None
    if re.fullmatch(r"\w+ \w", plain):  # Plan A
        return re.search(rf"\b{re.escape(plain)}\b", text) is not None
    if not re.fullmatch(r"\w+", plain):  # e-mail, 052-961-9634
        return re.search(rf"(?<!\w){re.escape(plain)}", text) is not None
    return any(other.startswith(plain) or other in forms.get(plain, set()) for other in re.findall(r"[^\W_]+", text))


def terms(language: str) -> tuple[list[str], dict[str, set[str]]]:
    """The terms of a list, and the other forms that count for a word."""
    lines = (TERMS / f"search-terms.{language}.txt").read_text("utf-8").splitlines()
    found = [line.partition(":") for line in lines if line.strip() and not line.startswith("#")]
    forms = {folded(term.strip()): set(folded(other).split()) for term, _, other in found}
    return [term.strip() for term, _, _ in found], forms


def addresses(site: Path, language: str) -> dict[str, str]:
    """Every page of one language: its address and its text; not those that stand in no list of pages."""
    found = {}
    for file in sorted(site.rglob("index.html")):
        if file.parent.name == "flyer":
            continue  # paper on the screen: what it says stands on the pages, which are searched
        address = "" if file.parent == site else file.parent.relative_to(site).as_posix() + "/"
        html = file.read_text("utf-8")
        if f'<html lang="{language}"' in html:
            found[address] = text_of(html)
    return found


def ways(term: str, language: str) -> set[str]:
    """A term, and the term with words put as the data says that they may be put."""
    groups = DATA["search"][language]
    same = [[(word, other) for word in group for other in group if word != other] for group in groups]
    for one in (term[language] for term in DATA["terms"].values() if language in term):
        same.append([(word, one["use"]) for word in one.get("avoid", [])])
    edge = r"\b" if language == "en" else ""
    found = {folded(term)}
    for pairs in same:
        for way in set(found):
            here = [(w, o) for w, o in pairs if re.search(f"{edge}{re.escape(folded(w))}{edge}", way)]
            longest = max((len(word) for word, _ in here), default=0)
            for word, other in here:
                if len(word) == longest:
                    found.add(re.sub(f"{edge}{re.escape(folded(word))}{edge}", folded(other), way))
    return found


def words_of(way: str, language: str) -> list[str]:
    """The words of a line; in English a letter or figure alone goes with the word before it."""
    return re.findall(r"\S+(?: \w(?=\s|$))?", way) if language == "en" else way.split()


def expected(site: Path, language: str) -> dict[str, set[str]]:
    asked, forms = terms(language)
    pages = addresses(site, language)

    def holds(text: str, word: str) -> bool:
        return contains_ja(text, word) if language == "ja" else contains_en(text, word, forms)

    found = {}
    for term in asked:  # each word, or in a language that parts words the whole, in one of its ways
        parts = [ways(part, language) for part in ([term] if language == "en" else term.split())]
        found[term] = {
            address
            for address, text in pages.items()
            if all(any(all(holds(text, word) for word in words_of(way, language)) for way in part) for part in parts)
        }
    return found


def opened(page: Page, address: str) -> None:
    """The page with its search open and its index loaded."""
    page.goto(address)
    with page.expect_response(lambda answer: "/search-" in answer.url and answer.url.endswith(".json")):
        page.locator("#search-open").click()
    page.locator("#search-words").fill("a")
    page.locator("#search-status:not(:empty)").wait_for(state="attached")


def found(page: Page, term: str, base: str) -> set[str]:
    """The addresses that the list shows for a term as pages that hold all of it."""
    page.locator("#search-words").fill(term)
    links = page.eval_on_selector_all("#search-found > li:not(.partly, .anyway) > a", "all => all.map(one => one.href)")
    assert all(link.startswith(base) for link in links), links
    return {link[len(base) :] for link in links}


def differences(page: Page, site: Path, base: str, language: str) -> list[str]:
    """Each term that is not found on exactly the pages that contain it."""
    opened(page, base + FIRST[language])
    return [
        f"{term}: found on {sorted(shown)}, stands on {sorted(pages)}"
        for term, pages in expected(site, language).items()
        if (shown := found(page, term, base)) != pages
    ]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_term_is_found_on_exactly_the_pages_that_contain_it(
    page: Page, site: Path, base: str, language: str
) -> None:
    assert differences(page, site, base, language) == []


def test_the_lists_try_enough(site: Path) -> None:
    for language, least in (("ja", 60), ("en", 20)):
        pages = expected(site, language)
        counts = {len(on) for on in pages.values()}
        assert len(terms(language)[0]) == len(pages) >= least, "a term stands twice"
        assert sum(bool(on) for on in pages.values()) >= least
        assert 0 in counts, "terms that stand nowhere"
        assert len(counts) >= 5, "common and rare terms"
    assert {"保険", "利益損害", "てん補期間", "月払い", "サイバー攻撃調査費用"} <= set(terms("ja")[0])
    on = expected(site, "en")
    assert len(on["Plan D"]) < len(on["plan limit deductible"]) <= len(on["cover"]), "one letter is one word"
    common = ["申込み", "〆切", "漏洩", "利益補償", "ほけん", "めんせき", "TEL", "0963853330", "引き落とし"]
    assert all(expected(site, "ja")[term] for term in common)
    assert all(on[term] for term in ("email", "unauthorized", "call center", "price", "0963853330"))


# Compounds and sentences, as members ask them: what answers stands among the first, with what it holds of them


def questions(language: str) -> dict[str, set[str]]:
    """Each question with the addresses of the pages that answer it."""
    lines = (TERMS / f"questions.{language}.txt").read_text("utf-8").splitlines()
    found = {}
    for line in lines:
        if line.strip() and not line.startswith("#"):
            asked, _, names = line.partition(" | ")
            found[asked] = {FIRST[language] + ("" if name == "index" else f"{name}/") for name in names.split()}
    return found


RANK = """([asked, wanted, base]) => {
    const input = document.getElementById("search-words");
    input.value = asked;
    input.dispatchEvent(new InputEvent("input"));
    const links = [...document.querySelectorAll("#search-found > li:not(.anyway) > a")];
    return links.findIndex((link) => wanted.includes(link.href.slice(base.length))) + 1;
}"""


def ranks(page: Page, base: str, language: str) -> dict[str, int]:
    """At which place the first page that answers stands, for each question; 0 for none."""
    opened(page, base + FIRST[language])
    asked = questions(language).items()
    return {question: page.evaluate(RANK, [question, sorted(wanted), base]) for question, wanted in asked}


@pytest.mark.parametrize(("language", "first"), [("ja", 0.9), ("en", 0.85)])
def test_questions_find_the_page_that_answers(page: Page, site: Path, language: str, first: float) -> None:
    asked = questions(language)
    assert len(asked) >= 120
    assert {address for wanted in asked.values() for address in wanted} == set(addresses(site, language)), "every page"
    with served(site) as base:
        found = ranks(page, base, language)
    assert [question for question, at in found.items() if not 1 <= at <= 3] == []
    assert sum(at == 1 for at in found.values()) / len(found) >= first


def test_what_is_found_in_part_says_what_it_holds(page: Page, site: Path, base: str) -> None:
    opened(page, base)
    page.locator("#search-words").fill("プランCの保険料")
    best = page.locator("#search-found > li").first
    expect(page.locator("#search-status")).to_contain_text("すべてのことばを含むページはありません")
    expect(best.locator("> a")).to_have_js_property("href", f"{base}premiums/")
    expect(best.locator(".found-matched")).to_have_text("含まれることば: プランC、保険料", use_inner_text=True)
    assert {folded(mark) for mark in best.locator("mark").all_text_contents()} <= {folded("プランC"), folded("保険料")}
    scored = page.locator("#search-found > li.partly").count()
    assert 1 < scored < len(addresses(site, "ja")), "ranked, and what is far from it left out"


@pytest.mark.parametrize(("language", "nothing"), [("ja", "ｚｚｚ"), ("en", "zzzz qqqq")])
def test_what_is_not_understood_leads_to_every_page(page: Page, site: Path, language: str, nothing: str) -> None:
    with served(site) as base:
        opened(page, base + FIRST[language])
        page.locator("#search-words").fill(nothing)
        links = page.eval_on_selector_all("#search-found > li.anyway > a", "all => all.map(one => one.href)")
        assert {link.removeprefix(base) for link in links} == set(addresses(site, language))
        assert nothing in page.locator("#search-status").inner_text()
        page.locator("#search-words").press("Enter")
        assert page.url == base + FIRST[language], "nobody is led anywhere unasked"


def _without_taking_apart(site: Path) -> None:
    for file in site.glob("assets/find-*.js"):
        whole = file.read_text("utf-8")
        faulty = whole.replace("const parts = this.byCharacters ?", "const parts = true ? [] : this.byCharacters ?")
        assert faulty != whole
        file.write_text(faulty, "utf-8")


def _without_ranking(site: Path) -> None:
    for file in site.glob("assets/find-*.js"):
        whole = file.read_text("utf-8")
        faulty = whole.replace("pages.sort((a, b) => b.score - a.score);", "pages.sort((a, b) => a.score - b.score);")
        assert faulty != whole
        file.write_text(faulty, "utf-8")


@pytest.mark.parametrize("fault", [_without_taking_apart, _without_ranking])
def test_a_fault_in_answering_is_seen(page: Page, site: Path, tmp_path: Path, fault: object) -> None:
    faulty = Path(shutil.copytree(site, tmp_path / "site"))
    assert callable(fault)
    fault(faulty)
    with served(faulty) as base:
        assert [question for question, at in ranks(page, base, "ja").items() if not 1 <= at <= 3] != []


# A gate that cannot fail is none


def _without_a_page(site: Path) -> None:
    file = next(site.glob("assets/search-ja-*.json"))
    held = json.loads(file.read_text("utf-8"))
    held["pages"] = [one for one in held["pages"] if one[0] != "glossary/"]
    file.write_text(json.dumps(held, ensure_ascii=False), "utf-8")


def _without_looking_at_the_text(site: Path) -> None:
    file = next(site.glob("assets/find-*.js"))
    whole = file.read_text("utf-8")
    faulty = whole.replace("if (!hit.length) continue;", "if (!hit.length) hit.push('text');")
    assert faulty != whole
    file.write_text(faulty, "utf-8")


def _with_letters_that_begin_words(site: Path) -> None:
    file = next(site.glob("assets/find-*.js"))
    whole = file.read_text("utf-8")
    faulty = whole.replace("(word.length > 1 && !/^\\d+$/.test(word) && other", "(other").replace(
        " && term.length > 1", ""
    )
    assert faulty != whole
    file.write_text(faulty, "utf-8")


def _without_what_is_the_same(site: Path) -> None:
    for file in site.glob("assets/search-*.json"):
        held = json.loads(file.read_text("utf-8"))
        del held["also"]
        file.write_text(json.dumps(held, ensure_ascii=False), "utf-8")


def _with_another_languages_pages(site: Path) -> None:
    english, japanese = (next(site.glob(f"assets/search-{language}-*.json")) for language in ("en", "ja"))
    held, other = (json.loads(file.read_text("utf-8")) for file in (japanese, english))
    held["pages"] += other["pages"]
    japanese.write_text(json.dumps(held, ensure_ascii=False), "utf-8")


@pytest.mark.parametrize(
    ("fault", "language"),
    [
        (_without_a_page, "ja"),
        (_without_looking_at_the_text, "ja"),
        (_with_another_languages_pages, "ja"),
        (_without_what_is_the_same, "ja"),
        (_without_what_is_the_same, "en"),
        (_with_letters_that_begin_words, "en"),
    ],
)
def test_a_fault_in_the_search_is_seen(page: Page, site: Path, tmp_path: Path, fault: object, language: str) -> None:
    faulty = tmp_path / "site"
    shutil.copytree(site, faulty)
    assert callable(fault)
    fault(faulty)
    with served(faulty) as base:
        assert differences(page, site, base, language) != []


# What a reader sees and hears


def test_results_lead_to_the_place_and_show_the_words(page: Page, site: Path, base: str) -> None:
    opened(page, base + "premiums/")
    for term in ("保険料", "サイバー攻撃調査費用", "ﾌﾟﾗﾝa", "77160"):
        page.locator("#search-words").fill(term)
        marks = page.locator("#search-found mark").all_text_contents()
        assert marks
        assert folded(term) in map(folded, marks)
        assert {folded(mark) for mark in marks} <= ways(term, "ja"), "only the term is marked, and what is the same"
    links = page.eval_on_selector_all("#search-found a", "all => all.map(one => one.href)")
    for link in links:
        target, anchor = link.partition("#")[::2]
        html = (site / target.removeprefix(base) / "index.html").read_text("utf-8")
        assert not anchor or f'id="{anchor}"' in html


def test_titles_come_before_headings_before_text(page: Page, site: Path) -> None:
    ranks = {}
    for file in sorted(site.glob("*/index.html")):
        main = lxml.html.parse(str(file)).find(".//main")
        title, heads = main.find(".//h1").text_content(), [h.text_content() for h in main.xpath(".//h2|.//h3")]
        ranks[file.parent.name + "/"] = 2 if "保険" in title else int(any("保険" in head for head in heads))
    with served(site) as base:
        opened(page, base + "contacts/")
        page.locator("#search-words").fill("保険")
        links = page.eval_on_selector_all("#search-found > li > a", "all => all.map(one => one.href)")
    shown = [ranks[link[len(base) :]] for link in links if link != base and link[len(base) :] in ranks]
    assert len(set(shown)) > 1
    assert shown == sorted(shown, reverse=True)


def test_it_works_by_keyboard_alone(page: Page, site: Path) -> None:
    focused = "document.activeElement.id || document.activeElement.tagName"
    with served(site) as base:
        page.goto(base + "cover/")
        page.keyboard.press("Control+k")
        assert page.evaluate(focused) == "search-words"
        page.keyboard.insert_text("免責金額")
        page.locator("#search-found a").first.wait_for()
        assert "ページ" in page.locator("#search-status").inner_text()
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement === document.querySelector('#search-found a')")
        page.keyboard.press("ArrowUp")
        assert page.evaluate(focused) == "search-words"
        page.keyboard.press("Escape")
        assert page.locator("#search").is_hidden()
        page.locator("#search-open").focus()
        page.keyboard.press("Enter")
        assert page.evaluate(focused) == "search-words"
        assert page.input_value("#search-words") == "免責金額"
        page.keyboard.press("Escape")
        assert page.evaluate(focused) == "search-open", "the focus returns to where it was"
        page.keyboard.press("Enter")
        for _ in range(2):  # the button that closes, the first result
            page.keyboard.press("Tab")
        target = page.evaluate("document.activeElement.href")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Enter")
        page.wait_for_url(lambda url: url == target)


def test_a_result_on_the_same_page_closes_the_search(page: Page, site: Path) -> None:
    with served(site) as base:
        opened(page, base + "glossary/")
        page.locator("#search-words").fill("身代金")
        page.locator('#search-found a[href*="glossary/#"]').first.click()
        assert page.locator("#search").is_hidden()
        assert page.url.startswith(base + "glossary/#")


def test_it_is_told_to_a_screen_reader(page: Page, site: Path) -> None:
    with served(site) as base:
        for path, name in (("", "サイト内を検索"), ("en/", "Search this site")):
            opened(page, base + path)
            page.get_by_role("dialog", name=name).wait_for()
            assert page.get_by_role("searchbox", name=name).is_visible()
            page.locator("#search-words").fill("ｚｚｚ")
            assert "ｚｚｚ" in page.get_by_role("status").inner_text()
            assert page.locator("#search-found > li").count() > 1  # every page, since none is found
        page.locator("#search-words").fill("77,160")
        assert (
            page.get_by_role("status").inner_text() == f"Found on {page.locator('#search-found > li').count()} pages."
        )


def test_nothing_is_loaded_before_it_is_opened_and_the_policy_holds(page: Page, site: Path) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.rpartition("/")[2]))
    page.on("console", lambda line: said.append(line.text) if line.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: said.append(str(error)))

    def strict(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers=answer.headers | {"content-security-policy": POLICY})

    page.route(re.compile(r"/(\?|$)"), strict)
    with served(site) as base:
        for path in FIRST.values():
            asked.clear()
            page.goto(base + path, wait_until="networkidle")
            assert not [name for name in asked if name.startswith(LATER)]
            opened(page, base + path)
            assert len([name for name in asked if name.startswith(LATER)]) == (4 if path else 3)
    assert said == []


def test_a_failed_load_is_told_and_tried_again(page: Page, site: Path) -> None:
    with served(site) as base:
        page.route("**/search-ja-*.json", lambda route: route.abort())
        page.goto(base)
        page.locator("#search-open").click()
        page.locator("#search-status:not(:empty)").wait_for(state="attached")
        assert "読み込めません" in page.locator("#search-status").inner_text()
        page.unroute("**/search-ja-*.json")
        page.keyboard.press("Escape")
        page.locator("#search-open").click()
        page.locator("#search-words").fill("保険")
        page.locator("#search-found a").first.wait_for()


def test_without_javascript_there_is_no_button(chromium: Browser, site: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    with served(site) as base:
        page.goto(base)
        assert page.locator("#search-open").count() == 1
        assert page.locator("#search-open").is_hidden()
        assert page.locator("#search").is_hidden()
    context.close()


def test_the_button_moves_nothing_and_fits_a_narrow_phone(chromium: Browser, site: Path) -> None:
    page = chromium.new_page(viewport={"width": 320, "height": 640})
    page.add_init_script(SHIFT)
    with served(site) as base:
        for path in FIRST.values():
            opened(page, base + path)
            page.locator("#search-words").fill("cyber" if path else "サイバー攻撃調査費用")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320
            assert page.evaluate("const d = document.getElementById('search'); d.scrollWidth <= d.clientWidth")
            assert page.evaluate("window.shift") == 0
            box = page.locator("#search-open").bounding_box()
            assert box is not None
            assert min(box["width"], box["height"]) >= 44
    page.close()


# The index and the vendored scripts


def test_the_index_says_what_the_pages_say() -> None:
    html = (
        '<main id="text"><h1>題</h1><p class="x">初めの<br>文 <span class="note aloud">声</span>です。</p><nav>次</nav>'
        '<h2 id="a&amp;b">見出<wbr>し <em>一</em></h2><table><tr><th>項目<td>1億<b>円</b></td></tr></table>'
        '<p title="hidden > p">見える</p><div hidden><p>隠す</p></div><h3>番地なし</h3><p>A &lt;&amp; B</p>'
        '<svg><title>図</title></svg><p><a rel="next" href="x">次へ</a></p></main><footer>脚</footer>'
    )
    held = json.loads(index("ja", [("a/", "題", html.encode())]))
    assert held == {
        "language": "ja",
        "pages": [
            ["a/", "題", [["", "", "初めの 文 です。"], ["a&b", "見出し 一", "項目\t1億円\n見える\n番地なし\nA <& B"]]]
        ],
    }


def test_the_index_is_the_same_each_time_and_small(site: Path) -> None:
    for language in FIRST:
        (file,) = site.glob(f"assets/search-{language}-*.json")
        assert hashlib.sha256(file.read_bytes()).hexdigest().startswith(file.stem.rpartition("-")[2])
        held = json.loads(file.read_bytes())
        assert held["language"] == language
        assert {page[0] for page in held["pages"]} == set(addresses(site, language))
        for page in held["pages"]:
            assert urljoin("https://a.example/", page[0]).endswith(page[0])
    assert not [file for file in site.rglob("*.html") if b"-pending" in file.read_bytes()]


def test_the_vendored_scripts_are_the_published_ones() -> None:
    record = json.loads((VENDOR / "vendor.json").read_text("utf-8"))
    files = {name: file["sha256"] for package in record.values() for name, file in package["files"].items()}
    there = {p.name: hashlib.sha256(p.read_bytes()).hexdigest() for p in VENDOR.iterdir() if p.name != "vendor.json"}
    assert there == files
    for name, package in record.items():
        assert package["integrity"].startswith("sha512-")
        assert "Permission is hereby granted" in (VENDOR / f"{name}-LICENSE.txt").read_text("utf-8")
