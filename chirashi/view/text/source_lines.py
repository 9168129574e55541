"""A page's Markdown line by line, each as Python-Markdown must be given it to read what its writer meant.

Staff write lists right below a sentence, ・ for bullets, two blanks for nesting, paragraphs indented in Word.
Pages are made of these lines, and checks read the same ones, so that nothing is rendered that no check has read.
What a line could mean twice is not guessed: it carries the code of a message (`Line.slip`).
"""

from __future__ import annotations

import functools
import re
from dataclasses import dataclass, replace

from chirashi.view.text import source_tables
from chirashi.view.text.notices import notice

KEPT = 4096  # texts whose lines are kept, as checks keep theirs
DEEPEST = 8  # quotes within quotes; what is deeper is left as it stands
TAB = 4  # columns that a level of a list is indented by, in Python-Markdown
FENCE = re.compile(r"\s*(?P<sign>`{3,}|~{3,})[^`]*$")
HEADING = re.compile(r"\s*(?P<signs>#{1,6})(?![#\d０-９])\s*\S")
NO_SIGN = re.compile(r"(?=#\d)|(?<=\d{4})(?=\.[ ])")  # #8000 is a telephone number, and 1986. a year
RULE = re.compile(r"[ 　]*([-*_])(?:[ \t]*\1){2,}\s*$")
EQUALS = re.compile(r"\s*={3,}\s*$")
ITEM = re.compile(
    r"(?P<lead>[ \t　]*)(?:(?P<sign>[-*+])(?P<gap>[ \t　]+)|(?P<dot>[・･•‣◦▪⁃])[ \t　]*"
    r"|(?P<number>[0-9]{1,3})[.)][ \t　]+|(?P<wide>[０-９]{1,3})[．.）)](?![0-9０-９])[ \t　]*)(?P<text>\S.*)"
)
TASK = re.compile(r"[\[［](?P<done>[ 　xXｘ✓レ])[\]］][ 　]+")
APART = re.compile(  # signs that begin a line of their own, where Markdown would run it on: ※, ①, （1）, 【
    r"[※■□◆◇●○〇◎★☆▶▼→⇒☐☑①-⑳⑴-⒇【]|[（(][0-9０-９ア-ンa-z]{1,2}[)）]|[*＊][0-9０-９]"
)
GOES_ON = re.compile(r"[a-z]")  # the next line of a sentence, not the next sentence
DEFINITION = re.compile(r":[ \t]+\S|\[\^[^\]]+\]:")
PART = re.compile(r"\{\{\s*show\(.*\)\s*\}\}\s*$|\{%.*%\}\s*$")
HTML = re.compile(
    r"[ \t　]*</?(?P<tag>details|summary|div|section|blockquote|figure|figcaption|table|pre|p|ul|ol|dl)\b"
)
CONTAINS = re.compile(r"<(?P<tag>details|div|section|blockquote|figure|summary|figcaption)\b(?![^>]*\bmarkdown=)")
VERBATIM = ("table", "pre", "p", "ul", "ol", "dl")  # whose inside is HTML, and no Markdown
QUOTE = re.compile(r"[ 　]{0,3}>[ ]?")
BOLD = re.compile(r"(?<![A-Za-z0-9_])__([^\s_](?:[^_\n]*[^\s_])?)__(?![A-Za-z0-9_])")


@dataclass(frozen=True)
class Line:
    """A line as it is read, with the number, from 0, of the line that it comes from."""

    number: int
    text: str
    code: bool = False  # stands in a fence: neither Markdown nor HTML
    problem_code: str = ""  # the message that tells what cannot be read as it was meant
    depth: int = 0  # quotes around it

    @property
    def inner(self) -> str:
        """The line without the signs of the quotes around it."""
        return self.text.removeprefix("> " * self.depth)


@functools.lru_cache(maxsize=KEPT)
def lines(text: str) -> tuple[Line, ...]:
    """All lines of a Markdown text as they are read."""
    return tuple(_Reader(text.split("\n")).read())


def standard(text: str) -> str:
    """The text as Python-Markdown is given it."""
    return "\n".join(line.text for line in lines(text))


