"""What may stand behind a command: the options that several of them take."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal

import typer

Lang = Annotated[Literal["ja", "en"] | None, typer.Option(help="The language of messages; by default the locale's.")]
EditionName = Annotated[
    str | None, typer.Argument(help="An edition below content/, or a folder; by default what content/site.yml names.")
]
Out = Annotated[Path | None, typer.Option("--out", help="The folder that the site replaces; by default site/.")]
UrlOption = Annotated[str | None, typer.Option("--url", help="The site's public address, https://…/")]
ProjectOption = Annotated[
    Path | None, typer.Option("--project", help="The folder that holds content/; by default the nearest upwards.")
]
