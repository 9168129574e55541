"""Makes addresses of plain functions: `shown` for what is read, `posted` for a form that was sent."""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from chirashi.desk.app import Desk

MOST = 20_000  # fields of a form: a long page has each paragraph twice, in two languages
LONGEST = 4_000_000  # bytes of one field, which may be a whole workbook's block of cells
GOES_TO = "Desk-Goes-To"

Shows = Callable[[Desk, Request], Response]
Takes = Callable[[Desk, Request, FormData], Response]


def shown(desk: Desk, path: str, show: Shows) -> Route:
    def answer(request: Request) -> Response:
        with desk.year.turn:
            return show(desk, request)

    return Route(path, answer, methods=["GET"], name=f"{show.__module__}.{show.__name__}")


def posted(desk: Desk, path: str, take: Takes) -> Route:
    async def answer(request: Request) -> Response:
        async with request.form(max_fields=MOST, max_part_size=LONGEST) as form:

            def taken() -> Response:
                with desk.year.turn:
                    return take(desk, request, form)

            return told_where(request, await run_in_threadpool(taken))

    return Route(path, answer, methods=["POST"], name=f"{take.__module__}.{take.__name__}")


def told_where(request: Request, answer: Response) -> Response:
    """The answer; to a script, which would follow a redirection unseen, a plain one that says where to go.

    Following it, the script would read what has been done before the page that is to tell it, and lose the field.
    """
    if GOES_TO not in request.headers or "location" not in answer.headers:
        return answer
    return Response(headers={GOES_TO: answer.headers["location"]})


def typed(form: FormData) -> tuple[dict[str, str], dict[str, str]]:
    """What was typed, by the names of fields, and what stood there when the form was made."""
    said = {name: value for name, value in form.multi_items() if isinstance(value, str)}
    was = {name.removeprefix("was:"): value for name, value in said.items() if name.startswith("was:")}
    return {name: said.get(name, "").replace("\r\n", "\n") for name in was}, {
        name: value.replace("\r\n", "\n") for name, value in was.items()
    }
