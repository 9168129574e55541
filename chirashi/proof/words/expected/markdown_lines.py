"""The lines of a page's Markdown as paragraphs of plain text: without the signs of lists, quotes, headings and tables.

Only words count, in their order, so that nothing is asked of a list but where its items begin. Staff write lists
right below a sentence, ・ for bullets, full-width bars and paragraphs indented as in Word; all of it is taken as it
stands. What is between fences, or in elements of HTML whose inside is no Markdown, is given as it is.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass, field
from typing import NamedTuple

BLANKS = " \t\u3000"
FENCE = re.compile(r"\s*(?P<sign>`{3,}|~{3,})[^`]*$")
RULE = re.compile(r"[ \u3000]*(?:([-*_])(?:[ \t]*\1){2,}|={3,})\s*$")
HEADING = re.compile(r"\s*#{1,6}(?![#\d０-９])\s*(?=\S)")
CLOSED = re.compile(r"[ \t]*#+(?=[ \t]*(?:\{[^{}]*\}[ \t]*)?$)")  # signs that close a heading
QUOTE = re.compile(r"[ \t\u3000]*>[ ]?")
# How a quote begins that may be a notice: the words that would head it, and what stands behind a colon on their line.
NOTICE = re.compile(
    r"\s*(?:\*\*|[【［\[])?\s*(?P<words>[^:：*【】［］\[\]()`]+?)\s*(?:\*\*|[】］\]])?\s*"
    r"(?:(?:(?<!\d)[:：]|[:：](?!\d))(?!//)\s*(?:\*\*)?\s*(?P<rest>.*))?"
)
ITEM = re.compile(
    r"(?P<lead>[ \t\u3000]*)(?:(?P<sign>[-*+])[ \t\u3000]+|(?P<dot>[・･•‣◦▪⁃])[ \t\u3000]*"
    r"|(?P<number>[0-9]{1,3})[.)][ \t\u3000]+|(?P<wide>[０-９]{1,3})[．.)](?![0-9０-９])[ \t\u3000]*)(?P<text>\S.*)"
)
EMPTY = re.compile(r"\s*[-*+]\s*")  # an item without a text
TASK = re.compile(r"[\[［](?P<done>[ \u3000xXｘ✓レ])[\]］][ \u3000]+")
NOTE = re.compile(r"\s*\[\^(?P<name>[^\]]+)\]:\s*")
DEFINITION = re.compile(r"\s*:[ \t]+(?=\S)")
TARGET = re.compile(r"\s*\[[^\]^][^\]]*\]:\s*\S+")  # of links by a name
GOES_ON = re.compile(r"[a-z]")
VERBATIM = re.compile(r"[ \t\u3000]*<(?P<tag>table|pre|p|ul|ol|dl)\b", re.IGNORECASE)
TAG = re.compile(r"<!--.*?-->|</?[A-Za-z][^>]*>", re.DOTALL)
BARS = re.compile(r"\s*\|?(?:\s*:?[-ー―—─]+:?\s*\|)+\s*(?::?[-ー―—─]+:?\s*)?")  # below the heads of a table
CODE = re.compile(r"`[^`]*`|\\\|")  # a bar in here parts no cells
CAPTION = re.compile(r"\s*(?:表|Table)\s*[:：]\s*(?=\S)")
HELD = "\ue104"


class Paragraph(NamedTuple):
    """The text of a block: Markdown within a line, or as it is; the line it begins on; the note that it belongs to.

    What heads something, or is a cell, may end with attributes of it in braces.
    """

    text: str
    line: int
    as_it_is: bool = False
    note: str = ""
    heads: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """All that a page's Markdown says, block by block."""
    reader = _Reader(text.split("\n"))
    reader.read()
    return reader.made


