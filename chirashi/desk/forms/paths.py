"""Paths of the data as names of fields, `parties.agent.telephone`, and what stands at them."""

from __future__ import annotations

from typing import Any

from chirashi.content.yaml_files.yaml_reader import Loc


def dotted(loc: Loc) -> str:
    return ".".join(map(str, loc))


def undotted(name: str, values: Any) -> Loc:
    """The path of a name; numbers where the data has a list."""
    loc: list[str | int] = []
    for part in name.split("."):
        listed = isinstance(values, list) and part.isdigit()
        loc.append(int(part) if listed else part)
        values = at(values, (loc[-1],))
    return tuple(loc)


def at(values: Any, loc: Loc) -> Any:
    """What stands at a path of plain values; None where nothing does."""
    for part in loc:
        if isinstance(values, dict):
            values = values.get(str(part))
        elif isinstance(values, list) and isinstance(part, int) and part < len(values):
            values = values[part]
        else:
            return None
    return values
