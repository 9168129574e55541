"""The pages of the desk, in the order of the year's work.

`glance` shows where the year stands and what comes next. `figures` has the tables, `items` everything else of the
data, `text` the pages paragraph by paragraph. `problems` lists what is wrong at the fields that it belongs to,
`changes` what differs from last year. `finish` prints, approves and publishes, `new_year` begins the next edition,
`history` undoes.
"""

from __future__ import annotations

import importlib

from starlette.routing import BaseRoute

from chirashi.desk.app import Desk

PAGES = ("glance", "figures", "items", "text", "changes", "problems", "finish", "new_year", "history")


def routes(desk: Desk) -> list[BaseRoute]:
    """All addresses of the desk."""
    modules = [importlib.import_module(f"{__name__}.{name}") for name in PAGES]
    return [route for module in modules for route in module.routes(desk)]
