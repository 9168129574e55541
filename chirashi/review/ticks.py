"""Keeps which lines have been looked at, in the edition's `reviewed.yml`, by the hash of what they said.

A line whose either side changes has another hash, so that its tick no longer counts.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

from chirashi.base import build_stamp
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.base.project import named
from chirashi.content.edition import read_text
from chirashi.review.comparison.lines import Changes, Line

FILE = "reviewed.yml"
NOTED = re.compile(r'(?P<hash>[0-9a-f]{12}): "(?P<day>\d{4}-\d\d-\d\d)"(?:  # (?P<id>.*))?')
HEAD = """\
# 前年との違いのうち、確かめたもの。机（desk）や `chirashi changes --tick` が書きます。手では直しません。
# What has been looked at of what has changed since last year; written by the press, not by hand.
"""


def read(folder: Path) -> dict[str, datetime.date]:
    """The hashes that are ticked in an edition's folder, each with its day; none where there is no file.

    :raises Trouble: where a line of the file is not as it was written.
    """
    path = folder / FILE
    if not path.is_file():
        return {}
    text, problems = read_text(path)
    if text is None:
        raise Trouble(*problems)
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip() or line.startswith("#") or line.strip() in ("reviewed:", "reviewed: {}"):
            continue
        match = NOTED.fullmatch(line.strip())
        if match is None:
            raise Trouble(Problem(named(path), number, "reviewed-unreadable", {"text": line.strip()[:40]}))
        found[match["hash"]] = datetime.date.fromisoformat(match["day"])
    return found


def ticked(folder: Path, changes: Changes) -> frozenset[str]:
    """The ids of the lines that are ticked and say what they said then."""
    known = read(folder)
    return frozenset(line.id for line in changes.lines if line.hash in known)


def tick(folder: Path, lines: Iterable[Line]) -> None:
    """Notes lines as looked at today."""
    known = read(folder)
    today = build_stamp.today()
    _write(folder, known | {line.hash: today for line in lines if line.hash not in known}, list(lines))


def untick(folder: Path, lines: Iterable[Line]) -> None:
    """Takes the ticks of lines back."""
    gone = {line.hash for line in lines}
    _write(folder, {one: day for one, day in read(folder).items() if one not in gone}, [])


def _write(folder: Path, known: dict[str, datetime.date], lines: list[Line]) -> None:
    """The whole file anew, beside its place, and then in it by one rename."""
    path, new = folder / FILE, folder / f".{FILE}.new"
    ids = _ids(path) | {line.hash: line.id for line in lines}
    entries = "".join(f'  {one}: "{known[one]}"  # {ids.get(one, "")}'.rstrip(" #") + "\n" for one in known)
    with writing(path):
        new.write_text(HEAD + (f"reviewed:\n{entries}" if known else "reviewed: {}\n"), "utf-8", newline="\n")
        new.replace(path)


def _ids(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    matches = (NOTED.fullmatch(line.strip()) for line in path.read_text("utf-8-sig").splitlines())
    return {match["hash"]: match["id"] or "" for match in matches if match}
