"""The site of one edition: every page of every language as bytes under its path.

All addresses within the site are relative, so that it works at a domain's root, below a path
and on a preview's port alike; only the canonical and alternate addresses of search engines
are absolute, and stand only where the site's address is known.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from markupsafe import Markup

from chirashi.base import parallel
from chirashi.base.project import theme
from chirashi.content.approval import standing
from chirashi.content.edition import Edition, Page
from chirashi.paper import Printed, downloads, page_style
from chirashi.paper import page as flyer_page
from chirashi.site.exports import calendar, link_picture, metadata, search_index, table_files
from chirashi.site.files import icons, security_policy, service_worker
from chirashi.site.files.assets import DRAFT_STYLE, Assets
from chirashi.site.pages import missing_page, own_page, page_files
from chirashi.site.pages.addresses import ROOT_PLACE, Location, address, relative_to
from chirashi.site.pages.page_context import FAX, FLYER, FLYER_STYLE, framing, linked, links_of, of_page, title
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import changed, environment
from chirashi.view.templates import PageContext, View
from chirashi.view.text import markdown


@dataclass
class PreviewCache:
    """The finished files of each language as they were last made, for a preview that is asked again at every save."""

    made: dict[tuple[str, str], tuple[object, dict[str, bytes]]] = field(default_factory=dict)

    def get(self, at: tuple[str, str], of: object) -> dict[str, bytes] | None:
        """The files of a place and language, where all that they were made `of` is as it was."""
        before, files = self.made.get(at, (None, {}))
        return files if before == of else None


def site(
    edition: Edition, place: Location = ROOT_PLACE, printed: Printed | None = None, kept: PreviewCache | None = None
) -> dict[str, bytes]:
    """Path below `site/` to content, for one edition; what has been `printed` is offered for download."""
    assets = loaded(edition, printed)
    views = {language: View(edition, language) for language in edition.data.languages}
    files = assets.files | own_page.leading_on(edition, place, assets) | table_files.files(edition, views)
    for part in _pieces(edition, place, printed, assets, kept or PreviewCache()):
        files |= part
    if not place.below:  # what a site has once, whatever editions stand on it
        files[missing_page.NAME] = missing_page.page(edition, place, assets)
        files |= metadata.files(edition, place)
        files[service_worker.NAME] = service_worker.worker(files, edition, place, assets)
        paths = [*files, *(below for below, _ in place.editions if below)]
        files["_headers"] = security_policy.headers(paths, hidden=standing(edition).draft)
    return {place.below + name: content for name, content in files.items()}


def loaded(edition: Edition, printed: Printed | None = None) -> Assets:
    """What the pages of an edition load, its flyer's stylesheet among it, set as the flyer was `printed`."""
    assets = Assets(edition.data.languages)
    assets.add(FLYER_STYLE, page_style(printed) + "\n" + theme().read(f"web/{FLYER_STYLE}"))
    if standing(edition).draft:
        assets.add(DRAFT_STYLE, theme().read(f"web/{DRAFT_STYLE}"))
    if page_files.needs_style(edition):
        assets.add(page_files.STYLE, theme().read(f"web/{page_files.STYLE}"))
    return assets


