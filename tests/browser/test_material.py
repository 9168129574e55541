"""The brochure in Material, in a real browser: every page, narrow and wide, light and dark, in both languages."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from members import CYBER, URL, addresses, hosted, plans
from mkdocs_sites import brochure
from nodetools import module
from PIL import Image
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
PAGES = [address for address in addresses() if not re.search(r"fax\.html$|flyer/$", address)]
VIEWS = [("light", 360), ("dark", 360), ("light", 1280), ("dark", 1280)]
OURS = {"include": [[".brochure"], [".languages"]]}  # Material's own frame is Material's to mend
AXE = "([where, tags]) => axe.run(where, {runOnly: tags, resultTypes: ['violations']}).then((all) => all.violations)"
CELLS = "(table) => [...table.querySelectorAll('[data-key]')].map((one) => [one.dataset.key, one.value])"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return brochure(CYBER, tmp_path_factory.mktemp("material") / "site", URL, paper=False, prove=False)


@pytest.fixture(scope="module")
def material(made: Path) -> Iterator[str]:
    """Where a plain web server shows it."""
    with served(made) as where:
        yield where


def opened(chromium: Browser, scheme: str, width: int) -> tuple[Page, list[str]]:
    context = chromium.new_context(
        color_scheme=scheme, viewport={"width": width, "height": 800}, reduced_motion="reduce"
    )  # type: ignore[arg-type]
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: wrong.append(f"{answer.status} {answer.url}") if answer.status >= 400 else None)
    page.on(
        "request",
        lambda asked: (
            wrong.append(asked.url)
            if "127.0.0.1" not in asked.url and not asked.url.startswith(("data:", "blob:"))
            else None
        ),
    )
    return page, wrong


@pytest.mark.parametrize(
    ("scheme", "width"),
    [
        pytest.param(*one, marks=pytest.mark.long if i in (1, 2) else (), id="-".join(map(str, one)))
        for i, one in enumerate(VIEWS)
    ],
)
def test_every_page_is_whole_and_can_be_used_by_all(chromium: Browser, material: str, scheme: str, width: int) -> None:
    axe = module("axe-core/axe.min.js").read_text("utf-8")
    page, wrong = opened(chromium, scheme, width)
    found: dict[str, object] = {}
    for path in [*PAGES, "404.html"]:
        page.goto(material + path)
        if page.evaluate("document.documentElement.scrollWidth") > width:
            found[f"{path} scrolls sideways"] = page.evaluate("document.documentElement.scrollWidth")
        ground = page.evaluate("getComputedStyle(document.querySelector('.brochure')).backgroundColor")
        if (sum(map(int, re.findall(r"\d+", ground)[:3])) < 384) != (scheme == "dark"):
            found[f"{path} is not {scheme}"] = ground
        page.evaluate(axe)
        said = page.evaluate(AXE, [OURS, RULES])
        if said:
            found[path] = [
                f"{one['id']}: {node['target']} {node['failureSummary']}" for one in said for node in one["nodes"]
            ]
    page.context.close()
    assert found == {}
    assert wrong == []


def test_totals_stand_in_their_rows_and_columns(chromium: Browser, material: str) -> None:
    page, _ = opened(chromium, "light", 1280)
    data = plans()
    for path in ("premiums/", "en/premiums/"):
        page.goto(material + path)
        table = page.locator("table", has=page.locator("[data-key^='tables.total.']")).first
        cells = dict(table.evaluate(CELLS))
        for option, row in data["tables"]["total"]["printed"].items():
            for plan, amount in row.items():
                assert cells[f"tables.total.{option}.{plan}"] == re.sub(r"\D", "", amount), (path, option, plan)
    page.context.close()


def test_the_code_can_be_scanned_from_the_screen(chromium: Browser, material: str) -> None:
    page, _ = opened(chromium, "dark", 1280)
    page.goto(f"{material}request/")
    code = page.locator(".scan svg").first
    picture = Image.open(io.BytesIO(code.screenshot()))
    found = zxingcpp.read_barcodes(picture)
    wanted = next(way["url"] for way in plans()["requests"] if way["way"] == "url")
    assert [one.text for one in found] == [wanted]
    page.context.close()


def test_the_chooser_works_and_a_choice_goes_along(chromium: Browser, material: str) -> None:
    page, wrong = opened(chromium, "light", 1280)
    page.goto(f"{material}premiums/")
    page.locator("form.chooser.ready").wait_for()
    page.locator("input[name=plans][value=C]").check(force=True)
    assert "77,160円" in page.locator("[data-out=answer]").inner_text()
    page.locator(".languages a").click()
    page.wait_for_url(re.compile(r"/en/premiums/#.*plans=C"))
    page.locator("form.chooser.ready").wait_for()
    assert "¥77,160" in page.locator("[data-out=answer]").inner_text()
    page.locator(".md-tabs__link", has_text="Request").click()
    page.wait_for_url(re.compile(r"/en/request/#.*plans=C"))
    page.context.close()
    assert wrong == []


def test_each_language_s_search_finds_its_own_pages(chromium: Browser, material: str) -> None:
    page, wrong = opened(chromium, "light", 1280)
    for home, words, wanted in (("", "身代金", "cover/"), ("en/", "ransom", "en/cover/")):
        page.goto(f"{material}{home}contacts/")
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially(words)
        page.keyboard.press("End")  # Material looks where a key is let go; Japanese comes without one here
        first = page.locator(".md-search-result__link").first
        first.wait_for()
        links = page.locator(".md-search-result__link").evaluate_all("(all) => all.map((one) => one.href)")
        assert any(link.startswith(material + wanted) for link in links), links
        assert all((f"{material}en/" in link) == bool(home) for link in links), links
    page.context.close()
    assert wrong == []


def test_light_or_dark_is_chosen_for_both_languages(chromium: Browser, material: str) -> None:
    page, _ = opened(chromium, "light", 1280)
    page.goto(material)
    page.locator("label[title='暗い画面にする']").click()
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    page.locator(".languages a").click()
    page.wait_for_url(re.compile(r"/en/$"))
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"
    assert page.locator("label[title='Switch to light']").is_visible()
    page.context.close()


def test_a_phone_finds_every_page_in_the_menu(chromium: Browser, material: str) -> None:
    page, _ = opened(chromium, "light", 360)
    page.goto(f"{material}en/")
    page.locator("label.md-header__button[for=__drawer]").click()
    link = page.locator(".md-nav--primary a.md-nav__link", has_text="Premiums")
    link.wait_for()
    page.wait_for_timeout(400)  # Material's drawer slides in
    link.click()
    page.wait_for_url(re.compile(r"/en/premiums/$"))
    page.context.close()


def test_paper_shows_the_brochure_without_the_frame(chromium: Browser, material: str) -> None:
    page, _ = opened(chromium, "light", 1280)
    page.goto(f"{material}premiums/")
    page.emulate_media(media="print")
    assert not page.locator(".md-header").is_visible()
    assert page.locator("table").first.is_visible()
    page.context.close()


def test_a_passed_deadline_is_said_on_every_page(chromium: Browser, material: str) -> None:
    page, _ = opened(chromium, "light", 360)
    for now, shown in (("2025-02-17T12:00:00+09:00", False), ("2025-03-01T12:00:00+09:00", True)):
        page.clock.set_fixed_time(now)
        for path in ("", "en/premiums/"):
            page.goto(material + path)
            assert page.locator(".closed").is_visible() == shown, (now, path)
    page.context.close()


def test_nothing_breaks_the_policy_that_the_host_sends(chromium: Browser, made: Path) -> None:
    """A script that the policy does not name would be an error of the console."""
    page, wrong = opened(chromium, "light", 1280)
    with hosted(made) as address:
        for path in ("", "premiums/", "en/cover/", "fax.html", "404.html"):
            answer = page.goto(address + path)
            assert answer is not None
            policy = answer.headers["content-security-policy"]
            assert "unsafe-inline" not in policy.partition("script-src")[2].partition(";")[0]
            page.wait_for_load_state("networkidle")
        page.goto(f"{address}en/premiums/#plans=B&options=a&n=3")
        page.locator("form.chooser.ready").wait_for()
        page.locator("label[title='Switch to dark']").click()
        page.locator(".md-search__input").click()
        page.locator(".md-search__input").press_sequentially("ransom")
        page.locator(".md-search-result__link").first.wait_for()
        page.evaluate("document.head.append(Object.assign(document.createElement('script'), {text: 'window.ran = 1'}))")
        assert page.evaluate("window.ran") is None
    page.context.close()
    assert [said for said in wrong if "script-src" not in said] == []
    assert len(wrong) == 1, wrong  # the seeded one alone
