"""Loads an edition's folder as data, grids, figures and pages; what cannot be read is a problem.

Nothing is printed or raised for a user's mistake: an `Edition` carries its problems, and is
`whole` where the data could be read far enough for its figures to be checked and shown.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

from chirashi.base.files.stray_files import stray
from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.base.project import in_project
from chirashi.base.text.languages import TAG, is_tag
from chirashi.base.text.unseen import without_harmless
from chirashi.content.figures import FigureValue, collect, count_groups
from chirashi.content.files import attachments, limits, unsaved
from chirashi.content.files.private_file import read_private
from chirashi.content.model import Plans, Text
from chirashi.content.pages import page_text
from chirashi.content.pages.placeholders import Placeholder
from chirashi.content.tables.grid_builder import Filler
from chirashi.content.tables.grids import Grid
from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.validation import partly
from chirashi.content.yaml_files.validation import validate as validate
from chirashi.content.yaml_files.yaml_reader import Document, Loc


@dataclass
class Page:
    """One Markdown file: what its front matter says, and its body as it was written."""

    name: str
    language: str
    file: str  # relative to the project, for messages
    title: str = ""
    menu: str = ""
    description: str = ""
    body: str = ""
    body_line: int = 1  # the file's line on which the body begins
    lines: dict[str, int] = field(default_factory=dict)  # of the front matter's entries
    readable: bool = True  # False where nothing of it could be read, which has been said
    fronted: bool = False  # whether what it says of itself could be read


@dataclass(eq=False)
class Edition:
    folder: Path
    doc: Document
    plans: Plans | None = None
    languages: list[str] = field(default_factory=list)  # known also where the rest of the data is not
    page_names: list[str] = field(default_factory=list)  # the pages that the data lists, likewise
    grids: dict[str, Grid] = field(default_factory=dict)
    figures: dict[str, FigureValue] = field(default_factory=dict)
    units: dict[str, Text] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)  # how many entries each group of the data has
    pages: dict[str, dict[str, Page]] = field(default_factory=dict)  # language, name
    files: dict[str, dict[str, Path]] = field(default_factory=dict)  # beside the pages: language, name
    private: dict[str, str] = field(default_factory=dict)  # key path: value; never printed
    problems: list[Problem] = field(default_factory=list)
    unread: set[str] = field(default_factory=set)  # key paths left out for their faults, which have been said

    @property
    def data(self) -> Plans:
        assert self.plans is not None, "asked only of an edition that is whole"
        return self.plans

    @property
    def whole(self) -> bool:
        return self.plans is not None

    def parts(self, language: str) -> list[Path]:
        """The texts that pages of a language may include; none that a symbolic link takes from elsewhere."""
        found = _written(self.folder / language / "parts")
        return [
            path for path in found if unsaved.is_file(path) and path.resolve().is_relative_to(self.folder.resolve())
        ]

    def say(self, loc: Loc, code: str, **fields: object) -> Problem:
        """A problem at a path of the data file."""
        return Problem(self.doc.file, self.doc.line(loc), code, fields, path=loc)

    def excused(self, key: str) -> bool:
        """Whether a key is missing only since it, or what holds it, could not be read."""
        return any(f"{key}.".startswith(f"{path}.") for path in self.unread)

    def lacks(self, key: str) -> bool:
        """Whether the data, which could be read, has no figure of that key."""
        return self.whole and key not in self.figures and not self.excused(key)

    def lacks_what(self, placeholder: Placeholder) -> bool:
        """Whether the data, which could be read, has not what a placeholder asks for: a figure, or a group to count."""
        if placeholder.counts:
            return self.whole and placeholder.key not in self.counts and not self.excused(placeholder.key)
        return self.lacks(placeholder.key)


def at_home(problem: Problem, folders: list[Path]) -> Problem:
    """A problem of the witness, which names an edition's files from its folder, by their paths from the project."""
    homes = {folder.name: folder for folder in folders}

    def home(said: object) -> object:
        edition, _, inner = said.partition("/") if isinstance(said, str) else ("", "", "")
        return in_project(homes[edition] / inner) if inner and edition in homes else said

    found = {name: home(said) if name in ("original", "counterpart") else said for name, said in problem.fields.items()}
    return replace(problem, file=str(home(problem.file)), fields=found)


