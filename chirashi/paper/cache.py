"""Keeps printed matter that has been made and checked before, under a key of all that went into it."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chirashi.base.problems import Problem
from chirashi.base.project import theme
from chirashi.view.colours.tokens import paper_rules

LIBRARIES = ("weasyprint", "pikepdf", "pypdfium2", "pydyf", "fonttools", "pillow", "zxing-cpp")


@dataclass(frozen=True)
class AsPage:
    """A flyer as a page of the site: its body and styles where it is set otherwise than designed, and how it is set."""

    html: str = ""
    css: str = ""
    pages: int = 0
    said: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Result:
    """A finished file with its FAX proof, or what is wrong with it."""

    content: bytes = b""
    proof: bytes = b""
    problems: list[Problem] = field(default_factory=list)
    page: AsPage = AsPage()


class Store:
    """Files below a folder, three a piece; without a folder nothing is kept.

    One that `forgets` drops what is not of the set that was made last; whoever makes a part of the set must not.
    """

    def __init__(self, folder: Path | None, forgets: bool = True) -> None:
        self.folder, self.forgets = folder, forgets

    def key(self, name: str, html: str, *styles: str, more: tuple[Path, ...] = ()) -> str:
        """One hash of the text, the styles, the fonts (by size and time), the press and its libraries."""
        sums = hashlib.blake2b(digest_size=20)
        sums.update(f"{name}\0{html}\0{_libraries()}\0{paper_rules()}".encode())
        press = sorted(Path(__file__).parent.rglob("*.py"))
        sheets = map(theme().path, ("print/paper.css", *(f"print/{style}" for style in styles)))
        for path in (*sheets, *press, *more):
            sums.update(path.read_bytes())
        for path in theme().files("fonts/*.ttf"):
            stat = path.stat()
            sums.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}".encode())
        return sums.hexdigest()

    def kept(self, key: str) -> Result | None:
        """The file, its FAX proof and the page; None where they have to be made."""
        if self.folder is None:
            return None
        try:
            content, proof, page = ((self.folder / f"{key}.{ending}").read_bytes() for ending in ("pdf", "png", "json"))
            return Result(content, proof, page=AsPage(**json.loads(page)))
        except (OSError, ValueError, TypeError):
            return None

    def keep(self, key: str, result: Result) -> None:
        """Keeps a piece where there is room for it; where there is none, it is made again next time."""
        if self.folder is None:
            return
        new = self.folder / f"{key}.new"
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            page = json.dumps(asdict(result.page), ensure_ascii=False).encode()
            # the file last: without it nothing is kept
            for ending, part in (("png", result.proof), ("json", page), ("pdf", result.content)):
                new.write_bytes(part)
                new.replace(self.folder / f"{key}.{ending}")
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)

    def forget_all_but(self, keys: set[str]) -> None:
        """Drops what is not of the present set, which would otherwise grow with every change."""
        for path in self.folder.glob("*.*") if self.folder and self.forgets else ():
            if path.stem not in keys:
                path.unlink(missing_ok=True)


@functools.cache
def _libraries() -> str:
    import importlib.metadata  # a draft comes by here and asks for nothing

    found = []
    for name in LIBRARIES:
        with contextlib.suppress(importlib.metadata.PackageNotFoundError):  # `paper.missing` says so
            found.append(f"{name} {importlib.metadata.version(name)}")
    return " ".join(found)
