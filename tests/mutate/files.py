"""Faults in files of tables, calendar files and the search index; secrets in every dress; last year's figures."""

from __future__ import annotations

import csv
import io
import random
import re
from collections.abc import Iterator
from pathlib import Path

from mutate.seeding import DATA, Fault, digit_changed, digits_swapped, line_of, put

TABLE = {"proof-cell", "proof-table-gap", "proof-untraced", "proof-earlier"}


def read(folder: Path, *patterns: str) -> dict[str, str]:
    return {
        p.relative_to(folder).as_posix(): p.read_text("utf-8")
        for pattern in patterns
        for p in sorted(folder.glob(pattern))
    }


def tables(rng: random.Random, folder: Path) -> Iterator[Fault]:
    files = read(folder, "site/**/*.csv")
    while files:
        file = rng.choice(sorted(files))
        rows = list(csv.reader(io.StringIO(files[file].lstrip("\ufeff"))))
        body = [(r, c) for r in range(1, len(rows)) for c in range(1, len(rows[r])) if re.search(r"\d", rows[r][c])]
        r, c = rng.choice(body)
        kind = rng.choice(
            [
                "digit changed",
                "digits swapped",
                "cells swapped",
                "headings swapped",
                "row dropped",
                "row headings swapped",
            ]
        )
        new = [list(row) for row in rows]
        lines = {r + 1}
        if kind == "digit changed":
            new[r][c] = digit_changed(rng, new[r][c])
        elif kind == "digits swapped":
            new[r][c] = digits_swapped(rng, new[r][c]) or digit_changed(rng, new[r][c])
        elif kind == "cells swapped":
            other = c - 1 if c > 1 else c + 1
            if other >= len(rows[r]) or rows[r][other] == rows[r][c]:
                continue
            new[r][c], new[r][other] = rows[r][other], rows[r][c]
        elif kind == "headings swapped":
            if len(rows[0]) < 3:
                continue
            new[0][1], new[0][2], lines = rows[0][2], rows[0][1], set()
        elif kind == "row dropped":
            if len(rows) < 3:
                continue
            del new[r]
            lines = set()
        else:
            if len(rows) < 3:
                continue
            new[1][0], new[2][0], lines = rows[2][0], rows[1][0], set()
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(new)
        yield Fault(kind, "CSV", file, ("\ufeff" + out.getvalue()).encode(), TABLE | {"proof-languages"}, lines)


def structured(rng: random.Random, folder: Path) -> Iterator[Fault]:
    files = {f: t for f, t in read(folder, "site/**/*.json").items() if "search" not in f}
    while files:
        file = rng.choice(sorted(files))
        text = files[file]
        numbers = list(re.finditer(r'(?<=":)\d{3,}(?=[,}])', text))
        said = list(re.finditer(r'"((?:¥[\d,]+|[\d,]+万?億?円))"', text))
        if not numbers:
            return
        kind = rng.choice(["digit changed", "values swapped", "value dropped", "text changed"])
        m = rng.choice(numbers)
        codes = {"proof-differs", "proof-untraced", "proof-table-gap"}
        if kind == "digit changed":
            yield Fault(kind, "JSON", file, put(text, *m.span(), digit_changed(rng, m.group())).encode(), codes)
        elif kind == "values swapped":
            i = numbers.index(m)
            if i + 1 < len(numbers) and numbers[i + 1].group() != m.group():
                n = numbers[i + 1]
                swapped = put(put(text, *n.span(), m.group()), *m.span(), n.group())
                yield Fault(kind, "JSON", file, swapped.encode(), codes)
        elif kind == "value dropped":
            entry = re.compile(r'"[\w.]+":\d{3,},')
            entries = list(entry.finditer(text))
            if entries:
                yield Fault(kind, "JSON", file, put(text, *rng.choice(entries).span(), "").encode(), codes)
        elif said:
            s = rng.choice(said)
            yield Fault(kind, "JSON", file, put(text, *s.span(1), digit_changed(rng, s[1])).encode(), codes)


def calendar(rng: random.Random, folder: Path) -> Iterator[Fault]:
    files = read(folder, "site/**/*.ics")
    codes = {"proof-untraced", "proof-weekday", "proof-date", "proof-languages", "proof-earlier"}
    while files:
        file = rng.choice(sorted(files))
        text = files[file]
        event = text.find("BEGIN:VEVENT")
        dates = [m for m in re.finditer(r"(?m)^DT(?:START|END)[^:]*:(\d{8})", text) if m.start() > event]
        said = [
            m
            for m in re.finditer(r"(?m)^(?:SUMMARY|DESCRIPTION|LOCATION|URL)[^:\n]*:([^\n]*\d[^\n]*)", text)
            if m.start() > event
        ]
        m = rng.choice(dates + said)
        also = {f for f in files if f != file}
        new = put(text, *m.span(1), digit_changed(rng, m[1]))
        kind = "date changed" if m in dates else "text changed"
        yield Fault(kind, "calendar", file, new.encode(), codes, {line_of(text, m.start())}, also)


