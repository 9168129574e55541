"""What is found in a browser: told once, with the states of the page in which it was seen, at its line of the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.proof.files.web import html
from chirashi.proof.seen.states import State

WHY = {  # the phrase that says so
    "hidden": "seen-why-hidden",
    "clipped": "seen-why-clipped",
    "outside": "seen-why-outside",
    "tiny": "seen-why-tiny",
    "faint": "seen-why-faint",
    "covered": "seen-why-covered",
    "moved": "seen-why-moved",
    "struck": "seen-why-struck",
    "turned": "seen-why-turned",
    "altered": "seen-why-altered",
    "picture": "seen-why-picture",
}
CODES = {
    "shown": "seen-shown",
    "generated": "seen-drawn",
    "moving": "seen-moving",
    "order": "seen-order",
    "column": "seen-column",
    "gone": "seen-gone",
    "foreign": "seen-foreign",
    "code": "seen-code",
}
INVISIBLE = re.compile(r"[\s\u00ad\u200b-\u200d\u2060\ufeff]+")


def bare(text: str) -> str:
    """A text without blanks and what joins or parts lines: what two readings of a page have in common."""
    return INVISIBLE.sub("", unicodedata.normalize("NFKC", text))


@dataclass
class Sighted:
    """Of one page of the site: what was seen of it, so far."""

    file: str  # as messages call it
    blocks: list[html.Block]
    struck: str = ""  # what staff have struck out in the Markdown, as `bare` leaves it
    states: dict[tuple[str, str, str], list[State]] = field(default_factory=dict)
    more: dict[tuple[str, str, str], dict[str, object]] = field(default_factory=dict)

    def add(self, kind: str, text: str, spot: str, state: State, **more: object) -> None:
        key = kind, text, spot
        self.states.setdefault(key, []).append(state)
        self.more.setdefault(key, more)

    def line(self, text: str) -> int:
        """The line at which a text stands in the file; 0 where it does not."""
        wanted = bare(text)[:40]
        return next((block.line for block in self.blocks if wanted and wanted in bare(block.text)), 0)

    def problems(self) -> Iterator[Problem]:
        for (kind, text, spot), states in self.states.items():
            first, others = states[0].said(), len(set(states)) - 1
            more = phrase("seen-more", others=others) if others else {}
            said: dict[str, object] = {
                "text": text,
                "spot": f" {spot}",
                "state": {language: words + more.get(language, "") for language, words in first.items()},
            }
            if kind in WHY:
                said |= {"why": phrase(WHY[kind]), "kind": kind}
            yield Problem(self.file, self.line(text), CODES.get(kind, "seen-text"), said | self.more[kind, text, spot])