def load(folder: Path) -> Edition:
    """Everything of one edition that can be read, with all that is wrong with it."""
    file = folder / "plans.yml"
    if not unsaved.is_file(file):
        doc = Document(in_project(file))
        return Edition(folder, doc, problems=[Problem(in_project(folder), 0, "no-data", {"file": "plans.yml"})])
    doc, plans, problems, unread = _data(file, unsaved.read(file))
    edition = Edition(folder, doc, plans, problems=list(problems), unread=set(unread))
    edition.languages = _names(doc, "languages", TAG) or _folders(folder)
    edition.page_names = _names(doc, "pages", "[a-z][a-z0-9-]*")
    if plans is not None:
        filler = Filler(plans, doc)
        edition.grids = filler.fill()
        edition.problems += filler.problems
        edition.unread |= filler.unread
        edition.figures, edition.units = collect(plans, edition.grids)
        edition.counts = dict(count_groups(plans, ""))
    for language in edition.languages:
        edition.pages[language] = {}
        edition.files[language] = beside_pages(folder / language)
        for path in _written(folder / language):
            page, found = read_page(path, language, folder)
            edition.problems += found
            edition.pages[language][page.name] = page
        for path in edition.parts(language):
            edition.problems += read_part(path)[1]
    edition.private, found = read_private(folder / "private.yml")
    edition.problems += found
    return edition


def _written(folder: Path) -> list[Path]:
    """The Markdown files of a folder, without what programs leave there."""
    return [path for path in unsaved.matching(folder, "*.md") if not stray(path.name)]


def beside_pages(folder: Path) -> dict[str, Path]:
    """The pictures and files that lie beside pages, by their names; none that leads out of the folder."""
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    kinds = [path for path in found if path.suffix.lower() in attachments.SUFFIXES and not stray(path.name)]
    files = [path for path in kinds if path.is_file()]
    return {path.name: path for path in files if path.resolve().is_relative_to(folder.resolve())}


def _names(doc: Document, key: str, form: str) -> list[str]:
    """A list of names at the top of the data, whether or not the rest could be read."""
    names = doc.values.get(key) if isinstance(doc.values, dict) else None
    good = isinstance(names, list) and all(isinstance(n, str) and re.fullmatch(form, n) for n in names)
    return list(names) if names and good else []


def _folders(folder: Path) -> list[str]:
    """The languages of the pages that are there, where the data cannot say."""
    return sorted(path.name for path in folder.iterdir() if is_tag(path.name) and path.is_dir())


# What a scheme can do without while the rest of it is checked.
SPARED = re.compile(
    r"approval\.\w+|scheme\.(?:members|workplace)|parties\.[^.]+\.(?!role|name|duty)\w+|dates\.deadline\.moved|phases|timeline|requests|flyer|form"
    r"|words|footer|eligibility\.(?:trades|conditions|limits)"
    r"|eligibility\.limits\.\d+\.(?:ages|renewable_to|plans)|(?:facts|notes|notices|documents|terms|fees|discounts|examples)\.[^.]+"
    r"|chooser|.*\.(?:note|paid|pays|does|printed)"
)
# What it cannot do without, and what stands in for it meanwhile.
STAND_INS = {
    r"dates\.start": "2000-01-03",
    r"dates\.term": "1 year",
    r"dates\.deadline": "1999-12-24",
    r"scheme\.year": "2000",
    r".*\.(?:name|short_name|duty|who|basis|happens|done)": {"ja": "…"},
}


@functools.lru_cache(maxsize=64)
def _data(file: Path, _content: bytes) -> tuple[Document, Plans | None, tuple[Problem, ...], frozenset[str]]:
    """The data file as a model; kept while the file does not change, since `serve` and the desk ask often."""
    doc = yaml_reader.read(file, in_project(file))
    if doc.problems and doc.values is None:
        return doc, None, tuple(doc.problems), frozenset()
    plans, problems, unread = partly(Plans, doc, SPARED, STAND_INS)
    if plans is not None:
        odd = dict(_not_of_one_kind(plans, doc))
        problems += odd.values()
        unread |= odd.keys()
        facts = {key: fact for key, fact in plans.facts.items() if f"facts.{key}" not in odd}
        examples = {key: example for key, example in plans.examples.items() if f"examples.{key}" not in odd}
        plans = plans.model_copy(update={"facts": facts, "examples": examples})
    return doc, plans, (*doc.problems, *problems), frozenset(unread)


