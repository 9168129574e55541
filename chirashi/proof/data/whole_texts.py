"""Finds texts of the data that hold digits, and declared literals, as wholes within a text."""

from __future__ import annotations

import re
from dataclasses import dataclass

from chirashi.proof.text.figures import Reading


@dataclass
class WholeTexts:
    """Finds texts of the data and literals within a text, whatever white space a layout puts in."""

    patterns: list[str]
    keys: list[str]

    def __post_init__(self) -> None:
        joined = "|".join(f"({pattern})" for pattern in self.patterns)
        self.scan = re.compile(joined) if joined else None

    def may_hold(self, text: str) -> bool:
        return self.scan is not None and bool(text)

    def find(self, text: str) -> list[tuple[int, int, str]]:
        assert self.scan is not None
        packed, back = text.replace(" ", ""), None
        found = []
        for match in self.scan.finditer(packed):
            if back is None:
                back = [i for i, c in enumerate(text) if c != " "]
            start, end = back[match.start()], back[match.end() - 1] + 1
            if whole(text, start, end):
                found.append((start, end, self.keys[(match.lastindex or 1) - 1]))
        return found


def whole(text: str, start: int, end: int) -> bool:
    """Whether what stands there is not the middle of a longer number or Latin word."""
    first, last, before, after = text[start], text[end - 1], text[max(0, start - 2) : start], text[end : end + 2]
    if first.isdigit() and (before[-1:].isdigit() or re.fullmatch(r"\d[.,]", before)):
        return False
    if last.isdigit() and (after[:1].isdigit() or re.fullmatch(r"[.,]\d", after)):
        return False
    return not (first.isascii() and first.isalpha() and before[-1:].isascii() and before[-1:].isalpha())


def cuts(start: int, end: int, reading: Reading) -> bool:
    """Whether a text ends within a figure that reaches beyond it, as 1日 does within 10月1日."""
    inside = reading.start < end and start < reading.end
    return inside and (reading.start < start or end < reading.end) and reading.figure.kind not in ("number", "code")
