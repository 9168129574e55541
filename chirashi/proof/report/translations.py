"""Tells which translated texts are older than their original, by `translated.yml` beside the pages.

A paragraph of the first language is noted by a hash of its text, under the section and its
number there; a text of the data, under its key. When the original changes, its translation is
stale until someone has gone over it and said so: `chirashi translated PAGE`, and
`chirashi translated plans.yml`. An edition without the file keeps no such record.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from chirashi.base.files import publishing
from chirashi.base.files.stray_files import stray
from chirashi.base.messages import command
from chirashi.base.problems import Problem, writing
from chirashi.proof.data import yaml_events
from chirashi.proof.data.entries import open_book

FILE = "translated.yml"
DATA = "plans.yml"  # its texts in several languages stand in the record under this name, as a page's do under its
HEADING = re.compile(r"^#{1,6}\s.*?\{#([\w-]+)\}\s*$")
NOTED = re.compile(r"(?P<blanks> *)(?P<name>[^:#]+):(?: \"(?P<hash>\w+)\")?")
NUMBER = re.compile(r"\.\d+(?=\.|$)")
HEAD = """\
# どの訳が、どの原文から作られたか。`{command} translated ページ名` が書きます。手では直しません。
# Which original each translated text was made from; `{command} translated PAGE` writes it.
"""


class Paragraph(NamedTuple):
    key: str  # the section's id and the number in it, the name in the front matter, or the key of the data
    line: int
    hash: str


def paragraphs(path: Path) -> list[Paragraph]:
    """A page's paragraphs: runs of lines between blank ones; the front matter's lines each."""
    lines = yaml_events.text(path).splitlines()
    found: list[Paragraph] = []
    start = 0
    if lines[:1] == ["---"] and "---" in lines[1:]:
        start = lines.index("---", 1) + 1
        for number, line in enumerate(lines[1 : start - 1], 2):
            name, _, value = line.partition(":")
            found.append(Paragraph(name.strip(), number, digest(value)))
    section, count, run, began = "top", 0, list[str](), 0
    for number, line in [*enumerate(lines[start:], start + 1), (len(lines) + 1, "")]:
        heading = HEADING.match(line)
        if heading:
            section, count = heading[1], 0
        if line.strip():
            began = began or number
            run.append(line)
        elif run:
            found.append(Paragraph(f"{section}.{count}", began, digest("\n".join(run))))
            count, run, began = count + 1, [], 0
    return found


def digest(text: str) -> str:
    """Twelve hexadecimal digits of a paragraph; line breaks and blanks do not count."""
    return hashlib.sha256("".join(text.split()).encode()).hexdigest()[:12]


class Texts(NamedTuple):
    file: str  # from the edition's folder: ja/notes.md
    paragraphs: list[Paragraph]


def texts_of(edition: Path, languages: list[str], language: str) -> dict[str, Texts]:
    """All that an edition says in a language: its pages by their names, and the texts of its data."""
    folder = edition / language
    pages = {
        p.relative_to(folder).with_suffix("").as_posix(): p for p in sorted(folder.rglob("*.md")) if not stray(p.name)
    }
    found = {name: Texts(f"{language}/{name}.md", paragraphs(path)) for name, path in pages.items()}
    said = [
        Paragraph(key, e.line, digest(e.text or ""))
        for key, e in _walk_texts(open_book(edition).data, languages, language)
    ]
    return found | ({DATA: Texts(DATA, said)} if said else {})


Entries = Iterator[tuple[str, yaml_events.Entry]]


def _walk_texts(entry: yaml_events.Entry, languages: list[str], language: str, at: str = "") -> Entries:
    """The texts of the data in one language, by their keys: names, notes, whatever has one in every language."""
    if entry.under.keys() == set(languages):
        if (said := entry.under[language]).text is not None:
            yield at, said
        return
    listed = ((item.said("key") or item.said("way") or str(i), item) for i, item in enumerate(entry.items))
    for name, inner in [*entry.under.items(), *listed]:
        yield from _walk_texts(inner, languages, language, f"{at}.{name}".lstrip("."))


Record = dict[str, dict[str, dict[str, str]]]  # language, page, key: the hash of the original


def noted_in(path: Path) -> Record:
    """The record as `record` writes it; read line by line, for a reader of YAML takes longer than all the rest here."""
    found: Record = defaultdict(lambda: defaultdict(dict))
    language = page = ""
    for number, line in enumerate(yaml_events.text(path).splitlines() if path.is_file() else (), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if (match := NOTED.fullmatch(line)) is None:
            raise yaml_events.unreadable(path, line.strip(), number)
        match len(match["blanks"]):
            case 0:
                language = match["name"]
            case 2:
                page = match["name"]
            case _:
                found[language][page][match["name"]] = match["hash"] or ""
    return found


def stale(edition: Path, languages: list[str]) -> list[Problem]:
    """A warning for each text whose original has changed since it was translated, or is new."""
    path = edition / FILE
    if not path.is_file() or len(languages) < 2:
        return []
    record, problems = noted_in(path), list[Problem]()
    originals = texts_of(edition, languages, languages[0])
    for language in languages[1:]:
        for name, translated in texts_of(edition, languages, language).items():
            if name not in originals:
                continue
            shown = f"{edition.name}/{translated.file}"
            before = record[language][name]
            lines = {p.key: p.line for p in translated.paragraphs}
            if not before:
                problems.append(Problem(shown, 0, "proof-unrecorded", {"page": name}))
                continue
            for code, original, key in since(before, originals[name].paragraphs):
                place = f"{edition.name}/{originals[name].file}:{original.line}"
                problems.append(Problem(shown, lines.get(key, 0), code, {"original": place, "page": name}))
    return problems


def since(noted: dict[str, str], originals: list[Paragraph]) -> Iterator[tuple[str, Paragraph, str]]:
    """What has become of the originals since they were noted: changed or new, and the key of its translation.

    Section by section, in order: a paragraph put in between others makes only itself new.
    """
    sections: dict[str, list[Paragraph]] = defaultdict(list)
    for paragraph in originals:
        sections[section_of(paragraph.key)].append(paragraph)
    for section, now in sections.items():
        keys = [key for key in noted if section_of(key) == section]
        same = SequenceMatcher(None, [noted[key] for key in keys], [p.hash for p in now], autojunk=False)
        for what, i, before, j, after in same.get_opcodes():
            if what in ("replace", "insert"):
                changed = min(before - i, after - j)
                yield from (("proof-stale", now[j + n], keys[i + n]) for n in range(changed))
                yield from (("proof-new", now[n], now[n].key) for n in range(j + changed, after))


def section_of(key: str) -> str:
    """The section or list that a key counts in; an entry of the front matter or of the data is one by itself."""
    section = NUMBER.sub("", key)
    return section if section != key else f" {key}"


def pending(edition: Path, languages: list[str], page: str) -> dict[str, set[str]]:
    """The paragraphs of a page, or texts of the data, whose translation has not been looked at, by language and key.

    Keys are those of the original. None in an edition that keeps no record.
    """
    path = edition / FILE
    if not path.is_file():
        return {}
    noted = noted_in(path)
    originals = texts_of(edition, languages, languages[0]).get(page, Texts("", []))
    return {
        language: {original.key for _, original, _ in since(noted[language][page], originals.paragraphs)}
        for language in languages[1:]
    }


def record(edition: Path, page: str | None = None) -> Path:
    """Notes that the translations of a page (of all, without one) are made from the originals as they are.

    `KeyError` where the edition has no such page.
    """
    path = edition / FILE
    text = recorded(edition, page)
    with writing(path):
        publishing.rewrite(path, text)
    return path


def recorded(edition: Path, page: str | None = None, only: Collection[str] | None = None) -> str:
    """What the record says once the translations of a page, or of all, are noted as made from the originals.

    :param only: the keys of those paragraphs of the original whose translation has been looked at, where not all have.

    `KeyError` where the edition has no such page.
    """
    languages = open_book(edition).languages
    if not languages:
        raise yaml_events.unreadable(edition / "plans.yml", "languages")
    originals = texts_of(edition, languages, languages[0])
    if page == DATA.removesuffix(".yml") and page not in originals:
        page = DATA
    if page is not None and page not in originals:
        raise KeyError(page)
    before = noted_in(edition / FILE)
    out = [HEAD.format(command=command())]
    for language in languages[1:]:
        out.append(f"{language}:\n")
        for name in texts_of(edition, languages, language):
            if name not in originals:
                continue
            if page in (None, name):
                noted = _noted(originals[name].paragraphs, before[language][name], only)
            else:
                noted = before[language][name]
            if noted:
                out.append(f"  {name}:\n")
                out += [f'    {key}: "{found}"\n' for key, found in noted.items()]
    return "".join(out)


def _noted(originals: list[Paragraph], before: dict[str, str], only: Collection[str] | None) -> dict[str, str]:
    """What is to be noted of a page; of what is open and not among `only` what was noted before."""
    if only is None:
        return {p.key: p.hash for p in originals}
    waiting = {
        original.key: before.get(key, "") for _, original, key in since(before, originals) if original.key not in only
    }
    return {p.key: noted for p in originals if (noted := waiting.get(p.key, p.hash))}
