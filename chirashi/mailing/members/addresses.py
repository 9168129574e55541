"""What can be said of an address without a directory: its parts, its figures, and that it cannot be one."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from pathlib import Path

DASHES = re.compile("[‐‑‒–—―−－ー─━～〜]")
DASH_BETWEEN = re.compile(r"(?<=[0-9A-Za-z])[‐‑‒–—―−ー─━～〜~](?=[0-9A-Za-z])")
WIDE = re.compile("[\uff00-\uffef]+")
BLANKS = re.compile(r"[\s\u3000]+")
POSTCODE = re.compile(r"(\d{3})-?(\d{4})")
BROKEN = re.compile("[\ufffd?？〓\ue000-\uf8ff]")  # what stands in place of a letter that an encoding lost
MUNICIPALITY = re.compile(r".{1,12}?[市区町村郡]|.{1,8}島.")
NUMERALS = "〇零一二三四五六七八九十百千"
KANJI_NUMBER = re.compile(f"[{NUMERALS}]+(?=丁目|番地|番(?![町丁館])|号|地割|線|(?:丁|の|ノ)(?=[0-9{NUMERALS}]|\\s|$))")
DROPPED = dict.fromkeys(map(ord, "&/.・"))
OTHERS = re.compile(r"[A-Z]{2,}|[^0-9A-Z]")  # than figures and single letters
FLOOR = re.compile(r"(?<=\d)F")
HYPHENS = re.compile("-{2,}")
BESIDE = re.compile("-?([A-Z])-?")
TOWN_ROW = re.compile(r"\d+(?=条)")  # 北6条西: the row is a part of the town, which the postcode names


def plain(text: str) -> str:
    """A text as it is set: full-width letters and figures half-width, one blank at most, a hyphen between figures.

    Kanji stay what they are, also the compatible ones of names, with the selectors of their variants.
    """
    if not text.isascii():
        text = WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
        text = DASH_BETWEEN.sub("-", text)
    return BLANKS.sub(" ", text).strip()


def postcode(text: str, number: bool = False) -> str | None:
    """Seven figures; None where it is none.

    :param number: whether it may have lost zeros at its head, as in a workbook.
    """
    found = re.sub(r"[〒\s]", "", DASHES.sub("-", unicodedata.normalize("NFKC", text)))
    if number and re.fullmatch(r"\d{5,6}", found):
        found = found.zfill(7)
    match = POSTCODE.fullmatch(found)
    return match[1] + match[2] if match else None


@functools.cache
def prefectures() -> dict[str, list[str]]:
    """The prefectures, each with how its postcodes begin."""
    return tomllib.loads(Path(__file__).with_name("prefectures.toml").read_text("utf-8"))


@functools.cache
def _begins() -> re.Pattern[str]:
    return re.compile("|".join(prefectures()))


def prefecture(address: str) -> str | None:
    match = _begins().match(address)
    return match[0] if match else None


def doubt(code: str, address: str) -> str | None:
    """Why an address may not be reached, as the code of a message; None where nothing speaks against it.

    `mailing-address-impossible` where it names no municipality, or letters of it are lost; `mailing-address-elsewhere`
    where its postcode belongs to another prefecture; `mailing-address-figures` where it has no number.
    """
    where = prefecture(address)
    rest = address[len(where) :] if where else address
    if BROKEN.search(address) or not MUNICIPALITY.match(rest):
        return "mailing-address-impossible"
    if where and code and not code.startswith(tuple(prefectures()[where])):
        return "mailing-address-elsewhere"
    if not any(sign.isdigit() for sign in rest) and not KANJI_NUMBER.search(rest):
        return "mailing-address-figures"
    return None


def figures(address: str) -> str:
    """The figures of an address as the customer barcode has them: 1-3-2-503, 3-20-5B604.

    By the rules of Japan Post (郵便番号・バーコードマニュアル): Arabic figures, hyphens and single letters; kanji
    numerals before 丁目, 番, 号 and the like; all else is a hyphen, and none stands at an end, beside another or
    a letter. The rules speak of what follows the town, whose end only a directory knows: numerals of its name are
    passed over where its next character says so (三番町, 八丁堀, 三の丸, 北6条).
    """
    text = unicodedata.normalize("NFKC", address).upper()
    text = KANJI_NUMBER.sub(lambda found: str(_number(found[0])), TOWN_ROW.sub("", text))
    text = OTHERS.sub("-", text.translate(DROPPED))
    return BESIDE.sub(r"\1", HYPHENS.sub("-", FLOOR.sub("-", text))).strip("-")


def _number(numeral: str) -> int:
    """二十一 and 二一 as 21."""
    digits = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
    if not re.search("[十百千]", numeral):
        return int("".join(str(digits[sign]) for sign in numeral))
    total, last = 0, 0
    for sign in numeral:
        if sign in digits:
            last = digits[sign]
        else:
            total += (last or 1) * {"十": 10, "百": 100, "千": 1000}[sign]
            last = 0
    return total + last
