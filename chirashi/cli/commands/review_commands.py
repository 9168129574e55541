"""The commands of review: what has changed since last year, the approval, and the dossier for the underwriter."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from chirashi.base import build_stamp
from chirashi.base.messages import spoken
from chirashi.base.problems import Trouble, writing
from chirashi.base.project import Project, in_project
from chirashi.cli.commands.options import EditionName, Lang, ProjectOption
from chirashi.cli.terminal.arguments import edition_of, job_of, project_of
from chirashi.cli.terminal.console import report, say, telling_problems, write
from chirashi.cli.terminal.wrong_use import Misuse

if TYPE_CHECKING:
    from chirashi.cli.steps import Job
    from chirashi.content.edition import Edition
    from chirashi.content.values import Day
    from chirashi.review import Changes, Line

UNTIL = Annotated[str | None, typer.Option("--until", help="The last day of the approval, like 2026-03-31.")]


def changes(
    edition: EditionName = None,
    against: Annotated[
        str | None, typer.Option("--against", help="The edition to compare with; by default the year before.")
    ] = None,
    whole: Annotated[bool, typer.Option("--all", help="Every line, not the first of each kind.")] = False,
    pdf: Annotated[Path | None, typer.Option("--pdf", help="Writes the sheet to sign to this file.")] = None,
    excel: Annotated[Path | None, typer.Option("--excel", help="Writes a workbook to this file.")] = None,
    tick: Annotated[
        list[str] | None, typer.Option("--tick", help="Notes a line as looked at, by the <…> at its end; or “all”.")
    ] = None,
    untick: Annotated[list[str] | None, typer.Option("--untick", help="Takes that back.")] = None,
    write_notice: Annotated[
        bool, typer.Option("--notice", help="Drafts what members are told (主な改定点) into plans.yml.")
    ] = False,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Compares an edition with last year's: what has changed, and what has not and should be looked at."""
    from chirashi import review
    from chirashi.review.papers import console, notice
    from chirashi.review.papers.lines_shown import Shown

    here = project_of(project)
    with telling_problems(lang):
        new = _loaded(_folder(here, edition))
        old = _before(here, new, against)
        found = review.compare(old, new)
        for wanted, does in ((tick or [], review.tick), (untick or [], review.untick)):
            if wanted:
                does(new.folder, _lines(found, wanted))
        seen, words = review.ticked(new.folder, found), spoken(lang)
        write(console.summary(found, seen, words))
        for line in console.summary_lines(found, Shown(old, new), seen, words, whole):
            write(line)
        if pdf is not None:
            from chirashi.review.papers import sheet

            _put(pdf, sheet.pdf(old, new, found, seen, words), lang)
        if excel is not None:
            from chirashi.review.papers import workbook

            _put(excel, workbook.workbook(old, new, found, seen, words), lang)
        if write_notice:
            drafted = notice.notice(old, new, found)
            name = "notice_none" if not drafted.points else "notice" if notice.write(new, drafted) else "notice_taken"
            say(lang, review.word("console", name))


def approve(
    number: Annotated[
        str | None, typer.Argument(help="The underwriter's number, like B25-000123; without it: how it stands.")
    ] = None,
    until: UNTIL = None,
    issued: Annotated[str | None, typer.Option("--issued", help="The day of issue, like 2026-01-15.")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="An edition below content/, or a folder.")] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Records the underwriter's approval of an edition as it stands; a later change of content makes it a draft."""
    from chirashi.checks import check
    from chirashi.content import approval
    from chirashi.review import word
    from chirashi.review.approving import approve as bind

    here = project_of(project)
    with telling_problems(lang):
        folder = _folder(here, edition)
        if number is None:
            stands = approval.standing(_loaded(folder))
            say(lang, word("console", "stands", edition=folder.name, how=word("standing", stands.kind)))
            for key in stands.changed:
                write(f"  {key}")
            return
        days = {"--until": _day("--until", until), "--issued": _day("--issued", issued)}
        found = check(_loaded(folder), build_stamp.today())
        if errors := [problem for problem in found if problem.severity == "error"]:
            report(errors, lang)
            raise typer.Exit(1)
        bound = bind(folder, _number(number), days["--until"], days["--issued"])
        digest = approval.digest(approval.fingerprint(bound))[:16]
        say(lang, word("console", "approved", edition=folder.name, number=number.strip(), digest=digest))


