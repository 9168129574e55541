"""Checks of the files of an edition: one in the wrong place or under the wrong name would be read by nothing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.files.stray_files import stray
from chirashi.base.messages import Bilingual, either, phrase
from chirashi.base.problems import Problem
from chirashi.base.project import in_project
from chirashi.content.edition import Edition
from chirashi.content.files.attachments import SUFFIXES

OWN = (
    *("plans.yml", "literals.yml", "translated.yml", "reviewed.yml", "approval.yml"),
    *("private.yml", "private.example.yml"),
)
DATA = re.compile(
    r"(?P<stem>plans|literals|translated|reviewed|approval|private|private\.example)(?:[ _.（(-].*)?\.[a-z]+",
    re.IGNORECASE,
)
PAGE = re.compile(r"(?P<stem>.+?)\.(?:md|markdown|mdown|mkd)(?P<more>\.\w+)?", re.IGNORECASE)
DOCUMENT = re.compile(r".+\.(?:docx?|rtf|odt|xlsx?|xlsm|csv|pptx?|html?|txt|pages|numbers|zip)", re.IGNORECASE)
READ = (".md", ".yml", *SUFFIXES)
DEEPEST = 6  # folders within folders that are looked into

# As Windows keeps them for devices, whatever their suffix, and as the site itself stands under them.
WINDOWS = frozenset(("con", "prn", "aux", "nul", *(f"{name}{i}" for name in ("com", "lpt") for i in range(10))))
SITE = frozenset(
    ("assets", "data", "deadline", "fax", "favicon", "files", "flyer", "icon", "apple-touch-icon")
    + ("members", "print", "robots", "search", "sitemap", "sw")
)


def places(edition: Edition) -> Iterator[Problem]:
    """Every file of the edition, and those beside it that are its own, stand where they are read."""
    folder = edition.folder
    for path in _all(folder, DEEPEST):
        yield from _one(edition, path)
    beside = folder.resolve().parent
    for path in sorted(beside.iterdir()) if beside.is_dir() else ():
        if path.is_file() and path.name.lower().startswith("private") and not stray(path.name):
            yield _misplaced(path, folder / "private.yml")


def _all(folder: Path, depth: int) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if stray(path.name) or path.name.startswith(".git"):
            continue
        if path.is_dir() and not path.is_symlink() and path.suffix.lower() not in READ:
            yield from _all(path, depth - 1) if depth else ()
        else:
            yield path


def _odd(path: Path) -> Bilingual:
    """What stands where a file should, in words."""
    if path.is_symlink() and not path.exists():
        return phrase("link-to-nowhere")
    return phrase("folder" if path.is_dir() else "no-ordinary-file")


def _one(edition: Edition, path: Path) -> Iterator[Problem]:
    """One file: well placed, misplaced where it is known what it is meant to be, or read by nothing."""
    folder, inner = edition.folder, path.relative_to(edition.folder).parts
    language = inner[0] if len(inner) > 1 and inner[0] in edition.languages else ""
    name, page, data = path.name, PAGE.fullmatch(path.name), DATA.fullmatch(path.name)
    well = (
        (len(inner) == 1 and name in OWN)
        or (language and name.endswith(".md") and (len(inner) == 2 or (len(inner) == 3 and inner[1] == "parts")))
        or (language and len(inner) == 2 and path.suffix.lower() in SUFFIXES)
    )
    if not path.is_file():
        if well or language:
            yield Problem(in_project(path), 0, "file-odd", {"name": name, "kind": _odd(path)})
        return
    if well or (len(inner) == 1 and name.lower().startswith(("readme", "license"))):
        return
    if page:
        yield from _page(edition, path, page, language)
    elif data and (len(inner) > 1 or name not in OWN) and path.suffix.lower() in (".yml", ".yaml", ".txt"):
        yield _misplaced(path, folder / f"{data['stem'].lower()}.yml")
    elif (
        len(inner) == 1 and path.suffix in (".yml", ".yaml") and (near := difflib.get_close_matches(name, OWN, 1, 0.8))
    ):
        yield _misplaced(path, folder / near[0])
    elif path.suffix.lower() in SUFFIXES and language:
        yield _misplaced(path, folder / language / name)
    elif language or DOCUMENT.fullmatch(name):
        yield Problem(in_project(path), 0, "file-unread", {"name": name})


def _page(edition: Edition, path: Path, page: re.Match[str], language: str) -> Iterator[Problem]:
    """A page that is not read: under a wrong suffix, too deep, or in no language's folder."""
    folder, inner = edition.folder, path.relative_to(edition.folder).parts
    wanted = f"{page['stem'].lower()}.md"
    if language and len(inner) <= 3 and "parts" in inner[1:-1]:
        yield _misplaced(path, folder / language / "parts" / wanted)
    elif language or len(edition.languages) == 1:
        yield _misplaced(path, folder / (language or edition.languages[0]) / wanted)
    elif edition.languages:
        yield _misplaced(path, *(folder / one / wanted for one in edition.languages))


def _misplaced(path: Path, *wanted: Path) -> Problem:
    return Problem(in_project(path), 0, "file-misplaced", {"wanted": either([in_project(one) for one in wanted])})


def kept_names(edition: Edition) -> Iterator[Problem]:
    """Names of pages and of files beside them that Windows or the site keeps for itself."""
    for i, name in enumerate(edition.page_names):
        if name in (*edition.languages, *SITE):
            yield edition.say(("pages", i), "page-taken", name=name)
    for language, pages in edition.pages.items():
        for name, page in pages.items():
            if name.partition(".")[0].lower() in WINDOWS:
                yield Problem(page.file, 0, "name-windows", {"name": name})
        for name in edition.files.get(language, {}):
            if name.partition(".")[0].lower() in WINDOWS:
                yield Problem(in_project(edition.folder / language / name), 0, "name-windows", {"name": name})
