"""A printed sheet as a surface: its text by structure, fields, links, bookmarks, document data and QR codes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from chirashi.prove.book import Book
from chirashi.prove.html import Block, Link
from chirashi.prove.qr import decode
from chirashi.prove.reading import SPACES, fold
from chirashi.prove.surfaces import Surface, of_language

DOTS_PER_INCH = 110  # a code of 28 mm with 33 modules has then 3.7 pixels a module, enough to read
FIELD_TEXTS = ("/TU", "/V", "/DV", "/MK", "/Opt")
ABOUT = ("/Title", "/Subject", "/Author", "/Keywords")


def surface(path: Path, shown: str, name: str, book: Book) -> Surface:
    """One sheet. Blocks stand under their page's number; an untagged page is one block."""
    language, common = of_language(name, book.languages)
    found = Surface(shown, "pdf", language, common)
    import pikepdf
    import pypdfium2 as pdfium

    try:
        with pikepdf.open(path) as sheets:
            _about(found, sheets)
        document = pdfium.PdfDocument(path)
    except (pikepdf.PdfError, pdfium.PdfiumError) as error:
        found.unread = str(error)[:80]
        return found
    try:
        for number, page in enumerate(document, 1):
            _page(found, page, number)
    finally:
        document.close()
    return found


def _page(found: Surface, page: Any, number: int) -> None:
    from chirashi.prove.tagged import Sheet

    sheet = Sheet(page, number)
    found.blocks += sheet.blocks
    found.tables += sheet.tables
    found.lines.append(lines_of(page))
    if not sheet.blocks:
        _add(found, found.lines[-1], "page", str(number))
    else:
        for line in sheet.left:
            _add(found, line, "artifact", str(number), "artifact")
    picture = page.render(scale=DOTS_PER_INCH / 72, grayscale=True)
    height, stride = picture.height, picture.stride
    found.codes += decode(memoryview(picture.buffer).cast("B"), stride, height)


def lines_of(page: Any) -> str:
    """A page's text in the order of drawing, its lines joined as those of a paragraph."""
    from chirashi.prove.tagged import joined

    textpage = page.get_textpage()
    text: str = joined(textpage.get_text_range().splitlines())
    textpage.close()
    return SPACES.sub(" ", fold(text)).strip()


def _add(found: Surface, text: str, tag: str, section: str, how: str = "text") -> None:
    text = SPACES.sub(" ", fold(text)).strip()
    if text:
        found.blocks.append(Block(text, 0, tag, section, how))


def _about(found: Surface, sheets: Any) -> None:
    """What the document says of itself, its bookmarks, links and form fields."""
    for name in ABOUT:
        if (value := sheets.docinfo.get(name)) is not None:
            _add(found, str(value), name.strip("/").lower(), "", "metadata")
    declared = sheets.Root.get("/Lang")
    found.declared = str(declared) if declared is not None else ""
    with sheets.open_outline() as outline:
        for title in _titles(outline.root):
            _add(found, title, "bookmark", "", "bookmark")
    for number, page in enumerate(sheets.pages, 1):
        for note in page.get("/Annots", []):
            action = note.get("/A")
            if action is not None and action.get("/URI") is not None:
                found.links.append(Link(0, 0, str(action.get("/URI")), 0))
            _field(found, note, str(number))
    form = sheets.Root.get("/AcroForm")
    for field in form.get("/Fields", []) if form is not None else []:
        _field(found, field, "")


def _titles(items: Any) -> Iterator[str]:
    for item in items:
        yield str(item.title)
        yield from _titles(item.children)


def _field(found: Surface, field: Any, section: str) -> None:
    for name in FIELD_TEXTS:
        value = field.get(name)
        for text in _texts(value):
            _add(found, text, name.strip("/").lower(), section, "field")


def _texts(value: Any) -> Iterator[str]:
    import pikepdf

    if isinstance(value, pikepdf.String):
        yield str(value)
    elif isinstance(value, pikepdf.Array):
        for item in value:
            yield from _texts(item)
    elif isinstance(value, pikepdf.Dictionary) and "/CA" in value:
        yield from _texts(value.get("/CA"))


def unpacked(path: Path) -> Iterator[bytes]:
    """Every stream of a PDF without its compression, and every string, for the search of secrets."""
    import pikepdf

    with pikepdf.open(path) as sheets:
        for item in sheets.objects:
            if isinstance(item, pikepdf.Stream):
                try:
                    yield item.read_bytes()
                except pikepdf.PdfError:
                    yield item.read_raw_bytes()
            yield from _strings(item, 0)


def _strings(item: Any, depth: int) -> Iterator[bytes]:
    import pikepdf

    if isinstance(item, pikepdf.String):
        yield bytes(item)
        yield str(item).encode()
    elif isinstance(item, pikepdf.Array) and depth < 6:
        for inner in item:
            yield from _strings(inner, depth + 1)
    elif isinstance(item, (pikepdf.Dictionary, pikepdf.Stream)) and depth < 6:
        for key in item.keys():  # noqa: SIM118 pikepdf's dictionaries are no mappings to iterate
            yield from _strings(item[key], depth + 1) if key not in ("/Parent", "/P", "/Pg") else ()
