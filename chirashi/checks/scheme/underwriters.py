"""What an underwriter wants to see in printed matter about its insurance: profiles, held against an edition's notices.

`underwriters.yml` stands beside the editions, or else in `content/`, since a profile serves all of them:

    profiles:
      midori:
        needs: [summary, duty_to_notify, complaints]
        source: 募集資料作成の手引き 2026年4月

A party names its profile: `profile: midori`. The words themselves come from the association.
"""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from chirashi.base.problems import Problem, nearest
from chirashi.base.project import current, in_project
from chirashi.content.edition import Edition
from chirashi.content.model.notices import Slot
from chirashi.content.model.part import Key, Line, Part
from chirashi.content.yaml_files import yaml_reader
from chirashi.content.yaml_files.validation import validate
from chirashi.view.labels import labels_of

FILE = "underwriters.yml"


class Profile(Part):
    """What printed matter must say, and who asks for it."""

    needs: list[Slot] = Field(min_length=1)
    source: Line | None = None


class Profiles(Part):
    """The file of all profiles."""

    profiles: dict[Key, Profile]


def profiles(edition: Edition) -> Iterator[Problem]:
    """Every notice that the profile of a party asks for is there."""
    asked = {key: party.profile for key, party in edition.data.parties.items() if party.profile}
    if not asked:
        return
    known, problems = read_profiles(edition)
    yield from problems
    for party, name in asked.items():
        loc = ("parties", party, "profile")
        if name not in known:
            if not problems:
                yield edition.say(loc, "name-unknown", name=name, nearest=nearest(name, known))
            continue
        for slot in known[name].needs:
            if slot not in edition.data.notices and not edition.excused(f"notices.{slot}"):
                said = {lang: labels_of(lang)["notices"][slot] for lang in ("ja", "en")}
                yield edition.say(loc, "notice-missing", slot=slot, name=said, profile=name)


def read_profiles(edition: Edition) -> tuple[dict[str, Profile], list[Problem]]:
    """The profiles beside the editions, and what is wrong with their file."""
    beside = edition.folder.resolve().parent / FILE
    path = beside if beside.is_file() else current().content / FILE
    if not path.is_file():
        return {}, []
    doc = yaml_reader.read(path, in_project(path))
    found, problems = validate(Profiles, doc) if not doc.problems else (None, [])
    return found.profiles if found else {}, [*doc.problems, *problems]
