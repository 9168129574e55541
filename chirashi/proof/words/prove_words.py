"""Holds every page and printed sheet to what it must say, word for word, and tells what differs."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.data.yaml_events import Entry
from chirashi.proof.files import json_values
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.rules.tracing import spot_of
from chirashi.proof.text.comparable import CLOSE, OPEN, comparable
from chirashi.proof.text.figures import Position
from chirashi.proof.words.comparison import draft_mark, own_templates
from chirashi.proof.words.comparison.alignment import Alignment, Difference, Free
from chirashi.proof.words.comparison.form_fields import prove_fields
from chirashi.proof.words.comparison.own_templates import shortened
from chirashi.proof.words.expected import markdown_text, pages, sheets
from chirashi.proof.words.expected.markdown_text import Page
from chirashi.proof.words.expected.wording import HOLE, Said, Wording, wording_of

SPOKEN = ("words", "members", "print", "search", "name", "roles", "ways", "axes", "material")  # shown labels
MEMBERS = "members-flyer.pdf"
FILLABLE = "fax-fillable.pdf"
FLYER = re.compile(r"flyer(?:\.pdf|/index\.html)$")
UNKNOWN = "\ue020"  # in the place of a text under a name that no label has


@dataclass
class Words:
    """What may be said in one language."""

    wording: Wording
    whole: list[tuple[str, str]] = field(default_factory=list)  # labels without holes: as compared, and their name
    texts_of_data: dict[str, Said] = field(default_factory=dict)  # the texts of the data, by themselves as compared
    cells: Free = field(default_factory=lambda: Free([]))

    @property
    def texts(self) -> list[str]:
        return list(self.texts_of_data)

    @functools.cached_property
    def loose(self) -> Free:
        return Free([*self.texts, *self.wording.known])


def words_of(book: Book, language: str, beside: tuple[Book, ...], present: Book | None) -> Words | None:
    w = wording_of(book, language, beside, present)
    if w is None:
        return None
    names = [other.labels.said("name") for one in book.languages if (other := wording_of(book, one))]
    found = Words(w)
    found.whole = [
        (comparable(text), path)
        for group in SPOKEN
        for path, text in texts_with_keys(w.labels.get(group) or Entry(0), group)
        if not HOLE.search(text) and not path.startswith(("print.rooms", "print.boxes"))
    ]
    found.whole += [(comparable(name), "name") for name in names]
    filled = [w.filled(text) for text in _texts(book.data, language)]
    found.texts_of_data = {comparable(text): Said(text, book.file) for text in filled}
    cells = [
        text for key in ("cells", "cells_aloud") for _, text in texts_with_keys(w.labels.get(key) or Entry(0), key)
    ]
    in_cells = [c.get(language, "") for grid in book.grids.values() for c in grid.cells.values() if isinstance(c, dict)]
    beside_amounts = [w.filled(text.by_language.get(language, "")) for text in book.texts if ".cells." in text.key]
    found.cells = Free(map(comparable, [*cells, *in_cells, *beside_amounts]))
    return found


def texts_with_keys(entry: Entry, path: str) -> Iterator[tuple[str, str]]:
    if entry.text is not None:
        yield path, entry.text
    for name, inner in entry.under.items():
        yield from texts_with_keys(inner, f"{path}.{name}")


def _texts(entry: Entry, language: str) -> Iterator[str]:
    """All texts of the data in a language."""
    if language in entry.under:
        yield entry.under[language].text or ""
    for inner in [*entry.under.values(), *entry.items]:
        yield from _texts(inner, language)


class Spoken:
    """What may be said in each language of an edition; made once, before the work is shared out."""

    def __init__(self, book: Book, beside: list[Book], login: tuple[str, ...], present: Book | None = None) -> None:
        """`login` are keys of what members are told; `present` is the edition that holds now, of a past one."""
        self.book, self.beside, self.login = book, tuple(beside), login
        self.languages = {language: words_of(book, language, self.beside, present) for language in book.languages}

    def read_pages(self) -> None:
        """Reads the Markdown of all pages, which menus and feet of each page name."""
        for language in self.languages:
            for name in self.book.pages:
                markdown_text.read(self.book.folder, language, name)

    def prove(self, surface: Surface, findings: Findings) -> None:
        """A page or a tagged sheet, from its beginning to its end."""
        words = self.languages.get(surface.language)
        if words is None or surface.unread:
            return
        expected = expected_of(words.wording, surface, self.login)
        for key in sorted(set(self.login) - surface.private) if surface.name == MEMBERS else ():
            findings.say(Position(surface.file), "proof-login", key=key)
        if expected is not None:
            _prove(words, surface, expected, findings)
        if surface.kind == "pdf" and surface.name.removeprefix("print/") == FILLABLE:
            prove_fields(surface, sheets.form_fields(words.wording), findings)

    def prove_part(self, surface: Surface, findings: Findings) -> None:
        """A part among somebody else's text: each text of it is made of the theme's words and the edition's."""
        words = self.languages.get(surface.language)
        if words is None:
            return
        known = Free([*(text for text, _ in words.whole), *words.texts, *words.wording.known])
        for block in surface.blocks:
            if block.how == "text" and block.tag != "data" and not _made_of(comparable(block.text), known):
                _tell(surface, "proof-words-foreign", Difference(block, block.text, None), findings)


