"""Tells whether the last build still stands: same inputs, same press, same libraries, same `site/`.

Only the standard library is used here, and of the press only `project` and a list of names: the answer must come
before anything slow is loaded. The stamp in `build/` holds one hash of all that goes in (content,
theme, engine, the versions of every library, the day, since warnings depend on it) and one of
what came out. An edition with private values is always built, since they are searched for in
files that are no input.
"""

from __future__ import annotations

import contextlib
import datetime
import hashlib
import json
import locale
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from chirashi.base.files.stray_files import stray
from chirashi.base.project import MAILING, PACKAGE, PAPER, Project

FILE = "stamp.json"  # in build/


def today() -> datetime.date:
    """The date in Japan, wherever the press runs."""
    return datetime.datetime.now(datetime.timezone(datetime.timedelta(hours=9))).date()


def inputs(project: Project, more: tuple[str, ...] = ()) -> str | None:
    """One hash of all that a build depends on; None where a private file is among it. `more` is what was asked for."""
    sums = hashlib.blake2b(digest_size=20)
    sums.update(repr((sys.version, today().isoformat(), more)).encode())
    for folder in sys.path:
        if folder.endswith("site-packages") and os.path.isdir(folder):
            sums.update(repr(sorted(n for n in os.listdir(folder) if n.endswith(".dist-info"))).encode())
    for place in (project.content, *project.theme.folders, PACKAGE):
        for path in _files(str(place)):
            if path.endswith(os.sep + "private.yml"):
                return None
            _add(sums, path, place.parent)
    return sums.hexdigest()


def output(folders: tuple[Path, ...]) -> str:
    """One hash of every finished file, but for what is made for single members."""
    sums = hashlib.blake2b(digest_size=20)
    for folder in folders:
        apart = str(folder / MAILING) + os.sep if folder.name == PAPER else os.devnull
        for path in _files(str(folder)):
            if not path.startswith(apart):
                _add(sums, path, folder.parent)
    return sums.hexdigest()


def _add(sums: hashlib.blake2b, path: str, base: Path) -> None:
    try:
        with open(path, "rb") as stream:
            content = stream.read()
    except OSError as error:  # the run itself tells of it
        content = repr(error.errno).encode()
    sums.update(os.fsencode(os.path.relpath(path, base)) + f"\0{len(content)}\0".encode())
    sums.update(content)


def _files(path: str, above: frozenset[str] = frozenset()) -> Iterator[str]:
    """Every file at or below a path, in a fixed order, without caches; a link to a folder `above` is not followed."""
    if os.path.isfile(path):
        yield path
        return
    try:
        real = os.path.realpath(path)
        entries = [] if real in above else sorted(os.scandir(path), key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if os.path.isdir(entry.path):  # unlike the entry's own, false of links that lead round in a circle
            if entry.name != "__pycache__":
                yield from _files(entry.path, above | {real})
        elif os.path.isfile(entry.path) and not stray(entry.name):
            yield entry.path


class LastBuild(NamedTuple):
    """What is said again where building would change nothing, in each language."""

    report: dict[str, list[str]]  # the warnings, a line each
    unchanged: dict[str, str]  # that nothing has changed: noted with them, since to read a message takes too long here


def remember(stamp: Path, inputs_: str | None, made: tuple[Path, ...], last: LastBuild) -> None:
    """Notes a finished build for `still_stands`; unnoted, it is only made again."""
    if inputs_ is None:
        return
    with contextlib.suppress(OSError):
        stamp.write_text(json.dumps({"inputs": inputs_, "output": output(made), **last._asdict()}), "utf-8")


def still_stands(project: Project, more: tuple[str, ...] = ()) -> LastBuild | None:
    """What the last build said, where building again would change nothing."""
    try:
        noted = json.loads((project.build / FILE).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    if noted.get("inputs") != inputs(project, more) or noted.get("output") != output((project.site, project.paper)):
        return None
    return LastBuild(noted["report"], noted["unchanged"])


def tell(last: LastBuild) -> None:
    """Prints the last build's warnings again, and that nothing had to be done."""
    lang = "ja" if _locale().lower().startswith("ja") else "en"
    for line in last.report[lang]:
        sys.stderr.write(line + "\n")
    sys.stdout.write(last.unchanged[lang] + "\n")


def _locale() -> str:
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        if value := os.environ.get(name):
            return value
    return locale.getlocale()[0] or ""
