"""A page's Markdown as everything after it reads it: no comments, no stray invisible characters, プラン<A> as text.

Lines keep their numbers. It is done once, where files are read, so that checks look at what is rendered.
"""

from __future__ import annotations

import bisect
import re
from collections.abc import Iterator

from chirashi.base.problems import Problem
from chirashi.base.text.unseen import without_harmless

FENCE = re.compile(r"^[ \t]*(?P<sign>`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
TICKS = r"(?<!`)(?P<ticks>`++)[^`\n]+(?P=ticks)"  # between which nothing is a comment
COMMENT = re.compile(rf"{TICKS}|(?P<comment><!--(?:(?!<!--).)*?-->)|(?P<open><!--)", re.DOTALL)
LETTER = re.compile(rf"{TICKS}|<(?P<letter>[A-Za-z])>")
BREAK = re.compile("\n")
CLOSED = re.compile(r"</([A-Za-z])>")


def read_text(text: str, file: str, line: int = 1) -> tuple[str, list[Problem]]:
    """The text that begins at `line` of `file`, cleaned, and what is to be said of what was left out.

    No message quotes a comment, which may hold what is not for everybody.
    """
    problems: list[Problem] = []
    made: list[str] = []
    at = line
    for piece, is_code in _pieces(text):
        made.append(piece if is_code else _cleaned(piece, file, at, problems))
        at += piece.count("\n")
    return without_harmless("".join(made)), problems


def _pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text cut at its fences: what stands in them is code."""
    done, missed = 0, set[str]()
    for fence in FENCE.finditer(text) if "```" in text or "~~~" in text else ():
        sign = fence["sign"]
        if fence.start() < done or sign in missed:
            continue
        closing = re.compile(rf"^[ \t]*{sign[0]}{{{len(sign)},}}[ \t]*$", re.MULTILINE).search(text, fence.end())
        if closing is None:
            missed.add(sign)
            continue
        yield text[done : fence.start()], False
        yield text[fence.start() : closing.end()], True
        done = closing.end()
    yield text[done:], False


def _cleaned(text: str, file: str, line: int, problems: list[Problem]) -> str:
    """A piece that is no code, without its comments; what is left out is added to the problems."""

    breaks = [found.start() for found in BREAK.finditer(text)] if "<!--" in text else []

    def left_out(match: re.Match[str]) -> str:
        at = line + bisect.bisect_left(breaks, match.start())
        if match["comment"]:
            problems.append(Problem(file, at, "comment-left-out"))
            return "\n" * match.group().count("\n")
        if match["open"]:
            problems.append(Problem(file, at, "comment-open"))
            return "&lt;!--"
        return match.group()

    if "<!--" in text:
        text = COMMENT.sub(left_out, text)
    closed = {match[1]: match.start() for match in CLOSED.finditer(text)}  # where each is last
    return LETTER.sub(lambda match: _letter(match, closed), text)


def _letter(match: re.Match[str], closed: dict[str, int]) -> str:
    """`<A>` as its three signs, unless it is an element of one letter that is closed, as `<b>…</b>`."""
    letter = match["letter"]
    if not letter or closed.get(letter, -1) > match.start():
        return match.group()
    return f"&lt;{letter}&gt;"
