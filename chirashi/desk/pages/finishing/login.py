"""Keeps the members' login, which stands in a file of its own that nobody else sees."""

from __future__ import annotations

import contextlib
from http import HTTPStatus

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import writing
from chirashi.checks.files.privacy import SHORTEST
from chirashi.desk.app import Desk
from chirashi.desk.pages.finishing.finish import show
from chirashi.desk.pages.routing import posted
from chirashi.desk.words import words
from chirashi.editing.in_place.writing import scalar

LOGIN = ("id", "password")


def routes(desk: Desk) -> list[BaseRoute]:
    return [posted(desk, "/finish/login", login)]


def login(desk: Desk, request: Request, form: FormData) -> Response:
    """Keeps the members' login, once both are typed twice alike. It is never shown again, and stands in no journal."""
    w = words(desk.language(request))
    said = {name: str(form.get(name, "")).strip() for name in LOGIN}
    for name in LOGIN:
        if said[name] != str(form.get(f"{name}_again", "")).strip():
            return show(desk, request, str(w("finish.login_differs", what=w(f"finish.login_{name}"))))
        if len(said[name]) < SHORTEST or not said[name].isprintable():
            return show(desk, request, str(w("finish.login_short", what=w(f"finish.login_{name}"), least=SHORTEST)))
    path = desk.year.folder / "private.yml"
    text = "login:\n" + "".join(f"  {name}: {_quoted(said[name])}\n" for name in LOGIN)
    new = path.with_name(".private.yml.new")
    with writing(path):
        new.touch(0o600)
        new.write_text(text, "utf-8", newline="\n")
        with contextlib.suppress(OSError):
            new.chmod(0o600)
        new.replace(path)
    desk.said.append(str(w("finish.login_kept")))
    return RedirectResponse("/finish#login", HTTPStatus.SEE_OTHER)


def _quoted(value: str) -> str:
    written_ = scalar(value)
    return written_ if written_.startswith(('"', "'")) else f'"{written_}"'
