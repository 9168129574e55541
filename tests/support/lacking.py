"""What a test does where a tool is missing: it is skipped and says how to get the tool, but on CI it fails."""

from __future__ import annotations

import os
from typing import NoReturn

import pytest


def lacking(how: str) -> NoReturn:
    """Where CI is set, a gate that did not run must not look like one that was passed."""
    if os.environ.get("CI"):
        pytest.fail(f"{how} (on CI a gate is never skipped)", pytrace=False)
    pytest.skip(how)
