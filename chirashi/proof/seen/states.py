"""The states in which a page is looked at, and what the theme declares that it hides or draws in each of them."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, NamedTuple

from chirashi.base.project import theme

FILE = "seen.toml"


class State(NamedTuple):
    """How a page is looked at: on what, in which colours, whether it may run scripts, whether the offer is open."""

    width: int  # pixels of the window
    media: Literal["screen", "print"] = "screen"
    scheme: Literal["light", "dark"] = "light"
    scripts: bool = True
    open: bool = True

    @property
    def words(self) -> frozenset[str]:
        """What `when` of the theme's declarations may name."""
        size = "print" if self.media == "print" else "phone" if self.width < WIDE else "wide"
        return frozenset((
            size, self.media, self.scheme, "scripts" if self.scripts else "plain", "open" if self.open else "closed",
        ))  # fmt: skip

    def said(self) -> dict[str, str]:
        """In words, for a message."""
        ja = ["印刷"] if self.media == "print" else [f"幅 {self.width} px", "暗い画面" if self.scheme == "dark" else ""]
        en = (
            ["in print"]
            if self.media == "print"
            else [f"{self.width} px wide", "dark" if self.scheme == "dark" else ""]
        )
        ja += [] if self.scripts else ["スクリプトなし"]
        en += [] if self.scripts else ["without scripts"]
        ja += [] if self.open else ["締切後"]
        en += [] if self.open else ["after the deadline"]
        return {"ja": "・".join(filter(None, ja)), "en": ", ".join(filter(None, en))}


WIDE = 600
PHONE, DESKTOP, PAPER = 360, 1280, 672  # pixels; paper: the width of A4 within the theme's margins
# With scripts in every size and colour; without them so that each size meets each colour, and both meet no scripts.
LOOKS = (
    State(PHONE),
    State(PHONE, scheme="dark"),
    State(DESKTOP, scheme="dark"),
    State(DESKTOP),
    State(PAPER, "print"),
    State(PHONE, open=False),
    State(PHONE, scripts=False),
    State(DESKTOP, scheme="dark", scripts=False),
    State(PAPER, "print", scripts=False),
)
CANVAS = {"light": [255, 255, 255, 1], "dark": [18, 18, 18, 1]}  # below a page that has no ground of its own


def states(scripts: bool) -> Iterator[State]:
    yield from (look for look in LOOKS if look.scripts is scripts)


@dataclass(frozen=True)
class Declared:
    """All `seen.toml` of the theme, that of the press first."""

    files: tuple[dict[str, Any], ...]

    def lists(self, group: str, name: str) -> list[str]:
        return [one for file in self.files for one in file.get(group, {}).get(name, [])]

    def selectors(self, group: str, state: State) -> list[str]:
        entries = [entry for file in self.files for entry in file.get(group, [])]
        return [one for entry in entries if state.words.issuperset(entry.get("when", [])) for one in entry["select"]]

    def of(self, state: State, direction: str) -> dict[str, Any]:
        """What the script that looks is given to know of a state."""
        return {
            "must": self.selectors("hidden", state),
            "may": self.selectors("opened", state),
            "written": self.lists("written", "select"),
            "painted": self.lists("painted", "select"),
            "across": self.lists("across", "select"),
            "reordered": self.lists("reordered", "select"),
            "generated": [[one, f"::{side}", ""] for side in ("before", "after") for one in self.lists("drawn", side)]
            + [[one["select"], "::before", one["sign"]] for file in self.files for one in file.get("signs", [])],
            "variants": self.lists("variants", "names"),
            "fonts": self.lists("fonts", "names"),
            "direction": direction,
            "canvas": CANVAS[state.scheme],
        }


def declared() -> Declared:
    return _declared(tuple((path, path.stat().st_mtime_ns) for path in theme().layers(FILE)))


@functools.lru_cache(maxsize=4)
def _declared(files: tuple[tuple[Path, int], ...]) -> Declared:
    return Declared(tuple(tomllib.loads(path.read_text("utf-8")) for path, _ in files))