def dossier(
    edition: EditionName = None,
    out: Annotated[Path | None, typer.Option("--out", help="The file; by default build/dossier-EDITION.pdf.")] = None,
    against: Annotated[str | None, typer.Option("--against", help="The edition to compare with.")] = None,
    sign: Annotated[
        Path | None, typer.Option("--sign", help="Also writes a copy signed with this certificate (.p12, .pfx).")
    ] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Makes one PDF for the underwriter: flyer, form, all pages, what has changed, the proof's report, hashes."""
    from chirashi.cli.making.making_dossier import make_dossier
    from chirashi.review import word

    here = project_of(project)
    with telling_problems(lang):
        job = job_of(here, edition, None)
        path = (out or here.build / f"dossier-{job.folder.name}.pdf").absolute()
        before = None if against is None else _loaded(edition_of(here, against))
        content, problems = make_dossier(job, before, spoken(lang))
        report(problems, lang)
        if content is None:
            raise typer.Exit(1)
        _write(path, content)
        say(lang, word("dossier", "wrote", file=in_project(path)))
        if sign is not None:
            from chirashi.review.papers.signature import signed

            password = typer.prompt(
                word("dossier", "password")[spoken(lang)], hide_input=True, default="", show_default=False
            )
            copy = path.with_stem(f"{path.stem}-signed")
            _write(copy, signed(content, sign, password, word("dossier", "title")[spoken(lang)]))
            say(lang, word("dossier", "signed", file=in_project(copy)))


def may_be_published(job: Job, lang: str | None) -> None:
    """Ends the command with 1 where an edition of the job is not approved, or no longer."""
    from chirashi.review.approving import refusal

    with telling_problems(lang):
        editions = [_loaded(folder) for _, folder in job.folders]
        days = [build_stamp.today(), *(None for _ in job.past)]  # a past edition's approval may have expired
        if refused := [problem for one, day in zip(editions, days, strict=True) if (problem := refusal(one, day))]:
            raise Trouble(*refused)


def _folder(here: Project, edition: str | None) -> Path:
    return job_of(here, None, None).folder if edition is None else edition_of(here, edition)


def _loaded(folder: Path) -> Edition:
    """An edition that is whole; `Trouble` with what is wrong where it is not."""
    from chirashi.content.edition import load

    found = load(folder)
    if not found.whole:
        raise Trouble(*found.problems)
    return found


def _before(here: Project, new: Edition, against: str | None) -> Edition:
    from chirashi.review import previous

    if against is not None:
        return _loaded(edition_of(here, against))
    old = previous(new)
    if old is None:
        raise Misuse("no-last-year", new=new.folder.name)
    if not old.whole:
        raise Trouble(*old.problems)
    return old


def _lines(found: Changes, wanted: list[str]) -> list[Line]:
    """The lines that were named by their hashes or ids; all for “all”."""
    if "all" in wanted:
        return list(found.lines)
    known = {name: line for line in found.lines for name in (line.hash, line.id)}
    for name in wanted:
        if name not in known:
            raise Misuse("line-unknown", id=name)
    return [known[name] for name in wanted]


def _day(option: str, text: str | None) -> Day | None:
    from chirashi.content.values import Day, Unreadable

    if text is None:
        return None
    try:
        return Day.read(text)
    except Unreadable:
        raise Misuse("day-unreadable", option=option, text=text) from None


def _number(text: str) -> str:
    said = " ".join(text.split())
    if not any(map(str.isalnum, said)):
        raise Misuse("number-empty")
    return said


def _put(path: Path, content: bytes, lang: str | None) -> None:
    from chirashi.review import word

    _write(path, content)
    say(lang, word("console", "wrote", file=in_project(path.absolute())))


def _write(path: Path, content: bytes) -> None:
    with writing(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
