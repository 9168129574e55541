"""The commands `excel`, `excel read` and `excel match`, and `undo`, which takes back what they have written."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from chirashi.base import build_stamp
from chirashi.base.messages import phrase, spoken
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.base.project import in_project
from chirashi.cli.commands.options import Lang, ProjectOption
from chirashi.cli.terminal.arguments import edition_of, job_of, project_of
from chirashi.cli.terminal.console import report, say, telling_problems, write
from chirashi.cli.terminal.wrong_use import Misuse
from chirashi.content.edition import Edition, load

if TYPE_CHECKING:
    from chirashi.editing import SetValue
    from chirashi.excel.reading import Place

excel = typer.Typer(
    help="Writes a workbook of the edition; `excel read` takes it back, `excel match` compares an underwriter’s own.",
    invoke_without_command=True,
)
EditionOption = Annotated[str | None, typer.Option("--edition", help="An edition below content/, or a folder.")]
Workbook = Annotated[Path, typer.Argument(help="The workbook, .xlsx.")]
Take = Annotated[list[int] | None, typer.Option(help="Write the offer of this number; again for more.")]
Anyway = Annotated[
    bool, typer.Option("--anyway", help="Write it though something else of the edition is then wrong, and told.")
]


@excel.callback()
def write_workbook(
    context: typer.Context,
    edition: EditionOption = None,
    out_: Annotated[Path | None, typer.Option("--out", help="The file; by default NAME.xlsx in this folder.")] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Writes a workbook of the edition; `excel read` takes it back, `excel match` compares an underwriter’s own."""
    if context.invoked_subcommand is not None:
        if edition or out_ or lang or project:
            raise Misuse("after-command")
        return
    found = _edition(edition, project, lang)
    with telling_problems(lang, of_site=False), _library():
        from chirashi.checks.sense.last_edition import previous
        from chirashi.excel.workbook import written

        path = out_ or Path(f"{found.folder.name}.xlsx")
        if path.exists() and out_ is None:
            raise Trouble(Problem(in_project(path), 0, "file-exists"))
        before = previous(found)
        content = written(found, before if before and before.whole else None, spoken(lang))
        with writing(path):
            path.write_bytes(content)
        say(lang, phrase("workbook-written", file=path))


@excel.command()
def read(
    file: Workbook,
    edition: EditionOption = None,
    look: Annotated[bool, typer.Option("--look", help="Only say what would be written.")] = False,
    anyway: Anyway = False,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Takes a workbook back: writes what was changed in it, or says by cell what is to be mended."""
    found = _edition(edition, project, lang)
    with telling_problems(lang, of_site=False), _library():
        from chirashi.excel.marking import beside, marked
        from chirashi.excel.opening import opened
        from chirashi.excel.taking import take

        book = opened(file)
        taken = take(found, book, build_stamp.today(), strictly=not anyway, look=look)
        for place, change in taken.changes.items():
            write(_changed(place, change))
        _tell([problem for _, problem in taken.problems], lang)
        if not taken.good:
            path = beside(file, spoken(lang))
            with writing(path):
                path.write_bytes(marked(book, taken.problems, spoken(lang)))
            say(lang, phrase("workbook-marked", file=path))
            raise typer.Exit(1)
        _done(len(taken.changes) if taken.outcome.files else 0, look, lang)


@excel.command()
def match(
    file: Workbook,
    take: Take = None,
    edition: EditionOption = None,
    anyway: Anyway = False,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Finds in any workbook the tables that look like ours, and says what each would change. Writes none unasked."""
    found = _edition(edition, project, lang)
    with telling_problems(lang, of_site=False), _library():
        from chirashi.editing import save
        from chirashi.excel.matching import offers
        from chirashi.excel.opening import opened

        offered = offers(found, opened(file))
        if not offered:
            raise Trouble(Problem(file.name, 0, "match-nothing", {"file": file.name}))
        numbers = {number: offer for number, offer in enumerate(offered, 1)}
        if wrong := [number for number in take or () if number not in numbers]:
            raise Misuse("no-offer", number=wrong[0])
        for number, offer in numbers.items():
            if take and number not in take:
                continue
            write(f"{number}. {offer.said(spoken(lang))}")
            for place, change in offer.changes.items():
                write(f"   {_changed(place, change)}")
            for place, problem in offer.problems:
                write(f"   {place}: {problem.text(spoken(lang))}", "red")
        if not take:
            say(lang, phrase("take-one"))
            return
        if any(numbers[number].problems for number in take):
            say(lang, phrase("nothing-written"))
            raise typer.Exit(1)
        changes = [change for number in take for change in numbers[number].changes.values()]
        outcome = save(
            found.folder, changes, by="excel", said=file.name, strictly=not anyway, today=build_stamp.today()
        )
        _tell(outcome.refused, lang)
        if not outcome.good:
            say(lang, phrase("nothing-written"))
            raise typer.Exit(1)
        _done(len(changes) if outcome.files else 0, False, lang)


def undo(lang: Lang = None, project: ProjectOption = None) -> None:
    """Takes back what Excel or the desk wrote last; again for the one before."""
    here = project_of(project)
    with telling_problems(lang, of_site=False):
        from chirashi.editing import undo as undone

        outcome = undone(here, by="undo")
        _tell(outcome.refused, lang)
        for conflict in outcome.conflicts:
            say(lang, phrase("undo-changed", file=conflict.file))
        if not outcome.good:
            raise typer.Exit(1)
        if outcome.step is None:
            say(lang, phrase("undo-nothing"))
            return
        for file in outcome.step.files:
            say(lang, phrase("undone", file=file))


def _edition(name: str | None, project: Path | None, lang: str | None) -> Edition:
    """The edition that is meant; its errors end the command where the data cannot be read."""
    here = project_of(project)
    with telling_problems(lang, of_site=False):
        found = load(edition_of(here, name) if name else job_of(here, None, None).folder)
        if not found.whole:
            raise Trouble(*found.problems)
    return found


@contextlib.contextmanager
def _library() -> Iterator[None]:
    try:
        yield
    except ModuleNotFoundError as error:
        if error.name not in ("openpyxl",):
            raise
        raise Trouble(Problem("openpyxl", 0, "excel-library", {"name": "openpyxl"})) from None


def _changed(place: Place, change: SetValue) -> str:
    return f"{place}: {_said(change.was)} → {_said(change.value)}"


def _said(value: Any) -> str:
    text = str(value.get("amount", "…") if isinstance(value, dict) else "－" if value is None else value)
    return text if len(text) <= SHOWN else f"{text[: SHOWN - 1]}…"


SHOWN = 60  # letters of a text in the list of what is changed


def _tell(problems: list[Problem], lang: str | None) -> None:
    """Problems, each at its cell or line; nothing is said of site/, which is none of it."""
    report(problems, lang, of_site=False)


def _done(count: int, look: bool, lang: str | None) -> None:
    if not count:
        say(lang, phrase("workbook-unchanged"))
    else:
        say(lang, phrase("would-change" if look else "changes-written", count=count))
