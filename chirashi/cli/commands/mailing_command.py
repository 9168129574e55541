"""The command `chirashi mailing`: flyers for the members of a list, or none any more."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chirashi.base.files import publishing
from chirashi.base.messages import join_list, phrase, spoken
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project, in_project
from chirashi.cli import steps
from chirashi.cli.commands.options import Lang, ProjectOption
from chirashi.cli.terminal.arguments import job_of, project_of
from chirashi.cli.terminal.console import progress, report, say, telling_problems, write
from chirashi.cli.terminal.wrong_use import Misuse

if TYPE_CHECKING:
    from chirashi import mailing as press

EXTRA = ("uharfbuzz", "python_calamine", "openpyxl")


def mailing(
    members: Annotated[
        Path | None, typer.Argument(help="The list of members: a workbook, or CSV in UTF-8 or Shift_JIS.")
    ] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="An edition below content/, or a folder.")] = None,
    envelope: Annotated[
        str | None, typer.Option("--envelope", help="One of theme/print/envelopes.toml; by default 長形3号.")
    ] = None,
    part: Annotated[int | None, typer.Option("--part", help="Members in a file; by default 1,000.", min=1)] = None,
    single: Annotated[bool, typer.Option("--single", help="One file for each member.")] = False,
    carrier: Annotated[bool, typer.Option("--carrier", help="The address sheets alone, without the flyer.")] = False,
    leave: Annotated[bool, typer.Option("--leave", help="Print the others, where some records are at fault.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Remove all that was made for members.")] = False,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Prints the flyer for each member of a list, with the address in the envelope's window, into print/mailing/."""
    here = project_of(project)
    if forget == (members is not None):
        raise Misuse("mailing-either")
    with telling_problems(lang), publishing.turn(steps.workshop(here.site)):
        if members is None:
            _forget(here, lang)
            return
        path = members.absolute()
        if not path.is_file():
            raise Misuse("mailing-no-list", file=members)
        _installed(in_project(path))
        from chirashi.mailing.members import whereabouts

        if wrong := list(whereabouts.exposed(here, path)):
            raise Trouble(*wrong)
        job = job_of(here, edition, None)
        work = steps.load_and_check(job)
        if not work.good:
            report(work.problems, lang)
            raise typer.Exit(1)
        from chirashi import mailing as press
        from chirashi.content.site_settings import settings

        order = press.Order(
            here,
            work.editions[0][1],
            path,
            settings(here).mailing,
            profile=job.icc,
            envelope=envelope,
            part=part,
            single=single,
            alone=carrier,
            leave_out=leave,
            lang=spoken(lang),
        )
        _print(order, lang)


def _print(order: press.Order, lang: str | None) -> None:
    from chirashi import mailing as press

    with progress(lang) as now:
        outcome = press.mail(order, lambda step: now(phrase(DOING[step])))
    say(lang, phrase("mailing-columns", heads=join_list(list(outcome.columns.values()))))
    for problem in sorted(outcome.problems, key=lambda one: (one.severity == "note", one)):
        write(problem.line_in(spoken(lang)), stream=sys.stderr)
    folder = in_project(order.project.mailing)
    if outcome.left_out and not outcome.files:
        nothing = phrase("mailing-nothing", count=f"{outcome.left_out:,}")
        write(nothing[spoken(lang)], "bold red", sys.stderr)
        raise typer.Exit(1)
    written = {
        "members": f"{outcome.members - outcome.left_out:,}",
        "pages": f"{outcome.pages:,}",
        "files": f"{len(outcome.files):,}",
        "kept": f"{outcome.kept:,}",
    }
    say(lang, phrase("mailing-written", folder=folder, **written))
    for name in outcome.files[:1]:
        write(f"  {folder}/{name}")
    if not outcome.done:
        raise typer.Exit(1)


def _forget(here: Project, lang: str | None) -> None:
    from chirashi.mailing import outputs

    count, folder = outputs.forget(here), in_project(here.mailing)
    done = phrase("mailing-forgotten", folder=folder, files=f"{count:,}")
    say(lang, done if count else phrase("mailing-nothing-there", folder=folder))


def _installed(file: str) -> None:
    """`Trouble` where a library of the extra is missing, before anything else is done."""
    from importlib.util import find_spec

    for library in EXTRA:
        if find_spec(library) is None:
            raise Trouble(Problem(file, 0, "mailing-extra", {"library": library}))


DOING = {
    "read": "mailing-read",
    "lay-out": "mailing-lay-out",
    "look": "mailing-look",
    "print": "mailing-print",
}
