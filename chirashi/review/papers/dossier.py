"""All that an underwriter wants to see before it approves, as one PDF: no archive to unpack, nothing to install.

A cover with what it is of, its contents and the SHA-256 of every finished file; the flyer and the FAX form of each
language; all pages of the site; what has changed since last year; and the proof's report, without its list of every
single figure. Bookmarks lead to each part.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from dataclasses import dataclass

import pikepdf

from chirashi.base.project import theme
from chirashi.content import approval
from chirashi.content.edition import Edition
from chirashi.paper import layout
from chirashi.review.comparison.compare import compare
from chirashi.review.papers import pages_on_paper, sheet
from chirashi.review.ticks import ticked
from chirashi.review.words import word
from chirashi.view.environment import environment
from chirashi.view.labels import labels_of
from chirashi.view.templates import View

STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
ONE_BY_ONE = re.compile(r"<h2>一つずつ.*?(?=<h1>|</body>)", re.DOTALL)


@dataclass(frozen=True)
class Proved:
    """What the proof came to: its page, how much it read, and each finished file's SHA-256."""

    page: str
    files: int
    figures: int
    digests: Mapping[str, str]


def dossier(edition: Edition, old: Edition | None, printed: Mapping[str, bytes], proved: Proved, lang: str) -> bytes:
    """The dossier in the language of who reads it; the edition's own languages stand in it each.

    :param old: last year's edition; None where there is none, and nothing to compare with.
    :param printed: the finished sheets by their paths below `print/`.
    """
    parts = _parts(edition, old, printed, proved, lang)
    cover = _cover(edition, proved, [(name, 0) for name, _ in parts], lang)
    first = _pages(cover) + 1  # the cover is as long with the numbers of pages as without
    at, contents = first, []
    for name, content in parts:
        contents.append((name, at))
        at += _pages(content)
    return _joined([(word("dossier", "title")[lang], _cover(edition, proved, contents, lang)), *parts], edition, lang)


def _parts(
    edition: Edition, old: Edition | None, printed: Mapping[str, bytes], proved: Proved, lang: str
) -> list[tuple[str, bytes]]:
    found = []
    for language in edition.data.languages:
        name = labels_of(language)["name"]
        for matter in ("flyer", "fax"):
            if content := printed.get(f"{matter}-{language}.pdf"):
                found.append((word("dossier", matter, language=name)[lang], content))
    for language in edition.data.languages:
        name = labels_of(language)["name"]
        found.append((word("dossier", "pages", language=name)[lang], pages_on_paper.pdf(edition, language)))
    if old is not None:
        changes = compare(old, edition)
        content = sheet.pdf(old, edition, changes, ticked(edition.folder, changes), lang)
        found.append((word("dossier", "changes")[lang], content))
    return [*found, (word("dossier", "proof")[lang], _report(proved.page))]


def _report(page: str) -> bytes:
    """The proof's report as sheets, without every single figure."""
    return layout.pdf(layout.lay_out(ONE_BY_ONE.sub("", STYLE.sub("", page)), more=theme().read("review/cover.css")))


def _cover(edition: Edition, proved: Proved, contents: list[tuple[str, int]], lang: str) -> bytes:
    view = View(edition, lang if lang in edition.data.languages else edition.data.languages[0])
    stands, data = approval.standing(edition), edition.data
    facts = [("edition", edition.folder.name), ("standing", word("standing", stands.kind)[lang])]
    if data.approval and data.approval.number:
        facts.append(("number", view.book.plain("approval.number")))
    if data.approval and data.approval.valid_until:
        facts.append(("until", view.book.plain("approval.valid_until")))
    for role in ("association", "underwriter"):
        facts += [(role, str(view.say(party.name))) for party in data.parties.values() if party.role == role]
    said = word("dossier", "proved_of", files=f"{proved.files:,}", figures=f"{proved.figures:,}")[lang]
    facts += [("proved", said), ("content", approval.digest(approval.fingerprint(edition)))]
    written = (
        environment()
        .get_template("review/cover.html")
        .render(
            lang=lang,
            word=lambda *path, **found: word(*path, **found)[lang],
            scheme=view.book.plain("scheme.name"),
            year=view.word("edition", year=view.book.plain("scheme.year")),
            facts=[(word("dossier", name)[lang], text) for name, text in facts],
            contents=contents,
            since=stands.changed,
            files=sorted(proved.digests.items()),
        )
    )
    return layout.pdf(layout.lay_out(written, more=theme().read("review/cover.css")))


def _pages(content: bytes) -> int:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return len(pdf.pages)


def _joined(parts: list[tuple[str, bytes]], edition: Edition, lang: str) -> bytes:
    """The parts one after another, with a bookmark at each; the same parts give the same bytes."""
    made = pikepdf.new()
    with made.open_outline() as outline:
        for name, content in parts:
            with pikepdf.open(io.BytesIO(content)) as part:
                outline.root.append(pikepdf.OutlineItem(name, len(made.pages)))
                made.pages.extend(part.pages)
    name = View(edition, edition.data.languages[0]).book.plain("scheme.name")
    made.docinfo["/Title"] = f"{word('dossier', 'title')[lang]} – {name}"
    made.Root.Lang = pikepdf.String(lang)
    made.Root.ViewerPreferences = pikepdf.Dictionary(DisplayDocTitle=True)
    made.Root.PageMode = pikepdf.Name.UseOutlines
    written = io.BytesIO()
    made.save(written, deterministic_id=True)
    return written.getvalue()
