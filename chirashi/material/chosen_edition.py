"""Which edition a `mkdocs.yml` speaks of, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from chirashi.base import build_stamp
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project, in_project
from chirashi.checks import check
from chirashi.content.edition import Edition, load
from chirashi.content.site_settings import settings
from chirashi.site.files import contrast
from chirashi.view import labels


@dataclass(frozen=True)
class Asked:
    """What is to be shown: the edition, past ones below it, the site's address, the print shop's colour profile."""

    folder: Path
    past: tuple[Path, ...] = ()
    url: str | None = None
    icc: Path | None = None

    @property
    def folders(self) -> list[tuple[str, Path]]:
        """Below which path of the site each edition goes."""
        return [("", self.folder), *((f"{folder.name}/", folder) for folder in self.past)]


@dataclass
class Loaded:
    """The editions as they could be read, each with its path below the site, and all problems."""

    editions: list[tuple[str, Edition]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    @property
    def good(self) -> bool:
        return not any(problem.severity == "error" for problem in self.problems)


def edition_asked(edition: str | None, home: Path) -> Asked:
    """The edition of that name, or of that path, as seen from the folder of `mkdocs.yml`.

    Without one, what `content/site.yml` there publishes.

    :raises Trouble: where there is none.
    """
    if edition is None:
        content = home / "content"
        found = settings(Project(home))
        past = tuple(content / name for name in found.past)
        icc = content / found.icc if found.icc else None
        return Asked(content / found.edition, past, found.url and found.url.rstrip("/") + "/", icc)
    for folder in (home / edition, home / "content" / edition):
        if (folder / "plans.yml").is_file():
            return Asked(folder.resolve())
    raise Trouble(Problem(in_project(home / edition), 0, "no-data", {"file": "plans.yml"}))


def loaded(wanted: Asked) -> Loaded:
    """Everything that can be read, checked as the press checks it."""
    found = Loaded()
    for below, folder in wanted.folders:
        edition = load(folder)
        found.editions.append((below, edition))
        found.problems += check(edition, build_stamp.today())
    found.problems += contrast.faults()
    found.problems += labels.faults(language for _, edition in found.editions for language in edition.data.languages)
    return found
