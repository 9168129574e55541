"""Holds the frame of pages in Material to that theme as it is installed: its files, scripts, settings and switches."""

from __future__ import annotations

import json

from chirashi.proof.across_files.destinations import Site
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.files.web import material_theme
from chirashi.proof.files.web.page_structure import Structure
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

CHOICES = [
    ("(prefers-color-scheme: light)", "default", "custom", "custom"),
    ("(prefers-color-scheme: dark)", "slate", "custom", "custom"),
]
SHEETS = ("assets/stylesheets/main.", "assets/stylesheets/palette.", "assets/material-")  # in this order
COMPONENTS = ("container", "content", "dialog", "header", "palette", "search", "search-query", "tabs")
WORKERS = "assets/javascripts/lunr/min/"
INDEX = "search/search_index.json"
NEEDED = ("annotate", "base", "features", "search", "tags", "translations", "version")
FEATURES = ["navigation.tabs", "navigation.tabs.sticky"]


def prove_frame(book: Book, surfaces: list[Surface], site: Site, findings: Findings) -> None:
    """Every page that MkDocs made, the search of each language, and the files that the theme's scripts load."""
    for surface in surfaces:
        if surface.kind == "html" and surface.structure and "mkdocs" in surface.generator:
            for wrong, line in _wrong(book, surface, surface.structure, site):
                findings.say(Position(surface.file, line), "proof-settings", text=wrong)
            for program, line in surface.structure.programs:
                if not material_theme.is_own_program(program):
                    findings.say(Position(surface.file, line), "proof-script", name=program[:30])
        elif surface.kind == "json" and surface.name == INDEX:
            _search(surface, findings)
    for path in sorted(material_theme.files() - site.there):
        findings.say(Position(site.name), "proof-settings", text=path)
    for path in sorted(site.there - material_theme.files()):
        if path.startswith(("assets/javascripts/", "assets/stylesheets/", "assets/images/")):
            findings.say(Position(f"{site.name}/{path}"), "proof-settings", text=path)


def _wrong(book: Book, surface: Surface, structure: Structure, site: Site) -> list[tuple[str, int]]:
    page = site.path_of(surface)
    found: list[tuple[str, int]] = []
    sheets = [lead for lead in structure.leads if lead.rel == "stylesheet"]
    paths = [led[0] for lead in sheets if (led := site.led_to(lead.address, page))]
    paths = [path for path in paths if not path.startswith("assets/draft-")]
    if len(paths) != len(SHEETS) or not all(a.startswith(b) for a, b in zip(paths, SHEETS, strict=True)):
        found.append(("stylesheet", sheets[0].line if sheets else 0))
    if structure.choices != CHOICES:
        found.append(("palette", 0))
    lacking = {*COMPONENTS} - {*structure.components}
    found += [(component, 0) for component in sorted(lacking) if surface.name != "404.html"]
    scripts = [led[0] for one in structure.leads if one.tag == "script" and (led := site.led_to(one.address, page))]
    if not any(path.startswith("assets/javascripts/bundle.") for path in scripts):
        found.append(("bundle.js", 0))
    name = surface.name.removesuffix("index.html").rstrip("/") or "index"
    active = {led[0] for address in structure.active if (led := site.led_to(address, page))}
    if name in book.pages and active - {page}:
        found.append(("aria-current", 0))
    text, line = structure.settings[0] if len(structure.settings) == 1 else ("{}", 0)
    return found + [(one, line) for one in _settings(surface, text, page, site)]


def _settings(surface: Surface, text: str, page: str, site: Site) -> list[str]:
    """What of a page's settings for Material's scripts is not as it must be."""
    try:
        said = json.loads(text)
    except ValueError:
        return ["__config"]
    wrong = [name for name in {*NEEDED} ^ {*said} if name != "search" or surface.name != "404.html"]
    index = site.led_to(f"{said.get('base', '')}".rstrip("/") + f"/{INDEX}", page)
    folder = f"{surface.language}/" if page.startswith(f"{surface.language}/") else ""
    if index is None or index[0] != folder + INDEX:
        wrong.append("base")
    worker = site.led_to(str(said.get("search", "")), page)
    if worker is None or worker[0] not in site.there or "/workers/search." not in worker[0]:
        wrong.append("search")
    if said.get("features") != FEATURES:
        wrong.append("features")
    words = material_theme.words(surface.language)
    told = said.get("translations") or {}
    wrong += [f"translations {name}" for name, value in told.items() if words.get(name, value) != value]
    return wrong + ([] if "search.result.none" in told else ["translations"])


def _search(surface: Surface, findings: Findings) -> None:
    """How the search takes words apart is as the theme has it for that language."""
    words = material_theme.words(surface.language)
    said = {leaf.path[1:]: leaf.value for leaf in surface.json_values if leaf.path[0] == "config"}
    pipeline = [part.strip() for part in words.get("search.config.pipeline", "stopWordFilter").split(",")]
    wanted: dict[tuple[str, ...], str] = {("lang", "0"): words.get("search.config.lang", surface.language)}
    wanted |= {("separator",): words.get("search.config.separator", r"[\s\-]+")}
    wanted |= {("pipeline", str(i)): part for i, part in enumerate(pipeline) if part}
    wrong = {key for key, value in wanted.items() if said.get(key) != value}
    wrong |= {key for key in said if key[0] in ("lang", "pipeline", "separator")} - wanted.keys()
    for key in sorted(wrong):
        findings.say(Position(surface.file), "proof-settings", text="/".join(("config", *key)))
