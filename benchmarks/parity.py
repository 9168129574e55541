"""Proof that both contenders made the same pages: same addresses, headings, prose, totals and QR code.

A comparison of speed says nothing where one side has less to do. What ours makes besides (the
flyer and the FAX form as pages) has no counterpart and counts against it. Reads only what was built, and
the edition's sources; fails with what is missing and where.
"""

from __future__ import annotations

import itertools
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import yaml
from contenders import EDITION, FRONT, Ours, Theirs, figures

HEADING = re.compile(r"^#{2,6} (.*?) \{#([\w-]+)\}$", re.MULTILINE)
TITLE = re.compile(r"\A---\ntitle: \"?(.*?)\"?$", re.MULTILINE)
READING = ("rt", "rp")
MARKUP = re.compile(r"\{\{.*?\}\}|\{[.:#][^}]*\}|\]\([^)]*\)|https?://\S+|[][|*\n#-]|\d\. |表：|Table: ")


class Read(HTMLParser):
    """One page's text without white space, its headings by id, and the paths of its drawings."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.text, self.headings, self.drawn = "", dict[str, str](), set[str]()
        self.inside: str | None = None
        self.reading = False  # of a word, which stands above it and is none of the prose
        self.feed(file.read_text("utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.reading = tag in READING
        if re.fullmatch("h[1-6]", tag):
            self.inside = found.get("id")
        if tag == "path":
            self.drawn.add(found.get("d") or "")

    def handle_endtag(self, tag: str) -> None:
        self.reading = False
        if re.fullmatch("h[1-6]", tag):
            self.inside = None

    def handle_data(self, data: str) -> None:
        said = "" if self.reading else "".join(data.split()).replace("\u200b", "")  # where a line may end
        self.text += said
        if self.inside:
            self.headings[self.inside] = self.headings.get(self.inside, "") + said


def pages(site: Path) -> dict[str, Read]:
    """Every page by its address."""
    return {file.relative_to(site).parent.as_posix(): Read(file) for file in sorted(site.rglob("index.html"))}


def prove(ours: Ours, theirs: Theirs, qr: str) -> int:
    """The number of pages, once both sites are proved to be the same."""
    data: dict[str, Any] = yaml.safe_load((ours.edition / "plans.yml").read_text("utf-8"))
    both = {"ours": pages(ours.site), "theirs": pages(theirs.site)}
    wanted = {address(language, name): (language, name) for language in data["languages"] for name in data["pages"]}
    (modules,) = re.findall(r'class="qr-modules"[^>]* d="([^"]+)"', qr)
    for whose, found in both.items():
        assert not wanted.keys() - found, f"{whose}: no page {wanted.keys() - found}"
        for where, (language, name) in wanted.items():
            source = (ours.edition / language / f"{name}.md").read_text("utf-8")
            page = found[where]
            missing = [said for said in prose(source) if said not in page.text]
            missing += [title for title in TITLE.findall(source) if "".join(title.split()) not in page.text]
            missing += [h for h, key in HEADING.findall(source) if page.headings.get(key) != "".join(h.split())]
            if 'show("table", "total")' in source:
                missing += [total for total in totals(data, language) if total not in page.text]
            assert not missing, f"{whose}: {EDITION}/{language}/{name}.md lacks {missing}"
        for language in data["languages"]:
            assert modules in found[address(language, "request")].drawn, f"{whose}: no QR code in {language}"
    return len(wanted)


def address(language: str, name: str) -> str:
    return Path("" if language == "ja" else language, "" if name == "index" else name).as_posix()


def prose(source: str) -> list[str]:
    """The pieces of a page's text that are no figures and no markup, without white space."""
    match = FRONT.match(source)
    assert match
    pieces = ("".join(piece.split()) for piece in MARKUP.split(source[match.end() :]))
    return [piece for piece in pieces if len(piece) > 3]


def totals(data: dict[str, Any], language: str) -> list[str]:
    say = figures(data, language)
    found = [say(f"tables.total.{o}.{p}") for o, p in itertools.product(data["options"], data["plans"])]
    assert len(set(found)) == 12, found
    return found
