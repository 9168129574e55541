"""The commands that write into a project for its people: begin one, another edition, the theme's files, the schema.

What makes an edition or a project is loaded where it is asked for: it takes 0.1 s of processor time, the proof 0.3 s.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path
from typing import Annotated

import typer

from chirashi.base import build_stamp
from chirashi.base.files import publishing
from chirashi.base.messages import command, phrase, spoken
from chirashi.base.problems import Problem, Trouble, nearest, writing
from chirashi.base.project import Theme, in_project, packaged_theme
from chirashi.cli.commands.options import Lang, ProjectOption
from chirashi.cli.terminal.arguments import edition_of, job_of, project_of
from chirashi.cli.terminal.console import say, telling_problems, write
from chirashi.cli.terminal.wrong_use import Misuse
from chirashi.content.model import json_schema


def translated(
    page: Annotated[str | None, typer.Argument(help="A page, like premiums, or plans.yml; without one, all.")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="An edition below content/, or a folder.")] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Notes that the translation of a page, or of plans.yml, has been brought up to date with its original."""
    from chirashi.proof import record_translations

    here = project_of(project)
    with telling_problems(lang):
        try:
            path = record_translations(job_of(here, edition, None).folder, page)
        except KeyError:
            raise Misuse("page-missing", page=page) from None
        say(lang, phrase("noted", file=in_project(path)))


def schema(
    check_only: Annotated[bool, typer.Option("--check", help="Only say whether the file is current.")] = False,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Writes content/plans.schema.json, by which editors complete and check plans.yml."""
    path = project_of(project).content / "plans.schema.json"
    current = path.is_file() and path.read_text("utf-8") == json_schema.text()
    with telling_problems(lang):
        if check_only and not current:
            raise Trouble(Problem(in_project(path), 0, "schema-old"))
        if check_only:
            say(lang, phrase("current", file=in_project(path)))
            return
        with writing(path):
            publishing.rewrite(path, json_schema.text())
        write(in_project(path))


def new(
    name: Annotated[str, typer.Argument(help="The new edition, like cyber-2026.")],
    from_: Annotated[str, typer.Option("--from", help="The edition to copy.")],
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Copies an edition for another year, moves its dates, and lists what a person must decide."""
    from chirashi.cli.making.new_edition import new_edition

    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name):
        raise Misuse("edition-name", name=name)
    here = project_of(project)
    with telling_problems(lang):
        decisions = new_edition(edition_of(here, from_), here.content / name)
        say(lang, phrase("edition-made", name=name))
        for decision in decisions:
            write(f"{decision.place()}: {decision.text(spoken(lang))} [{decision.code}]")


def init(
    folder: Annotated[Path, typer.Argument(help="The folder of the new project, like my-brochure.")],
    name: Annotated[str | None, typer.Option(help="The association's name.")] = None,
    name_en: Annotated[str | None, typer.Option(help="Its name in English, where it differs.")] = None,
    telephone: Annotated[str | None, typer.Option(help="The number that members call.")] = None,
    email: Annotated[str | None, typer.Option(help="The address that members write to.")] = None,
    languages: Annotated[str | None, typer.Option(help="ja,en, or one of them; the first is at the root.")] = None,
    lang: Lang = None,
) -> None:
    """Begins a project of your own: a small brochure to make yours. Asks on a terminal what no option says."""
    from chirashi.cli.making.new_project import begin
    from chirashi.cli.terminal.questions import answers

    given = {"name": name, "name_en": name_en, "telephone": telephone, "email": email, "languages": languages}
    with telling_problems(lang):
        files = begin(folder, answers(given, lang), build_stamp.today())
        data = next(file for file in files if file.endswith("/plans.yml"))
        say(lang, phrase("project-made", folder=folder, count=len(files), data=data))
        write(f"  {command()} serve --project {shlex.quote(str(folder))}")


def theme(
    name: Annotated[str | None, typer.Argument(help="A file of the theme, like tokens.css.")] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Lists the files of the theme, or copies one of them into the project's own theme/, to be changed there."""
    here = project_of(project)
    files = {path.relative_to(packaged_theme()).as_posix(): path for path in Theme((packaged_theme(),)).files("**/*")}
    if name is None:
        for each in files:
            write(each)
        return
    if name not in files:
        raise Misuse("theme-file-missing", name=name, nearest=nearest(name, files))
    with telling_problems(lang):
        own = here.root / "theme" / name
        if own.exists():
            raise Trouble(Problem(in_project(own), 0, "file-exists"))
        with writing(own):
            own.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(files[name], own)
        write(in_project(own))
