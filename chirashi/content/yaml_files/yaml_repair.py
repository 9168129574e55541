"""Names the slips that keep a YAML file from being read as it was meant, and mends what it can for the reading.

A full-width colon or space looks right to whoever typed it in Japanese, and makes a key part
of a text. Such lines are told and read as they were meant, so that one slip does not hide what
else is wrong. Any other fault is named by what stands on its line; the YAML reader's own words,
which only programmers understand, are the last resort. Loaded only where a file has a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

import yaml

from chirashi.base.messages import phrase

KEY = r"(?P<lead>[ 　]*(?:-[ 　]+)*)(?P<key>[A-Za-z0-9][\w.-]*|\"[^\"]*\")"
FORMS = {  # what is wrong at the beginning of a line, and where: the part between key and value
    "colon-wide": re.compile(KEY + r"(?P<bad>[ 　]*：[ 　]*)"),
    "space-wide": re.compile(KEY + r"(?P<bad>:[ ]*　[ 　]*)"),
    "colon-tight": re.compile(KEY + r"(?P<bad>:)(?=[^\s:/])"),
}
BRACKETS = re.compile(KEY + r": *[｛［]")
HALF = str.maketrans({"｛": "{", "｝": "}", "［": "[", "］": "]", "，": ","})
WIDE_LEAD = re.compile(r"(?=[ ]*(?:-[ ]*)*　)[ 　]*(?:-[ 　]+)*")
BLOCK = re.compile(r"( *)\S.*[:-] *[|>][+-]?\d?[+-]? *(?:#.*)?$|( *)[|>][+-]? *$")

MISPLACED = ("cannot start any token", "not allowed in this context")
SIGN = ("while scanning an a", "while scanning a tag", "while scanning a block scalar")  # alias and anchor: * and &


class Slip(NamedTuple):
    line: int  # from 0
    code: str
    fields: Mapping[str, object]


def mended(text: str, lines: Iterable[int]) -> tuple[str, list[Slip]]:
    """The text with the slips of these lines (from 0) mended, and what they were; none where nothing is known."""
    split, slips = text.split("\n"), list[Slip]()
    texts = _in_blocks(split)
    for i in lines:
        if i < len(split) and i not in texts:
            split[i], found = _mended(split[i])
            slips += [Slip(i, code, {"key": said, "sign": said}) for code, said in found]
    return "\n".join(split), slips


def _mended(line: str) -> tuple[str, list[tuple[str, str]]]:
    found = []
    if lead := WIDE_LEAD.match(line):
        line = re.sub("(?<=-) +", " ", lead.group().replace("　", "  ")) + line[lead.end() :]
        found.append(("space-wide", ""))
    for code, form in FORMS.items():
        if match := form.match(line):
            key = match["key"].strip('"')
            line = f"{line[: match.start('bad')]}: {line[match.end('bad') :]}".rstrip(" ")
            found.append((code, "" if code == "space-wide" else key))
    if match := BRACKETS.match(line):
        found.append(("sign-wide", match.group()[-1]))
        line = line[: match.end() - 1] + line[match.end() - 1 :].translate(HALF)
    return line, list(dict.fromkeys(found))


def _in_blocks(lines: list[str]) -> set[int]:
    """The lines of texts that begin on the line after `key: |`, where anything may stand."""
    inside, depth = set[int](), -1
    for i, line in enumerate(lines):
        indent = len(line) - len(line.lstrip(" "))
        if depth >= 0 and (not line.strip() or indent > depth):
            inside.add(i)
            continue
        depth = indent if BLOCK.match(line) else -1
    return inside


def around(error: yaml.MarkedYAMLError, text: str) -> list[int]:
    """The lines that may have led to an error: its own, and those before it that slips have run together."""
    last, lines = _line(error), text.split("\n")
    found = [min(last, len(lines) - 1)]
    for i in range(found[0] - 1, -1, -1):
        if _mended(lines[i])[1]:
            found.append(i)
        elif lines[i].strip() and not lines[i].lstrip().startswith("#"):
            break
    return found


def _line(error: yaml.MarkedYAMLError) -> int:
    mark = error.problem_mark or error.context_mark
    return mark.line if mark else 0


def explain(error: yaml.MarkedYAMLError, text: str) -> Slip:
    """What keeps a text from being YAML, by what stands on the line."""
    said, context = error.problem or "", error.context or ""
    lines = text.rstrip("\n").split("\n")
    at = min(_line(error), len(lines) - 1)  # what is missed at the end is missed on the last line
    column = error.problem_mark.column if error.problem_mark else 0
    opened = min(error.context_mark.line, len(lines) - 1) if error.context_mark else at
    line = lines[at]
    if "quoted scalar" in context and "end of stream" in said:
        return _quote(lines, opened)
    if "escape" in said:
        half = re.search(r"\\u(d[89a-f][0-9a-f]{2})", line, re.IGNORECASE)
        return Slip(at, "yaml-character", {"code": f"U+{half[1].upper()}"}) if half else Slip(at, "yaml-escape", {})
    if "tab character" in said or (line[column : column + 1] == "\t" and "cannot start any token" in said):
        return Slip(at, "yaml-tab", {})
    if said.startswith("did not find expected ',' or"):
        return _bracket(lines, opened, said[-2])
    if "node content" in said:
        return _bracket(lines, at, "]" if line.rfind("[") > line.rfind("{") else "}")
    if "could not find expected ':'" in said:
        return Slip(opened, "yaml-no-colon", {"text": lines[opened].strip()[:40]})
    if "mapping values are not allowed" in said:
        return _colon(line, at, column)
    if said.startswith("did not find expected key") or "'-' indicator" in said:
        return _surplus(line, at, column)
    if context.startswith(SIGN) and error.context_mark:
        return _sign(line, at, error.context_mark.column)
    if said.endswith(MISPLACED) or "undefined" in said:
        return _sign(line, at, column)
    if "second document" in said:
        return Slip(at, "yaml-syntax", {"said": phrase("second-document")})
    return Slip(at, "yaml-syntax", {"said": said or context or "?"})


def _sign(line: str, at: int, column: int) -> Slip:
    """A sign of YAML's own at the beginning of a value."""
    return Slip(at, "yaml-start", {"sign": line[column : column + 1]})


