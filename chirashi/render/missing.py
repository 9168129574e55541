"""The page for what is not there: one for all languages, shown by the host at any address of the site.

Its links start from the root of the site, since nobody knows how deep the missing address lay.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from chirashi.load import Edition
from chirashi.render import ics, policy
from chirashi.render.addresses import Place, address
from chirashi.render.assets import Assets
from chirashi.render.sitepage import SiteView
from chirashi.render.view import theme

NAME = "404.html"


def page(edition: Edition, views: dict[str, SiteView], place: Place, assets: Assets) -> bytes:
    root = urlsplit(place.url).path if place.url else "/"
    views = {language: SiteView(edition, language) for language in views}
    for language, view in views.items():
        view.links = {name: root + path for name, path in assets.names.items()}
        view.links |= {name: root + address(edition, language, name) for name in edition.data.pages}
        view.links[ics.NAME] = root + address(edition, language, "index") + ics.NAME
    first = next(iter(views.values()))
    frame = {
        "views": views,
        "policy": policy.IN_PAGE,
        "style": first.links["brochure.css"],
        "canonical": None,
        "present": None,
        "root": root,
    }
    return first.finished(theme().get_template("web/missing.html").render(first.context() | frame))
