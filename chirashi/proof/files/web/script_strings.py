"""The strings of styles and scripts: what they write into a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

from chirashi.proof.files.web.html import Block
from chirashi.proof.files.web.html_attributes import prose

CSS_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.DOTALL)
ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(.))", re.DOTALL)
CSS_ESCAPE = re.compile(r"\\(?:([0-9A-Fa-f]{1,6})\s?|(.))", re.DOTALL)
JS_TEXT = re.compile(r"\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'|`(?:[^`\\]|\\.)*`")


def of_style(text: str, line: int) -> Iterator[Block]:
    """The strings of a style: what it writes into a page, directly or by a property."""
    for match in CSS_TEXT.finditer(text):
        said = CSS_ESCAPE.sub(_character, match.group()[1:-1])
        if not said.startswith("data:") and (said := prose(said)):
            yield Block(said, line + text.count("\n", 0, match.start()), "css", "", "style")


def _character(match: re.Match[str]) -> str:
    """What an escape in a style or a script stands for."""
    *codes, plain = match.groups()
    code = next((code for code in codes if code), "")
    return chr(min(int(code, 16), 0x10FFFF)) if code else " " if plain in "nrt" and len(codes) > 1 else plain


def of_script(text: str, line: int) -> Iterator[Block]:
    """The strings of a script that hold figures; `script` is read for amounts, dates and addresses alone."""
    for match in JS_TEXT.finditer(text):
        said = unquote(ESCAPE.sub(_character, match.group()[1:-1]))
        if said := prose(said):
            yield Block(said, line + text.count("\n", 0, match.start()), "script", "", "script")
