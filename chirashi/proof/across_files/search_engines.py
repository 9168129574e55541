"""Holds what a site says to search engines: each page's own address, those of its languages, the map of the site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chirashi.proof.across_files.destinations import Site
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.figures import Position

WEB = re.compile(r"https?://")
OWN = ("url", "@id", "item")  # names under which structured data have addresses


def prove_addresses(book: Book, surfaces: list[Surface], site: Site, draft: bool, findings: Findings) -> None:
    """Pages of an edition at the root, the map and what robots read; where the site's address is known."""
    if site.url is None or site.below:
        return
    pages = {
        (language, name): site.url + ("" if language == book.languages[0] else f"{language}/") + below
        for language in book.languages
        for name in book.pages
        for below in ["" if name == "index" else f"{name}/"]
    }
    for surface in surfaces:
        name = surface.name.removesuffix("index.html").rstrip("/") or "index"
        if surface.kind == "html" and surface.structure and (surface.language, name) in pages:
            _page(book, surface, pages, name, site, draft, findings)
        elif surface.name == "sitemap.xml":
            _map(book, surface, pages, findings)
        elif surface.name == "robots.txt" and not surface.unread:
            said = [block.text for block in surface.blocks]
            if f"Sitemap: {site.url}sitemap.xml" not in said:
                findings.say(Position(surface.file), "proof-address", text="Sitemap", wanted=f"{site.url}sitemap.xml")
            for text in said:
                if re.match(r"disallow:\s*\S", text, re.IGNORECASE):
                    findings.say(Position(surface.file), "proof-address", text=text, wanted="Allow: /")


def _page(
    book: Book, surface: Surface, pages: dict[tuple[str, str], str], name: str, site: Site, draft: bool,
    findings: Findings,
) -> None:  # fmt: skip
    assert surface.structure
    own = pages[surface.language, name]
    wanted = {(one, pages[one, name]) for one in book.languages} | {("x-default", pages[book.languages[0], name])}
    said = {(lead.language, lead.address) for lead in surface.structure.leads if _is(lead.rel, "alternate")}
    line = next((lead.line for lead in surface.structure.leads if _is(lead.rel, "alternate")), 0)
    if len(book.languages) > 1 and said != wanted:
        apart = sorted(said ^ wanted)[0]
        findings.say(Position(surface.file, line), "proof-address", text=f"alternate {apart[0]}", wanted=apart[1])
    for rel in ("canonical",):
        leads = [lead for lead in surface.structure.leads if _is(lead.rel, rel)]
        if [lead.address for lead in leads] != [own]:
            line = leads[0].line if leads else 0
            findings.say(Position(surface.file, line), "proof-address", text=rel, wanted=own)
    home = pages[surface.language, book.pages[0]] if book.pages[0] == "index" else ""
    for meta, right in (("og:url", own), ("og:image", f"{home}card.png" if home else "")):
        text, line = surface.structure.named.get(meta, ("", 0))
        if right and text != right:
            findings.say(Position(surface.file, line), "proof-address", text=meta, wanted=right)
    robots, line = surface.structure.named.get("robots", ("", 0))
    if not draft and re.search("noindex|none", robots):
        findings.say(Position(surface.file, line), "proof-address", text=f"robots: {robots}", wanted="index")
    homes = {
        site.url,
        *(f"{site.url}{language}/" for language in book.languages),
    }  # which name a site without that page
    for leaf in surface.json_values:
        if "index" not in book.pages and leaf.value.partition("#")[0] in homes:
            continue
        if leaf.path[-1:] and leaf.path[-1] in OWN and leaf.path[0] == "@graph" and WEB.match(leaf.value):
            led = site.led_to(leaf.value, site.path_of(surface))
            if led is None or led[0] not in site.there:
                findings.say(Position(surface.file), "proof-address", text=leaf.value, wanted=own)
        if leaf.path[-1:] == ("inLanguage",) and leaf.value != surface.language:
            findings.say(Position(surface.file), "proof-address", text=leaf.value, wanted=surface.language)


def _is(rel: str, wanted: str) -> bool:
    return wanted in rel.split() and "stylesheet" not in rel


def _map(book: Book, surface: Surface, pages: dict[tuple[str, str], str], findings: Findings) -> None:
    """The map lists every page once, each with its languages."""
    found = list(_entries(surface))
    locs = [own for own, _ in found]
    for own in sorted({*pages.values()} ^ {*locs} | {one for one in locs if locs.count(one) > 1}):
        findings.say(Position(surface.file), "proof-address", text="loc", wanted=own)
    names = {own: name for (_, name), own in pages.items()}
    for own, languages in found:
        name = names.get(own)
        if name is None or len(book.languages) < 2:
            continue
        wanted = {one: pages[one, name] for one in book.languages} | {"x-default": pages[book.languages[0], name]}
        if languages != wanted:
            findings.say(Position(surface.file), "proof-address", text="hreflang", wanted=own)


def _entries(surface: Surface) -> Iterator[tuple[str, dict[str, str]]]:
    """Each address of the map with those of its languages."""
    own, languages, last = "", dict[str, str](), ""
    for block in surface.blocks:
        if block.tag == "loc":
            if own:
                yield own, languages
            own, languages, last = block.text, {}, ""
        elif block.tag == "link":
            if WEB.match(block.text):
                languages[last] = block.text
            elif block.text != "alternate":
                last = block.text
    if own:
        yield own, languages
