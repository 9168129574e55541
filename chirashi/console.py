"""What the command says, and where: results to standard output, problems to standard error, in the reader's language.

On a terminal rich colours it and shows that something is going on; what is piped or kept in a
file is plain text, and rich is not loaded for it.
"""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING, TextIO

from chirashi.problem import Problem, Trouble, spoken

if TYPE_CHECKING:
    from rich.console import Console

Said = dict[str, str]  # the same sentence in each language


def say(lang: str | None, said: Said) -> None:
    write(said[spoken(lang)])


def write(line: str, style: str | None = None, stream: TextIO | None = None) -> None:
    """One line as it is; never wrapped, since others look for `file:line` in it."""
    stream = stream or sys.stdout
    if stream.isatty():
        _rich(stream).print(line, style=style, markup=False)
    else:
        stream.write(line + "\n")


def report(problems: list[Problem], lang: str | None) -> None:
    """Every problem on its line, and how many of them keep the site from being built."""
    for problem in problems:
        style = "yellow" if problem.severity == "warning" else "red"
        write(problem.line_in(spoken(lang)), style, sys.stderr)
    if errors := sum(problem.severity == "error" for problem in problems):
        said = {
            "ja": f"エラーが {errors} 件あります。site/ は変えていません。",
            "en": f"{errors} to mend; site/ was not touched.",
        }
        write(said[spoken(lang)], "bold red", sys.stderr)


@contextlib.contextmanager
def busy(lang: str | None, said: Said) -> Iterator[None]:
    """A sign on a terminal that work is going on."""
    if not sys.stderr.isatty():
        yield
        return
    with _rich(sys.stderr).status(said[spoken(lang)]):
        yield


@contextlib.contextmanager
def told(lang: str | None) -> Iterator[None]:
    """A user's mistake is told and ends the command with 1; anything else is a bug and shows itself."""
    try:
        yield
    except Trouble as trouble:
        report(list(trouble.problems), lang)
        raise SystemExit(1) from None


def _rich(stream: TextIO) -> Console:
    from rich.console import Console

    return Console(file=stream, soft_wrap=True, highlight=False)
