"""The commands `chirashi build | print | draft | check | prove | verify | serve`; further modules have the others.

Exit codes: 0 good, 1 problems found, 2 wrong use.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from chirashi.base import build_stamp
from chirashi.base.files import publishing, snapshot
from chirashi.base.messages import command, phrase, spoken
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project, in_project
from chirashi.cli import steps
from chirashi.cli.commands.desk_command import desk
from chirashi.cli.commands.excel_commands import excel, undo
from chirashi.cli.commands.farm_commands import farm
from chirashi.cli.commands.guide_commands import explain, guide
from chirashi.cli.commands.mailing_command import mailing
from chirashi.cli.commands.options import EditionName, Lang, Out, ProjectOption, UrlOption
from chirashi.cli.commands.project_commands import init, new, schema, theme, translated
from chirashi.cli.commands.review_commands import approve, changes, dossier, may_be_published
from chirashi.cli.terminal import output_folders
from chirashi.cli.terminal.arguments import job_of, project_of, request_of
from chirashi.cli.terminal.console import progress, report, say, telling_problems
from chirashi.cli.terminal.wrong_use import Misuse

app = typer.Typer(
    help="Makes a proved brochure from content/: the bilingual site in site/.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def default(
    context: typer.Context, lang: Lang = None, out_: Out = None, url: UrlOption = None, project: ProjectOption = None
) -> None:
    """Without a command: build."""
    if context.invoked_subcommand is None:
        build(None, lang, out_, url, project)
    elif lang or url or out_ or project:
        typed = f"{command()} {context.invoked_subcommand} …"
        raise Misuse("option-before-command", typed=typed)


@app.command()
def build(
    edition: EditionName = None,
    lang: Lang = None,
    out_: Out = None,
    url: UrlOption = None,
    project: ProjectOption = None,
    publish: Annotated[
        bool, typer.Option("--publish", help="For publishing: refuses a content that is not approved.")
    ] = False,
    as_draft: Annotated[
        bool, typer.Option("--draft", help="With --publish: publishes what is not approved all the same, marked.")
    ] = False,
) -> None:
    """Makes site/ and print/ from content/, once all checks pass and every figure is proved."""
    here = project_of(project)
    site = output_folders.checked(here, out_ or here.site)
    if publish and not as_draft:
        may_be_published(job_of(here, edition, url), lang)
    inputs = build_stamp.inputs(here, request_of(edition, site, url))
    work = _run(here, edition, lang, site, url, (steps.address, steps.print_, steps.render, steps.publish_guide))
    if not _without_paper(work):  # once Pango is there, the paper is to be made
        stamp = steps.workshop(site) / build_stamp.FILE
        last = build_stamp.LastBuild(work.report, phrase("nothing-changed"))
        build_stamp.remember(stamp, inputs, (site, steps.paper_of(site)), last)


@app.command("print")
def print_(edition: EditionName = None, lang: Lang = None, out_: Out = None, project: ProjectOption = None) -> None:
    """Makes only print/: the flyer, the FAX forms and the print shop's file, proved."""
    here = project_of(project)
    site = output_folders.checked(here, out_ or here.site, site=False)
    work = _run(here, edition, lang, site, None, (steps.print_,))
    if _without_paper(work):
        raise typer.Exit(1)


@app.command()
def draft(
    edition: EditionName = None,
    lang: Lang = None,
    out_: Annotated[
        Path | None, typer.Option("--out", help="The folder that the draft replaces; by default build/draft/.")
    ] = None,
    url: UrlOption = None,
    project: ProjectOption = None,
) -> None:
    """Makes the pages alone, neither printed nor proved, into build/draft/: quick, to look at, never to publish."""
    here = project_of(project)
    folder = output_folders.checked(here, out_ or here.build / "draft", paper=False)
    with telling_problems(lang):
        job = job_of(here, edition, url)
        work = _work(job, lang, folder, (steps.render,))
        report(work.problems, lang)
        if not work.good:
            raise typer.Exit(1)
        with publishing.turn(steps.workshop(folder)):
            publishing.publish(work.files, folder, steps.workshop(folder))
        say(lang, phrase("draft-written", folder=in_project(folder)))


@app.command()
def stage(
    edition: EditionName = None,
    lang: Lang = None,
    out_: Annotated[
        Path | None, typer.Option("--out", help="The folder that the trees replace; by default build/staged/.")
    ] = None,
    url: UrlOption = None,
    project: ProjectOption = None,
) -> None:
    """Writes finished Markdown, a tree for each language, for engines of Material's kind that run no plugins."""
    here = project_of(project)
    folder = output_folders.checked(here, out_ or here.build / "staged", paper=False)
    with telling_problems(lang):
        job = job_of(here, edition, url)
        work = _work(job, lang, folder)
        report(work.problems, lang)
        if not work.good:
            raise typer.Exit(1)
        from chirashi.material import stage as staging

        files = staging.trees(work.editions[0][1], job.url)
        with publishing.turn(steps.workshop(folder)):
            publishing.publish(files, folder, steps.workshop(folder))
        say(lang, phrase("stage-written", folder=in_project(folder)))


def _without_paper(work: steps.Work) -> bool:
    return any(problem.code == "print-pango" for problem in work.problems)


