"""Checks of pages: that every language has the same, and that what they ask for can be had."""

from __future__ import annotations

import functools
import itertools
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from chirashi.base.problems import Problem, nearest
from chirashi.checks.prose.figure_calls import unknown_figure
from chirashi.checks.text.texts import (
    KEPT,
    Source,
    all_page_sources,
    all_pages,
    line_at,
    of_each,
    page_sources,
    part,
    tag_of,
    unread,
)
from chirashi.content.edition import Edition, Page, read_part
from chirashi.content.pages.placeholders import Placeholder
from chirashi.content.pages.placeholders import placeholders as asked_by
from chirashi.content.values import shorten
from chirashi.view.environment import partials
from chirashi.view.text.source_lines import lines, standard

HEADING = re.compile(r"^(#{1,6})(?!#)\s*(.+?)\s*$")  # with a blank after the # or without, as Markdown has it
EXPLICIT_ID = re.compile(r"\{[^{}]*#([A-Za-z][\w-]*)[^{}]*\}\s*$")
IN_BODY = ("body", "include")  # the parts of a page that are Markdown
MOST = 1000  # placeholders of a page that are looked into
RAW = re.compile(r"\{%[-+]?\s*raw\b")


@dataclass(frozen=True)
class Heading:
    file: str
    line: int
    level: int
    id: str | None
    text: str


def same_pages(edition: Edition) -> Iterator[Problem]:
    """Every page that the data lists is there in every language, and none besides."""
    for language, pages in edition.pages.items():
        spare = set(pages) - set(edition.page_names)
        for i, name in enumerate(edition.page_names):
            if name not in pages:
                hint = nearest(name, spare) if spare else ""
                yield edition.say(("pages", i), "page-missing", file=f"{language}/{name}.md", nearest=hint)
    if edition.page_names and "index" not in edition.page_names:
        yield edition.say(("pages",), "page-index")
    for page in all_pages(edition):
        if edition.page_names and page.name not in edition.page_names:
            hint = nearest(page.name, edition.page_names)
            yield Problem(page.file, 0, "page-surplus", {"name": page.name, "nearest": hint})


WIDE_SIGN = re.compile(
    r"｛[｛%％]|[%％｝]｝|^[ 　]*＃+|｛[#＃][\w-]+｝|＊＊|^[ 　]*＞|！［|［[^［］\n]*］[(（]|\][（［]"
)


@of_each(all_page_sources)
def signs(source: Source) -> Iterator[Problem]:
    """Signs of Markdown and of placeholders typed full-width, which would stand on the page as they are."""
    for line, text in enumerate(source.text.split("\n"), source.line):
        yield from (Problem(source.file, line, "sign-wide", {"sign": s}) for s in WIDE_SIGN.findall(text)[:1])


@functools.lru_cache(maxsize=KEPT)
def numbered(source: Source) -> list[tuple[int, str]]:
    """The lines of Markdown as pages are made of them, with their numbers in the file, without those of code."""
    return [(source.line + line.number, line.inner) for line in lines(source.text) if not line.code]


def headings_of(edition: Edition, page: Page) -> list[Heading]:
    sources = page_sources(edition, page)
    return [heading for source in sources if source.part in IN_BODY for heading in _headings(source)]


@functools.lru_cache(maxsize=KEPT)
def _headings(source: Source) -> list[Heading]:
    found = []
    for number, line in numbered(source):
        if match := HEADING.match(line):
            name = EXPLICIT_ID.search(match[2])
            found.append(Heading(source.file, number, len(match[1]), name[1] if name else None, match[2]))
    return found


def headings(edition: Edition) -> Iterator[Problem]:
    """Headings have ids of their own, and agree between languages, so that links and the switch hold."""
    for page in all_pages(edition):
        seen: set[str] = set()
        for heading in headings_of(edition, page):
            if heading.level == 1:
                yield Problem(heading.file, heading.line, "heading-first", {"heading": heading.text})
            if heading.id is None:
                yield Problem(heading.file, heading.line, "heading-id", {"heading": heading.text})
            elif heading.id in seen:
                yield Problem(heading.file, heading.line, "heading-twice", {"id": heading.id})
            seen.add(heading.id or "")
    for original, page in _pairs(edition):
        yield from _headings_agree(edition, original, page)


