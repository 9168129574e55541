"""Holds pictures and files of the site to those that the association has laid beside its pages.

They are theirs, not ours, and published as they are: their words nobody can trace to the data. What stands
for that: a paper has the very bytes of the file beside the page, a picture is one that lies there, and a
drawing is read as any other. All are searched for secrets, and a QR code must lead where the data says. A
page that shows a picture loads one that is there, and says in words what it shows.
"""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files import kinds
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

FOLDER = "files"  # of the site, below each language's own
KIND = "file"
STRANGE = "attachment"  # why a file cannot be taken for one of the edition's


def surface(book: Book, content: bytes, shown: str, inner: str) -> Surface | None:
    """A file from beside the pages; None for any other file of the site. `inner` is its path within the edition."""
    *folders, name = PurePosixPath(inner).parts
    language = folders[0] if folders and folders[0] in book.languages[1:] else (book.languages or [""])[0]
    if folders not in ([FOLDER], [language, FOLDER]):
        return None
    path, suffix = PurePosixPath(name), PurePosixPath(name).suffix.lower()
    found = Surface(shown, KIND, language, f"{FOLDER}/{name}")
    beside, kind = book.folder / language, kinds.kind_of(path)
    if kind and kind.name == "picture":
        known = any((beside / f"{path.stem}{end}").is_file() for end in kind.suffixes)
    else:
        known = (beside / name).is_file() and (suffix != ".pdf" or (beside / name).read_bytes() == content)
    if not known:
        found.unread = STRANGE
    elif suffix != ".pdf":
        read = kinds.read_surface(content, shown, inner, book.languages)
        read.kind, read.language, read.name = found.kind, found.language, found.name
        return read
    return found


def is_as_it_lies(book: Book, content: bytes, found: Surface) -> bool:
    """Whether a file of the site has the very bytes of one beside the pages, and is theirs in all that it holds."""
    path = book.folder / found.language / PurePosixPath(found.name).name
    return path.is_file() and path.read_bytes() == content


def prove_pictures(page: Surface, path: Path, findings: Findings) -> None:
    """Each picture that a page loads lies on the site, and has words for those who cannot see it."""
    for source, words, line in page.pictures:
        there = source.startswith("data:") or (path.parent / unquote(source.partition("?")[0])).is_file()
        if not there or not words.strip():
            findings.say(Position(page.file, line), "proof-picture", source=source[:60], words=words.strip()[:60])
