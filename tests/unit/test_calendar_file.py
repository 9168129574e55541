"""The calendar file as a program of another maker would read it: RFC 5545's form, and the days of the data."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from members import EDITIONS, built, plans

DATA = plans()
DAYS = {
    "deadline": datetime.date.fromisoformat(DATA["dates"]["deadline"][:10]),
    "start": datetime.date.fromisoformat(str(DATA["dates"]["start"])),
}
LINE = re.compile(r'(?P<name>[A-Z-]+)(?P<parameters>(?:;[A-Z-]+=(?:"[^"]*"|[^";:,]*))*):(?P<value>.*)')
ONCE = {
    "VCALENDAR": ["VERSION", "PRODID"],
    "VEVENT": ["UID", "DTSTAMP", "DTSTART", "SUMMARY"],
    "VALARM": ["ACTION", "TRIGGER", "DESCRIPTION"],
    "VTIMEZONE": ["TZID"],
}
DURATION = re.compile(r"-?P(?:\d+W|(?=[\dT])(?:\d+D)?(?:T(?=\d)(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)")
MOMENT = re.compile(r"\d{8}(?:T\d{6}Z?)?")


@dataclass
class Part:
    """What stands between a BEGIN and its END."""

    kind: str
    said: list[tuple[str, str, str]] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)

    def of(self, name: str) -> list[tuple[str, str]]:
        return [(parameters, value) for own, parameters, value in self.said if own == name]

    def one(self, name: str) -> str:
        return next((value for _, value in self.of(name)), "")

    def within(self, kind: str) -> list[Part]:
        return [part for part in self.parts if part.kind == kind]


def form(content: bytes) -> Iterator[str]:
    if not content.endswith(b"\r\n") or re.search(rb"(?<!\r)\n|\r(?!\n)", content):
        yield "a line does not end with CR LF"
    for line in content.split(b"\r\n"):
        if len(line) > 75:
            yield "a line is longer than 75 octets"
        try:
            line.decode()
        except UnicodeDecodeError:
            yield "a character is cut in two"


def parsed(content: bytes) -> tuple[Part, list[str]]:
    """The whole as one part, and what in it cannot be read."""
    stack, wrong = [Part("")], []
    for line in content.decode("utf-8", "replace").replace("\r\n ", "").split("\r\n")[:-1]:
        read = LINE.fullmatch(line)
        if read is None:
            wrong.append(f"no property: {line}")
        elif read["name"] == "BEGIN":
            stack.append(Part(read["value"]))
            stack[-2].parts.append(stack[-1])
        elif read["name"] == "END":
            if len(stack) == 1 or stack.pop().kind != read["value"]:
                wrong.append(f"{read['value']} ends where it has not begun")
                return stack[0], wrong
        else:
            stack[-1].said.append((read["name"], read["parameters"], read["value"]))
    return stack[0], wrong + [f"{part.kind} does not end" for part in stack[1:]]


def wanted_once(part: Part) -> Iterator[str]:
    for name in ONCE.get(part.kind, []):
        if len(part.of(name)) != 1 or not part.one(name):
            yield f"{part.kind} has not one {name}"
    for inner in part.parts:
        yield from wanted_once(inner)


def of_event(event: Part, zones: set[str]) -> Iterator[str]:
    if not re.fullmatch(r"\d{8}T\d{6}Z", event.one("DTSTAMP")):
        yield "DTSTAMP is not in UTC"
    for name in ("DTSTART", "DTEND"):
        for parameters, value in event.of(name):
            if not MOMENT.fullmatch(value) or ("VALUE=DATE" in parameters) != ("T" not in value):
                yield f"{name} is no moment: {parameters}:{value}"
            zone = re.search(r"TZID=([^;:]+)", parameters)
            if "T" in value and not value.endswith("Z") and (zone is None or zone[1] not in zones):
                yield f"{name} is in no time zone of the file"
    if event.of("DTEND") and event.one("DTEND") <= event.one("DTSTART"):
        yield "an event ends before it begins"
    for alarm in event.within("VALARM"):
        for parameters, value in alarm.of("TRIGGER"):
            if "VALUE=DATE-TIME" not in parameters and not (DURATION.fullmatch(value) and value.startswith("-")):
                yield f"an alarm is not before its event: {value}"


def faults(content: bytes) -> list[str]:
    """What a calendar would refuse or read otherwise than it is meant."""
    whole, wrong = parsed(content)
    said = [*form(content), *wrong]
    if [part.kind for part in whole.parts] != ["VCALENDAR"]:
        return [*said, "it is not one VCALENDAR"]
    (calendar,) = whole.parts
    zones = {zone.one("TZID") for zone in calendar.within("VTIMEZONE")}
    events = calendar.within("VEVENT")
    said += wanted_once(calendar)
    said += [fault for event in events for fault in of_event(event, zones)]
    if len({event.one("UID") for event in events}) != len(events):
        said.append("two events have one UID")
    return said


def untrue(content: bytes, language: str) -> list[str]:
    """What the file says otherwise than the data."""
    (calendar,) = parsed(content)[0].parts
    events = {event.one("UID").split("@")[0].rpartition("-")[2]: event for event in calendar.within("VEVENT")}
    said = [] if set(events) == set(DAYS) else [f"its events are {sorted(events)}"]
    for name, event in events.items():
        if event.one("DTSTART")[:8] != f"{DAYS[name]:%Y%m%d}":
            said.append(f"{name} is on {event.one('DTSTART')}")
        if DATA["scheme"]["name"][language] not in event.one("SUMMARY"):
            said.append(f"{name} does not name the scheme")
        if DATA["parties"]["association"]["telephone"] not in event.one("DESCRIPTION"):
            said.append(f"{name} does not say whom to ask")
    if not events["deadline"].within("VALARM"):
        said.append("nothing reminds of the deadline")
    return said


@pytest.mark.parametrize(("language", "path"), [("ja", ""), ("en", "en/")])
def test_a_calendar_takes_the_file_as_it_is_meant(site: Path, language: str, path: str) -> None:
    content = (site / path / "deadline.ics").read_bytes()
    assert faults(content) == []
    assert untrue(content, language) == []


@pytest.mark.parametrize("edition", sorted(EDITIONS.iterdir()), ids=lambda folder: folder.name)
def test_so_does_it_of_other_editions(edition: Path, tmp_path: Path) -> None:
    for file in built(edition, tmp_path / "site").rglob("*.ics"):
        assert faults(file.read_bytes()) == []


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (rb"\r\nSUMMARY", rb"\nSUMMARY", "CR LF"),
        (rb"\r\n ", rb"", "75 octets"),
        (rb"\r\nUID:[^\r]*", rb"", "not one UID"),
        (rb"-deadline@", rb"-start@", "two events have one UID"),
        (rb"(DTSTAMP:\d{8}T\d{6})Z", rb"\1", "not in UTC"),
        (rb"DTSTART;VALUE=DATE:(\d{8})", rb"DTSTART;TZID=Asia/Nowhere:\1T090000", "no time zone of the file"),
        (rb"DTSTART;[^:]*:\d{8}", rb"DTSTART;VALUE=DATE:20991231", "ends before it begins"),
        (rb"TRIGGER[^\r]*:[^\r]*", rb"TRIGGER:6 days", "not before its event"),
        (rb"END:VEVENT\r\n", rb"", "ends where it has not begun"),
        (rb"SUMMARY:", rb"SUMMARY", "no property"),
    ],
)
def test_a_seeded_fault_of_form_is_seen(site: Path, old: bytes, new: bytes, said: str) -> None:
    good = (site / "deadline.ics").read_bytes()
    faulty = re.sub(old, new, good)
    assert faulty != good
    assert said in str(faults(faulty))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f"{DAYS['deadline']:%Y%m%d}", "20250227", "deadline is on 20250227"),
        (f"{DAYS['start']:%Y%m%d}", "20250501", "start is on 20250501"),
        ("サイバープロテクター", "別の保険", "does not name the scheme"),
        ("096-385-3330", "096-385-3331", "does not say whom to ask"),
        ("BEGIN:VALARM", "BEGIN:X-ALARM", "nothing reminds"),
    ],
)
def test_a_seeded_untruth_is_seen(site: Path, old: str, new: str, said: str) -> None:
    content = (site / "deadline.ics").read_bytes().replace(b"\r\n ", b"").decode()
    assert old in content
    faulty = content.replace(old, new)
    if new.startswith("BEGIN"):
        faulty = faulty.replace("END:VALARM", "END:X-ALARM")
    assert said in str(untrue(faulty.encode(), "ja"))
