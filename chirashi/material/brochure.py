"""The brochure for MkDocs: each page's finished body, what its templates are given, and every file beside the pages.

Everything comes from the press's own views and partials, so that both looks say the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from markupsafe import Markup

from chirashi.content.approval import standing
from chirashi.content.edition import Edition
from chirashi.material import style
from chirashi.paper import Printed
from chirashi.site.build import beside_pages, body_of, calendars, loaded, site
from chirashi.site.exports import metadata, table_files
from chirashi.site.files import icons, security_policy
from chirashi.site.pages.addresses import Location, address, relative_to
from chirashi.site.pages.page_context import framing, links_of, of_page
from chirashi.site.pages.page_files import PageFiles, needs_style
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import environment
from chirashi.view.templates import PageContext

# Of the press's scripts and styles, what Material's own stand for here.
REPLACED = {"search.js", "find.js", "minisearch.js", "stemmer.js", "offline.js", "missing.js"}
MADE_BY = "mkdocs, mkdocs-material"  # as both name themselves in the head of their pages, without their versions
CUT = "<!--/-->"  # between pieces of a page that are finished together


class Brochure:
    """One edition at the root of a site in Material; its pages are asked for by language and name."""

    def __init__(self, edition: Edition, place: Location, printed: Printed | None = None) -> None:
        self.edition, self.place, self.printed = edition, place, printed
        self.views = {language: SiteView(edition, language) for language in edition.data.languages}
        self.beside = {language: PageFiles(edition, language) for language in self.views}
        self.assets = loaded(edition, printed)
        mark = self.assets.names[icons.DRAWING].rpartition("/")[2]
        sheet = style.stylesheet(text=needs_style(edition))
        self.assets.add(style.NAME, sheet.replace("{mark}", mark))

    def files(self) -> dict[str, bytes]:
        """Every file of the site but its pages, what lies beside them, and Material's own, by its path."""
        unused = {self.assets.names[name] for name in REPLACED}
        made = {path: content for path, content in self.assets.files.items() if path not in unused}
        made |= icons.files() | table_files.files(self.edition, dict(self.views)) | calendars(self.edition)
        for view in self.views.values():
            made |= beside_pages(view, self.place, self.assets, self.printed)
        for below, edition in self.place.editions:
            if below:
                made |= site(edition, Location(below, self.place.url, self.place.editions, offline=False))
        if self.place.url:
            made["robots.txt"] = metadata.robots(self.place.url)
        return made

    def pictures(self) -> dict[str, bytes]:
        """What lies beside the pages and is shown on them; known once every page has been made."""
        return {path: content for beside in self.beside.values() for path, content in beside.used.items()}

    def sitemap(self) -> bytes | None:
        return metadata.sitemap(self.edition, self.place.url) if self.place.url else None

    def headers(self, site: Path) -> bytes:
        """The file `_headers` for a site as it has been written: a policy that names the scripts in its pages."""
        files = [path for path in site.rglob("*") if path.is_file()]
        allowed = security_policy.of_material(path.read_bytes() for path in files if path.suffix == ".html")
        paths = [path.relative_to(site).as_posix() for path in files]
        return security_policy.headers(paths, hidden=standing(self.edition).draft, own=allowed)

    def uri(self, language: str, name: str) -> str:
        """The file that MkDocs takes a page to be: `premiums.md`, `en/premiums.md`."""
        return address(self.edition, language, "index") + f"{name}.md"

    def body(self, language: str, name: str) -> Markup:
        """A page's body as the press's own page has it."""
        here = self._here(language, name)
        return body_of(self.views[language], here, address(self.edition, language, name), self.beside[language])

    def context(self, language: str, name: str, body: Markup) -> dict[str, Any]:
        """What Material's templates are given of a page, as finished HTML; see `theme/material/overrides/main.html`."""
        view, here, at = self.views[language], self._here(language, name), address(self.edition, language, name)
        frame = framing(view, here, at, self.place, lambda other: address(self.edition, other, name))
        home = name in ("index", self.edition.data.pages[0])
        said = view.context(here) | frame | of_page(view, here, body, self.place)
        said |= {"at_home": home, "sections": view.sections(body), "made_by": MADE_BY}

        def made(*templates: str) -> list[str]:
            """HTML of each template, set as on the press's own pages: a word has its reading where it first stands."""
            drawn = CUT.join(environment().get_template(template).render(said) for template in templates)
            whole = view.finished(f"<main>{drawn}</main>").decode()
            return whole.removeprefix("<main>").removesuffix("</main>").split(CUT)

        cover, sections = made("web/_cover.html", "material/sections.html")
        scheme, short = view.book.plain("scheme.name"), view.book.plain("scheme.short_name")
        return {
            "at": "at-home" if home else f"at-{name}",
            "title": Markup("{}").format(scheme if home else f"{said['title']} – {short}"),
            "style": here.links[style.NAME],
            "others": [other for other in frame["alternates"] if other["language"] != language],
            "head": environment().get_template("material/head.html").render(said),
            "scripts": environment().get_template("material/scripts.html").render(said),
            "notices": "".join(made("web/_draft.html", "web/_past.html", "web/_closed.html")),
            "cover": cover,
            "sections": sections,
            "foot": "".join(made("web/_foot.html")),
            "last": environment().get_template("material/last.html").render(said),
        }

    def missing(self) -> dict[str, Any]:
        """What 404.html is given: the way on in every language, by addresses that hold wherever it is shown."""
        root = "/" if self.place.url is None else "/" + self.place.url.split("/", 3)[3]
        shared = {name: root + path for name, path in self.assets.names.items()}
        shared |= {name: root + name for name in icons.SIZES}
        views = [
            (one, view, shared | {name: root + address(self.edition, one, name) for name in self.edition.data.pages})
            for one, view in self.views.items()
        ]
        _, first, links = views[0]
        said = first.context(PageContext(links=links)) | {"views": views, "canonical": None, "own": None}
        said |= {"description": first.word("not_found_title"), "root": root, "ups": []}
        said |= {"at_home": False, "made_by": MADE_BY}
        home = self.edition.data.pages[0]
        others = [{"language": one, "name": view.labels["name"], "link": to[home]} for one, view, to in views[1:]]
        return {
            "at": "at-missing",
            "title": f"{first.word('not_found_title')} – {first.book.plain('scheme.short_name')}",
            "style": links[style.NAME],
            "others": others,
            "head": environment().get_template("material/head.html").render(said),
            "notices": environment().get_template("web/_draft.html").render(said),
            "sections": first.finished(environment().get_template("web/_missing.html").render(said)).decode(),
        }

    def _here(self, language: str, name: str) -> PageContext:
        at = address(self.edition, language, name)
        links = links_of(self.views[language], self.place, self.assets, relative_to(at))
        return PageContext(self.edition.pages[language][name], links)
