"""Tables as staff have them: with bars, with full-width bars, or pasted from Excel with tabs between the cells."""

from __future__ import annotations

import re

RULE = re.compile(r"\s*\|?(?:\s*:?[-ー―—─]+:?\s*\|)+\s*(?::?[-ー―—─]+:?\s*)?")  # the line below the heads of columns
WHOLE = re.compile(r"\{\{(?:(?!\{\{).)*?\}\}|`[^`]*`|\\\|")  # a bar in here parts no cells
HELD = "\ue000"


def rows(raws: list[str], at: int) -> list[tuple[int, str]]:
    """The rows of a table that begins on this line, with their numbers, its rule among them; none where none does."""
    first, second = _row(raws[at]), _row(raws[at + 1]) if at + 1 < len(raws) else ""
    if not first or not second:
        return []
    ruled = RULE.fullmatch(second) is not None
    if not ruled and not (_certain(raws[at]) and _certain(raws[at + 1])):
        return []
    found = [(at, first)]
    if not ruled:
        found.append((at, "|" + "---|" * len(cells(first))))
    for i in range(at + 1, len(raws)):
        row = _row(raws[i])
        if not row:
            break
        found.append((i, re.sub("[ー―—─]+", "---", row) if ruled and i == at + 1 else row))
    return found


def cells(row: str) -> list[str]:
    """The cells of a row with bars."""
    text = WHOLE.sub(lambda match: match.group().replace("|", HELD), row.strip())
    return [cell.replace(HELD, "|").strip() for cell in text.removeprefix("|").removesuffix("|").split("|")]


def _row(raw: str) -> str:
    """The line as a row with bars; "" where it is none."""
    text = raw.strip(" 　\n")
    if "|" in WHOLE.sub("", text):
        return text.strip()
    if "｜" in text:
        return text.replace("｜", "|")
    if "\t" in text.strip() and not re.match(r"[-*+・•]\t|\d+[.)]\t", text):
        return "| " + " | ".join(cell.strip().replace("|", r"\|") for cell in text.split("\t")) + " |"
    return ""


def _certain(raw: str) -> bool:
    """Whether a line is a row even where no rule stands below it."""
    text = raw.strip()
    return text.startswith("|") or "｜" in text or "\t" in text
