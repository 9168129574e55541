"""Reads amounts as people type and paste them, and writes them as the data file has them."""

from __future__ import annotations

import re
import unicodedata

from chirashi.content.tables.grids import Cell, read_cell

ROUND = re.compile(r"(\d[\d,]*)([千百十])万")
TIMES = {"千": 1000, "百": 100, "十": 10}
THOUSANDS = re.compile(r"(\d[\d,]*)千円?")
FRACTION = re.compile(r"(\d[\d,]*)\.0+(円?)")
BLANKS = re.compile(r"[\s\u3000]+")
KINDS = {"none": "none", "yes": "yes", "no": "no", "absent": "－", "on request": "on request"}
KINDS |= {"not offered": "not offered"}


def cell(text: str) -> Cell:
    """What was typed into a cell; `Unreadable` where it is none of what may stand there."""
    return read_cell(plain(text) or None)


def plain(text: str) -> str:
    """A typed amount as the data may have it: no blanks, 50千円 as 50000円, 5千万 as 5000万, 77160.0 as 77160."""
    folded = unicodedata.normalize("NFKC", text).strip()
    without = BLANKS.sub("", folded)
    if not any(c.isdigit() for c in without):
        return text.strip()
    without = without.replace("￥", "¥").replace("\\", "¥")
    without = FRACTION.sub(r"\1\2", without)
    without = ROUND.sub(lambda m: f"{int(m[1].replace(',', '')) * TIMES[m[2]]}万", without)
    if match := THOUSANDS.fullmatch(without):
        return f"{int(match[1].replace(',', '')) * 1000}円"
    return without


def written(text: str) -> str:
    """A typed cell as the data file says it: 77,160円, 5,000万円, or the word of its kind."""
    found = cell(text)
    if found.money is None:
        return KINDS.get(found.kind, text.strip())
    if re.search("[万億]", text):
        return plain(text)
    return f"{int(found.money):,}円"
