"""Puts the tokens' colours into drawings of the theme (SVG): a picture has no stylesheet around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import in_project, theme
from chirashi.view.colours.tokens import read_tokens, short

REFERENCE = re.compile(r"var\((?:[^()]|\((?:[^()]|\([^()]*\))*\))*\)")


def filled(svg: str, file: Path) -> str:
    """A drawing with `var(--accent)` and the like as colours; any token may be named, the association's own too.

    :raises Trouble: where one is missing or is no colour; `faults` says the same without raising.
    """
    found = list(_references(svg, file))
    if wrong := [fault for fault, _ in found if fault]:
        raise Trouble(*wrong)
    plain = (text for _, text in found)
    return REFERENCE.sub(lambda _: next(plain), svg)


def faults() -> Iterator[Problem]:
    """Each token that a drawing names and that is missing or no colour, at its line."""
    for drawing in theme().files("web/**/*.svg"):
        found = _references(drawing.read_text("utf-8", errors="replace"), drawing)
        yield from (fault for fault, _ in found if fault)


def _references(svg: str, file: Path) -> Iterator[tuple[Problem | None, str]]:
    """Each `var(…)` in its order: what is wrong with it, and the colour that it stands for."""
    tokens = read_tokens()
    for reference in REFERENCE.finditer(svg):
        shade = tokens.shade_of(reference[0])
        if shade is not None:
            yield None, shade.hex
            continue
        name = reference[0][4:-1].partition(",")[0].strip().removeprefix("--")
        line, token = svg.count("\n", 0, reference.start()) + 1, tokens.given.get(name)
        code, found = ("theme-colour", {"found": short(token.value)}) if token else ("theme-colour-missing", {})
        yield Problem(in_project(file), line, code, {"name": name} | found), ""