def _pairs(edition: Edition) -> Iterator[tuple[Page, Page]]:
    """Each page of another language with its original in the first, where all that they include could be read."""
    first, *others = edition.pages.values() or [{}]
    for pages in others:
        for name, page in pages.items():
            original = first.get(name)
            if original and _readable(edition, original) and _readable(edition, page):
                yield original, page


def _readable(edition: Edition, page: Page) -> bool:
    asked = [one for _, one in _figures_of(edition, page) if one.kind == "include"]
    return page.readable and all(part(edition.folder / page.language, one.key) for one in asked)


def _headings_agree(edition: Edition, original: Page, page: Page) -> Iterator[Problem]:
    ours, theirs = headings_of(edition, page), headings_of(edition, original)
    for one, other in zip(ours, theirs, strict=False):
        if (one.level, one.id) != (other.level, other.id):
            found = {"heading": one.text, "other": other.text, "place": f"{other.file}:{other.line}"}
            yield Problem(one.file, one.line, "headings-differ", found)
            return
    if len(ours) != len(theirs):
        longer, shorter = (ours, original) if len(ours) > len(theirs) else (theirs, page)
        extra = longer[min(len(ours), len(theirs))]
        yield Problem(extra.file, extra.line, "heading-alone", {"heading": extra.text, "file": shorter.file})


def _figures_of(edition: Edition, page: Page) -> Iterator[tuple[Source, Placeholder]]:
    for source in page_sources(edition, page):
        for asked in asked_by(source.text):
            yield source, asked


def placeholders(edition: Edition) -> Iterator[Problem]:
    """Every placeholder of a page can be filled."""
    known = partials()
    for page in all_pages(edition):
        for source in page_sources(edition, page):
            for line, text in enumerate(source.text.split("\n"), source.line):
                if RAW.search(text):
                    yield Problem(source.file, line, "placeholder-refused", {"what": text.strip()})
        asked, faulty = list(_figures_of(edition, page)), set[str]()
        if len(asked) > MOST:
            yield Problem(page.file, 0, "placeholders-many", {"count": f"{len(asked):,}", "most": f"{MOST:,}"})
        for source, one in asked[:MOST]:
            for problem in of_placeholder(edition, page, source, one, known):
                faulty.add(source.file)
                yield problem
        for source in page_sources(edition, page):
            yield from _as_rendered(source) if source.file not in faulty else ()


def _as_rendered(source: Source) -> Iterator[Problem]:
    """A placeholder that is another one, or none, once the lines around it are read as Markdown."""
    if source.part not in IN_BODY:
        return
    ours, theirs = asked_by(source.text), asked_by(standard(source.text))
    if [one.asked_for for one in ours] == [one.asked_for for one in theirs]:
        return
    pairs = itertools.zip_longest(ours, theirs)
    first = next(one or other for one, other in pairs if not one or not other or one.asked_for != other.asked_for)
    line = source.line + min(first.line, source.text.count("\n") + 1) - 1
    written = line_at(source.text, line - source.line + 1).strip()
    yield Problem(source.file, line, "placeholder-syntax", {"said": shorten(written)})


def of_placeholder(
    edition: Edition, page: Page, source: Source, placeholder: Placeholder, partials: list[str]
) -> Iterator[Problem]:
    """What keeps one placeholder of a page from being filled. `source` is where it stands, `partials` what there is."""
    line = source.line + placeholder.line - 1
    in_body = source.part in IN_BODY
    folder = edition.folder / page.language
    match placeholder.kind:
        case "syntax":
            yield Problem(source.file, line, "placeholder-syntax", {"said": unread(source, placeholder)})
        case "figure":
            yield from unknown_figure(edition, source, placeholder)
        case "show" if in_body:
            yield from _shown(edition, source, line, placeholder, partials)
        case "include" if in_body:
            path = part(folder, placeholder.key)
            if path is None:
                known = [f"parts/{one.name}" for one in (folder / "parts").glob("*.md")]
                near = {name for name in known if part(folder, name)}
                found = {"name": placeholder.key, "folder": f"{page.language}/parts/"}
                hint = nearest(placeholder.key, near) if near else ""
                yield Problem(source.file, line, "include-outside", {**found, "nearest": hint})
            elif source.part == "include" and _leads_to(path, page.file, source.file, folder):
                yield Problem(source.file, line, "include-circular", {"name": placeholder.key})
        case _:
            yield Problem(source.file, line, "placeholder-refused", {"what": tag_of(source, placeholder)})


