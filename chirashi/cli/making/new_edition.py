"""Makes a new edition of an old one: copies it, moves its dates, and lists what a person must decide.

Files are changed as text, line by line, so that comments and the way staff write stay as they
are. The copy is made beside its place and takes it in one rename.
"""

from __future__ import annotations

import datetime
import re
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.files.stray_files import stray
from chirashi.base.messages import phrase
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.base.project import in_project
from chirashi.checks.scheme.dates import approval_line, holiday, is_working_day
from chirashi.content.edition import Edition, load
from chirashi.content.values import DATE_FORMS, REIWA, WEEKDAYS, true_weekday
from chirashi.content.yaml_files.yaml_reader import Loc

LAST_YEARS = ("approval.yml", "reviewed.yml")  # of a content, which the new edition's is not
NAMED = 6  # keys named in a line of what is left to decide
WRITTEN_DATE = re.compile(
    r"(?P<date>\d{4}-\d{1,2}-\d{1,2}|(?:\d{4}|令和(?:\d+|元))年\d{1,2}月\d{1,2}日|\d{4}/\d{1,2}/\d{1,2})"
    r"(?P<day>\s*[（(](?P<weekday>[^）)]*)[）)])?"
)
WRITTEN_MONTH = re.compile(r"""\bmonth["']?\s*:\s*["']?(?P<year>\d{4})[-－/／年](?P<month>\d{1,2})月?""")
WIDE = dict(zip(map(ord, "0123456789"), "０１２３４５６７８９", strict=True))


def new_edition(old: Path, new: Path) -> list[Problem]:
    """Makes the folder `new` from the edition `old`; returns what is left to decide, by file and line.

    `Trouble` where `new` exists or `old` has errors, since a copy would carry them on.
    """
    if new.exists():
        raise Trouble(Problem(in_project(new), 0, "new-exists", {"folder": in_project(new)}))
    edition = load(old)
    if edition.problems or not edition.whole:
        raise Trouble(*edition.problems)
    beside = new.with_name(f".{new.name}.new")
    shutil.rmtree(beside, ignore_errors=True)
    try:
        with writing(beside):
            shutil.copytree(old, beside, ignore=_not_copied)
        data = beside / "plans.yml"
        lines = data.read_text("utf-8-sig").split("\n")
        decisions = list(_moved(edition, lines, new, years_between(old.name, new.name)))
        with writing(data):
            data.write_text("\n".join(lines), "utf-8", newline="\n")
            beside.rename(new)
    finally:
        shutil.rmtree(beside, ignore_errors=True)
    return sorted([*decisions, *_left(edition, new)], key=lambda p: (p.file, p.line))


def _not_copied(_folder: str, names: list[str]) -> list[str]:
    """The members' login, however its file is called, last year's approval and ticks, and what programs have left."""
    return [name for name in names if stray(name) or name in LAST_YEARS or _is_private(name)]


def _is_private(name: str) -> bool:
    return name.lower().startswith("private") and name != "private.example.yml"


def years_between(old: str, new: str) -> int:
    """By how many years the names of two editions differ; one where they do not say."""
    found = [re.search(r"(\d{4})$", name) for name in (old, new)]
    first, second = found
    return int(second[1]) - int(first[1]) if first and second else 1


def _moved(edition: Edition, lines: list[str], new: Path, by: int) -> Iterator[Problem]:
    """Changes the lines of the data file; what was moved is for a person to confirm."""
    file = in_project(new / "plans.yml")

    def at(loc: Loc) -> int:
        return edition.doc.line(loc) - 1

    _put(lines, at(("edition",)), edition.data.edition, new.name)
    year = int(edition.data.scheme.year)
    _put(lines, at(("scheme", "year")), str(year), str(year + by))
    if (own_page := edition.figures.get("flyer.own_page")) is not None:
        moved = str(own_page).removesuffix(f"{edition.data.edition}/") + f"{new.name}/"
        _put(lines, at(("flyer", "own_page")), str(own_page), moved)
    yield from _moved_dates(edition, lines, file, by)
    yield from _moved_months(edition, lines, file, by)
    if edition.data.scheme.published is not None:
        at_published = at(("scheme", "published"))
        lines[at_published] = f"# {lines[at_published]}"
        yield Problem(file, at_published + 1, "decide-published")
    if edition.data.approval is not None:
        for i in range(at(("approval",)), _end(lines, at(("approval",)))):
            lines[i] = f"# {lines[i]}"
        yield Problem(file, at(("approval",)) + 1, "decide-approval")


def _moved_dates(edition: Edition, lines: list[str], file: str, by: int) -> Iterator[Problem]:
    """The dates of the scheme; one that is not written as we can move it is named."""
    dates = edition.data.dates
    given: dict[Loc, object] = {("dates", "start"): dates.start}
    given |= {("dates", "deadline", name): getattr(dates.deadline, name) for name in ("date", "opens", "closes")}
    for i, window in enumerate(dates.deadline.windows):
        given |= {("dates", "deadline", "windows", i, name): day for name, day in window}
    waiting = Counter(edition.doc.line(loc) - 1 for loc, day in given.items() if day is not None)
    for i in sorted({edition.doc.line(loc) - 1 for loc in edition.doc.lines if loc[:1] == ("dates",)}):
        for match in list(WRITTEN_DATE.finditer(_without_comment(lines[i]))):
            moved = move(match, by)
            lines[i] = lines[i].replace(match.group(), moved.text, 1)
            waiting[i] -= 1
            yield _decision(file, i + 1, moved)
        if waiting[i] > 0:
            yield _unmoved(file, lines, i)


