"""Lays out, once, what is the same on every member's sheets, and finds the boxes for what is not.

The carrier is laid out in process inks like the press sheet, with a premium and without; the flyer is the press
sheet itself. Out of their pages come the objects that every file begins with.
"""

from __future__ import annotations

import io
import re
import uuid
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import theme
from chirashi.content.edition import Edition
from chirashi.mailing.sheets.envelopes import Window
from chirashi.paper import layout, print_set, sheet_html
from chirashi.paper.cache import Store
from chirashi.paper.gates import boxes, finished_pdf, glyphs, overlaps
from chirashi.paper.prepress import inks, press_sheet
from chirashi.view.templates import View

STYLES = ("flyer.css", "form.css", "carrier.css", "press.css")
FILE = "theme/print/carrier.html"
PT_PER_PX = 0.75
OBJECT = re.compile(rb"\s*(\d+) (\d+) obj\s")
BEFORE = b"uuid:00000000-0000-0000-0000-000000000000"  # where each file's own identity goes


@dataclass(frozen=True)
class Field:
    """A box to be filled: its place in points from the trimmed sheet's lower left corner, and how its text is set."""

    left: float
    bottom: float
    width: float
    height: float
    size: float
    least: float
    bold: bool
    at_right: bool


Fields = Mapping[str, Field]


@dataclass(frozen=True)
class Template:
    """What every file holds: objects by their number, and which of them are the sheets.

    `carriers` are the form objects with a premium and without, each with its `fields`; `flyer` the contents and
    resources of the pages that follow; `boxes` what a page says of its edges.
    """

    objects: dict[int, bytes]
    carriers: tuple[int, int]
    fields: tuple[Fields, Fields]
    flyer: tuple[tuple[bytes, bytes], ...]
    boxes: bytes
    media: bytes
    intent: bytes
    language: str
    info: int
    metadata: bytes

    @property
    def first(self) -> int:
        """The first number that is free."""
        return max(self.objects) + 1


def prepared(edition: Edition, profile: Path | None, window: Window, printed: Path | None, alone: bool) -> Template:
    """The sheets of an edition's first language; `Trouble` where they cannot be laid out.

    :param profile: the print shop's; a generic one where it is None.
    :param printed: where finished press sheets are kept.
    :param alone: the carrier without the flyer behind it.
    """
    view = View(edition, edition.data.languages[0])
    carriers, fields = _carriers(view, profile or inks.generic(), window)
    dated = sheet_html.stamp(edition.data.issued or edition.data.dates.start)
    sheets = press_sheet.make_plate(carriers, profile or inks.generic(), dated, BEFORE.decode().removeprefix("uuid:"))
    found = list(finished_pdf.inks_within(FILE, sheets))
    flyer = b""
    if not alone:
        made = print_set(edition, profile, Store(printed, forgets=False), wanted=lambda piece: piece.press)
        found += [problem for problem in made.problems if problem.severity == "error" or problem.code == "print-pango"]
        flyer = next(iter(made.files.values()), b"")
    if found:
        raise Trouble(*found)
    return _taken_apart(sheets, flyer, fields, view.language)


def _carriers(view: View, profile: Path, window: Window) -> tuple[bytes, tuple[Fields, Fields]]:
    """The carrier with a premium and without as one PDF of two pages, and the boxes of each."""
    if (reason := layout.missing()) is not None:
        raise Trouble(Problem(FILE, 0, "print-pango", {"said": reason}))
    layout.ready()
    styles = (*STYLES, *(f"{view.language}.css" for _ in theme().files(f"print/{view.language}.css")))
    documents = []
    for premium in (True, False):
        more = {"window": asdict(window), "premium": premium}
        html = inks.in_black(sheet_html.html(view, "carrier", more=more))
        document = layout.lay_out(html, *styles, more=inks.css(profile))
        found = [*glyphs.unknown(FILE, html), *boxes.sheets(FILE, document, 1, lambda one=document: one)]  # type: ignore[misc]
        found += [] if found else [*boxes.sizes(FILE, document), *boxes.lost(FILE, document, html)]
        found += [] if found else overlaps.overlaps(FILE, document)
        if found:
            raise Trouble(*found)
        documents.append(document)
    both = documents[0].copy([page for document in documents for page in document.pages])
    with_, without = (_fields(document.pages[0]) for document in documents)
    return layout.pdf(both, "pdf/x-4"), (with_, without)


