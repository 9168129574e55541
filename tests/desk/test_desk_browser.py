"""The desk in a real browser, as staff use it: typing, pasting, Japanese input, undo, a conflict, by keyboard alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import Browsers, waiting
from known import ROOT
from nodetools import module
from playwright.sync_api import Page, expect

from chirashi.base import project
from chirashi.base.project import Project
from chirashi.cli.making.new_edition import new_edition
from chirashi.desk.server import opened

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module", autouse=True)
def _patience() -> Iterator[None]:
    with waiting(30_000):  # a machine that is busy takes its time
        yield


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The desk's opening address, and the edition's folder."""
    before, home = project.project_in_use(), Project(tmp_path_factory.mktemp("desk"))
    project.use(home)
    shutil.copytree(ROOT / "content", home.content)
    new_edition(home.content / "cyber-2025", home.content / "cyber-2026")
    with opened(home, None, "ja") as (desk, _join):
        yield desk.session.opening, desk.year.folder
    project.use(before)


@pytest.fixture(scope="module")
def page(browsers: Browsers, address: tuple[str, Path]) -> Iterator[Page]:
    context = browsers.get().new_context(
        viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"]
    )
    one = context.new_page()
    one.goto(address[0])
    expect(one).to_have_title(re.compile("今年のようす"))
    assert "key=" not in one.url
    yield one
    context.close()


def at(page: Page, path: str) -> None:
    page.goto(re.match(r"http://[^/]+", page.url)[0] + path)  # type: ignore[index]  # it always has an address


