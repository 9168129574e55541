"""The plugin `chirashi` of MkDocs: the brochure as a whole site, or its figures in the pages of another one."""

from __future__ import annotations

import gc
import re
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from chirashi.base import project
from chirashi.base.messages import phrase, spoken
from chirashi.base.problems import Problem, Trouble
from chirashi.content.edition import Edition
from chirashi.material import chosen_edition, languages
from chirashi.material.brochure import Brochure
from chirashi.material.chosen_edition import Asked
from chirashi.material.guest import Guest
from chirashi.material.swap import Replacing
from chirashi.material.trouble_page import page_of
from chirashi.paper import Printed, Store, print_set
from chirashi.site.pages.addresses import Location, address
from chirashi.view.environment import compiled
from chirashi.view.text.markdown import HeldPieces

log = get_plugin_logger("chirashi")
OVERRIDES = "material/overrides/main.html"  # of the theme; beside it lies all that stands for Material's own
HEADING = re.compile(r'<h(?P<level>[23]) id="(?P<id>[^"]+)"[^>]*>(?P<text>.*?)</h(?P=level)>', re.DOTALL)
EXCLUDED = "data-search-exclude "  # as Material's search knows what it is not to read
UNSOUGHT = re.compile(r'class="footnote-(?:back)?ref"')  # the signs that lead to notes and back
GARBAGE = (1_000_000, 50, 50)  # a build makes much and drops little: looking for garbage more often costs it a tenth
FIRST, LAST = 100, -100  # before and after what other plugins do at the same event


class Settings(base.Config):  # type: ignore[no-untyped-call]  # MkDocs says nothing of how it is made
    """What stands under `chirashi:` in `mkdocs.yml`."""

    brochure = options.Type(bool, default=False)
    """Whether the site is the edition's brochure; else its figures are for the pages of another site."""
    edition = options.Optional(options.Type(str))
    """Its name below `content/`, or a folder; without it, what `content/site.yml` publishes."""
    languages = options.Optional(options.ListOfItems(options.Type(str)))
    """In another site: those that its pages are written in, the usual one first; without it, the edition's."""
    prefix = options.Type(str, default="")
    """In another site: what placeholders begin with, where their own names are taken: `{{ brochure.dates.start }}`."""
    paper = options.Type(bool, default=True)
    """Whether a brochure's flyer and forms are made too, and offered."""
    prove = options.Type(bool, default=True)
    """Whether a brochure is proved before it replaces the last one."""
    strict = options.Type(bool, default=False)
    """Whether what is only warned of stops the build."""


class ChirashiPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # likewise
    def __init__(self) -> None:
        self.serving = False
        self.held = HeldPieces()  # of another site's pages, through all builds of one run
        self._forget()

    def _forget(self) -> None:
        """What one build knows; `mkdocs serve` builds again and again with one plugin."""
        self.asked: Asked | None = None
        self.brochure: Brochure | None = None
        self.guest: Guest | None = None
        self.replacing: Replacing | None = None
        self.pages: dict[str, tuple[str, str]] = {}  # of MkDocs' files: language, name
        self.navigations: dict[str, Navigation] = {}
        self.words: dict[str, dict[str, Any]] = {}
        self.broken: list[Problem] = []  # shown in the place of the pages

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Once a process; also keeps this plugin from one build of `mkdocs serve` to the next."""
        self.serving = command == "serve"
        gc.set_threshold(*GARBAGE)

    def on_shutdown(self) -> None:
        """The process ends: to go through all that was made, for what refers to itself, would take a fifth as long."""
        gc.freeze()
        project.use(None)

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        self._forget()
        home = Path(config.config_file_path or ".").resolve().parent
        project.use(project.find_project(home) or project.Project(home))
        file = _name_of(config)
        try:
            self.asked = asked = chosen_edition.edition_asked(self.config.edition, home)
            config.watch += [str(folder) for _, folder in asked.folders]
            found = chosen_edition.loaded(asked)
        except Trouble as trouble:
            found = chosen_edition.Loaded(problems=list(trouble.problems))
        if self._tell(found.problems) and found.editions:
            edition = found.editions[0][1]
            if not self.config.brochure:
                self.guest = Guest(edition, self.config.languages, self.config.prefix, self.held)
                self._tell(self.guest.unknown_languages(file))
                config.extra_css.append(self.guest.sheet)
                return config
            url = config.site_url or (self.asked.url if self.asked else None)
            place = Location("", url and url.rstrip("/") + "/", tuple(found.editions), offline=False)
            self.brochure = Brochure(edition, place, self._paper(edition, config))
        if self.config.brochure:
            self._frame(config)
        return config

    def _paper(self, edition: Edition, config: MkDocsConfig) -> Printed | None:
        """The printed matter, kept below `build/` for the next time; a preview goes without."""
        if self.serving or not self.config.paper or self.asked is None:
            return None
        printed = print_set(edition, self.asked.icc, Store(Path(config.site_dir).parent / "build" / "printed"))
        self._tell(printed.problems)
        return printed

    def _frame(self, config: MkDocsConfig) -> None:
        """The site's configuration as a brochure needs it: addresses, theme, Markdown, a folder to write to."""
        config.use_directory_urls = True
        at = 1 if config.theme.custom_dir else 0  # the site's own overrides come before the brochure's
        config.theme.dirs.insert(at, str(project.theme().path(OVERRIDES).parent))
        config.watch += [str(folder) for folder in project.theme().folders if folder.is_dir()]
        if self.brochure is None:
            return
        first, *_ = self.brochure.views
        config.site_url = self.brochure.place.url or config.site_url
        config.site_description = None
        config.repo_url = config.edit_uri = None
        languages.speak(config, self.brochure, first)
        self.words = languages.search_words(config, self.brochure.views)
        search = config.plugins.get("material/search")
        if search is not None:
            search.config.update(self.words[first])  # else it compiles its templates thrice to ask for the same
        config.nav = languages.nav_of(self.brochure, first)
        if not self.serving:
            self.replacing = Replacing(Path(config.site_dir).resolve())
            self._trying(self.replacing.begin)
            config.site_dir = str(self.replacing.stage)

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The edition's pages in the place of what lies in its folder; the theme's own files stay."""
        if self.guest:
            self._tell(self.guest.in_the_way(config, _name_of(config)))
        if not self.config.brochure:
            return files
        for file in [file for file in files if file.src_dir == config.docs_dir]:
            files.remove(file)
        if self.brochure is None:
            files.append(File.generated(config, "index.md", content=""))
            return files
        data = self.brochure.edition.data
        for language in self.brochure.views:
            listed = InclusionLevel.INCLUDED if language == data.languages[0] else InclusionLevel.NOT_IN_NAV
            for name in data.pages:
                uri = self.brochure.uri(language, name)
                self.pages[uri] = language, name
                level = InclusionLevel.NOT_IN_NAV if name in data.footer else listed
                files.append(File.generated(config, uri, content="", inclusion=level))
        for path, content in self.brochure.files().items():
            files.append(File.generated(config, path, content=content, inclusion=InclusionLevel.INCLUDED))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        if self.brochure:
            first, *others = self.brochure.views
            self.navigations = {one: languages.navigation(self.brochure, one, files, config) for one in others}
            self.navigations[first] = nav
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Material's templates are kept compiled, as the press's are."""
        if self.brochure:
            env.bytecode_cache = compiled(project.current())
        return env

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Before any other plugin, so that none takes a placeholder for its own."""
        if self.brochure and page.file.src_uri in self.pages:
            return ""  # the press reads its own Markdown, see on_page_content
        if self.guest:
            filled, problems = self.guest.markdown(markdown, page, config)
            self._tell(problems)
            return filled
        return markdown

    @event_priority(LAST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        if self.brochure and page.file.src_uri in self.pages:
            language, name = self.pages[page.file.src_uri]
            said = self.brochure.edition.pages[language][name]
            page.meta["title"] = languages.plain(self.brochure, language, said.title)
            page.meta["description"] = languages.plain(self.brochure, language, said.description)
            body = str(self.brochure.body(language, name))
            page.toc = get_toc([_heading(found) for found in HEADING.finditer(body)])
            return UNSOUGHT.sub(rf"{EXCLUDED}\g<0>", body)
        if self.guest:
            return self.guest.content(html, page)
        if self.broken:
            return page_of(self.broken, spoken())
        return html

    @event_priority(LAST)
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation  # noqa: ARG002
    ) -> TemplateContext:  # fmt: skip
        """After the search has read the page."""
        given: dict[str, Any] = context  # type: ignore[assignment]  # a TypedDict that plugins add to
        if self.brochure is None or page.file.src_uri not in self.pages:
            if self.config.brochure:
                given["brochure"] = {"title": "Chirashi", "sections": page.content}
            return context
        language, name = self.pages[page.file.src_uri]
        languages.speak(config, self.brochure, language)
        root = context["base_url"]
        home = address(self.brochure.edition, language, "index")
        config.extra["scope"] = root  # light or dark is chosen for all languages at once
        context["base_url"] = f"{root}/{home}" if home else root  # where this language's search is
        context["nav"] = self.navigations[language]
        given["brochure"] = self.brochure.context(language, name, Markup((page.content or "").replace(EXCLUDED, "")))
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        if self.config.brochure and template_name == "404.html":
            given: dict[str, Any] = context  # type: ignore[assignment]  # a TypedDict that plugins add to
            given["brochure"] = self.brochure.missing() if self.brochure else {}
            if self.brochure:
                languages.speak(config, self.brochure, next(iter(self.brochure.views)))
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """A map of the site with both languages, or none where nobody knows its address."""
        if self.brochure and template_name == "sitemap.xml":
            return (self.brochure.sitemap() or b"").decode()
        return output

    @event_priority(LAST)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        return self.guest.released(output) if self.guest else output

    @event_priority(LAST)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        if self.guest:
            for path, content in self.guest.files().items():  # static-i18n takes no file without a source
                write_file(content, str(Path(config.site_dir) / path))
            self.guest.in_search(Path(config.site_dir))
        if self.brochure is None:
            return
        homes = {language: address(self.brochure.edition, language, "index") for language in self.brochure.views}
        languages.part_search(Path(config.site_dir), homes, self.words)
        (Path(config.site_dir) / "sitemap.xml.gz").unlink(missing_ok=True)  # MkDocs' second copy, which few ask for
        for path, content in self.brochure.pictures().items():
            write_file(content, str(Path(config.site_dir) / path))
        if self.replacing and self.asked:
            write_file(self.brochure.headers(self.replacing.stage), str(self.replacing.stage / "_headers"))
            if self.config.prove:
                self._tell(self.replacing.prove(self.asked, self.brochure.place.url))
            self._trying(self.replacing.publish)
            config.site_dir = str(self.replacing.site)

    def on_build_error(self, *, error: Exception) -> None:  # noqa: ARG002
        if self.replacing:
            self.replacing.end()

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any  # noqa: ARG002
    ) -> LiveReloadServer:  # fmt: skip
        return server

    def _tell(self, problems: list[Problem]) -> bool:
        """Says them all; whether the build may go on. A preview always goes on, and shows what is wrong."""
        for problem in problems:
            (log.error if problem.severity == "error" else log.warning)(problem.line_in(spoken()))
        stopping = [problem for problem in problems if problem.severity == "error" or self.config.strict]
        if stopping and not self.serving:
            raise PluginError(phrase("stopped")[spoken()])
        self.broken += stopping
        return not stopping

    def _trying(self, step: Any) -> None:
        try:
            step()
        except Trouble as trouble:
            self._tell(list(trouble.problems))


def _heading(match: re.Match[str]) -> Any:
    """A heading as MkDocs lists them."""
    text = Markup(match["text"]).striptags()
    return {"level": int(match["level"]), "id": match["id"], "name": text, "children": []}


def _name_of(config: MkDocsConfig) -> str:
    """The configuration's own file, as messages name it."""
    return project.in_project(Path(config.config_file_path or "mkdocs.yml"))
