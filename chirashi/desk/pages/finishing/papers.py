"""The papers that are made, to open and print, and the site as one file to be handed on."""

from __future__ import annotations

import io
import mimetypes
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import shown
from chirashi.desk.words import LANGUAGES, Word


@dataclass(frozen=True)
class Paper:
    """A finished file to open."""

    path: str
    name: str
    about: str


def routes(desk: Desk) -> list[BaseRoute]:
    return [shown(desk, "/papers/{path:path}", paper), shown(desk, "/finish/site.zip", zipped)]


def papers(desk: Desk, w: Word) -> Iterator[Paper]:
    from chirashi.paper.site_downloads import format_size  # paper takes its time to load

    folder = desk.project.paper
    for path in sorted(folder.rglob("*.pdf")) if folder.is_dir() else ():
        name = path.relative_to(folder).as_posix()
        yield Paper(name, _called(name, w), f"PDF {format_size(path.stat().st_size)}")


def _called(name: str, w: Word) -> str:
    """A paper by what it is, and its language: `fax-ja-fillable.pdf` is the form to fill in on the screen."""
    stem = Path(name).stem.split("-")
    kind = (
        "members"
        if name.startswith("members/")
        else "press"
        if "press" in stem
        else "fillable"
        if "fillable" in stem
        else stem[0]
    )
    language = stem[1] if len(stem) > 1 else ""
    if kind not in ("members", "press", "fillable", "flyer", "fax"):
        return name
    said = w(f"language.{language}") if language in LANGUAGES else language
    return str(w("paper.in_language", paper=w(f"paper.{kind}"), language=said))


def paper(desk: Desk, request: Request) -> Response:
    """A finished sheet; nothing else of the disk."""
    home = desk.project.paper.resolve()
    path = (home / request.path_params["path"]).resolve()
    if not path.is_relative_to(home) or not path.is_file() or path.suffix != ".pdf":
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    return Response(path.read_bytes(), media_type="application/pdf")


def zipped(desk: Desk, request: Request) -> Response:
    """The site as one file, to be handed on; none of the papers that are not public."""
    site = desk.project.site
    if not site.is_dir():
        return desk.page(request, "lost.html", HTTPStatus.NOT_FOUND, told=[])
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(site.rglob("*")):
            if path.is_file():
                archive.write(path, path.relative_to(site).as_posix())
    name = f"{desk.published() or 'site'}.zip"
    kind = mimetypes.guess_type(name)[0] or "application/zip"
    return Response(made.getvalue(), media_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
