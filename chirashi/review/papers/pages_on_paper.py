"""The pages of the site on paper, in one language: what each says, one after another, for the dossier."""

from __future__ import annotations

import re

from markupsafe import Markup

from chirashi.base.project import theme
from chirashi.content.edition import Edition
from chirashi.paper import layout
from chirashi.site.build import body_of, loaded
from chirashi.site.pages.addresses import ROOT_PLACE, address, relative_to
from chirashi.site.pages.page_context import links_of, title
from chirashi.site.pages.page_files import PageFiles
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import environment
from chirashi.view.templates import PageContext

PICTURE = re.compile(r"<(?:img|source|picture|/picture)\b[^>]*>")
LINK = re.compile(r'<a\b[^>]*\bhref="(?!https?:|mailto:|tel:)[^"]*"[^>]*>(?P<text>.*?)</a>', re.DOTALL)
SHOWN = re.compile(r'alt="(?P<alt>[^"]*)"')


def html(edition: Edition, language: str) -> str:
    """Every page's own text; links within the site are words, and pictures what is said of them."""
    view, assets = SiteView(edition, language), loaded(edition)
    beside = PageFiles(edition, language)
    pages = []
    for name in edition.data.pages:
        page, at = edition.pages[language][name], address(edition, language, name)
        here = PageContext(page, links_of(view, ROOT_PLACE, assets, relative_to(at)))
        body = LINK.sub(r"\g<text>", PICTURE.sub(_in_words, body_of(view, here, at, beside)))
        pages.append({"title": title(view, page), "address": f"/{at}", "body": Markup(body)})
    foot = view.show(PageContext(), "approval")
    return (
        environment()
        .get_template("review/pages.html")
        .render(
            lang=language,
            title=view.book.plain("scheme.name"),
            pages=pages,
            foot=foot,
            draft=view.draft,
            mark=view.word("draft"),
        )
    )


def _in_words(picture: re.Match[str]) -> str:
    match = SHOWN.search(picture.group())
    return f"［{match['alt']}］" if match and match["alt"] else ""


def pdf(edition: Edition, language: str) -> bytes:
    draft = theme().read("print/draft.css")
    css = theme().read("review/pages.css") + (draft if SiteView(edition, language).draft else "")
    return layout.pdf(layout.lay_out(html(edition, language), more=css))
