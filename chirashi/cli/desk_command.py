"""The command `chirashi desk`: opens the year's work in the browser, for whoever knows no terminal."""

from __future__ import annotations

from typing import Annotated

import typer

from chirashi.base.problems import spoken
from chirashi.cli.arguments import project_of
from chirashi.cli.console import say, told
from chirashi.cli.options import Lang, ProjectOption
from chirashi.cli.wrong_use import Misuse


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
        raise Misuse(
            f'机を開く部品（{error.name}）がありません。`pip install "chirashi[desk]"` で入れるか、'
            "「チラシ.bat」から開いてください。",
            f'The desk needs {error.name}, which is not installed: pip install "chirashi[desk]".',
        ) from None
    here = project_of(project)
    if edition is not None and not (here.content / edition / "plans.yml").is_file():
        raise Misuse(
            f"「{edition}」という版は、content/ の中にありません。", f"There is no edition “{edition}” below content/."
        )

    def ready(address: str) -> None:
        opened = browser and server.show(address)
        if not opened:
            say(lang, {"ja": f"ブラウザーで開いてください: {address}", "en": f"Open this in a browser: {address}"})
        said = {
            "ja": "机を開きました。しまうには、画面の「机をしまう」を押すか、この窓を閉じます。",
            "en": "The desk is open. To close it, use “Close the desk” in the browser, or close this window.",
        }
        say(lang, said)

    with told(lang):
        server.serve(here, edition, spoken(lang), port, ready)
