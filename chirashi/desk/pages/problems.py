"""Problems: everything that is wrong with the year, each at the field that it belongs to."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute

from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import shown


def routes(desk: Desk) -> list[BaseRoute]:
    return [shown(desk, "/problems", show)]


def show(desk: Desk, request: Request) -> Response:
    return desk.page(request, "problems.html", told=desk.told(desk.language(request)))