def field(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator(f'[name="{name}"]')


def saved(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("#outcome h2")).to_have_text(re.compile("保存しました"))


def test_a_premium_is_changed_and_totals_follow_while_typing(page: Page, address: tuple[str, Path]) -> None:
    at(page, "/figures")
    field(page, "tables.basic.C").fill("７８，０００円")
    expect(page.locator('[data-sum="tables.total.a.C"]')).to_have_text("128,210円")
    expect(page.locator('[data-differ="tables.total.a.C"]')).to_contain_text("印刷物は 127,370円")
    field(page, "tables.basic.C").fill("abc")
    expect(page.locator('[data-wrong="tables.basic.C"]')).to_be_visible()
    field(page, "tables.basic.C").fill("78000")
    for key, said in (("a", "128,210円"), ("b", "133,640円"), ("c", "136,860円")):
        field(page, f"printed.tables.total.{key}.C").fill(said)
    expect(page.locator("[data-differ]:visible")).to_have_count(0)
    saved(page)
    assert "C: 78,000円" in (address[1] / "plans.yml").read_text("utf-8")


def test_a_block_from_excel_is_shown_first_and_then_lands(page: Page) -> None:
    at(page, "/figures")
    page.evaluate("navigator.clipboard.writeText('\\tプランA\\tプランB\\n保険料\\t51,000\\t６１０００\\n')")
    field(page, "tables.basic.C").focus()
    page.keyboard.press("Control+v")
    dialog = page.locator("dialog#paste")
    expect(dialog).to_be_visible()
    expect(dialog.locator('[data-for="tables.basic.B"]')).to_contain_text("61,000円")
    page.keyboard.press("Escape")
    expect(field(page, "tables.basic.A")).to_have_value("50,000円")  # nothing has been taken
    page.keyboard.press("Control+v")
    dialog.get_by_role("button", name="この内容を入れる").click()
    expect(field(page, "tables.basic.A")).to_have_value("51,000円")
    expect(page.locator('[data-sum="tables.total.a.A"]')).to_have_text("101,210円")
    page.reload()  # without saving, as somebody who thinks better of it
    expect(field(page, "tables.basic.A")).to_have_value("50,000円")


def test_japanese_input_is_composed_in_a_field_and_nothing_happens_meanwhile(page: Page) -> None:
    at(page, "/text/premiums")
    area = field(page, "ja:title")
    area.focus()
    page.keyboard.press("Control+End")
    session = page.context.new_cdp_session(page)
    for said in ("ほ", "ほけ", "ほけん", "保険"):
        session.send("Input.imeSetComposition", {"text": said, "selectionStart": len(said), "selectionEnd": len(said)})
        expect(area).to_have_value(re.compile(f"{said}$"))
    session.send("Input.insertText", {"text": "保険"})
    expect(area).to_have_value(re.compile("決まります保険$"))
    at(page, "/figures")
    amount = field(page, "tables.basic.D")
    amount.focus()
    page.keyboard.press("Control+a")
    for said in ("９", "９６", "９６０００"):
        session.send("Input.imeSetComposition", {"text": said, "selectionStart": len(said), "selectionEnd": len(said)})
    session.send("Input.insertText", {"text": "９６０００"})
    expect(page.locator('[data-sum="tables.total.a.D"]')).to_have_text("146,210円")


def test_a_paragraph_gets_a_figure_from_the_list_and_the_page_follows(page: Page, address: tuple[str, Path]) -> None:
    at(page, "/text/premiums")
    area = field(page, "ja:top.0")
    area.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type("締切は")
    page.keyboard.press("Control+k")
    find = page.locator("#chips-find")
    find.fill("申込締切")
    page.locator("dialog#chips .list button:visible").first.click()
    expect(area).to_have_value(re.compile("締切は〔申込締切：2026年2月28日（土）〕$"))
    page.keyboard.press("Backspace")  # takes the whole chip
    expect(area).to_have_value(re.compile("締切は$"))
    page.keyboard.press("Control+z")
    expect(area).to_have_value(re.compile("〕$"))
    page.keyboard.press("Control+End")  # undoing has left it marked
    page.keyboard.type("です。")
    expect(page.frame_locator("#frame iframe").locator("main")).to_contain_text("2026年2月28日（土）です。")
    saved(page)
    assert "締切は{{ dates.deadline }}です。" in (address[1] / "ja/premiums.md").read_text("utf-8")
    page.get_by_label("チラシ", exact=True).check()
    expect(page.frame_locator("#frame iframe").locator(".paper")).to_be_visible()


def test_what_was_changed_elsewhere_stands_beside_what_was_typed(page: Page, address: tuple[str, Path]) -> None:
    at(page, "/items/parties")
    path = address[1] / "plans.yml"
    path.write_text(path.read_text("utf-8").replace("052-961-9634", "052-000-1111"), "utf-8")
    field(page, "parties.agent.telephone").fill("052-222-3333")
    page.keyboard.press("Control+s")
    expect(page.locator("#outcome h2")).to_contain_text("保存していません")
    expect(page.locator("div.conflict")).to_contain_text("052-000-1111")
    expect(field(page, "parties.agent.telephone")).to_have_value("052-222-3333")
    saved(page)
    assert "052-222-3333" in path.read_text("utf-8")


def test_the_last_step_is_undone(page: Page, address: tuple[str, Path]) -> None:
    at(page, "/history")
    page.get_by_role("button", name=re.compile("^元に戻す")).click()
    expect(page.locator(".done")).to_contain_text("1回分を元に戻しました")
    assert "052-000-1111" in (address[1] / "plans.yml").read_text("utf-8")


def test_an_error_of_the_server_costs_nothing_that_was_typed(page: Page) -> None:
    at(page, "/items/dates")
    page.route("**/items/dates", lambda route: route.abort())
    field(page, "dates.deadline").fill("2026-02-27 (金)")
    page.keyboard.press("Control+s")
    expect(page.locator("#state")).to_contain_text("入力はこの画面に残っています")
    expect(field(page, "dates.deadline")).to_have_value("2026-02-27 (金)")
    page.unroute("**/items/dates")
    saved(page)


def test_the_login_is_kept_by_a_form_as_the_browser_sends_it(page: Page, address: tuple[str, Path]) -> None:
    at(page, "/finish")
    for name in ("id", "password"):
        for more in ("", "_again"):
            field(page, f"{name}{more}").fill(f"kaiin-{name}-58204")
    page.get_by_role("button", name="登録する").click()
    expect(page.locator(".done")).to_contain_text("登録しました")
    assert "kaiin-password-58204" not in page.content()
    assert (address[1] / "private.yml").is_file()
    (address[1] / "private.yml").unlink()


def test_everything_is_reached_by_keyboard_and_seen(page: Page) -> None:
    """From the top of a page by Tab alone to its save button, whose focus shows; Enter saves."""
    at(page, "/items/dates")
    page.locator("body").press("Home")
    names = []
    for _ in range(80):
        page.keyboard.press("Tab")
        names.append(page.evaluate("document.activeElement.name || document.activeElement.textContent.trim()"))
        shown = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
        assert shown != "none" or names[-1] == "", names[-1]
        if names[-1] == "保存する":
            break
    assert "dates.start" in names and "dates.deadline" in names
    page.keyboard.press("Enter")
    expect(page.locator("#outcome")).to_be_focused()


PATHS = ("/", "/figures", "/items/parties", "/text/contacts", "/changes", "/problems", "/finish", "/history", "/new")
SPOKEN = [*(("ja", path) for path in PATHS), ("en", "/figures"), ("en", "/text/contacts")]


def test_axe_finds_nothing_in_either_language(page: Page) -> None:
    found, axe = {}, module("axe-core/axe.min.js").read_text("utf-8")
    for lang, path in SPOKEN:
        at(page, f"{path}?lang={lang}")
        page.evaluate(axe)
        result = page.evaluate("axe.run(document, {iframes: false, resultTypes: ['violations']})")
        broken = [f"{one['id']}: {one['nodes'][0]['html'][:120]}" for one in result["violations"]]
        found |= {f"{path} {lang}": broken} if broken else {}
    assert found == {}


def test_nothing_runs_over_its_width(page: Page) -> None:
    for width in (1280, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        for path in PATHS:
            at(page, f"{path}?lang=ja")
            assert page.evaluate("document.documentElement.scrollWidth") <= width, path


@pytest.mark.parametrize("path", ["/changes", "/finish", "/pages/address/request"])
def test_a_page_fits_a_narrow_window(page: Page, path: str) -> None:
    """Nothing stands beyond the edge, and no column is so narrow that its text stands letter below letter."""
    wide = page.viewport_size
    assert wide
    page.set_viewport_size({"width": 360, "height": 800})
    try:
        at(page, path)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360
        words = "[...document.querySelectorAll('label, .button, .choice button, .changes :is(th, td:not(.tick))')]"
        narrow = f"{words}.filter(one => one.offsetWidth && one.offsetWidth < 24).map(one => one.textContent)"
        assert page.evaluate(narrow) == []
    finally:
        page.set_viewport_size(wide)
