"""Keeps which lines have been looked at, in the edition's `reviewed.yml`, by the hash of what they said.

A line whose either side changes has another hash, so that its tick no longer counts. The record is written through
the journal, as everything of an edition is, so that a tick can be undone.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from pathlib import Path

from chirashi.base import build_stamp
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import in_project
from chirashi.content.edition import read_text
from chirashi.editing import Draft, ReplaceText, save
from chirashi.review.comparison.lines import Changes, Line

FILE = "reviewed.yml"
BY = "changes"  # the command, in the journal
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
            raise Trouble(Problem(in_project(path), number, "reviewed-unreadable", {"text": line.strip()[:40]}))
        found[match["hash"]] = datetime.date.fromisoformat(match["day"])
    return found


def ticked(folder: Path, changes: Changes) -> frozenset[str]:
    """The ids of the lines that are ticked and say what they said then."""
    known = read(folder)
    return frozenset(line.id for line in changes.lines if line.hash in known)


def noted(folder: Path, more: Iterable[Line] = (), fewer: Iterable[Line] = ()) -> ReplaceText:
    """The change of the record that ticks some lines, as of today, and takes the ticks of others back."""
    known, more, today = read(folder), list(more), build_stamp.today()
    gone = {line.hash for line in fewer}
    kept = {one: day for one, day in known.items() if one not in gone}
    kept |= {line.hash: today for line in more if line.hash not in kept}
    ids = _ids(folder / FILE) | {line.hash: line.id for line in more}
    entries = "".join(f'  {one}: "{day}"  # {ids.get(one, "")}'.rstrip(" #") + "\n" for one, day in kept.items())
    text = HEAD + (f"reviewed:\n{entries}" if kept else "reviewed: {}\n")
    return ReplaceText(FILE, text, was=Draft(folder).text(FILE))


def tick(folder: Path, lines: Iterable[Line]) -> None:
    """Notes lines as looked at today, as a step of the journal."""
    save(folder, [noted(folder, more=lines)], by=BY, strictly=False)


def untick(folder: Path, lines: Iterable[Line]) -> None:
    """Takes the ticks of lines back, as a step of the journal."""
    save(folder, [noted(folder, fewer=lines)], by=BY, strictly=False)


def _ids(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    matches = (NOTED.fullmatch(line.strip()) for line in path.read_text("utf-8-sig").splitlines())
    return {match["hash"]: match["id"] or "" for match in matches if match}
