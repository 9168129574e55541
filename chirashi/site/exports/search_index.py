"""The search index of one language: what its finished pages say, section by section.

It holds text only, no postings: a browser builds those from it in some milliseconds when the
search is first opened, and the file stays a quarter of the size. It is read from the finished
HTML, so that it says what the pages say, figures included, and nothing else.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from chirashi.base.text.languages import base_of
from chirashi.content.model import Plans
from chirashi.view.text.html_tokens import TOKEN
from chirashi.view.text.phrases import END

IDENTIFIER = re.compile(r"""(?<=\sid=)["']?([^"'\s>]+)""")
VOID = frozenset(("area", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"))
HEADINGS = frozenset(("h2", "h3", "h4"))

# What a reader does not see as the page's own text: marks for the ear alone, drawings, ways to other pages.
SILENT = frozenset(("script", "style", "template", "noscript", "svg", "nav", "dialog", "h1", "rp", "rt"))
ATTRIBUTE = re.compile(r"""\s(?P<name>[\w-]+)(?:=(?:"(?P<one>[^"]*)"|'(?P<two>[^']*)'|(?P<bare>[^\s"'>]+)))?""")
UNSOUGHT = frozenset(("aloud", "footnote-ref", "footnote-backref"))  # classes: for the ear, to notes and back
TELLING = re.compile("hidden|next|aloud|footnote")  # in the attributes of nearly all elements there is none of them

# Within a line of text; all other elements end it. A cell ends without ending its row.
INLINE = frozenset(
    ("a", "abbr", "b", "bdi", "bdo", "button", "cite", "code", "data", "del", "dfn", "em", "i", "img", "ins", "kbd")
    + ("label", "mark", "output", "q", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u")
    + ("var", "wbr")
)
CELLS = frozenset(("td", "th", "dd"))


@dataclass
class Section:
    """A part of a page that a link can lead to: its heading's id, the heading, and the lines below it."""

    id: str = ""  # empty before the first heading
    heading: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)
    readings: list[str] = field(default_factory=list)  # of words in it: found, but not shown

    def row(self) -> list[str]:
        said = [self.id, _lines(self.heading).replace("\n", " "), _lines(self.text)]
        return [*said, " ".join(self.readings)] if self.readings else said


def pending(language: str) -> str:
    """The index's address while the pages are rendered: its name needs their text, and they need its name."""
    return f"assets/search-{language}-pending.json"


def put_in(
    files: dict[str, bytes], language: str, pages: Sequence[tuple[str, str]], also: dict[str, list[str]]
) -> None:
    """Adds the index of a language's (address, title) pages to an edition's files, and its address to their HTML."""
    content = index(language, [(address, title, files[address + "index.html"]) for address, title in pages], also)
    named = pending(language).replace("pending", hashlib.sha256(content).hexdigest()[:10])
    for path in [path for path in files if path.endswith(".html")]:
        files[path] = files[path].replace(_name(pending(language)), _name(named))
    files[named] = content


def _name(path: str) -> bytes:
    return path.rpartition("/")[2].encode()


def also(data: Plans, language: str) -> dict[str, list[str]]:
    """A word that may be typed, and what is asked for beside it: the same otherwise written, or the term to use."""
    found: dict[str, list[str]] = {}
    for same in data.search.get(language, []):
        for word in same:
            found.setdefault(word, []).extend(other for other in same if other != word)
    for term in data.terms.values():
        for word in term[language].avoid if language in term else ():
            found.setdefault(word, []).append(term[language].use)
    return found


def index(language: str, pages: Sequence[tuple[str, str, bytes]], also: dict[str, list[str]] | None = None) -> bytes:
    """The index of one language from its (address, title, finished HTML).

    JSON: {"language", "pages": [[address, title, [[id, heading, text], …]], …]}. Within a text, a
    line ends with a line feed, a table's cell with a tab. A section in which readings stand above
    words has them fourth. What is `also` asked for stands beside the pages, where there is any.
    """
    rows = [
        [address, " ".join(html.unescape(title).split()), [section.row() for section in sections(page.decode())]]
        for address, title, page in pages
    ]
    found = {"language": base_of(language), "pages": rows} | ({"also": also} if also else {})
    return json.dumps(found, ensure_ascii=False, separators=(",", ":")).encode()


def sections(page: str) -> list[Section]:
    """What `<main>` of a page says, cut at every heading that has an id."""
    start, end = page.find("<main"), page.rfind("</main>")
    found = [Section()]
    heading: str | None = None  # the heading that is being read
    for token, name, has in _seen(page[start:end]):
        if name in HEADINGS:
            heading = name if token == "<" else None
            identifier = IDENTIFIER.search(has)
            if heading and identifier:
                found.append(Section(html.unescape(identifier[1])))
            elif heading:
                heading = None  # no link leads to it: it is a line of its section
        target = found[-1].heading if heading else found[-1].text
        if token == "reading":
            found[-1].readings.append(html.unescape(has).strip())
        elif token == "text":
            target.append(re.sub(r"\s+", " ", html.unescape(has)))
        elif name == "br":
            target.append(" ")
        elif name not in INLINE:
            target.append("\t" if name in CELLS else "\n")
    return [section for section in found if section.id or _lines(section.text)] or found


def _seen(page: str) -> Iterator[tuple[str, str, str]]:
    """("<" or "/", name, attributes) of each element, ("text", "", text) and ("reading", "", text); of what is seen."""
    silent: list[str] = []  # the open elements from the one that is not seen
    for match in TOKEN.finditer(page):
        if match["text"] is not None:
            if not silent or silent == ["rt"]:
                yield "reading" if silent else "text", "", match["text"]
            continue
        if match["tag"] is None:
            continue
        name = match["tag"].lower()
        closed = name in VOID or match["has"].endswith("/")
        if match["end"]:
            if name in silent:
                while silent.pop() != name:
                    pass
            elif not silent:
                yield "/", name, ""
        elif silent or name in SILENT or _hidden(match["has"]):
            if not closed:
                silent.append(name)
        else:
            yield "<", name, match["has"]


def _hidden(has: str) -> bool:
    if not TELLING.search(has):
        return False
    said = {m["name"]: m["one"] or m["two"] or m["bare"] or "" for m in ATTRIBUTE.finditer(has)}
    marked = bool(UNSOUGHT & {*said.get("class", "").split()}) or "next" in said.get("rel", "").split()
    return "hidden" in said or said.get("aria-hidden") == "true" or marked


def _lines(pieces: list[str]) -> str:
    text = re.sub(r"[ \t]*\n[\s]*", "\n", "".join(pieces).replace(END, ""))
    text = re.sub(r" *\t[ \t]*", "\t", text)
    return re.sub(r"  +", " ", text).strip()
