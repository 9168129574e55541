"""`content/site.yml`: a slip in it is told once, with its own remedy."""

from __future__ import annotations

import pytest

from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.content.site_settings import settings


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("edition：cyber-2025\npast: []\n", [(1, "colon-wide")]),
        ("edition:　cyber-2025\n", [(1, "space-wide")]),
        ('edition: "cyber-2025\npast: []\n', [(1, "yaml-quote")]),
        ("edition: cyber-2025\n past: []\n", [(2, "yaml-indent")]),
        ("past: []\n", [(1, "key-missing")]),
        ("edition：cyber-2025\npast: [cyber-2019]\n", [(1, "colon-wide")]),
        ("edition: cyber-2019\n", [(1, "name-unknown")]),
        ("edition: cyber-2025\nicc: shop.icc\n", [(2, "icc-missing")]),
    ],
)
def test_a_slip_is_told_once(text: str, told: list[tuple[int, str]], home: Project) -> None:
    (home.content / "cyber-2025").mkdir(parents=True)
    (home.content / "cyber-2025" / "plans.yml").touch()
    home.settings.write_text(text, "utf-8")
    with pytest.raises(Trouble) as trouble:
        settings(home)
    assert [(problem.line, problem.code) for problem in trouble.value.problems] == told
