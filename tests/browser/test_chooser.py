"""The price chooser in a real browser: every plan with every option, in both languages, against sums made here."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import pytest
from members import EDITIONS, broken, built, changed, plans, restyled
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
DATA = plans()
NAMES = {axis: {key: each["name"] for key, each in DATA[axis].items()} for axis in ("plans", "options")}
FACILITIES = (1, 2, 10, 99)


def yen(written: str) -> int:
    """77,160円 as a number; the premiums are written without 万."""
    return int(str(written).replace(",", "").removesuffix("円"))


PLAN = {key: yen(value) for key, value in DATA["tables"]["basic"]["cells"].items()}
OPTION = {None: 0} | {key: yen(value) for key, value in DATA["tables"]["option"]["cells"].items()}


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
    ready(page, address + "premiums/#plans=B&options=a&n=3")
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
    ready(page, address + "en/premiums/#plans=B&options=a&n=2")
    page.locator(".beside summary").click()
    page.locator("#beside-plans").select_option("C")
    page.locator("#beside-options").select_option("a")
    rows = [row.inner_text().split("\t") for row in page.locator(".differences tbody tr").all()]
    one, other = PLAN["B"] + OPTION["a"], PLAN["C"] + OPTION["a"]
    assert rows == [
        ["Per facility", f"¥{one:,}", f"¥{other:,}"],
        ["In all for 2 facilities", f"¥{2 * one:,}", f"¥{2 * other:,}"],
        ["Response costs", "¥10,000,000", "¥30,000,000"],
    ]
    kept = page.url
    ready(page, kept)
    assert page.locator(".differences tbody tr").count() == 3, "a colleague who is sent the address sees the same"
    page.locator("#beside-plans").select_option("B")
    assert page.locator(".differences").inner_text() == "There is no difference."


def test_the_choice_goes_along_to_the_other_language_and_back(page: Page, address: str) -> None:
    ready(page, address + "premiums/#plans=C&options=b&n=7")
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


def choices() -> Iterator[tuple[str, str | None, int]]:
    for plan, option in product(PLAN, OPTION):
        for number in (1, 99):
            yield plan, option, number


# Amounts in what the page shows: each that does not stand on one line, as it reads.
BROKEN = """() => {
    const found = [], walk = document.createTreeWalker(document.querySelector(".chooser"), NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
        for (const amount of node.data.matchAll(/[¥＋−]*\\d[\\d,]*(?:[億万]\\d*)?円?/g)) {
            const range = document.createRange();
            range.setStart(node, amount.index);
            range.setEnd(node, amount.index + amount[0].length);
            const drawn = [...range.getClientRects()].filter(({ width }) => width);
            const lines = drawn.map(({ bottom }) => Math.round(bottom));
            if (new Set(lines).size > 1) found.push(amount[0]);
        }
    }
    return found;
}"""


@pytest.mark.parametrize("width", [320, 360])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_no_amount_stands_on_two_lines(page: Page, address: str, language: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 740})
    ready(page, address + ("" if language == "ja" else "en/") + "premiums/")
    page.locator(".beside summary").click()
    for plan, option, number in choices():
        page.evaluate(
            "(hash) => { location.hash = hash }",
            f"plans={plan}&options={option or ''}&n={number}&other.plans={'D' if plan == 'A' else 'A'}&other.options=c",
        )
        page.locator(f'.places input[name=plans][value="{plan}"]:checked').wait_for(state="attached")
        assert page.locator("#choose-n").input_value() == str(number)
        assert page.evaluate(BROKEN) == [], f"{plan} {option} {number}"
        assert page.evaluate("document.documentElement.scrollWidth") == width
    page.locator("[data-row]").first.evaluate("(one) => { one.parentElement.style.width = '1em' }")
    page.locator("[data-row] *").first.evaluate("(one) => { one.style.whiteSpace = 'normal' }")
    assert page.evaluate(BROKEN), "the seeded fault is seen"


# Of what has the focus: whether it shows, and whether the premium shows beside it.
SIGHT = """() => {
    const one = document.activeElement, answer = document.querySelector(".result .sum").getBoundingClientRect();
    const { left, right, top, bottom } = one.getBoundingClientRect();
    const hit = document.elementFromPoint((left + right) / 2, (top + bottom) / 2);
    return [
        top >= 0 && bottom <= innerHeight && (hit === one || one.parentElement.contains(hit)) ? "" : "covered",
        answer.top >= 0 && answer.bottom <= innerHeight ? "" : "no premium",
    ].filter(Boolean).map((fault) => `${fault} at ${one.name || one.textContent} ${one.value ?? ""}`);
}"""


def unseen(page: Page) -> list[str]:
    """Where the premium or the focus is out of sight on the way by keyboard through all questions, there and back."""
    found: list[str] = []
    page.locator(".to-chooser a, .skip").last.focus()
    page.evaluate("scrollTo(0, 0); document.querySelector('.choose input').focus()")
    for key in ("ArrowRight",) * 3 + ("Tab",) + ("ArrowRight",) * 3 + ("Tab", "ArrowUp", "Shift+Tab", "Shift+Tab"):
        page.keyboard.press(key)
        found += page.evaluate(SIGHT)
    return found


@pytest.mark.parametrize(("width", "height"), [(360, 640), (390, 844), (667, 375), (768, 1024), (1280, 720)])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_premium_is_in_sight_while_one_chooses(
    chromium: Browser, address: str, language: str, width: int, height: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    ready(page, address + ("" if language == "ja" else "en/") + "premiums/")
    if height < 400:  # lying on its side, a phone shows question and answer beside each other
        assert page.evaluate(
            "document.querySelector('.choose').getBoundingClientRect().right"
            " <= document.querySelector('.result').getBoundingClientRect().left"
        )
    else:
        assert unseen(page) == []
    if (width, height) == (360, 640):
        page.locator(".result").evaluate("(one) => { one.style.position = 'static' }")
        assert any("no premium" in said for said in unseen(page)), "the seeded fault is seen"
    page.close()


def test_what_has_the_focus_is_never_behind_the_premium(chromium: Browser, address: str) -> None:
    """WCAG 2.4.11, by the tab key from the head of the page to its foot, on a phone and at 400 %."""
    for width, height in ((360, 640), (320, 480), (320, 256)):
        page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
        ready(page, address + "en/premiums/#plans=D&options=c&n=99&other.plans=A")
        if height < 480:
            assert page.locator(".result").evaluate("(one) => getComputedStyle(one).position") == "static"
        covered = """() => {
            const one = document.activeElement, bar = document.querySelector(".result").getBoundingClientRect();
            const { top, bottom } = one.getBoundingClientRect();
            return getComputedStyle(document.querySelector(".result")).position === "sticky" && !one.matches("body") &&
                top < bar.bottom && bottom > bar.top ? one.outerHTML.slice(0, 80) : "";
        }"""
        for _ in range(60):
            page.keyboard.press("Tab")
            assert page.evaluate(covered) == ""
        page.close()


@pytest.mark.parametrize("path", ["premiums/", "en/premiums/"])
def test_what_is_wrong_with_a_number_is_read_whole_on_a_phone(chromium: Browser, address: str, path: str) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    ready(page, address + path)
    page.locator("#choose-n").fill("0")
    wrong, bar = page.locator("#choose-wrong").bounding_box(), page.locator(".result").bounding_box()
    assert wrong and bar and wrong["y"] >= 0 and wrong["y"] + wrong["height"] <= bar["y"] + 1
    page.close()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_on_a_phone_one_touch_leads_to_the_questions_and_their_answer(
    chromium: Browser, address: str, language: str
) -> None:
    page = chromium.new_page(viewport={"width": 360, "height": 640}, reduced_motion="reduce")
    page.clock.set_fixed_time("2025-02-17T12:00:00+09:00")
    ready(page, address + ("" if language == "ja" else "en/") + "premiums/")
    button = page.locator(".to-chooser a")
    at = button.bounding_box()
    assert at is not None
    assert at["y"] + at["height"] <= 640
    button.click()
    for one in [*page.locator(".chooser > .choose label, #choose-n").all(), page.locator(".result .sum")]:
        box = one.bounding_box()
        assert box is not None
        assert 0 <= box["y"] <= 640 - box["height"], one.inner_text()
    page.set_viewport_size({"width": 1280, "height": 800})
    assert not button.is_visible()
    page.close()


@pytest.mark.parametrize(("plan", "against"), [("A", "B"), ("B", "C"), ("C", "D"), ("D", "C")])
def test_side_by_side_begins_with_the_next_plan(page: Page, address: str, plan: str, against: str) -> None:
    ready(page, address + "premiums/")
    page.locator(f'.places input[name=plans][value="{plan}"]').check()
    page.locator('.places input[name=options][value="b"]').check()
    page.locator(".beside summary").click()
    page.locator(".differences table").wait_for()
    assert page.locator("#beside-plans").input_value() == against
    assert page.locator("#beside-options").input_value() == "b"
    assert f"other.plans={against}" in page.evaluate("location.hash")
    heads = page.locator(".differences thead th").all_inner_texts()
    assert heads[1:] == [f"プラン{plan}・オプションb", f"プラン{against}・オプションb"]


def test_side_by_side_keeps_what_somebody_said(page: Page, address: str) -> None:
    ready(page, address + "premiums/")
    page.locator(".beside summary").click()
    page.locator("#beside-plans").select_option("D")
    page.locator(".beside summary").click()
    page.locator('.places input[name=plans][value="B"]').check()
    page.locator(".beside summary").click()
    assert page.locator("#beside-plans").input_value() == "D"
    ready(page, address + "en/premiums/#plans=B&n=1&other.plans=A")
    assert page.locator("#beside-plans").input_value() == "A"


def test_the_differences_stand_under_a_caption_with_amounts_on_the_digit(page: Page, address: str) -> None:
    ready(page, address + "en/premiums/#plans=B&n=2&other.plans=D")
    assert page.locator(".differences caption").inner_text() == "Differences between the two choices"
    aligned = page.locator(".differences :is(td, thead th)").evaluate_all(
        "all => all.map((one) => getComputedStyle(one).textAlign)"
    )
    assert aligned == ["start", "end", "end", *["end"] * (len(aligned) - 3)]


def test_what_is_not_chosen_says_nothing_of_its_basis(page: Page, address: str) -> None:
    row = '[data-row="coverages.profits.limit"]'
    ready(page, address + "premiums/")
    shown = page.locator(f"dd:has({row})")
    assert shown.inner_text() == "なし"
    page.locator('.places input[name=options][value="a"]').check()
    assert "1事故・保険期間中" in shown.inner_text()
    page.locator('.places input[name=options][value=""]').check()
    assert shown.inner_text() == "なし"


def test_a_wrong_number_leaves_no_answer_to_another_one(page: Page, address: str) -> None:
    ready(page, address + "en/premiums/")
    page.locator('.places input[name=plans][value="C"]').check()
    page.locator(".beside summary").click()
    page.locator("#choose-n").fill("3")
    assert "n=3" in page.evaluate("location.hash")
    page.locator("#choose-n").fill("0")
    assert page.locator("#choose-wrong").get_attribute("role") == "status"
    assert page.locator("#choose-wrong").inner_text() == "Enter a whole number from 1 to 99."
    said = page.locator("output, .chooser > .rows dd, .steps, .differences").all_text_contents()
    assert re.findall(r"\d", "".join(said)) == []
    assert page.locator(".chooser > .rows .basis").last.is_hidden()
    assert page.evaluate("location.href") == address + "en/premiums/"
    assert page.locator("a[data-carry]").get_attribute("href") == address + "en/fax.html"
    assert "in%3A%20the%20detailed%20papers%0D" in (page.locator("a[data-mail]").get_attribute("href") or "")
    assert page.locator('.pages a[href*="plans="], main a[href*="plans="]').count() == 0
    page.locator("#choose-n").fill("4")
    assert f"¥{4 * PLAN['C']:,} a year" in page.locator("output").inner_text()
    assert page.locator(".differences td").count()
    assert (page.locator("a[data-carry]").get_attribute("href") or "").endswith("#plans=C&n=4")


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
        ready(page, address + "en/premiums/#months=m01&classes=c2&table=with_disaster&n=3")
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


def test_a_wrong_figure_in_the_table_file_would_be_seen(page: Page, site: Path, tmp_path: Path) -> None:
    """The seeded fault: the first check must fail where the file says another premium."""
    faulty = broken(site, tmp_path, "data/plans.json", '"A":50000', '"A":50001')
    with served(faulty) as address, pytest.raises(AssertionError, match="A None 1: "):
        test_every_plan_with_every_option_and_number(page, address, "ja")


@pytest.mark.parametrize("rule", [".unscripted { display: none !important }", ".chooser { display: grid !important }"])
def test_a_chooser_that_does_nothing_or_says_nothing_without_scripts_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, rule: str
) -> None:
    with served(restyled(site, tmp_path, rule)) as address, pytest.raises(AssertionError):
        test_without_scripts_the_tables_serve(chromium, address)
