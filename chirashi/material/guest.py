"""Figures and partials of an edition in the pages of somebody else's Material site.

Of all braces on a page, those are the plugin's whose first name the edition's data has, and `show`; the rest,
and whatever stands in code, is left to the site and its other plugins. A figure becomes a mark before any
other plugin reads the page, and the figure again once no plugin can take it for something else.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink
from mkdocs.utils import get_relative_url

from chirashi.base.problems import Problem
from chirashi.base.project import in_project
from chirashi.checks.text import pages as checks
from chirashi.checks.text.texts import Source
from chirashi.content.edition import Edition
from chirashi.content.edition import Page as Written
from chirashi.content.pages.placeholders import Placeholder, placeholders
from chirashi.material import style
from chirashi.site.exports import calendar, table_files
from chirashi.site.files.assets import Assets
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import partials
from chirashi.view.templates import PageContext
from chirashi.view.text import markdown
from chirashi.view.text.markdown import MARK, HeldPieces

FOLDER = "chirashi/"  # of the site, in which the files lie that figures and partials load
SCRIPTS = {"chooser.js", "choice.js", "place.js", "ask.js", "deadline.js"}
SHEET = "figures.css"
# Code is left as it is, in fences and in lines, and so is what Jinja is told to leave.
BRACES = re.compile(
    r"^[ \t]*(?P<fence>`{3,}|~{3,})[^\n]*\n.*?^[ \t]*(?P=fence)[^\n]*$|(?P<tick>`+)(?!`).+?(?<!`)(?P=tick)(?!`)"
    r"|\{%-?\s*raw\b.*?\bendraw\s*-?%\}|\{\{(?P<inner>.*?)\}\}",
    re.MULTILINE | re.DOTALL,
)
NAME = re.compile(r"[A-Za-z_]\w*")
ESCAPED = re.compile(r"\\u(e0[01][0-9])")  # a mark as JSON may write it
SHOW = "show"
IN_FRONT = ("title", "description")


class Guest:
    """What one build of the site needs; `held` outlives it, since a site may be built once a language."""

    def __init__(self, edition: Edition, languages: list[str] | None, prefix: str, held: HeldPieces) -> None:
        self.edition, self.prefix, self.held = edition, prefix, held
        self.languages = languages or list(edition.data.languages)
        self.views = {language: SiteView(edition, language) for language in edition.data.languages}
        self.names = {key.partition(".")[0] for key in edition.figures} | {SHOW}
        self.assets = Assets(edition.data.languages)
        self.assets.add(SHEET, style.guest_sheet())

    @property
    def sheet(self) -> str:
        return FOLDER + self.assets.names[SHEET]

    def files(self) -> dict[str, bytes]:
        """What the partials load, by its path on the site."""
        used = {self.assets.names[name] for name in (*SCRIPTS, SHEET)}
        made = {path: content for path, content in self.assets.files.items() if path in used}
        made |= table_files.files(self.edition, dict(self.views))
        for language, view in self.views.items():
            if (dates := calendar.calendar(view)) is not None:
                made[_dates(language)] = dates
        return {FOLDER + path: content for path, content in made.items()}

    def in_the_way(self, config: MkDocsConfig, file: str) -> list[Problem]:
        """Names that mkdocs-macros knows too, where both look for them in the same braces."""
        macros: Any = config.plugins.get("macros")
        if macros is None or self.prefix or macros.config.get("j2_variable_start_string") not in (None, "", "{{"):
            return []
        both = sorted(self.names & {*getattr(macros, "variables", {}), *getattr(macros, "macros", {})})
        return [Problem(file, 0, "material-braces", {"names": ", ".join(both), "name": both[0]})] if both else []

    def unknown_languages(self, file: str) -> list[Problem]:
        """Languages that the site is said to be in, and in which the edition says nothing."""
        known = ", ".join(self.views)
        return [
            Problem(file, 0, "material-language", {"language": one, "known": known})
            for one in self.languages
            if one not in self.views
        ]

    def markdown(self, text: str, page: Page, config: MkDocsConfig) -> tuple[str, list[Problem]]:
        """The text with a mark for each figure and partial, and what of it cannot be filled."""
        view = self.views[self._language(page, config)]
        foreign = str(config.theme["language"]).partition("-")[0] != view.language.partition("-")[0]
        here = PageContext(links=self._links(view, page))
        problems: list[Problem] = []
        source = page.file.content_string if "{{" in text else ""
        first = source.count("\n") - text.count("\n") + 1  # what stands before is front matter
        place = in_project(Path(page.file.abs_src_path)) if page.file.abs_src_path else page.file.src_uri

        def put(match: re.Match[str]) -> str:
            asked = self._asked(match)
            if asked is None:
                return match.group()
            start = text.rfind("\n", 0, match.start()) + 1
            line = text[start:].partition("\n")[0].replace(match.group(), self._plain(match))
            spot = Source(place, first + text.count("\n", 0, match.start()), view.language, line)
            wrong = list(
                checks.of_placeholder(self.edition, Written("", view.language, place), spot, asked, partials())
            )
            problems.extend(wrong)
            return match.group() if wrong else self.held.hold(self._filled(asked, view, here, foreign))

        for name in IN_FRONT:
            if isinstance(said := page.meta.get(name), str) and "{{" in said:
                page.meta[name] = self.plain(BRACES.sub(put, said))
        return BRACES.sub(put, text), problems

    def content(self, html: str, page: Page) -> str:
        """The page's HTML with its figures, and its title and table of contents with theirs, as text."""
        if isinstance(page.title, str) and MARK.search(page.title):
            page.title = self.plain(page.title)
        self._contents(page.toc)
        return self.released(html)

    def released(self, html: str) -> str:
        """HTML with figures in the place of their marks, also where another plugin made a page of parts of pages."""
        return str(self.held.release(html)) if MARK.search(html) else html

    def plain(self, text: str) -> str:
        return MARK.sub(lambda mark: self.held.piece(mark).striptags(), text)

    def in_search(self, site: Path) -> None:
        """The figures in a search index of parts of pages, which another plugin made."""
        for path in site.rglob("search_index.json"):
            text = path.read_text("utf-8")
            if MARK.search(text := ESCAPED.sub(lambda sign: chr(int(sign[1], 16)), text)):
                path.write_text(MARK.sub(lambda m: json.dumps(self.held.piece(m).striptags())[1:-1], text), "utf-8")

    def _asked(self, match: re.Match[str]) -> Placeholder | None:
        """What braces ask the edition for; None where they are not ours."""
        if match["inner"] is None:
            return None
        plain = self._plain(match)
        name = NAME.match(plain.removeprefix("{{").strip())
        mine = name is not None and name.group() in self.names
        if self.prefix and not match["inner"].strip().startswith(f"{self.prefix}."):
            return None
        if not mine and not self.prefix:
            return None
        return next(iter(placeholders(plain)), None)

    def _plain(self, match: re.Match[str]) -> str:
        """The braces without the prefix that this site writes."""
        inner = match["inner"].strip()
        return "{{ " + (inner.removeprefix(f"{self.prefix}.") if self.prefix else inner) + " }}"

    @staticmethod
    def _filled(placeholder: Placeholder, view: SiteView, here: PageContext, foreign: bool) -> Markup:
        """What stands in the place of the braces; it says its language where the page around it is in another."""
        lang = Markup(' lang="{}"').format(view.language) if foreign else ""
        if placeholder.kind != "show":
            figure = markdown.figure(placeholder, view.book)
            return Markup("<span{}>{}</span>").format(lang, figure) if foreign else figure
        part = view.show(here, placeholder.key, *placeholder.arguments)
        return Markup('<div class="{}"{}>{}</div>').format(style.WITHIN[1:], lang, part)

    def _language(self, page: Page, config: MkDocsConfig) -> str:
        """The page's: as mkdocs-static-i18n knows it, as its front matter says it, or the site's."""
        said = (getattr(page.file, "locale", None), page.meta.get("language"), config.theme["language"])
        return next((str(one) for one in said if one in self.views), self.languages[0])

    def _links(self, view: SiteView, page: Page) -> dict[str, str]:
        """From a page to the files beside it; the edition's own pages are not on this site."""
        paths = {name: self.assets.names[name] for name in SCRIPTS} | {table_files.PLANS: table_files.PLANS}
        paths |= {(path := table_files.sheet(key, view.language)): path for key in self.edition.data.tables}
        if calendar.calendar(view) is not None:
            paths[calendar.NAME] = _dates(view.language)
        return {name: get_relative_url(FOLDER + path, page.url) for name, path in paths.items()}

    def _contents(self, items: Iterable[AnchorLink]) -> None:
        for item in items:
            item.title = self.plain(item.title)
            self._contents(item.children)


def _dates(language: str) -> str:
    stem, _, suffix = calendar.NAME.rpartition(".")
    return f"{stem}.{language}.{suffix}"
