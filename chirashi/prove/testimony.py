"""Testimony: what the witness has to say of one finished file, apart from all others."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chirashi.prove import cells, headings, pdf, qr, secrets, structured
from chirashi.prove.book import Book
from chirashi.prove.complete import Shown
from chirashi.prove.figures import Figure, Place, Reading
from chirashi.prove.finding import Findings
from chirashi.prove.ledger import Read, Reader
from chirashi.prove.reading import address, fold
from chirashi.prove.sizes import Sizes
from chirashi.prove.surfaces import Surface, surface


@dataclass
class Testimony:
    """One file: as it was read, what was found, and what it shows."""

    surface: Surface
    findings: Findings
    read: list[Read] = field(default_factory=list)
    shown: Shown | None = None


@dataclass(frozen=True)
class Bench:
    """All that a file is held against: the books, the secrets, the site's own address, the files it offers."""

    book: Book
    earlier: list[Book]
    searcher: secrets.Searcher
    own: tuple[str, ...]
    sizes: Sizes


def testify(bench: Bench, path: Path, content: bytes, name: str, inner: str, members: bool = False) -> Testimony:
    """Reads and proves one file. `members` marks a sheet that may hold the login."""
    if path.suffix == ".pdf":
        found = pdf.surface(path, name, f"members-{inner}" if members else inner, bench.book)
    else:
        found = surface(content, name, inner, bench.book.languages)
        bench.sizes.settle(found, inner)
    testimony = Testimony(found, Findings())
    if not members:
        _secrets(bench.searcher, path, content, testimony)
    for block in found.blocks:  # no message and no proof that is filed may quote a private value
        for value in bench.searcher.values.values():
            block.text = block.text.replace(fold(value), "＊" * len(fold(value)))
    _figures(bench, testimony)
    return testimony


def _figures(bench: Bench, testimony: Testimony) -> None:
    """The figures, tables and codes of one file."""
    file, findings = testimony.surface, testimony.findings
    if file.unread:
        code = "proof-suffix" if file.unread == "suffix" else "proof-unreadable"
        findings.say(Place(file.file), code, said=file.unread)
        return
    if file.declared and file.declared.partition("-")[0] != file.language:
        findings.say(Place(file.file), "proof-language", found=file.declared, wanted=file.language)
    here = Shown(file)
    for table in file.tables:
        spot = f"#{table.section}" if table.section else ""
        seen = cells.prove_table(bench.book, table, file.language, Place(file.file, table.line, spot), findings)
        for key, places in seen.shown.items():
            here.places[key] |= places
        headings.prove_headings(
            bench.book, table, seen.data, file.language, Place(file.file, table.line, spot), findings
        )
    structured.prove_leaves(bench.book, file, findings)
    reader = Reader(bench.book, bench.earlier, findings, bench.own)
    testimony.read = reader.surface(file)
    for drawing in file.drawings:
        payload = qr.of_drawing(drawing.element)
        if payload is not None or "QR" in drawing.label:
            file.codes.append(payload or "")
            place = Place(file.file, drawing.line, f"#{drawing.section}" if drawing.section else "")
            _code(payload or "", place, bench.book, findings, here)
    if not file.drawings:
        for payload in file.codes:
            _code(payload, Place(file.file), bench.book, findings, here)
    file.drawings = []  # read; their elements would keep the whole page in memory
    # On a page, what a reader sees of it alone: not its head and foot, nor what is said to machines.
    visible = (line for line in findings.ledger if file.kind != "html" or line.surface == "html")
    here.keys = {key for line in visible for key in line.keys}
    testimony.shown = here


def _code(payload: str, place: Place, book: Book, findings: Findings, here: Shown) -> None:
    """A QR code must be readable and lead to an address of the data, whole."""
    if not payload:
        findings.say(place, "proof-code-unreadable")
        return
    figure = Figure("url", address(payload))
    keys = [key for key in book.held.get(figure, []) if payload.startswith("https://")]
    if not keys:
        findings.say(place, "proof-code", payload=payload)
        return
    here.codes |= set(keys)
    findings.trace(place, "qr", keys, Reading(figure, 0, len(payload), payload))


def _secrets(searcher: secrets.Searcher, path: Path, content: bytes, testimony: Testimony) -> None:
    """Private values in a file's name, bytes, unpacked parts and texts as they are read."""
    if not searcher.values:
        return
    file = testimony.surface
    found = dict(searcher.in_bytes(content))
    packed = [*secrets.inflated(content), *(pdf.unpacked(path) if path.suffix == ".pdf" else ())]
    texts = [file.file, *(block.text for block in file.blocks), *file.codes]
    for part in packed:
        for key, _ in searcher.in_bytes(part):
            found.setdefault(key, 0)
    for key, _ in searcher.in_text("\n".join(texts)):
        found.setdefault(key, 0)
    for key, line in found.items():
        testimony.findings.say(Place(file.file, line), "proof-secret", key=key)
