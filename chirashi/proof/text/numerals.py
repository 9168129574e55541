"""Turns numbers in words into digits before anything else is read: 二十八日 is 28日, twenty-eight days are 28 days.

Kanji numerals stand in ordinary words (一般, 第三者, 万一) and so do English ones (one of, first, second).
They are figures only where a unit of money, dates, rates, time or a count is bound to them, and not in a
saying of `idioms.toml`; an English number of thirteen and more always is one, but for “a hundred” and the like.
一 and “one” are articles as often as numbers: they are figures of money, dates, rates and lengths of time, and
no counts, as in 一人 and “one member”. 数十万円 and 二、三日 name no figure. 万 and 億 stay as they are, for they
may stand between digits as well: 1億二千万円.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

from chirashi.proof.languages.spoken import all_words, any_of, values

DIGITS = {
    c: n
    for n, row in enumerate(("〇零", "一壱", "二弐", "三参", "四肆", "五伍", "六陸", "七漆", "八捌", "九玖"))
    for c in row
}
DIGITS |= values("digits")
TENS = {"十": 10, "拾": 10, "百": 100, "千": 1000}
_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_FIRSTS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth"]
_TEENS = ["thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL = {word: n for n, word in enumerate([*_ONES, "ten", "eleven", "twelve"], 1)}
SCALES = {"thousand": 10**3, "million": 10**6, "billion": 10**9}
WORDS = {"zero": 0, "a": 1, **SMALL, **{w: n for n, w in enumerate(_TEENS, 13)}}
WORDS |= {word: n * 10 for n, word in enumerate(_TENS, 2)}
ORDINALS = {word: n for n, word in enumerate([*_FIRSTS, "tenth", "eleventh", "twelfth"], 1)}
ORDINALS |= {f"{word}th": n for n, word in enumerate(_TEENS, 13)} | {"twentieth": 20, "thirtieth": 30}
ORDINALS |= {f"{tens}-{first}": WORDS[tens] + ORDINALS[first] for tens in _TENS[:2] for first in _FIRSTS}

# What a brochure counts that is no figure of the trade: 三つの書類, four stages. The languages are compared by them.
SEVERAL_JA = r"つ|点(?![数満火灯])|段階(?!認証)|局面|種類|通り|[かヶケカ箇]所"
SEVERAL_EN = r"(?:[a-z]+ )?(?:document|stage|phase|paper|form|point|way|step|part|kind|question|answer|item)s"

SEVERAL = any_of([SEVERAL_JA, *all_words("several")])
_S = f"[{''.join([*DIGITS, *TENS])}]"
_LENGTH_JA = any_of([r"[かヶケカ箇]月|週間|日間|時間|割|%|パーセント", *all_words("lengths")])
_UNIT_JA = (
    rf"円|年(?!生)|月(?=\s?(?:\d|{_S})+\s?日)|日|{_LENGTH_JA}|時(?![中代期])|分の(?=\d|{_S})|人|名|件|施設|口|歳|社"
)
_UNIT_JA += f"|{SEVERAL}|{any_of(all_words('money_in_words'))}"
_LARGE = "".join(scale for scale in values("scales") if len(scale) == 1 and scale not in TENS)
_NOT_AFTER = "".join(f"(?<!{word})" for word in all_words("nth"))
_DIGIT = f"[{''.join(DIGITS)}]"
JAPANESE = re.compile(
    rf"(?<![数何幾第\d]){_NOT_AFTER}(?<![週周](?={_S}\s?\d))(?<!{_S})(?<!{_S}[、,・])(?:"
    + rf"(?P<grouped>{_DIGIT}{{1,3}}(?:[、,]{_DIGIT}{{3}})+)(?=\s?円)"
    + rf"|(?<=年){_S}+(?=月)|"
    + rf"[一壱](?=\s?(?:年(?![中生目])|{_LENGTH_JA}|月\s?(?:\d|{_S})+\s?日))|(?<=[年月])[一壱](?=[月日])"
    + rf"|(?![一壱](?!{_S}|[{_LARGE}])){_S}+(?:[{_LARGE}]{_S}*)*(?=(?:\d|{_S}|[,.{_LARGE}])*\s?(?:{_UNIT_JA}))"
    + rf"|(?<=分の){_S}+|"
    + "".join(f"(?<={word}){_S}+|" for word in all_words("percent_before"))
    + rf"(?<=[時割]){_S}+(?=分))"
)
SECTION = re.compile(f"{_S}+")

_ANY_ORDINAL = "|".join(sorted(ORDINALS, key=len, reverse=True)).replace("-", "[ -]")
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_LOW = rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)})\b)?|{'|'.join(w for w in WORDS if w != 'a')})\b"
_HUNDREDS = rf"(?:(?:{_LOW}|a)[ -]hundred\b(?:(?:[ -]and)?[ -]{_LOW})?|{_LOW}|a(?=[ -](?:{'|'.join(SCALES)})\b))"
_SCALED = rf"[ -](?:{'|'.join(SCALES)})\b"
ENGLISH = re.compile(
    rf"\b(?:(?P<first>(?i:{_ANY_ORDINAL}))(?=,? (?:day )?(?:of )?{_MONTH}\b)"
    + rf"|{_MONTH} (?:the )?(?P<after>(?i:{_ANY_ORDINAL}))\b"
    + rf"|(?<!half )(?P<number>(?i:{_HUNDREDS}(?:{_SCALED}(?:,?(?: and)? {_HUNDREDS})?)*))"
    + rf"(?!(?i:[ -](?:{_ANY_ORDINAL})\b)))"
)
_LENGTH = r"[ -]?(?:yen|jpy|per ?cent|%|(?:year|month|week|day|hour|minute)s?)"
LENGTH = re.compile(_LENGTH + r"(?![a-z])", re.IGNORECASE)
COUNT = re.compile(
    rf"(?:{_LENGTH}|[ -](?:facilit|unit|person|people|member|employee|compan)\w*|[ -]{SEVERAL_EN})\b", re.IGNORECASE
)
LATIN = re.compile("[a-z]+")
SPELLED = frozenset([*WORDS, *ORDINALS, "hundred"]) - {"a"}
Piece = tuple[int, int, str]  # from, to, in digits
_SAYINGS = tomllib.loads(Path(__file__).with_name("idioms.toml").read_text("utf-8"))
IDIOMS = re.compile("|".join(re.escape(said) for said in _SAYINGS["ja"] + _SAYINGS["en"]), re.IGNORECASE)


def numbers_in_words(text: str) -> list[Piece]:
    """The numbers in words of a folded text that are figures, each with its digits."""
    pieces: list[Piece] = []
    if SECTION.search(text):
        for match in JAPANESE.finditer(text):
            at = match.start()
            if match["grouped"]:
                pieces.append((*match.span(), kanji(re.sub("[、,]", "", match["grouped"]))))
                continue
            pieces += [(at + s.start(), at + s.end(), kanji(s.group())) for s in SECTION.finditer(match.group())]
    if not SPELLED.isdisjoint(LATIN.findall(text.lower())):
        pieces += _english(text)
    if pieces:
        idioms = [match.span() for match in IDIOMS.finditer(text)]
        pieces = [piece for piece in pieces if not any(a < piece[1] and piece[0] < b for a, b in idioms)]
    return sorted(pieces)


def _english(text: str) -> Iterator[Piece]:
    for match in ENGLISH.finditer(text):
        name = match.lastgroup or ""
        said = match[name].lower()
        if name != "number":
            yield (*match.span(name), f"{ORDINALS[said.replace(' ', '-')]}th")
            continue
        value = worth(said)
        unit = LENGTH if value == 1 else COUNT
        if (value > 12 and not said.startswith("a ")) or unit.match(text, match.end()):  # a hundred times is no number
            yield (*match.span(), str(value))


def worth(text: str) -> int:
    """two hundred and fifty thousand as a number."""
    total = section = 0
    for word in LATIN.findall(text):
        if word == "hundred":
            section *= 100
        elif word in SCALES:
            total += section * SCALES[word]
            section = 0
        else:
            section += WORDS.get(word, 0)  # “and” adds nothing
    return total + section


def kanji(text: str) -> str:
    """五千二百 in digits; also 二〇二五, digit by digit."""
    if not any(c in TENS for c in text):
        return "".join(str(DIGITS[c]) for c in text)
    total = digit = 0
    for c in text:
        if c in DIGITS:
            digit = DIGITS[c]
        else:
            total += (digit or 1) * TENS[c]
            digit = 0
    return str(total + digit)


def in_digits(text: str, pieces: list[Piece]) -> tuple[str, list[int], list[int]]:
    """The text with numbers as digits; where each of its characters begins and ends in the text as it was."""
    said: list[str] = []
    begins: list[int] = []
    ends: list[int] = []
    at = 0
    for start, end, digits in [*pieces, (len(text), len(text), "")]:
        said += [text[at:start], digits]
        begins += [*range(at, start), *[start] * len(digits)]
        ends += [*range(at + 1, start + 1), *[end] * len(digits)]
        at = end
    return "".join(said), begins, ends
