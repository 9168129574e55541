"""The pages of the desk, in the order of the year's work.

`glance` shows where the year stands and what comes next. `data` has the figures and everything else of the data,
`texts` the pages of the brochure. `changes` is what differs from last year, `problems` what is wrong, each at its
field. `finishing` makes, proves, publishes, and begins the next year; `history` undoes.
"""

from __future__ import annotations

import importlib

from starlette.routing import BaseRoute

from chirashi.desk.app import Desk

PAGES = (
    "glance",
    "data.figures",
    "data.excel",
    "data.items",
    "texts.text",
    "texts.brochure",
    "texts.address",
    "changes",
    "problems",
    "finishing.finish",
    "finishing.papers",
    "finishing.push",
    "finishing.login",
    "finishing.new_year",
    "history",
)


def routes(desk: Desk) -> list[BaseRoute]:
    """All addresses of the desk."""
    modules = [importlib.import_module(f"{__name__}.{name}") for name in PAGES]
    return [route for module in modules for route in module.routes(desk)]
