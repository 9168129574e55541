"""A Japanese text typed over several lines has no gaps where its lines end, in data as in running text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from printing import with_change

from chirashi.content.yaml_files.line_joining import join_lines
from chirashi.content.yaml_files.yaml_reader import read
from chirashi.paper import sheet_html
from chirashi.view.templates import View


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("ja: 代理店が\n  お送りする\n  案内書", "代理店がお送りする案内書"),
        ('ja: "代理店が\n  お送りする"', "代理店がお送りする"),
        ("ja: '代理店が\n  お送りする'", "代理店がお送りする"),
        ("ja: >-\n  締切は、\n  2月です。", "締切は、2月です。"),
        ("ja: |\n  代理店が\n  お送りする\n", "代理店がお送りする"),
        ("ja: 熊本県 保険医協会の\n  ご案内", "熊本県 保険医協会のご案内"),  # a blank within a line was meant
        ("ja: 割引は\n  50％です", "割引は 50％です"),
        ("ja: For clinics\n  and hospitals", "For clinics and hospitals"),
        ('ja: "It\'s \\"so\\"\n  called"', 'It\'s "so" called'),
        ("ja: [代理店が\n   お送りする]", ["代理店がお送りする"]),
    ],
)
def test_a_line_end_within_japanese_is_no_space(tmp_path: Path, typed: str, text: str) -> None:
    found = read(tmp_path / "plans.yml", "plans.yml", typed + "\n").values["ja"]
    assert (join_lines(found.strip()) if isinstance(found, str) else found) == text


def test_the_flyer_has_no_gap_there(tmp_path: Path) -> None:
    note = "ja: 詳しくは、代理店がお送りする案内書をご覧ください。"
    block = note.replace("ja: ", "ja: |\n      ")
    for n, typed in enumerate((note, block)):
        edition = with_change(tmp_path / str(n), _with(note, typed.replace("お送り", "\n      お送り")))
        assert "代理店がお送りする案内書を" in sheet_html.html(View(edition, "ja"), "flyer")


def _with(note: str, typed: str) -> Callable[[str], str]:
    return lambda data: data.replace(note, typed, 1)
