"""A further language, Traditional Chinese: an edition that speaks it is clean, and what is wrong in it is told."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from further_language import speaking
from known import TODAY

from chirashi.base import project
from chirashi.base.problems import Problem
from chirashi.checks import check
from chirashi.content.edition import load
from chirashi.proof import prove
from chirashi.site.build import site

LANGUAGE = "zh-Hant"


@pytest.fixture
def edition(tmp_path: Path) -> Iterator[Path]:
    before = project.used()
    made, folder = speaking(LANGUAGE, tmp_path)
    project.use(made)
    yield folder
    project.use(before)


def checked(edition: Path) -> list[Problem]:
    return list(check(load(edition), TODAY))


def proved(edition: Path, **faults: str) -> list[Problem]:
    """What the proof says of the finished site, in which texts of pages are changed after it was built."""
    out = edition.parent.parent / "site"
    for name, content in site(load(edition)).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(prove(edition, out).problems)


def test_an_edition_that_speaks_it_is_clean(edition: Path) -> None:
    assert [p.line_in("en") for p in checked(edition)] == []
    assert [p.line_in("en") for p in proved(edition)] == []
