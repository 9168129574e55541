"""Holds the size beside the link to a file to the file itself: it is no figure of the data."""

from __future__ import annotations

import functools
import posixpath
import re
from pathlib import Path

from chirashi.proof.files.kinds import KINDS
from chirashi.proof.files.surfaces import Surface

WORDS = [kind.size_named_as for kind in KINDS if kind.size_named_as]
SIZE = re.compile(rf"(?:{'|'.join(rf'(?<={word})' for word in WORDS)})(?P<before>[、,] ?)(?P<size>\d+(?:\.\d)? [KM]B)")
SETTLED = "＊"


class Sizes:
    """The sizes of all files to download below a root, as a page writes them."""

    def __init__(self, root: Path | None) -> None:
        suffixes = {suffix for kind in KINDS if kind.size_named_as for suffix in kind.suffixes}
        files = sorted(path for path in root.rglob("*") if path.suffix in suffixes) if root is not None else []
        self.of = {path.relative_to(root or path).as_posix(): format_size(path.stat().st_size) for path in files}

    def settle(self, surface: Surface, inner: str) -> None:
        """Takes right sizes out of a surface's text, so that only wrong ones are left to be traced, in vain.

        Beside a link the size must be that of its target; elsewhere, as in a search index, that of some file.
        """
        for block in surface.blocks:
            if not any(word in block.text for word in WORDS):
                continue
            targets = [posixpath.normpath(posixpath.join(posixpath.dirname(inner), one.href)) for one in block.links]
            right = {self.of[target] for target in targets if target in self.of} or set(self.of.values())
            block.text = SIZE.sub(functools.partial(_settled, right), block.text)


def _settled(right: set[str], match: re.Match[str]) -> str:
    return settled(match) if match["size"] in right else match.group()


def settled(match: re.Match[str]) -> str:
    """A right size, taken out of its text."""
    return match["before"] + SETTLED * len(match["size"])


def format_size(count: int) -> str:
    """A size as a reader sees it: 113 KB, 3.0 MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{round(count / 1000)} KB"
