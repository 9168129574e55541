"""The brochure in Material, built once a run as `mkdocs build` builds it, and proved."""

from __future__ import annotations

from pathlib import Path

import pytest
from members import CYBER, URL
from mkdocs_sites import brochure


@pytest.fixture(scope="session")
def material(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tests read it; what they change is a copy."""
    return brochure(CYBER, tmp_path_factory.mktemp("material") / "site", URL, paper=False)
