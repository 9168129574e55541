"""The site of one edition: every page of every language as bytes under its path.

All addresses within the site are relative, so that it works at a domain's root, below a path
and on a preview's port alike; only the canonical and alternate addresses of search engines
are absolute, and stand only where the site's address is known.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import Any

from markupsafe import Markup

from chirashi.base import parallel
from chirashi.base.project import theme
from chirashi.content.edition import Edition, Page
from chirashi.paper import Printed, downloads
from chirashi.paper import page as flyer_page
from chirashi.site.exports import calendar, link_picture, metadata, search_index, table_files
from chirashi.site.files import icons, security_policy, service_worker
from chirashi.site.files.assets import Assets
from chirashi.site.pages import missing_page, page_files, past_editions
from chirashi.site.pages.addresses import ROOT_PLACE, Place, address, relative_to
from chirashi.site.pages.page_view import SiteView
from chirashi.view.templates import PageContext, View, changed, environment, labels_of
from chirashi.view.text import markdown

FAX = "fax.html"  # the form to print; a page of the press, not of the edition's list
FLYER = "flyer/"  # the paper as a page, to read and to print
FLYER_STYLE = "flyer.css"  # what paper wears, and what it needs on a narrow screen
OWN = {
    "fax": FAX,
    "flyer": FLYER,
    calendar.NAME: calendar.NAME,
}  # what each language has besides the edition's pages, by the name of its link


@dataclass
class Kept:
    """The finished files of each language as they were last made, for a preview that is asked again at every save."""

    made: dict[tuple[str, str], tuple[object, dict[str, bytes]]] = field(default_factory=dict)

    def get(self, at: tuple[str, str], of: object) -> dict[str, bytes] | None:
        """The files of a place and language, where all that they were made `of` is as it was."""
        before, files = self.made.get(at, (None, {}))
        return files if before == of else None


def site(
    edition: Edition, place: Place = ROOT_PLACE, printed: Printed | None = None, kept: Kept | None = None
) -> dict[str, bytes]:
    """Path below `site/` to content, for one edition; what has been `printed` is offered for download."""
    assets = Assets(edition.data.languages)
    narrow = theme().read(f"web/{FLYER_STYLE}")
    assets.add(FLYER_STYLE, flyer_page(edition, edition.data.languages[0])[1] + "\n" + narrow)
    if page_files.needs_style(edition):
        assets.add(page_files.STYLE, theme().read(f"web/{page_files.STYLE}"))
    views = {language: View(edition, language) for language in edition.data.languages}
    files = assets.files | table_files.files(edition, views)
    for part in _pieces(edition, place, printed, assets, kept or Kept()):
        files |= part
    if not place.below:  # what a site has once, whatever editions stand on it
        files[missing_page.NAME] = missing_page.page(edition, place, assets)
        files |= metadata.files(edition, place)
        files[service_worker.NAME] = service_worker.worker(files, edition, place, assets)
        files["_headers"] = security_policy.headers([*files, *(below for below, _ in place.editions if below)])
    return {place.below + name: content for name, content in files.items()}


def _pieces(
    edition: Edition, place: Place, printed: Printed | None, assets: Assets, kept: Kept
) -> list[dict[str, bytes]]:
    """The icons, the files of each language, which know nothing of the others' but their addresses, and the calendars.

    Calendars are one piece of their own, taken last: one process alone then waits for their library to load.
    """
    editions = [edition, *(other for _, other in place.editions)]
    look = frozenset(changed())

    def of(language: str) -> object:
        texts = [(other.doc, other.pages.get(language)) for other in editions]
        beside = page_files.PageFiles(edition, language).state()
        return texts, page_files.parts(edition, language), beside, place.url, printed, look

    made_of = {language: of(language) for language in edition.data.languages}
    made = {language: kept.get((place.below, language), made_of[language]) for language in made_of}
    waiting = [language for language, files in made.items() if files is None]
    work: list[Callable[[], dict[str, bytes]]] = [icons.files]
    work += (partial(_in_language, edition, language, place, assets, printed) for language in waiting)
    work.append(partial(_calendars, edition))
    drawn, *finished, calendars = parallel.each(lambda piece: piece(), work)
    for language, files in zip(waiting, finished, strict=True):
        made[language] = files
        kept.made[place.below, language] = made_of[language], files
    return [drawn, calendars, *(files for files in made.values() if files is not None)]


def _calendars(edition: Edition) -> dict[str, bytes]:
    views = [SiteView(edition, language) for language in edition.data.languages]
    made = {address(edition, v.language, "index") + calendar.NAME: calendar.calendar(v) for v in views}
    return {path: content for path, content in made.items() if content is not None}


def _in_language(
    edition: Edition, language: str, place: Place, assets: Assets, printed: Printed | None
) -> dict[str, bytes]:
    """Every page of one language, and what else the site has in it."""
    view = SiteView(edition, language)
    view.downloads = downloads(edition, printed, language) if printed else []
    beside = page_files.PageFiles(edition, language)
    home = address(edition, language, "index")
    files = {download.path: download.content for download in view.downloads}
    files[home + FLYER + "index.html"] = _flyer(view, place, assets)
    for name in edition.data.pages:
        files[address(edition, language, name) + "index.html"] = _page(
            view, edition.pages[language][name], place, assets, beside
        )
    files |= beside.used
    if place.url:
        files[home + link_picture.NAME] = _card(view)
    if view.way("fax"):
        files[home + FAX] = _fax(view, place, assets)
    pages = [(address(edition, language, n), _title(view, edition.pages[language][n])) for n in edition.data.pages]
    search_index.put_in(files, language, pages, search_index.also(edition.data, language))
    return files


def _card(view: SiteView) -> bytes:
    key, _ = view.asked_party()
    return link_picture.card(*(view.book.plain(at) for at in ("scheme.name", "eligibility.who", f"parties.{key}.name")))


def _links(view: SiteView, place: Place, assets: Assets, relative: Callable[[str], str]) -> dict[str, str]:
    """Addresses from here: of pages by their names, of scripts and pictures by theirs, of files by their paths."""
    edition, language = view.edition, view.language
    links = {name: relative(path) for name, path in assets.names.items()}
    links |= {path: relative(path) for path in [table_files.PLANS, *icons.SIZES]}
    links |= {(p := table_files.sheet(key, language)): relative(p) for key in edition.data.tables}
    links |= {name: relative(address(edition, language, "index") + file) for name, file in OWN.items()}
    links |= {download.path: relative(download.path) for download in view.downloads}
    links |= {} if place.below else {service_worker.NAME: relative(service_worker.NAME)}
    return links | {name: relative(address(edition, language, name)) for name in edition.data.pages}


def _page(view: SiteView, page: Page, place: Place, assets: Assets, beside: page_files.PageFiles) -> bytes:
    edition, language = view.edition, view.language
    at = address(edition, language, page.name)
    links_to = relative_to(at)
    here = PageContext(page, _links(view, place, assets, links_to))
    body = markdown.to_html(
        page.body,
        page_files.parts(edition, language),
        view.book,
        partial(view.show, here),
        view.labels["joins_lines"],
        partial(view.explained, here),
        page_files.note_words(view),
        partial(beside.picture, links_to),
    )
    body = beside.linked(view, links_to, _linked(body, here.links))
    names = list(edition.data.pages)
    read = [name for name in names if name not in edition.data.footer]  # one after the other
    following = next((after for name, after in pairwise(read) if name == page.name), None)
    title, description = _title(view, page), markdown.inline(page.description, view.book).striptags()
    context = {
        "page": page,
        "pages": [edition.pages[language][name] for name in names],
        "following": edition.pages[language][following] if following else None,
        "title": title,
        "description": description,
        "body": body,
        "text_style": page_files.STYLED.search(body) and here.links.get(page_files.STYLE),
        "structured": metadata.structured(view, page, title, description, place),
    }
    html = _framed("web/page.html", view, here, at, place, context, lambda other: address(edition, other, page.name))
    return view.finished(html)


def _title(view: SiteView, page: Page) -> str:
    return markdown.inline(page.title, view.book).striptags()


def _flyer(view: SiteView, place: Place, assets: Assets) -> bytes:
    edition = view.edition
    at = address(edition, view.language, "index") + FLYER
    here = PageContext(links=_links(view, place, assets, relative_to(at)))
    sheets, style = flyer_page(edition, view.language)[0], here.links[FLYER_STYLE]
    context = {"canonical": None, "own": None, "sheets": sheets, "style": style}
    html = _framed(
        "web/flyer.html", view, here, at, place, context, lambda other: address(edition, other, "index") + FLYER
    )
    return (view.phrases.set(html) if view.phrases else html).encode()


def _fax(view: SiteView, place: Place, assets: Assets) -> bytes:
    edition = view.edition
    at = address(edition, view.language, "index") + FAX
    here = PageContext(links=_links(view, place, assets, relative_to(at)))
    html = _framed(
        "web/fax.html",
        view,
        here,
        at,
        place,
        {"canonical": None, "own": None},
        lambda other: address(edition, other, "index") + FAX,
    )
    return view.finished(html)


def _framed(
    template: str,
    view: SiteView,
    here: PageContext,
    at: str,
    place: Place,
    context: dict[str, Any],
    same_in: Callable[[str], str],
) -> str:
    """A page from its template, with the addresses of itself and of the same page in other languages."""
    relative = relative_to(at)
    frame = {
        "policy": security_policy.in_page(context.get("structured")),
        "style": here.links["brochure.css"],
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
        "canonical": past_editions.canonical(view, place, at, here.page),
        "own": place.url and place.url + place.below + at,
        "card": place.url
        and place.url + place.below + address(view.edition, view.language, "index") + link_picture.NAME,
        "card_size": link_picture.SIZE,
    }
    return environment().get_template(template).render(view.context(here) | frame | context)


PAGE_LINK = re.compile(r'(?<=href=")(?P<page>[a-z][a-z0-9-]*)\.md(?P<anchor>#[^"]*)?(?=")')


def _linked(html: Markup, links: Mapping[str, str]) -> Markup:
    """Links to pages by their files, `premiums.md#totals`, however they were written, as addresses from this page."""
    return Markup(PAGE_LINK.sub(lambda m: links.get(m["page"], m["page"]) + (m["anchor"] or ""), html))
