"""A calendar that would ring at another time is told; those of all editions, with every kind of deadline, are not."""

from __future__ import annotations

from pathlib import Path

import pytest
from known import EDITIONS

from chirashi.content.edition import Edition, load
from chirashi.proof.data.entries import open_book
from chirashi.proof.rules.calendar_times import prove_times
from chirashi.proof.rules.findings import Findings
from chirashi.site.build import site


def told(name: str, text: str) -> set[str]:
    findings = Findings()
    prove_times(open_book(EDITIONS[name]), "deadline.ics", text, findings)
    assert {problem.code for problem in findings.problems} <= {"proof-calendar"}
    return {str(problem.fields["what"]["en"]) for problem in findings.problems}


@pytest.fixture(scope="module")
def calendars(editions: dict[str, Edition]) -> dict[str, str]:
    files = {name: site(load(EDITIONS[name])) for name in ("cyber-2025", "accident-family", "liability-windows")}
    return {name: made["deadline.ics"].decode() for name, made in files.items()}


def test_calendars_of_the_press_are_right(calendars: dict[str, str]) -> None:
    assert {name: told(name, text) for name, text in calendars.items()} == dict.fromkeys(calendars, set())


ZONE, ALARM, AGAIN = "its time zone", "its alarm rings", "the data has no such repetition"
END, MORE = "it ends on another day", "a date of the scheme needs no such entry"


@pytest.mark.parametrize(
    ("name", "old", "new", "wrong"),
    [
        ("cyber-2025", "TZOFFSETTO:+0900", "TZOFFSETTO:+0800", ZONE),
        ("cyber-2025", "TZOFFSETTO:+0900", "TZOFFSETTO:+0000", ZONE),
        ("cyber-2025", "TZOFFSETTO:+0900", "TZOFFSETTO:nine", ZONE),
        ("cyber-2025", "X-WR-TIMEZONE:Asia/Tokyo", "X-WR-TIMEZONE:Asia/Shanghai", ZONE),
        ("cyber-2025", "TZID:Asia/Tokyo", "TZID:Asia/Nowhere", ZONE),
        ("cyber-2025", "TRIGGER:-PT15H", "TRIGGER:PT15H", ALARM),
        ("cyber-2025", "TRIGGER:-PT15H", "TRIGGER:-PT2H", ALARM),
        ("cyber-2025", "TRIGGER:-P6DT15H", "TRIGGER:-P60DT15H", ALARM),
        ("cyber-2025", "TRIGGER:-P6DT15H", "TRIGGER:20250301T000000Z", ALARM),
        ("cyber-2025", "TRANSP:TRANSPARENT", "RRULE:FREQ=DAILY;COUNT=5\r\nTRANSP:TRANSPARENT", AGAIN),
        ("cyber-2025", "TRANSP:TRANSPARENT", "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT", MORE),
        ("cyber-2025", "TRANSP:TRANSPARENT", "TRANSP:OPAQUE", MORE),
        ("cyber-2025", "DTEND;VALUE=DATE:20250301", "DTEND;VALUE=DATE:20250305", END),
        ("accident-family", "FREQ=MONTHLY", "FREQ=MONTHLY;INTERVAL=2", AGAIN),
        ("accident-family", "FREQ=MONTHLY", "FREQ=MONTHLY;COUNT=6", AGAIN),
        ("accident-family", "BYMONTHDAY=-1", "BYMONTHDAY=-2", AGAIN),
    ],
)
def test_another_time_is_told(name: str, old: str, new: str, wrong: str, calendars: dict[str, str]) -> None:
    assert old in calendars[name]
    found = told(name, calendars[name].replace(old, new, 1))
    assert any(said.startswith(wrong) for said in found), found


def test_this_file_is_read_by_another_library_than_the_one_that_writes_it() -> None:
    text = Path(prove_times.__code__.co_filename).read_text("utf-8")
    assert "dateutil" in text and "icalendar" not in text
