"""Offers printed matter on the site: as downloads with size and date, and as the page /flyer/."""

from __future__ import annotations

from dataclasses import dataclass

from markupsafe import Markup

from chirashi.base.project import theme
from chirashi.content.edition import Edition
from chirashi.paper import sheet_html
from chirashi.paper.run import Printed
from chirashi.view.colours.tokens import paper_rules
from chirashi.view.templates import View

OFFERED = (("flyer-{}.pdf", "flyer"), ("fax-{}.pdf", "fax_form"), ("fax-{}-fillable.pdf", "fillable"))
"""In the order in which a reader wants them, with the label that names each."""
SHEETS = ("print/sheets.css", "print/flyer.css", "print/form.css", "print/page.css")


@dataclass(frozen=True)
class Download:
    """A public PDF as the site offers it."""

    path: str  # below the edition's part of the site
    name: str
    size: str
    date: str  # of issue; where the data does not say, the plan year, which tells this flyer from last year's
    content: bytes


def downloads(edition: Edition, printed: Printed, language: str) -> list[Download]:
    """The public PDFs of one language; none of the print shop's or the members'."""
    view = View(edition, language)
    day = edition.data.issued
    words = view.labels["print"]
    date = view.formats.day(day, weekday=False) if day else words["of_year"].format(year=edition.data.scheme.year)
    found = []
    for pattern, word in OFFERED:
        content = printed.files.get(pattern.format(language))
        if content is not None:
            path, name = f"print/{pattern.format(language)}", str(words[word])
            found.append(Download(path, name, format_size(len(content)), date, content))
    return found


def format_size(count: int) -> str:
    """A size in bytes as readers know it: 113 KB, 3.0 MB."""
    return f"{count / 1_000_000:.1f} MB" if count >= 1_000_000 else f"{round(count / 1000)} KB"


def page(edition: Edition, language: str, printed: Printed | None = None) -> Markup:
    """The flyer as a page of the site: its sheets, arranged as on paper where that was printed."""
    made = printed.pages.get(language) if printed else None
    return Markup(made.html) if made and made.html else Markup(sheet_html.html(View(edition, language), "page"))


def page_style(printed: Printed | None = None) -> str:
    """What the flyer's sheets wear on that page, and no other page loads; also how they were set in each language."""
    set_ = [made.css for made in printed.pages.values() if made.css] if printed else []
    return "\n".join([paper_rules(), *map(theme().read, SHEETS), *set_])
