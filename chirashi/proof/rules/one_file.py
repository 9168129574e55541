"""Holds one finished file to every rule, apart from all others."""

from __future__ import annotations

import copy
import hashlib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from chirashi.base.text.languages import nearest_first
from chirashi.proof.across_files.completeness import Shown
from chirashi.proof.across_files.download_sizes import Sizes
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files import kinds, surplus
from chirashi.proof.files.images import qr_codes
from chirashi.proof.files.images.qr_codes import Code
from chirashi.proof.files.surfaces import Surface, of_language
from chirashi.proof.files.web import material_theme
from chirashi.proof.files.web.html_tables import Table
from chirashi.proof.rules import attachments, own_files, own_page
from chirashi.proof.rules.findings import Findings
from chirashi.proof.rules.privacy import private_values
from chirashi.proof.rules.tables import json_tables, table_cells, table_headings
from chirashi.proof.rules.tracing import Read, Reader
from chirashi.proof.text.addresses import address
from chirashi.proof.text.figures import Figure, Position, Reading
from chirashi.proof.words.prove_words import Spoken

UNREAD = {"suffix": "proof-suffix", attachments.STRANGE: "proof-attachment"}


@dataclass
class ProvedFile:
    """One file: as it was read, what was found, and what it shows."""

    surface: Surface
    findings: Findings
    read: list[Read] = field(default_factory=list)
    shown: Shown | None = None
    own: Findings = field(default_factory=Findings)  # of what only the press's own look must be
    worker_list: str = ""  # what a service worker lists


@dataclass(frozen=True)
class Reference:
    """All that a file is held against: the books, those of former editions and of all others beside it, the secrets,
    the site's own address, the files it offers, what is said in each language.
    """

    book: Book
    earlier: list[Book]
    beside: list[Book]
    searcher: private_values.Searcher
    own: tuple[str, ...]
    sizes: Sizes
    spoken: Spoken
    sheets: dict[bytes, Surface] = field(default_factory=dict)  # as they were read, since pages offer copies of them


def prove_file(
    reference: Reference, path: Path, content: bytes, name: str, inner: str, members: bool = False
) -> ProvedFile:
    """Reads and proves one file. `members` marks a sheet that may hold the login."""
    kind = kinds.kind_of(path)
    beside = None if members else attachments.surface(reference.book, content, name, inner)
    if beside:
        found = beside
    elif kind and kind.is_paper:
        found = _sheet(reference, content, name, f"members-{inner}" if members else inner)
    else:
        found = kinds.read_surface(content, name, inner, reference.book.languages)
        reference.sizes.settle(found, inner)
    _read_drawings(found)
    proved = ProvedFile(found, Findings())
    attachments.prove_pictures(found, path, proved.findings)
    if members:
        found.private = frozenset(reference.searcher.in_text("\n".join(block.text for block in found.blocks)))
    if members or _secrets(reference.searcher, path, content, proved):
        _mask(found, reference.searcher)
    theirs = material_theme.is_own_file(inner, content) or (
        beside and (path.suffix.lower() == ".pdf" or attachments.is_as_it_lies(reference.book, content, found))
    )
    for what in () if theirs else surplus.surplus(path.name, content):
        proved.findings.say(Position(name), "proof-surplus", what=what)
    if not beside and not theirs:
        own_files.prove_own(found, content, proved.own, reference.searcher.masked)
        own_page.prove_leads_on(reference.book, found, content, proved.own)
        proved.worker_list = own_files.worker_list(found, content)
    _figures(reference, proved)
    reference.spoken.prove(found, proved.findings)
    return proved


def prove_part(reference: Reference, part: Surface) -> ProvedFile:
    """Proves what of an edition stands among the text of somebody else: figures, tables, codes, and each text of it."""
    _read_drawings(part)
    proved = ProvedFile(part, Findings())
    _figures(reference, proved)
    reference.spoken.prove_part(part, proved.findings)
    return proved


def search(searcher: private_values.Searcher, path: Path, content: bytes, name: str) -> Findings:
    """Whether private values stand in a file that is not read otherwise."""
    proved = ProvedFile(Surface(name, "", "", name), Findings())
    _secrets(searcher, path, content, proved)
    return proved.findings


def _read_drawings(found: Surface) -> None:
    """The QR codes of a file's drawings."""
    for drawing in found.drawings:
        spot = f"#{drawing.section}" if drawing.section else ""
        codes = qr_codes.of_drawing(drawing.element, drawing.line, spot)
        if not codes and "QR" in drawing.label:
            codes = [Code("", drawing.line, spot, sound=False)]
        found.codes += codes
    found.drawings = []  # read; their elements would keep the whole page in memory


def closed(name: str, error: OSError) -> ProvedFile:
    """A file that the system does not let us read."""
    findings = Findings()
    findings.say(Position(name), "proof-unreadable", said=error.strerror or str(error))
    return ProvedFile(Surface(name, "", "", name), findings)


