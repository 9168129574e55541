"""What each language of a brochure has of its own in one build of MkDocs: words of the frame, navigation, search.

Material speaks the one language of its configuration. Each page is rendered just after its context was
made, so the configuration is set to the page's language there.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from chirashi.base.project import current
from chirashi.material.brochure import Brochure
from chirashi.site.pages.addresses import address
from chirashi.view.environment import compiled
from chirashi.view.text import markdown

INDEX = "search/search_index.json"
SCHEMES = (("default", "light"), ("slate", "dark"))


def palette(words: dict[str, Any]) -> list[dict[str, Any]]:
    """Light and dark, first as the reader's system has it, with the switch named in the page's language."""
    return [
        {
            "scheme": scheme,
            "media": f"(prefers-color-scheme: {media})",
            "primary": "custom",
            "accent": "custom",
            "toggle": {"icon": icon, "name": words[name]},
        }
        for (scheme, media), icon, name in zip(
            SCHEMES, ("material/weather-night", "material/weather-sunny"), ("to_dark", "to_light"), strict=True
        )
    ]


def speak(config: MkDocsConfig, brochure: Brochure, language: str) -> None:
    """Sets the configuration to one language."""
    view = brochure.views[language]
    config.site_name = view.book.plain("scheme.short_name")
    config.theme["language"] = language
    config.theme["palette"] = palette(view.labels["material"])
    config.extra["alternate"] = len(brochure.views) > 1
    config.extra["generator"] = False


def nav_of(brochure: Brochure, language: str) -> list[dict[str, str]]:
    """The pages that the header lists, as `nav:` has them; those of the foot stand there alone."""
    data, view = brochure.edition.data, brochure.views[language]
    pages = brochure.edition.pages[language]
    return [
        {markdown.inline(pages[name].menu, view.book).striptags(): brochure.uri(language, name)}
        for name in data.pages
        if name not in data.footer
    ]


def navigation(brochure: Brochure, language: str, files: Files, config: MkDocsConfig) -> Navigation:
    """The navigation of a language that MkDocs knows nothing of."""
    home = address(brochure.edition, language, "index")
    own = Files([file for file in files.documentation_pages() if file.src_uri.startswith(home)])
    before, config.nav = config.nav, nav_of(brochure, language)
    try:
        for file in own:
            file.page = None
        nav = get_navigation(own, config)
    finally:
        config.nav = before
    nav.homepage = home_of(nav.pages, f"{home}index.md")
    return nav


def home_of(pages: list[Page], uri: str) -> Page | None:
    return next((page for page in pages if page.file.src_uri == uri), None)


def search_words(config: MkDocsConfig, languages: Iterable[str]) -> dict[str, dict[str, Any]]:
    """How Material's search is to take each language apart, as its own words for that language say."""
    env = config.theme.get_env()
    env.bytecode_cache = compiled(current())
    found = {}
    for language in languages:
        ask = env.get_template(f"partials/languages/{language}.html").module.t  # type: ignore[attr-defined]  # a macro
        pipeline = [part.strip() for part in ask("search.config.pipeline").split(",") if part.strip()]
        found[language] = {
            "lang": [ask("search.config.lang") or language],
            "separator": ask("search.config.separator"),
            "pipeline": pipeline,
        }
    return found


def part_search(site: Path, homes: dict[str, str], words: dict[str, dict[str, Any]]) -> None:
    """Parts the index that Material's search has written: one for each language, found from that language's first page.

    `homes` are the languages' first addresses, the first language's empty; `words` how each is searched.
    """
    path = site / INDEX
    if not path.is_file():
        return
    whole = json.loads(path.read_text("utf-8"))
    others = tuple(home for home in homes.values() if home)
    for language, home in homes.items():
        docs = [
            entry | {"location": entry["location"].removeprefix(home)}
            for entry in whole["docs"]
            if (entry["location"].startswith(home) if home else not entry["location"].startswith(others))
        ]
        made = {"config": whole["config"] | words[language], "docs": docs}
        (site / home / INDEX).parent.mkdir(parents=True, exist_ok=True)
        text = json.dumps(made, ensure_ascii=False, separators=(",", ":"))
        (site / home / INDEX).write_text(text, "utf-8", newline="\n")


def plain(brochure: Brochure, language: str, text: str) -> str:
    """A line of a page's front matter as plain text, its placeholders filled."""
    return markdown.inline(text, brochure.views[language].book).striptags()
