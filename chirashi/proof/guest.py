"""Proves what of an edition stands in somebody else's site: the figures and parts that carry our mark, and our files.

The site's own text and numbers are its owner's, and are not read. Read are each `<data data-key>`, each part within
`<div class="brochure">`, and the files below `chirashi/`; and every file is searched for private values.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree
from lxml import html as lxml_html

from chirashi.base.problems import Trouble
from chirashi.base.text.languages import nearest_first
from chirashi.proof.across_files.download_sizes import Sizes
from chirashi.proof.data.entries import open_book
from chirashi.proof.files import kinds
from chirashi.proof.files.surfaces import Surface, of_language
from chirashi.proof.files.web.html import Block, Span
from chirashi.proof.files.web.html_tables import words
from chirashi.proof.rules.findings import Findings
from chirashi.proof.rules.one_file import ProvedFile, Reference, prove_file, prove_part, search
from chirashi.proof.rules.privacy import private_values
from chirashi.proof.run import Proof, set_of
from chirashi.proof.words.prove_words import Spoken

FOLDER = "chirashi"  # of the site, in which our files lie
SHEET = "assets/figures-*.css"  # which every such site has there
MARKED = "//*[contains(concat(' ', normalize-space(@class), ' '), ' brochure ')] | //data[@data-key]"


def is_guest(site: Path) -> bool:
    """Whether a site is somebody else's and shows our figures."""
    return next((site / FOLDER).glob(SHEET), None) is not None


def prove(edition: Path, site: Path, shown_as: str = "site") -> Proof:
    """Proves the marked parts of every page. `files` of the answer counts the pages that have any, and our files."""
    try:
        book = open_book(edition)
    except Trouble as trouble:
        return Proof(edition.name, list(trouble.problems), folder=edition)
    findings = Findings()
    private, findings.problems = private_values.private_values(edition, [])
    searcher = private_values.Searcher(private)
    reference = Reference(book, [], [], searcher, (), Sizes(site / FOLDER), Spoken(book, [], ()))
    proof = Proof(book.folder.name, folder=book.folder, private=len(searcher.values))
    for path in sorted(path for path in site.rglob("*") if path.is_file()):
        below, content = path.relative_to(site), path.read_bytes()
        name = f"{shown_as}/{below.as_posix()}"
        if below.parts[0] == FOLDER:
            found = [prove_file(reference, path, content, name, below.relative_to(FOLDER).as_posix())]
        else:
            findings.join(search(searcher, path, content, name))
            found = [*_pages(reference, content, name, below.as_posix())] if path.suffix == ".html" else []
        for proved in found:
            findings.join(proved.findings)
        proof.files += bool(found)
        proof.digests[name] = hashlib.sha256(content).hexdigest()  # of all, by which `verify` knows the site again
    proof.problems, proof.ledger = sorted(set_of(findings.problems)), findings.ledger
    data = hashlib.sha256((edition / "plans.yml").read_bytes()).hexdigest()
    proof.data = {f"{edition.name}/plans.yml": data}
    return proof


def _pages(reference: Reference, content: bytes, name: str, below: str) -> Iterator[ProvedFile]:
    """Each marked figure and part of a page, in the language of the nearest element that names one of the edition's."""
    if not content.strip():
        return
    root = etree.fromstring(content, lxml_html.HTMLParser(encoding="utf-8", huge_tree=True))
    for element in root.xpath(MARKED) if root is not None else ():
        if any(_is_part(outer) for outer in element.iterancestors()):
            continue
        language = _language(element, reference.book.languages) or of_language(below, reference.book.languages)[0]
        surface = Surface(name, "html", language, below)
        if _is_part(element):
            kinds.read_part(surface, element)
        else:
            line, text = element.sourceline or 0, words(element)
            span = Span(0, len(text), line, element.get("data-key") or "", element.get("value") or "", "data")
            surface.blocks.append(Block(text, line, "data", "", spans=[span]))
        yield prove_part(reference, surface)


def _is_part(element: etree._Element) -> bool:
    return "brochure" in (element.get("class") or "").split()


def _language(element: etree._Element, languages: list[str]) -> str:
    for one in (element, *element.iterancestors()):
        if said := one.get("lang"):
            return next((known for known in nearest_first(said) if known in languages), "")
    return ""
