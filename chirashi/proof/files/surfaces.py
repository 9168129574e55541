"""A surface: one finished file as blocks of text, tables, drawings and codes, whatever its kind."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from chirashi.proof.files import json_values as leaves
from chirashi.proof.files.images.qr_codes import Code
from chirashi.proof.files.pdf.form_fields import FormField
from chirashi.proof.files.web.html import Block, Drawing, Link
from chirashi.proof.files.web.html_tables import Table
from chirashi.proof.files.web.page_structure import Structure


@dataclass
class Surface:
    """One finished file, read."""

    file: str  # as messages name it: site/premiums/index.html
    kind: str  # a name of `kinds`
    language: str
    name: str  # the same in every language: premiums/index.html
    blocks: list[Block] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    drawings: list[Drawing] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    item_numbers: dict[str, int] = field(default_factory=dict)  # items of its numbered lists, by their ids
    pictures: list[tuple[str, str, int]] = field(default_factory=list)  # which it loads: address, alternative, line
    words: list[Block] = field(default_factory=list)  # of attributes
    codes: list[Code] = field(default_factory=list)  # QR codes on sheets and in pictures
    json_values: list[leaves.JsonValue] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)  # a sheet's pages as they are drawn; a calendar, whole
    fields: list[FormField] = field(default_factory=list)  # of a sheet that is filled in on a screen
    unread: str = ""  # why it could not be read
    generator: str = ""  # what a program says that made a page
    structure: Structure | None = None  # of a whole page
    robots: str = ""  # what a page asks of search engines
    declared: str = ""  # the language it declares itself to be in
    private: frozenset[str] = frozenset()  # keys of the private values that a members' sheet shows them


def of_language(below: str, languages: list[str]) -> tuple[str, str]:
    """The language of a file of the site by its folder or its name's end, and its name without that."""
    first, _, rest = below.partition("/")
    if rest and first in languages:
        return first, rest
    for language in sorted(languages, key=len, reverse=True):  # flyer-zh-Hant.pdf is none of zh
        if marked := re.search(rf"[-_.]{re.escape(language)}(?=[-_.])", PurePosixPath(below).name):
            folder = below[: -len(PurePosixPath(below).name)]
            name = PurePosixPath(below).name
            return language, folder + name[: marked.start()] + name[marked.end() :]
    return (languages[0] if languages else ""), below
