"""Reads every figure that stands in a text by its value, in the languages that are known.

One scan from left to right; the first form that fits at a place wins. What no form reads as
more is a bare number, so that no digit of a text goes unread.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from chirashi.proof.languages.spoken import all_words, any_of, values
from chirashi.proof.text import addresses, date_forms, numerals
from chirashi.proof.text.addresses import address
from chirashi.proof.text.figures import Figure, Kind, Reading

NUM = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
WHOLE = r"(?:\d{1,3}(?:,\d{3})+|\d+)"
UNITS = values("scales")
WORDS = {"billion": 10**9, "million": 10**6, "thousand": 10**3, "bn": 10**9, "m": 10**6, "k": 10**3}
_UNIT = "|".join(sorted(UNITS, key=len, reverse=True))
_YEN = any_of(["円", *all_words("money")])
_AGE, _AGE_TO = any_of(["歳", *all_words("age")]), any_of(["から", *all_words("age_to")])
_MINUTE = any_of(["分", *all_words("minute")])
_HOUR = any_of(["時", *all_words("hour")])
_EARLY, _LATE = any_of(["午前", *all_words("morning")]), any_of(["午後", *all_words("afternoon")])
_HUNDREDTHS = any_of(all_words("percent_before"))
_TERM = {unit: any_of(all_words("term", unit)) for unit in ("year", "month", "day")}
_DASH = "[-‐‑‒–—―−ー]"
_PER = {
    "施設": "facility",
    "人": "person",
    "名": "person",
    "口": "unit",
    "床": "bed",
    "世帯": "household",
    "チーム": "team",
}
_LARGE = rf"{NUM}\s?(?:{_UNIT})(?:\s?{NUM}\s?(?:{_UNIT}))*(?:\s?{NUM})?"

FORMS: dict[str, str] = {
    **addresses.PATTERNS,
    "tel": r"(?<![\d-])"
    + rf"(?:\+81[- ]?(?:\(0\))?[1-9]\d{{0,3}}|\(?0\d{{1,4}}\)?)(?:{_DASH}|\s|(?<=\)))"
    + rf"\d{{1,4}}(?:{_DASH}|\s)\d{{3,4}}(?!{_DASH}?\d)"
    + r"|(?<![\d.-])0\d{1,4}(?:\(\d{1,4}\)|\.\d{1,4}\.)\d{3,4}(?![\d.])",
    "tel0": r"(?<![\d.,-])(?:\+81[1-9]\d{8,9}|0\d{9,10})(?!\d)",
    **date_forms.PATTERNS,
    "clock": rf"(?:{_EARLY}|(?P<late>{_LATE}))?(?<![\d:])(?P<hour>\d{{1,2}})"
    + rf"(?:(?:{_HOUR})(?:\s?(?P<minute>\d{{1,2}})(?:{_MINUTE})|(?P<half>半))?(?!間)"
    + r"|:(?P<colon>\d\d)(?::\d\d)?(?![\d:])(?:\s?(?P<pm>[ap])\.?m\b\.?)?)",
    "percent": rf"(?P<hundredth>{NUM})\s?(?:%|パーセント|(?i:per\s?cent))|(?:{_HUNDREDTHS})\s?(?P<ofhundred>{NUM})"
    + rf"|(?P<tenth>{NUM})\s?割(?:(?P<tenthmore>\d)分)?"
    + rf"|(?P<whole>{WHOLE})\s?分の\s?(?P<part>{NUM})",
    "monthend": rf"(?:毎月|各月)の?末日|{any_of(all_words('month_end'))}|(?i:the last day of (?:every|each) month)",
    "per": rf"(?<!\d)(?:1|一)\s?(?P<peru>{'|'.join(_PER)})"
    + r"(?=\s?(?:あたり|当たり|につき|ごと|の保険料|の合計|の掛金))"
    + r"|\bper (?P<peren>facility|person|unit|bed|household|team)\b",
    "yen": rf"(?:(?:\bJP)?[¥\\]|\bJPY|\b[Yy]en\b)\s?(?P<yena>{_LARGE}|{NUM})"
    + r"(?:\s?(?P<yenw>(?i:billion|million|thousand|bn|m|k))\b)?"
    + rf"(?:\s?(?:{_YEN}))?",
    "yenja": rf"(?P<yenjaa>{_LARGE}|{NUM})\s?(?:{_YEN})",
    "yenen": rf"(?P<yenena>{NUM})\s?(?P<yenenw>(?i:billion|million|thousand))?[ -]?(?i:yen|JPY)\b",
    "ages": rf"(?<![\d,.])(?P<agelow>\d{{1,3}})\s?(?:{_AGE})?\s?(?:{_AGE_TO}|[〜~–-])\s?"
    + rf"(?:満)?(?P<agehigh>\d{{1,3}})\s?(?:{_AGE})"
    + rf"|(?P<agefrom>\d{{1,3}})(?:\s?(?:{_AGE})以上| and over| or over| or older)"
    + r"|(?<![\d,.–-])(?P<agea>\d{1,3})–(?P<ageb>\d{1,3})(?![\d–-])",
    "termja": rf"(?<![\d,.])(?P<termn>\d{{1,3}})\s?(?:(?P<termy>{_TERM['year']})|(?P<termm>{_TERM['month']})"
    + rf"|(?P<termd>{_TERM['day']}))",
    "termen": r"(?<![\d,.])\b(?P<termne>\d{1,3})[ -](?P<termu>(?i:year|month|day))s?\b",
    "several": rf"(?<![\d,.])(?P<severaln>\d{{1,2}})(?:\s?(?:{numerals.SEVERAL})| (?i:{numerals.SEVERAL_EN})\b)",
    "code": r"(?<![\d,.])\d+(?:[-‐‑−]\d+)+(?!\d)|[A-Za-z]+\d[A-Za-z0-9]*|\d+[A-Za-z][A-Za-z0-9]*",
    "large": _LARGE,
    "number": NUM,
}
SCAN = re.compile("|".join(f"(?P<{name}>{form})" for name, form in FORMS.items()))
HINT = re.compile(
    rf"\d|{addresses.HINT}|\bper |一\s?(?:{'|'.join(_PER)})|月の?末日|{any_of(all_words('month_end'))}"
    r"|(?i:last day of e)"
)
LONGEST = 30  # characters of a whole number in the data; no amount of money has more
SPACES = re.compile(r"\s+")
UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
# Roman numerals and the numbers in circles that folding leaves alone; signs that it would join to a digit before them.
ODD = re.compile("([\u2160-\u217f\u24eb-\u24ff\u2776-\u2793\U0001f10b\U0001f10c])|(?<=\\d)[²³¹¼½¾⁰⁴-⁹₀-₉⅐-⅞①-⑳]")


def fold(text: str) -> str:
    """Widths and compatibility forms folded; numbers in circles and Ⅲ are numbers; zero-width marks go."""
    if text.isascii():
        return text
    if ODD.search(text):
        text = ODD.sub(_odd, text)
    text = unicodedata.normalize("NFKC", text)
    return UNSEEN.sub("", text)


def packed(text: str) -> str:
    """Folded and without blanks, as texts are compared whatever a layout does to them."""
    return "".join(fold(text).split())


def _odd(match: re.Match[str]) -> str:
    """A number of one sign, kept apart from a digit before it: 2½ is no 21⁄2."""
    apart = " " if match.string[max(0, match.start() - 1) : match.start()].isdigit() else ""
    return apart + (str(int(unicodedata.numeric(match[1]))) if match[1] else match.group())


def may_hold(text: str) -> bool:
    """Whether a folded text may hold a figure, in digits or in words, or an address."""
    return HINT.search(text) is not None or bool(numerals.numbers_in_words(text))


def read(text: str) -> list[Reading]:
    """All figures of a folded text, in their order."""
    return list(_find_readings(text))


@functools.lru_cache(maxsize=8192)
def _find_readings(text: str) -> tuple[Reading, ...]:
    """What was read, kept: menus, notes and contacts say the same on every page."""
    pieces = numerals.numbers_in_words(text)
    if not pieces:
        return tuple(_scan(text)) if HINT.search(text) else ()
    said, begins, ends = numerals.in_digits(text, pieces)
    return tuple(_back(found, text, begins, ends) for found in _scan(said))


def _back(reading: Reading, text: str, begins: list[int], ends: list[int]) -> Reading:
    """A figure where it stands in the text as it was, its numbers in words."""
    start, end = begins[reading.start], ends[reading.end - 1]
    return replace(reading, start=start, end=end, text=text[start:end])


@functools.lru_cache(maxsize=4096)
def read_one(text: str) -> Figure | None:
    """The figure that a short text is, where it is one and nothing more."""
    found = read(SPACES.sub(" ", fold(text)).strip())
    return found[0].figure if len(found) == 1 else None


def _scan(text: str) -> Iterator[Reading]:
    last = 0
    for match in SCAN.finditer(text):
        form = match.lastgroup or ""
        form = form if form in FORMS else next(name for name in FORMS if match[name] is not None)
        start, end = match.span()
        if form in date_forms.PATTERNS:
            start, end, weekday = date_forms.beside(text, start, end, last)
            date = date_forms.check_weekday(date_forms.read_date(form, match), weekday)
            before, after = text[max(0, start - 24) : start], text[end : end + 16]
            kind: Kind = date.kind  # type: ignore[assignment]  # calendars names only kinds of figures
            yield Reading(Figure(kind, date.value), start, end, text[start:end], before, after, date.wrong, date.truth)
            if date.time:
                yield Reading(Figure("time", date.time), start, end, text[start:end], before, after)
        else:
            try:
                figure = _figure(form, match)
            except (ValueError, ArithmeticError):  # too long to be a number, or no such: only a text can hold it
                figure = Figure("code", match.group().lower())
            if figure.kind == "url":
                end = start + len(match.group().rstrip(".,;:!?"))
            yield Reading(figure, start, end, text[start:end], text[max(0, start - 24) : start], text[end : end + 16])
        last = end


MONTH_END = Figure("monthend", "last")


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
            return _share(match)
        case "per" | "monthend":
            per = form == "per"
            return Figure("per", _PER.get(match["peru"] or "", match["peren"] or "")) if per else MONTH_END
        case "yen" | "yenja" | "yenen":
            amount = scaled(match[form + "a"]) * WORDS.get((match.groupdict().get(form + "w") or "").lower(), 1)
            return Figure("money", format_number(amount))
        case "ages" | "termja" | "termen":
            return _span(form, match)
        case "code":
            return Figure("code", said.lower())
        case "several":
            return Figure("count", str(int(match["severaln"])))
        case "large":
            return Figure("number", format_number(scaled(said)))
    return Figure("number", plain(said))


def _span(form: str, match: re.Match[str]) -> Figure:
    """A band of ages or a length of time."""
    if form == "ages":
        low = match["agelow"] or match["agefrom"] or match["agea"]
        return Figure("ages", f"{int(low)}..{match['agehigh'] or match['ageb'] or ''}")
    if form == "termja":
        number, unit = int(match["termn"]), "Y" if match["termy"] else "M" if match["termm"] else "D"
    else:
        number, unit = int(match["termne"]), match["termu"][0].upper()
    if unit == "M" and number and number % 12 == 0:
        number, unit = number // 12, "Y"
    return Figure("term", f"P{number}{unit}")


def _share(match: re.Match[str]) -> Figure:
    """50%, 5割 and 100分の50; a share that is no decimal, as 3分の1, stays as it is."""
    if said := match["hundredth"] or match["ofhundred"]:
        return Figure("percent", plain(said))
    if match["tenth"]:
        return Figure("percent", format_number(scaled(match["tenth"]) * 10 + int(match["tenthmore"] or 0)))
    part, whole_ = scaled(match["part"]) * 100, scaled(match["whole"])
    if whole_ and (share := part / whole_) * whole_ == part:
        return Figure("percent", format_number(share))
    return Figure("code", f"{match['part']}/{match['whole']}")


def scaled(text: str) -> Decimal:
    """1億5,000万 and 1.5億 as numbers."""
    total, rest = Decimal(0), text.replace(",", "").replace(" ", "")
    for part in re.finditer(rf"(\d+(?:\.\d+)?)({_UNIT})?", rest):
        total += Decimal(part[1]) * UNITS.get(part[2], 1)
    return total


def telephone(text: str) -> str:
    digits = re.sub(r"\D", "", text.replace("(0)", ""))
    return "0" + digits[2:] if text.lstrip().startswith("+81") else digits


def whole(text: str) -> int | None:
    """A whole number of the data; None where it is none, or two with a comma between."""
    text = fold(text).strip()
    return int(text.replace(",", "")) if len(text) <= LONGEST and re.fullmatch(WHOLE, text) else None


def plain(number: str) -> str:
    return format_number(Decimal(number.replace(",", "")))


def format_number(number: Decimal) -> str:
    return str(int(number)) if number == number.to_integral_value() else f"{number.normalize():f}"


def _clock(match: re.Match[str]) -> str:
    hour = int(match["hour"])
    minute = int(match["minute"] or match["colon"] or (30 if match["half"] else 0))
    if hour < 12 and (match["late"] or match["pm"] == "p"):
        hour += 12
    return f"{hour:02}:{minute:02}"
