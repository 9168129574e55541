"""What tests share: every edition, loaded and rendered once a run, and `--update` for expected texts."""

from __future__ import annotations

import pytest
from known import EDITIONS, TODAY

from chirashi.checks import check
from chirashi.load import Edition, load
from chirashi.render.site import site


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
    return {name: site(edition) for name, edition in editions.items()}
