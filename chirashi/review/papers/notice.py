"""Drafts 主な改定点 for members from what has changed: points in every language, for staff to edit.

They are the notice `changes` of `plans.yml`, which the flyer, and each page with `show("notices")` or
`show("notice", "changes")`, shows in a box. A figure of this year stands there as its placeholder, so that it
follows the data; one of last year becomes a fact of the data, as every figure must that a text quotes.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from chirashi.base.problems import writing
from chirashi.content.edition import Edition, read_text
from chirashi.content.figures import FigureValue
from chirashi.content.tables.grids import Cell
from chirashi.content.values import Money, Percent
from chirashi.review.comparison.lines import Both, Changes, Line
from chirashi.review.words import word

SEVERAL = 3  # changed cells of a table from which it is told as a whole
EXAMPLES = 2
MEMBERS = ("plans", "options", "coverages", "services", "fees", "discounts")  # parts that members are told of
LONGEST = 40  # characters of a key


@dataclass
class Notice:
    """What members are told: points by language, and last year's figures that they quote, as facts by their keys."""

    points: list[Both] = field(default_factory=list)
    facts: dict[str, str] = field(default_factory=dict)  # as they are written: `{money: 50,000円}`


def notice(old: Edition, new: Edition, changes: Changes) -> Notice:
    """What there is to tell; nothing of notes, contacts, readings and the like."""
    told = Notice()
    for lines in _by_table(new, changes):
        if len(lines) >= SEVERAL:
            told.points.append(_of_table(old, new, lines, told))
        else:
            told.points += [_of_figure(old, new, line, told) for line in lines]
    told.points += _renamed(new, changes)
    for kind, edition, lines_ in (("added", new, changes.added), ("gone", old, changes.gone)):
        told.points += _named(edition, new, kind, lines_)
    return told


def _by_table(new: Edition, changes: Changes) -> Iterator[list[Line]]:
    """The amounts and shares that have changed, those of a table together, without what is worked out from others."""
    tables: dict[str, list[Line]] = defaultdict(list)
    for line in changes.figures:
        leaf = new.figures[_key(line)]
        if not line.derived and _amount(leaf) is not None and not _key(line).startswith(("examples", "facts")):
            tables[line.group if isinstance(leaf, Cell) else _key(line)].append(line)
    yield from tables.values()


def _key(line: Line) -> str:
    return line.id.partition(":")[2]


def _amount(leaf: FigureValue) -> Money | Percent | None:
    value = leaf.money if isinstance(leaf, Cell) else leaf
    return value if isinstance(value, Money | Percent) else None


def _was(old: Edition, line: Line, told: Notice) -> str:
    """Last year's figure as a placeholder of a fact; as it was written, where it was no amount."""
    value = next((_amount(leaf) for key, leaf in old.figures.items() if key == _key(line)), None)
    if value is None:
        return line.old.get("ja", "")
    key = re.sub(r"[^A-Za-z0-9]+", "_", f"last_{_key(line).partition('.')[2]}")[-LONGEST:].lstrip("_")
    told.facts[key] = f"{{money: {int(value)}円}}" if isinstance(value, Money) else f"{{percent: {value}%}}"
    return f"{{{{ facts.{key} }}}}"


def _of_figure(old: Edition, new: Edition, line: Line, told: Notice) -> Both:
    found = {"old": _was(old, line, told), "new": f"{{{{ {_key(line)} }}}}"}
    return {
        lang: word("notice", "amount", name=_name(line, lang), **found)[_speaks(lang)] for lang in new.data.languages
    }


def _of_table(old: Edition, new: Edition, lines: list[Line], told: Notice) -> Both:
    said = {}
    figures = [(line, _was(old, line, told), f"{{{{ {_key(line)} }}}}") for line in lines[:EXAMPLES]]
    for lang in new.data.languages:
        spoken = _speaks(lang)
        examples = [
            word("notice", "each", place=_name(line, lang).partition(" / ")[2], old=was, new=now)[spoken]
            for line, was, now in figures
        ]
        joined = ("、" if spoken == "ja" else ", ").join(examples)
        name = _name(lines[0], lang).partition(" / ")[0]
        said[lang] = word("notice", "table", name=name, examples=joined)[spoken]
    return said


