"""Where things stand on the site, and how a link leads from one to another."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from dataclasses import dataclass

from chirashi.content.edition import Edition


@dataclass(frozen=True)
class Location:
    """Where an edition stands: below which path of the site, and at what address, if known."""

    below: str = ""  # "" or "cyber-2024/"
    url: str | None = None  # of the whole site, ending in /
    editions: tuple[tuple[str, Edition], ...] = ()  # all that stand on the site, each with its path
    offline: bool = True  # whether the site keeps itself on its readers' devices


ROOT_PLACE = Location()


def address(edition: Edition, language: str, name: str) -> str:
    """A page's address below the edition's: "", "premiums/", "en/", "en/premiums/"."""
    first = edition.data.languages[0]
    return ("" if language == first else f"{language}/") + ("" if name == "index" else f"{name}/")


def relative_to(here: str) -> Callable[[str], str]:
    """From a page's address to the address of a page or file, as a link says it."""

    folders = here.split("/")[:-1]

    def relative(target: str) -> str:
        *to, name = target.split("/")
        same = sum(1 for _ in itertools.takewhile(lambda pair: pair[0] == pair[1], zip(folders, to, strict=False)))
        return "../" * (len(folders) - same) + "/".join([*to[same:], name]) or "./"

    return relative
