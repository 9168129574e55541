"""Faults in the text of pages: figures, their marks, weekdays, languages, paragraphs."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator

from mutate.seeding import DATA, Fault, digit_changed, digits_swapped, line_of, put

Pages = dict[str, str]  # file: its text
Kind = Callable[[random.Random, Pages], Iterator[Fault]]
MARKED = {"proof-differs"}
ANY_FIGURE = {
    "proof-untraced",
    "proof-differs",
    "proof-cell",
    "proof-languages",
    "proof-weekday",
    "proof-date",
    "proof-earlier",
}
WEEKDAYS = "月火水木金土日"
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]


def shuffled(rng: random.Random, found: list[tuple[str, re.Match[str]]]) -> list[tuple[str, re.Match[str]]]:
    rng.shuffle(found)
    return found


def matches(pages: Pages, pattern: re.Pattern[str]) -> list[tuple[str, re.Match[str]]]:
    return [(file, m) for file, text in sorted(pages.items()) for m in pattern.finditer(text)]


def fault(kind: str, pages: Pages, file: str, at: tuple[int, int], new: str, codes: set[str], **more: object) -> Fault:
    text = pages[file]
    line = line_of(text, at[0])
    surface = str(more.pop("surface", "page"))
    lines = {line, line_of(text, at[1])} if more.pop("at_line", True) else set()
    return Fault(kind, surface, file, put(text, *at, new).encode(), codes, lines, also=set(more.pop("also", ())))  # type: ignore[call-overload]


def counterpart(file: str) -> set[str]:
    """The page in the other language: where two differ, either place is right."""
    inner = file.removeprefix("site/")
    return {f"site/{inner.removeprefix('en/')}" if inner.startswith("en/") else f"site/en/{inner}"}


def text_digit(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, DATA)):
        if re.search(r"\d", m["text"]):
            yield fault("digit changed, mark left", pages, file, m.span("text"), digit_changed(rng, m["text"]), MARKED)


def whole_digit(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, DATA)):
        if m["value"].isdigit() and re.search(r"\d", m["text"]):
            new = digit_changed(rng, m["text"])
            value = re.sub(r"\D", "", new) if "万" not in new and "億" not in new else m["value"]
            said = f'<data value="{value}" data-key="{m["key"]}">{new}</data>'
            yield fault("digit changed in text and mark", pages, file, m.span(), said, MARKED)


def value_digit(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, DATA)):
        if re.search(r"\d", m["value"]):
            yield fault(
                "digit of the mark changed",
                pages,
                file,
                m.span("value"),
                digit_changed(rng, m["value"]),
                {"proof-value"},
            )


def bare_digit(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """The mark is gone, so only the reading of the text itself can tell."""
    for file, m in shuffled(rng, matches(pages, DATA)):
        if re.search(r"\d", m["text"]):
            yield fault(
                "digit changed, no mark",
                pages,
                file,
                m.span(),
                digit_changed(rng, m["text"]),
                ANY_FIGURE,
                also=counterpart(file),
            )


def kanji_amount(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """A wrong amount in kanji, 五万二千円, with no mark."""
    for file, m in shuffled(rng, matches(pages, DATA)):
        if m["value"].isdigit() and re.fullmatch(r"[\d,]+万?円", m["text"]):
            new = rng.choice(["五万二千円", "七万三百円", "二億円", "九百九十円", "六千三百万円"])
            yield fault("amount in kanji", pages, file, m.span(), new, ANY_FIGURE, also=counterpart(file))


def swapped_digits(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, DATA)):
        if new := digits_swapped(rng, m["text"]):
            yield fault("digits swapped", pages, file, m.span("text"), new, MARKED)


def unit_lost(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, re.compile(r"\d[\d,]*[万億]円"))):
        codes = {"proof-untraced", "proof-differs", "proof-cell"}
        yield fault("unit 万 or 億 lost", pages, file, m.span(), re.sub("[万億]", "", m.group()), codes)


def weekday_wrong(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    for file, m in shuffled(rng, matches(pages, re.compile(rf"日（([{WEEKDAYS}])）|\b({'|'.join(DAYS)}), \d"))):
        group = 1 if m[1] else 2
        names = list(WEEKDAYS) if m[1] else DAYS
        new = rng.choice([name for name in names if name != m[group]])
        yield fault("weekday wrong", pages, file, m.span(group), new, {"proof-weekday"})


def diverged(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """A true figure of the data, whole and well marked, but not the one that the other language has there."""
    every = matches(pages, DATA)
    for file, m in shuffled(rng, list(every)):
        line_start = pages[file].rfind("\n", 0, m.start()) + 1
        if "<p" not in pages[file][line_start : m.start()]:
            continue
        others = [
            o
            for f, o in every
            if f == file and o["key"].split(".")[0] == m["key"].split(".")[0] and o["text"] != m["text"]
        ]
        if others:
            new = rng.choice(others).group()
            yield fault(
                "language pair diverged",
                pages,
                file,
                m.span(),
                new,
                {"proof-languages", "proof-order", "proof-label"},
                also=counterpart(file),
            )


def order_swapped(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """Two amounts of one sentence change places, marks and all."""
    pair = re.compile(
        r'(<data value="\d+" data-key="[^"]*">[^<]*</data>)([^<>]{1,40})'
        r'(<data value="\d+" data-key="[^"]*">[^<]*</data>)'
    )
    for file, m in shuffled(rng, matches(pages, pair)):
        if m[1] != m[3] and DATA.search(m[1])["text"] != DATA.search(m[3])["text"]:  # type: ignore[index]
            yield fault(
                "two figures of a sentence swapped",
                pages,
                file,
                m.span(),
                m[3] + m[2] + m[1],
                {"proof-order"},
                also=counterpart(file),
            )


def paragraph_dropped(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    para = re.compile(r"<p>[^\n]*<data [^\n]*</p>\n")
    for file, m in shuffled(rng, matches(pages, para)):
        yield fault(
            "paragraph dropped", pages, file, m.span(), "", {"proof-paragraphs"}, also=counterpart(file), at_line=False
        )


def prose_digit(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """Digits that are no marked figure: addresses, bases, names with numbers, the year."""
    for file, m in shuffled(rng, matches(pages, re.compile(r">([^<>{}]*\d[^<>{}]*)<"))):
        before = pages[file][: m.start(1)]
        if not before.endswith('">') or "<data " not in before[before.rfind("<") :]:
            if before.rfind("<script") > before.rfind("</script") or before.rfind("<style") > before.rfind("</style"):
                continue
            yield fault(
                "digit changed, never marked",
                pages,
                file,
                m.span(1),
                digit_changed(rng, m[1]),
                ANY_FIGURE,
                also=counterpart(file),
            )
