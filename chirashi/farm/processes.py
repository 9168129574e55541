"""Work on this machine's processors, each piece in a process of its own.

What the press keeps while it runs is of one project, so a process works on one. All are copies of one that has
loaded the press and made a small brochure (`warm`). One that dies costs its own piece; where processes cannot be
copied each loads the press anew.
"""

from __future__ import annotations

import multiprocessing
import os
from collections.abc import Callable, Iterator, Sequence
from multiprocessing.connection import Connection, wait
from typing import Any, TypeVar

Piece = TypeVar("Piece")
Made = TypeVar("Made")

LOADED = ("chirashi.farm.warm", "chirashi.farm.builds")


class Died:
    """Stands for what a process would have made that ended in the midst of it."""

    def __init__(self, code: int | None) -> None:
        self.code = code


def each(
    work: Callable[[Piece], Made], pieces: Sequence[Piece], at_once: int = 0
) -> Iterator[tuple[Piece, Made | Died]]:
    """Every piece with what `work` made of it, as they are finished; at most so many `at_once`, by default as there are
    processors.

    `work` is a function of a module, and what it takes and makes can be pickled.
    """
    at_once = at_once or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("forkserver" if "forkserver" in methods else "spawn")
    if "forkserver" in methods:
        context.set_forkserver_preload(list(LOADED))
    waiting = list(reversed(pieces))
    running: dict[Connection, tuple[Piece, Any]] = {}
    try:
        while waiting or running:
            while waiting and len(running) < at_once:
                piece = waiting.pop()
                ours, theirs = context.Pipe(duplex=False)
                process = context.Process(target=_run, args=(work, piece, theirs), daemon=True)
                process.start()
                theirs.close()
                running[ours] = piece, process
            for ready in wait(list(running)):
                assert isinstance(ready, Connection)
                piece, process = running.pop(ready)
                try:
                    made = ready.recv()
                except (EOFError, OSError):
                    process.join()
                    made = Died(process.exitcode)
                ready.close()
                process.join()
                yield piece, made
    finally:
        for _, process in running.values():
            process.kill()


def _run(work: Callable[[Piece], Made], piece: Piece, answer: Connection) -> None:
    answer.send(work(piece))
    answer.close()


def _processors() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
