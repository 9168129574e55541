"""A year at the desk by clicks and typing alone, as the guide for staff tells it; no file is opened by hand.

Here are the steps of it at which staff once had to open a file, or were not told what had come of what they did.
"""

from __future__ import annotations

import dataclasses
import io
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import waiting
from known import ROOT
from PIL import Image
from playwright.sync_api import Browser, Page, expect
from tally import Tally

from chirashi.base import project
from chirashi.base.project import Project
from chirashi.desk.server import opened

pytestmark = pytest.mark.browser
MINUTES = 30  # of handling that a year may take, reading not counted
TEXTS = {
    "menu": ("セミナー", "Seminar"),
    "title": ("診療所のためのセミナーを開きます", "A seminar for clinics"),
    "description": ("サイバー攻撃への備えを学ぶセミナーのご案内です。", "A seminar on being ready for cyber attacks."),
    "text": (
        "会員の先生が対象です。\n\n## 会場へは、駅から歩けます\n\n地図をご覧ください。",
        "For members.\n\n## The hall is a walk from the station\n\nPlease see the map.",
    ),
}


@pytest.fixture
def office(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    before, home = project.project_in_use(), Project(tmp_path)
    project.use(home)
    shutil.copytree(ROOT / "content", home.content)
    with opened(home, None, "ja") as (desk, _join):
        yield desk.session.opening, home.content
    project.use(before)


@pytest.fixture(autouse=True)
def _patience() -> Iterator[None]:
    with waiting(30_000):
        yield


def test_next_year_is_made_at_the_desk_alone(
    chromium: Browser, office: tuple[str, Path], record_property: Callable[[str, object], None]
) -> None:
    """From its five questions to the last tick, within the minutes that the office has for it."""
    page, tally = chromium.new_context().new_page(), Tally()
    tally.begin(page)
    page.set_default_timeout(30_000)
    page.goto(office[0])
    desk = re.match(r"http://[^/]+", page.url)[0]  # type: ignore[index]  # it always has an address
    _begin(page, desk, tally)
    _deadline(page, desk, tally)
    _clause(page, desk, tally)
    _plan(page, desk, tally)
    _seminar(page, desk, tally)
    _what_is_new(page, desk, tally)
    _looked(page, desk, tally)
    _translated(page, desk, tally)
    folder = office[1] / "cyber-2026"
    assert "post: to arrive" in (folder / "plans.yml").read_text("utf-8")
    assert (folder / "ja/seminar-1.png").is_file() and (folder / "en/seminar-1.png").is_file()
    page.goto(f"{desk}/problems")
    expect(page.locator(".wrong.error")).to_have_count(0)
    page.goto(desk)
    rows = page.locator(".stand li.open").all_inner_texts()
    assert not [row for row in rows if "件" in row], "nothing is left to decide, to look at or to mend"
    page.context.close()
    for name, found in (*dataclasses.asdict(tally).items(), ("minutes", tally.minutes), ("reading", tally.reading)):
        record_property(name, found)
    assert tally.minutes < MINUTES


def _field(page: Page, name: str):  # type: ignore[no-untyped-def]
    return page.locator(f'[name="{name}"]')


def _save(page: Page) -> None:
    page.keyboard.press("Control+s")
    expect(page.locator("#outcome h2")).to_have_text(re.compile("保存しました|記録しました"))


def _begin(page: Page, desk: str, tally: Tally) -> None:
    tally.opens(page, f"{desk}/new")
    _field(page, "deadline").fill("令和8年2月25日(水) 17:00")
    page.get_by_role("button", name="この内容で始める").click()
    expect(page.locator(".done")).to_contain_text("2026年度を作りました")


def _deadline(page: Page, desk: str, tally: Tally) -> None:
    tally.opens(page, f"{desk}/items/dates")
    page.locator("details.further summary").first.click()
    _field(page, "dates.deadline.post").select_option(label="必着")
    _save(page)


def _clause(page: Page, desk: str, tally: Tally) -> None:
    """A clause in both languages, and the tick to which its warning leads."""
    tally.opens(page, f"{desk}/items/notes")
    _field(page, "notes.ransom.ja").fill("攻撃者に支払う身代金は、理由を問わず補償されません。")
    _field(page, "notes.ransom.en").fill("Ransom paid to an attacker is never covered.")
    _save(page)
    _field(page, "looked:notes.ransom").check()
    _save(page)
    expect(_field(page, "looked:notes.ransom")).to_have_count(0)


def _plan(page: Page, desk: str, tally: Tally) -> None:
    tally.opens(page, f"{desk}/items/add/plans")
    _field(page, "name.ja").fill("プランE")
    _field(page, "name.en").fill("Plan E")
    page.get_by_role("button", name="追加する", exact=True).click()
    expect(page.locator(".done")).to_contain_text("保存しました")
    expect(_field(page, "tables.basic.E")).to_be_visible()


def _seminar(page: Page, desk: str, tally: Tally) -> None:
    tally.opens(page, f"{desk}/text/questions")
    page.get_by_role("link", name="ページを増やす").click()
    for name, (ja, en) in TEXTS.items():
        _field(page, f"{name}.ja").fill(ja)
        _field(page, f"{name}.en").fill(en)
    page.get_by_role("button", name="このページを作る").click()
    expect(page.locator(".done")).to_contain_text("ページを作りました")
    page.get_by_role("link", name="写真や地図を入れる").click()
    made = io.BytesIO()
    Image.new("RGB", (400, 300), "white").save(made, "PNG")
    picture = {"name": "会場の地図.png", "mimeType": "image/png", "buffer": made.getvalue()}
    _field(page, "picture").set_input_files(picture)  # type: ignore[arg-type]
    _field(page, "shows.ja").fill("駅の北口から会場までの地図")
    _field(page, "shows.en").fill("Map from the north exit to the hall")
    page.get_by_role("button", name="入れる", exact=True).click()
    expect(page.locator(".done")).to_contain_text("画像を入れました")
    expect(page.frame_locator("#frame iframe").locator("main img")).to_be_visible()


def _what_is_new(page: Page, desk: str, tally: Tally) -> None:
    tally.opens(page, f"{desk}/changes")
    page.get_by_role("button", name="主な改定点を下書きする").click()
    expect(page.locator(".done")).to_contain_text("下書きしました")


def _looked(page: Page, desk: str, tally: Tally) -> None:
    """A click for all of a table; what is marked as large or unlikely one by one."""
    tally.opens(page, f"{desk}/changes")
    tally.reads(page.locator("form[action='/changes']").inner_text())
    while (button := page.locator(".all-of button")).count():
        left = button.count()
        button.first.click()
        expect(page.locator(".done")).to_contain_text("記録しました")
        expect(button).to_have_count(left - 1)
    for box in page.locator("td.tick [type=checkbox]:not(:checked)").all():
        box.check()
    _tick_saved(page)
    expect(page.locator("td.tick [type=checkbox]:not(:checked)")).to_have_count(0)


def _tick_saved(page: Page) -> None:
    page.get_by_role("button", name="保存する").click()
    expect(page.locator(".done")).to_contain_text("記録しました")


def _translated(page: Page, desk: str, tally: Tally) -> None:
    """From the year at a glance to each page with translations to look at, and one click for all of it."""
    for _ in range(20):
        tally.opens(page, desk)
        row = page.locator(".stand li.open a", has_text="英訳の見直し")
        if not row.count():
            return
        row.click()
        for text in page.locator(".pair:has([name^='looked:'])").all_inner_texts():
            tally.reads(text)
        every = page.locator("button[value=looked]")
        if every.count():
            every.click()
        else:
            page.locator("[name^='looked:']").first.check()
            page.keyboard.press("Control+s")
        expect(page.locator("#outcome")).to_contain_text("記録しました")
    raise AssertionError("the translations do not come to an end")
