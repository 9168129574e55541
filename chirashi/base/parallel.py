"""Shares independent pieces of work out among the machine's processors.

A copy of this process (`fork`) helps on each further processor, so that what is loaded is there
at once and nothing but results has to travel. A copy that dies, or meets anything wrong, loses
nothing: what it has not finished is done here, where an error shows itself as it would have.
Where a process cannot be copied safely (not on Linux, or with more than one thread), all is done here.
"""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import sys
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")
NUMBER = 4  # bytes of a piece's number; a pipe holds 16,384 of them
_parted = False  # whether this process is sharing out already, or is itself a copy


def each(work: Callable[[Piece], Made], pieces: Sequence[Piece]) -> list[Made]:
    """`work` of every piece, in their order; what it makes must be picklable.

    This process begins with the first, so that what the work keeps of that stays with it.
    """
    helpers = min(len(pieces), _processors()) - 1
    if helpers < 1:
        return [work(piece) for piece in pieces]
    global _parted
    _parted = True
    numbers, full = os.pipe()  # whoever is free takes the next number
    os.write(full, b"".join(i.to_bytes(NUMBER, "big") for i in range(1, len(pieces))))
    os.close(full)
    copies = [_copy(work, pieces, numbers) for _ in range(helpers)]
    try:
        done = {i: work(pieces[i]) for i in chain((0,), _taken(numbers))}
        for _, results in copies:
            done |= _read(results)
    finally:
        _parted = False
        os.close(numbers)
        for copy, results in copies:
            os.close(results)
            os.kill(copy, signal.SIGKILL)  # it has ended, or nobody wants its results any more
            os.waitpid(copy, 0)
    return [done[i] if i in done else work(piece) for i, piece in enumerate(pieces)]


def _processors() -> int:
    """How many may be used; one where this process must not be copied."""
    if _parted or sys.platform != "linux" or len(list(Path("/proc/self/task").iterdir())) > 1:
        return 1
    return len(os.sched_getaffinity(0))


def _copy(work: Callable[[Piece], Made], pieces: Sequence[Piece], numbers: int) -> tuple[int, int]:
    """The number of a copy at work, and the pipe by which its results come."""
    results, told = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    if copy := os.fork():
        os.close(told)
        return copy, results
    os.close(results)  # so that where the other end is killed, this one ends as soon as it would tell
    done: dict[int, Made] = {}
    try:
        for i in _taken(numbers):
            done[i] = work(pieces[i])
    finally:  # also where a piece went wrong: the rest is good
        try:
            with os.fdopen(told, "wb") as stream:
                pickle.dump(done, stream, pickle.HIGHEST_PROTOCOL)
        finally:
            os._exit(0)


def _taken(numbers: int) -> Iterator[int]:
    while number := os.read(numbers, NUMBER):
        yield int.from_bytes(number, "big")


def _read(results: int) -> dict[int, Any]:
    """What a copy has made; nothing where it died before it could say."""
    with os.fdopen(os.dup(results), "rb") as stream, contextlib.suppress(EOFError, pickle.UnpicklingError):
        return dict(pickle.load(stream))
    return {}
