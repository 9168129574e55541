"""Checks of what lies beside pages: files can be published, and words tell what pictures show."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from chirashi.base.problems import Problem, nearest
from chirashi.base.project import in_project
from chirashi.checks.text.pages import IN_BODY, numbered
from chirashi.checks.text.texts import Source, all_pages, page_sources
from chirashi.content.edition import Edition
from chirashi.content.files.attachments import PICTURES, attachment

PICTURE = re.compile(r"!\[(?P<shows>[^\]]*)\]\(\s*<?(?P<name>[^\s:/<>()]+\.\w+)>?(?:\s+[\"'][^\"'\n]*[\"'])?\s*\)")
TARGET = re.compile(r"\]\(\s*<?([^\s:/<>()#]+\.\w+)|href=[\"']?([^\s:/<>()#\"']+\.\w+)|^\s*\[[^\]]+\]:\s*(\S+\.\w+)")
SHOWN = (*PICTURES, ".svg")
NOTHING = re.compile(
    r"(?:画像|写真|図|地図|イメージ|ロゴ|image|picture|photo|figure|img|map|logo|alt)?[\s\d０-９]*", re.IGNORECASE
)


def files(edition: Edition) -> Iterator[Problem]:
    """Every file beside the pages can be published, and some page leads to it."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for page in all_pages(edition):
        for source in page_sources(edition, page):
            for _, text in numbered(source) if source.part in IN_BODY else ():
                wanted[page.language] |= {"".join(found) for found in TARGET.findall(text)}
    for language, beside in edition.files.items():
        for name, path in beside.items():
            file = in_project(path)
            found = attachment(path, file).problems
            yield from found
            if not found and name not in wanted[language]:
                yield Problem(file, 0, "file-unused", {"name": name})


def pictures(edition: Edition) -> Iterator[Problem]:
    """Each picture lies beside its page, and words say what it shows to those who cannot see it."""
    for page in all_pages(edition):
        for source in page_sources(edition, page):
            if source.part in IN_BODY:
                yield from _pictures(edition, page.language, source)


def _pictures(edition: Edition, language: str, source: Source) -> Iterator[Problem]:
    for number, text in numbered(source):
        for match in PICTURE.finditer(text):
            name, shows = match["name"], match["shows"].strip()
            there = [one for one in edition.files[language] if one.endswith(SHOWN)]
            if name not in there:
                found = {"name": name, "folder": language, "nearest": nearest(name, there) if there else ""}
                yield Problem(source.file, number, "picture-unknown", found)
            if NOTHING.fullmatch(shows) or shows in (name, name.partition(".")[0]):
                yield Problem(source.file, number, "picture-alt", {"name": name})
