"""Says what is beyond reason for a file that people write, so that no later step has to cope with it.

A page of a brochure has 5 to 20 KB, its data 30 to 60 KB. What follows reads a text many times, and Markdown reads
some signs anew for every sign before them: a limit here keeps every run within seconds, whatever a file holds.
"""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.content.files import unsaved

MOST = {".md": 256_000, ".yml": 1_000_000}  # bytes: a page of 85,000 kanji; data of 50 times the usual size
LONGEST_LINE = 10_000  # characters; a paragraph of 25 manuscript pages
LONGEST_BLOCK = 50_000  # characters without a blank line: a table of 500 rows
DEEPEST = {"[": 50, "(": 50, "<": 200}  # brackets that are open at once
CLOSES = {"]": "[", ")": "(", ">": "<"}
BRACKET = re.compile(r"[\[\]()<>]")
NESTED = re.compile(
    r"(?:[ \t]*(?:[-*+>]|\d{1,9}[.)])[ \t]+){20}|[ \t　]{60,}(?:[-*+]|\d{1,9}[.)])[ \t]"
)  # lists in lists


def read(path: Path, file: str) -> tuple[bytes, list[Problem]]:
    """What a file holds, which messages call `file`; nothing, and why, where the system refuses or it is too long."""
    most = MOST.get(path.suffix.lower(), MOST[".yml"])
    try:
        content = unsaved.read(path, most + 1)
    except OSError as error:
        return b"", [Problem(file, 0, "file-unreadable", {"said": error.strerror or str(error)})]
    if len(content) > most:
        return b"", [Problem(file, 0, "file-long", {"most": f"{most // 1000:,} KB"})]
    return content, []


def beyond(text: str, file: str, line: int) -> Problem | None:
    """What of a page's text is too long or too deep to be read, at its line; `line` is the text's first."""
    length, open_ = 0, Counter[str]()  # characters and brackets since the last blank line; of < since the beginning
    for number, one in enumerate(text.split("\n"), line):
        if not one.strip():
            length, open_ = 0, Counter({"<": open_["<"]})
            continue
        length += len(one)
        if len(one) > LONGEST_LINE or length > LONGEST_BLOCK:
            most = LONGEST_LINE if len(one) > LONGEST_LINE else LONGEST_BLOCK
            return Problem(file, number, "paragraph-long", {"most": f"{most:,}"})
        if NESTED.match(one) or _deep(one, open_):
            return Problem(file, number, "nesting-deep")
    return None


def _deep(line: str, open_: Counter[str]) -> bool:
    """Counts the brackets of a line; whether more of them are open at once than anybody means."""
    for sign in BRACKET.findall(line):
        kind = CLOSES.get(sign, sign)
        open_[kind] = open_[kind] + 1 if sign == kind else max(0, open_[kind] - 1)
        if open_[kind] > DEEPEST[kind]:
            return True
    return False
