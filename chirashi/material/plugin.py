"""The plugin `chirashi` of MkDocs: the brochure as a whole site, or its figures in the pages of another one."""

from __future__ import annotations

import gc
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import write_file
from mkdocs.utils.templates import TemplateContext

from chirashi.base import project
from chirashi.base.messages import phrase, spoken
from chirashi.base.problems import Problem, Trouble
from chirashi.content.edition import Edition
from chirashi.material import chosen_edition
from chirashi.material.brochure import Brochure
from chirashi.material.chosen_edition import Asked
from chirashi.material.guest import Guest
from chirashi.material.settings import Settings
from chirashi.material.swap import Replacing
from chirashi.material.trouble_page import page_of
from chirashi.material.whole_site import WholeSite, lay_theme
from chirashi.paper import Printed, Store, print_set
from chirashi.site.pages.addresses import Location
from chirashi.view.environment import compiled
from chirashi.view.text.markdown import HeldPieces

log = get_plugin_logger("chirashi")
GARBAGE = (1_000_000, 50, 50)  # a build makes much and drops little: looking for garbage more often costs it a tenth
FIRST, LAST = 100, -100  # before and after what other plugins do at the same event


class ChirashiPlugin(BasePlugin[Settings]):  # type: ignore[no-untyped-call]  # likewise
    def __init__(self) -> None:
        self.serving = False
        self.held = HeldPieces()  # of another site's pages, through all builds of one run
        self._forget()

    def _forget(self) -> None:
        """What one build knows; `mkdocs serve` builds again and again with one plugin."""
        self.asked: Asked | None = None
        self.whole: WholeSite | None = None
        self.guest: Guest | None = None
        self.replacing: Replacing | None = None
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
            self.whole = WholeSite(Brochure(edition, place, self._paper(edition, config)))
        if self.config.brochure:
            lay_theme(config)
        if self.whole:
            self.whole.configure(config)
            if not self.serving:
                self.replacing = Replacing(Path(config.site_dir).resolve())
                self._trying(self.replacing.begin)
                config.site_dir = str(self.replacing.stage)
        return config

    def _paper(self, edition: Edition, config: MkDocsConfig) -> Printed | None:
        """The printed matter, kept below `build/` for the next time; a preview goes without."""
        if self.serving or not self.config.paper or self.asked is None:
            return None
        printed = print_set(edition, self.asked.icc, Store(Path(config.site_dir).parent / "build" / "printed"))
        self._tell(printed.problems)
        return printed

    @event_priority(FIRST)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The edition's pages in the place of what lies in its folder; the theme's own files stay."""
        if self.guest:
            self._tell(self.guest.in_the_way(config, _name_of(config)))
        if not self.config.brochure:
            return files
        for file in [file for file in files if file.src_dir == config.docs_dir]:
            files.remove(file)
        if self.whole:
            self.whole.add(files, config)
        else:
            files.append(File.generated(config, "index.md", content=""))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        if self.whole:
            self.whole.navigate(nav, config, files)
        return nav

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Material's templates are kept compiled, as the press's are."""
        if self.whole:
            env.bytecode_cache = compiled(project.current())
        return env

    @event_priority(FIRST)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        """Before any other plugin, so that none takes a placeholder for its own."""
        if self.whole and self.whole.has(page):
            return ""  # the press reads its own Markdown, see on_page_content
        if self.guest:
            filled, problems = self.guest.markdown(markdown, page, config)
            self._tell(problems)
            return filled
        return markdown

    @event_priority(LAST)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        if self.whole and self.whole.has(page):
            return self.whole.content(page)
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
        if self.whole and self.whole.has(page):
            self.whole.give(given, page, config)
        elif self.config.brochure:
            given["brochure"] = {"title": "Chirashi", "sections": page.content}
        return context

    def on_template_context(
        self, context: TemplateContext, *, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        if self.config.brochure and template_name == "404.html":
            given: dict[str, Any] = context  # type: ignore[assignment]  # a TypedDict that plugins add to
            given["brochure"] = self.whole.brochure.missing() if self.whole else {}
            if self.whole:
                self.whole.speak(config, self.whole.first)
        return context

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """A map of the site with both languages, or none where nobody knows its address."""
        if self.whole and template_name == "sitemap.xml":
            return (self.whole.brochure.sitemap() or b"").decode()
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
        if self.whole:
            self.whole.complete(Path(config.site_dir))
            if self.replacing and self.asked:
                self._publish(self.whole.brochure, self.replacing, self.asked)
                config.site_dir = str(self.replacing.site)

    def _publish(self, brochure: Brochure, replacing: Replacing, asked: Asked) -> None:
        """Has the witness read what is written, and puts it in the place of the last site."""
        write_file(brochure.headers(replacing.stage), str(replacing.stage / "_headers"))
        if self.config.prove:
            self._tell(replacing.prove(asked, brochure.place.url))
        self._trying(replacing.publish)

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


def _name_of(config: MkDocsConfig) -> str:
    """The configuration's own file, as messages name it."""
    return project.in_project(Path(config.config_file_path or "mkdocs.yml"))
