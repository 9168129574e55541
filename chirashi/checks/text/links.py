"""Checks of links and HTML in pages: links lead somewhere, and no HTML is there that would be dropped.

Content is untrusted. The sanitizer drops what is not safe in any case; what it would drop is
said here, since what vanishes in silence is not missed until the brochure is out.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterator
from html.parser import HTMLParser

from chirashi.base.problems import Problem, nearest
from chirashi.checks.text.pages import IN_BODY, headings_of, numbered
from chirashi.checks.text.texts import KEPT, Source, all_page_sources, all_pages, of_each, page_sources
from chirashi.content.edition import Edition, Page
from chirashi.content.files.attachments import SUFFIXES
from chirashi.content.values import shorten
from chirashi.view.text.sanitizer import ATTRIBUTES, SCHEMES, TAGS
from chirashi.view.text.source_lines import lines

LINK = re.compile(r"\]\(\s*<?((?:[^()\s<>]|\([^()\s]*\))+)")
REFERENCE = re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s*<?([^\s>]+)")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*:[^<>\s]+|[^\s<>@\"'=/]+@[^\s<>]+)>")
POINTED = re.compile(r"\]\(\s*<(?=[^<>\n]*>)")  # [text](<page.md>)
LOCAL = re.compile(r"\]\(\s*<?[^\s:/<>()]+\.\w+")  # a picture that lies beside the page
IMAGE = re.compile(r"!\[[^\]]*\](?:\([^)]*\)|\[[^\]]*\])")
NAME = re.compile(r"([\w-]+)\s*=")
LIST = re.compile(r"(?<![{%])\{:?(?![{%])([^{}]*)\}")  # of attributes, as {#id .class}
CODE_SPAN = re.compile(r"(?<!`)(`++)[^`\n]+\1")
ENDLESS = {"br", "hr", "wbr", "col", "p", "li", "dt", "dd", "rb", "rt", "rp", "tr", "td", "th"}  # HTML ends them itself
ENDLESS |= {"thead", "tbody", "tfoot", "colgroup", "caption"}
ANY_ID = re.compile(r"\{:?[^{}]*#([A-Za-z][\w-]*)[^{}]*\}")


class _Tags(HTMLParser):
    """The start tags that stand in a Markdown text, with their lines; declarations as tags of no good name."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[int, str, list[tuple[str, str | None]]]] = []
        self.open: list[tuple[int, str]] = []
        self.count: Counter[str] = Counter()  # how many of each are open
        self.alone: list[tuple[int, str]] = []  # tags that open without a close, or close what none has opened
        try:
            self.feed(AUTOLINK.sub("", POINTED.sub("](", text)))
            self.close()
        except AssertionError:  # how the parser ends at <![…
            self.handle_decl("[…")

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((self.getpos()[0], tag, attrs))
        if tag in TAGS and tag not in ENDLESS:
            self.open.append((self.getpos()[0], tag))
            self.count[tag] += 1

    def handle_endtag(self, tag: str) -> None:
        opened = self.count[tag] > 0  # else the whole text would be gone through for every close
        at = next((i for i in range(len(self.open) - 1, -1, -1) if self.open[i][1] == tag), None) if opened else None
        if at is not None:
            self.alone += self.open[at + 1 :]
            self.count.subtract(name for _, name in self.open[at:])
            del self.open[at:]
        elif tag in TAGS and tag not in ENDLESS:
            self.alone.append((self.getpos()[0], f"/{tag}"))

    def close(self) -> None:
        super().close()
        self.alone += self.open

    def handle_decl(self, decl: str) -> None:
        self.found.append((self.getpos()[0], f"!{decl}", []))

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.handle_decl(data)


