"""The commands: `build.py build | check | serve | schema | new`, one function each.

Exit codes: 0 good, 1 problems found, 2 wrong use.
"""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Literal

import typer

from chirashi.base import build_stamp, publishing
from chirashi.base.problems import Problem, Trouble, spoken, writing
from chirashi.cli import output_folders, steps
from chirashi.cli.arguments import edition_of, job_of, noted, shown
from chirashi.cli.console import doing, report, say, told, write
from chirashi.cli.wrong_use import Misuse
from chirashi.content.edition import ROOT
from chirashi.content.site_settings import CONTENT

app = typer.Typer(
    help="Makes a proved brochure from content/: the bilingual site in site/.",
    no_args_is_help=False,
    add_completion=False,
    pretty_exceptions_enable=False,
)

Lang = Annotated[Literal["ja", "en"] | None, typer.Option(help="The language of messages; by default the locale's.")]
EditionName = Annotated[
    str | None, typer.Argument(help="An edition below content/, or a folder; by default what content/site.yml names.")
]
Out = Annotated[Path, typer.Option("--out", help="The folder that the site replaces.")]
UrlOption = Annotated[str | None, typer.Option("--url", help="The site's public address, https://…/")]
SITE = ROOT / "site"


@app.callback(invoke_without_command=True)
def default(context: typer.Context, lang: Lang = None, out_: Out = SITE, url: UrlOption = None) -> None:
    """Without a command: build."""
    if context.invoked_subcommand is None:
        build(None, lang, out_, url)
    elif lang or url or out_ != SITE:
        command = f"build.py {context.invoked_subcommand}"
        raise Misuse(
            f"「{command} …」のように、コマンドのあとに書いてください。", f"Write it after the command: {command} …"
        )


@app.command()
def build(edition: EditionName = None, lang: Lang = None, out_: Out = SITE, url: UrlOption = None) -> None:
    """Makes site/ and print/ from content/, once all checks pass and every figure is proved."""
    site = output_folders.checked(out_)
    inputs = build_stamp.inputs(ROOT, noted(edition, site, url))
    work = _run(edition, lang, site, url, (steps.address, steps.print_, steps.render))
    if not _without_paper(work):  # once Pango is there, the paper is to be made
        build_stamp.remember(steps.workshop(site) / "stamp.json", inputs, (site, steps.paper_of(site)), work.report)


@app.command("print")
def print_(edition: EditionName = None, lang: Lang = None, out_: Out = SITE) -> None:
    """Makes only print/: the flyer, the FAX forms and the print shop's file, proved."""
    work = _run(edition, lang, output_folders.checked(out_, site=False), None, (steps.print_,))
    if _without_paper(work):
        raise typer.Exit(1)


@app.command()
def draft(
    edition: EditionName = None,
    lang: Lang = None,
    out_: Annotated[Path, typer.Option("--out", help="The folder that the draft replaces.")] = ROOT / "build" / "draft",
    url: UrlOption = None,
) -> None:
    """Makes the pages alone, neither printed nor proved, into build/draft/: quick, to look at, never to publish."""
    folder = output_folders.checked(out_, paper=False)
    with told(lang):
        job = job_of(edition, url)
        work = _work(job, lang, folder, (steps.render,))
        report(work.problems, lang)
        if not work.good:
            raise typer.Exit(1)
        with publishing.turn(steps.workshop(folder)):
            publishing.publish(work.files, folder, steps.workshop(folder))
        say(lang, {"ja": f"下書きを {shown(folder)}/ に書きました。", "en": f"Wrote a draft to {shown(folder)}/."})


def _without_paper(work: steps.Work) -> bool:
    return any(problem.code == "print-pango" for problem in work.problems)


def _work(job: steps.Job, lang: str | None, site: Path, parts: tuple[Step, ...] = ()) -> steps.Work:
    """Load, check and the given steps, each shown on a terminal as it begins."""
    with doing(lang) as now:
        now(CHECKING)
        work = steps.load_and_check(job)
        work.making = lambda name: now({said: f"{text} {name}" for said, text in DOING[steps.print_].items()})
        for part in parts:
            if work.good:
                now(DOING.get(part, CHECKING))
                part(job, work, site)
    return work


Step = Callable[[steps.Job, steps.Work, Path], None]


def _run(edition: str | None, lang: str | None, site: Path, url: str | None, parts: tuple[Step, ...]) -> steps.Work:
    """Load, check, the given steps, prove, publish; a problem ends it with 1 before anything is replaced."""
    with told(lang):
        job = job_of(edition, url)
        with publishing.turn(steps.workshop(site), lambda: say(lang, WAITING)):
            work = _work(job, lang, site, parts)
            report(work.problems, lang)
            if not work.good:
                raise typer.Exit(1)
            checked = len(work.problems)
            with doing(lang) as now:
                now(PROVING)
                steps.prove_and_publish(job, work, site)
            report(work.problems[checked:], lang)
        for folder, files in ((site, work.files), (steps.paper_of(site), work.paper)):
            if files:
                count, name = len(files), shown(folder)
                said = {
                    "ja": f"{count} 個のファイルを {name}/ に書きました。",
                    "en": f"Wrote {count} files to {name}/.",
                }
                say(lang, said)
        return work


