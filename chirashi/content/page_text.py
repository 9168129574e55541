"""A page's Markdown as everything after it reads it: no comments, no stray invisible characters, プラン<A> as text.

Lines keep their numbers. It is done once, where files are read, so that checks look at what is rendered.
"""

from __future__ import annotations

import re

from chirashi.base.problems import Problem
from chirashi.base.unseen import without_harmless

CODE = (  # where nothing is a comment: between fences, and between ticks
    r"(?P<fence>^[ \t]*(?P<sign>`{3,}|~{3,})[^`\n]*\n(?:[^\n]*\n)*?[ \t]*(?P=sign)[`~]*[ \t]*$)"
    r"|(?P<ticks>`+)[^`\n]+(?P=ticks)"
)
COMMENT = re.compile(rf"{CODE}|(?P<comment><!--(?:(?!<!--).)*?-->)|(?P<open><!--)", re.MULTILINE | re.DOTALL)
LETTER = re.compile(rf"{CODE}|<(?P<letter>[A-Za-z])>", re.MULTILINE)


def read(text: str, file: str, line: int = 1) -> tuple[str, list[Problem]]:
    """The text that begins at `line` of `file`, cleaned, and what is to be said of what was left out.

    No message quotes a comment, which may hold what is not for everybody.
    """
    problems: list[Problem] = []

    def at(position: int) -> int:
        return line + text.count("\n", 0, position)

    def left_out(match: re.Match[str]) -> str:
        if match["comment"]:
            problems.append(Problem(file, at(match.start()), "comment-left-out"))
            return "\n" * match.group().count("\n")
        if match["open"]:
            problems.append(Problem(file, at(match.start()), "comment-open"))
            return "&lt;!--"
        return match.group()

    text = COMMENT.sub(left_out, text) if "<!--" in text else text
    return LETTER.sub(lambda m: _letter(m, text), without_harmless(text)), problems


def _letter(match: re.Match[str], text: str) -> str:
    """`<A>` as its three signs, unless it is an element of one letter that is closed, as `<b>…</b>`."""
    letter = match["letter"]
    if not letter or f"</{letter}>" in text[match.end() :]:
        return match.group()
    return f"&lt;{letter}&gt;"
