"""The page for what is not there: one for all languages, shown by the host at any address of the site.

Nobody knows how deep the missing address lay. Where the build is told the site's address, all links
start from its root. Where it is not, the site may stand below any path of a host: the stylesheet and
a script are asked for up to `DEEPEST` folders up, and the script that is found sets the links right.
Without scripts, or deeper down, the links lead to the root of the host.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from chirashi.content.edition import Edition
from chirashi.site.exports import calendar
from chirashi.site.files import icons, security_policy
from chirashi.site.files.assets import Assets
from chirashi.site.pages.addresses import Place, address
from chirashi.site.pages.page_view import SiteView
from chirashi.view.templates import environment

NAME = "404.html"
DEEPEST = 3  # a language's folder, a page's, and one more; each further one is a request that mostly finds nothing


def page(edition: Edition, place: Place, assets: Assets) -> bytes:
    root = urlsplit(place.url).path if place.url else "/"
    assets_at = root if place.url else ""
    views = {language: SiteView(edition, language) for language in edition.data.languages}
    for language, view in views.items():
        view.links = {name: assets_at + path for name, path in assets.names.items()}
        view.links |= {name: root + name for name in icons.SIZES}
        view.links |= {name: root + address(edition, language, name) for name in edition.data.pages}
        view.links[calendar.NAME] = root + address(edition, language, "index") + calendar.NAME
    first = next(iter(views.values()))
    frame = {
        "views": views,
        "policy": security_policy.IN_PAGE,
        "style": first.links["brochure.css"],
        "canonical": None,
        "own": None,
        "present": None,
        "root": root,
        "known": place.url is not None,
        "ups": [] if place.url else ["../" * depth for depth in range(DEEPEST + 1)],
    }
    return first.finished(environment().get_template("web/missing.html").render(first.context() | frame))