def _colon(line: str, at: int, column: int) -> Slip:
    """A second colon on the line, which needs quotes; or a first one, on a line that stands too far in."""
    key, colon, value = line.partition(": ")
    if colon and value.strip() and column > len(key):
        return Slip(at, "yaml-colon", {"key": key.strip().removeprefix("- ")})
    return Slip(at, "yaml-indent", {})


def _surplus(line: str, at: int, column: int) -> Slip:
    """Something more after a value that has ended; or a line that stands too far out."""
    before, value = line[:column].rstrip(), line.partition(": ")[2].strip()
    if value[:1] in ("{", "[") and before.endswith(("}", "]")):
        return Slip(at, "yaml-start", {"sign": value[0]})
    return Slip(at, "yaml-after-quote" if before.endswith(('"', "'")) else "yaml-indent", {})


def _quote(lines: list[str], at: int) -> Slip:
    """The quote that was never closed, where it opens."""
    return Slip(at, "yaml-quote", {"quote": '"' if lines[at].count('"') % 2 else "'"})


def _bracket(lines: list[str], at: int, close: str) -> Slip:
    """A bracket that was not closed on the line where it opens, or what within it keeps it from being read."""
    if wide := re.search("[｛｝［］，]", lines[at]):
        return Slip(at, "sign-wide", {"sign": wide.group()})
    if lines[at].count('"') % 2:
        return _quote(lines, at)
    return Slip(at, "yaml-bracket", {"open": {"}": "{", "]": "["}.get(close, "{"), "close": close})
