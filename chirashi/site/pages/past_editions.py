"""Past editions and the present one: how their pages lead to each other.

A past edition stands below the site for those who joined under it. Each of its pages says that it
is past, and leads to the same page of the present edition.
"""

from __future__ import annotations

from dataclasses import dataclass

from chirashi.content.edition import Edition, Page
from chirashi.site.pages.addresses import Location, address, relative_to
from chirashi.site.pages.page_view import SiteView


@dataclass(frozen=True)
class Former:
    """A past edition as a link names it."""

    link: str
    name: str  # of the product, where it is not the present one's; else ""
    year: int


def former(view: SiteView, place: Location, here: str) -> list[Former]:
    """The past editions that a page of the present one leads to, newest first; from a past one, none."""
    if place.below:
        return []
    relative = relative_to(here)
    own = view.data.scheme.short_name.get(view.language)
    found = []
    for below, edition in place.editions:
        if below:
            language = _language(edition, view.language)
            name = edition.data.scheme.short_name[language]
            link = relative(below + address(edition, language, "index"))
            found.append(Former(link, name if name != own else "", int(edition.data.scheme.year)))
    return sorted(found, key=lambda one: (-one.year, one.name))


def present(view: SiteView, place: Location, here: str, page: Page | None) -> str | None:
    """From a page of a past edition: the same page of the present one, or its first; None where this is the present."""
    if not place.below:
        return None
    edition = _present(place)
    language = _language(edition, view.language)
    name = page.name if page and page.name in edition.data.pages else "index"
    return relative_to(place.below + here)(address(edition, language, name))


def canonical(view: SiteView, place: Location, here: str, page: Page | None) -> str | None:
    """The address that search engines are to show for a page: its own, or of a past edition's, the same page of the
    present one in the same language; None where there is none, or the site's address is not known."""
    if place.url is None or not place.below:
        return place.url and place.url + here
    edition = _present(place)
    if page is None or page.name not in edition.data.pages or view.language not in edition.data.languages:
        return None
    return place.url + address(edition, view.language, page.name)


def _present(place: Location) -> Edition:
    return next(edition for below, edition in place.editions if not below)


def _language(edition: Edition, language: str) -> str:
    return language if language in edition.data.languages else edition.data.languages[0]
