"""Checks of dates: the deadline, the start of cover, the approval."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator

import jpholiday

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.base.project import in_project
from chirashi.content.approval import FILE, standing
from chirashi.content.edition import Edition
from chirashi.content.files import unsaved
from chirashi.content.model.scheme import Deadline, Window
from chirashi.content.values import Day, MonthDay, true_weekday
from chirashi.content.yaml_files.yaml_reader import Loc

AT: Loc = ("dates", "deadline")
AFFECT = ("dates.start", "dates.deadline")
A_YEAR = datetime.timedelta(days=366)


def holiday(date: datetime.date) -> str | None:
    """The name of the Japanese holiday that the date is, in Japanese; None where it is none."""
    name = jpholiday.is_holiday_name(date)
    return str(name) if name else None


def is_working_day(date: datetime.date) -> bool:
    return date.weekday() < calendar.SATURDAY and holiday(date) is None


def format_day(day: Day) -> str:
    """A day as messages show it: 2025-02-28, with its time where it has one."""
    return str(day).replace("T", " ")


def deadline(edition: Edition) -> Iterator[Problem]:
    if edition.excused("dates.deadline"):
        return
    given = edition.data.dates.deadline
    start = edition.data.dates.start
    forms = [
        given.date is not None,
        given.opens is not None or given.closes is not None,
        given.day_of_month is not None,
        bool(given.windows),
    ]
    if sum(forms) != 1 or (given.opens is None) != (given.closes is None):
        yield edition.say(AT, "deadline-form")
        return
    if given.moved and given.day_of_month is None:
        yield edition.say((*AT, "moved"), "deadline-moved")
    if given.day_of_month is not None and not 1 <= given.day_of_month.day <= MonthDay.LAST:
        yield edition.say((*AT, "day_of_month"), "deadline-day", day=given.day_of_month.day)
    if given.opens and given.closes and given.opens.date > given.closes.date:
        yield edition.say(
            (*AT, "opens"), "deadline-window", opens=format_day(given.opens), closes=format_day(given.closes)
        )
    yield from _windows(edition, given.windows)
    starts = [window.start or (start if i == 0 else None) for i, window in enumerate(given.windows)] or [start]
    for (loc, last), begins in zip(closing(given), starts, strict=False):
        if begins and last.date >= begins.date and not edition.excused("dates.start"):
            yield edition.say(loc, "deadline-late", deadline=format_day(last), start=format_day(begins))
        elif begins and begins.date - last.date > A_YEAR and not edition.excused("dates.start"):
            yield edition.say(loc, "deadline-early", deadline=format_day(last), start=format_day(begins))
        yield from _on_a_day_off(edition, loc, last)


def published(edition: Edition) -> Iterator[Problem]:
    """A brochure is issued before the last day to apply, and within a year of the start of cover."""
    issued, start = edition.data.scheme.published, edition.data.dates.start
    if issued is None or edition.excused("scheme.published") or any(map(edition.excused, AFFECT)):
        return
    last = max((day.date for _, day in closing(edition.data.dates.deadline)), default=None)
    loc: Loc = ("scheme", "published")
    if last is not None and issued.date > last:
        yield edition.say(loc, "published-late", published=format_day(issued), deadline=last.isoformat())
    elif abs(issued.date - start.date) > A_YEAR:
        yield edition.say(loc, "published-far", published=format_day(issued), start=format_day(start))


def closing(given: Deadline) -> list[tuple[Loc, Day]]:
    """Every day on which applications close, with its place in the data."""
    single = [(AT, given.date), ((*AT, "closes"), given.closes)]
    windows = [((*AT, "windows", i, "closes"), window.closes) for i, window in enumerate(given.windows)]
    return [(loc, day) for loc, day in (*single, *windows) if day is not None]


def _windows(edition: Edition, windows: list[Window]) -> Iterator[Problem]:
    """Each window opens before it closes, and after the one before it has closed."""
    for i, window in enumerate(windows):
        loc: Loc = (*AT, "windows", i, "opens")
        if window.opens.date > window.closes.date:
            yield edition.say(loc, "deadline-window", opens=format_day(window.opens), closes=format_day(window.closes))
        if i and window.opens.date <= windows[i - 1].closes.date:
            before = format_day(windows[i - 1].closes)
            yield edition.say(loc, "deadline-windows-order", opens=format_day(window.opens), before=before)


SPRING, AUTUMN = 4, 9  # a plan year may be counted from April, or be named after the year that most of it lies in


def plan_year(edition: Edition) -> Iterator[Problem]:
    """The plan year is the one in which cover starts: the calendar's, or the fiscal year around it."""
    if edition.excused("dates.start") or edition.excused("scheme.year"):
        return
    year, start = int(edition.data.scheme.year), edition.data.dates.start
    before, after = start.date.month < SPRING, start.date.month > AUTUMN
    if not start.date.year - before <= year <= start.date.year + after:
        yield edition.say(("scheme", "year"), "year-start", year=year, start=format_day(start))


def _on_a_day_off(edition: Edition, loc: Loc, day: Day) -> Iterator[Problem]:
    if is_working_day(day.date):
        return
    what = phrase("on-weekday", **true_weekday(day.date))
    if name := holiday(day.date):
        what = phrase("on-holiday", name=name)
    before = day.date
    while not is_working_day(before):
        before -= datetime.timedelta(days=1)
    yield edition.say(loc, "deadline-day-off", date=format_day(day), what=what, before=before.isoformat())


NAMED = 3  # changes since the approval that a message lists
PREPARED = re.compile(r"#\s*approval:")


def approval_line(edition: Edition) -> int:
    """Where the approval is written, else where a comment is ready for it, else the first line of the data."""
    if ("approval",) in edition.doc.lines:
        return edition.doc.line(("approval",))
    lines = unsaved.read(edition.folder / "plans.yml").decode("utf-8-sig", errors="replace").splitlines()
    ready = next((n for n, line in enumerate(lines, 1) if PREPARED.match(line)), None)
    return ready or min(line for line, _ in edition.doc.lines.values())


def approval(edition: Edition, today: datetime.date) -> Iterator[Problem]:
    """Insurers want their approval number and date on printed matter, and use none that has expired."""
    given, stands = edition.data.approval, standing(edition)
    yield from stands.problems
    if stands.kind == "none" and not edition.excused("approval.number"):
        yield Problem(edition.doc.file, approval_line(edition), "approval-missing")
    if stands.kind == "changed" and not stands.problems:
        found = {"count": len(stands.changed), "keys": ", ".join(stands.changed[:NAMED])}
        yield Problem(in_project(edition.folder / FILE), 0, "approval-changed", found)
    if given and given.issued and given.valid_until and given.valid_until.date < given.issued.date:
        found = {"date": format_day(given.valid_until), "issued": format_day(given.issued)}
        yield edition.say(("approval", "valid_until"), "approval-reversed", **found)
    elif given and given.valid_until and given.valid_until.date < today:
        yield edition.say(
            ("approval", "valid_until"), "approval-expired", date=format_day(given.valid_until), today=today.isoformat()
        )
