"""The command `chirashi desk`: opens the year's work in the browser, for whoever knows no terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from chirashi.base.messages import phrase, spoken
from chirashi.cli.commands.options import Lang, ProjectOption
from chirashi.cli.terminal.arguments import project_of
from chirashi.cli.terminal.console import say, telling_problems
from chirashi.cli.terminal.wrong_use import Misuse


def desk(
    edition: Annotated[
        str | None,
        typer.Argument(help="An edition below content/; by default the newest of the one that is published."),
    ] = None,
    lang: Lang = None,
    port: Annotated[int, typer.Option(help="The port of 127.0.0.1; 0 takes one that is free.", min=0, max=65535)] = 0,
    browser: Annotated[bool, typer.Option(help="Whether to open the browser.")] = True,
    project: ProjectOption = None,
) -> None:
    """Opens the desk in the browser, where the whole year is worked on without terminal or YAML."""
    try:
        from chirashi.desk import server
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("chirashi"):
            raise
        raise Misuse("desk-missing", name=error.name) from None
    here = project_of(project)
    if edition is not None and not (here.content / edition / "plans.yml").is_file():
        raise Misuse("edition-missing", name=edition)

    def ready(address: str) -> None:
        if not (browser and server.show(address)):
            say(lang, phrase("desk-address", address=address))
        say(lang, phrase("desk-open"))

    with telling_problems(lang):
        server.serve(here, edition, spoken(lang), port, ready)
