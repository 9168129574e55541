"""The address of an edition's own page, a code on its paper: it must lead there now and in later years."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.content.edition import Edition, load

AT = ("flyer", "own_page")


def named_as_its_edition(edition: Edition) -> Iterator[Problem]:
    """The address must end with the edition's name, since that is where the edition stands once it is past."""
    address = edition.figures.get(".".join(AT))
    if address is not None and not str(address).endswith(f"/{edition.data.edition}/"):
        yield edition.say(AT, "own-page-name", found=str(address), edition=edition.data.edition)


def on_the_site(editions: list[Edition], url: str | None) -> Iterator[Problem]:
    """The present edition, the first of the list, must stand at the address that its paper names.

    :param url: the site's own address, ending in /; None where it is not known.
    """
    present = editions[0]
    address = present.figures.get(".".join(AT))
    if address is not None and url is None:
        yield present.say(AT, "own-page-no-url", found=str(address))
    elif address is not None and str(address) != f"{url}{present.data.edition}/":
        yield present.say(AT, "own-page-elsewhere", found=str(address), wanted=f"{url}{present.data.edition}/")
    yield from _left_out(present, {edition.folder.resolve() for edition in editions})


def _left_out(present: Edition, published: set[Path]) -> Iterator[Problem]:
    """Earlier editions beside the present one whose paper leads to the site, and which are no longer on it."""
    for data in sorted(present.folder.parent.glob("*/plans.yml")):
        if data.parent.resolve() in published or f"{AT[1]}:".encode() not in data.read_bytes():
            continue
        other = load(data.parent)
        if other.whole and ".".join(AT) in other.figures and other.data.scheme.year < present.data.scheme.year:
            yield other.say(AT, "own-page-lost", edition=other.data.edition)
