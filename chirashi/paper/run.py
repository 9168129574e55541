"""Makes every piece of printed matter of an edition: laid out, put through the gates, and only then handed over.

A piece that fails a gate is not among the files, so that it never takes the place of the last
good one.

What lays out and checks sheets is loaded where one is made: it takes 0.15 s of processor time, which a build
whose sheets are all kept need not spend.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base import parallel
from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.base.project import in_project, theme
from chirashi.checks.files.privacy import unfilled
from chirashi.content.edition import Edition
from chirashi.paper import layout, sheet_html
from chirashi.paper.cache import AsPage, Result, Store
from chirashi.paper.copyfitting.arrangement import Arrangement
from chirashi.view.templates import View

if TYPE_CHECKING:
    from weasyprint import Document

    from chirashi.paper.copyfitting import fit

STYLES: dict[sheet_html.Matter, tuple[str, ...]] = {
    "flyer": ("flyer.css", "form.css"),
    "fax": ("form.css", "fax.css"),
    "fillable": ("form.css", "fax.css"),
}


@dataclass(frozen=True)
class Piece:
    """One file to print: what it is, in which language, and for whom."""

    name: str
    matter: sheet_html.Matter
    view: View
    login: dict[str, str] | None = None
    press: bool = False

    @property
    def leads(self) -> bool:
        """Whether it is a language's flyer as everybody gets it, by which the site shows the page of it."""
        return self.matter == "flyer" and not self.press and self.login is None

    @property
    def styles(self) -> tuple[str, ...]:
        """Files of `theme/print/`; that of the language, where it has one, comes last: it may bring its own font."""
        own = [path.name for path in theme().files(f"print/{self.view.language}.css")]
        draft = ("draft.css",) if self.view.draft else ()
        return (*STYLES[self.matter], *draft, *(("press.css",) if self.press else ()), *own)


@dataclass(frozen=True)
class Draft:
    """A piece as HTML, with its key in the store, and what the store had of it.

    `four` asks for the format of four pages, since another language's flyer takes them.
    """

    piece: Piece
    html: str
    key: str = ""
    made: Result | None = None
    four: bool = False


