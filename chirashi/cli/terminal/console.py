"""Prints what a command has to tell: results to standard output, problems to standard error, in the reader's language.

On a terminal rich colours it and shows what is going on; what is piped or kept in a
file is plain text, and rich is not loaded for it.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from chirashi.base.messages import Bilingual, phrase, spoken
from chirashi.base.problems import DISK, Problem, Trouble, of_disk

if TYPE_CHECKING:
    from rich.console import Console


def say(lang: str | None, sentence: Bilingual) -> None:
    write(sentence[spoken(lang)])


def write(line: str, style: str | None = None, stream: TextIO | None = None) -> None:
    """One line as it is; never wrapped, since others look for `file:line` in it."""
    stream = stream or sys.stdout
    if stream.isatty():
        _rich(stream).print(line, style=style, markup=False)
    else:
        stream.write(line + "\n")


def report(problems: list[Problem], lang: str | None, of_site: bool = True) -> None:
    """Every problem on its line, and how many of them keep the site from being built, where it is about that."""
    for problem in problems:
        style = {"error": "red", "warning": "yellow", "note": "cyan"}[problem.severity]
        write(problem.line_in(spoken(lang)), style, sys.stderr)
    if of_site and (errors := sum(problem.severity == "error" for problem in problems)):
        write(phrase("errors", errors=errors)[spoken(lang)], "bold red", sys.stderr)


@contextlib.contextmanager
def progress(lang: str | None) -> Iterator[Callable[[Bilingual], None]]:
    """Shows on a terminal what is being done, a line that goes again. Called with each step as it begins.

    It is drawn at each step and not by a clock: a thread that draws would keep the work from
    being shared out (see `parallel`). A copy of this process that helps draws nothing.
    """
    if not sys.stderr.isatty():
        yield lambda _step: None
        return
    from rich.live import Live

    ours = os.getpid()
    with Live(console=_rich(sys.stderr), auto_refresh=False, transient=True) as line:
        yield lambda step: line.update(step[spoken(lang)], refresh=True) if os.getpid() == ours else None


@contextlib.contextmanager
def telling_problems(lang: str | None, of_site: bool = True) -> Iterator[None]:
    """A user's mistake, or a disk that refuses, is told and ends the command with 1; anything else is a bug.

    :param of_site: whether the command is about site/, so that it is said that it was left.
    """
    try:
        yield
    except Trouble as trouble:
        report(list(trouble.problems), lang, of_site)
        raise SystemExit(1) from None
    except OSError as error:
        if error.errno not in DISK and not isinstance(error, shutil.Error):
            raise
        report(list(of_disk(error, str(Path.cwd())).problems), lang, of_site)
        raise SystemExit(1) from None


def _rich(stream: TextIO) -> Console:
    from rich.console import Console

    return Console(file=stream, soft_wrap=True, highlight=False)
