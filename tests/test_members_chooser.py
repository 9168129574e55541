"""The price chooser in a real browser: every plan with every option, in both languages, against sums made here."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from browser import browser, served
from members import CYBER, EDITIONS, built, changed, plans
from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
DATA = plans()
NAMES = {axis: {key: each["name"] for key, each in DATA[axis].items()} for axis in ("plans", "options")}
FACILITIES = (1, 2, 10, 99)


def yen(written: str) -> int:
    """77,160円 as a number; the premiums are written without 万."""
    return int(str(written).replace(",", "").removesuffix("円"))


PLAN = {key: yen(value) for key, value in DATA["tables"]["basic"]["cells"].items()}
OPTION = {None: 0} | {key: yen(value) for key, value in DATA["tables"]["option"]["cells"].items()}


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with browser() as opened:
        yield opened


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CYBER, tmp_path_factory.mktemp("chooser") / "site")


@pytest.fixture(scope="module")
def address(site: Path) -> Iterator[str]:
    with served(site) as where:
        yield where


@pytest.fixture
def page(chromium: Browser) -> Iterator[Page]:
    opened = chromium.new_page(viewport={"width": 1280, "height": 900})
    opened.on("pageerror", lambda error: pytest.fail(str(error)))
    yield opened
    opened.close()


def ready(page: Page, url: str) -> None:
    page.goto(url)
    page.locator(".chooser.ready").wait_for()


def said(language: str, amount: int) -> str:
    return f"年額{amount:,}円" if language == "ja" else f"¥{amount:,} a year"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_plan_with_every_option_and_number(page: Page, address: str, language: str) -> None:
    ready(page, address + ("" if language == "ja" else "en/") + "premiums/")
    for plan, option in product(PLAN, OPTION):
        page.locator(f'.places input[name=plans][value="{plan}"]').check()
        page.locator(f'.places input[name=options][value="{option or ""}"]').check()
        for number in FACILITIES:
            page.locator("#choose-n").fill(str(number))
            total = (PLAN[plan] + OPTION[option]) * number
            found = page.locator("output").inner_text()
            assert said(language, total) in found, f"{plan} {option} {number}: {found}"
            each = page.locator("[data-out=each]").inner_text()
            assert each == (f"{PLAN[plan] + OPTION[option]:,}円" if language == "ja" else f"¥{total // number:,}")
            assert NAMES["plans"][plan][language] in found
            assert option is None or NAMES["options"][option][language] in found
            assert f"n={number}" in page.url
            assert f"plans={plan}" in page.url


def test_what_is_covered_and_what_a_step_changes(page: Page, address: str) -> None:
    ready(page, address + "premiums/?plans=B&options=a&n=3")
    shown = {row: page.locator(f'[data-row="coverages.{row}.limit"]').inner_text() for row in DATA["coverages"]}
    assert shown == {"liability": "1億円", "costs": "1,000万円", "profits": "1,000万円"}
    up, down = page.locator("[data-out=up]").inner_text(), page.locator("[data-out=down]").inner_text()
    assert f"{3 * (PLAN['C'] + OPTION['a']):,}円" in up
    assert f"＋{3 * (PLAN['C'] - PLAN['B']):,}円" in up
    assert "費用損害 1,000万円 → 3,000万円" in up
    assert "賠償損害" not in up, "only what changes"
    assert f"−{3 * (PLAN['B'] - PLAN['A']):,}円" in down
    assert "賠償損害 1億円 → 5,000万円" in down
    page.locator('input[name=plans][value="D"]').check()
    assert "これより上のプランはありません" in page.locator("[data-out=up]").inner_text()


def test_two_side_by_side_with_only_the_differences(page: Page, address: str) -> None:
    ready(page, address + "en/premiums/?plans=B&options=a&n=2")
    page.locator(".beside summary").click()
    page.locator("#beside-plans").select_option("C")
    page.locator("#beside-options").select_option("a")
    rows = [row.inner_text().split("\t") for row in page.locator(".differences tbody tr").all()]
    one, other = PLAN["B"] + OPTION["a"], PLAN["C"] + OPTION["a"]
    assert rows == [
        ["per facility", f"¥{one:,}", f"¥{other:,}"],
        ["In all for 2 facilities", f"¥{2 * one:,}", f"¥{2 * other:,}"],
        ["Response costs", "¥10,000,000", "¥30,000,000"],
    ]
    kept = page.url
    ready(page, kept)
    assert page.locator(".differences tbody tr").count() == 3, "a colleague who is sent the address sees the same"
    page.locator("#beside-plans").select_option("B")
    assert page.locator(".differences").inner_text() == "There is no difference."


def test_the_choice_goes_along_to_the_other_language_and_back(page: Page, address: str) -> None:
    ready(page, address + "premiums/?plans=C&options=b&n=7")
    page.locator(".languages a[hreflang=en]").click()
    page.locator(".chooser.ready").wait_for()
    assert "Plan C with Option b, 7 facilities" in page.locator("output").inner_text()


@pytest.mark.parametrize("query", ["plans=Z&options=x&n=0", "plans=__proto__&n=1e9", "n=%3Cscript%3E", "n=3.5&plans="])
def test_an_address_that_says_nonsense_is_as_none(page: Page, address: str, query: str) -> None:
    ready(page, f"{address}premiums/?{query}")
    assert said("ja", PLAN["A"]) in page.locator("output").inner_text()


@pytest.mark.parametrize("number", ["", "0", "100", "-1", "2.5"])
def test_a_number_that_cannot_be_is_said_and_gives_no_premium(page: Page, address: str, number: str) -> None:
    ready(page, address + "premiums/")
    page.locator("#choose-n").fill(number)
    assert page.locator("#choose-wrong").inner_text() == "1から99までの整数を入れてください。"
    assert "円" not in page.locator("output").inner_text()
    page.locator("#choose-n").fill("4")
    assert said("ja", 4 * PLAN["A"]) in page.locator("output").inner_text()
    assert page.locator("#choose-wrong").inner_text() == ""


def test_by_keyboard_alone_and_aloud(page: Page, address: str) -> None:
    ready(page, address + "premiums/")
    page.locator("input[name=plans]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("12")
    assert said("ja", 12 * (PLAN["C"] + OPTION["a"])) in page.locator("output").inner_text()
    tree = page.locator(".chooser").aria_snapshot()
    assert 'group "基本プラン"' in tree
    assert 'spinbutton "施設の数"' in tree
    output = page.locator("output")
    assert (output.get_attribute("aria-live"), output.get_attribute("aria-atomic")) == ("polite", "true")


def test_without_scripts_the_tables_serve(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address + "premiums/")
    assert not page.locator(".chooser").is_visible()
    assert page.locator(".unscripted").is_visible()
    assert page.locator("#table-total").is_visible()
    context.close()


def test_it_asks_for_age_and_units_and_says_what_is_not_offered(chromium: Browser, tmp_path: Path) -> None:
    show = '{{ show("chooser") }}\n\n{{ show("table", "contribution") }}'
    edition = EDITIONS / "savings-ages"
    for language in ("ja", "en"):
        edition = changed(
            edition,
            tmp_path / language,
            lambda s: s.replace('{{ show("table", "contribution") }}', show),
            f"{language}/contributions.md",
        )
    rates = {"a15": 1200, "a35": 1850, "a50": 3100, "a65": 5450}
    with served(built(edition, tmp_path / "site")) as address:
        page = chromium.new_page()
        ready(page, address + "en/contributions/")
        assert page.locator(".chooser legend").all_inner_texts() == ["Age", "Units"]
        assert page.locator("#choose-n").count() == 0, "a contribution is for one person"
        for age, units in product(rates, (1, 2, 3, 5)):
            page.locator(f"input[name=ages][value={age}]").check()
            page.locator(f"input[name=units][value=u{units}]").check()
            found = page.locator("output").inner_text()
            if age == "a65" and units > 2:
                assert "is not offered" in found
            else:
                assert f"¥{rates[age] * units:,} a month" in found
        assert page.locator('[data-row="coverages.death.limit"]').inner_text() == "¥5,000,000"
        page.close()


def test_it_asks_for_month_class_and_which_premium(chromium: Browser, tmp_path: Path) -> None:
    edition = EDITIONS / "income-months"
    for language in ("ja", "en"):
        edition = changed(
            edition,
            tmp_path / language,
            lambda s: s.replace('{{ show("table", "once") }}', '{{ show("chooser") }}\n\n{{ show("table", "once") }}'),
            f"{language}/premiums.md",
        )
    with served(built(edition, tmp_path / "site")) as address:
        page = chromium.new_page()
        ready(page, address + "en/premiums/?months=m01&classes=c2&table=with_disaster&n=3")
        assert f"¥{3 * (9 * 1180 + 450):,} once" in page.locator("output").inner_text()
        page.locator("#choose-table").select_option("once")
        assert f"¥{3 * 9 * 1180:,} once" in page.locator("output").inner_text()
        assert "3 units" in page.locator("output").inner_text()
        page.close()


def test_the_table_files_hold_the_same_figures(site: Path) -> None:
    found = json.loads((site / "data" / "plans.json").read_text("utf-8"))
    assert found["tables"]["total"]["cells"] == {f"{o}.{p}": PLAN[p] + OPTION[o] for o in "abc" for p in "ABCD"}
    raw = (site / "data" / "total.ja.csv").read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf"), "Excel needs it"
    assert raw.endswith(b"\r\n")
    head, *rows = csv.reader(io.StringIO(raw.decode("utf-8-sig")))
    assert head[1:] == [NAMES["plans"][p]["ja"] for p in PLAN]
    assert [[int(cell) for cell in row[1:]] for row in rows] == [[PLAN[p] + OPTION[o] for p in "ABCD"] for o in "abc"]


def test_a_wrong_figure_in_the_table_file_would_be_seen(chromium: Browser, tmp_path: Path) -> None:
    """The seeded fault: the check above must fail where the file says another premium."""
    site = built(CYBER, tmp_path / "site")
    path = site / "data" / "plans.json"
    path.write_text(path.read_text("utf-8").replace('"A":50000', '"A":50001'), "utf-8")
    with served(site) as address:
        page = chromium.new_page()
        ready(page, address + "premiums/")
        assert said("ja", PLAN["A"]) not in page.locator("output").inner_text()
        page.close()
