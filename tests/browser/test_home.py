"""The first page answers in one screen of a phone, and shows the course of the response as a picture."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator

import pytest
from members import EDITIONS, plans
from playwright.sync_api import Browser, Page

from chirashi.view.timeline_curve import course

pytestmark = pytest.mark.browser
DATA = plans()
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
OPEN = datetime.datetime(2025, 2, 17, 12, tzinfo=JAPAN)
CLOSED = datetime.datetime(2025, 3, 1, 12, tzinfo=JAPAN)
LOWEST = 600  # of the 640 px of a small phone, less what a browser's own bar covers


@pytest.fixture
def phone(chromium: Browser) -> Iterator[Page]:
    context = chromium.new_context(viewport={"width": 360, "height": 640}, service_workers="block")
    page = context.new_page()
    page.clock.set_fixed_time(OPEN)
    yield page
    context.close()


def too_low(page: Page) -> list[str]:
    """What a visitor must see at once, and does not on the first screen."""
    found = []
    for what in (".cover h1", ".cover .key:nth-of-type(2)", ".cover [data-days]", ".cover .button >> nth=0"):
        box = page.locator(what).first.bounding_box()
        if box is None or box["y"] + box["height"] > LOWEST:
            found.append(f"{what}: {box}")
    boxes = [one.bounding_box() for one in page.locator(".cover .button").all()]
    if len({round(box["y"]) for box in boxes if box}) != 1:
        found.append(f"the buttons stand below one another: {boxes}")
    return found


@pytest.mark.parametrize("path", ["", "en/"])
def test_the_first_screen_of_a_phone_answers(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    assert too_low(phone) == []
    phone.evaluate("document.querySelector('.cover p').textContent += ' x'.repeat(400)")
    assert too_low(phone), "the seeded fault, a long lead, is seen"


@pytest.mark.parametrize("path", ["", "en/"])
def test_the_start_of_cover_and_the_limits_follow_the_picture_on_a_phone(phone: Page, address: str, path: str) -> None:
    phone.goto(address + path)
    tops = [phone.locator(one).first.bounding_box() for one in (".cover .button", ".course", ".glance .more")]
    assert [box["y"] for box in tops if box] == sorted(box["y"] for box in tops if box)
    limits = [key for key, coverage in DATA["coverages"].items() if "limit" in coverage]
    assert len(limits) == 3
    assert len(phone.locator(".glance dt").all()) == 4 + len(limits)  # for whom, from how much, by when, from when


@pytest.mark.parametrize("path", ["", "en/", "en/cover/", "premiums/"])
def test_the_closing_notice_takes_two_lines_of_a_phone(phone: Page, address: str, path: str) -> None:
    phone.clock.set_fixed_time(CLOSED)
    phone.goto(address + path)
    notice = phone.locator(".closed p")
    assert (
        notice.evaluate("(one) => one.getBoundingClientRect().height / parseFloat(getComputedStyle(one).lineHeight)")
        == 2
    )
    assert DATA["parties"]["association"]["telephone"] in notice.inner_text()


@pytest.mark.parametrize("path", ["", "en/"])
@pytest.mark.parametrize("width", [360, 768, 1280])
def test_the_picture_shows_each_stage_and_each_covered_cost(
    chromium: Browser, address: str, path: str, width: int
) -> None:
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto(address + path)
    picture = page.locator(".course")
    assert picture.get_attribute("aria-hidden") == "true", "the timeline says the same in words"
    language = "en" if path else "ja"
    stages = picture.locator(".course-stages li")
    assert [one.strip() for one in stages.all_inner_texts()] == [stage["name"][language] for stage in DATA["timeline"]]
    for stage, shown in zip(DATA["timeline"], stages.all(), strict=True):
        assert shown.locator("i").count() == len(stage["costs"])
        liable = [cost for cost in stage["costs"] if DATA["costs"][cost]["coverage"] == "liability"]
        assert shown.locator("i.other").count() == len(liable)
    for pin, shown in zip(picture.locator(".course-pin").all(), stages.all(), strict=True):
        middles = [box["x"] + box["width"] / 2 for one in (pin, shown) if (box := one.bounding_box())]
        assert abs(middles[0] - middles[1]) < 1, "each stage stands below its place on the line"
    names = [DATA["coverages"][key]["name"][language] for key in ("costs", "liability")]
    assert re.findall("|".join(names), picture.locator("figcaption").inner_text()) == names
    assert page.evaluate("document.documentElement.scrollWidth") == width
    page.close()


@pytest.mark.parametrize("stages", [2, 3, 4, 7])
def test_the_line_falls_once_and_rises_from_stage_to_stage(stages: int) -> None:
    drawn = course(stages)
    assert drawn is not None
    heights = [float(pin.split()[1].removesuffix("h0")) for pin in drawn.pins]
    assert heights == sorted(heights, reverse=True)
    assert heights[-1] == 0, "the last stage is back at the usual level"
    points = [float(part.split()[-1]) for part in re.split("[MC]", drawn.line)[1:]]
    lowest = points.index(max(points))
    assert points[:lowest] == sorted(points[:lowest])
    assert points[lowest:] == sorted(points[lowest:], reverse=True)
    numbers = [float(one) for one in re.findall(r"-?[\d.]+", drawn.line)]
    assert min(numbers) >= 0 and max(numbers[1::2]) <= drawn.height, "it never swings beyond its own ends"


def test_without_stages_there_is_no_picture() -> None:
    assert course(0) is None
    assert course(1) is None
    assert not any("course" in (one / "ja" / "index.md").read_text("utf-8") for one in EDITIONS.iterdir())