@dataclass
class Printed:
    """Finished files by their path below `print/`, pictures by theirs below `build/`, and what is wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    proofs: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    pages: dict[str, AsPage] = field(default_factory=dict)  # the flyer of each language as the site shows it

    def add(self, piece: Piece, result: Result) -> None:
        self.problems += result.problems
        if not result.problems:
            self.files[piece.name] = result.content
            if piece.leads:
                self.pages[piece.view.language] = result.page
                if result.page.said:
                    self.problems.append(Problem(f"print/{piece.name}", 0, "print-set", result.page.said))
            if result.proof:
                self.proofs[f"fax-proof-{Path(piece.name).stem}.png"] = result.proof


def print_set(
    edition: Edition,
    icc: Path | None = None,
    store: Store | None = None,
    making: Callable[[str], None] = lambda _name: None,
    wanted: Callable[[Piece], bool] = lambda _piece: True,
) -> Printed:
    """The whole print set of a checked edition; `icc` is the printer's profile, a generic one where it is None.

    With a `store` a public piece whose input has not changed is not made again. `making` is told the
    name of each that is. Only pieces that are `wanted` are made.
    """
    profile, wrong = _profile(icc)
    done, store = Printed(problems=wrong), store or Store(None)
    drafts = [
        _drafted(piece, store, profile) for piece in pieces(edition) if wanted(piece) and (profile or not piece.press)
    ]
    if any(draft.made is None for draft in drafts):
        if (reason := layout.missing()) is not None:
            return Printed(problems=[Problem(in_project(edition.folder), 0, "print-pango", {"said": reason})])
        layout.ready()

    def proved(draft: Draft) -> Result:
        if draft.made is not None:
            return draft.made
        making(draft.piece.name)
        return _proved(draft, edition, profile)

    made = _each(proved, drafts)
    if four := _other_format(drafts, made):  # all languages have one
        drafts = [replace(draft, made=None, four=True) if four[at] else draft for at, draft in enumerate(drafts)]
        drafts = [draft if draft.four else replace(draft, made=one) for draft, one in zip(drafts, made, strict=True)]
        made = _each(proved, drafts)
    for draft, one in zip(drafts, made, strict=True):
        done.add(draft.piece, one)
        if draft.key and not one.problems:
            store.keep(draft.key, one)
    store.forget_all_but({draft.key for draft in drafts})
    return done


def _other_format(drafts: list[Draft], results: list[Result]) -> list[bool]:
    """Which flyers stand on two pages while another of the edition takes four; empty where none does."""
    shorter = [
        draft.piece.matter == "flyer" and one.page.pages == 2 for draft, one in zip(drafts, results, strict=True)
    ]
    return shorter if any(one.page.pages > 2 for one in results) and any(shorter) else []


def _each(work: Callable[[Draft], Result], drafts: list[Draft]) -> list[Result]:
    """What the store has, and the rest made, shared out among the processors."""
    waiting = [draft for draft in drafts if draft.made is None]
    made = iter(parallel.each(work, waiting))
    return [next(made) if draft.made is None else draft.made for draft in drafts]


def pieces(edition: Edition) -> Iterator[Piece]:
    login = {key.removeprefix("login."): v for key, v in edition.private.items() if key.startswith("login.")}
    if set(unfilled(edition)) & {f"login.{name}" for name in login}:
        login = {}  # which is told; a sheet with the example's words must not go to members
    for language in edition.data.languages:
        view = View(edition, language)
        yield Piece(f"flyer-{language}.pdf", "flyer", view)
        if sheet_html.fax_party(edition):
            yield Piece(f"fax-{language}.pdf", "fax", view)
            yield Piece(f"fax-{language}-fillable.pdf", "fillable", view)
        if language == edition.data.languages[0]:
            yield Piece(f"flyer-{language}-press.pdf", "flyer", view, press=True)
        if login:
            yield Piece(f"members/flyer-{language}.pdf", "flyer", view, login=login)


def _drafted(piece: Piece, store: Store, profile: Path | None) -> Draft:
    """A piece as HTML; also as it was made before, where that can be kept. Nothing of the members' own is."""
    html = sheet_html.html(piece.view, piece.matter, piece.login)
    if piece.login is not None:
        return Draft(piece, html)
    key = store.key(piece.name, html, *piece.styles, more=(profile,) if piece.press and profile else ())
    kept = store.kept(key)
    return Draft(piece, html, key, kept)


def _proved(draft: Draft, edition: Edition, profile: Path | None) -> Result:
    """The piece as a PDF with its FAX proof, once it has passed every gate; only what is wrong where it has not."""
    from chirashi.paper.copyfitting import fit
    from chirashi.paper.form import form_fields
    from chirashi.paper.gates import boxes, glyphs, overlaps
    from chirashi.paper.gates import finished_pdf as proof
    from chirashi.paper.prepress import inks, press_sheet

    piece = draft.piece
    file, language = f"print/{piece.name}", piece.view.language
    more = inks.css(profile) if piece.press and profile is not None else ""
    fitted = fit.fit(_press(piece, more, draft.html), sheet_html.designed(piece.view), draft.four)
    document, html = fitted.document, fitted.html
    pages = fitted.arranged.pages if piece.matter == "flyer" else 1
    found = [*glyphs.unknown(file, html), *boxes.sheets(file, document, pages, _again(fitted, piece, more))]
    found += boxes.sizes(file, document)
    if not found:
        found += boxes.lost(file, document, html)
    if not found:  # what has grown out of its box stands on others too
        found += overlaps.overlaps(file, document)
    if found:
        return Result(problems=_discreet(found, piece))
    with glyphs.Hollow() as hollow:
        content = layout.pdf(document, "pdf/x-4" if piece.press else "pdf/ua-1")
    found += hollow.told(file, html)
    if piece.matter == "fillable":
        content = form_fields.put_right(content)
    if piece.press and profile is not None:
        identity = hashlib.blake2b(html.encode(), digest_size=16).digest()
        dated = sheet_html.stamp(
            edition.data.issued or edition.data.dates.start
        )  # PDF/X wants a date, whatever is known
        content = press_sheet.make_plate(content, profile, dated, str(uuid.UUID(bytes=identity)))
        found += proof.inks_within(file, content)
    found += proof.document(file, content, language)
    if piece.matter == "flyer" and (address := edition.figures.get("requests.url.url")) is not None:
        found += proof.code(file, content, str(address))
    if piece.matter == "flyer" and (own := edition.figures.get("flyer.own_page")) is not None:
        found += proof.code(file, content, str(own), fitted.arranged.pages - 1, faxed=False)
    if found:
        return Result(problems=_discreet(found, piece))
    shows = not piece.press and piece.login is None and piece.matter != "fillable"
    sheet = fitted.arranged.pages - 1 if fitted.arranged.form_last else 0
    return Result(content, proof.fax(content, sheet) if shows else b"", page=_as_page(piece, fitted))