def _moved_months(edition: Edition, lines: list[str], file: str, by: int) -> Iterator[Problem]:
    """The months of axes, however they are written; one that is not on the line of its key is named."""
    locs = [
        loc for loc in edition.doc.lines if loc[:1] == ("axes",) and loc[2:3] == ("values",) and loc[4:] == ("month",)
    ]
    for i, count in sorted(Counter(edition.doc.line(loc) - 1 for loc in locs).items()):
        found = list(WRITTEN_MONTH.finditer(_without_comment(lines[i])))
        for match in reversed(found):
            year = str(int(match["year"]) + by)
            year = year if match["year"].isascii() else year.translate(WIDE)
            lines[i] = lines[i][: match.start("year")] + year + lines[i][match.end("year") :]
        for match in found:
            yield Problem(file, i + 1, "decide-month", {"month": f"{int(match['year']) + by}-{int(match['month']):02}"})
        if len(found) < count:
            yield _unmoved(file, lines, i)


def _unmoved(file: str, lines: list[str], i: int) -> Problem:
    return Problem(file, i + 1, "decide-unmoved", {"value": lines[i].strip()[:60]})


class MovedDate:
    """A date some years on: the text to write, the day it is, and whether it had to give way (29 February)."""

    def __init__(self, text: str, date: datetime.date, leap: bool) -> None:
        self.text, self.date, self.leap = text, date, leap


def move(match: re.Match[str], by: int) -> MovedDate:
    """A written date moved by years, in the form it was written in, its weekday made right."""
    written = match["date"]
    form = next(form for form in DATE_FORMS if form.fullmatch(written))
    parts = form.fullmatch(written)
    assert parts is not None
    era = parts.groupdict().get("r")
    year = ((1 if era == "元" else int(era)) + REIWA if era else int(parts["y"])) + by
    month, day = int(parts["m"]), int(parts["d"])
    leap = (month, day) == (2, 29) and not _leap(year)
    date = datetime.date(year, month, 28 if leap else day)
    text = re.sub(r"\d+|元", str(year - REIWA if era else year), written, count=1)
    if leap:
        text = re.sub(r"29|２９", "28", text)
    if any(c in written for c in WIDE.values()):
        text = text.translate(WIDE)
    if match["day"]:
        weekday = match["weekday"]
        right = f"{date:%a}" if weekday.isascii() else WEEKDAYS[date.weekday()] + weekday[1:]
        text += match["day"].replace(weekday, right)
    return MovedDate(text, date, leap)


def _leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _decision(file: str, line: int, moved: MovedDate) -> Problem:
    """What a moved date asks of a person: a day off asks for another, every other to be confirmed."""
    found = {"date": moved.date.isoformat(), "weekday": true_weekday(moved.date)["weekday"]}
    if moved.leap:
        return Problem(file, line, "decide-leap-day", found)
    if is_working_day(moved.date):
        return Problem(file, line, "decide-date", found)
    before = moved.date
    while not is_working_day(before):
        before -= datetime.timedelta(days=1)
    name = holiday(moved.date)
    why = phrase("holiday", name=name) if name else ""
    return Problem(file, line, "decide-day-off", {**found, "holiday": why, "before": before.isoformat()})


def _left(edition: Edition, new: Path) -> Iterator[Problem]:
    """What no program can know of the new year: premiums, facts of law, the login, which edition is shown."""
    file, line = in_project(new / "plans.yml"), edition.doc.line
    for key, table in edition.data.tables.items():
        if table.rule is None:
            yield Problem(file, line(("tables", key)), "decide-premiums", {"name": table.name})
    for key, fact in edition.data.facts.items():
        if fact.date or fact.month:
            yield Problem(file, line(("facts", key)), "decide-fact", {"key": key})
    yield from _kept(edition, file)
    if (edition.folder / "private.yml").is_file():
        yield Problem(in_project(new), 0, "decide-private")
    elif (edition.folder / "private.example.yml").is_file():
        yield Problem(in_project(new / "private.example.yml"), 0, "decide-login")
    if edition.data.approval is None:
        yield Problem(file, approval_line(edition), "decide-number")
    old_year = str(int(edition.data.scheme.year))
    for path in [new / "plans.yml", *sorted(new.rglob("*.md"))]:
        for i, text in enumerate(path.read_text("utf-8-sig").split("\n"), 1):
            if re.search(rf"(?<![\d-]){old_year}(?!\d)", text):
                yield Problem(in_project(path), i, "decide-year", {"year": old_year, "text": text.strip()[:60]})
    yield Problem(in_project(new.parent / "site.yml"), 0, "decide-site", {"new": new.name, "old": edition.data.edition})


def _kept(edition: Edition, file: str) -> Iterator[Problem]:
    """The other figures that a new year may change, a line each kind."""
    data = edition.data
    limited = [key for key, coverage in data.coverages.items() if coverage.limit or coverage.deductible]
    counted = [key for key, fact in data.facts.items() if not (fact.date or fact.month or fact.url)]
    kinds = {
        "coverages": limited,
        "fees": [*data.fees],
        "discounts": [*data.discounts],
        "notices": [*map(str, data.notices)],
        "facts": counted,
    }
    for name, keys in kinds.items():
        if keys:
            found = {
                "what": phrase(f"kept-{name}"),
                "keys": ", ".join(keys[:NAMED]) + (", …" if len(keys) > NAMED else ""),
            }
            yield Problem(file, edition.doc.line((name,)), "decide-kept", found)


def _put(lines: list[str], i: int, old: str, new: str) -> None:
    lines[i] = lines[i].replace(old, new, 1)


def _without_comment(line: str) -> str:
    return re.sub(r"\s#.*$", "", line)


def _end(lines: list[str], start: int) -> int:
    """The line after a block: the next that is neither indented nor blank."""
    for i in range(start + 1, len(lines)):
        if lines[i][:1] not in ("", " "):
            return i
    return len(lines)
