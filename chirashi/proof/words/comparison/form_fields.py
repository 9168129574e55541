"""The fields of the form that is filled in on a screen: each that it must have, once, on the paper and empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from chirashi.proof.files.surfaces import Surface
from chirashi.proof.rules.findings import Findings
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.figures import Position


def prove_fields(surface: Surface, titles: Iterable[str], findings: Findings) -> None:
    """`titles` are those of the fields that the form must have."""
    wanted = {comparable(title): title for title in titles}
    there = Counter(comparable(one.title) for one in surface.fields if one.shown)
    for key, title in wanted.items():
        if key not in there:
            findings.say(Position(surface.file), "proof-field-gone", field=title)
    for one in surface.fields:
        place = Position(surface.file, 0, f"#{one.page}")
        if comparable(one.title) not in wanted or there[comparable(one.title)] > 1:
            findings.say(place, "proof-field-foreign", field=one.title)
        if one.filled:
            findings.say(place, "proof-field-filled", field=one.title)