def _not_of_one_kind(plans: Plans, doc: Document) -> Iterator[tuple[str, Problem]]:
    """A fact is exactly one figure; a factor of an example likewise. By the path of what is not."""
    for key, fact in plans.facts.items():
        kinds = [name for name, value in fact if value is not None]
        if kinds not in (["number"], ["number", "unit"]) and (len(kinds) != 1 or kinds == ["unit"]):
            loc: Loc = ("facts", key)
            found = {"key": key, "found": _listed(kinds)}
            yield f"facts.{key}", Problem(doc.file, doc.line(loc), "fact-kinds", found, path=loc)
    for key, example in plans.examples.items():
        for i, factor in enumerate(example.factors):
            kinds = [name for name, value in factor if value not in (None, {})]
            if kinds not in (
                ["table", "at"],
                ["coverage", "at"],
                ["money"],
                ["money", "unit"],
                ["number"],
                ["number", "unit"],
            ):
                loc = ("examples", key, "factors", i)
                found = {"key": key, "found": _listed(kinds)}
                yield f"examples.{key}", Problem(doc.file, doc.line(loc), "fact-factor", found, path=loc)


def _listed(kinds: list[str]) -> object:
    return ", ".join(kinds) or phrase("kinds-none")


FRONT = re.compile(r"\A---[ \t]*\n(?P<front>.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)
Said = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]


class FrontMatter(BaseModel):
    """What a page says of itself before its text."""

    model_config = ConfigDict(extra="forbid")
    title: Said
    menu: Said
    description: Said


def read_page(path: Path, language: str, folder: Path) -> tuple[Page, list[Problem]]:
    """A page of the edition in `folder`; one that a symbolic link takes from elsewhere is not read."""
    page = Page(path.stem, language, f"{in_project(folder)}/{language}/{path.name}")
    if not path.resolve().is_relative_to(folder.resolve()):
        page.readable = False
        return page, [Problem(page.file, 0, "page-outside", {"folder": in_project(folder)})]
    text, problems = read_text(path)
    if text is None:
        page.readable = False
        return page, problems
    text = re.sub("\r\n?", "\n", text)
    if far := limits.beyond(text, page.file, 1):
        page.readable = False
        return page, [far]
    match = FRONT.match(text)
    if not match:
        page.body, left_out = page_text.read_text(text, page.file)
        return page, [Problem(page.file, 1, "front-missing"), *left_out]
    doc = yaml_reader.read(path, page.file, match["front"], first_line=2)
    front, problems = validate(FrontMatter, doc) if not doc.problems else (None, [])
    if front is not None:
        page.fronted = True
        page.title, page.menu, page.description = map(without_harmless, (front.title, front.menu, front.description))
    page.lines = {str(loc[0]): line for loc, (line, _) in doc.lines.items() if len(loc) == 1}
    page.body_line = text.count("\n", 0, match.end()) + 1
    page.body, left_out = page_text.read_text(text[match.end() :], page.file, page.body_line)
    return page, [*doc.problems, *problems, *left_out]


def read_text(path: Path) -> tuple[str | None, list[Problem]]:
    """The text of a file of the edition, or what keeps it from being read."""
    content, problems = limits.read(path, in_project(path))
    if problems:
        return None, problems
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return None, [Problem(in_project(path), line, "not-utf8")]


def read_part(path: Path) -> tuple[str, list[Problem]]:
    """A text that pages may include, as it is read, with what is wrong with it."""
    text, problems = read_text(path)
    if text is None:  # what of it can be read is checked too
        text = limits.read(path, in_project(path))[0].decode("utf-8", errors="replace")
    text = re.sub("\r\n?", "\n", text)
    if far := limits.beyond(text, in_project(path), 1):
        return "", [*problems, far]
    read, left_out = page_text.read_text(text, in_project(path))
    return read, [*problems, *left_out]