TIMES = {  # what a calendar may be made to say, by what it says now
    r"TZOFFSETTO:\+0900": ("TZOFFSETTO:+0800", "TZOFFSETTO:+0000", "TZOFFSETTO:-0900"),
    "X-WR-TIMEZONE:Asia/Tokyo": ("X-WR-TIMEZONE:America/New_York", "X-WR-TIMEZONE:Asia/Shanghai"),
    "TRIGGER:-P(?:6D)?T15H": ("TRIGGER:PT15H", "TRIGGER:-PT1H", "TRIGGER:-P90D", "TRIGGER:P1D", "TRIGGER:-PT22H"),
    "TRANSP:TRANSPARENT": (
        "RRULE:FREQ=DAILY;COUNT=5\r\nTRANSP:TRANSPARENT",
        "STATUS:CANCELLED\r\nTRANSP:TRANSPARENT",
        "RDATE;VALUE=DATE:20250331\r\nTRANSP:TRANSPARENT",
        "TRANSP:OPAQUE",
    ),
    "ACTION:DISPLAY": ("ACTION:EMAIL", "ACTION:AUDIO"),
}


def times(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """Zones, alarms and repetitions of all calendars changed alike, so that languages agree."""
    files = read(folder, "site/**/*.ics")
    made = [(old, new) for old, news in TIMES.items() for new in news]
    for old, new in rng.sample(made, len(made)):
        changed = {name: re.sub(old, new, text, count=1).encode() for name, text in files.items()}
        first, *others = sorted(changed)
        lines = {line_of(files[first], m.start()) for m in re.finditer(old, files[first])}
        more = {name: changed[name] for name in others}
        yield Fault("time changed", "calendar", first, changed[first], {"proof-calendar"}, lines, set(others), more)


def index(rng: random.Random, folder: Path) -> Iterator[Fault]:
    files = read(folder, "site/**/*search*.json")
    while files:
        file = rng.choice(sorted(files))
        said = list(re.finditer(r"\d[\d,]*[万億]?円|¥[\d,]+|0\d{1,3}-\d+-\d{4}|\d{4}年\d+月\d+日", files[file]))
        if not said:
            return
        m = rng.choice(said)
        new = put(files[file], *m.span(), digit_changed(rng, m.group()))
        yield Fault(
            "digit changed",
            "search index",
            file,
            new.encode(),
            {"proof-untraced", "proof-date", "proof-weekday", "proof-earlier"},
        )


def last_year(rng: random.Random, folder: Path, former: dict[str, str]) -> Iterator[Fault]:
    """A figure of the earlier edition where this year's belongs. `former` is this year's text: last year's."""
    pages = read(folder, "site/**/index.html")
    found = [(f, m) for f, t in sorted(pages.items()) for m in DATA.finditer(t) if m["text"] in former]
    rng.shuffle(found)
    for file, m in found:
        new = put(pages[file], *m.span(), former[m["text"]]).encode()
        yield Fault(
            "last year's figure left in", "page", file, new, {"proof-earlier"}, {line_of(pages[file], m.start())}
        )
    said = [
        (f, m)
        for f, t in sorted(pages.items())
        for k in former
        for m in re.finditer(rf'(?<=content=")[^"]*?({re.escape(k)})', t)
    ]
    rng.shuffle(said)
    for file, m in said:
        new = put(pages[file], *m.span(1), former[m[1]]).encode()
        yield Fault(
            "last year's figure left in",
            "page attribute",
            file,
            new,
            {"proof-earlier"},
            {line_of(pages[file], m.start())},
        )


def unknown_file(rng: random.Random, folder: Path) -> Iterator[Fault]:
    for suffix in ("docx", "xlsx", "swf", "bin"):
        yield Fault("file of an unknown kind", suffix, f"site/premiums.{suffix}", b"77,160", {"proof-suffix"})
    yield Fault("file that cannot be read", "JSON", "site/data/plans.json", b'{"tables": ', {"proof-unreadable"})


def deleted(rng: random.Random, folder: Path) -> Iterator[Fault]:
    """A file of the finished set is gone; its counterparts in other languages are left."""
    named = re.compile(r"assets/(?!search-\w\w-)")  # what pages look like and do; a page without it holds its figures
    files = [p.relative_to(folder).as_posix() for root in ("site", "print") for p in sorted((folder / root).rglob("*"))]
    files = [f for f in files if (folder / f).is_file() and not named.search(f)]
    for file in rng.sample(files, len(files)):
        surface = "members' PDF" if "members" in file else "press PDF" if "press" in file else file.rpartition(".")[2]
        yield Fault("file deleted", surface, file, None, {"proof-file-missing"}, also={file.partition("/")[0]})
