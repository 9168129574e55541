"""Texts as they are compared: their words as they stand, their figures by value.

50,000円 and 五万円 are one text, 三つの書類 and 3つの書類 too; 約5万円 is another. Blanks, line ends and widths
are a layout's, and count for nothing.
"""

from __future__ import annotations

import functools
import re

from chirashi.proof.text import figure_reading, numerals
from chirashi.proof.text.figure_reading import SPACES, fold

OPEN, CLOSE = "\ue010", "\ue011"  # around a figure's value
ARTICLE = re.compile(r"\b(?:an?|one)(?= (?:year|month|week|day|hour|minute)\b)", re.IGNORECASE)
SMALL_EN = re.compile(rf"\b(?:{'|'.join(word for word in numerals.SMALL if word != 'one')})\b", re.IGNORECASE)
SEVERAL_JA = re.compile(r"(?:つ|点|[かヶケカ箇]所)$")
THE = re.compile(r"\bthe $")  # twenty-eighth of February
HOLIDAY = re.compile("[祝休振]")
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "〜": "~", "~": "~", "−": "-", "‐": "-", "–": "-"})


@functools.lru_cache(maxsize=32768)
def comparable(text: str) -> str:
    """What two texts that say the same have in common."""
    text = SPACES.sub(" ", fold(text)).strip().translate(QUOTES)
    text = ARTICLE.sub("1", text)
    text = SMALL_EN.sub(lambda m: str(numerals.SMALL[m.group().lower()]), text)
    parts: list[str] = []
    at = 0
    for found in figure_reading.read(text):
        kind, value = found.figure
        if kind == "count":
            kind, value = "number", value + ("" if SEVERAL_JA.search(found.text) else counted(found.text))
        more = "".join(HOLIDAY.findall(found.text)) + found.wrong
        before = "(" * (kind == "telephone" and found.text.count("(") > found.text.count(")"))  # which stands around it
        between = THE.sub("", text[at : found.start]) if kind in ("date", "day") else text[at : found.start]
        parts += [between, before, f"{OPEN}{kind}:{value}{more}{CLOSE}"]
        at = found.end
    return "".join("".join([*parts, text[at:]]).split())


def counted(text: str) -> str:
    """What a count counts: its words without the number."""
    return CLOSE + re.sub(r"^\s*\S*?\d+|^[一二三四五六七八九十]+", "", text) + OPEN
