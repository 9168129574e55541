"""Prose as its reader will meet it, and the figures that were typed into it, each by its value.

Placeholders, link targets, tags and ids are no prose. Lines of one paragraph are joined, since
a figure may run over a line's end. The proof reads the finished pages with a reader of its own
(`proof.text.figure_reading`) and shares nothing with this one; a test holds the two against each other.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from chirashi.checks.prose.own_forms import NOTHING, OwnForms
from chirashi.checks.text.texts import KEPT, Source

HOLE = "\ue000"  # a placeholder: what stands there is the data's
UNREAD = re.compile(  # each ends where the next of its kind begins, so that a text is read through once
    r"(?P<hole>\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\})|\{:?[ ]?[#.:][^{}]*\}"
    r"|(?<=\])\((?:[^()]|\([^()]*\))*\)|(?<=\])\[[^\[\]]*\]|\[\^[^\[\]]*\]:?|^[ ]{0,3}\[[^\[\]]+\]:[ ]*\S+"
    r"|<!--(?:(?!<!--).)*?-->|<(?P<url>(?:https?://|[^\s<>@]+@)[^<>\s]+)>|<[^<>]*>|&#?\w+;|[*`]",
    re.DOTALL | re.MULTILINE,
)
BEGINS = re.compile(r"[ \t]*(?:#{1,6}[ \t]+|[-*+:][ \t]+|\d{1,3}[.)][ \t]+|>[ \t]*|\|)*")


class _Folded(dict[int, str]):
    """Characters in their usual width, by their codes. Each alone, so that nothing joins across lines."""

    def __missing__(self, code: int) -> str:
        self[code] = unicodedata.normalize("NFKC", chr(code))
        return self[code]


FOLDED = _Folded()


@dataclass(frozen=True)
class Block:
    """A paragraph, heading, list item or table cell: its characters, and the line of each."""

    text: str
    lines: list[int]


@functools.lru_cache(maxsize=KEPT)
def blocks(source: Source, may: re.Pattern[str] | None = None) -> tuple[Block, ...]:
    """The blocks of a text that may hold figures, or what `may` finds, widths folded."""
    may = may or MAY
    return tuple(_blocks(source, may)) if may.search(source.text) else ()


def _blocks(source: Source, may: re.Pattern[str]) -> Iterator[Block]:
    run: list[tuple[int, str]] = []
    for line, said in _lines(source):
        begins = BEGINS.match(said)
        mark = begins.group() if begins else ""
        if run and (mark.strip() or not said.strip()):  # a line that is only indented goes on
            yield from _block(run, may)
            run = []
        if said := said[len(mark) :].strip():
            run.append((line, said))
    yield from _block(run, may)


def _block(run: list[tuple[int, str]], may: re.Pattern[str]) -> Iterator[Block]:
    """The lines of a block as one, or its cells where it is a row of a table."""
    if not any(may.search(said) for _, said in run):
        return
    text, lines = "", list[int]()
    for line, said in run:
        folded = said.translate(FOLDED)
        if text and folded and not (_wide(text[-1]) and _wide(folded[0])):
            folded = f" {folded}"
        text += folded
        lines += [line] * len(folded)
    start = 0
    for part in text.split("|"):
        if part.strip():
            yield Block(part, lines[start : start + len(part)])
        start += len(part) + 1


def _wide(sign: str) -> bool:
    """Whether a sign is as wide as a kanji: a line break beside it is no blank. By its code, for speed."""
    return "\u2e80" <= sign <= "\u9fff" or "\uf900" <= sign <= "\ufaff" or "\uff00" <= sign <= "\uff60"


def may_hold(source: Source, words: tuple[str, ...]) -> bool:
    """Whether a block of a text may hold one of the words, folded and in small letters: sure where it says no."""
    lines = [said.strip().translate(FOLDED).lower() for _, said in _lines(source)]
    joined = [joint.join(lines) for joint in ("", " ")[: len(lines)]]
    return any(word in text for text in joined for word in words)


@functools.lru_cache(maxsize=KEPT)
def _lines(source: Source) -> list[tuple[int, str]]:
    """The lines without what is no prose; a placeholder leaves a mark."""

    def kept(match: re.Match[str]) -> str:
        return (HOLE if match["hole"] else match["url"] or "") + "\n" * match.group().count("\n")

    return list(enumerate(UNREAD.sub(kept, source.text).split("\n"), source.line))


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?"
    r"|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)"
)
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925}  # the year before each began
_YEAR = r"(?:(?P<era{0}>令和|平成|昭和)\s?(?P<of{0}>元|\d{{1,2}})|(?P<y{0}>\d{{4}}))\s?年\s?(?:\(令和[元\d]+年\)\s?)?"
_NUM = r"(?:\d{1,3}(?:,\d{3})+(?!\d)|\d+)(?:\.\d+)?"
_UNITS = {"億": 10**8, "千万": 10**7, "百万": 10**6, "十万": 10**5, "万": 10**4, "千": 10**3}
_WORDS = {"billion": 10**9, "million": 10**6, "thousand": 10**3}
_SMALL = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OF = r"(?:st|nd|rd|th)?\s+(?:of\s+)?"


def _forms(own: OwnForms) -> dict[str, str]:
    """The forms of figures by their names; the first that fits at a place wins."""
    units = "|".join([*_UNITS, *(re.escape(name) for name, _ in own.scales)])
    large = rf"{_NUM}\s?(?:{units})(?:\s?{_NUM}\s?(?:{units}))*(?:\s?{_NUM})?"
    age = f"歳|{own.age}"
    return {
        "url": r"https?://(?:(?![\"'<>()|])[!-~])+",
        "email": r"[A-Za-z0-9._%+-]+@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,24}",
        "host": r"(?<![\w@./-])(?:[A-Za-z0-9-]+\.)+(?:jp|com|net|org|info)\b(?:/[!-~]*)?",
        "telephone": r"(?<![\d-])(?:\+81[- ]?[1-9]\d{0,3}|\(?0\d{1,4}\)?)[-‐‑–−ー ]?\d{1,4}[-‐‑–−ー ]\d{3,4}"
        r"(?![-‐‑–−ー]?\d)"
        r"|(?<![\d.,-])0\d{9,10}(?!\d)",
        "date0": own.date,
        "date1": _YEAR.format(1) + r"(?P<m1>\d{1,2})\s?月\s?(?P<d1>\d{1,2})\s?日",
        "date2": r"(?<![\d.-])(?P<y2>\d{4})(?P<s2>[-/.])(?P<m2>\d{1,2})(?P=s2)(?P<d2>\d{1,2})(?![\d-])",
        "date3": rf"(?<![\d,.])(?P<d3>\d{{1,2}}){_OF}(?P<m3>{_MONTH})\.?,?\s+(?P<y3>\d{{4}})\b",
        "date4": rf"\b(?P<m4>{_MONTH})\.?\s+(?P<d4>\d{{1,2}})(?:st|nd|rd|th)?,?\s+(?P<y4>\d{{4}})\b",
        "month5": _YEAR.format(5) + r"(?P<m5>\d{1,2})\s?月",
        "month6": r"(?<![\d.-])(?P<y6>(?:19|20)\d\d)-(?P<m6>0[1-9]|1[0-2])(?![\d-])",
        "month7": rf"\b(?P<m7>{_MONTH})\.?,?\s+(?P<y7>\d{{4}})\b",
        "day8": r"(?<!\d)(?P<m8>\d{1,2})\s?月\s?(?P<d8>\d{1,2})\s?日",
        "day9": rf"(?<![\d,.])(?P<d9>\d{{1,2}}){_OF}(?P<m9>{_MONTH})\b",
        "day10": rf"\b(?P<m10>{_MONTH})\.?\s+(?P<d10>\d{{1,2}})(?:st|nd|rd|th)?\b(?!,?\s*\d)",
        "year11": r"(?:(?P<era11>令和|平成|昭和)\s?(?P<of11>元|\d{1,2})|(?<!\d)(?P<y11>(?:19|20)\d\d))\s?年度?",
        "time": r"(?P<noon>午前|午後)?(?<![\d:])(?P<hour>\d{1,2})(?:時(?:(?P<minute>\d{1,2})分|(?P<half>半))?(?!間)"
        r"|:(?P<colon>\d\d)(?![\d:])(?:\s?(?P<pm>[ap])\.?m\b\.?)?)",
        "percent": rf"(?P<hundredth>{_NUM})\s?(?:%|パーセント|per\s?cent)|(?P<tenth>\d)割(?:(?P<more>\d)分)?",
        "per": r"(?<!\d)1\s?(?:施設|人|名|口)(?=\s?(?:あたり|当たり|につき|ごと|の保険料|の合計|の掛金))",
        "money": rf"(?:[¥\\]|\bJPY|{own.yen_before})\s?(?P<a>{large}|{_NUM})"
        r"(?:\s?(?P<aw>billion|million|thousand)\b)?(?:\s?円)?"
        rf"|(?P<b>{large}|{_NUM})\s?(?:円|{own.yen})|(?P<c>{_NUM})\s?(?P<cw>billion|million|thousand)?\s?(?:yen\b|JPY\b)",
        "ages": rf"(?<![\d,.])(?P<low>\d{{1,3}})\s?(?:{age})?\s?(?:から|[〜~–-]|{own.age_to})\s?"
        rf"(?:満)?(?P<high>\d{{1,3}})\s?(?:{age})"
        rf"|(?P<from>\d{{1,3}})(?:\s?(?:{age})以上| and over| or over| or older)"
        r"|(?<![\d,.–-])(?P<lowest>\d{1,3})–(?P<highest>\d{1,3})(?![\d–-])",
        "term": rf"(?<![\d,.])(?P<n>\d{{1,3}})\s?(?:(?P<Y>年間?|{own.year})|(?P<M>[かヶケカ箇]月間?|{own.month})"
        rf"|(?P<D>日間|{own.day}))"
        rf"|(?<![\d,.])\b(?P<word>\d{{1,3}}|{'|'.join(_SMALL)})[ -](?P<unit>year|month|day)s?\b",
        "code": r"(?<![\d,.])\d+(?:[-‐‑−]\d+)+(?!\d)|[A-Za-z]+\d[A-Za-z0-9]*|\d+[A-Za-z][A-Za-z0-9]*",
        "number": rf"{large}|{_NUM}",
    }


MAY = re.compile(
    r"[0-9０-９@＠]|(?i:https?:|\.(?:jp|com|net|org|info)\b|\b(?:" + "|".join(_SMALL) + r")[ -](?:year|month|day))"
)


@dataclass(frozen=True)
class TypedFigure:
    """A figure that stands in prose: ("money", "77160"), ("day", "02-10"); `value` is empty where no such day is."""

    kind: str
    value: str
    start: int
    end: int
    text: str


@functools.lru_cache(maxsize=16)
def _scan(own: OwnForms) -> tuple[list[str], re.Pattern[str]]:
    """The names of the forms, and all in one; made when the first figure is met: most prose has none."""
    forms = _forms(own)
    return list(forms), re.compile("|".join(f"(?P<{name}>{form})" for name, form in forms.items()))


@functools.lru_cache(maxsize=KEPT)
def figures(text: str, own: OwnForms = NOTHING) -> tuple[TypedFigure, ...]:
    """The figures of a block, in their order; `own` is how its language writes them."""
    return tuple(_figures(text, own)) if MAY.search(text) else ()


def _figures(text: str, own: OwnForms) -> Iterator[TypedFigure]:
    names, scan = _scan(own)
    for match in scan.finditer(text):
        form = next(name for name in names if match[name] is not None)
        said, kind = match.group(), form.rstrip("0123456789")
        if kind in ("url", "host"):
            said = said.rstrip(".,;:!?")
        yield TypedFigure(
            "url" if kind == "host" else kind, _value(kind, form, match, own), match.start(), match.end(), said
        )


def _value(kind: str, form: str, match: re.Match[str], own: OwnForms) -> str:
    text = match.group()
    match kind:
        case "url" | "host":
            return address(text)
        case "email" | "code":
            return text.lower()
        case "telephone":
            digits = re.sub(r"\D", "", text)
            return "0" + digits[2:] if text.startswith("+81") else digits
        case "date" | "month" | "day" | "year":
            return _calendar(kind, form.removeprefix(kind), match.groupdict(), own.months)
        case "time":
            hour, minute = int(match["hour"]), int(match["minute"] or match["colon"] or (30 if match["half"] else 0))
            late = hour < 12 and (match["noon"] == "午後" or match["pm"] == "p")
            return f"{hour + 12 * late:02}:{minute:02}"
        case "percent":
            return plain(match["hundredth"] or str(int(match["tenth"]) * 10 + int(match["more"] or 0)))
        case "money":
            word = _WORDS.get(match["aw"] or match["cw"] or "", 1)
            return _shown(_scaled(match["a"] or match["b"] or match["c"], own) * word)
        case "ages":
            low = match["low"] or match["from"] or match["lowest"]
            return f"{int(low)}..{match['high'] or match['highest'] or ''}"
        case "term":
            if text := match["word"]:
                number, unit = int(text) if text.isdigit() else _SMALL.index(text) + 1, match["unit"][0].upper()
            else:
                number, unit = int(match["n"]), next(unit for unit in "YMD" if match[unit])
            years = unit == "M" and number and number % 12 == 0  # 12か月 is 1年, as in the data
            return f"P{number // 12}Y" if years else f"P{number}{unit}"
        case "number":
            return _shown(_scaled(text, own))
    return text


def _calendar(kind: str, n: str, part: dict[str, str | None], names: tuple[str, ...]) -> str:
    """The parts of form `n` as 2025-02-28, 2025-02, 02-28 or 2025; what is wrong with a date, other checks say."""
    era, said = part.get(f"era{n}"), part.get(f"of{n}") or ""
    year = _ERAS[era] + (1 if said == "元" else int(said)) if era else int(part.get(f"y{n}") or 0)
    name = part.get(f"m{n}") or "1"
    own = [one.lower() for one in names] if n == "0" else []
    month = int(name) if name.isdigit() else (own or _MONTHS).index(name.lower() if own else name[:3].lower()) + 1
    day = int(part.get(f"d{n}") or 1)
    return {
        "date": f"{year}-{month:02}-{day:02}",
        "month": f"{year}-{month:02}",
        "day": f"{month:02}-{day:02}",
        "year": str(year),
    }[kind]


def address(text: str) -> str:
    """An address without scheme, last slash and the host's capitals, to compare."""
    host, slash, path = re.sub(r"^https?://", "", text.rstrip(".,;:!?"), flags=re.IGNORECASE).partition("/")
    return (host.lower() + slash + path).rstrip("/")


def _scaled(text: str, own: OwnForms) -> Decimal:
    """1億5,000万 and 1.5億 as numbers."""
    units = _UNITS | dict(own.scales)
    parts = re.finditer(rf"(\d+(?:\.\d+)?)({'|'.join(units)})?", re.sub(r"[,\s]", "", text))
    return sum((Decimal(part[1]) * units.get(part[2], 1) for part in parts), Decimal(0))


def plain(number: str) -> str:
    return _shown(Decimal(number.replace(",", "")))


def _shown(number: Decimal) -> str:
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
