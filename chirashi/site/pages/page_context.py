"""What the templates of the site's pages ask for beside a view: addresses from here, the pages around, the frame.

The press's own pages take it, and so do those in Material's frame.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from chirashi.content.edition import Page
from chirashi.site.exports import calendar, link_picture, metadata, search_index, table_files
from chirashi.site.files import icons, service_worker
from chirashi.site.files.assets import Assets
from chirashi.site.pages import own_page, page_files, past_editions
from chirashi.site.pages.addresses import Location, address, relative_to
from chirashi.site.pages.page_view import SiteView
from chirashi.view.labels import labels_of
from chirashi.view.templates import PageContext
from chirashi.view.text import markdown

FAX = "fax.html"  # the form to print; a page of the press, not of the edition's list
FLYER = "flyer/"  # the paper as a page, to read and to print
FLYER_STYLE = "flyer.css"  # what paper wears, and what it needs on a narrow screen
OWN = {
    "fax": FAX,
    "flyer": FLYER,
    calendar.NAME: calendar.NAME,
}  # what each language has besides the edition's pages, by the name of its link


def links_of(view: SiteView, place: Location, assets: Assets, relative: Callable[[str], str]) -> dict[str, str]:
    """Addresses from here: of pages by their names, of scripts and pictures by theirs, of files by their paths."""
    edition, language = view.edition, view.language
    links = {name: relative(path) for name, path in assets.names.items()}
    links |= {path: relative(path) for path in [table_files.PLANS, *icons.SIZES]}
    links |= {(p := table_files.sheet(key, language)): relative(p) for key in edition.data.tables}
    links |= {name: relative(address(edition, language, "index") + file) for name, file in OWN.items()}
    links |= {download.path: relative(download.path) for download in view.downloads}
    links |= {} if place.below or not place.offline else {service_worker.NAME: relative(service_worker.NAME)}
    return links | {name: relative(address(edition, language, name)) for name in edition.data.pages}


def of_page(view: SiteView, here: PageContext, body: Markup, place: Location) -> dict[str, Any]:
    """What the templates of a page of the edition ask for: itself, its finished body, and the pages around it."""
    page, data = here.page, view.edition.data
    assert page is not None
    pages = view.edition.pages[view.language]
    read = [name for name in data.pages if name not in data.footer]  # one after the other
    following = next((after for name, after in pairwise(read) if name == page.name), None)
    said, description = title(view, page), markdown.inline(page.description, view.book).striptags()
    return {
        "page": page,
        "pages": [pages[name] for name in data.pages],
        "following": pages[following] if following else None,
        "title": said,
        "description": description,
        "body": body,
        "text_style": page_files.STYLED.search(body) and here.links.get(page_files.STYLE),
        "structured": metadata.structured(view, page, said, description, place),
    }


def title(view: SiteView, page: Page) -> str:
    return markdown.inline(page.title, view.book).striptags()


def framing(
    view: SiteView, here: PageContext, at: str, place: Location, same_in: Callable[[str], str]
) -> dict[str, Any]:
    """What the frame around a page asks for: addresses of itself, of other languages and editions, of the search."""
    relative = relative_to(at)
    return {
        "asset": here.links.__getitem__,
        "base": relative(""),
        "search_index": relative(search_index.pending(view.language)),
        "alternates": [
            {
                "language": other,
                "name": labels_of(other)["name"],
                "locale": labels_of(other)["locale"],
                "link": relative(same_in(other)),
                "url": place.url and place.url + place.below + same_in(other),
            }
            for other in view.edition.data.languages
        ],
        "former": past_editions.former(view, place, at),
        "present": past_editions.present(view, place, at, here.page),
        "changes": own_page.changed(view, place, here.page),
        "canonical": past_editions.canonical(view, place, at, here.page),
        "own": place.url and place.url + place.below + at,
        "card": place.url
        and place.url + place.below + address(view.edition, view.language, "index") + link_picture.NAME,
        "card_size": link_picture.SIZE,
    }


PAGE_LINK = re.compile(r'(?<=href=")(?P<page>[a-z][a-z0-9-]*)\.md(?P<anchor>#[^"]*)?(?=")')


def linked(html: Markup, links: Mapping[str, str]) -> Markup:
    """Links to pages by their files, `premiums.md#totals`, however they were written, as addresses from this page."""
    return Markup(PAGE_LINK.sub(lambda m: links.get(m["page"], m["page"]) + (m["anchor"] or ""), html))
