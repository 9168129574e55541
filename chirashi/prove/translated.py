"""Which original each translated paragraph was made from: `translated.yml`, beside the pages.

A paragraph of the first language is noted by a hash of its text, under the section and its
number there. When the original changes, its translation is stale until someone has gone over
it and said so: `build.py translated PAGE`. An edition without the file keeps no such record.
"""

from __future__ import annotations

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from chirashi.problem import Problem, writing
from chirashi.prove import source

FILE = "translated.yml"
HEADING = re.compile(r"^#{1,6}\s.*?\{#([\w-]+)\}\s*$")
HEAD = """\
# どの段落の翻訳が、どの原文から作られたか。`uv run build.py translated ページ名` が書きます。手では直しません。
# Which original each translated paragraph was made from; `uv run build.py translated PAGE` writes it.
"""


class Paragraph(NamedTuple):
    key: str  # the section's id and the number in it, or the name in the front matter
    line: int
    hash: str


def paragraphs(path: Path) -> list[Paragraph]:
    """A page's paragraphs: runs of lines between blank ones; the front matter's lines each."""
    lines = source.text(path).splitlines()
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


def pages_of(edition: Path, language: str) -> dict[str, Path]:
    folder = edition / language
    return {p.relative_to(folder).with_suffix("").as_posix(): p for p in sorted(folder.rglob("*.md"))}


def stale(edition: Path, languages: list[str]) -> list[Problem]:
    """A warning for each paragraph whose original has changed since it was translated, or is new."""
    path = edition / FILE
    if not path.is_file() or len(languages) < 2:
        return []
    record, problems = source.read(path), []
    originals = pages_of(edition, languages[0])
    for language in languages[1:]:
        for name, page in pages_of(edition, language).items():
            if name not in originals:
                continue
            shown = f"{edition.name}/{language}/{name}.md"
            noted = record.at(language, name)
            lines = {p.key: p.line for p in paragraphs(page)}
            if not noted:
                problems.append(Problem(shown, 0, "proof-unrecorded", {"page": name}))
                continue
            before = {key: entry.text or "" for key, entry in noted.items()}
            for code, original, key in since(before, paragraphs(originals[name])):
                place = f"{edition.name}/{languages[0]}/{name}.md:{original.line}"
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
    """The section of a paragraph's key; an entry of the front matter is one by itself."""
    return key.rpartition(".")[0] or f" {key}"


def record(edition: Path, page: str | None = None) -> Path:
    """Notes that the translations of a page (of all pages, without one) are made from the originals as they are.

    `KeyError` where the edition has no such page.
    """
    data = source.read(edition / "plans.yml")
    languages = [entry.text or "" for entry in (data.get("languages") or source.Entry(0)).items]
    if not languages:
        raise source.unreadable(edition / "plans.yml", "languages")
    originals = pages_of(edition, languages[0])
    if page is not None and page not in originals:
        raise KeyError(page)
    path = edition / FILE
    before = source.read(path)
    out = [HEAD]
    for language in languages[1:]:
        out.append(f"{language}:\n")
        for name in pages_of(edition, language):
            if name not in originals:
                continue
            if page in (None, name):
                noted = {p.key: p.hash for p in paragraphs(originals[name])}
            else:
                noted = {key: entry.text or "" for key, entry in before.at(language, name).items()}
            if noted:
                out.append(f"  {name}:\n")
                out += [f'    {key}: "{found}"\n' for key, found in noted.items()]
    with writing(path):
        path.write_text("".join(out), "utf-8", newline="\n")
    return path
