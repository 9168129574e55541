"""The commands by which the press explains itself: the guide as a site, and what one message means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chirashi.base import manual
from chirashi.base.files import publishing
from chirashi.base.messages import phrase, spoken
from chirashi.base.problems import nearest
from chirashi.base.project import in_project
from chirashi.cli import steps
from chirashi.cli.commands.options import Lang, ProjectOption
from chirashi.cli.terminal import output_folders
from chirashi.cli.terminal.arguments import job_of, project_of
from chirashi.cli.terminal.console import say, telling_problems, write
from chirashi.cli.terminal.wrong_use import Misuse


def guide(
    out_: Annotated[Path | None, typer.Option("--out", help="The folder it replaces; by default build/guide/.")] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Makes the guide for staff as a site that can be searched, in Japanese and English, with pictures."""
    from chirashi.guide.handbook import handbook

    here = project_of(project)
    folder = output_folders.checked(here, out_ or here.build / "guide", paper=False)
    with telling_problems(lang):
        files, lacking = handbook(here, steps.homes(job_of(here, None, None)), steps.pictures_of_desk(here))
        with publishing.turn(steps.workshop(folder)):
            publishing.publish(files, folder, steps.workshop(folder))
        say(lang, phrase("guide-made", folder=in_project(folder)))
        if lacking:
            say(lang, phrase("guide-pictures", lacking=lacking))


def explain(
    code: Annotated[str, typer.Argument(help="What stands in [ ] at the end of a message, like no-data.")],
    lang: Lang = None,
) -> None:
    """Says what a message means, and what to do about it."""
    known = manual.explanations(spoken(lang))
    name = code.strip("[]")
    if name not in known:
        raise Misuse("explain-unknown", name=name, near=nearest(name, known))
    write(f"[{name}] {known[name]}")
