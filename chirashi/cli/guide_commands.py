"""The commands by which the press explains itself: the guide as a site, and what one message means."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chirashi.base import manual, publishing
from chirashi.base.problems import nearest, spoken
from chirashi.base.project import named
from chirashi.cli import output_folders, steps
from chirashi.cli.arguments import job_of, project_of
from chirashi.cli.console import say, told, write
from chirashi.cli.options import Lang, ProjectOption
from chirashi.cli.wrong_use import Misuse


def guide(
    out_: Annotated[Path | None, typer.Option("--out", help="The folder it replaces; by default build/guide/.")] = None,
    lang: Lang = None,
    project: ProjectOption = None,
) -> None:
    """Makes the guide for staff as a site that can be searched, in Japanese and English, with pictures."""
    from chirashi.guide.handbook import handbook

    here = project_of(project)
    folder = output_folders.checked(here, out_ or here.build / "guide", paper=False)
    with told(lang):
        files, lacking = handbook(here, steps.homes(job_of(here, None, None)))
        with publishing.turn(steps.workshop(folder)):
            publishing.publish(files, folder, steps.workshop(folder))
        say(
            lang,
            {
                "ja": f"手引きを {named(folder)}/ に作りました。index.html をブラウザーで開いてください。",
                "en": f"Made the guide in {named(folder)}/. Open its index.html in a browser.",
            },
        )
        if lacking:
            say(
                lang,
                {
                    "ja": f"図のうち{lacking}点は作れませんでした。先に build でサイトと印刷物を作ってください。"
                    "ページの図には、Chromium、Chrome、Edge のどれかと、Playwright"
                    "（pip install 'chirashi[seen]'）も要ります。",
                    "en": f"{lacking} of its pictures could not be made. Build site and print first. Those of pages "
                    "also want Chromium, Chrome or Edge here, and Playwright (pip install 'chirashi[seen]').",
                },
            )


def explain(
    code: Annotated[str, typer.Argument(help="What stands in [ ] at the end of a message, like no-data.")],
    lang: Lang = None,
) -> None:
    """Says what a message means, and what to do about it."""
    known = manual.explanations(spoken(lang))
    name = code.strip("[]")
    if name not in known:
        near = nearest(name, known)
        raise Misuse(
            f"「{name}」という符号のメッセージはありません。{near['ja']}",
            f"There is no message “{name}”. {near['en']}",
        )
    write(f"[{name}] {known[name]}")