def _leads_to(path: Path, page: str, source: str, folder: Path) -> bool:
    """Whether what is included at `path` comes back, by its own includes, to the part that includes it."""
    wanted = folder / source.removeprefix(page.rpartition("/")[0] + "/")
    waiting, seen = [path], set[Path]()
    while waiting:
        if (one := waiting.pop()) in seen:
            continue
        seen.add(one)
        asked = asked_by(read_part(one)[0])
        waiting += [found for a in asked if a.kind == "include" and (found := part(folder, a.key))]
    return wanted.resolve() in seen


TAKES = {"table": "tables", "example": "examples", "along": "axes", "notice": "notices"}
"""The partials that show one of several things of the data, and under which key those stand."""


def _shown(
    edition: Edition, source: Source, line: int, placeholder: Placeholder, partials: list[str]
) -> Iterator[Problem]:
    if placeholder.key not in partials:
        yield Problem(
            source.file, line, "show-unknown", {"name": placeholder.key, "nearest": nearest(placeholder.key, partials)}
        )
        return
    written = line_at(source.text, placeholder.line).strip()
    if not re.fullmatch(r"\{\{.*\}\}", written) or written.count("{{") > 1:
        yield Problem(source.file, line, "show-alone", {"name": placeholder.key})
    group = TAKES.get(placeholder.key)
    if group is None:
        if placeholder.arguments:
            yield Problem(
                source.file,
                line,
                "show-arguments",
                {"name": placeholder.key, "wanted": f'{{{{ show("{placeholder.key}") }}}}'},
            )
        elif placeholder.key == "qr" and edition.lacks("requests.url.url"):
            yield Problem(source.file, line, "show-nothing", {"name": placeholder.key, "wanted": "way: url"})
        return
    known = getattr(edition.data, group) if edition.whole else {}
    if len(placeholder.arguments) != 1:
        wanted = f'{{{{ show("{placeholder.key}", "{next(iter(known), "…")}") }}}}'
        yield Problem(source.file, line, "show-arguments", {"name": placeholder.key, "wanted": wanted})
    elif (name := placeholder.arguments[0]) not in known and edition.lacks(f"{group}.{name}"):
        yield Problem(source.file, line, "name-unknown", {"name": name, "nearest": nearest(name, known)})


def same_placeholders(edition: Edition) -> Iterator[Problem]:
    """A figure or a table that a page shows in one language, it shows in all, as often."""
    known = partials()

    def unknown(placeholder: Placeholder) -> bool:
        return edition.lacks_what(placeholder) if placeholder.kind == "figure" else placeholder.key not in known

    for original, page in _pairs(edition):
        ours, theirs = _shown_by(edition, page), _shown_by(edition, original)
        if ours is not None and theirs is not None:
            fronted = page.fronted and original.fronted
            yield from _more(theirs, ours, page.file, fronted, unknown)
            yield from _more(ours, theirs, original.file, fronted, unknown)


Asked = list[tuple[Source, Placeholder]]


def _shown_by(edition: Edition, page: Page) -> Asked | None:
    """What a page shows; None where that cannot be told, since a placeholder of it cannot be read."""
    asked = list(_figures_of(edition, page))
    if any(one.kind in ("syntax", "refused") for _, one in asked):
        return None
    return [(source, one) for source, one in asked if one.kind in ("figure", "show")]


def _more(
    shown: Asked, other: Asked, file: str, fronted: bool, unknown: Callable[[Placeholder], bool]
) -> Iterator[Problem]:
    """What is shown more often than on the other page, `file`. A slip there may be any one of them."""
    spare = Counter(one.asked for _, one in other)
    slips = sum(unknown(one) for _, one in other)
    for source, one in shown:
        if unknown(one) or not (fronted or source.part in IN_BODY):
            continue
        if spare[one.asked] > 0:
            spare[one.asked] -= 1
        elif slips > 0:
            slips -= 1
        else:
            names = ", ".join(f'"{name}"' for name in (one.key, *one.arguments))
            found = {"key": f"show({names})" if one.kind == "show" else one.key, "file": file}
            yield Problem(source.file, source.line + one.line - 1, "placeholder-alone", found)
