"""An edition's brochure as a whole site: what one build of MkDocs is given for it, from configuration to last file."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import write_file

from chirashi.base import project
from chirashi.material import languages
from chirashi.material.brochure import Brochure
from chirashi.site.pages.addresses import address

OVERRIDES = "material/overrides/main.html"  # of the theme; beside it lies all that stands for Material's own
HEADING = re.compile(r'<h(?P<level>[23]) id="(?P<id>[^"]+)"[^>]*>(?P<text>.*?)</h(?P=level)>', re.DOTALL)
EXCLUDED = "data-search-exclude "  # as Material's search knows what it is not to read
UNSOUGHT = re.compile(r'class="footnote-(?:back)?ref"')  # the signs that lead to notes and back


class WholeSite:
    """One build's: which of MkDocs' files is which page, each language's navigation, how each is searched."""

    def __init__(self, brochure: Brochure) -> None:
        self.brochure = brochure
        self.first, *self.others = brochure.views
        self.pages: dict[str, tuple[str, str]] = {}  # of MkDocs' files: language, name
        self.navigations: dict[str, Navigation] = {}
        self.words: dict[str, dict[str, Any]] = {}

    def configure(self, config: MkDocsConfig) -> None:
        """The site's address, its words, its search and its navigation, in the first language."""
        config.site_url = self.brochure.place.url or config.site_url
        config.site_description = None
        config.repo_url = config.edit_uri = None
        self.speak(config, self.first)
        self.words = languages.search_words(config, self.brochure.views)
        search = config.plugins.get("material/search")
        if search is not None:
            search.config.update(self.words[self.first])  # else it compiles its templates thrice to ask for the same
        config.nav = languages.nav_of(self.brochure, self.first)

    def speak(self, config: MkDocsConfig, language: str) -> None:
        languages.speak(config, self.brochure, language)

    def add(self, files: Files, config: MkDocsConfig) -> None:
        """Adds a file for each page, still without its text, and every file beside the pages."""
        data = self.brochure.edition.data
        for language in self.brochure.views:
            listed = InclusionLevel.INCLUDED if language == self.first else InclusionLevel.NOT_IN_NAV
            for name in data.pages:
                uri = self.brochure.uri(language, name)
                self.pages[uri] = language, name
                level = InclusionLevel.NOT_IN_NAV if name in data.footer else listed
                files.append(File.generated(config, uri, content="", inclusion=level))
        for path, content in self.brochure.files().items():
            files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED))

    def navigate(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Keeps the first language's navigation, and makes those of the others."""
        self.navigations = {one: languages.navigation(self.brochure, one, files, config) for one in self.others}
        self.navigations[self.first] = nav

    def has(self, page: Page) -> bool:
        return page.file.src_uri in self.pages

    def content(self, page: Page) -> str:
        """A page's finished HTML; its title, description and table of contents are set on `page`."""
        language, name = self.pages[page.file.src_uri]
        said = self.brochure.edition.pages[language][name]
        page.meta["title"] = languages.plain(self.brochure, language, said.title)
        page.meta["description"] = languages.plain(self.brochure, language, said.description)
        body = str(self.brochure.body(language, name))
        page.toc = get_toc([_heading(match) for match in HEADING.finditer(body)])
        return UNSOUGHT.sub(rf"{EXCLUDED}\g<0>", body)

    def give(self, context: dict[str, Any], page: Page, config: MkDocsConfig) -> None:
        """Gives Material's templates what they need of a page, once the search has read it."""
        language, name = self.pages[page.file.src_uri]
        self.speak(config, language)
        root = context["base_url"]
        home = address(self.brochure.edition, language, "index")
        config.extra["scope"] = root  # light or dark is chosen for all languages at once
        context["base_url"] = f"{root}/{home}" if home else root  # where this language's search is
        context["nav"] = self.navigations[language]
        body = Markup((page.content or "").replace(EXCLUDED, ""))
        context["brochure"] = self.brochure.context(language, name, body)

    def complete(self, site: Path) -> None:
        """Puts in order what MkDocs has written: a search for each language, one map of the site, the pictures."""
        homes = {language: address(self.brochure.edition, language, "index") for language in self.brochure.views}
        languages.part_search(site, homes, self.words)
        (site / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs' second copy, which few ask for
        for path, content in self.brochure.pictures().items():
            write_file(content, str(site / path))


def lay_theme(config: MkDocsConfig) -> None:
    """Lays the brochure's templates over Material's, also for a build that shows nothing but what is wrong."""
    config.use_directory_urls = True
    at = 1 if config.theme.custom_dir else 0  # the site's own overrides come before the brochure's
    config.theme.dirs.insert(at, str(project.theme().path(OVERRIDES).parent))
    config.watch += [str(folder) for folder in project.theme().folders if folder.is_dir()]


def _heading(match: re.Match[str]) -> Any:
    """A heading as MkDocs lists them."""
    text = Markup(match["text"]).striptags()
    return {"level": int(match["level"]), "id": match["id"], "name": text, "children": []}
