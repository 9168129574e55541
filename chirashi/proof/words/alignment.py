"""Alignment: a surface's text from beginning to end against all that it must say, in that order.

Between two texts that must stand there, whole words of the theme may stand which no rule asks for, and signs.
Nothing else may: what is left over is no text of the edition.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chirashi.proof.files.html import Block
from chirashi.proof.text.comparable import CLOSE, OPEN, comparable
from chirashi.proof.words.wording import Said

AHEAD = 40  # texts among which the next that is there is looked for, when one is not
SHORT = 4  # characters; a shorter text is found by chance anywhere
CELLS = ("td", "cell", "option")


@dataclass(frozen=True)
class Difference:
    """What stands in a surface, and what must stand there instead; either may be nothing."""

    block: Block | None
    found: str
    wanted: Said | None


@dataclass
class Free:
    """What may stand between: by its first character, the longest first."""

    words: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    def __init__(self, texts: Iterable[str]) -> None:
        self.words = defaultdict(list)
        for text in sorted(set(texts), key=len, reverse=True):
            if text:
                self.words[text[0]].append(text)

    def lengths(self, text: str, at: int) -> list[int]:
        """All that stands at a place, by its length."""
        return [len(word) for word in self.words.get(text[at], ()) if text.startswith(word, at)]

    def at(self, text: str, at: int) -> int:
        return next((len(word) for word in self.words.get(text[at], ()) if text.startswith(word, at)), 0)


class Alignment:
    """One surface. `free` are words that may stand anywhere between, `cells` those of tables, `loose` true texts."""

    def __init__(self, blocks: list[Block], free: Free, cells: Free, loose: Free) -> None:
        self.blocks, self.free, self.cells, self.loose = blocks, free, cells, loose
        texts = [comparable(block.text) for block in blocks]
        self.text = "".join(texts)
        self.starts = [0]
        for text in texts:
            self.starts.append(self.starts[-1] + len(text))
        self.is_loose = False

    def differences(self, expected: Iterable[Said]) -> Iterator[Difference]:
        wanted = [(comparable(said.text), said) for said in expected if said.text or said.source.startswith("*")]
        wanted = [(text, said) for text, said in wanted if text or said.source.startswith("*")]
        at = i = 0
        ends = False
        while i < len(wanted):
            text, said = wanted[i]
            if not text:
                self.is_loose, ends = True, said.source == "*strict"
                i += 1
                continue
            there = self._after_free(at, text)
            if there is not None:
                at = there + len(text)
                self.is_loose = self.is_loose and not ends
            if there is not None or said.optional:
                i += 1
                continue
            j, there = self._next(wanted, i, at)
            yield from self._apart(at, there, [said for text, said in wanted[i:j] if text and not said.optional])
            at, i = there, j
            self.is_loose = self.is_loose and not ends
        yield from self._apart(at, len(self.text), [])

    def _after_free(self, at: int, wanted: str) -> int | None:
        """Where a text stands at or after a place, with nothing but free words between."""
        while not self.text.startswith(wanted, at):
            step = self._step(at)
            if not step:
                return None
            at += step
        return at

    def _step(self, at: int) -> int:
        """How far what stands at a place may be passed over."""
        if at >= len(self.text):
            return 0
        sign, in_cell = self.text[at], self._block(at).tag in CELLS
        if in_cell and (step := self.cells.at(self.text, at)):
            return step
        if self.is_loose and (step := self.loose.at(self.text, at)):
            return step
        if sign == OPEN:
            return self.text.index(CLOSE, at) + 1 - at if self.is_loose or in_cell else 0
        return self.free.at(self.text, at) or (0 if sign.isalnum() else 1)

    def _next(self, wanted: list[tuple[str, Said]], i: int, at: int) -> tuple[int, int]:
        """The nearest place at which one of the next texts stands; the end of both where none does."""
        best = (len(self.text) + 1, len(wanted))
        for j in range(i, min(i + AHEAD, len(wanted))):
            text = wanted[j][0]
            if len(text) < SHORT:
                continue
            there = self.text.find(text, at)
            if there >= 0 and there + (j - i) < best[0]:
                best = (there + (j - i), j)
        if best[1] == len(wanted):
            return i + 1, at
        return best[1], self.text.find(wanted[best[1]][0], at)

    def _apart(self, start: int, end: int, lost: list[Said]) -> Iterator[Difference]:
        """What differs between two places: texts that are lost, and stretches that nothing says."""
        found = list(self._stretches(start, end))
        for k in range(max(len(found), len(lost))):
            here = found[k] if k < len(found) else None
            block = self._block(here) if here is not None else self._block(start) if self.blocks else None
            text = block.text if block and here is not None else ""
            yield Difference(block, text, lost[k] if k < len(lost) else None)

    def _stretches(self, start: int, end: int) -> Iterator[int]:
        """The places between two at which text stands that may not be passed over, one for each block."""
        at, told = start, -1
        while at < end:
            if step := self._step(at):
                at += step
                continue
            number = bisect.bisect_right(self.starts, at) - 1
            if number != told:
                told = number
                yield at
            at = min(self.starts[number + 1], end) if number + 1 < len(self.starts) else end

    def _block(self, at: int) -> Block:
        return self.blocks[min(bisect.bisect_right(self.starts, at) - 1, len(self.blocks) - 1)]
