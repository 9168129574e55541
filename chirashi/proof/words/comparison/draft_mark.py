"""The mark of a draft: a content that is not approved says so on each page and sheet, an approved one on none."""

from __future__ import annotations

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.kinds import PAPER
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import Position
from chirashi.proof.words.expected.wording import Wording, wording_of

LABEL = "draft"


def mark_of(w: Wording) -> str:
    """The mark in a language, as texts are compared."""
    return comparable(w.word(LABEL).text)


def prove_mark(book: Book, surfaces: list[Surface], draft: bool, findings: Findings) -> None:
    """`draft` says whether the edition is one; the mark may stand in any of its languages."""
    wordings = [w for language in book.languages if (w := wording_of(book, language))]
    marks = [mark for w in wordings if (mark := mark_of(w))]
    for surface in surfaces:
        if surface.unread or surface.kind not in ("html", *PAPER):
            continue
        stands = [any(mark in comparable(text) for mark in marks) for text in _sides(surface)]
        if draft:
            for number in (i for i, there in enumerate(stands, 1) if not there):
                findings.say(_at(surface, number), "proof-draft-unmarked")
            if surface.kind == "html" and "noindex" not in surface.robots:
                findings.say(Position(surface.file), "proof-draft-indexed")
        elif any(stands):
            findings.say(_at(surface, stands.index(True) + 1), "proof-draft-mark")


def _sides(surface: Surface) -> list[str]:
    """What is to bear the mark: a page as a whole, each sheet of paper."""
    if surface.kind in PAPER:
        return surface.lines
    return ["\n".join(block.text for block in surface.blocks if block.how == "text")]


def _at(surface: Surface, number: int) -> Position:
    return Position(surface.file, 0, f"#{number}" if surface.kind in PAPER else "")
