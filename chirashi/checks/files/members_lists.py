"""Lists of members lie nowhere that is published or kept in git. No message shows what stands in one."""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.files.stray_files import stray
from chirashi.base.problems import Problem
from chirashi.base.project import current, in_project
from chirashi.content.edition import Edition

LISTS = frozenset((".xlsx", ".xlsm", ".csv", ".tsv", ".txt", ".ods"))
HEADS = tuple(
    re.compile(heads, re.IGNORECASE)
    for heads in (
        "郵便番号|〒|post ?code|postal code|zip ?code",
        "住所|所在地|address",
        "氏名|名前|会員名|宛名|\\bname",
    )
)
"""What a list of members has at its head, all of them: by these it is known whatever it is called."""
READ = 256 * 1024  # bytes of a file in which its heads are looked for
DEEPEST = 6


def unpublished(edition: Edition) -> Iterator[Problem]:
    """Every list of members in the edition, beside it, or in the project's theme: git keeps what lies there."""
    beside = (path for path in sorted(edition.folder.resolve().parent.iterdir()) if path.is_file())
    for path in (*_lists(edition.folder, DEEPEST), *beside, *_lists(current().root / "theme", DEEPEST)):
        if path.suffix.lower() in LISTS and not stray(path.name) and looks_like(path):
            yield Problem(in_project(path), 0, "members-list")


def looks_like(path: Path) -> bool:
    """Whether a file's beginning names a postcode, an address and a name."""
    try:
        text = _workbook(path) if path.suffix.lower() in (".xlsx", ".xlsm", ".ods") else _plain(path)
    except (OSError, zipfile.BadZipFile, KeyError):
        return False
    return all(head.search(text) for head in HEADS)


def _plain(path: Path) -> str:
    with path.open("rb") as stream:
        content = stream.read(4096)
    head = b"\n".join(content.splitlines()[:20])
    try:
        return head.decode("utf-8-sig")
    except UnicodeDecodeError:
        return head.decode("cp932", "replace")


def _workbook(path: Path) -> str:
    """The texts of a workbook, from where its format keeps them; a library is not needed for that."""
    with zipfile.ZipFile(path) as book:
        wanted = ("xl/sharedStrings.xml", "xl/worksheets/sheet1.xml", "content.xml")
        parts = []
        for name in set(wanted) & set(book.namelist()):
            with book.open(name) as stream:
                parts.append(stream.read(READ).decode("utf-8", "replace"))
        return html.unescape(" ".join(parts))


def _lists(folder: Path, depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if stray(path.name):
            continue
        if path.is_dir() and not path.is_symlink():
            yield from _lists(path, depth - 1) if depth else ()
        elif path.suffix.lower() in LISTS:
            yield path