@app.command()
def check(edition: EditionName = None, lang: Lang = None) -> None:
    """Checks content/ and says everything that is wrong with it, in one pass."""
    with told(lang):
        work = _work(job_of(edition, None), lang, SITE)
        report(work.problems, lang)
        if not work.good:
            raise typer.Exit(1)
        warned = len(work.problems)
        warnings = "1 warning" if warned == 1 else f"{warned} warnings"
        say(lang, {"ja": f"エラーはありません（注意 {warned} 件）。", "en": f"No errors ({warnings})."})


@app.command()
def prove(edition: EditionName = None, lang: Lang = None, out_: Out = SITE, url: UrlOption = None) -> None:
    """Reads the finished site/ and print/ afresh and traces every figure in them back to the data."""
    with told(lang):
        job, site = job_of(edition, url), out_.absolute()
        paper = steps.paper_of(site)
        if not (site.is_dir() and any(path.is_file() for path in site.rglob("*"))):
            raise Trouble(Problem(shown(site), 0, "site-missing"))
        with doing(lang) as now:
            now(PROVING)
            found = steps.prove(job, site, paper if paper.is_dir() else None, steps.workshop(site))
        report(found, lang)
        if any(problem.severity == "error" for problem in found):
            raise typer.Exit(1)
        page = shown(steps.workshop(site) / "proof.html")
        say(
            lang,
            {
                "ja": f"すべての数字がデータと一致しました。{page}",
                "en": f"Every figure follows from the data: {page}",
            },
        )


@app.command()
def translated(
    page: Annotated[str | None, typer.Argument(help="A page, like premiums, or plans.yml; without one, all.")] = None,
    edition: Annotated[str | None, typer.Option("--edition", help="An edition below content/, or a folder.")] = None,
    lang: Lang = None,
) -> None:
    """Notes that the translation of a page, or of plans.yml, has been brought up to date with its original."""
    from chirashi.proof import record_translations

    with told(lang):
        try:
            path = record_translations(job_of(edition, None).folder, page)
        except KeyError:
            raise Misuse(
                f"「{page}」というページは、この版にありません。", f"The edition has no page “{page}”."
            ) from None
        say(lang, {"ja": f"{shown(path)} に記録しました。", "en": f"Noted in {shown(path)}."})


@app.command()
def serve(
    edition: EditionName = None,
    lang: Lang = None,
    port: Annotated[int, typer.Option(help="The port of 127.0.0.1.", min=0, max=65535)] = 8000,
) -> None:
    """Shows the site at 127.0.0.1, and again whenever a file is saved."""
    from chirashi.cli.preview import Preview

    with told(lang):
        preview = Preview(lambda: job_of(edition, None), spoken(lang), port)
        say(
            lang,
            {
                "ja": f"{preview.address} で見られます。止めるには Ctrl+C。",
                "en": f"Serving at {preview.address}; Ctrl+C stops it.",
            },
        )
        with contextlib.suppress(KeyboardInterrupt):
            with doing(lang) as now:
                now(DOING[steps.render])
                preview.build()
            preview.run()


@app.command()
def schema(
    check_only: Annotated[bool, typer.Option("--check", help="Only say whether the file is current.")] = False,
    lang: Lang = None,
) -> None:
    """Writes content/plans.schema.json, by which editors complete and check plans.yml."""
    from chirashi.content.model.json_schema import text

    path = CONTENT / "plans.schema.json"
    current = path.is_file() and path.read_text("utf-8") == text()
    with told(lang):
        if check_only and not current:
            raise Trouble(Problem(shown(path), 0, "schema-old"))
        if check_only:
            say(lang, {"ja": f"{shown(path)} は最新です。", "en": f"{shown(path)} is current."})
            return
        with writing(path):
            path.write_text(text(), "utf-8", newline="\n")
        write(shown(path))


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="The new edition, like cyber-2026.")],
    from_: Annotated[str, typer.Option("--from", help="The edition to copy.")],
    lang: Lang = None,
) -> None:
    """Copies an edition for another year, moves its dates, and lists what a person must decide."""
    from chirashi.cli.new_edition import new_edition

    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name):
        raise Misuse(
            f"「{name}」は、版の名前にできません。cyber-2026 のように、英小文字・数字・ハイフンで書いてください。",
            f"“{name}” cannot be the name of an edition: use small letters, digits and hyphens, like cyber-2026.",
        )
    with told(lang):
        decisions = new_edition(edition_of(from_), CONTENT / name)
        made = {
            "ja": f"content/{name}/ を作りました。次のことを決めてください。",
            "en": f"Made content/{name}/. These are for you to decide:",
        }
        say(lang, made)
        for decision in decisions:
            write(f"{decision.place()}: {decision.text(spoken(lang))} [{decision.code}]")


CHECKING = {"ja": "原稿を確かめています…", "en": "Checking the content…"}
DOING: dict[Step, dict[str, str]] = {
    steps.print_: {"ja": "印刷物を作っています…", "en": "Making the printed matter…"},
    steps.render: {"ja": "ページを作っています…", "en": "Making the pages…"},
}
PROVING = {"ja": "できあがったものを、データと照らし合わせています…", "en": "Proving what was made against the data…"}
WAITING = {"ja": "別の build が動いています。終わるのを待ちます。", "en": "Another build is running; waiting for it."}
