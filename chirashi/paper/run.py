"""Makes every piece of printed matter of an edition: laid out, put through the gates, and only then handed over.

A piece that fails a gate is not among the files, so that it never takes the place of the last
good one.
"""

from __future__ import annotations

import hashlib
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base import parallel
from chirashi.base.problems import Problem
from chirashi.base.project import named, theme
from chirashi.checks.privacy import unfilled
from chirashi.content.edition import Edition
from chirashi.paper import copy, layout
from chirashi.paper.cache import Store
from chirashi.view.templates import View

if TYPE_CHECKING:
    from weasyprint import Document

STYLES: dict[copy.Matter, tuple[str, ...]] = {
    "flyer": ("flyer.css", "form.css"),
    "fax": ("form.css", "fax.css"),
    "fillable": ("form.css", "fax.css"),
}
PAGES: dict[copy.Matter, int] = {"flyer": 2, "fax": 1, "fillable": 1}


@dataclass(frozen=True)
class Piece:
    """One file to print: what it is, in which language, and for whom."""

    name: str
    matter: copy.Matter
    view: View
    login: dict[str, str] | None = None
    press: bool = False

    @property
    def styles(self) -> tuple[str, ...]:
        """Files of `theme/print/`; that of the language, where it has one, comes last: it may bring its own font."""
        own = [path.name for path in theme().files(f"print/{self.view.language}.css")]
        return (*STYLES[self.matter], *(("press.css",) if self.press else ()), *own)


@dataclass(frozen=True)
class Made:
    """A finished file with its FAX proof, or what is wrong with it."""

    content: bytes = b""
    proof: bytes = b""
    problems: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Draft:
    """A piece as HTML, with its key in the store, and what the store had of it."""

    piece: Piece
    html: str
    key: str = ""
    made: Made | None = None


@dataclass
class Printed:
    """Finished files by their path below `print/`, pictures by theirs below `build/`, and what is wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    proofs: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def add(self, piece: Piece, made: Made) -> None:
        self.problems += made.problems
        if not made.problems:
            self.files[piece.name] = made.content
            if made.proof:
                self.proofs[f"fax-proof-{Path(piece.name).stem}.png"] = made.proof


def print_set(
    edition: Edition,
    icc: Path | None = None,
    store: Store | None = None,
    making: Callable[[str], None] = lambda _name: None,
) -> Printed:
    """The whole print set of a checked edition; `icc` is the printer's profile, a generic one where it is None.

    With a `store` a public piece whose input has not changed is not made again. `making` is told the
    name of each that is.
    """
    profile, wrong = _profile(icc)
    done, store = Printed(problems=wrong), store or Store(None)
    drafts = [_drafted(piece, store, profile) for piece in pieces(edition) if profile or not piece.press]
    for draft in drafts:
        if draft.made is not None:
            done.add(draft.piece, draft.made)
    if not (waiting := [draft for draft in drafts if draft.made is None]):
        return done
    if (reason := layout.missing()) is not None:
        return Printed(problems=[Problem(named(edition.folder), 0, "print-pango", {"said": reason})])
    layout.ready()

    def proved(one: Draft) -> Made:
        making(one.piece.name)
        return _proved(one, edition, profile)

    for draft, made in zip(waiting, parallel.each(proved, waiting), strict=True):
        done.add(draft.piece, made)
        if draft.key and not made.problems:
            store.keep(draft.key, made.content, made.proof)
    store.forget_all_but({draft.key for draft in drafts})
    return done


def pieces(edition: Edition) -> Iterator[Piece]:
    login = {key.removeprefix("login."): v for key, v in edition.private.items() if key.startswith("login.")}
    if set(unfilled(edition)) & {f"login.{name}" for name in login}:
        login = {}  # which is told; a sheet with the example's words must not go to members
    for language in edition.data.languages:
        view = View(edition, language)
        yield Piece(f"flyer-{language}.pdf", "flyer", view)
        if copy.fax_party(edition):
            yield Piece(f"fax-{language}.pdf", "fax", view)
            yield Piece(f"fax-{language}-fillable.pdf", "fillable", view)
        if language == edition.data.languages[0]:
            yield Piece(f"flyer-{language}-press.pdf", "flyer", view, press=True)
        if login:
            yield Piece(f"members/flyer-{language}.pdf", "flyer", view, login=login)


def _drafted(piece: Piece, store: Store, profile: Path | None) -> Draft:
    """A piece as HTML; also as it was made before, where that can be kept. Nothing of the members' own is."""
    html = copy.html(piece.view, piece.matter, piece.login)
    if piece.login is not None:
        return Draft(piece, html)
    key = store.key(piece.name, html, *piece.styles, more=(profile,) if piece.press and profile else ())
    kept = store.kept(key)
    return Draft(piece, html, key, Made(*kept) if kept else None)


