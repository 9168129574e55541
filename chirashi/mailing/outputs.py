"""The folder of what is made for members, for its owner alone: parts, lists, and the register they are made from.

Nothing in it is published, proved with the site or kept in git. It stays while the rest of `print/` is replaced, and
goes when it is told to.
"""

from __future__ import annotations

import csv
import hashlib
import json
import os
import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem, writing
from chirashi.base.project import PACKAGE, Project, theme
from chirashi.mailing.checking import Finding
from chirashi.mailing.members.columns import called

REGISTER, WITNESS, STATE = "register.db", "witness.db", "state.json"
PROBLEMS, PLACES, CONTENTS = "problems.csv", "places.csv", "contents.csv"
READ_AT_ONCE = 1 << 20


def opened(folder: Path, key: str) -> bool:
    """Makes the folder ready for a job; whether one of the same key was begun there, so that its parts hold.

    What was made for another list, edition or envelope goes.
    """
    with writing(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        state = folder / STATE
        try:
            again = bool(json.loads(state.read_text("utf-8")).get("key") == key)
        except (OSError, ValueError, AttributeError):
            again = False
        if not again:
            for path in sorted(folder.iterdir()):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
            private(state, json.dumps({"key": key}).encode())
    return again


def key_of(members: Path, edition: Path, *more: object) -> str:
    """One hash of all that the parts are made from: the list, the edition, the theme, the press, what was asked for."""
    sums = hashlib.blake2b(digest_size=16)
    with members.open("rb") as stream:
        while piece := stream.read(READ_AT_ONCE):
            sums.update(piece)
    sums.update(repr(more).encode("utf-8", "replace"))
    files = [edition / "plans.yml", *theme().files("**/*"), *sorted(PACKAGE.rglob("*.py"))]
    for path in files:
        stat = path.stat()
        sums.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return sums.hexdigest()


def private(path: Path, content: bytes) -> None:
    """Writes a file for its owner alone, whole or not at all."""
    new = path.with_name(f"{path.name}.new")
    with writing(path), os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as stream:
        stream.write(content)
    new.replace(path)


def write_list(path: Path, rows: Iterable[Sequence[object]]) -> None:
    """A list that Excel in Japan opens as it is; written row by row."""
    new = path.with_name(f"{path.name}.new")
    with writing(path):
        handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w", encoding="utf-8-sig", errors="replace", newline="") as stream:
            csv.writer(stream).writerows([_harmless(cell) for cell in row] for row in rows)
        new.replace(path)


def _harmless(cell: object) -> object:
    """A text that Excel does not take for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@", "\t", "\r")) else cell


HEADS = {PROBLEMS: "list-of-problems", PLACES: "list-of-places", CONTENTS: "list-of-parts"}


def head(name: str, lang: str) -> list[str]:
    """How the columns of a list are headed."""
    return phrase(HEADS[name])[lang].split(",")


def write_problems(path: Path, findings: Iterable[Finding], lang: str) -> None:
    """The list for staff: every record at fault with what stands in it, and how to mend it."""
    rows = [
        (f.row, f.number, called(f.what)[lang], f.value, Problem("", 0, f.code, _said(f, lang)).text(lang))
        for f in sorted(findings)
    ]
    write_list(path, [head(PROBLEMS, lang), *rows])


def _said(finding: Finding, lang: str) -> dict[str, object]:
    return {"what": called(finding.what)[lang], "rows": finding.row}


def digest(path: Path) -> str:
    sums = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(READ_AT_ONCE):
            sums.update(piece)
    return sums.hexdigest()


def forget(project: Project) -> int:
    """Removes all that was made for members; how many files there were."""
    folder = project.mailing
    files = sum(path.is_file() for path in folder.rglob("*")) if folder.is_dir() else 0
    with writing(folder):
        if folder.is_dir():
            shutil.rmtree(folder)
    return files
