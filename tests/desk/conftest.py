"""A project with two years, and the desk open on the newer one."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import pytest
from known import ROOT
from office import PORT, Office

from chirashi.base.project import Project
from chirashi.cli.making.new_edition import new_edition
from chirashi.desk.server import desk_of


@pytest.fixture
def office(home: Project) -> Iterator[Office]:
    shutil.copytree(ROOT / "content", home.content)
    new_edition(home.content / "cyber-2025", home.content / "cyber-2026")
    yield Office(desk_of(home, None, "ja", PORT))
