"""PDF files that others made and that are published as they are: none may run code or carry other files."""

from __future__ import annotations

import io

import pikepdf

ACTIVE = {"/JavaScript", "/JS", "/Launch", "/EmbeddedFile", "/EmbeddedFiles", "/RichMedia", "/XFA", "/SubmitForm"}
ACTIVE |= {"/ImportData", "/GoToE", "/Movie", "/Sound", "/Rendition"}


def active(content: bytes) -> str | None:
    """What in a PDF does something of its own (/JavaScript, /Launch …), "" for nothing; None where it is no PDF."""
    if not content.startswith(b"%PDF-"):
        return None
    try:
        with pikepdf.open(io.BytesIO(content)) as pdf:
            if not len(pdf.pages):
                return None
            for thing in pdf.objects:
                if found := _active(thing, 0):
                    return found
    except pikepdf.PasswordError:
        return "/Encrypt"
    except pikepdf.PdfError:
        return None
    return ""


def _active(thing: pikepdf.Object, depth: int) -> str:
    """Looks through what stands in one object itself; others that it refers to are objects of their own."""
    if depth > 20:
        return ""
    inner: list[pikepdf.Object] = []
    if isinstance(thing, pikepdf.Array):
        inner = [item for item in thing if not _apart(item)]
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118 - a stream is no mapping
            value = thing.get(key)
            if key in ACTIVE:
                return key
            if key in ("/S", "/Type", "/Subtype") and isinstance(value, pikepdf.Name) and str(value) in ACTIVE:
                return str(value)
            if value is not None and not _apart(value):
                inner.append(value)
    return next((found for item in inner if (found := _active(item, depth + 1))), "")


def _apart(value: object) -> bool:
    """Whether it is an object of its own, met on the way through all objects."""
    return isinstance(value, pikepdf.Object) and value.is_indirect
