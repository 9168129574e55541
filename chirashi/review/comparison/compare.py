"""Compares two editions and puts everything in its place: exchanged, new, gone, figures, texts, and what stays."""

from __future__ import annotations

from collections.abc import Iterator

from chirashi.content.edition import Edition
from chirashi.review.comparison.counterparts import counterparts
from chirashi.review.comparison.figures import Sides, compare_figures
from chirashi.review.comparison.lines import Both, Changes, Line
from chirashi.review.comparison.naming import SPEAKS, Names
from chirashi.review.comparison.staying import stays
from chirashi.review.comparison.texts import compare_data_texts, compare_pages
from chirashi.review.words import word

NAMED = ("plans", "options", "parties", "coverages", "tables", "documents", "services")
"""Groups whose entries members know by name: another name is told as an exchange."""


def compare(old: Edition, new: Edition) -> Changes:
    """What has changed from one edition to the other, and what has not and should be looked at. Both are whole."""
    sides = Sides(Names(old), Names(new), counterparts(old, new))
    found = [*compare_figures(sides), *compare_data_texts(sides), *compare_pages(sides)]
    renamed = {line.id: line for line in found if _is_name(line)}
    lines = [line for line in found if line.id not in renamed]
    exchanged = (*_moved(sides), *_pictures(sides), *renamed.values())
    staying = tuple(stays(sides))
    groups = {line.group: _called(sides, line) for line in (*found, *exchanged, *staying)}
    return Changes(
        old.folder.name,
        new.folder.name,
        tuple(new.data.languages),
        tuple(line for line in exchanged if line.kind == "exchanged" or line.kind == "text"),
        (*_of(lines, "new"), *(line for line in exchanged if line.kind == "new")),
        (*_of(lines, "gone"), *(line for line in exchanged if line.kind == "gone")),
        _of(lines, "figure"),
        _of(lines, "text"),
        staying,
        groups,
    )


def _of(lines: list[Line], kind: str) -> tuple[Line, ...]:
    return tuple(line for line in lines if line.kind == kind)


def _is_name(line: Line) -> bool:
    """Whether a line tells another name of a plan, a party or the like."""
    parts = line.id.split(":")
    if line.kind != "text" or parts[:2] != ["text", "plans.yml"]:
        return False
    key = parts[2].split(".")
    return len(key) == 3 and key[0] in NAMED and key[2] == "name"


def _moved(sides: Sides) -> Iterator[Line]:
    """Entries of the data and pages that have another key or file name."""
    for group, pairs in sides.matched.entries.items():
        for old, new in pairs.items():
            edition = sides.new.edition
            yield Line(
                f"exchanged:{group}.{new}",
                "exchanged",
                group,
                sides.new.called(f"{group}.{new}"),
                edition.doc.file,
                edition.doc.line((group, new)),
                old=_with_key(sides.old, group, old),
                new=_with_key(sides.new, group, new),
            )
    for old, new in sides.matched.pages.items():
        page = sides.new.edition.pages[sides.new.edition.data.languages[0]][new]
        told = {lang: old for lang in SPEAKS}, {lang: new for lang in SPEAKS}
        yield Line(
            f"exchanged:pages.{new}", "exchanged", "pages", word("parts", "pages"), page.file, 0, "", told[0], told[1]
        )


def _with_key(names: Names, group: str, key: str) -> Both:
    return {lang: f"{said} ({group}.{key})" for lang, said in names.called(f"{group}.{key}").items()}


def _pictures(sides: Sides) -> Iterator[Line]:
    """Pictures and files beside the pages that are new, gone, or others under the same name."""
    old, new = sides.old.edition, sides.new.edition
    for language in new.data.languages:
        before, after = old.files.get(language, {}), new.files.get(language, {})
        for name in dict.fromkeys([*after, *before]):
            states = [path.read_bytes() if (path := side.get(name)) else None for side in (before, after)]
            if states[0] == states[1]:
                continue
            kind = "new" if states[0] is None else "gone" if states[1] is None else "exchanged"
            said: list[Both] = [{} if state is None else _size(name, state) for state in states]
            file = f"{(new if states[1] is not None else old).doc.file.rpartition('/')[0]}/{language}/{name}"
            label = {lang: f"{text} {language}/{name}" for lang, text in word("parts", "files").items()}
            yield Line(
                f"file:{language}/{name}",
                kind,  # type: ignore[arg-type]  # one of the kinds
                "files",
                label,
                file,
                0,
                language,
                said[0],
                said[1],
            )


def _size(name: str, content: bytes) -> Both:
    import hashlib

    said = f"{name}, {len(content):,} bytes, {hashlib.sha256(content).hexdigest()[:8]}"
    return {lang: said for lang in SPEAKS}


def _called(sides: Sides, line: Line) -> Both:
    first, _, rest = line.group.partition("/")
    if rest and first in sides.new.edition.data.languages:
        page = sides.new.edition.pages.get(first, {}).get(rest)
        title = page.title if page else rest
        return {lang: f"{text} {line.group} {title}" for lang, text in word("parts", "pages").items()}
    names = sides.old if line.kind == "gone" else sides.new
    return names.called(line.group)
