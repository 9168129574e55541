"""The run: every piece of printed matter of an edition, each laid out, proved and only then handed over.

A piece that fails a gate is not among the files, so that it never takes the place of the last
good one.
"""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.load import Edition, named
from chirashi.press import copy, paper
from chirashi.press.store import Store
from chirashi.problem import Problem
from chirashi.render.view import THEME, View

if TYPE_CHECKING:
    from weasyprint import Document

STYLES: dict[copy.Matter, tuple[str, ...]] = {
    "flyer": ("flyer.css", "form.css"),
    "fax": ("form.css", "fax.css"),
    "fillable": ("form.css", "fax.css"),
}
PAGES: dict[copy.Matter, int] = {"flyer": 2, "fax": 1, "fillable": 1}


@dataclass
class Printed:
    """Finished files by their path below `print/`, pictures by theirs below `build/`, and what is wrong."""

    files: dict[str, bytes] = field(default_factory=dict)
    proofs: dict[str, bytes] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


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
        return (*STYLES[self.matter], *(("press.css",) if self.press else ()))


def print_set(edition: Edition, icc: Path | None = None, store: Store | None = None) -> Printed:
    """The whole print set of a checked edition; `icc` is the printer's profile, a generic one where it is None.

    With a `store` a public piece whose input has not changed is not made again.
    """
    done = Printed()
    if (reason := paper.missing()) is not None:
        done.problems.append(Problem(named(edition.folder), 0, "print-pango", {"said": reason}))
        return done
    profile, wrong = _profile(icc)
    done.problems += wrong
    for piece in pieces(edition):
        if piece.press and profile is None:
            continue
        _make(piece, edition, profile, store or Store(None), done)
    return done


def pieces(edition: Edition) -> Iterator[Piece]:
    login = {key.removeprefix("login."): v for key, v in edition.private.items() if key.startswith("login.")}
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


def _make(piece: Piece, edition: Edition, profile: Path | None, store: Store, done: Printed) -> None:
    """One piece into `done`: its file and its FAX proof, or what is wrong with it."""
    html = copy.html(piece.view, piece.matter, piece.login)
    key = store.key(piece.name, html, *piece.styles, more=(profile,) if piece.press and profile else ())
    if piece.login is None and (kept := store.kept(key)) is not None:
        content, proof = kept
    else:
        made = _proved(piece, edition, html, profile, done.problems)
        if made is None:
            return
        content, proof = made
        if piece.login is None:
            store.keep(key, content, proof)
    done.files[piece.name] = content
    if proof:
        done.proofs[f"fax-proof-{Path(piece.name).stem}.png"] = proof


def _proved(
    piece: Piece, edition: Edition, html: str, profile: Path | None, problems: list[Problem]
) -> tuple[bytes, bytes] | None:
    """The piece as a PDF with its FAX proof, once it has passed every gate; None where it has not."""
    from chirashi.press import fields, frames, glyphs, inks, overlaps, plate, proof

    file, language = f"print/{piece.name}", piece.view.language
    if piece.press and profile is not None:
        document = paper.lay_out(inks.in_black(html), *piece.styles, more=inks.css(profile))
    else:
        document = paper.lay_out(html, *piece.styles, fillable=piece.matter == "fillable")
    found = [*glyphs.unknown(file, html), *frames.sheets(file, document, PAGES[piece.matter], _again(html, piece))]
    found += frames.sizes(file, document)
    if not found:  # what has grown out of its box stands on others too
        found += overlaps.overlaps(file, document)
    content = b""
    if not found:
        with glyphs.Hollow() as hollow:
            content = paper.pdf(document, "pdf/x-4" if piece.press else "pdf/ua-1")
        found += hollow.told(file, html)
        if piece.matter == "fillable":
            content = fields.put_right(content)
        if piece.press and profile is not None:
            identity = uuid.uuid5(uuid.NAMESPACE_URL, html)
            content = plate.made(content, profile, copy.date(edition), str(identity))
            found += proof.inks_within(file, content)
        found += proof.document(file, content, language)
        if piece.matter == "flyer" and (address := edition.leaves.get("requests.url.url")) is not None:
            found += proof.code(file, content, str(address))
    problems += found
    if found:
        return None
    shows = not piece.press and piece.login is None and piece.matter != "fillable"
    return content, proof.fax(content) if shows else b""


def _again(html: str, piece: Piece) -> Callable[[], Document]:
    """The same sheets on paper without end, for measuring by how much they are too long."""
    return lambda: paper.lay_out(html, *piece.styles, tall=True)


def _profile(icc: Path | None) -> tuple[Path | None, list[Problem]]:
    """The profile to print by, and what is to be said of it."""
    from chirashi.press import inks

    if icc is None:
        return inks.GENERIC, [Problem(named(THEME / "print"), 0, "print-icc-generic", {"name": inks.GENERIC.name})]
    if not inks.is_cmyk(icc):
        return None, [Problem(named(icc), 0, "print-icc", {})]
    return icc, []
