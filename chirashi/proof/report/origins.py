"""Leads each finding in a finished file to the line where staff mend it, and tells it once.

A figure typed into `ja/notes.md` is met again on the page, in the search index and on paper.
Those who typed it need the line of `notes.md`, once. It is looked for in the edition's own
files by the text around the figure; nothing of the loader is asked, so that the witness stays
one. Where no source is found, the finding keeps the finished file's name.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path, PurePosixPath

from chirashi.base.files.stray_files import stray
from chirashi.base.problems import Problem
from chirashi.proof.rules.findings import Quote
from chirashi.proof.text.figure_reading import fold, packed

Surfaces = Mapping[str, tuple[str, str]]  # a finished file: its language, and its name in all languages
Spot = tuple[str, int, int]  # a file, its line, and how far in it, to tell two places of a line apart

HOLE = "\ue000"  # stands for a placeholder, which may have become anything
MARKUP = re.compile(
    r"(?P<hole>\{\{(?:(?!\{\{).)*?\}\}|\{%(?:(?!\{%).)*?%\})|\{:?\s?[#.:][^{}]*\}|\]\([^()]*\)|<[^<>]*>"
    r"|^[ \t　]*(?:(?:#+|[-*+]|\d+[.)])[ \t]|[・•])|[*`\[\]|]",
    re.DOTALL | re.MULTILINE,
)
AGREEING = 3  # characters beside a figure that must be the source's too, where as many stand there
LIKE = 0.8  # of a line's own characters must stand in a paragraph for it to be that paragraph's
PAGE = re.compile(r"(?P<name>.+)/index\.html|(?P<top>index|404)\.html")
WHOLE_PAGE = ("proof-missing", "proof-page-alone")  # of a page, not of a line in it


@dataclass
class Source:
    """One file of the edition: its characters without blanks and markup, each with its line."""

    name: str  # from the edition's folder: ja/notes.md
    text: str

    @cached_property
    def bare(self) -> tuple[str, list[int]]:
        return self._packed(MARKUP)

    @cached_property
    def raw(self) -> tuple[str, list[int]]:
        """With its markup, for what stands in it: the addresses of links."""
        return self._packed(re.compile(r"(?P<hole>\{\{.*?\}\})"))

    @cached_property
    def lines(self) -> dict[int, list[str]]:
        """The stretches between placeholders of each line."""
        text, lines = self.bare
        found: dict[int, str] = defaultdict(str)
        for character, line in zip(text, lines, strict=True):
            found[line] += character
        return {line: [piece for piece in said.split(HOLE) if piece] for line, said in found.items()}

    def _packed(self, markup: re.Pattern[str]) -> tuple[str, list[int]]:
        characters: list[str] = []
        lines: list[int] = []
        at, line = 0, 1
        for match in [*markup.finditer(self.text), None]:
            for character in self.text[at : match.start() if match else None]:
                for one in fold(character):
                    if not one.isspace():
                        characters.append(one)
                        lines.append(line)
                line += character == "\n"
            if match:
                if match["hole"]:
                    characters.append(HOLE)
                    lines.append(line)
                line += match.group().count("\n")
                at = match.end()
        return "".join(characters), lines


class Library:
    """The files of an edition that people write, and where in them a finding comes from."""

    def __init__(self, edition: Path, surfaces: Surfaces) -> None:
        self.edition, self.surfaces = edition, surfaces
        self.known: dict[Path, Source] = {}

    def shelves(self, file: str) -> Iterator[list[Source]]:
        """Where the text of a finished file may come from, the likeliest first."""
        language, name = self.surfaces.get(file, ("", ""))
        folder = self.edition / language
        pages = [path for path in sorted(folder.rglob("*.md")) if not stray(path.name)] if language else []
        own = self.page_of(file)
        if own:
            yield self._read([own, *(page for page in pages if page.parent.name == "parts")])
        yield self._read([self.edition / "plans.yml"])
        yield self._read(pages)
        if name == "404.html":  # which speaks all languages
            yield self._read([path for path in sorted(self.edition.glob("*/*.md")) if not stray(path.name)])

    def page_of(self, file: str) -> Path | None:
        """The Markdown of a finished page."""
        language, name = self.surfaces.get(file, ("", ""))
        match = PAGE.fullmatch(name)
        path = self.edition / language / f"{match['name'] or match['top']}.md" if match else None
        return path if path and path.is_file() else None

    def _read(self, paths: Iterable[Path]) -> list[Source]:
        for path in paths:
            if path not in self.known:
                text = path.read_text("utf-8-sig", errors="replace") if path.is_file() else ""
                self.known[path] = Source(path.relative_to(self.edition).as_posix(), text)
        return [self.known[path] for path in paths]

    def of_quote(self, file: str, quote: Quote) -> Spot | None:
        """Where a figure was typed: the place whose neighbours agree best with those that were read."""
        for shelf in self.shelves(file):
            found = [
                (score + _begins(lines, at, quote), source.name, lines[at], at)
                for source in shelf
                for text, lines in (source.bare, source.raw)
                for at, score in _places(text, quote)
            ]
            if found:
                _, name, line, at = max(found, key=lambda f: f[0])
                return name, line, at
        return None

    def of_block(self, file: str, block: str, section: str) -> Spot | None:
        """The line of a page that most of a paragraph comes from; else the heading that it stands below."""
        bare = packed(block)
        for source in next(self.shelves(file), []) if self.page_of(file) else []:
            likely = [
                (length, -line)
                for line, pieces in source.lines.items()
                if (whole := sum(map(len, pieces))) and (length := _shared(pieces, bare)) >= LIKE * whole
            ]
            if likely:
                return source.name, -max(likely)[1], 0
        page = self.page_of(file)
        if page is None:
            return None
        (source,) = self._read([page])
        lines = enumerate(source.text.splitlines(), 1)
        return source.name, next((n for n, line in lines if section and f"{{#{section}" in line), 0), 0


def _begins(lines: list[int], at: int, quote: Quote) -> bool:
    """Whether a place stands at a line's beginning, as what has nothing before it does."""
    return not quote.before and (at == 0 or lines[at - 1] != lines[at])


