"""Finished Markdown, a tree for each language, for engines that run no plugins and fill no placeholders.

Figures stand in the text and partials as HTML, so that any engine of Material's kind makes the same pages of
it. Beside each tree lies a configuration that names its pages, its language and the stylesheet, and no plugin.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from typing import Any

import yaml

from chirashi.content.edition import Edition
from chirashi.content.pages import placeholders
from chirashi.content.pages.placeholders import Placeholder
from chirashi.content.yaml_files.line_joining import WIDE
from chirashi.material import style
from chirashi.site.exports import calendar, table_files
from chirashi.site.files import icons
from chirashi.site.files.assets import Assets
from chirashi.site.pages.addresses import Location, address, relative_to
from chirashi.site.pages.page_context import OWN, links_of, title
from chirashi.site.pages.page_files import parts
from chirashi.site.pages.page_view import SiteView
from chirashi.view.templates import PageContext
from chirashi.view.text import markdown

DOCS = "docs"  # in each language's tree: what the engine makes pages of
EXTENSIONS = ("attr_list", "def_list", "footnotes", "md_in_html", "sane_lists", "tables")
BLANK = re.compile(r"\n\s*\n")  # would end a block of HTML in Markdown
# Within a Japanese sentence a line's end is no space; headings, tables and code end where their lines do.
WIDE_END = re.compile(rf"^(?![#|>`~]|    )(?P<line>.*[{WIDE}]) *\n(?=[{WIDE}]|<data\b)", re.MULTILINE)
BLOCK = f'<div class="{style.WITHIN[1:]}">\n{{}}\n</div>'


def trees(edition: Edition, url: str | None = None) -> dict[str, bytes]:
    """Every file of all trees by its path: `ja/mkdocs.yml`, `ja/docs/premiums.md`, `ja/docs/assets/…`."""
    assets = Assets(edition.data.languages)
    assets.add(style.NAME, style.guest_sheet())
    views = {language: SiteView(edition, language) for language in edition.data.languages}
    shared = assets.files | icons.files() | table_files.files(edition, dict(views))
    made: dict[str, bytes] = {}
    for language, view in views.items():
        home = address(edition, language, "index")
        dates = calendar.calendar(view)
        own = {} if dates is None else {calendar.NAME: dates}
        files = shared | own | {f"{name}.md": text.encode() for name, text in _pages(view, assets, set(own))}
        made |= {f"{language}/{DOCS}/{name}": content for name, content in files.items()}
        made[f"{language}/mkdocs.yml"] = _configuration(view, url and url + home, assets).encode()
    return made


def _pages(view: SiteView, assets: Assets, own: set[str]) -> Iterator[tuple[str, str]]:
    """Each page's name and finished Markdown; of the press's own pages and files it leads to those in `own` alone."""
    edition, language = view.edition, view.language
    included = parts(edition, language)
    home = address(edition, language, "index")
    missing = {*OWN} - own
    for name in edition.data.pages:
        page = edition.pages[language][name]
        at = address(edition, language, name).removeprefix(home)
        # In a tree of its own a language begins at the root, so that its pages stand where the first language's do.
        links = links_of(view, Location(offline=False), assets, lambda path: path)
        leads = {one: relative_to(at)(links[one].removeprefix(home)) for one in links.keys() - missing}
        here = PageContext(page, leads)

        head = {"title": title(view, page), "description": markdown.inline(page.description, view.book).striptags()}
        front = yaml.safe_dump(head, allow_unicode=True, sort_keys=False, width=1000)
        body = placeholders.fill(page.body, functools.partial(_put, view, here), included)
        if view.labels["joins_lines"]:
            body = WIDE_END.sub(r"\g<line>", body)
        mark = f"\n**{view.word('draft')}**\n" if view.draft else ""
        yield name, f"---\n{front}---\n\n# {head['title']}\n{mark}{body}"


def _put(view: SiteView, here: PageContext, placeholder: Placeholder) -> str:
    if placeholder.kind == "show":
        return BLOCK.format(BLANK.sub("\n", str(view.show(here, placeholder.key, *placeholder.arguments)).strip()))
    return str(markdown.figure(placeholder, view.book))


def _configuration(view: SiteView, url: str | None, assets: Assets) -> str:
    """What such an engine reads: `mkdocs.yml` without a plugin."""
    edition = view.edition
    pages = edition.pages[view.language]
    nav = [{markdown.inline(pages[name].menu, view.book).striptags(): f"{name}.md"} for name in edition.data.pages]
    found: dict[str, Any] = {
        "site_name": view.book.plain("scheme.short_name"),
        **({"site_url": url} if url else {}),
        "docs_dir": DOCS,
        "theme": {"name": "material", "language": view.language, "font": False},
        "extra_css": [assets.names[style.NAME]],
        "extra": {"generator": False},
        "markdown_extensions": list(EXTENSIONS),
        "nav": nav,
    }
    return yaml.safe_dump(found, allow_unicode=True, sort_keys=False, width=1000)