def _proved(draft: Draft, edition: Edition, profile: Path | None) -> Made:
    """The piece as a PDF with its FAX proof, once it has passed every gate; only what is wrong where it has not."""
    from chirashi.paper import form_fields, inks, press_sheet
    from chirashi.paper.gates import boxes, glyphs, overlaps
    from chirashi.paper.gates import finished_pdf as proof

    piece, html = draft.piece, draft.html
    file, language = f"print/{piece.name}", piece.view.language
    if piece.press and profile is not None:
        document = layout.lay_out(inks.in_black(html), *piece.styles, more=inks.css(profile))
    else:
        document = layout.lay_out(html, *piece.styles, fillable=piece.matter == "fillable")
    found = [*glyphs.unknown(file, html), *boxes.sheets(file, document, PAGES[piece.matter], _again(html, piece))]
    found += boxes.sizes(file, document)
    if not found:  # what has grown out of its box stands on others too
        found += overlaps.overlaps(file, document)
    if found:
        return Made(problems=_discreet(found, piece))
    with glyphs.Hollow() as hollow:
        content = layout.pdf(document, "pdf/x-4" if piece.press else "pdf/ua-1")
    found += hollow.told(file, html)
    if piece.matter == "fillable":
        content = form_fields.put_right(content)
    if piece.press and profile is not None:
        identity = hashlib.blake2b(html.encode(), digest_size=16).digest()
        dated = copy.stamp(edition.data.issued or edition.data.dates.start)  # PDF/X wants a date, whatever is known
        content = press_sheet.made(content, profile, dated, str(uuid.UUID(bytes=identity)))
        found += proof.inks_within(file, content)
    found += proof.document(file, content, language)
    if piece.matter == "flyer" and (address := edition.leaves.get("requests.url.url")) is not None:
        found += proof.code(file, content, str(address))
    if found:
        return Made(problems=_discreet(found, piece))
    shows = not piece.press and piece.login is None and piece.matter != "fillable"
    return Made(content, proof.fax(content) if shows else b"")


QUOTES = ("near", "text", "one", "other", "character", "code")  # what of a problem may be words of the sheet
MEMBERS = {"ja": "（会員用の紙面の文字）", "en": "(of the members' sheet)"}


def _discreet(problems: list[Problem], piece: Piece) -> list[Problem]:
    """Of the members' own sheet no message quotes a word, since that may be the login."""
    if piece.login is None:
        return problems
    return [replace(p, found=dict(p.found) | {name: MEMBERS for name in QUOTES if name in p.found}) for p in problems]


def _again(html: str, piece: Piece) -> Callable[[], Document]:
    """The same sheets on paper without end, for measuring by how much they are too long."""
    return lambda: layout.lay_out(html, *piece.styles, fillable=piece.matter == "fillable", tall=True)


def _profile(icc: Path | None) -> tuple[Path | None, list[Problem]]:
    """The profile to print by, and what is to be said of it."""
    from chirashi.paper import inks

    if icc is None:
        generic = inks.generic()
        return generic, [Problem(named(generic.parent), 0, "print-icc-generic", {"name": generic.name})]
    if not inks.is_cmyk(icc):
        return None, [Problem(named(icc), 0, "print-icc", {})]
    return icc, []
