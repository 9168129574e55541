"""Alignment: a surface's text from beginning to end against all that it must say, in that order.

Between two texts that must stand there, whole words of the theme may stand which no rule asks for, and signs.
Nothing else may: what is left over is no text of the edition.
"""

from __future__ import annotations

import bisect
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from chirashi.proof.files.web.html import Block
from chirashi.proof.text.comparable import CLOSE, OPEN, comparable
from chirashi.proof.words.expected.wording import Said

AHEAD = 40  # texts among which the next that is there is looked for, when one is not
SHORT = 4  # characters; a shorter text is found by chance anywhere
CELLS = ("td", "cell", "option")
State = tuple[int, bool]  # a place in the text, and whether true texts may stand there as they like


@dataclass(frozen=True)
class Difference:
    """What stands in a surface, and what must stand there instead; either may be nothing."""

    block: Block | None
    text: str
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


class Alignment:
    """One surface. `free` are words that may stand anywhere between, `cells` those of tables, `loose` true texts."""

    def __init__(self, blocks: list[Block], free: Free, cells: Free, loose: Free) -> None:
        self.blocks, self.free, self.cells, self.loose = blocks, free, cells, loose
        texts = [comparable(block.text) for block in blocks]
        self.text = "".join(texts)
        self.starts = [0]
        for text in texts:
            self.starts.append(self.starts[-1] + len(text))
        self.steps: dict[State, list[int]] = {}

    def differences(self, expected: Iterable[Said]) -> Iterator[Difference]:
        """What differs. All places are kept at which what was said so far may end, since words may overlap."""
        wanted = [(comparable(said.text), said) for said in expected if said.text or said.source.startswith("*")]
        wanted = [(text, said) for text, said in wanted if text or said.source.startswith("*")]
        ways: set[State] = {(0, False)}
        i, ends = 0, False
        while i < len(wanted):
            text, said = wanted[i]
            if not text:
                ways, ends = {(at, True) for at, _ in ways}, said.source == "*strict"
                i += 1
                continue
            after = {(at + len(text), loose and not ends) for at, loose in self._before(ways, text)}
            if after or said.optional:
                ways = ways | after if said.optional else after
                i += 1
                continue
            at, loose = min(ways)
            j, there = self._next(wanted, i, at)
            lost = [said for text, said in wanted[i:j] if text and not said.optional]
            yield from self._apart((at, loose), there, lost)
            ways, i = {(there, loose and not ends)}, j
        end = len(self.text)
        if not any(at == end for at, _ in self._reached(ways)):
            yield from self._apart(max(ways), end, [])

    def _before(self, ways: set[State], text: str) -> Iterator[State]:
        """The places at which a text stands, with nothing but free words before it."""
        return (state for state in self._reached(ways) if self.text.startswith(text, state[0]))

    def _reached(self, ways: Iterable[State]) -> set[State]:
        """The places that free words lead to."""
        reached, coming = set(ways), list(ways)
        while coming:
            at, loose = coming.pop()
            for length in self._lengths((at, loose)):
                if (further := (at + length, loose)) not in reached:
                    reached.add(further)
                    coming.append(further)
        return reached

    def _lengths(self, state: State) -> list[int]:
        """How far what stands at a place may be passed over, in each way."""
        if (found := self.steps.get(state)) is None:
            found = self.steps[state] = list(self._passed(*state))
        return found

    def _passed(self, at: int, loose: bool) -> Iterator[int]:
        if at >= len(self.text):
            return
        sign, in_cell = self.text[at], self._block(at).tag in CELLS
        if in_cell:
            yield from self.cells.lengths(self.text, at)
        if loose:
            yield from self.loose.lengths(self.text, at)
        if sign != OPEN:
            yield from self.free.lengths(self.text, at)
            if not sign.isalnum():
                yield 1
        elif loose or in_cell:
            yield self.text.index(CLOSE, at) + 1 - at

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

    def _apart(self, start: State, end: int, lost: list[Said]) -> Iterator[Difference]:
        """What differs between two places: texts that are lost, and stretches that nothing says."""
        found = list(self._stretches(start, end))
        for k in range(max(len(found), len(lost))):
            here = found[k] if k < len(found) else None
            block = self._block(here) if here is not None else self._block(start[0]) if self.blocks else None
            text = block.text if block and here is not None else ""
            yield Difference(block, text, lost[k] if k < len(lost) else None)

    def _stretches(self, start: State, end: int) -> Iterator[int]:
        """The places between two at which text stands that may not be passed over, one for each block."""
        at, loose = start
        told = -1
        while at < end:
            reached = {there for there, _ in self._reached({(at, loose)}) if there <= end}
            if end in reached:
                return
            at = max(reached)
            number = bisect.bisect_right(self.starts, at) - 1
            if number != told:
                told = number
                yield at
            at = min(self.starts[number + 1], end) if number + 1 < len(self.starts) else end

    def _block(self, at: int) -> Block:
        return self.blocks[min(bisect.bisect_right(self.starts, at) - 1, len(self.blocks) - 1)]
