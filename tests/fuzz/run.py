"""Fuzzes the parsers for as long as it is told: `.venv/bin/python tests/fuzz/run.py --hours 8 [parser …]`.

Texts are made of what is in `corpus/`, of the bits of each language, and of both cut and joined. One that reaches
lines of the press that none has reached before is kept, and so is one that something does not hold of: the least
that still fails. `test_parsers` asks of all of them again. Exits with 1 where something has failed.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
from pathlib import Path
from types import FrameType
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "support")]

from fuzz.parsers import CORPUS, PARSERS, kept, read  # noqa: E402

PRESS = str(ROOT / "chirashi")
LONGEST = 4000  # characters of a text


class Reached:
    """The lines of the press that a text leads through."""

    def __init__(self) -> None:
        self.lines: set[tuple[str, int]] = set()

    def trace(self, frame: FrameType, event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.startswith(PRESS):
            return None
        self.lines.add((frame.f_code.co_filename, frame.f_lineno))
        return self.trace


def failing(name: str, text: str) -> BaseException | None:
    try:
        PARSERS[name].holds(text)
    except Exception as error:
        return error
    return None


def least(name: str, text: str, kind: type[BaseException]) -> str:
    """The shortest text that still fails so, as far as leaving out pieces of it leads."""
    size = max(1, len(text) // 2)
    while size:
        at = 0
        while at < len(text):
            shorter = text[:at] + text[at + size :]
            if type(failing(name, shorter)) is kind:
                text = shorter
            else:
                at += size
        size //= 2
    return text


def made(chance: random.Random, bits: list[str], seeds: list[str]) -> str:
    """A text of bits, or a kept one with something cut, doubled, put in, or joined to another."""
    text = chance.choice(seeds) if seeds and chance.random() < 0.8 else ""
    for _ in range(chance.randint(1, 6)):
        at, to = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        piece = chance.choice(
            (chance.choice(bits), text[at:to], chr(chance.choice((0, 10, 32, 0x3042, 0xFF10, 0xE000, 0x1F600))), "")
        )
        if seeds and chance.random() < 0.1:
            piece = chance.choice(seeds)
        text = text[:at] + piece * chance.choice((1, 1, 1, 2, 9)) + text[chance.choice((at, to)) :]
    return text[:LONGEST]


def keep(name: str, text: str) -> Path:
    content = text.encode("utf-8", "surrogatepass")
    path = CORPUS / name / f"{hashlib.sha256(content).hexdigest()[:12]}.txt"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def fuzz(name: str, seconds: float, chance: random.Random) -> tuple[int, int, list[str]]:
    """Texts tried, texts kept for what they reach, and what has failed."""
    seeds, reached, failed = [read(path) for path in kept(name)], set[tuple[str, int]](), list[str]()
    tried, new, end = 0, 0, time.monotonic() + seconds
    while time.monotonic() < end:
        text = seeds[tried] if tried < len(seeds) else made(chance, PARSERS[name].bits, seeds)
        tried += 1
        there = Reached()
        sys.settrace(there.trace)
        error = failing(name, text)
        sys.settrace(None)
        if error is not None:
            path = keep(name, least(name, text, type(error)))
            failed.append(f"{path.relative_to(ROOT)}: {type(error).__name__}: {error}"[:300])
            sys.stdout.write(f"FAILED {failed[-1]}\n")
            if len(failed) > 20:
                break
        elif not there.lines <= reached:
            if tried > len(seeds):
                keep(name, text)
                seeds.append(text)
                new += 1
            reached |= there.lines
    return tried, new, failed


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("parsers", nargs="*", choices=[*PARSERS, []], help="by default all, one after the other")
    options.add_argument("--hours", type=float, default=8.0)
    options.add_argument("--seed", type=int, default=None)
    asked = options.parse_args()
    names = asked.parsers or [*PARSERS]
    failures = 0
    for name in names:
        tried, new, failed = fuzz(name, asked.hours * 3600 / len(names), random.Random(asked.seed))
        sys.stdout.write(f"{name}: {tried:,} texts, {new} kept for what they reach, {len(failed)} failed\n")
        sys.stdout.flush()
        failures += len(failed)
    return int(failures > 0)


if __name__ == "__main__":
    raise SystemExit(main())
