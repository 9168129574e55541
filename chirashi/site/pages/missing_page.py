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
from chirashi.site.pages.addresses import Location, address
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import environment
from chirashi.view.templates import PageContext

NAME = "404.html"
DEEPEST = 3  # a language's folder, a page's, and one more; each further one is a request that mostly finds nothing


def page(edition: Edition, place: Location, assets: Assets) -> bytes:
    root = urlsplit(place.url).path if place.url else "/"
    assets_at = root if place.url else ""
    views = {language: SiteView(edition, language) for language in edition.data.languages}
    contexts = {language: PageContext(links=_links(edition, language, assets, root, assets_at)) for language in views}
    first, here = views[edition.data.languages[0]], contexts[edition.data.languages[0]]
    frame = {
        "views": [(language, views[language], contexts[language].links) for language in views],
        "policy": security_policy.IN_PAGE,
        "style": here.links["brochure.css"],
        "canonical": None,
        "own": None,
        "present": None,
        "root": root,
        "known": place.url is not None,
        "ups": [] if place.url else ["../" * depth for depth in range(DEEPEST + 1)],
    }
    return first.finished(environment().get_template("web/missing.html").render(first.context(here) | frame))


def _links(edition: Edition, language: str, assets: Assets, root: str, assets_at: str) -> dict[str, str]:
    links = {name: assets_at + path for name, path in assets.names.items()}
    links |= {name: root + name for name in icons.SIZES}
    links |= {name: root + address(edition, language, name) for name in edition.data.pages}
    return links | {calendar.NAME: root + address(edition, language, "index") + calendar.NAME}