def _sheet(reference: Reference, content: bytes, name: str, inner: str) -> Surface:
    """A printed sheet, read once however many copies of it there are."""
    digest = hashlib.blake2b(content).digest()
    if digest not in reference.sheets:
        reference.sheets[digest] = kinds.read_surface(content, name, inner, reference.book.languages)
    language, common = of_language(inner, reference.book.languages)
    read = reference.sheets[digest]
    if reference.searcher.values:  # what is masked in one is not to be masked before the other was searched
        read = copy.deepcopy(read)
    return replace(read, file=name, language=language, name=common, codes=[*read.codes])


def _figures(reference: Reference, proved: ProvedFile) -> None:
    """The figures, tables and codes of one file."""
    file, findings = proved.surface, proved.findings
    if file.unread:
        findings.say(Position(file.file), UNREAD.get(file.unread, "proof-unreadable"), said=file.unread)
        proved.shown = Shown(file)  # it is there, and shows nothing
        return
    if file.declared and file.language not in nearest_first(file.declared):
        findings.say(Position(file.file), "proof-language", found=file.declared, wanted=file.language)
    here, tables = Shown(file), list[tuple[Table, table_cells.Seen]]()
    for table in file.tables:
        spot = f"#{table.section}" if table.section else ""
        seen = table_cells.prove_table(
            reference.book, table, file.language, Position(file.file, table.line, spot), findings
        )
        tables.append((table, seen))
        for key, places in seen.shown.items():
            here.places[key] |= places
        table_headings.prove_headings(
            reference.book, table, seen.data, file.language, Position(file.file, table.line, spot), findings
        )
    table_cells.prove_whole(reference.book, tables, file.file, findings)
    json_tables.prove_leaves(reference.book, file, findings)
    reader = Reader(reference.book, reference.earlier, findings, reference.own, reference.beside)
    proved.read = reader.surface(file)
    for found in file.codes:
        _code(found, Position(file.file, found.line, found.spot), reference.book, findings, here)
    # On a page, what a reader sees of it alone: not its head and foot, nor what is said to machines.
    visible = (line for line in findings.ledger if file.kind != "html" or line.surface == "html")
    here.keys = {key for line in visible for key in line.keys}
    proved.shown = here


def _code(code: Code, place: Position, book: Book, findings: Findings, here: Shown) -> None:
    """A QR code must be readable and lead to an address of the data, whole."""
    payload = code.payload
    if not code.sound:
        findings.say(place, "proof-code-unreadable")
    if not payload:
        return
    figure = Figure("url", address(payload))
    keys = [key for key in book.keys_by_figure.get(figure, []) if payload.startswith("https://")]
    if not keys:
        findings.say(place, "proof-code", payload=payload)
        return
    here.codes |= set(keys)
    findings.trace(place, "qr", keys, Reading(figure, 0, len(payload), payload))


def _secrets(searcher: private_values.Searcher, path: Path, content: bytes, proved: ProvedFile) -> bool:
    """Whether private values stand in a file's name, bytes, unpacked parts, or texts as they are read; tells them."""
    if not searcher.values:
        return False
    file = proved.surface
    found = dict(searcher.in_bytes(content, kinds.unpacked(path, content)))
    for text in _texts(file):
        for key in searcher.in_text(text):
            found.setdefault(key, 0)
    for key, line in found.items():
        proved.findings.say(Position(file.file, line), "proof-secret", key=key)
    return bool(found)


def _texts(file: Surface) -> Iterator[str]:
    """What a file says, as a reader meets it, and its texts of each kind, since a value may be split among them."""
    by_kind: dict[tuple[str, str], list[str]] = defaultdict(list)
    for block in file.blocks:
        by_kind[block.tag, block.how].append(block.text)
    codes = [code.payload for code in file.codes]
    yield "\n".join([file.file, *(block.text for block in file.blocks), *codes, *file.lines])
    if file.kind in kinds.PAPER:
        yield from ("\n".join(texts) for texts in by_kind.values() if len(texts) > 1)


def _mask(file: Surface, searcher: private_values.Searcher) -> None:
    """Takes private values out of all that was read: no message and no proof that is filed may quote one."""
    for block in file.blocks:
        block.text = searcher.masked(block.text)
    for link in [*file.links, *(link for block in file.blocks for link in block.links)]:
        link.href = searcher.masked(link.href)
    if file.structure:
        file.structure.masked(searcher.masked)
    for leaf in file.json_values:
        leaf.value = searcher.masked(leaf.value)
    for table in file.tables:
        for cell in (cell for row in table.rows for cell in row):
            cell.text = searcher.masked(cell.text)
    file.codes = [code._replace(payload=searcher.masked(code.payload)) for code in file.codes]
    file.lines = [searcher.masked(line) for line in file.lines]
