"""What search engines and messengers read: the map of the site, structured data, the picture of a link.

All of it needs the site's own address, and is left out where that is not known.
"""

from __future__ import annotations

import json
from html import escape
from typing import Any

from chirashi.content.edition import Edition, Page
from chirashi.site.pages.addresses import Location, address
from chirashi.site.pages.page_view import SiteView

MAP = "sitemap.xml"
XMLNS = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'


def files(edition: Edition, place: Location) -> dict[str, bytes]:
    """The map of the edition at the root, and where robots find it; past editions are not offered to them."""
    if place.url is None or place.below:
        return {}
    return {MAP: sitemap(edition, place.url), "robots.txt": robots(place.url)}


def sitemap(edition: Edition, url: str) -> bytes:
    first, *_ = languages = edition.data.languages
    entries = []
    for name in edition.data.pages:
        there = {language: url + address(edition, language, name) for language in languages}
        alternates = there | {"x-default": there[first]} if len(languages) > 1 else {}
        links = "".join(
            f'<xhtml:link rel="alternate" hreflang="{language}" href="{escape(link)}"/>'
            for language, link in alternates.items()
        )
        entries += [f"<url><loc>{escape(link)}</loc>{links}</url>" for link in there.values()]
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', f"<urlset {XMLNS}>", *entries, "</urlset>"]
    return ("\n".join(lines) + "\n").encode()


def robots(url: str) -> bytes:
    return f"User-agent: *\nAllow: /\n\nSitemap: {url}{MAP}\n".encode()


def structured(view: SiteView, page: Page, title: str, description: str, place: Location) -> str | None:
    """The page and who publishes it as JSON-LD (schema.org); `<` is escaped, so that no text can end the element."""
    if place.url is None:
        return None
    home = place.url + place.below
    own = home + address(view.edition, view.language, "index")
    here = home + address(view.edition, view.language, page.name)
    graph = [_association(view, home), _website(view, home, own), _webpage(view, title, description, here, home)]
    if page.name in ("index", view.data.pages[0]):
        graph.append(_product(view, own))
    else:
        graph.append(_path(view, title, own, here))
    said = json.dumps({"@context": "https://schema.org", "@graph": graph}, ensure_ascii=False, separators=(",", ":"))
    return said.replace("<", "\\u003c")


def _association(view: SiteView, home: str) -> dict[str, Any]:
    key, party = view.asked_party()
    found: dict[str, Any] = {
        "@type": "Organization",
        "@id": f"{home}#association",
        "name": view.book.plain(f"parties.{key}.name"),
    }
    if party.telephone:
        found["telephone"] = "+81-" + party.telephone.removeprefix("0")
    if party.fax:
        found["faxNumber"] = "+81-" + party.fax.removeprefix("0")
    if party.email:
        found["email"] = party.email
    return found


def _website(view: SiteView, home: str, own: str) -> dict[str, Any]:
    return {
        "@type": "WebSite",
        "@id": f"{own}#site",
        "url": own,
        "name": view.book.plain("scheme.name"),
        "inLanguage": view.language,
        "publisher": {"@id": f"{home}#association"},
    }


def _webpage(view: SiteView, title: str, description: str, here: str, home: str) -> dict[str, Any]:
    own = home + address(view.edition, view.language, "index")
    return {
        "@type": "WebPage",
        "@id": here,
        "url": here,
        "name": title,
        "description": description,
        "inLanguage": view.language,
        "isPartOf": {"@id": f"{own}#site"},
    }


def _path(view: SiteView, title: str, own: str, here: str) -> dict[str, Any]:
    steps = [(view.book.plain("scheme.short_name"), own), (title, here)]
    items = [{"@type": "ListItem", "position": i, "name": n, "item": at} for i, (n, at) in enumerate(steps, 1)]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _product(view: SiteView, own: str) -> dict[str, Any]:
    found: dict[str, Any] = {
        "@type": "FinancialProduct",
        "@id": f"{own}#scheme",
        "url": own,
        "name": view.book.plain("scheme.name"),
        "audience": {"@type": "Audience", "audienceType": view.book.plain("eligibility.who")},
    }
    for role, part in (("underwriter", "provider"), ("agent", "broker")):
        key = next((key for key, party in view.data.parties.items() if party.role == role), None)
        if key:
            found[part] = {"@type": "Organization", "name": view.book.plain(f"parties.{key}.name")}
    return found
