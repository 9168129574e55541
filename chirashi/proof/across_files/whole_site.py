"""Holds a whole site to what no file shows by itself: where links lead, what search engines and hosts are told."""

from __future__ import annotations

from chirashi.proof.across_files.destinations import Site, prove_destinations
from chirashi.proof.across_files.host_rules import prove_policy
from chirashi.proof.across_files.material_frame import prove_frame
from chirashi.proof.across_files.search_engines import prove_addresses
from chirashi.proof.data.figure_lookup import Book
from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.words.prove_words import Spoken


def prove_whole_site(
    book: Book, files: list[Surface], site: Site, rules: str, spoken: Spoken, draft: bool, findings: Findings
) -> None:
    """What only a whole site can show: links, addresses for search engines, rules for the host, Material's frame."""
    surfaces = [surface for surface in files if surface.file.startswith(f"{site.name}/")]
    prove_destinations(book, surfaces, site, spoken, findings)
    prove_addresses(book, surfaces, site, draft, findings)
    prove_policy(rules, surfaces, site, findings)
    if not site.below and any("mkdocs" in surface.generator for surface in surfaces):
        prove_frame(book, surfaces, site, findings)