def _fields(page: object) -> Fields:
    fields = {}
    high = page.height * PT_PER_PX  # type: ignore[attr-defined]  # the library says nothing of its types
    for box in boxes.boxes(page._page_box):  # type: ignore[attr-defined]
        if (name := boxes.attribute(box, "data-field")) is None:
            continue
        size = box.style["font_size"] * PT_PER_PX
        fields[name] = Field(
            box.content_box_x() * PT_PER_PX,
            high - (box.content_box_y() + box.height) * PT_PER_PX,
            box.width * PT_PER_PX,
            box.height * PT_PER_PX,
            size,
            float(boxes.attribute(box, "data-least") or min(size, boxes.BODY_PT)),
            box.style["font_weight"] >= 600,
            box.style["text_align_all"] in ("right", "end"),
        )
    return fields


def _taken_apart(sheets: bytes, flyer: bytes, fields: tuple[Fields, Fields], language: str) -> Template:
    """The objects of the sheets as they are written, and what is needed to make pages of them."""
    with pikepdf.open(io.BytesIO(sheets)) as pdf:
        page = pdf.pages[0]
        media = _written(Array(page.mediabox))
        edges = b"/TrimBox%b/BleedBox%b" % (_written(Array(page.trimbox)), _written(Array(page.bleedbox)))
        held = Dictionary(Carriers=Array([pdf.make_indirect(_form(pdf, one)) for one in pdf.pages]), Flyer=Array([]))
        if flyer:
            with pikepdf.open(io.BytesIO(flyer)) as other:
                for one in other.pages:
                    form = pdf.copy_foreign(other.make_indirect(_form(other, one)))
                    held.Flyer.append(form)
        intent, metadata = pdf.Root.OutputIntents[0], pdf.Root.Metadata.read_bytes()
        root = Dictionary(Type=Name.Catalog, Pages=pdf.make_indirect(Dictionary(Type=Name.Pages, Kids=[], Count=0)))
        root.OutputIntents, root.Held = Array([intent]), pdf.make_indirect(held)
        for key in list(pdf.Root.keys()):
            del pdf.Root[key]
        for key, value in root.items():
            pdf.Root[key] = value
        out = io.BytesIO()
        pdf.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    content = out.getvalue()
    with pikepdf.open(io.BytesIO(content)) as pdf:
        kept = pdf.Root.Held
        carriers = tuple(form.objgen[0] for form in kept.Carriers)
        pages = [form.objgen[0] for form in kept.Flyer]
        intent_at, info = pdf.Root.OutputIntents[0].objgen[0], pdf.trailer.Info.objgen[0]
        unused = {pdf.Root.objgen[0], pdf.Root.Pages.objgen[0], kept.objgen[0]}
        assert len(carriers) == 2  # with a premium and without
    objects = {number: text for number, text in _objects(content).items() if number not in unused}
    return Template(
        objects,
        (carriers[0], carriers[1]),
        fields,
        tuple((b"%d 0 R" % number, b"") for number in pages),
        edges,
        media,
        b"%d 0 R" % intent_at,
        language,
        info,
        metadata,
    )


def _form(pdf: pikepdf.Pdf, page: pikepdf.Page) -> pikepdf.Stream:
    """A page as a form, with all that is drawn outside of its trimmed sheet."""
    page.contents_coalesce()
    form = pdf.make_stream(page.Contents.read_bytes(), Type=Name.XObject, Subtype=Name.Form)
    form.BBox, form.Resources = Array(page.mediabox), page.obj.Resources
    return form


def _written(array: pikepdf.Array) -> bytes:
    return array.unparse()


def _objects(content: bytes) -> dict[int, bytes]:
    """Each object of a file with a plain table of cross references, as it is written there."""
    start = int(content[content.rindex(b"startxref") + 9 :].split()[0])
    lines = content[start:].split(b"\n")
    count = int(lines[1].split()[1])
    offsets = sorted(int(line[:10]) for line in lines[2 : 2 + count] if line[17:18] == b"n")
    found = {}
    for begin, end in zip(offsets, [*offsets[1:], start], strict=True):
        match = OBJECT.match(content, begin)
        assert match is not None, "the file was written a moment ago"
        found[int(match[1])] = content[match.end() : content.rindex(b"endobj", begin, end)].strip()
    return found


def identified(metadata: bytes, identity: bytes) -> bytes:
    """What a file says of itself, under its own identity."""
    return metadata.replace(BEFORE, b"uuid:" + str(uuid.UUID(bytes=identity)).encode())
