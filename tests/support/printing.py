"""Printed matter for the tests: every edition's print set, made once a run, and copies of an edition with a fault."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from functools import cache
from pathlib import Path

from known import EDITIONS

from chirashi.content.edition import Edition, load
from chirashi.paper import Printed, print_set

CYBER = EDITIONS["cyber-2025"]


@cache
def printed(name: str) -> Printed:
    return print_set(load(EDITIONS[name]))


def codes(done: Printed) -> set[str]:
    """The messages of a print set but the standing one on the generic colour profile."""
    return {problem.code for problem in done.problems} - {"print-icc-generic"}


def with_change(folder: Path, change: Callable[[str], str]) -> Edition:
    """The cyber edition with its data changed, in a folder of the same name."""
    copy = folder / CYBER.name
    shutil.copytree(CYBER, copy, ignore=shutil.ignore_patterns("private.yml"))
    before = (copy / "plans.yml").read_text("utf-8")
    after = change(before)
    assert after != before
    (copy / "plans.yml").write_text(after, "utf-8")
    edition = load(copy)
    assert edition.whole, [problem.line_in("en") for problem in edition.problems]
    return edition


def set_text(key: str, ja: str) -> Callable[[str], str]:
    """Replaces the Japanese text of the first entry under a key of the data."""
    return lambda data: re.sub(rf"(^  {key}:\n(?:    - |    )ja: ).*$", lambda m: m[1] + ja, data, count=1, flags=re.M)


def said(*command: str | Path, stdin: bytes | None = None) -> str:
    done = subprocess.run([str(c) for c in command], input=stdin, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace")


def saved(folder: Path, done: Printed) -> Path:
    for name, content in done.files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return folder
