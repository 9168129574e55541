"""Tells a problem at the field that it belongs to, in the words of the form; the file's line only on demand."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.content.edition import Edition
from chirashi.content.yaml_files.yaml_reader import Loc
from chirashi.desk.forms import paragraphs
from chirashi.desk.forms.fields import Forms
from chirashi.desk.forms.paths import at, dotted
from chirashi.desk.forms.tables import PRINTED
from chirashi.desk.words import LANGUAGES, form_words, words

KEY = re.compile(r"(?<![\w./-])[a-z_]+(?:\.[A-Za-z0-9_-]+)+")


@dataclass(frozen=True)
class Told:
    """A problem as the desk shows it: where to mend it, what to do, and how much it matters."""

    severity: str
    label: str  # error, warning or note, in the reader's language
    where: str
    text: str
    link: str  # the page with the field, and the field
    field: str
    place: str  # file:line, for who wants it
    code: str


class Teller:
    """Tells the problems of one edition in one language."""

    def __init__(self, edition: Edition, lang: str) -> None:
        self.edition, self.lang = edition, lang
        self.forms = Forms(edition, None, lang)
        self.home = edition.doc.file.rpartition("/")[0]

    def told(self, problems: list[Problem]) -> list[Told]:
        return [self.one(problem) for problem in problems]

    def one(self, problem: Problem) -> Told:
        link, field, where = self.place(problem)
        text = KEY.sub(self._named, self._text(problem, where))
        label = phrase(problem.severity)[self.lang]
        return Told(problem.severity, label, where, text, link, field, problem.place(), problem.code)

    def _text(self, problem: Problem, where: str) -> str:
        """What is wrong and how to mend it: in the words of the form where the message speaks of the file."""
        said = form_words(problem.code, self.lang)
        found = {**problem.fields, **self._called(problem)}
        if said is None:
            return replace(problem, fields=found).text(self.lang)
        found = {name: value.get(self.lang, "") if isinstance(value, dict) else value for name, value in found.items()}
        return said.format(**{"field": where, **found})

    def _called(self, problem: Problem) -> dict[str, str]:
        """The key and the language that a problem has found, as the form calls them, where it has a name for them."""
        named = {
            "key": self.forms.named(str(problem.fields.get("key"))),
            "language": self._language(str(problem.fields.get("language"))),
        }
        return {name: said for name, said in named.items() if name in problem.fields and said}

    def _language(self, tag: str) -> str:
        return str(words(self.lang)(f"language.{tag}")) if tag in LANGUAGES else ""

    def _named(self, match: re.Match[str]) -> str:
        """A key of the data as the form calls it; anything else as it stands."""
        key = match.group()
        top = key.partition(".")[0]
        if not isinstance(self.edition.doc.values, dict) or top not in self.edition.doc.values:
            return key
        where = self.where(tuple(key.split(".")))
        if match.string[: match.start()].endswith(("「", "“")):  # the message has them already
            return where
        return f"「{where}」" if self.lang == "ja" else f"“{where}”"

    def where(self, loc: Loc) -> str:
        """A place of the data in words."""
        grid = next((grid for grid in self.edition.grids.values() if loc[: len(grid.loc)] == grid.loc), None)
        if grid is None:
            return self.forms.path(loc)
        rest = [str(part) for part in loc[len(grid.loc) :] if part not in ("cells", "printed")]
        names = {
            place.key: place.name[self.lang] if place.name and self.lang in place.name else place.key
            for axis in grid.axes
            for place in axis.places
        }
        said = " × ".join(names.get(part, part) for part in rest)
        return f"{self.forms.path(grid.loc)} › {said}" if said else self.forms.path(grid.loc)

    def place(self, problem: Problem) -> tuple[str, str, str]:
        """The address of the form for a problem, the name of the field there, and the field in words."""
        inner = problem.file.removeprefix(f"{self.home}/")
        if inner == "plans.yml":
            loc = self.loc(problem)
            return self._of_data(loc)
        language, _, name = inner.partition("/")
        if name.endswith(".md") and language in self.edition.languages:
            page = name.removesuffix(".md")
            path = self.edition.folder / inner
            text = path.read_bytes().decode("utf-8-sig", "replace") if path.is_file() else ""
            key = next((one.key for one in reversed(paragraphs.split(text)) if one.line <= problem.line), "title")
            title = self.edition.pages.get(language, {}).get(page)
            return f"/text/{page}", f"{language}:{key}", f"{title.menu if title and title.menu else page}（{language}）"
        return "/problems", "", inner if inner != problem.file else problem.file

    def loc(self, problem: Problem) -> Loc:
        """What of the data a problem is about: of all that stands on its line, what it names, else the outermost."""
        if problem.code == "approval-missing":
            return ("approval", "number")
        if loc := problem.path:
            holder = at(self.edition.doc.values, loc[:-1])
            return loc[:-1] if isinstance(holder, str) else loc  # of a deadline that is its date alone
        here = [loc for loc, (line, _) in self.edition.doc.lines.items() if line == problem.line and loc]
        said = {str(value) for value in problem.fields.values()}
        named = [loc for loc in here if str(loc[-1]) in said or dotted(loc) in said]
        return max(named, key=len) if named else min(here, key=len, default=())

    def _of_data(self, loc: Loc) -> tuple[str, str, str]:
        if not loc:
            return "/items/scheme", "", ""
        where = self.where(loc)
        grid = next((grid for grid in self.edition.grids.values() if loc[: len(grid.loc)] == grid.loc), None)
        if grid is not None:
            rest = [str(part) for part in loc[len(grid.loc) :]]
            keys = [part.partition("..")[0] for part in rest if part not in ("cells", "printed", "amount")]
            if len(keys) == len(grid.axes):
                return "/figures", ("printed." if "printed" in rest else "") + ".".join((grid.key, *keys)), where
            return "/figures", grid.key, where
        if loc[0] in ("tables", "discounts", "fees", "facts", "examples"):
            return "/figures", dotted(loc), where
        return f"/items/{loc[0]}", dotted(loc), where


def by_field(told: list[Told]) -> dict[str, list[Told]]:
    """The problems of each field."""
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.field, []).append(one)
        if not one.field.startswith(PRINTED) and one.field.startswith("tables.") and one.code == "total-differs":
            found.setdefault(PRINTED + one.field, []).append(one)
    return found
