"""Makes a job of what was typed at the command line: an edition by its name, an address."""

from __future__ import annotations

from pathlib import Path

from chirashi.base import project
from chirashi.base.project import Project
from chirashi.cli import steps
from chirashi.cli.terminal.console import telling_problems
from chirashi.cli.terminal.wrong_use import Misuse
from chirashi.content.site_settings import settings
from chirashi.content.values import Unreadable, Url


def project_of(folder: Path | None) -> Project:
    """The project to work on, from here on that of this process.

    A change of its files in which the desk or Excel was interrupted is finished first.

    :param folder: what `--project` names; None where it does not, and the current folder says which.
    """
    if folder is None:
        found = project.project_in_use() or project.find_project(Path.cwd())
        if found is None:
            raise Misuse("project-none", folder=Path.cwd())
    else:
        found = Project(folder.resolve())
        if not found.root.is_dir():
            raise Misuse("project-missing", folder=folder)
        if not found.settings.is_file():
            raise Misuse("project-empty", folder=folder)
    project.use(found)
    if found.interrupted.is_file():
        from chirashi.editing.journal import Journal

        with telling_problems(None):
            Journal(found).recover()
    return found


def edition_of(here: Project, name: str) -> Path:
    """The folder of an edition by its name below content/, or by its path; wrong use where there is none."""
    for folder in (here.content / name, Path(name)):
        if folder.is_dir():
            return folder.resolve()
    raise Misuse("edition-missing", name=name)


def job_of(here: Project, edition: str | None, url: str | None) -> steps.Job:
    if edition is not None:
        return steps.Job(edition_of(here, edition), url=_with_slash(url))
    found = settings(here)
    address = _with_slash(url or found.url)
    icc = here.content / found.icc if found.icc else None
    past = [here.content / name for name in found.past]
    return steps.Job(here.content / found.edition, past, address, icc, found.guide)


def _with_slash(url: str | None) -> str | None:
    if url is None:
        return None
    try:
        return Url.read(url).rstrip("/") + "/"
    except Unreadable:
        raise Misuse("url-unreadable", url=url) from None


def request_of(edition: str | None, site: Path, url: str | None) -> tuple[str, ...]:
    """What a build was asked for, as the stamp notes it."""
    return (str(edition), str(site), str(url))
