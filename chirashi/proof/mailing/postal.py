"""The customer barcode for the proof: worked out again from an address, and read from the picture of a page.

Written from Japan Post's manual (郵便番号・バーコードマニュアル) by itself, as a scanner of the address sign by sign.
"""

from __future__ import annotations

import unicodedata

import numpy
from PIL import Image

KANJI = {sign: value for value, sign in enumerate("〇一二三四五六七八九")} | {"零": 0}
TENS = {"十": 10, "百": 100, "千": 1000}
BEHIND = ("丁目", "番地", "地割", "線", "号", "番")  # before which kanji numerals count
BETWEEN = ("丁", "の", "ノ")  # likewise, where another number or nothing follows
TOWNS = ("番町", "番丁", "番館")  # of which the number is a part of the name
# Each sign as three bars: 1 reaches up and down, 2 up, 3 down, 4 neither; in the order of their values.
PATTERNS = [
    *("144", "114", "132", "312", "123", "141", "321", "213", "231", "411"),
    *("414", "324", "342", "234", "432", "243", "423", "441", "111"),
]
NAMES = "0123456789-abcdefgh"
BARS = 67
EDGES = ("13", "31")
PLACES = 20


def figures(address: str) -> str:
    """What of an address stands in its code."""
    text = unicodedata.normalize("NFKC", address).upper()
    told: list[str] = []
    at = 0
    while at < len(text):
        sign = text[at]
        end = at
        if sign in KANJI or sign in TENS:
            while end < len(text) and (text[end] in KANJI or text[end] in TENS):
                end += 1
            told += str(_value(text[at:end])) if _counts(text[end:]) else "-"
        elif sign.isascii() and sign.isdigit():
            while end < len(text) and text[end].isascii() and text[end].isdigit():
                end += 1
            told += "-" if text.startswith("条", end) else text[at:end]
            if text.startswith("F", end) and not text[end + 1 : end + 2].isalpha():
                told.append("-")
                end += 1
        elif sign.isascii() and sign.isalpha():
            while end < len(text) and text[end].isascii() and (text[end].isalpha() or text[end] in "&/.・"):
                end += 1
            letters = text[at:end].translate(str.maketrans("", "", "&/.・"))
            told += letters if len(letters) == 1 else "-"
        else:
            end = at + 1
            told += "" if sign in "&/.・" else "-"
        at = max(end, at + 1)
    return _tidy(told)


def _counts(rest: str) -> bool:
    """Whether a kanji numeral before this is one of an address, and not of a name."""
    if rest.startswith(TOWNS):
        return False
    if rest.startswith(BEHIND):
        return True
    following = rest[1:2]
    return rest.startswith(BETWEEN) and (
        not following or following.isspace() or following.isdigit() or following in KANJI or following in TENS
    )


def _value(numeral: str) -> int:
    if not any(sign in TENS for sign in numeral):
        return int("".join(str(KANJI[sign]) for sign in numeral))
    total = 0
    digit = None
    for sign in numeral:
        if sign in TENS:
            total += TENS[sign] * (1 if digit is None else digit)
            digit = None
        else:
            digit = KANJI[sign]
    return total + (digit or 0)


def _tidy(told: list[str]) -> str:
    """No hyphen at an end, beside another, or beside a letter."""
    kept: list[str] = []
    for sign in told:
        if sign == "-" and (not kept or kept[-1] == "-" or kept[-1].isalpha()):
            continue
        if sign.isalpha() and kept and kept[-1] == "-":
            kept.pop()
        kept.append(sign)
    return "".join(kept).strip("-")


def signs(postcode: str, address: str) -> str:
    """The 21 signs of the code of an address; none where its postcode stands for no town of its own."""
    if postcode[-2:] == "00":
        return ""
    told = list(postcode)
    for sign in figures(address):
        value = ord(sign) - ord("A")
        told += ["abc"[value // 10], str(value % 10)] if sign.isalpha() else [sign]
    told = (told + ["d"] * PLACES)[:PLACES]
    rest = sum(NAMES.index(sign) for sign in told) % len(NAMES)
    return "".join(told) + NAMES[(len(NAMES) - rest) % len(NAMES)]


def read(picture: Image.Image) -> str:
    """The 21 signs of the one code in a picture, upright and not much turned; empty where there is none.

    A line of the picture that crosses all of the bars finds them; how far each goes up and down tells its kind.
    """
    dark = numpy.asarray(picture.convert("L")) < 128  # nearer to ink than to paper
    lines = [row for row in range(dark.shape[0]) if len(_runs(dark[row])) == BARS and _even(_runs(dark[row]))]
    if not lines:
        return ""
    middle = lines[len(lines) // 2]
    runs = _runs(dark[middle])
    reach = [_reach(dark[:, (left + right) // 2], middle) for left, right in runs]
    top, bottom = max(up for up, _ in reach), max(down for _, down in reach)
    height = top + bottom  # of a bar that reaches both ways: three times that of one that reaches neither
    kinds = "".join("4231"[(up > height / 3) + 2 * (down > height / 3)] for up, down in _centred(reach, lines, middle))
    if (kinds[:2], kinds[-2:]) != EDGES:
        return ""
    inner = kinds[2:-2]
    parts = [inner[at : at + 3] for at in range(0, len(inner), 3)]
    if not set(parts) <= set(PATTERNS):
        return ""
    values = [PATTERNS.index(part) for part in parts]
    return "".join(NAMES[value] for value in values) if sum(values) % len(NAMES) == 0 else ""


def _centred(reach: list[tuple[int, int]], lines: list[int], middle: int) -> list[tuple[float, float]]:
    """How far bars go from the middle of those lines that cross them all."""
    centre = (lines[0] + lines[-1]) / 2
    return [(up + (centre - middle), down - (centre - middle)) for up, down in reach]


def _runs(row: numpy.ndarray) -> list[tuple[int, int]]:
    """Where a line of a picture is dark: from, to."""
    edges = numpy.flatnonzero(numpy.diff(numpy.concatenate(([0], row.astype(numpy.int8), [0]))))
    return [(int(left), int(right)) for left, right in edges.reshape(-1, 2)]


def _even(runs: list[tuple[int, int]]) -> bool:
    """Whether they follow one another in even steps."""
    centres = [(left + right) / 2 for left, right in runs]
    steps = [after - before for before, after in zip(centres, centres[1:], strict=False)]
    return max(steps) < 1.35 * min(steps)  # a dot more or less, at a coarse raster


def _reach(column: numpy.ndarray, middle: int) -> tuple[int, int]:
    """How far a bar goes up and down from the middle, in dots."""
    up = down = 0
    while middle - up - 1 >= 0 and column[middle - up - 1]:
        up += 1
    while middle + down + 1 < len(column) and column[middle + down + 1]:
        down += 1
    return up, down
