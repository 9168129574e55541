"""What has changed, short enough for a terminal: how many of each kind, what is odd, and the first of the rest."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from chirashi.review.comparison.lines import Changes, Line
from chirashi.review.papers.lines_shown import Shown
from chirashi.review.words import word

FIRST = 6  # lines of a kind that are shown unless all are asked for
WIDEST = 100  # characters of a text


def summary(changes: Changes, ticked: Collection[str], lang: str) -> str:
    counts = {name: len(lines) for name, lines in changes.sections()}
    odd = sum(line.odd for line in changes.figures)
    found = counts | {"odd": odd, "ticked": len(ticked), "count": len(changes.lines)}
    return word("console", "summary", old=changes.old, new=changes.new, **found)[lang]


def summary_lines(changes: Changes, shown: Shown, ticked: Collection[str], lang: str, whole: bool) -> Iterator[str]:
    """A line each, those that are marked first; those that are worked out from others only where all are asked for."""
    for name, lines in changes.sections():
        if not lines:
            continue
        yield ""
        yield f"{word('sections', name)[lang]} ({len(lines)})"
        asked = [line for line in lines if whole or not line.derived]
        first = sorted(asked, key=lambda line: (line.id in ticked, not line.odd))
        for line in first if whole else first[:FIRST]:
            yield f"  {'✓' if line.id in ticked else '-'} {line_text(line, shown, lang)}"
        if not whole and len(lines) > FIRST:
            yield f"    {word('console', 'more', count=len(lines) - len(first[:FIRST]))[lang]}"


def line_text(line: Line, shown: Shown, lang: str) -> str:
    old, new = shown.sides(line, lang)
    if line.pieces:
        marks = {"both": "{}", "old": "[-{}-]", "new": "{{+{}+}}"}
        told = "".join(marks[one.where].format(one.text) for one in shown.pieces(line))
    else:
        told = " → ".join(_short(one) for one in (old, new) if one) if line.reasons != ("untouched",) else ""
    moved = " ".join(part for part in (line.difference.get(lang, ""), line.percent) if part)
    why = [word("marks", mark)[lang] for mark in line.marks] + [word("reasons", one)[lang] for one in line.reasons]
    parts = [f"{line.place()}: {line.name[lang]}", _short(told.replace("\n", " "), WIDEST * 2)]
    parts += [f"({moved})"] if moved else []
    parts += [f"[{', '.join(why)}]"] if why else []
    return "  ".join(part for part in parts if part) + f"  <{line.hash}>"


def _short(text: str, most: int = WIDEST) -> str:
    return text if len(text) <= most else text[: most - 1] + "…"