def _as_page(piece: Piece, fitted: fit.Fitted) -> AsPage:
    """The flyer as the site shows it, set like the paper, and how that was set, for whoever made it."""
    from chirashi.paper.copyfitting import fit

    if piece.matter != "flyer":
        return AsPage(pages=1)
    arranged = fitted.arranged
    if not piece.leads:
        return AsPage(pages=arranged.pages)
    return AsPage(
        sheet_html.html(piece.view, "page", arranged=arranged) if fitted.css else "",
        fitted.css,
        arranged.pages,
        fit.describe(fitted) if fitted.steps else {},
    )


QUOTES = ("near", "text", "one", "other", "character", "code")  # what of a problem may be words of the sheet


def _discreet(problems: list[Problem], piece: Piece) -> list[Problem]:
    """Of the members' own sheet no message quotes a word, since that may be the login."""
    if piece.login is None:
        return problems
    hidden = phrase("members-words")
    return [replace(p, fields=dict(p.fields) | {name: hidden for name in QUOTES if name in p.fields}) for p in problems]


def _press(piece: Piece, more: str, html: str) -> fit.Press:
    """How a piece becomes sheets; `html` is its text as designed."""
    from chirashi.paper.copyfitting import fit
    from chirashi.paper.prepress import inks

    designed, lay = sheet_html.designed(piece.view), layout.Layouts(piece.styles, fillable=piece.matter == "fillable")

    def draw(arranged: Arrangement, sides: tuple[str, ...]) -> str:
        if arranged == designed and not sides:
            return html
        return sheet_html.html(piece.view, piece.matter, piece.login, arranged, sides)

    def laid(text: str, css: str, tall: bool) -> Document:
        return lay.lay_out(inks.in_black(text) if piece.press else text, css + more, tall)

    return fit.Press(piece.view, piece.styles, draw, laid, _holds)


def _holds(document: Document, html: str, pages: int) -> bool:
    """Whether sheets pass the gates of their layout."""
    from chirashi.paper.gates import boxes, overlaps

    gates = (
        boxes.sheets("", document, pages, lambda: document),
        boxes.sizes("", document),
        boxes.lost("", document, html),
    )
    return not any(any(gate) for gate in gates) and not any(overlaps.overlaps("", document))


def _again(fitted: fit.Fitted, piece: Piece, more: str) -> Callable[[], Document]:
    """The same sheets on paper without end, for measuring by how much they are too long."""
    fillable = piece.matter == "fillable"
    return lambda: layout.lay_out(fitted.html, *piece.styles, more=fitted.css + more, fillable=fillable, tall=True)


def _profile(icc: Path | None) -> tuple[Path | None, list[Problem]]:
    """The profile to print by, and what is to be said of it."""
    from chirashi.paper.prepress import inks

    if icc is None:
        generic = inks.generic()
        return generic, [Problem(in_project(generic.parent), 0, "print-icc-generic", {"name": generic.name})]
    if not inks.is_cmyk(icc):
        return None, [Problem(in_project(icc), 0, "print-icc", {})]
    return icc, []
