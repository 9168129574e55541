"""A problem is a value: where, which message, what was found.

Checks yield problems and never print or raise; `report` prints them all, in the
reader's language. The texts stand in `messages.toml` files (see `messages`), so that a message is
written once, in both languages, and the staff's guide can be held to list every one of them.
"""

from __future__ import annotations

import contextlib
import difflib
import errno
import re
import shutil
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from chirashi.base.messages import Bilingual, filled, join_list, message, phrase
from chirashi.base.messages import command as command  # whoever tells problems asks for these two as well
from chirashi.base.messages import spoken as spoken
from chirashi.base.text import unseen

Severity = Literal["error", "warning", "note"]
# What a message must not carry over from content: line breaks, terminal controls, bidi marks, halves of characters.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, order=True)
class Problem:
    """One finding. `file` is relative to the project; `line` counts from 1, 0 for the whole file.

    `code` names an entry of `messages.toml`; `found` fills its placeholders.
    """

    file: str
    line: int
    code: str
    fields: Mapping[str, object] = field(default_factory=dict, compare=False)
    also: tuple[str, ...] = field(default=(), compare=False)  # other files in which the same stands
    path: tuple[str | int, ...] = field(default=(), compare=False)  # in a data file, the field that it is about

    @property
    def severity(self) -> Severity:
        entry = message(self.code)
        return "warning" if entry.get("warning") else "note" if entry.get("note") else "error"

    def text(self, lang: str) -> str:
        """What was found and how to mend it, in `lang` (`ja` or `en`)."""
        entry = message(self.code)
        parts = [filled(part, dict(self.fields), lang).strip() for part in (entry[lang], entry[f"{lang}_mend"]) if part]
        if hidden := next((v for v in self.fields.values() if isinstance(v, str) and unseen.ANY.search(v)), None):
            parts.append(phrase("hidden", named=unseen.first(hidden))[lang])
        if self.also:
            parts.append(_also(self.also, lang))
        return unseen.HARMLESS.sub("", UNSEEN.sub("�", ("" if parts[0].endswith("。") else " ").join(parts)))

    def place(self) -> str:
        return f"{self.file}:{self.line}" if self.line else self.file

    def line_in(self, lang: str) -> str:
        return f"{self.place()}: {phrase(self.severity)[lang]}: {self.text(lang)} [{self.code}]"


class Trouble(Exception):
    """A user's mistake met where work cannot go on; carries the problems to report. Never a bug."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(p.line_in("en") for p in problems))
        self.problems = problems


DISK = {
    getattr(errno, name)
    for name in ("ENOSPC", "EDQUOT", "EFBIG", "EROFS", "EACCES", "EPERM", "EIO", "ENOTDIR", "ENAMETOOLONG", "EBUSY")
    if hasattr(errno, name)
}


def of_disk(error: OSError, place: str) -> Trouble:
    """What the system says when a file cannot be written, as the problem it is; `place` where it names no file."""
    if isinstance(error, shutil.Error) and error.args and isinstance(error.args[0], list):  # a copy of many files
        _, file, said = error.args[0][0]
        return Trouble(Problem(str(file), 0, "disk", {"said": said}))
    return Trouble(Problem(str(error.filename or place), 0, "disk", {"said": error.strerror or str(error)}))


@contextlib.contextmanager
def writing(place: Path) -> Iterator[None]:
    """Around what does nothing but write: whatever the system refuses there is no bug."""
    try:
        yield
    except OSError as error:
        raise of_disk(error, str(place)) from error


ALSO = 4  # files named in a message; of more, how many


def _also(files: tuple[str, ...], lang: str) -> str:
    named, more = files[:ALSO], len(files) - ALSO
    return phrase("also-more" if more > 0 else "also", files=join_list([*named]), more=more)[lang]


def nearest(name: str, known: Iterable[str]) -> Bilingual:
    """The nearest known names as a clause for a message: what was probably meant."""
    names = sorted(known)
    close = difflib.get_close_matches(unicodedata.normalize("NFKC", name), names, n=1, cutoff=0.5)
    if close:
        return phrase("did-you-mean", name=close[0])
    if not names:
        return phrase("nothing-known")
    return phrase("known-here", names=", ".join(names[:12]) + (" …" if len(names) > 12 else ""))