@of_each(all_page_sources)
def html(source: Source) -> Iterator[Problem]:
    """HTML that the sanitizer would drop is said, not dropped in silence; so are pictures that lie elsewhere."""
    tags = _Tags(_without_code(source))
    for line, tag in sorted(tags.alone):
        yield Problem(source.file, source.line + line - 1, "html-unclosed", {"tag": f"<{tag}>", "name": tag.strip("/")})
    for line, tag, attributes in tags.found:
        for what in _unsafe(tag, [name for name, _ in attributes]):
            code = "picture-outside" if tag == "img" else "html-unsafe"
            yield Problem(source.file, source.line + line - 1, code, {"what": what})
    for line, text in numbered(source) if source.part in IN_BODY else ():
        named = {name.lower() for found in LIST.findall(text) for name in NAME.findall(found)}
        unsafe = [f"{{… {name}=…}}" for name in sorted(named - ATTRIBUTES["*"])]
        pictures = [found for found in IMAGE.findall(text) if not LOCAL.search(found)]
        for what in unsafe:
            yield Problem(source.file, line, "html-unsafe", {"what": what})
        for what in pictures:
            yield Problem(source.file, line, "picture-outside", {"what": shorten(what)})


def _without_code(source: Source) -> str:
    """A text without what stands in it as code, its lines where they were."""
    if source.part not in IN_BODY:
        return source.text
    code = {line.number for line in lines(source.text) if line.code}
    kept = ("" if i in code else line for i, line in enumerate(source.text.split("\n")))
    return CODE_SPAN.sub("", "\n".join(kept))


def _unsafe(tag: str, attributes: list[str]) -> list[str]:
    """What of a tag the sanitizer would drop."""
    if tag not in TAGS:
        return [f"<{shorten(tag)}>"]
    good = ATTRIBUTES["*"] | ATTRIBUTES.get(tag, set()) | {"markdown"}  # Markdown's own, gone before the sanitizer
    return [f"<{tag} {name}=…>" for name in attributes if name not in good]


def links(edition: Edition) -> Iterator[Problem]:
    """A link leads to a page and a place that are there, or out by https."""
    anchors = {(p.language, p.name): _anchors(edition, p) for p in all_pages(edition)}
    for page in all_pages(edition):
        for source in page_sources(edition, page):
            if source.part in IN_BODY:
                for line, target in _targets(source):
                    yield from _link(edition, page, Problem(source.file, line, "link-unknown"), target, anchors)


@functools.lru_cache(maxsize=KEPT)
def _targets(source: Source) -> list[tuple[int, str]]:
    """Where the links of a text lead, with their lines."""
    leads: list[tuple[int, str]] = []
    for line, text in numbered(source):
        found = [target for form in (LINK, REFERENCE, AUTOLINK) for target in form.findall(IMAGE.sub("", text))]
        leads += ((line, f"mailto:{target}" if "@" in target and ":" not in target else target) for target in found)
    for line, tag, attributes in _Tags(_without_code(source)).found:
        if tag == "a" and (target := dict(attributes).get("href")):
            leads.append((source.line + line - 1, target))
    return leads


def _anchors(edition: Edition, page: Page) -> set[str]:
    ids = {heading.id for heading in headings_of(edition, page) if heading.id}
    return ids | {name for source in page_sources(edition, page) for name in ANY_ID.findall(source.text)}


def _link(
    edition: Edition, page: Page, at: Problem, target: str, anchors: dict[tuple[str, str], set[str]]
) -> Iterator[Problem]:
    if "{{" in target:
        return  # a figure's own address, checked where it stands
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]*):", target)
    if scheme:
        if scheme[1].lower() not in SCHEMES:
            yield Problem(at.file, at.line, "link-scheme", {"target": target})
        return
    name, hash_, anchor = target.partition("#")
    if name.lower().endswith(SUFFIXES) and name in edition.files[page.language]:
        return
    known = list(edition.pages[page.language])
    if name and (not name.endswith(".md") or name.removesuffix(".md") not in known):
        hint = nearest(name, [*(f"{one}.md" for one in known), *edition.files[page.language]])
        yield Problem(at.file, at.line, "link-unknown", {"target": target, "nearest": hint})
        return
    aim = edition.pages[page.language][name.removesuffix(".md") or page.name]
    ids = anchors[aim.language, aim.name]
    if hash_ and anchor not in ids and aim.readable:
        yield Problem(at.file, at.line, "anchor-unknown", {"target": target, "nearest": nearest(anchor, ids)})
