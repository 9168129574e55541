"""Whatever a text holds, what reads it comes to an end, and what must hold of it holds. See `parsers`."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fuzz.parsers import PARSERS, kept, read

EXAMPLES = 100  # of each parser; together they take some seconds


@pytest.mark.parametrize("name", PARSERS)
def test_any_text(name: str) -> None:
    parser = PARSERS[name]
    bits = st.sampled_from(parser.bits) | st.text(st.characters(codec="utf-8"), max_size=8)

    @settings(max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, suppress_health_check=HealthCheck)
    @given(st.lists(bits, max_size=30).map("".join))
    def holds(text: str) -> None:
        parser.holds(text)

    holds()


@pytest.mark.parametrize("name", PARSERS)
def test_what_was_found_before(name: str) -> None:
    for path in kept(name):
        parser: Callable[[str], None] = PARSERS[name].holds
        parser(read(path))
