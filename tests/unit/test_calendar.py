"""The calendar file by the letter of RFC 5545, and that who imports it again gets moved dates moved."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from known import EDITIONS
from members import CYBER, changed

from chirashi.content.edition import load
from chirashi.site.exports import calendar
from chirashi.site.pages.page_view import SiteView

Change = Callable[[str], str]
AT = re.compile(r"(?:VALUE=DATE:(?P<day>\d{8})|TZID=Asia/Tokyo:(?P<moment>\d{8}T\d{6}))")
ONCE = {
    "UID",
    "DTSTAMP",
    "LAST-MODIFIED",
    "DTSTART",
    "DTEND",
    "SEQUENCE",
    "SUMMARY",
    "DESCRIPTION",
    "URL",
    "TRANSP",
    "RRULE",
}
TRIGGERS = {"day": {"-P6DT15H", "-PT15H"}, "moment": {"-P7D", "-P1D"}}


def made(folder: Path, language: str = "ja") -> bytes:
    content = calendar.calendar(SiteView(load(folder), language))
    assert content is not None
    return content


def events(content: bytes) -> list[list[str]]:
    text = content.decode().replace("\r\n ", "")
    return [block.split("\r\n") for block in re.findall(r"BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT", text, re.DOTALL)]


def properties(event: list[str]) -> dict[str, str]:
    """Of an event, not of its alarms: each with its parameters."""
    own = re.sub(r"BEGIN:VALARM\n.*?\nEND:VALARM\n?", "", "\n".join(event), flags=re.DOTALL)
    return {m[1]: m[2] for m in re.finditer(r"^([A-Z-]+)[;:](.*)$", own, re.MULTILINE)}


def faults(content: bytes) -> list[str]:
    """What of the file the standard does not allow, and what of it would not remind in time."""
    found = []
    if content.replace(b"\r\n", b"").count(b"\n") or not content.endswith(b"\r\n"):
        found.append("a line does not end as it must")
    found += [f"longer than 75 octets: {line!r}" for line in content.split(b"\r\n") if len(line) > 75]
    text = content.decode().replace("\r\n ", "")
    stack: list[str] = []
    for how, what in re.findall(r"^(BEGIN|END):(\w+)\r$", text, re.MULTILINE):
        if how == "BEGIN":
            stack.append(what)
        elif not stack or stack.pop() != what:
            found.append(f"{what} ends where it does not begin")
    if "METHOD:" in text and "ORGANIZER" not in text:
        found.append("a method without an organizer")  # RFC 5546
    if "TZID=Asia/Tokyo" in text and "BEGIN:VTIMEZONE\r\nTZID:Asia/Tokyo" not in text:
        found.append("a time zone that is not told")
    for event in events(content):
        said = properties(event)
        names = [re.split("[;:]", line)[0] for line in event]
        found += [
            f"{name} stands twice" for name in ONCE if names[: (names + ["BEGIN"]).index("BEGIN")].count(name) > 1
        ]
        found += [
            f"no {name}"
            for name in ("UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "SEQUENCE", "SUMMARY")
            if name not in said
        ]
        start, end = AT.fullmatch(said.get("DTSTART", "")), said.get("DTEND")
        if start is None:
            found.append("the start is neither a day nor a moment in Japan")
            continue
        if end is not None and not AT.fullmatch(end):
            found.append("the end is of another kind than the start")
        elif end is not None and end.rpartition(":")[2] <= said["DTSTART"].rpartition(":")[2]:
            found.append("it ends before it has begun")
        triggers = [line.removeprefix("TRIGGER:") for line in event if line.startswith("TRIGGER")]
        if not triggers or not set(triggers) <= TRIGGERS["day" if start["day"] else "moment"]:
            found.append(f"alarms at {triggers}")
    return found


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("name", sorted(EDITIONS))
def test_every_editions_file_is_as_the_standard_wants_it(name: str, language: str) -> None:
    assert faults(made(EDITIONS[name], language)) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"END:VALARM\r\nEND:VEVENT", b"END:VEVENT", "VEVENT ends where it does not begin"),
        (b"TRIGGER:-P6DT15H", b"TRIGGER:-P7D", "alarms at"),
        (b"DTEND;VALUE=DATE:20250301", b"DTEND;VALUE=DATE:20250228", "it ends before it has begun"),
        (b"CALSCALE:GREGORIAN", b"METHOD:PUBLISH", "a method without an organizer"),
        (b"\r\nSEQUENCE:", b"\r\nX-NOTHING:", "no SEQUENCE"),
        (b"DTSTART;VALUE=DATE:20250228", b"DTSTART:20250228T170000", "the start is neither"),
        (b"\r\n ", b"", "longer than 75 octets"),
    ],
)
def test_a_seeded_fault_is_seen(old: bytes, new: bytes, said: str) -> None:
    content = made(CYBER)
    assert old in content
    assert any(fault.startswith(said) for fault in faults(content.replace(old, new)))


def test_both_events_remind_the_start_of_cover_too() -> None:
    triggers = [[line for line in event if line.startswith("TRIGGER")] for event in events(made(CYBER))]
    assert triggers == [["TRIGGER:-P6DT15H", "TRIGGER:-PT15H"], ["TRIGGER:-PT15H"]]


def test_a_deadline_with_a_time_is_a_moment_in_japan_without_an_end() -> None:
    deadline, start = events(made(EDITIONS["income-months"]))
    assert "DTSTART;TZID=Asia/Tokyo:20260831T170000" in deadline
    assert "DTEND" not in properties(deadline)
    assert [line for line in deadline if line.startswith("TRIGGER")] == ["TRIGGER:-P7D", "TRIGGER:-P1D"]
    assert "DTEND" in properties(start)


def later(content: bytes, than: bytes) -> list[bool]:
    """Of each event, whether a calendar that knows the other takes this one in its place (RFC 5546 2.1.4)."""
    pairs = zip(map(properties, events(content)), map(properties, events(than)), strict=True)
    return [
        one["UID"] == other["UID"]
        and (int(one["SEQUENCE"]), one["DTSTAMP"]) > (int(other["SEQUENCE"]), other["DTSTAMP"])
        and one["LAST-MODIFIED"] >= other["LAST-MODIFIED"]
        for one, other in pairs
    ]


def test_both_languages_speak_of_the_same_events() -> None:
    """Who takes the file in both has each date once, whichever came first."""
    japanese, english = ([properties(event) for event in events(made(CYBER, language))] for language in ("ja", "en"))
    assert [one["UID"] for one in japanese] == [one["UID"] for one in english]
    assert len({one["UID"] for one in japanese}) == len(japanese)
    assert later(made(CYBER, "en"), made(CYBER, "ja")) == [False, False]


def moved(to: str, published: str | None = None) -> Change:
    def change(text: str) -> str:
        text = text.replace("deadline: 2025-02-28 (金)", f"deadline: {to}", 1)
        return text.replace("# published: ...", f"published: {published}", 1) if published else text

    return change


def test_who_imports_again_gets_a_moved_date(tmp_path: Path) -> None:
    first = made(CYBER)
    postponed = made(changed(CYBER, tmp_path / "a", moved("2025-03-14")))
    assert later(postponed, first) == [True, False], "the start of cover is as it was"
    issued = made(changed(CYBER, tmp_path / "b", moved("2025-02-28", "2025-01-10")))
    assert later(issued, first) == [True, True]
    earlier = made(changed(CYBER, tmp_path / "c", moved("2025-02-21", "2025-01-20")))
    assert later(earlier, issued) == [True, True]
    assert later(made(changed(CYBER, tmp_path / "d", moved("2025-02-21"))), first) == [False, False], (
        "that the date is an earlier one, only the day of issue can say"
    )
