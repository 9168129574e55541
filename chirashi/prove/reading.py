"""Reading: every figure that stands in a text, in Japanese or English, by its value.

One scan from left to right; the first form that fits at a place wins. What no form reads as
more is a bare number, so that no digit of a text goes unread.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal

from chirashi.prove import calendars
from chirashi.prove.figures import Figure, Kind, Reading

NUM = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
WORDS = {"billion": 10**9, "million": 10**6, "thousand": 10**3, "bn": 10**9, "m": 10**6, "k": 10**3}
SMALL = dict(
    zip(
        ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"],
        range(1, 13),
        strict=True,
    )
)
KANJI = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_KANJI = "〇一二三四五六七八九十百千"
_UNIT = "億|千万|百万|十万|万|千"
_DASH = "[-‐‑‒–—―−ー]"
_PER = {"施設": "facility", "人": "person", "名": "person", "口": "unit"}
_LARGE = rf"{NUM}\s?(?:{_UNIT})(?:\s?{NUM}\s?(?:{_UNIT}))*(?:\s?{NUM})?"

FORMS: dict[str, str] = {
    "url": r"https?://(?:(?![\"'<>()|])[!-~])+",
    "email": r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}",
    "host": r"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:jp|com|net|org|info)\b(?:/[!-~]*)?",
    "tel": r"(?<![\d-])"
    + rf"(?:\+81[- ]?(?:\(0\))?[1-9]\d{{0,3}}|\(?0\d{{1,4}}\)?)(?:{_DASH}|\s|(?<=\)))"
    + rf"\d{{1,4}}(?:{_DASH}|\s)\d{{3,4}}(?!{_DASH}?\d)",
    "tel0": r"(?<![\d.,-])(?:\+81[1-9]\d{8,9}|0\d{9,10})(?!\d)",
    **calendars.PATTERNS,
    "clock": r"(?P<noon>午前|午後)?(?<![\d:])(?P<hour>\d{1,2})"
    + r"(?:時(?:(?P<minute>\d{1,2})分|(?P<half>半))?(?!間)"
    + r"|:(?P<colon>\d\d)(?::\d\d)?(?![\d:])(?:\s?(?P<pm>[ap])\.?m\b\.?)?)",
    "percent": rf"(?P<hundredth>{NUM})\s?(?:%|パーセント|per\s?cent)|(?P<tenth>\d)割(?:(?P<tenthmore>\d)分)?",
    "per": r"(?<!\d)(?:1|一)\s?(?P<peru>施設|人|名|口)(?=\s?(?:あたり|当たり|につき|ごと|の保険料|の合計|の掛金))"
    + r"|\bper (?P<peren>facility|person|unit)\b",
    "yen": rf"(?:[¥\\]|\bJPY)\s?(?P<yena>{_LARGE}|{NUM})(?:\s?(?P<yenw>billion|million|thousand|bn|m|k)\b)?"
    + r"(?:\s?円)?",
    "yenja": rf"(?P<yenjaa>{_LARGE}|{NUM})\s?円",
    "yenen": rf"(?P<yenena>{NUM})\s?(?P<yenenw>billion|million|thousand)?\s?(?:yen\b|JPY\b)",
    "yenkanji": rf"(?P<kanji>[{_KANJI}万億]*[{_KANJI}][{_KANJI}万億]*)\s?円",
    "ages": r"(?<![\d,.])(?P<agelow>\d{1,3})\s?歳?\s?(?:から|[〜~–-])\s?(?:満)?(?P<agehigh>\d{1,3})\s?歳"
    + r"|(?P<agefrom>\d{1,3})(?:\s?歳以上| and over| or over| or older)"
    + r"|(?<![\d,.–-])(?P<agea>\d{1,3})–(?P<ageb>\d{1,3})(?![\d–-])",
    "termja": r"(?<![\d,.])(?P<termn>\d{1,3})\s?(?:(?P<termy>年間?)|(?P<termm>[かヶケカ箇]月間?)|(?P<termd>日間))",
    "termen": rf"(?<![\d,.])\b(?P<termne>\d{{1,3}}|{'|'.join(SMALL)})[ -](?P<termu>year|month|day)s?\b",
    "code": r"(?<![\d,.])\d+(?:[-‐‑−]\d+)+(?!\d)|[A-Za-z]+\d[A-Za-z0-9]*|\d+[A-Za-z][A-Za-z0-9]*",
    "large": _LARGE,
    "number": NUM,
}
SCAN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in FORMS.items()))
DIGIT = re.compile(
    r"\d|[@円]|https?:|\b(?:" + "|".join(SMALL) + r")[ -](?:year|month|day)|\.(?:jp|com|net|org|info)\b|per "
)
SPACES = re.compile(r"\s+")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def fold(text: str) -> str:
    """Widths and compatibility forms folded; soft hyphens and zero-width marks go."""
    if text.isascii():
        return text
    text = unicodedata.normalize("NFKC", text)
    return UNSEEN.sub("", text)


def read(text: str) -> list[Reading]:
    """All figures of a folded text, in their order."""
    return list(_read(text)) if DIGIT.search(text) else []


@functools.lru_cache(maxsize=8192)
def _read(text: str) -> tuple[Reading, ...]:
    """What was read, kept: menus, notes and contacts say the same on every page."""
    return tuple(_scan(text))


@functools.lru_cache(maxsize=4096)
def read_one(text: str) -> Figure | None:
    """The figure that a short text is, where it is one and nothing more."""
    found = read(SPACES.sub(" ", fold(text)).strip())
    return found[0].figure if len(found) == 1 else None


def _scan(text: str) -> Iterator[Reading]:
    for match in SCAN.finditer(text):
        form = match.lastgroup or ""
        form = form if form in FORMS else next(name for name in FORMS if match[name] is not None)
        start, end, said = match.start(), match.end(), match.group()
        before, after = text[max(0, start - 24) : start], text[end : end + 16]
        if form in calendars.PATTERNS:
            date = calendars.read(form, match)
            kind: Kind = date.kind  # type: ignore[assignment]  # calendars names only kinds of figures
            yield Reading(Figure(kind, date.value), start, end, said, before, after, date.wrong, date.truth)
            if date.time:
                yield Reading(Figure("time", date.time), start, end, said, before, after)
            continue
        figure = _figure(form, match)
        if figure.kind == "url":
            end = start + len(said.rstrip(".,;:!?"))
            said = text[start:end]
        yield Reading(figure, start, end, said, before, after)


def _figure(form: str, match: re.Match[str]) -> Figure:
    said = match.group()
    match form:
        case "url" | "host":
            return Figure("url", address(said))
        case "email":
            return Figure("email", said.lower())
        case "tel" | "tel0":
            return Figure("telephone", telephone(said))
        case "clock":
            return Figure("time", _clock(match))
        case "percent":
            share = match["hundredth"] or str(int(match["tenth"]) * 10 + int(match["tenthmore"] or 0))
            return Figure("percent", plain(share))
        case "per":
            return Figure("per", _PER.get(match["peru"] or "", match["peren"] or ""))
        case "yen" | "yenja" | "yenen":
            amount = scaled(match[form + "a"]) * WORDS.get((match.groupdict().get(form + "w") or "").lower(), 1)
            return Figure("money", shown(amount))
        case "yenkanji":
            return Figure("money", str(kanji(match["kanji"])))
        case "ages" | "termja" | "termen":
            return _span(form, match)
        case "code":
            return Figure("code", said.lower())
        case "large":
            return Figure("number", shown(scaled(said)))
    return Figure("number", plain(said))


def _span(form: str, match: re.Match[str]) -> Figure:
    """A band of ages or a length of time."""
    if form == "ages":
        low = match["agelow"] or match["agefrom"] or match["agea"]
        return Figure("ages", f"{int(low)}..{match['agehigh'] or match['ageb'] or ''}")
    if form == "termja":
        unit = "Y" if match["termy"] else "M" if match["termm"] else "D"
        return Figure("term", f"P{int(match['termn'])}{unit}")
    number = match["termne"]
    return Figure("term", f"P{SMALL.get(number) or int(number)}{match['termu'][0].upper()}")


def scaled(text: str) -> Decimal:
    """1億5,000万 and 1.5億 as numbers."""
    total, rest = Decimal(0), text.replace(",", "").replace(" ", "")
    for part in re.finditer(rf"(\d+(?:\.\d+)?)({_UNIT})?", rest):
        total += Decimal(part[1]) * UNITS.get(part[2], 1)
    return total


def kanji(text: str) -> int:
    """五千万 as a number; also 二〇二五, digit by digit."""
    if not any(c in "十百千万億" for c in text):
        return int("".join(str(KANJI[c]) for c in text))
    total = section = digit = 0
    for c in text:
        if c in KANJI:
            digit = KANJI[c]
        elif c in "十百千":
            section += (digit or 1) * {"十": 10, "百": 100, "千": 1000}[c]
            digit = 0
        else:
            total += (section + digit or 1) * UNITS[c]
            section = digit = 0
    return total + section + digit


def telephone(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return "0" + digits[2:] if text.lstrip().startswith("+81") else digits


def address(text: str) -> str:
    """An address without its scheme's and host's capitals and its last slash, to compare."""
    text = re.sub(r"^https?://", "", text.rstrip(".,;:!?"), flags=re.IGNORECASE)
    host, slash, path = text.partition("/")
    return (host.lower() + slash + path).rstrip("/")


def whole(text: str) -> int | None:
    """A whole number of the data; None where it is none, or two with a comma between."""
    text = fold(text).strip()
    return int(text.replace(",", "")) if re.fullmatch(WHOLE, text) else None


def plain(number: str) -> str:
    return shown(Decimal(number.replace(",", "")))


def shown(number: Decimal) -> str:
    return str(int(number)) if number == number.to_integral_value() else str(number.normalize())


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    minute = int(match["minute"] or match["colon"] or (30 if match["half"] else 0))
    if match["noon"] == "午後" and hour < 12 or (match["pm"] == "p" and hour < 12):
        hour += 12
    return f"{hour:02}:{minute:02}"
