"""The pages of the desk, in the order of the year's work.

`glance` shows where the year stands and what comes next. `figures` has the tables, `excel` takes them along as a
workbook and back, `items` has everything else of the data, `text` the pages paragraph by paragraph, `brochure` adds
and removes pages and puts pictures on them, and `address` gives one another address. `changes` is what differs from
last year, `problems` what is wrong, each at its field. `finish` makes and proves everything and has it approved;
`papers` are opened there, `push` publishes, `login` keeps the members' login. `new_year` begins the next edition,
`history` undoes.
"""

from __future__ import annotations

import importlib

from starlette.routing import BaseRoute

from chirashi.desk.app import Desk

PAGES = (
    "glance",
    "figures",
    "excel",
    "items",
    "text",
    "brochure",
    "address",
    "changes",
    "problems",
    "finish",
    "papers",
    "push",
    "login",
    "new_year",
    "history",
)


def routes(desk: Desk) -> list[BaseRoute]:
    """All addresses of the desk."""
    modules = [importlib.import_module(f"{__name__}.{name}") for name in PAGES]
    return [route for module in modules for route in module.routes(desk)]
