"""The page to which the second code of an edition's flyer leads: `/<edition>/`, this year and every year after.

While the edition is the present one, a light page stands there that opens the premiums with the plan to choose. Once
it is past, its own first page stands there, and says what has changed since the paper was printed.
"""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.content.edition import Edition, Page
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Day, Email, Money, Number, Percent, Telephone, Url
from chirashi.site.files import icons, security_policy
from chirashi.site.files.assets import Assets
from chirashi.site.pages.addresses import Location, address, relative_to
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import environment
from chirashi.view.templates import PageContext

CHOOSER = 'show("chooser")'
CHANGES = {
    "deadline": "dates.deadline",
    "start": "dates.start",
    "premiums": "tables",
    "limits": "coverages",
    "fees": "fees",
    "discounts": "discounts",
    "contacts": "parties",
}  # what readers of an old paper are told of, by its label, and where its figures stand in the data


def has_own_page(edition: Edition) -> bool:
    return edition.data.flyer is not None and edition.data.flyer.own_page is not None


def leading_on(edition: Edition, place: Location, assets: Assets) -> dict[str, bytes]:
    """The light page of the present edition, under its path; none where its paper has no such code."""
    if place.below or not has_own_page(edition):
        return {}
    at = f"{edition.data.edition}/"
    relative = relative_to(at)
    views = {language: SiteView(edition, language) for language in edition.data.languages}
    first = views[edition.data.languages[0]]
    links = {name: relative(path) for name, path in {**assets.names, **{name: name for name in icons.SIZES}}.items()}
    here = PageContext(links=links)
    to = {language: address(edition, language, opened(edition, language)) for language in views}
    anchor = "#choose" if CHOOSER in _opened_page(first).body else ""
    frame = {
        "views": [
            (language, view, _opened_page(view), relative(to[language]) + anchor) for language, view in views.items()
        ],
        "policy": security_policy.IN_PAGE,
        "style": here.links["brochure.css"],
        "canonical": place.url and place.url + to[first.language],
        "own": None,
        "present": None,
        "home": relative(address(edition, first.language, "index")),
        "refresh": relative(to[first.language]) + anchor,
    }
    html = environment().get_template("web/own_page.html").render(first.context(here) | frame)
    return {f"{at}index.html": first.finished(html)}


def opened(edition: Edition, language: str) -> str:
    """The name of the page with the plan to choose; the first page where none has it."""
    pages = edition.pages[language]
    return next((name for name in edition.data.pages if CHOOSER in pages[name].body), edition.data.pages[0])


def _opened_page(view: SiteView) -> Page:
    return view.edition.pages[view.language][opened(view.edition, view.language)]


def changed(view: SiteView, place: Location, page: Page | None) -> list[str] | None:
    """On the first page of a past edition whose paper leads there: the labels of what has changed since; else None."""
    if not place.below or not has_own_page(view.edition) or page is None or page.name != "index":
        return None
    present = next(edition for below, edition in place.editions if not below)
    return [name for name, prefix in CHANGES.items() if {*_said(view.edition, prefix)} != {*_said(present, prefix)}]


def _said(edition: Edition, prefix: str) -> Iterator[tuple[str, str]]:
    """Each figure below a key, as one that can be compared with another year's."""
    for key, leaf in edition.figures.items():
        if key == prefix or key.startswith(f"{prefix}."):
            value = leaf.money if isinstance(leaf, Cell) else leaf
            if isinstance(value, Money | Percent | Number | Day | Telephone | Email | Url):
                yield key, str(value)
