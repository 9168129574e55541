"""The theme's colours: each pair of text and ground can be read, and one that cannot stops the build."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from members import CYBER

from chirashi.load import load
from chirashi.problem import Trouble
from chirashi.render import contrast
from chirashi.render.site import site
from chirashi.render.view import THEME


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#ff0000", "#ffffff", 4.0),
    ],
)
def test_contrast_is_that_of_wcag(one: str, other: str, ratio: float) -> None:
    assert contrast.contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast.contrast(other, one) == contrast.contrast(one, other)


def told(tmp_path: Path, old: str, new: str) -> list[str]:
    text = (THEME / "tokens.css").read_text("utf-8")
    assert old in text
    (tmp_path / "tokens.css").write_text(text.replace(old, new, 1), "utf-8")
    return [problem.line_in("en") for problem in contrast.faults(tmp_path)]


def test_the_theme_as_it_is_can_be_read() -> None:
    assert list(contrast.faults()) == []


def test_a_pale_accent_is_told_with_its_line(tmp_path: Path) -> None:
    said = told(tmp_path, "--accent: #2d2f7e", "--accent: #8a8cff")
    assert len(said) == 3
    assert all("error: In light colours, --" in one and "[theme-contrast]" in one for one in said)
    assert ["tokens.css:4:" in one for one in said] == [True, True, False]  # the third is of what stands on the accent


def test_a_faint_grey_in_the_dark_is_told_with_its_own_line(tmp_path: Path) -> None:
    (first, _) = told(tmp_path, "--quiet: #bfc3d6", "--quiet: #60636f")
    line = (tmp_path / "tokens.css").read_text("utf-8").splitlines().index("    --quiet: #60636f;") + 1
    assert f"tokens.css:{line}: error: In dark colours, --quiet on --ground" in first


def test_a_colour_written_otherwise_is_told_and_hides_no_other(tmp_path: Path) -> None:
    for old in ("--tint: #eff0f8", "--tint: #1d2131"):  # in light; in dark
        (said,) = told(tmp_path, old, "--tint: rgb(1 2 3)")
        assert "The colour --tint cannot be read" in said


def test_the_build_stops(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(THEME, tmp_path / "theme", ignore=shutil.ignore_patterns("fonts", "__pycache__")))
    tokens = folder / "tokens.css"
    tokens.write_text(tokens.read_text("utf-8").replace("--accent: #2d2f7e", "--accent: #8a8cff"), "utf-8")
    real = contrast.faults
    monkeypatch.setattr(contrast, "faults", lambda: real(folder))
    with pytest.raises(Trouble, match="theme-contrast"):
        site(load(CYBER))
