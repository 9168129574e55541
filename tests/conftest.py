"""What tests share, made once a run: every edition, the real brochure as it is published, a browser; and `--update`."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from known import EDITIONS, ROOT, TODAY
from members import CYBER, URL, built
from servers import served

from chirashi.base import project
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.content.edition import Edition, load
from chirashi.site.build import site as rendered

if TYPE_CHECKING:
    from browser import Browsers
    from playwright.sync_api import Browser


os.environ["OMP_THREAD_LIMIT"] = "1"  # tesseract's threads only wait for each other beside other tests
project.use(Project(ROOT))  # wherever the tests are run from


@pytest.fixture
def home(tmp_path: Path) -> Iterator[Project]:
    """An empty project, and the one that is worked on during the test."""
    before = project.project_in_use()
    project.use(Project(tmp_path))
    yield Project(tmp_path)
    project.use(before)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update", action="store_true", help="rewrite expected messages and golden files")


@pytest.fixture(scope="session")
def update(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update"))


@pytest.fixture(scope="session")
def editions() -> dict[str, Edition]:
    """Every edition by its name, loaded, and held to have no errors."""
    found = {name: load(folder) for name, folder in EDITIONS.items()}
    for edition in found.values():
        assert [p.line_in("en") for p in check(edition, TODAY) if p.severity == "error"] == []
    return found


@pytest.fixture(scope="session")
def sites(editions: dict[str, Edition]) -> dict[str, dict[str, bytes]]:
    """The finished files of every edition, by path below `site/`."""
    return {name: rendered(edition) for name, edition in editions.items()}


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real brochure as it is published. Tests read it; what they change is a copy."""
    return built(CYBER, tmp_path_factory.mktemp("published") / "site", URL)


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where a plain web server shows it."""
    with served(site) as where:
        yield where


@pytest.fixture(scope="session")
def browsers() -> Iterator[Browsers]:
    """`make quick` goes without Playwright."""
    from browser import Browsers

    found = Browsers()
    yield found
    found.close()


@pytest.fixture
def chromium(browsers: Browsers) -> Browser:
    """One browser for the run, another where it has died; each test opens a context or page of its own."""
    return browsers.get()