def _shared(pieces: list[str], block: str) -> int:
    return sum(len(piece) for piece in pieces if piece in block)


def _places(text: str, quote: Quote) -> Iterator[tuple[int, int]]:
    """Where a quote may stand in a packed text, each with the number of neighbours that agree."""
    said, before, after = packed(quote.text), packed(quote.before), packed(quote.after)
    at = text.find(said) if said else -1
    while at >= 0:
        left = _agreeing(reversed(text[max(0, at - len(before)) : at]), before[::-1])
        right = _agreeing(iter(text[at + len(said) : at + len(said) + len(after)]), after)
        if left is not None and right is not None:
            yield at, left + right
        at = text.find(said, at + 1)


def _agreeing(there: Iterator[str], read: str) -> int | None:
    """How many neighbours agree; None where too few do and no placeholder explains it."""
    count = 0
    for character in read:
        found = next(there, HOLE)
        if found == HOLE:
            return count
        if found != character:
            return count if count >= AGREEING else None
        count += 1
    return count


def lead_to_sources(edition: Path, problems: list[Problem], surfaces: Surfaces) -> list[Problem]:
    """The findings as people are told them: at their sources, and each once with all the files where it stands."""
    library = Library(edition, surfaces)
    groups: dict[object, list[Problem]] = defaultdict(list)
    moved: dict[object, Problem] = {}
    for problem in sorted(problems, key=_pages_first):
        at = _at_source(library, problem)
        if at is None:
            key: object = (problem.code, str({k: v for k, v in problem.fields.items() if k != "spot"}))
        else:
            there, far = at
            what = problem.fields.get("text")
            said = what.text if isinstance(what, Quote) else [problem.fields.get(k) for k in ("here", "there", "key")]
            key = (there.file, there.line, far, there.code, str(said))
            moved.setdefault(key, there)
        groups[key].append(problem)
    found = []
    for key, group in groups.items():
        first = moved.get(key, group[0])
        others = [file for file in dict.fromkeys(p.file for p in group) if file != first.file]
        found.append(replace(first, also=tuple(others)))
    return sorted(found)


def _pages_first(problem: Problem) -> tuple[bool, Problem]:
    return PurePosixPath(problem.file).suffix != ".html", problem


def _at_source(library: Library, problem: Problem) -> tuple[Problem, int] | None:
    """The finding at the place where it is mended, and how far in that file; None where that is not known."""
    if problem.file not in library.surfaces:
        return None
    text, block = problem.fields.get("text"), problem.fields.get("block")
    spot: Spot | None = None
    if isinstance(text, Quote):
        spot = library.of_quote(problem.file, text)
    elif problem.code == "proof-cell":
        spot = _typed_cell(library, problem)
    elif isinstance(block, str):
        spot = library.of_block(problem.file, block, str(problem.fields.get("section", "")))
    elif problem.code in WHOLE_PAGE and (page := library.page_of(problem.file)):
        spot = page.relative_to(library.edition).as_posix(), 0, 0
    if spot is None:
        return None
    name, line, far = spot
    found = {**problem.fields, "spot": ""}
    if isinstance(other := problem.fields.get("other"), str):
        file, section = str(problem.fields["counterpart"]).partition(":")[0], str(problem.fields.get("section", ""))
        if there := library.of_block(file, other, section):
            found["counterpart"] = f"{library.edition.name}/{there[0]}" + (f":{there[1]}" if there[1] else "")
    return Problem(f"{library.edition.name}/{name}", line, problem.code, found), far


def _typed_cell(library: Library, problem: Problem) -> Spot | None:
    """A cell of a table that was typed into the page: its text stands there, and once."""
    said = packed(str(problem.fields.get("found", "")))
    for source in next(library.shelves(problem.file), []) if library.page_of(problem.file) else []:
        text, lines = source.bare
        if said and text.count(said) == 1:
            return source.name, lines[text.index(said)], text.index(said)
    return None
