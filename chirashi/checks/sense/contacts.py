"""Numbers and addresses that are hardly right: no area code, one FAX for two, a FAX that rings, the guide's example."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.content.edition import Edition
from chirashi.content.model.scheme import Contact, Party
from chirashi.content.values import Telephone, Url
from chirashi.content.yaml_files.yaml_reader import Loc

NO_AREA = re.compile(r"0(?:[5-9]0|120|[5-9]70|990|180|800)-")
"""Mobile and IP telephones, and services by whose numbers no place is meant."""
EXAMPLE = re.compile(r"(?:www\.)?example\.(?:com|org|net|jp)")
"""Hosts that are nobody's (RFC 2606), as the guide has them."""


def _ways(edition: Edition) -> Iterator[tuple[str, Loc, Party | Contact]]:
    """Every place of the data that holds ways to reach a party."""
    for key, party in edition.data.parties.items():
        yield key, ("parties", key), party
        for own, contact in party.contacts.items():
            yield key, ("parties", key, "contacts", own), contact


def area_codes(edition: Edition) -> Iterator[Problem]:
    """Each number of a fixed line begins with an area code that there is, parted from the rest where it ends."""
    for _, loc, party in _ways(edition):
        for way in ("telephone", "fax"):
            number: Telephone | None = getattr(party, way)
            if number is not None and not NO_AREA.match(number) and not known_area(number.partition("-")[0]):
                mend = _part_number(number)
                hint = phrase("area-code-meant", number=mend) if mend else phrase("nothing-near")
                found = {"number": str(number), "area": number.partition("-")[0], "nearest": hint}
                yield edition.say((*loc, way), "area-code-unknown", **found)


@functools.lru_cache(maxsize=256)
def known_area(area: str) -> bool:
    """Whether Japan's numbering plan has an area code; a number in use is not asked for, since none is looked up."""
    return any(_national(area + first * (DIGITS - len(area))).partition("-")[0] == area for first in "234567")


DIGITS = 10  # of a fixed line


def _national(digits: str) -> str:
    """Ten digits as they are parted in Japan; empty where no such number can be."""
    import phonenumbers  # 0.06 s to load, for editions that have fixed lines

    number = phonenumbers.parse(digits, "JP")
    if not phonenumbers.is_valid_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)


def _part_number(number: str) -> str:
    """The same digits parted where their area code ends; empty where they begin with none."""
    parted = _national(number.replace("-", ""))
    return parted if parted and parted != number else ""


def shared_faxes(edition: Edition) -> Iterator[Problem]:
    """Two parties with one FAX number: a line copied and not changed sends members' forms to the wrong office."""
    first: dict[str, str] = {}
    for key, loc, party in _ways(edition):
        if party.fax is not None and (other := first.setdefault(party.fax, key)) != key:
            yield edition.say((*loc, "fax"), "fax-shared", number=str(party.fax), first=f"parties.{other}")


def faxes_that_ring(edition: Edition) -> Iterator[Problem]:
    """A FAX number that is the telephone of another party: forms sent to it ring there. Its own may be one line."""
    telephones: dict[str, set[str]] = {}
    for key, _, party in _ways(edition):
        if party.telephone is not None:
            telephones.setdefault(party.telephone, set()).add(key)
    for key, loc, party in _ways(edition):
        if party.fax is not None and (owners := telephones.get(party.fax, set())) and key not in owners:
            yield edition.say((*loc, "fax"), "fax-is-telephone", number=str(party.fax), of=f"parties.{min(owners)}")


def example_addresses(edition: Edition) -> Iterator[Problem]:
    """An address that the guide shows as an example, left as it was copied."""
    for key, leaf in edition.figures.items():
        if isinstance(leaf, Url) and is_example(leaf):
            yield edition.say(tuple(key.split(".")), "url-example", url=str(leaf))


def is_example(url: str) -> bool:
    return EXAMPLE.fullmatch(urlsplit(url).hostname or "") is not None