def _renamed(new: Edition, changes: Changes) -> Iterator[Both]:
    """Other names of what members choose, where they have changed in every language."""
    names: dict[str, dict[str, Line]] = defaultdict(dict)
    for line in changes.exchanged:
        key = line.id.split(":")[2] if line.id.startswith("text:plans.yml:") else ""
        if key.split(".")[0] in MEMBERS:
            names[key][line.language] = line
    for lines in names.values():
        if set(lines) == set(new.data.languages):
            yield {
                lang: word("notice", "renamed", old=line.old[lang], new=line.new[lang])[_speaks(lang)]
                for lang, line in lines.items()
            }


def _named(edition: Edition, new: Edition, kind: str, lines: tuple[Line, ...]) -> Iterator[Both]:
    """Whole entries that have come or gone, by their names."""
    keys = [line.id.split(":")[2].split(".") for line in lines if line.id.startswith("text:plans.yml:")]
    named = dict.fromkeys((group, own) for group, own, *rest in keys if group in MEMBERS and rest == ["name"])
    for group, own in named:
        said = getattr(edition.data, group)[own].name
        if set(new.data.languages) <= set(said):
            yield {lang: word("notice", kind, name=said[lang])[_speaks(lang)] for lang in new.data.languages}


def _name(line: Line, lang: str) -> str:
    return line.name[_speaks(lang)]


def _speaks(lang: str) -> str:
    return "ja" if lang == "ja" else "en"


def texts(edition: Edition, told: Notice) -> dict[str, str]:
    """The edition's files with the notice `changes`, and the facts that it quotes, by their paths from its folder.

    None where there is nothing to tell, nor where the data has such a notice already.
    """
    if "changes" in edition.data.notices or not told.points:
        return {}
    text, _ = read_text(edition.folder / "plans.yml")
    assert text is not None, "the edition was loaded from it"
    lines = text.replace("\r\n", "\n").rstrip("\n").split("\n")
    block = ["  changes:", "    points:"]
    for point in told.points:
        entries = [f"{language}: {json.dumps(said, ensure_ascii=False)}" for language, said in point.items()]
        block += [f"      {'-' if i == 0 else ' '} {entry}" for i, entry in enumerate(entries)]
    facts = [f"  {key}: {said}" for key, said in told.facts.items() if key not in edition.data.facts]
    if not (_put_in(lines, "notices", block) and (not facts or _put_in(lines, "facts", facts))):
        return {}
    pages = _page(edition, lines)
    ending = "\r\n" if "\r\n" in text else "\n"
    return {"plans.yml": ending.join(lines) + ending} | pages


def write(edition: Edition, told: Notice) -> bool:
    """Writes that; returns whether there was anything to write."""
    found = texts(edition, told)
    for name, text in found.items():
        _replace(edition.folder / name, text)
    return bool(found)


PAGE = "changes"
LISTED = re.compile(r"(?P<before>pages\s*:\s*\[[^\]]*?)(?P<after>\s*\].*)")
SHOWS = re.compile(r"""show\(\s*["']notice(?:s["']|["']\s*,\s*["']changes)""")


def _page(edition: Edition, lines: list[str]) -> dict[str, str]:
    """A page that shows the notice in each language, which `lines` then list; none where one shows it already."""
    bodies = [page.body for pages in edition.pages.values() for page in pages.values()]
    at = next((i for i, line in enumerate(lines) if LISTED.fullmatch(line)), None)
    if at is None or PAGE in edition.data.pages or any(map(SHOWS.search, bodies)):
        return {}
    lines[at] = LISTED.sub(rf"\g<before>, {PAGE}\g<after>", lines[at])
    made = {}
    for language in edition.data.languages:
        title, description = (word("notice", name)[_speaks(language)] for name in ("page", "description"))
        head = (
            f"---\ntitle: {title}\nmenu: {title}\ndescription: {json.dumps(description, ensure_ascii=False)}\n---\n\n"
        )
        made[f"{language}/{PAGE}.md"] = f'{head}{{{{ show("notice", "changes") }}}}\n'
    return made


def _put_in(lines: list[str], group: str, block: list[str]) -> bool:
    """Puts lines at the head of a group of the data, or begins it at the file's end; not into one within braces."""
    at = next((i for i, line in enumerate(lines) if re.match(rf"{group}\s*:", line)), None)
    if at is None:
        lines += ["", f"{group}:", *block]
    elif re.fullmatch(rf"{group}\s*:\s*(#.*)?", lines[at]):
        lines[at + 1 : at + 1] = block
    return at is None or bool(re.fullmatch(rf"{group}\s*:\s*(#.*)?", lines[at]))


def _replace(path: Path, text: str) -> None:
    new = path.with_name(f".{path.name}.new")
    with writing(path):
        new.write_bytes(text.encode())
        new.replace(path)