class _Reader:
    """`last` is what stood on the line above, "" for a blank one; `levels` the lists open here, by their columns."""

    def __init__(self, raws: list[str], first: int = 0, depth: int = 0) -> None:
        self.raws, self.first, self.depth = raws, first, depth
        self.made: list[Line] = []
        self.missed: set[str] = set()  # what no line closes, from some line on
        self.last = ""
        self.levels: list[tuple[int, str]] = []

    def read(self) -> list[Line]:
        at = 0
        while at < len(self.raws):
            at = self.take(at)
        return self.made

    def take(self, at: int) -> int:
        """Reads the line there, and what belongs to it; says which comes next."""
        raw = self.raws[at]
        for kind in (self.blank, self.fence, self.part, self.rule, self.heading, self.quote, self.table, self.html):
            if (after := kind(at, raw)) > at:
                return after
        self.item(at, raw) if ITEM.match(raw) and self.lists(raw) else self.prose(at, raw)
        return at + 1

    def put(self, at: int, text: str, kind: str, code: bool = False, slip: str = "") -> None:
        self.made.append(Line(self.first + at, text, code, slip))
        self.last = kind

    def apart(self, at: int, closes: bool = True) -> None:
        """A blank line, where what stands above would be run together with this."""
        if self.last:
            self.put(at, "", "")
        if closes:
            self.levels = []

    def blank(self, at: int, raw: str) -> int:
        if not raw.strip():
            self.put(at, "", "")
        return at + (not raw.strip())

    def fence(self, at: int, raw: str) -> int:
        opens = FENCE.match(raw)
        if not opens:
            return at
        closing = re.compile(rf"\s*{re.escape(opens['sign'][0])}{{{len(opens['sign'])},}}\s*$")
        end = self.following(at + 1, closing)
        if end is None:
            self.put(at, "", "", slip="fence-open")
            return at + 1
        self.apart(at)
        lead = len(raw) - len(raw.lstrip())
        for i in range(at, end + 1):
            self.put(i, self.raws[i].removeprefix(raw[:lead]).rstrip(), "", code=True)
        return end + 1

    def following(self, at: int, closing: re.Pattern[str]) -> int | None:
        """The next line that closes something; asked once where there is none, since pages may be long."""
        if closing.pattern in self.missed:
            return None
        found = next((i for i in range(at, len(self.raws)) if closing.match(self.raws[i])), None)
        if found is None:
            self.missed.add(closing.pattern)
        return found

    def part(self, at: int, raw: str) -> int:
        """A table of the data, or an included text: alone on its line, and never within a paragraph."""
        if not PART.match(raw):
            return at
        self.apart(at)
        self.put(at, raw.rstrip(), "part")
        return at + 1

    def rule(self, at: int, raw: str) -> int:
        if not RULE.match(raw):
            if EQUALS.match(raw) and self.last == "text":
                self.put(at, "", "", slip="rule-equals")
                return at + 1
            return at
        self.apart(at)
        self.put(at, "---", "rule")
        return at + 1

    def heading(self, at: int, raw: str) -> int:
        if not HEADING.match(raw):
            return at
        self.apart(at)
        self.put(at, raw.strip(), "heading")
        return at + 1

    def quote(self, at: int, raw: str) -> int:
        if not QUOTE.match(raw) or self.depth > DEEPEST:
            return at
        end = at
        while end < len(self.raws) and QUOTE.match(self.raws[end]):
            end += 1
        self.apart(at)
        inner = [QUOTE.sub("", line, count=1) for line in self.raws[at:end]]
        if box := notice(inner):
            self.put(at, box.opening, "html")
            self.put(at, box.heading, "")
            self.made += _Reader([box.rest, *inner[1:]], self.first + at, self.depth + 1).read()
            self.put(end - 1, "", "")
            self.put(end - 1, "</div>", "html")
        else:
            quoted = _Reader(inner, self.first + at, self.depth + 1).read()
            self.made += [replace(line, text=f"> {line.text}", depth=line.depth + 1) for line in quoted]
            self.last = "quote"
        return end

    def table(self, at: int, _raw: str) -> int:
        rows = source_tables.rows(self.raws, at)
        if rows:
            self.apart(at)
            for number, text in rows:
                self.put(number, text, "table")
        return rows[-1][0] + 1 if rows else at

    def html(self, at: int, raw: str) -> int:
        tag = HTML.match(raw)
        if not tag:
            return at
        end = at
        if tag["tag"] in VERBATIM:
            closes = self.following(at, re.compile(rf".*</{tag['tag']}>", re.IGNORECASE))
            end = at if closes is None else closes
        if self.last != "html":
            self.apart(at)
        self.levels = []
        for i in range(at, end + 1):
            self.put(i, CONTAINS.sub(_containing, self.raws[i].strip()), "html")
        return end + 1

    def lists(self, raw: str) -> bool:
        """Whether a line that could be an item of a list is one; a line of a paragraph may begin with “28. ”."""
        item = ITEM.match(raw)
        assert item is not None
        if self.levels or self.last != "text" or item["dot"]:
            return True
        return int(item["number"] or item["wide"] or 1) == 1 and item["sign"] != "+"

    def item(self, at: int, raw: str) -> None:
        item = ITEM.match(raw)
        assert item is not None
        column, kind = _width(item["lead"]), "ol" if item["number"] or item["wide"] else "ul"
        while self.levels and self.levels[-1][0] > column:
            self.levels.pop()
        if self.levels and column - self.levels[-1][0] < 2:
            before = self.levels.pop()
            if before[1] != kind and self.last:
                self.apart(at, closes=False)
            column = before[0]
        elif not self.levels:
            self.apart(at)
        self.levels.append((column, kind))
        mark = f"{int(item['number'] or item['wide'])}." if kind == "ol" else "-"
        text = TASK.sub(lambda m: "☐ " if m["done"].isspace() else "☑ ", item["text"], count=1)
        self.put(at, f"{' ' * TAB * (len(self.levels) - 1)}{mark} {self.inline(at, text)}", "item")

    def prose(self, at: int, raw: str) -> None:
        text, column = raw.lstrip(), _width(raw[: len(raw) - len(raw.lstrip())])
        begins = raw[:1] == "　"  # as Japanese paragraphs do
        if DEFINITION.match(text):
            if text.startswith("[") and self.last != "definition":
                self.apart(at)
            self.put(at, self.inline(at, text), "definition")
            self.levels = [(0, "definition")]
            return
        if self.last in ("item", "definition"):  # goes on there, or is the sentence after the list
            if (column >= 2 and not begins) or GOES_ON.match(text) or self.made[-1].text.endswith(("、", ",", "  ")):
                self.put(at, self.inline(at, text), self.last)
                return
            self.apart(at)
        elif self.levels and not self.last and column >= 2 and not begins:  # a paragraph of an item
            self.levels = [level for level in self.levels if level[0] < column] or self.levels[:1]
            self.put(at, " " * TAB * len(self.levels) + self.inline(at, text), "item")
            return
        elif self.last in ("table", "quote", "part", "rule") or (begins and self.last == "text"):
            self.apart(at)
        elif self.last == "text" and APART.match(text) and self.made[-1].text:
            self.made[-1] = replace(self.made[-1], text=self.made[-1].text.rstrip() + "  ")
        self.levels = []
        said = self.inline(at, text)
        sign = NO_SIGN.match(said, 0 if said[:1] == "#" else 4)
        self.put(at, f"{said[: sign.start()]}\\{said[sign.start() :]}" if sign else said, "text")

    def inline(self, at: int, text: str) -> str:
        r"""A line's own text: without a `\` at its end, which is a break; `__` that Japanese stands beside is bold."""
        follows = at + 1 < len(self.raws) and self.raws[at + 1].strip()
        if text.rstrip().endswith("\\") and not text.rstrip().endswith("\\\\"):
            text = text.rstrip()[:-1].rstrip() + ("  " if follows else "")
        return BOLD.sub(r"**\1**", text)


def _width(lead: str) -> int:
    return sum(TAB if sign == "\t" else 2 if sign == "　" else 1 for sign in lead)


def _containing(tag: re.Match[str]) -> str:
    how = "span" if tag["tag"] in ("summary", "figcaption") else "1"
    return f'{tag.group()} markdown="{how}"'
