"""Records an approval: its number and dates in `plans.yml`, line by line, and what was approved in `approval.yml`."""

from __future__ import annotations

import datetime
import json
import re
from pathlib import Path

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.base.project import in_project
from chirashi.content import approval
from chirashi.content.edition import Edition, load, read_text
from chirashi.content.values import Day

PLAIN = re.compile(r"[^\W\d_][\w-]*(?:[ .][\w-]+)*")  # what YAML takes for text as it stands
OPENS = re.compile(r"approval\s*:")
PREPARED = re.compile(r"#\s?approval\s*:")
SAMPLE = re.compile(r"#\s{2,}\w+\s*:")
INNER = re.compile(r"[ \t]+\S|[ \t]*$")


def approve(folder: Path, number: str, until: Day | None, issued: Day | None = None) -> Edition:
    """Binds number and dates to the content of an edition as it stands; the edition as it is then.

    A day of issue that the data has stays unless another is given. Killed between its two writes, it leaves a
    number that is bound to nothing, or a draft.

    :raises Trouble: where the edition cannot be read whole.
    """
    before = load(folder)
    if not before.whole or any(problem.severity == "error" for problem in before.problems):
        raise Trouble(*before.problems)
    given = before.data.approval
    issued = issued or (given.issued if given else None)
    _replace(folder / "plans.yml", with_approval(_text(folder / "plans.yml"), number, until, issued))
    after = load(folder)
    _replace(folder / approval.FILE, approval.text_of(approval.fingerprint(after)))
    return load(folder)


def _text(path: Path) -> str:
    text, problems = read_text(path)
    if text is None:
        raise Trouble(*problems)
    return text


def with_approval(text: str, number: str, until: Day | None, issued: Day | None) -> str:
    """The data file with this approval, in the place of the one that it has, of a sample, or after the scheme."""
    said = number if PLAIN.fullmatch(number) else json.dumps(number, ensure_ascii=False)
    block = ["approval:", f"  number: {said}"]
    block += [f"  {name}: {day}" for name, day in (("issued", issued), ("valid_until", until)) if day is not None]
    lines = text.replace("\r\n", "\n").split("\n")
    start, end = _place(lines)
    ending = "\r\n" if "\r\n" in text else "\n"
    return ending.join([*lines[:start], *block, *lines[end:]])


def _place(lines: list[str]) -> tuple[int, int]:
    """The lines that the approval takes the place of."""
    for i, line in enumerate(lines):
        if OPENS.match(line):
            return i, _end(lines, i)
    for i, line in enumerate(lines):
        if PREPARED.match(line):
            end = i + 1
            while end < len(lines) and SAMPLE.match(lines[end]):
                end += 1
            return i, end
    scheme = next((i for i, line in enumerate(lines) if line.startswith("scheme:")), 0)
    end = _end(lines, scheme)
    return end, end


def _end(lines: list[str], start: int) -> int:
    """The line after a block and before the blank ones that follow it."""
    end = start + 1
    while end < len(lines) and INNER.match(lines[end]):
        end += 1
    while not lines[end - 1].strip():
        end -= 1
    return end


def _replace(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.new")
    with writing(path):
        new.write_bytes(text.encode())
        new.replace(path)


WHY = {"none": "unapproved-none", "by hand": "unapproved-by-hand", "changed": "unapproved-changed"}


def refusal(edition: Edition, today: datetime.date | None) -> Problem | None:
    """Why an edition is not to be published; None where it may be. `today` is None where no day counts."""
    stands = approval.standing(edition)
    file = in_project(edition.folder / "plans.yml")
    given = edition.data.approval
    if stands.kind not in ("approved", "not required"):
        why = phrase(WHY[stands.kind])
        return Problem(file, edition.doc.line(("approval",)), "publish-unapproved", {"why": why})
    if today and given and given.valid_until and given.valid_until.date < today:
        return Problem(
            file,
            edition.doc.line(("approval", "valid_until")),
            "publish-unapproved",
            {"why": phrase("unapproved-expired")},
        )
    return None
