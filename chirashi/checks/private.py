"""The members' login stays private: it stands in no file that git tracks. No message ever shows a value."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from chirashi.load import ROOT, Edition, named, read_private
from chirashi.problem import Problem

SHORTEST = 4  # characters; a shorter "secret" would be found in every other word


def in_tracked_files(edition: Edition) -> Iterator[Problem]:
    """Private values in files that git tracks, or that stand in the edition and will be tracked next."""
    own = edition.folder / "private.yml"
    if not own.is_file():
        return
    example, _ = read_private(edition.folder / "private.example.yml")
    secrets = {}
    for key, value in edition.private.items():
        if value == example.get(key):
            yield Problem(named(own), 0, "private-unfilled", {"key": key})
        elif len(value) < SHORTEST:
            yield Problem(named(own), 0, "private-short", {"key": key, "least": SHORTEST})
        else:
            secrets[key] = value
    tracked = _tracked(ROOT)
    if tracked is None:
        yield Problem(named(own), 0, "private-unsearched")
        tracked = []
    elif own.resolve() in tracked:
        yield Problem(named(own), 0, "private-tracked")
    for path in sorted({*tracked, *edition.folder.resolve().rglob("*")} - {own.resolve()}):
        if path.is_file():
            yield from _found(path, secrets)


def _found(path: Path, secrets: dict[str, str]) -> Iterator[Problem]:
    content = path.read_bytes()
    for key, value in secrets.items():
        at = content.find(value.encode())
        if at >= 0:
            yield Problem(named(path), content.count(b"\n", 0, at) + 1, "private-found", {"key": key})


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
    for name, content in files.items():
        for key, value in edition.private.items():
            if len(value) >= SHORTEST and value.encode() in content:
                yield Problem(f"site/{name}", 0, "private-found", {"key": key})