def _pieces(
    edition: Edition, place: Location, printed: Printed | None, assets: Assets, kept: PreviewCache
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
    work.append(partial(calendars, edition))
    drawn, *finished, dates = parallel.each(lambda piece: piece(), work)
    for language, files in zip(waiting, finished, strict=True):
        made[language] = files
        kept.made[place.below, language] = made_of[language], files
    return [drawn, dates, *(files for files in made.values() if files is not None)]


def calendars(edition: Edition) -> dict[str, bytes]:
    views = [SiteView(edition, language) for language in edition.data.languages]
    made = {address(edition, v.language, "index") + calendar.NAME: calendar.calendar(v) for v in views}
    return {path: content for path, content in made.items() if content is not None}


def _in_language(
    edition: Edition, language: str, place: Location, assets: Assets, printed: Printed | None
) -> dict[str, bytes]:
    """Every page of one language, and what else the site has in it."""
    view = SiteView(edition, language)
    files = beside_pages(view, place, assets, printed)
    beside = page_files.PageFiles(edition, language)
    for name in edition.data.pages:
        files[address(edition, language, name) + "index.html"] = _page(
            view, edition.pages[language][name], place, assets, beside
        )
    files |= beside.used
    pages = [(address(edition, language, n), title(view, edition.pages[language][n])) for n in edition.data.pages]
    search_index.put_in(files, language, pages, search_index.also(edition.data, language))
    return files


def beside_pages(view: SiteView, place: Location, assets: Assets, printed: Printed | None) -> dict[str, bytes]:
    """What a language has besides the edition's pages, its calendar and search: sheets as pages and files, a card."""
    edition, language = view.edition, view.language
    view.downloads = downloads(edition, printed, language) if printed else []
    home = address(edition, language, "index")
    files = {download.path: download.content for download in view.downloads}
    files[home + FLYER + "index.html"] = _flyer(view, place, assets, printed)
    if place.url:
        files[home + link_picture.NAME] = _card(view)
    if view.way("fax"):
        files[home + FAX] = _fax(view, place, assets)
    return files


def one_page(edition: Edition, language: str, name: str) -> tuple[bytes, dict[str, bytes]]:
    """A single page of the site, or of the flyer by the name `flyer`, and all that it loads by path from the root."""
    view, place, assets = SiteView(edition, language), Location(offline=False), loaded(edition)
    beside = page_files.PageFiles(edition, language)
    if name == FLYER.strip("/"):
        return _flyer(view, place, assets, None), assets.files
    return _page(view, edition.pages[language][name], place, assets, beside), assets.files | beside.used


def _card(view: SiteView) -> bytes:
    key, _ = view.asked_party()
    lines = [view.book.plain(at) for at in ("scheme.name", "eligibility.who", f"parties.{key}.name")]
    if view.draft:
        lines[1] = str(view.word("draft"))
    return link_picture.card(*lines)


def _page(view: SiteView, page: Page, place: Location, assets: Assets, beside: page_files.PageFiles) -> bytes:
    edition = view.edition
    at = address(edition, view.language, page.name)
    here = PageContext(page, links_of(view, place, assets, relative_to(at)))
    context = of_page(view, here, body_of(view, here, at, beside), place)
    html = _framed("web/page.html", view, here, at, place, context, lambda other: address(edition, other, page.name))
    return view.finished(html)


def body_of(view: SiteView, here: PageContext, at: str, beside: page_files.PageFiles) -> Markup:
    """A page's own HTML: its Markdown with figures, partials, pictures and links as they stand at its address."""
    assert here.page is not None
    links_to = relative_to(at)
    body = markdown.to_html(
        here.page.body,
        page_files.parts(view.edition, view.language),
        view.book,
        partial(view.show, here),
        view.labels["joins_lines"],
        partial(view.explained, here),
        page_files.note_words(view),
        partial(beside.picture, links_to),
    )
    return beside.linked(view, links_to, linked(body, here.links))


def _flyer(view: SiteView, place: Location, assets: Assets, printed: Printed | None) -> bytes:
    edition = view.edition
    at = address(edition, view.language, "index") + FLYER
    here = PageContext(links=links_of(view, place, assets, relative_to(at)))
    sheets, style = flyer_page(edition, view.language, printed), here.links[FLYER_STYLE]
    context = {"canonical": None, "own": None, "sheets": sheets, "style": style}
    html = _framed(
        "web/flyer.html", view, here, at, place, context, lambda other: address(edition, other, "index") + FLYER
    )
    return (view.phrases.set(html) if view.phrases else html).encode()


def _fax(view: SiteView, place: Location, assets: Assets) -> bytes:
    edition = view.edition
    at = address(edition, view.language, "index") + FAX
    here = PageContext(links=links_of(view, place, assets, relative_to(at)))
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
    place: Location,
    context: dict[str, Any],
    same_in: Callable[[str], str],
) -> str:
    """A page from its template, with the addresses of itself and of the same page in other languages."""
    policy = security_policy.in_page(context.get("structured"))
    frame = framing(view, here, at, place, same_in) | {"policy": policy, "style": here.links["brochure.css"]}
    return environment().get_template(template).render(view.context(here) | frame | context)
