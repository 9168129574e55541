"""Follows every link within the site: there is something where it leads, and it is what the link says.

Both looks alike. What leads to other sites is traced to the data, see `rules/links.py`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote, urljoin, urlsplit

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.surfaces import Surface, of_language
from chirashi.proof.files.web.page_structure import Lead
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import Position
from chirashi.proof.words.expected import pages
from chirashi.proof.words.prove_words import Spoken

NOWHERE = "https://site.invalid/"  # stands for a site whose address nobody knows
INDEX = "index.html"


@dataclass(frozen=True)
class Site:
    """What is on the site: `there` its files by their paths, `below` where the edition's pages begin."""

    there: frozenset[str]
    name: str  # as messages call its folder
    below: str
    others: tuple[str, ...]
    url: str | None

    def path_of(self, surface: Surface) -> str:
        return surface.file.removeprefix(f"{self.name}/")

    def led_to(self, address: str, page: str) -> tuple[str, str] | None:
        """The file to which an address on a page leads, and the place in it; None for what is not of this site."""
        home = self.url or NOWHERE
        whole = urljoin(home + page, address.strip())
        if urlsplit(whole)[:2] != urlsplit(home)[:2]:
            return None
        path, _, place = whole.partition("#")
        path = unquote(path.partition("?")[0])
        inner = path.removeprefix(home) if path.startswith(home) else f"../{path}"
        if inner in self.there:
            return inner, unquote(place)
        return f"{inner}/{INDEX}".lstrip("/").replace("//", "/"), unquote(place)

    def shared_name(self, path: str, languages: list[str]) -> tuple[str, str]:
        """A file's language and its name in every language."""
        edition = next((other for other in (*self.others, self.below) if other and path.startswith(other)), "")
        language, name = of_language(path.removeprefix(edition), languages)
        return language, edition + name


def prove_destinations(book: Book, surfaces: list[Surface], site: Site, spoken: Spoken, findings: Findings) -> None:
    """All links of all pages."""
    html = [surface for surface in surfaces if surface.kind == "html" and surface.structure and not surface.unread]
    ids = {site.path_of(one): {name for name, _ in one.structure.ids} for one in html if one.structure}
    for surface in html:
        _lost(surface, site, ids, findings)
        _languages(book, surface, site, findings)
        _menu(surface, site, spoken, findings)
        _headings(surface, findings)
    by_name: dict[str, dict[str, Surface]] = {}
    for surface in html:
        by_name.setdefault(surface.name, {})[surface.language] = surface
    first, *others = book.languages
    for versions in by_name.values():
        for other in others if first in versions else ():
            if other in versions:
                _apart(book, versions[first], versions[other], site, findings)


def _leads(surface: Surface) -> list[Lead]:
    return surface.structure.leads if surface.structure else []


def _lost(surface: Surface, site: Site, ids: dict[str, set[str]], findings: Findings) -> None:
    page = site.path_of(surface)
    for lead in _leads(surface):
        led = site.led_to(lead.address, page)
        if led is None:
            continue
        path, place = led
        there = path in site.there and (not place or path not in ids or place in ids[path])
        if not there:
            findings.say(Position(surface.file, lead.line), "proof-link-lost", text=lead.said, target=lead.address)
    for name, line in surface.structure.references if surface.structure else ():
        if name not in ids[page]:
            findings.say(Position(surface.file, line), "proof-link-lost", text="", target=f"#{name}")


def _languages(book: Book, surface: Surface, site: Site, findings: Findings) -> None:
    """What says to lead to another language leads to it, and each page to itself in every other."""
    page = site.path_of(surface)
    here = site.shared_name(page, book.languages)
    is_page = surface.name.removesuffix(INDEX).rstrip("/") in {"", *book.pages}
    reached = set()
    for lead in _leads(surface):
        if lead.tag != "a" or lead.language not in book.languages:
            continue
        led = site.led_to(lead.address, page)
        if led is None:
            continue
        language, name = site.shared_name(led[0], book.languages)
        if language != lead.language or (is_page and lead.around and name != here[1]):
            findings.say(Position(surface.file, lead.line), "proof-link-language", text=lead.said, target=lead.address)
        reached.add(lead.language)
    for language in book.languages if is_page else ():
        if language not in {here[0], *reached} and site.path_of(surface):
            findings.say(Position(surface.file), "proof-link-language", text=language, target="–")


def _menu(surface: Surface, site: Site, spoken: Spoken, findings: Findings) -> None:
    """A link of the head or foot that is called as a page of the edition leads to that page."""
    words = spoken.languages.get(surface.language)
    if words is None:
        return
    w, page = words.wording, site.path_of(surface)
    home = "" if surface.language == w.book.languages[0] else f"{surface.language}/"
    wanted: dict[str, set[str]] = {}
    for name, said in pages.menu_names(w):
        path = f"{site.below}{home}{INDEX if name == 'index' else f'{name}/{INDEX}'}"
        wanted.setdefault(comparable(said.text), set()).add(path)
    for lead in _leads(surface):
        if lead.tag != "a" or not lead.around or lead.language:
            continue
        led, right = site.led_to(lead.address, page), wanted.get(comparable(lead.said))
        if led and right and led[0] not in right:
            findings.say(Position(surface.file, lead.line), "proof-link-apart", text=lead.said, target=lead.address)


def _headings(surface: Surface, findings: Findings) -> None:
    """One heading of the first level begins a page, none leaves a level out, and no name stands twice."""
    structure = surface.structure
    if structure is None or not structure.headings or "mkdocs" not in surface.generator:
        return
    levels = [level for level, _, _ in structure.headings]
    before = 0
    for level, _, line in structure.headings:
        if level > before + 1 or (level == 1 and before):
            findings.say(Position(surface.file, line), "proof-headings", text=f"h{before} → h{level}")
        before = level
    if levels[0] != 1:
        findings.say(Position(surface.file, structure.headings[0][2]), "proof-headings", text=f"h{levels[0]}")
    for name, number in Counter(name for name, _ in structure.ids).items():
        if number > 1:
            line = [line for one, line in structure.ids if one == name][-1]
            findings.say(Position(surface.file, line), "proof-headings", text=f"id={name}")


def _apart(book: Book, one: Surface, other: Surface, site: Site, findings: Findings) -> None:
    """The same page leads to the same pages in every language, and has headings of the same levels and names."""
    here, there = (dict(_shared(book, surface, site)) for surface in (other, one))
    counts = [Counter(name for name in side.values()) for side in (here, there)]
    alone = {*(counts[0] - counts[1]), *(counts[1] - counts[0])}
    for surface, side in ((other, here), (one, there)):
        for lead, name in side.items():
            if name in alone:
                place = Position(surface.file, lead.line)
                findings.say(place, "proof-link-apart", text=lead.said, target=lead.address)
    if one.structure and other.structure and "mkdocs" in one.generator:
        levels = [[(level, name) for level, name, _ in s.structure.headings] for s in (one, other) if s.structure]
        if levels[0] != levels[1]:
            findings.say(Position(other.file), "proof-headings", text=one.file)


def _shared(book: Book, surface: Surface, site: Site) -> Iterator[tuple[Lead, str]]:
    """The links of a page's body and frame, each with where it leads, named alike in every language."""
    page = site.path_of(surface)
    for lead in _leads(surface):
        if lead.tag == "a" and not lead.language and "term" not in lead.marks:
            led = site.led_to(lead.address, page)
            if led is not None:
                yield lead, "#".join((site.shared_name(led[0], book.languages)[1], led[1]))
