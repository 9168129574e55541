"""Checks of Markdown that cannot be read as its writer meant: signs that open and do not close, and the like."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chirashi.base.problems import Problem
from chirashi.base.text import unseen
from chirashi.checks.text.pages import IN_BODY, numbered
from chirashi.checks.text.texts import Source, all_page_sources, all_pages, all_sources, of_each, page_sources
from chirashi.content.edition import Edition
from chirashi.content.values import shorten
from chirashi.view.text.source_lines import lines

NO_TEXT = re.compile(r"(?<!`)(`++)[^`]+\1|\{\{(?:(?!\{\{).)*?\}\}|\]\([^()]*\)|\\\*|https?://[^\s<>]+")
BOLD = re.compile(r"\*{2,3}")
BEGINS = re.compile(r"\s*(?:[-+*] |\d+\. |#{1,6}|\||:\s)")
TO = r"(?:[\w./-]+\.(?:md|pdf|png|jpe?g|svg|webp)|https?:|mailto:|tel:|#[\w-]+|\{\{)"
BROKEN_LINK = re.compile(
    rf"\[[^\[\]\n]+\][ 　]+\(\s*{TO}[^()\n]*\)?"  # [..] (..)
    rf"|\[[^\[\]\n]+\]\(\s*{TO}[^()\n]*$"  # [..](..
    rf"|[（(][^()（）\n]+[)）]\[\s*{TO}[^\[\]\n]*\]"  # (..)[..]
)
NOTE = re.compile(r"\[\^([^\]\s]+)\](:?)")


@of_each(all_page_sources)
def unreadable(source: Source) -> Iterator[Problem]:
    """A fence that is not closed, a line of ====: what the reader of lines could not make out."""
    for line in lines(source.text) if source.part in IN_BODY else ():
        if line.problem_code:
            written = source.text.split("\n")[line.number].strip()
            yield Problem(source.file, source.line + line.number, line.problem_code, {"found": shorten(written)})


@of_each(all_page_sources)
def bold(source: Source) -> Iterator[Problem]:
    """`**` that opens and does not close, whose asterisks would be printed."""
    opened: tuple[int, str] | None = None
    for number, text in [*numbered(source), (0, "")] if source.part in IN_BODY else ():
        if opened and (not text.strip() or BEGINS.match(text)):
            yield Problem(source.file, opened[0], "bold-open", {"found": shorten(opened[1])})
            opened = None
        for cell in text.split("|") if text.lstrip().startswith("|") else (text,):
            bare = NO_TEXT.sub("", cell)
            for sign in BOLD.finditer(bare):
                opened = None if opened else (number, bare[sign.start() :].strip())
            if opened and cell != text:
                yield Problem(source.file, number, "bold-open", {"found": shorten(opened[1])})
                opened = None


@of_each(all_page_sources)
def broken_links(source: Source) -> Iterator[Problem]:
    """A link whose two halves stand apart, are not closed, or have changed places."""
    for number, text in numbered(source) if source.part in IN_BODY else ():
        for match in BROKEN_LINK.finditer(text):
            yield Problem(source.file, number, "link-broken", {"found": shorten(match.group())})


def footnotes(edition: Edition) -> Iterator[Problem]:
    """A sign of a footnote that there is none for, and a footnote that no sign leads to."""
    for page in all_pages(edition):
        at: dict[bool, dict[str, Problem]] = {True: {}, False: {}}
        for source in page_sources(edition, page):
            for number, text in numbered(source) if source.part in IN_BODY else ():
                for name, colon in NOTE.findall(text):
                    defines = bool(colon) and text.lstrip().startswith(f"[^{name}]:")
                    code = "footnote-unused" if defines else "footnote-missing"
                    problem = Problem(source.file, number, code, {"name": f"[^{name}]"})
                    if defines and name in at[True]:
                        yield Problem(source.file, number, "footnote-twice", {"name": f"[^{name}]"})
                    at[defines].setdefault(name, problem)
        yield from (problem for name, problem in at[True].items() if name not in at[False])
        yield from (problem for name, problem in at[False].items() if name not in at[True])


@of_each(all_sources)
def unseen_signs(source: Source) -> Iterator[Problem]:
    """Characters that nobody sees, and that are not harmless."""
    for bad in unseen.HARMFUL.finditer(source.text):
        line = source.line + source.text.count("\n", 0, bad.start())
        yield Problem(source.file, line, "sign-unseen", {"sign": unseen.describe(source.text, bad.start())})
