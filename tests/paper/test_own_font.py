"""A language whose letters the theme's fonts lack: told, until the project brings a font and its stylesheet."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest
from fontTools.ttLib import TTFont
from further_language import speaking

from chirashi.base import project
from chirashi.base.project import packaged_theme
from chirashi.content.edition import load
from chirashi.paper import print_set

LACKING = "险"  # simplified Chinese, in no font of the theme


@pytest.fixture
def edition(tmp_path: Path) -> Iterator[Path]:
    before = project.project_in_use()
    made, folder = speaking("zh-Hant", tmp_path)
    labels = made.root / "theme/labels/zh-Hant.yml"
    labels.write_text(labels.read_text("utf-8").replace("  ways: 請", f"  ways: 保{LACKING}费 請"), "utf-8")
    project.use(made)
    yield folder
    project.use(before)


def bring(root: Path) -> None:
    """A font that draws the simplified letters, by the shapes of others; and the stylesheet that names it."""
    font = TTFont(packaged_theme() / "fonts/BIZUDPGothic-Regular.ttf")
    for table in font["cmap"].tables:
        if table.isUnicode() and ord("険") in table.cmap:
            table.cmap |= {ord(LACKING): table.cmap[ord("険")], ord("费"): table.cmap[ord("費")]}
    for record in font["name"].names:
        if record.nameID in (1, 3, 4, 6, 16):
            record.string = "Own"
    (root / "theme/fonts").mkdir()
    font.save(root / "theme/fonts/Own-Regular.ttf")
    (root / "theme/print").mkdir()
    (root / "theme/print/zh-Hant.css").write_text(
        '@font-face { font-family: "Own"; src: url(../fonts/Own-Regular.ttf); }\n'
        'html[lang="zh-Hant"] { --paper-sans: "Own"; }\n'
    )


def fonts(content: bytes) -> set[str]:
    with pikepdf.open(io.BytesIO(content)) as pdf:
        dictionaries = [one for one in pdf.objects if isinstance(one, pikepdf.Dictionary)]
        return {str(one["/BaseFont"]) for one in dictionaries if "/BaseFont" in one}


def test_letters_that_no_font_has_are_told_until_one_is_brought(edition: Path) -> None:
    told = {p.fields["character"] for p in print_set(load(edition)).problems if p.code == "print-glyph"}
    assert told == {LACKING, "费"}
    bring(edition.parent.parent)
    done = print_set(load(edition))
    assert [p.code for p in done.problems if p.severity == "error"] == []
    assert any("Own" in name for name in fonts(done.files["flyer-zh-Hant.pdf"]))
    assert not any("Own" in name for name in fonts(done.files["flyer-ja.pdf"]))
