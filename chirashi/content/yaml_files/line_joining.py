"""Joins the lines of a text typed over several: within a Japanese sentence a line end is no space."""

from __future__ import annotations

import re

WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\uffe0-\uffe6\ue001\ue000\u2018-\u201d\u2026"
"""East Asian letters and punctuation, and the marks that stand for a figure, as a class of a pattern."""

BETWEEN_WIDE = re.compile(f"(?<=[{WIDE}])[ \t]*\n\\s*(?=[{WIDE}])|(?<=[、。，．！？）」』])[ \t]*\n\\s*")
BREAK = re.compile("\r\n|[\r\n\x85\u2028\u2029]")  # as YAML has it
END = re.compile(r"[ \t]*\n\s*")


def join_lines(text: str) -> str:
    """A text as one line."""
    return END.sub(" ", BETWEEN_WIDE.sub("", text)) if "\n" in text else text


def unfolded(value: str, typed: list[str]) -> str:
    """A value that YAML folded, from its lines as they were typed; itself where they do not make it up."""
    lines = "\n".join(filter(None, (line.strip() for line in typed)))
    return join_lines(lines) if lines.replace("\n", " ") == value.strip() else value