def expected_of(w: Wording, surface: Surface, login: tuple[str, ...]) -> list[Said] | None:
    if surface.kind == "html":
        found = pages.says(w, surface)
        return list(found) if found is not None else None
    if surface.kind == "pdf":
        match surface.name:
            case "flyer.pdf" | "print/flyer.pdf":
                return list(sheets.flyer(w, surface))
            case _ if surface.name == MEMBERS:
                return list(sheets.flyer(w, surface, login))
            case "fax.pdf" | "print/fax.pdf":
                return list(sheets.fax(w, fillable=False))
            case "fax-fillable.pdf" | "print/fax-fillable.pdf":
                return list(sheets.fax(w, fillable=True))
    return None


def _prove(words: Words, surface: Surface, expected: list[Said], findings: Findings) -> None:
    w = words.wording
    name = pages.name_of(w, surface.name) if surface.kind == "html" else ""
    page = markdown_text.read(w.book.folder, w.language, name) if name else None
    mark = draft_mark.mark_of(w)  # which `draft_mark` proves
    blocks = [block for block in surface.blocks if block.how == "text" and comparable(block.text) != mark]
    asked = {comparable(said.text) for said in expected}
    again = sheets.again(words.wording) if FLYER.search(surface.name) else []
    free = Free([*(text for text, _ in words.whole if text not in asked), *(comparable(said.text) for said in again)])
    alignment = Alignment(blocks, free, words.cells, words.loose)
    differences = [*_attributes(words, surface, expected, page), *alignment.differences(expected)]
    if differences and (own := own_templates.own_template_names(surface.name, page.shown if page else ())):
        sorted_ = own_templates.sort(differences, expected, words.texts_of_data, w.known, alignment.text)
        _tell_own(surface, own, sorted_, findings)
        return
    for one in differences:
        kind = "" if one.text and one.wanted else "-lost" if one.wanted else "-foreign"
        _tell(surface, f"proof-words{kind}", one, findings)


def _tell(surface: Surface, code: str, difference: Difference, findings: Findings, **more: object) -> None:
    place = Position(
        surface.file,
        difference.block.line if difference.block else 0,
        spot_of(difference.block) if difference.block else "",
    )
    wanted = difference.wanted or Said("", "")
    findings.say(
        place, code, text=shortened(difference.text), wanted=shortened(wanted.text), source=wanted.source, **more
    )


def _tell_own(surface: Surface, own: list[str], found: own_templates.Sorted, findings: Findings) -> None:
    """What differs where templates of the project's own have a say."""
    named = ", ".join(f"theme/{name}" for name in own)
    for one in found.altered:
        _tell(surface, "proof-words-altered", one, findings, own=named)
    for said in found.lost:
        _tell(surface, "proof-words-dropped", Difference(None, "", said), findings, own=named)
    if found.strange or found.lacking:
        findings.say(Position(surface.file), "proof-words-own", own=named, differs=own_templates.differing_texts(found))


def _attributes(words: Words, surface: Surface, expected: list[Said], page: Page | None) -> Iterator[Difference]:
    """What is heard or put in by a script is made of the theme's words and the edition's texts."""
    own = {comparable(said.text) for said in expected}
    w = words.wording
    described = comparable(w.filled(page.front.get("description", ""))) if page else ""
    heard = [Said(w.filled(said), f"{page.file}:{line}") for said, line in page.heard] if page else []
    readings = [comparable(one.said("reading")) for _, one in w.items("words")]
    known = Free([*own, described, *(comparable(said.text) for said in heard), *readings, *words.texts, *w.known])
    for block in surface.words:
        for said in _strings(block.text, w.names):
            right = w.holes.issuperset(HOLE.findall(said)) and said != UNKNOWN
            right &= said == described if block.how == "description" and described else _made_of(said, known)
            if not right:
                yield Difference(block, block.text, None)
                break
    there = {comparable(block.text) for block in surface.words} if heard else set()
    yield from (Difference(None, "", said) for said in heard if comparable(said.text) not in there)


def _strings(text: str, names: frozenset[str]) -> list[str]:
    """A text, or the strings of a script's JSON, as texts are compared; under a name that no label has, nothing."""
    if not text.startswith("{"):
        return [comparable(text)]
    try:
        leaves_ = json_values.read_json(text, 0)[0]
    except ValueError:
        return [comparable(text)]
    return [comparable(leaf.value) if names.issuperset(leaf.path) else UNKNOWN for leaf in leaves_]


def _made_of(text: str, known: Free) -> bool:
    """Whether a text is made of known ones from its beginning to its end, with figures and signs between."""
    ways = {0}
    while ways:
        at = min(ways)
        if at >= len(text):
            return True
        ways.remove(at)
        ways |= {at + length for length in known.lengths(text, at)}
        if text[at] == OPEN:
            ways.add(text.index(CLOSE, at) + 1)
        elif text[at] == "{":
            ways.add(text.find("}", at) + 1 or at + 1)
        elif not text[at].isalnum():
            ways.add(at + 1)
    return False
