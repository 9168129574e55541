"""Another name, and thereby another address, for a page; and what is noted of the translations of texts that change.

A page's name stands in the file of each language, in the lists of the data, in links of the other pages, and in the
record of translations.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.editing.changes import DATA
from chirashi.editing.draft import Draft, value_at
from chirashi.proof.report.translations import digest

LISTED: tuple[Loc, ...] = (("pages",), ("footer",))
TRANSLATED = "translated.yml"  # which original each translated text was made from
BLANK = re.compile(r"\n(?:[ \t]*\n)+")
# What stands before the name of a page in a link, in a link's definition, in a tag; and what after it.
LEADS = r"(\]\(\s*<?|^ {{0,3}}\[[^\]^][^\]]*\]:\s*<?|\bhref\s*=\s*[\"']?){}(?=\.md(?:[#)>\s\"']|$))"


def renamed_page(draft: Draft, page: str, name: str, files: list[str]) -> None:
    """Renames a page in every language, with all that leads to it; `files` are the Markdown files of the edition."""
    link = re.compile(LEADS.format(re.escape(page)), re.MULTILINE)
    for file in files:
        with_text(draft, file, lambda text: link.sub(rf"\g<1>{name}", text))
        language, _, inner = file.partition("/")
        if inner == f"{page}.md":
            draft.move_text(file, f"{language}/{name}.md")
    for loc in LISTED:
        for i, listed in enumerate(value_at(draft.values(DATA), loc) or []):
            if listed == page:
                draft.set(DATA, (*loc, i), name)
    for language in [*_record(draft)]:
        if page in (_record(draft)[language] or {}):
            draft.rename(TRANSLATED, (language, page), name)


def with_text(draft: Draft, file: str, change: Callable[[str], str]) -> None:
    """Changes the text of a page in a way that leaves its translations as good as they were."""
    text = draft.text(file) or ""
    if (changed := change(text)) == text:
        return
    draft.put_text(file, changed)
    language, _, inner = file.partition("/")
    if language == (value_at(draft.values(DATA), ("languages",)) or [""])[0]:
        runs = zip(_noted(text), _noted(changed), strict=True)
        _noted_anew(draft, inner.removesuffix(".md"), {digest(old): digest(new) for old, new in runs if old != new})


def _noted(text: str) -> list[str]:
    """What of a page may be noted: runs of lines between blank ones, and the value of each line, as of its title."""
    return [*BLANK.split(text.strip("\n")), *(line.partition(":")[2] for line in text.split("\n"))]


def _noted_anew(draft: Draft, page: str, hashes: dict[str, str]) -> None:
    """What was noted as made from an original goes on as made from its changed words."""
    for language, notes in _record(draft).items():
        for key, hash_ in [*((notes or {}).get(page) or {}).items()]:
            if hash_ in hashes:
                draft.set(TRANSLATED, (language, page, key), hashes[hash_])


def _record(draft: Draft) -> dict[str, dict[str, dict[str, str]]]:
    return (draft.values(TRANSLATED) or {}) if draft.before(TRANSLATED) is not None else {}
