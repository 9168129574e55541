"""The members' login stays private: it stands in no file that git tracks. No message ever shows a value."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.base.project import current, in_project
from chirashi.content.edition import Edition
from chirashi.content.files import unsaved
from chirashi.content.files.private_file import read_private
from chirashi.content.yaml_files import yaml_reader

SHORTEST = 4  # characters; a shorter "secret" would be found in every other word
FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}  # as typed with a Japanese keyboard
COMMON = 4  # files that hold a value; a leak stands in one or two, a word like "member" everywhere


def in_tracked_files(edition: Edition) -> Iterator[Problem]:
    """Private values in files that git tracks, or that stand in the edition and will be tracked next."""
    folder = current().origin(edition.folder)  # git tracks this one
    own = folder / "private.yml"
    if not own.is_file():
        return
    wanting = unfilled(edition)
    for key, code in wanting.items():
        yield Problem(in_project(own), 0, code, {"key": key, "least": SHORTEST})
    secrets = {key: value for key, value in edition.private.items() if key not in wanting}
    tracked = _tracked(current().root)
    if tracked is None:
        yield Problem(in_project(own), 0, "private-unsearched")
        tracked = []
    elif own.resolve() in tracked:
        yield Problem(in_project(own), 0, "private-tracked")
    paths = sorted({*tracked, *folder.resolve().rglob("*")} - {own.resolve()})
    yield from _gathered(
        own, secrets, (found for path in paths if unsaved.is_file(path) for found in _found(path, secrets))
    )


ZERO_FIRST = re.compile(r"[ \t]*(?P<key>[\w-]+):[ \t]+0\d+[ \t]*(?:#.*)?")


def unquoted(edition: Edition) -> Iterator[Problem]:
    """A number that begins with 0 without quotes: the press reads it as it stands, other programs drop the 0."""
    own = edition.folder / "private.yml"
    if not own.is_file():
        return
    for line, text in enumerate(own.read_text("utf-8-sig", errors="replace").splitlines(), 1):
        if match := ZERO_FIRST.fullmatch(text):
            yield Problem(in_project(own), line, "zero-unquoted", {"key": match["key"]})


def unfilled(edition: Edition) -> dict[str, str]:
    """The private values that nobody has filled in yet, or hardly, each with the code of what is to be said."""
    example, _ = read_private(edition.folder / "private.example.yml")
    codes = {key: "private-unfilled" for key, value in edition.private.items() if value == example.get(key)}
    return {key: "private-short" for key, value in edition.private.items() if len(value) < SHORTEST} | codes


def _found(path: Path, secrets: dict[str, str]) -> Iterator[Problem]:
    content = unsaved.read(path)
    for key, value in secrets.items():
        for way in (value, value.translate(FULL_WIDTH)):
            if (at := content.find(way.encode())) >= 0:
                yield Problem(in_project(path), content.count(b"\n", 0, at) + 1, "private-found", {"key": key})
                break


def _gathered(own: Path, keys: Iterable[str], found: Iterable[Problem]) -> Iterator[Problem]:
    """Every place of a value, or one error where it stands in so many files that it can be no secret."""
    by_key: dict[object, list[Problem]] = {key: [] for key in keys}
    for problem in found:
        by_key[problem.fields["key"]].append(problem)
    for key, problems in by_key.items():
        if len(problems) < COMMON:
            yield from problems
            continue
        line = yaml_reader.read(own, in_project(own)).line(tuple(str(key).split(".")))
        said = {"key": key, "count": len(problems), "first": problems[0].place()}
        yield Problem(in_project(own), line, "private-common", said)


def _tracked(root: Path) -> list[Path] | None:
    """The files that git tracks, none where there is no repository; None where git cannot say."""
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return []
    try:
        said = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return [root / name for name in said.stdout.decode("utf-8", "surrogateescape").split("\0") if name]


def in_files(edition: Edition, files: dict[str, bytes]) -> Iterator[Problem]:
    """Private values in what is about to be published."""
    found = (
        Problem(f"site/{name}", 0, "private-found", {"key": key})
        for name, content in files.items()
        for key, value in edition.private.items()
        if len(value) >= SHORTEST and value.encode() in content
    )
    yield from _gathered(edition.folder / "private.yml", edition.private, found)
