"""Keeping the date: the calendar file, the days that are left, the notice after the deadline, by the time in Japan."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from members import CYBER, EDITIONS, broken, built, changed, everything, plans
from playwright.sync_api import Browser, Page
from servers import served

pytestmark = pytest.mark.browser
DATA = plans()
DEADLINE = datetime.date.fromisoformat(DATA["dates"]["deadline"][:10])
START = datetime.date.fromisoformat(str(DATA["dates"]["start"]))
ZONES = ["America/Los_Angeles", "Pacific/Kiritimati", "Asia/Tokyo"]


def events(content: bytes) -> tuple[list[str], list[dict[str, str]]]:
    """The unfolded lines, and of each event its properties without their parameters."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    lines = content.replace(b"\r\n ", b"").decode().split("\r\n")[:-1]
    found = []
    for block in re.findall(r"BEGIN:VEVENT\n(.*?)\nEND:VEVENT", "\n".join(lines), re.DOTALL):
        outside = re.sub(r"BEGIN:VALARM\n.*?\nEND:VALARM\n?", "", block, flags=re.DOTALL)
        found.append(
            {line.split(":", 1)[0].split(";")[0]: line.split(":", 1)[1] for line in outside.split("\n") if line}
        )
    return lines, found


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_calendar_file_holds_deadline_and_start(site: Path, language: str) -> None:
    content = (site / ("" if language == "ja" else "en") / "deadline.ics").read_bytes()
    lines, (deadline, start) = events(content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert "TZID:Asia/Tokyo" in lines
    assert deadline["DTSTART"] == f"{DEADLINE:%Y%m%d}"
    assert deadline["DTEND"] == f"{DEADLINE + datetime.timedelta(1):%Y%m%d}"
    assert start["DTSTART"] == f"{START:%Y%m%d}"
    assert DATA["scheme"]["name"][language] in deadline["SUMMARY"]
    assert DATA["parties"]["association"]["telephone"] in deadline["DESCRIPTION"]
    assert deadline["UID"] != start["UID"]
    assert all(re.fullmatch(r"\d{8}T\d{6}Z", event["DTSTAMP"]) for event in (deadline, start))
    assert "\n".join(lines).count("BEGIN:VALARM") == 3


def test_the_calendar_file_is_the_same_every_time(site: Path, tmp_path: Path) -> None:
    again = built(CYBER, tmp_path / "again", "https://example.org/")
    assert (again / "deadline.ics").read_bytes() == (site / "deadline.ics").read_bytes()


def test_a_time_of_day_is_in_japan_and_every_month_recurs(tmp_path: Path) -> None:
    _, (deadline, _) = events((built(EDITIONS / "income-months", tmp_path / "a") / "en" / "deadline.ics").read_bytes())
    assert deadline["DTSTART"] == "20260831T170000"
    raw = (tmp_path / "a" / "deadline.ics").read_text("utf-8")
    assert "DTSTART;TZID=Asia/Tokyo:20260831T170000" in raw
    monthly = changed(
        EDITIONS / "savings-ages", tmp_path / "m", lambda s: s.replace("    moved: working day before\n", "")
    )
    _, (every, _) = events((built(monthly, tmp_path / "b") / "deadline.ics").read_bytes())
    assert every["RRULE"] == "FREQ=MONTHLY;BYMONTHDAY=20"
    _, moved = events((built(EDITIONS / "savings-ages", tmp_path / "c") / "deadline.ics").read_bytes())
    assert [event["SUMMARY"] for event in moved] == ["団体積立傷害保険「なぎさ積立」の補償開始"], (
        "no rule can say working days"
    )


@pytest.mark.parametrize(
    ("day", "first", "rule"),
    [
        ("31", "20260930", "BYMONTHDAY=-1"),
        ("末日", "20260930", "BYMONTHDAY=-1"),
        ("30", "20260930", "BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        ("29", "20260929", "BYMONTHDAY=28,29;BYSETPOS=-1"),
        ("1", "20260901", "BYMONTHDAY=1"),
    ],
)
def test_no_month_is_too_short_for_a_deadline(day: str, first: str, rule: str, tmp_path: Path) -> None:
    """The first deadline is the last before cover starts on 1 October, and every month has one."""
    monthly = changed(
        EDITIONS / "savings-ages",
        tmp_path / "m",
        lambda s: s.replace("    day_of_month: 20\n    moved: working day before\n", f"    day_of_month: {day}\n"),
    )
    _, (every, _) = events((built(monthly, tmp_path / "site") / "deadline.ics").read_bytes())
    assert (every["DTSTART"], every["RRULE"]) == (first, f"FREQ=MONTHLY;{rule}")


def test_every_window_of_a_year_has_its_day(tmp_path: Path) -> None:
    _, windows = events((built(EDITIONS / "liability-windows", tmp_path / "site") / "deadline.ics").read_bytes())
    assert [event["DTSTART"] for event in windows] == ["20270226", "20270831", "20270401"]
    assert len({event["UID"] for event in windows}) == len(windows)


def at(chromium: Browser, when: str, zone: str) -> Page:
    """A page whose clock shows a time in Japan to a browser elsewhere."""
    page = chromium.new_context(timezone_id=zone).new_page()
    page.clock.set_fixed_time(datetime.datetime.fromisoformat(when + "+09:00"))
    return page


def notices(chromium: Browser, site: Path, zone: str, paths: list[str]) -> Iterator[str]:
    """Pages on which the notice shows before the offer has closed in Japan, or does not show in full after it."""
    telephone = DATA["parties"]["association"]["telephone"]
    with served(site) as address:
        for when, closed in (("2025-02-28T23:59:59", False), ("2025-03-01T00:00:00", True)):
            page = at(chromium, when, zone)
            for path in paths:
                page.goto(address + path, wait_until="domcontentloaded")
                notice = page.locator(".closed")
                if [one.is_visible() for one in notice.all()] != [closed]:
                    yield f"{path} at {when} seen from {zone}"
                elif closed and telephone not in notice.inner_text():
                    yield f"{path} does not say whom to ask"
            page.context.close()


@pytest.mark.parametrize("zone", [ZONES[0], *(pytest.param(zone, marks=pytest.mark.long) for zone in ZONES[1:])])
def test_the_notice_appears_at_midnight_in_japan_on_every_page(chromium: Browser, site: Path, zone: str) -> None:
    assert list(notices(chromium, site, zone, everything())) == []


JAPAN = "Date.now() + 9 * 3600000"  # how the script tells the time in Japan; the fault below takes the visitor's


@pytest.mark.parametrize(
    ("files", "old", "new", "zone", "said"),
    [
        ("notes/index.html", 'class="closed"', 'class="away"', "Asia/Tokyo", "notes/ at 2025-02-28T23:59:59"),
        (
            "notes/index.html",
            'data-closes="2025-02-28"',
            'data-closes="2025-02-27"',
            "Asia/Tokyo",
            "notes/ at 2025-02-28",
        ),
        ("notes/index.html", "096-385-3330", "096-385-3331", "Asia/Tokyo", "notes/ does not say whom to ask"),
        ("assets/deadline-*.js", JAPAN, "Date.now() - 8 * 3600000", "America/Los_Angeles", "about/ at 2025-03-01"),
    ],
    ids=["none", "early", "telephone", "their time"],
)
def test_a_seeded_fault_of_the_notice_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, files: str, old: str, new: str, zone: str, said: str
) -> None:
    faulty = broken(site, tmp_path, files, old, new)
    assert said in str(list(notices(chromium, faulty, zone, ["notes/", "about/"])))


def days_left(chromium: Browser, site: Path, zone: str) -> list[str]:
    """What the first pages say of the days that are left, other than a clock in Japan would."""
    found = []
    cases = {
        "2025-02-17T23:59:00": ("あと11日です", "11 days left"),
        "2025-02-27T00:00:00": ("あと1日です", "one day left"),
        "2025-02-28T00:00:00": ("今日が締切です", "today is the last day"),
        "2025-03-01T00:00:00": ("", ""),
    }
    with served(site) as address:
        for when, said in cases.items():
            page = at(chromium, when, zone)
            for path, words in zip(("", "en/"), said, strict=True):
                page.goto(address + path)
                if (shown := page.locator("[data-days]").inner_text()) != words:
                    found.append(f"{path} at {when} seen from {zone}: {shown}")
            page.context.close()
    return found


@pytest.mark.parametrize("zone", ZONES)
def test_the_days_that_are_left_are_those_in_japan(chromium: Browser, site: Path, zone: str) -> None:
    assert days_left(chromium, site, zone) == []


@pytest.mark.parametrize(
    ("files", "old", "new"),
    [
        ("assets/deadline-*.js", JAPAN, "Date.now() - 8 * 3600000"),
        ("en/index.html", 'data-closes="2025-02-28"', 'data-closes="2025-03-01"'),
    ],
)
def test_a_seeded_fault_of_the_days_left_is_seen(
    chromium: Browser, site: Path, tmp_path: Path, files: str, old: str, new: str
) -> None:
    assert days_left(chromium, broken(site, tmp_path, files, old, new), "America/Los_Angeles")


def test_with_a_time_of_day_the_offer_closes_after_it(chromium: Browser, tmp_path: Path) -> None:
    with served(built(EDITIONS / "income-months", tmp_path / "site")) as address:
        for when, closed in (("2026-08-31T17:00:00", False), ("2026-08-31T17:01:00", True)):
            page = at(chromium, when, "Europe/London")
            page.goto(address)
            assert page.locator(".closed").is_visible() is closed
            page.context.close()


def test_without_scripts_the_plain_date_stands(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert "2025年2月28日（金）" in page.locator(".glance").inner_text()
    assert not page.locator(".closed").is_visible()
    context.close()
