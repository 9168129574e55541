"""`prove --seen`: what a page, its style sheet or a script hides, strikes, moves or does is told; all else is not."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from members import CYBER, broken
from playwright.sync_api import Browser

from chirashi.base.problems import Problem
from chirashi.proof.behaviour import offline
from chirashi.proof.behaviour.closing import SECOND, closing
from chirashi.proof.behaviour.run import use
from chirashi.proof.data.entries import open_book
from chirashi.proof.seen import browser as own_browser
from chirashi.proof.seen import pages, run
from chirashi.proof.seen.serving import served

pytestmark = pytest.mark.browser
BOOK = open_book(CYBER)
SHUT = closing(BOOK)
CODES = frozenset({"https://msfp-cyber.jp"})

# Faults of one page that do not touch one another, seeded together: a rule of the style sheet, what must be told of it,
# and a text in which it must be told.
STYLES: dict[str, list[tuple[str, str, str]]] = {
    "premiums": [
        (".grid td:nth-of-type(3) data { visibility: hidden }", "hidden", "77,160円"),
        ("@media (prefers-color-scheme: dark) { .working data { color: var(--tint) } }", "faint", "330,630円"),
        ("@media (scripting: none) { .unscripted { display: none } }", "hidden", "JavaScript"),
        ("@media print { .example figcaption { display: none } }", "hidden", "プランB"),
        ("@media (max-width: 30rem) { #table-total caption { opacity: 0.05 } }", "faint", "合計保険料"),
        ("#conditions + .text li:nth-child(3) data { text-decoration: line-through }", "struck", "50％"),
        ("#conditions + .text li:nth-child(1) data::before { content: '1' }", "seen-drawn", '"1"'),
        (".foot dd data { transform: rotate(180deg) }", "turned", "2025年2月28日"),
        (".foot-scheme span { position: absolute; left: -9999px }", "outside", "年度のご案内"),
        ("#plans { clip-path: inset(50%) }", "clipped", "基本プランは"),
        ("#options { font-variant: small-caps }", "altered", "利益損害補償は"),
        ("#totals { background: linear-gradient(transparent 45%, red 45% 55%, transparent 55%) }", "picture", "合計は"),
        ("#facilities { animation: away 9s step-end } @keyframes away { to { opacity: 0 } }", "seen-moving", "施設の"),
        (".files + ul { list-style: upper-roman }", "seen-drawn", "基本プラン保険料"),
        ("#along-options { display: none }", "hidden", "オプション"),
    ],
    "cover": [
        (".timeline { display: flex; flex-direction: column-reverse }", "seen-order", "検知"),
        ("[data-offer=open] .closed { display: block }", "seen-shown", "に終了しました"),
        (".foot-scheme::after { content: ''; position: absolute; inset: 0 }", "seen-drawn", ""),
        ("h1 { letter-spacing: -0.5em }", "altered", ""),
        (".cover p { font-size: 1px }", "tiny", ""),
    ],
    "request": [
        ("svg.qr .qr-modules { fill: #fff }", "seen-code", ""),
        (".languages a { max-width: 1em; overflow: hidden; white-space: nowrap }", "clipped", "English"),
        (".next { position: fixed; inset: 0; background: var(--ground); pointer-events: none }", "covered", "お申"),
    ],
}  # fmt: skip
# What a page hides or turns round: the text in the file, what stands there instead, what must be told and of what.
PAGES: list[tuple[str, str, str, str]] = [
    ('<td class="money"><data value="60000" data-key="tables.basic.B">60,000円',
     '<td class="money"><data value="60000" data-key="tables.basic.B" hidden>60,000円', "hidden", "60,000円"),
    ('data-key="tables.basic.C">77,160円', 'data-key="tables.basic.C"><s>77,160円</s>', "struck", "77,160円"),
    ('data-key="tables.basic.D">95,510円</data></td>',
     'data-key="tables.basic.D"><bdo dir="rtl">95,510円</bdo></data></td>', "turned", "95,510円"),
    ("<p class=\"files\">表計算ソフトで開ける表（CSV）</p>",
     "<noscript><p class=\"files\">表計算ソフトで開ける表（CSV）</p></noscript>", "seen-gone", "表計算ソフト"),
    ('data-key="tables.option.a">50,210円', 'data-key="tables.option.a">\u202e50,210円\u202c', "turned", "50,210円"),
]  # fmt: skip


def sight(site: Path, name: str) -> pages.Sight:
    return pages.Sight(site / name / "index.html", f"{name}/", f"site/{name}/index.html", "ja")


def looked(chromium: Browser, site: Path, names: list[str], changed: dict[str, bytes]) -> list[Problem]:
    assert SHUT is not None
    with served(site, changed) as address:
        return list(pages.look(chromium, address, [sight(site, name) for name in names], SHUT - SECOND, CODES))


def tells(problems: list[Problem], what: str, text: str) -> bool:
    return any(
        what in (p.code, p.fields.get("kind")) and text in str(p.fields["text"]).replace("\u200b", "") for p in problems
    )


@pytest.mark.parametrize("name", STYLES)
def test_what_a_style_sheet_does_to_the_text_is_told(chromium: Browser, site: Path, name: str) -> None:
    (sheet,) = site.glob("assets/brochure-*.css")
    rules = "\n".join(rule for rule, _, _ in STYLES[name])
    found = looked(chromium, site, [name], {f"/assets/{sheet.name}": sheet.read_bytes() + f"\n{rules}".encode()})
    missed = [rule for rule, what, text in STYLES[name] if not tells(found, what, text)]
    assert not missed, [problem.line_in("en") for problem in found]


def test_what_a_page_does_to_its_text_is_told(chromium: Browser, site: Path) -> None:
    page = (site / "premiums" / "index.html").read_text("utf-8")
    for old, new, _, _ in PAGES:
        assert page.count(old) == 1, old
        page = page.replace(old, new)
    found = looked(chromium, site, ["premiums"], {"/premiums/": page.encode()})
    missed = [new for _, new, what, text in PAGES if not tells(found, what, text)]
    assert not missed, [problem.line_in("en") for problem in found]
    struck = next(p for p in found if p.fields.get("kind") == "struck")
    assert struck.line == next(n for n, line in enumerate(page.splitlines(), 1) if "77,160円</s>" in line)


def test_a_script_that_writes_a_price_is_told(chromium: Browser, site: Path) -> None:
    (script,) = site.glob("assets/place-*.js")
    writes = b'\nfor (const one of document.querySelectorAll("td data"))'
    writes += b' one.textContent = one.textContent.replace("77,160", "71,760");'
    found = looked(chromium, site, ["premiums"], {f"/assets/{script.name}": script.read_bytes() + writes})
    assert tells(found, "seen-foreign", "71,760円")
    assert tells(found, "seen-gone", "77,160円")


# What scripts do wrongly, all at once: a file, what stands in it, what instead, what must be told, and of what.
DEEDS = [
    ("assets/choice-*.js", "chooser.counted ? n : 1", "chooser.counted ? n * n : 1", "does-chooser", "answer"),
    ("assets/choice-*.js", "answer(words, price(data, choice))", "answer(words, price(data, { ...choice, n: 1 }))",
     "does-request", "mail"),
    ("assets/chooser-*.js", "along.indexOf(choice.places[main]) + by", "along.indexOf(choice.places[main]) - by",
     "does-chooser", "up"),
    ("assets/faxform-*.js", "circle.checked = true", "circle.checked = false", "does-request", "marks"),
    ("assets/faxform-*.js", "count.value = choice.n", "count.value = 1", "does-request", "number"),
    ("assets/deadline-*.js", "/ 86400000", "/ 43200000", "does-days", ""),
    ("assets/deadline-*.js", "Date.now() + 9 * 3600000", "Date.now()", "does-close", ""),
    ("assets/search-*.js", "link(page.address,", 'link("notes/",', "does-search", ""),
    ("premiums/index.html", 'value="D"> <span>プランD', 'value="C"> <span>プランD', "does-chooser", "of"),
]  # fmt: skip


def test_what_the_pages_do_otherwise_than_the_data_is_told(chromium: Browser, site: Path) -> None:
    changed: dict[str, bytes] = {}
    for files, old, new, _, _ in DEEDS:
        (path,) = site.glob(files)
        name = f"/{path.relative_to(site).as_posix().removesuffix('index.html')}"
        text = changed.get(name, path.read_bytes()).decode()
        assert old in text, (files, old)
        changed[name] = text.replace(old, new).encode()
    names = ["", "premiums/", "request/", "notes/"]
    sights = [pages.Sight(site / name / "index.html", name, f"site/{name}index.html", "ja") for name in names]
    sights.append(pages.Sight(site / "fax.html", "fax.html", "site/fax.html", "ja"))
    with served(site, changed) as address:
        found = [(p.code, str(p.fields.get("what", ""))) for p in use(chromium, address, site, BOOK, "", sights)]
    assert [(code, what) for *_, code, what in DEEDS if (code, what) not in found] == [], found
    assert "does-offline" not in {code for code, _ in found}, "the files themselves are as they were"


def test_a_page_that_is_not_kept_is_told(chromium: Browser, site: Path, tmp_path: Path) -> None:
    forgets = "for (const one of await cache.keys()) await cache.delete(one);\nawait self.skipWaiting();"
    faulty = broken(site, tmp_path, "sw.js", "await self.skipWaiting();", forgets)
    found = offline.prove(chromium, faulty, [sight(faulty, "notes"), sight(faulty, "cover")])
    assert "does-offline" in {problem.code for problem in found}


def test_without_anything_to_look_with_nothing_is_called_seen(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nothing() -> Iterator[Browser]:
        raise own_browser.NotSeen("browser")
        yield

    monkeypatch.setattr(run.browser, "opened", own_browser.contextlib.contextmanager(nothing))
    monkeypatch.delenv("CI", raising=False)
    without = run.see(CYBER, site)
    assert (without.by, [(p.code, p.severity) for p in without.problems]) == ("", [("seen-browser", "note")])
    monkeypatch.setenv("CI", "true")
    assert [(p.code, p.severity) for p in run.see(CYBER, site).problems] == [("seen-browser-required", "error")]
