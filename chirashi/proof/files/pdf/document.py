"""What a PDF says apart from its pages: of itself, in bookmarks, links, notes and fields; and all that it holds."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from lxml import etree

from chirashi.proof.files.surfaces import Surface
from chirashi.proof.files.web.html import Block, Link
from chirashi.proof.text.figure_reading import SPACES, fold

FIELD_TEXTS = ("/TU", "/V", "/DV", "/MK", "/Opt", "/RV")
NOTE_TEXTS = ("/Contents", "/RC", "/Subj")
ABOUT = ("/Title", "/Subject", "/Author", "/Keywords")
# What programs note for one another in the document's data: when and by what it was made, which standards it follows.
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
TECHNICAL = ("http://ns.adobe.com/xap/1.0/", "http://www.aiim.org/pdf", "http://www.npes.org/pdfx/")
TECHNICAL_NAMES = ("Producer", "PDFVersion", "Trapped", "GTS_PDFXVersion")


def add(surface: Surface, text: str, tag: str, section: str, how: str = "text") -> None:
    text = SPACES.sub(" ", fold(text)).strip()
    if text:
        surface.blocks.append(Block(text, 0, tag, section, how))


def about(surface: Surface, sheets: pikepdf.Pdf) -> None:
    """What the document says of itself, its bookmarks, links, notes and form fields."""
    for name in ABOUT:
        for text in _texts(sheets.docinfo.get(name)):
            add(surface, text, name.strip("/").lower(), "", "metadata")
    if isinstance(data := sheets.Root.get("/Metadata"), pikepdf.Stream):
        for text in _find_texts(data.read_bytes()):
            add(surface, text, "xmp", "", "metadata")
    surface.declared = next(_texts(sheets.Root.get("/Lang")), "")
    try:
        with sheets.open_outline() as outline:
            for title in _titles(outline.root):
                add(surface, title, "bookmark", "", "bookmark")
    except (TypeError, pikepdf.OutlineStructureError) as error:  # what pikepdf says of bookmarks that are none
        raise ValueError("bookmarks") from error
    for number, page in enumerate(sheets.pages, 1):
        for note in _walk_list(page.get("/Annots")):
            if isinstance(action := note.get("/A"), pikepdf.Dictionary):
                surface.links += (Link(0, 0, address, 0) for address in _texts(action.get("/URI")))
            _add(surface, note, NOTE_TEXTS, str(number), "note")
            _add(surface, note, FIELD_TEXTS, str(number), "field")
    form = sheets.Root.get("/AcroForm")
    for field in _fields(form.get("/Fields") if isinstance(form, pikepdf.Dictionary) else None):
        _add(surface, field, FIELD_TEXTS, "", "field")


def attached(sheets: pikepdf.Pdf) -> str:
    """The name of a file that the document carries along; no sheet does, and nobody would read it."""
    for holder in (sheets.Root, *(page.obj for page in sheets.pages)):
        if holder.get("/AF") is not None:
            return "/AF"
    for page in sheets.pages:
        for note in _walk_list(page.get("/Annots")):
            if note.get("/Subtype") == "/FileAttachment":
                return "/FileAttachment"
    return next(iter(sheets.attachments), "")


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _walk_list(listed: Any) -> Iterator[pikepdf.Dictionary]:
    """The dictionaries of a list, where it is one."""
    for item in listed if isinstance(listed, pikepdf.Array) else ():
        if isinstance(item, pikepdf.Dictionary):
            yield item


def _fields(listed: Any) -> Iterator[pikepdf.Dictionary]:
    """Fields with the fields below them, each once."""
    waiting, seen = [listed], set[tuple[int, int]]()
    while waiting:
        for field in _walk_list(waiting.pop()):
            if field.objgen not in seen:
                seen.add(field.objgen)
                yield field
                waiting.append(field.get("/Kids"))


def _add(surface: Surface, item: pikepdf.Dictionary, names: tuple[str, ...], section: str, how: str) -> None:
    for name in names:
        for text in _texts(item.get(name)):
            add(surface, text, name.strip("/").lower(), section, how)


def _texts(value: Any) -> Iterator[str]:
    """The texts of a value: a string, a stream, one of a list (of pairs, in choices), the caption of a button."""
    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Stream):
        yield value.read_bytes().decode("utf-8", "replace")
    elif isinstance(value, pikepdf.Array):
        for item in value:
            if isinstance(item, pikepdf.Array):
                yield from (str(inner) for inner in item if isinstance(inner, pikepdf.String))
            elif isinstance(item, pikepdf.String):
                yield str(item)
    elif isinstance(value, pikepdf.Dictionary) and isinstance(caption := value.get("/CA"), pikepdf.String):
        yield str(caption)


def _find_texts(data: bytes) -> Iterator[str]:
    """The texts of a document's data (XMP) that are meant for people."""
    waiting = [etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))]
    while waiting:
        element = waiting.pop()
        if isinstance(element.tag, str) and not _technical(element.tag):
            waiting += reversed(element)
            texts = [element.text, *(value for name, value in element.attrib.items() if not _technical(name))]
            yield from (text for text in texts if text and text.strip())


def _technical(name: str) -> bool:
    about = name.startswith(f"{{{RDF}}}") and name.endswith("}about")
    return about or name[1:].startswith(TECHNICAL) or name.rpartition("}")[2] in TECHNICAL_NAMES


def unpacked(content: bytes) -> Iterator[bytes]:
    """All that a PDF holds, for the search of secrets: each stream without its compression, and all strings as one.

    Every object of the file is met once, so nothing is followed from one to another. A file that
    cannot be read has been told by `sheet.read`.
    """
    raw, said = [], []
    try:
        with pikepdf.open(io.BytesIO(content)) as sheets:
            for item in sheets.objects:
                if isinstance(item, pikepdf.Stream):
                    yield _content(item)
                for one in _strings(item):
                    raw.append(bytes(one))
                    said.append(str(one).encode("utf-8", "replace"))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        pass
    yield b"\n".join(raw)
    yield b"\n".join(said)


def _content(stream: pikepdf.Stream) -> bytes:
    try:
        return stream.read_bytes()
    except pikepdf.PdfError:
        return stream.read_raw_bytes()


def _strings(item: Any) -> Iterator[pikepdf.String | pikepdf.Name]:
    """The strings and names of one object of a file, not of those that it points to."""
    waiting = [item]
    while waiting:
        here = waiting.pop()
        inner: list[Any] = []
        if isinstance(here, pikepdf.String | pikepdf.Name):
            yield here
        elif isinstance(here, pikepdf.Array):
            inner = list(here)
        elif isinstance(here, pikepdf.Dictionary | pikepdf.Stream):
            inner = [here[key] for key in here.keys()]  # noqa: SIM118 pikepdf's dictionaries are no mappings
        waiting += (one for one in inner if isinstance(one, pikepdf.Object) and not one.is_indirect)