def _work(job: steps.Job, lang: str | None, site: Path, parts: tuple[Step, ...] = ()) -> steps.Work:
    """Load, check and the given steps, each shown on a terminal as it begins."""
    with progress(lang) as now:
        now(phrase("checking"))
        work = steps.load_and_check(job)
        work.making = lambda name: now(phrase("printing-file", name=name))
        for part in parts:
            if work.good:
                now(phrase(DOING.get(part, "checking")))
                part(job, work, site)
    return work


Step = Callable[[steps.Job, steps.Work, Path], None]


def _run(
    here: Project, edition: str | None, lang: str | None, site: Path, url: str | None, parts: tuple[Step, ...]
) -> steps.Work:
    """Load, check, the given steps, prove, publish; a problem ends it with 1 before anything is replaced."""
    with telling_problems(lang):
        job_of(here, edition, url)  # what is wrong with it is told before others are waited for
        build = steps.workshop(site)
        with publishing.turn(build, lambda: say(lang, phrase("waiting"))), snapshot.taken(here, build) as held:
            job = job_of(held, edition, url)
            work = _work(job, lang, site, parts)
            report(work.problems, lang)
            if not work.good:
                raise typer.Exit(1)
            checked = len(work.problems)
            with progress(lang) as now:
                now(phrase("proving"))
                steps.prove_and_publish(job, work, site)
            report(work.problems[checked:], lang)
        for folder, files in ((site, work.files), (steps.paper_of(site), work.paper)):
            if files:
                say(lang, phrase("files-written", count=len(files), folder=in_project(folder)))
        return work


@app.command()
def check(edition: EditionName = None, lang: Lang = None, project: ProjectOption = None) -> None:
    """Checks content/ and says everything that is wrong with it, in one pass."""
    here = project_of(project)
    with telling_problems(lang):
        work = _work(job_of(here, edition, None), lang, here.site)
        report(work.problems, lang)
        if not work.good:
            raise typer.Exit(1)
        warned = len(work.problems)
        say(lang, phrase("no-errors-one-warning" if warned == 1 else "no-errors", warnings=warned))


@app.command()
def prove(
    edition: EditionName = None,
    lang: Lang = None,
    out_: Out = None,
    url: UrlOption = None,
    seen: Annotated[
        bool,
        typer.Option("--seen", help="Look at the pages in a browser of this machine, too: Chromium, Chrome or Edge."),
    ] = False,
    project: ProjectOption = None,
) -> None:
    """Reads the finished site/ and print/ afresh and traces every figure in them back to the data."""
    here = project_of(project)
    with telling_problems(lang):
        job, site = job_of(here, edition, url), (out_ or here.site).absolute()
        paper = steps.paper_of(site)
        if not (site.is_dir() and any(path.is_file() for path in site.rglob("*"))):
            raise Trouble(Problem(in_project(site), 0, "site-missing"))
        with progress(lang) as now:
            now(phrase("proving"))
            guest = steps.prove_guest(job, site)
            beside = paper if paper.is_dir() else None
            found = guest.source_problems if guest else steps.prove(job, site, beside, steps.workshop(site), seen=seen)
        report(found, lang)
        if any(problem.severity == "error" for problem in found):
            raise typer.Exit(1)
        page = in_project(steps.workshop(site) / "proof.html")
        if guest:
            say(lang, phrase("proved-guest", page=page, figures=len(guest.ledger), files=guest.files))
        else:
            say(lang, phrase("proved", page=page))


@app.command()
def verify(
    place: Annotated[str, typer.Argument(help="A folder, or the address of the published site, https://…/.")],
    manifest: Annotated[
        Path | None,
        typer.Option("--manifest", help="The proof of those files; by default build/proof.json."),
    ] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Compares what is published, or copied to a folder, with the proof, file by file; needs no content."""
    from chirashi.proof import seal

    with telling_problems(lang):
        proved = manifest or project_of(project).build / "proof.json"
        files = seal.manifest(proved)
        if not place.startswith(("https://", "http://")) and not Path(place).is_dir():
            raise Misuse("folder-missing", folder=place)
        found = seal.verify(place, files, seal.headers(proved))
        report(found, lang)
        if any(problem.severity == "error" for problem in found):
            raise typer.Exit(1)
        say(lang, phrase("verified", count=len(files)))


@app.command()
def serve(
    edition: EditionName = None,
    lang: Lang = None,
    port: Annotated[int, typer.Option(help="The port of 127.0.0.1.", min=0, max=65535)] = 8000,
    project: ProjectOption = None,
) -> None:
    """Shows the site at 127.0.0.1, and again whenever a file is saved."""
    from chirashi.cli.preview import Preview

    here = project_of(project)
    with telling_problems(lang):
        preview = Preview(lambda: job_of(here, edition, None), spoken(lang), port)
        say(lang, phrase("serving", address=preview.address))
        with contextlib.suppress(KeyboardInterrupt):
            with progress(lang) as now:
                now(phrase(DOING[steps.render]))
                preview.build()
            preview.run()


for one in (
    *(desk, changes, approve, dossier, translated, schema, new, init, theme),
    *(guide, explain, farm, mailing, undo),
):
    app.command()(one)
app.add_typer(excel, name="excel")

DOING: dict[Step, str] = {  # the phrase that says what is done
    steps.print_: "printing",
    steps.render: "rendering",
    steps.publish_guide: "making-guide",
}
