"""The real edition, in a project of its own."""

from pathlib import Path

import pytest
from edited import edition

from chirashi.base.project import Project


@pytest.fixture
def cyber(home: Project) -> Path:
    return edition(home, "cyber-2025")