@dataclass
class _Reader:
    """`open` is the paragraph that lines are added to; `last` is what stood on the line above, "" for a blank one."""

    raws: list[str]
    made: list[Paragraph] = field(default_factory=list)
    open: list[str] = field(default_factory=list)
    began: int = 0
    last: str = ""
    in_list: bool = False
    note: str = ""
    depth: int = 0

    def read(self) -> None:
        at = 0
        while at < len(self.raws):
            at = self.take(at)
        self.close()

    def take(self, at: int) -> int:
        raw = self._unquoted(at)
        if not raw.strip():
            self.close()
            self.last = ""
            return at + 1
        for kind in (self.fence, self.table, self.html):
            if (after := kind(at, raw)) > at:
                return after
        if RULE.match(raw):
            self.apart()
        elif EMPTY.fullmatch(raw):
            self.close()
        elif heading := HEADING.match(raw):
            self.apart()
            self.add(at, CLOSED.sub("", raw[heading.end() :]))
            self.close(heads=True)
        elif note := NOTE.match(raw):
            self.apart()
            self.note, self.in_list, self.last = note["name"], True, "item"
            self.add(at, raw[note.end() :])
        elif definition := DEFINITION.match(raw):
            self.close()
            self.in_list, self.last = True, "item"
            self.add(at, QUOTE.sub("", raw[definition.end() :], count=1))
        elif (item := ITEM.match(raw)) and self._is_item(item):
            self.close()
            if _width(item["lead"]) < 2:
                self.note = ""
            self.in_list, self.last = True, "item"
            self.add(at, TASK.sub(lambda m: "☐ " if m["done"].isspace() else "☑ ", item["text"], count=1))
        else:
            self.prose(at, raw)
        return at + 1

    def _unquoted(self, at: int) -> str:
        """A line without the signs of quotes; where one begins, the words that may head a notice are made apart."""
        raw, depth = self.raws[at], 0
        while sign := QUOTE.match(raw):
            raw, depth = raw[sign.end() :], depth + 1
        if depth == self.depth:
            return raw
        whole = self.raws[at]
        if self.in_list and (not whole.strip() or _width(whole[: len(whole) - len(whole.lstrip(BLANKS))]) >= 2):
            self.close()  # a quote within an item or a note
            self.last = ""
        else:
            self.apart()
        begins = NOTICE.fullmatch(raw) if depth > self.depth else None
        self.depth = depth
        if not begins or (begins["rest"] or "").count("**") % 2 or _is_more(raw):
            return raw
        self.add(at, begins["words"])
        self.close()
        return begins["rest"] or ""

    def _is_item(self, item: re.Match[str]) -> bool:
        """A line of a sentence may begin with “28. ”."""
        if self.in_list or self.last != "text" or item["dot"]:
            return True
        return int(item["number"] or item["wide"] or 1) == 1 and item["sign"] != "+"

    def prose(self, at: int, raw: str) -> None:
        text, lead = raw.strip(BLANKS), raw[: len(raw) - len(raw.lstrip(BLANKS))]
        inside = (_width(lead) >= 2 and raw[:1] != "\u3000") or bool(self.note and self.depth)
        if self.last == "item":
            goes_on = inside or GOES_ON.match(text) or (self.open and self.open[-1].rstrip(" ").endswith(("、", ",")))
            if not goes_on and not (self.open and self.open[-1].endswith("  ")):
                self.apart()
                self.last = "text"
        elif not (self.in_list and not self.last and inside):
            self.in_list, self.note = False, ""
            self.last = "text"
        self.add(at, raw.lstrip(BLANKS))

    def fence(self, at: int, raw: str) -> int:
        opens = FENCE.match(raw)
        if not opens:
            return at
        closing = re.compile(rf"(?:{QUOTE.pattern})*\s*{re.escape(opens['sign'][0])}{{{len(opens['sign'])},}}\s*$")
        end = next((i for i in range(at + 1, len(self.raws)) if closing.match(self.raws[i])), None)
        if end is None:
            return at + 1
        self.apart()
        inside = [QUOTE.sub("", line) if self.depth else line for line in self.raws[at + 1 : end]]
        self.made.append(Paragraph("\n".join(inside), at, True))
        return end + 1

    def table(self, at: int, raw: str) -> int:
        """A table's cells, each by itself; what stands before it as its caption has no sign of that."""
        if not self._is_table(at, raw):
            return at
        self.apart()
        if self.made and (caption := CAPTION.match(self.made[-1].text)):
            self.made[-1] = self.made[-1]._replace(text=self.made[-1].text[caption.end() :])
        while at < len(self.raws) and (row := _row(self._unquoted(at))):
            if not BARS.fullmatch(row):
                for cell in CODE.sub(lambda code: code.group().replace("|", HELD), row).split("|"):
                    self.add(at, cell.replace(HELD, "|").strip())
                    self.close(heads=True)
            at += 1
        self.last = "table"
        return at

    def _is_table(self, at: int, raw: str) -> bool:
        if at + 1 == len(self.raws) or not (row := _row(raw)):
            return False
        after = self.raws[at + 1]
        while self.depth and (sign := QUOTE.match(after)):
            after = after[sign.end() :]
        sure = all(line.strip().startswith("|") or "｜" in line or "\t" in line.strip() for line in (raw, after))
        return bool(row and _row(after)) and (BARS.fullmatch(_row(after)) is not None or sure)

    def html(self, at: int, raw: str) -> int:
        """HTML whose inside is no Markdown, to the end of its element."""
        tag = VERBATIM.match(raw)
        if not tag:
            return at
        closing = re.compile(rf"</{tag['tag']}>", re.IGNORECASE)
        end = next((i for i in range(at, len(self.raws)) if closing.search(self.raws[i])), at)
        self.apart()
        self.made.append(Paragraph(html.unescape(TAG.sub(" ", "\n".join(self.raws[at : end + 1]))), at, True))
        return end + 1

    def add(self, at: int, text: str) -> None:
        self.began = self.began if self.open else at
        self.open.append(text)

    def close(self, heads: bool = False) -> None:
        if "".join(self.open).strip():
            self.made.append(Paragraph("\n".join(self.open), self.began, note=self.note, heads=heads))
        self.open = []

    def apart(self) -> None:
        """What comes next belongs to no list and to no note."""
        self.close()
        self.last, self.in_list, self.note = "", False, ""


def _is_more(raw: str) -> bool:
    """Whether a line is more than a sentence, by its signs."""
    return any(kind.match(raw) for kind in (ITEM, HEADING, CAPTION)) or bool(_row(raw))


def _row(raw: str) -> str:
    """A line as a row with bars; "" where it is none."""
    text = raw.strip(" \u3000\n")
    if "|" in CODE.sub("", text):
        return text
    if "｜" in text:
        return text.replace("｜", "|")
    if "\t" in text.strip() and not re.match(r"[-*+・•]\t|\d+[.)]\t", text):
        return "|" + "|".join(cell.strip().replace("|", r"\|") for cell in text.split("\t")) + "|"
    return ""


def _width(lead: str) -> int:
    return sum(4 if sign == "\t" else 2 if sign == "\u3000" else 1 for sign in lead)
