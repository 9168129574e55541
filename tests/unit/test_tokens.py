"""The theme's colours: every notation of CSS is one colour on every surface; what is no colour is told at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from chirashi.base.problems import Trouble
from chirashi.paper import inks
from chirashi.view import tokens
from chirashi.view.templates import THEME

GIVEN = "--accent: #2d2f7e"
SAME = ("#2D2F7E", "#2d2f7eff", "rgb(45 47 126)", "rgb(45, 47, 126)", "RGB(17.647% 18.431% 49.412%)", "var(--focus)")


def theme(tmp_path: Path, *changes: tuple[str, str]) -> Path:
    text = (THEME / "tokens.css").read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new, 1)
    (tmp_path / "tokens.css").write_text(text, "utf-8")
    return tmp_path


@pytest.mark.parametrize("written", SAME)
def test_one_colour_is_one_colour_however_it_is_written(tmp_path: Path, written: str) -> None:
    """Once a plate took the accent of dark mode for one in capitals, without a word."""
    folder = theme(tmp_path, (GIVEN, f"--accent: {written}"), ("--focus: #ffd43d", "--focus: #2d2f7e"))
    assert tokens.colours(folder=folder)["accent"] == (45, 47, 126)
    assert tokens.colours(dark=True, folder=folder)["accent"] == (188, 195, 255), "dark keeps its own"
    assert inks.inks(inks.GENERIC, folder)["accent"] == inks.inks(inks.GENERIC)["accent"]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("#23f", (34, 51, 255)),
        ("Navy", (0, 0, 128)),
        ("hsl(240 100% 25%)", (0, 0, 128)),
        ("hwb(240 0% 50%)", (0, 0, 128)),
        ("oklch(0.452 0.31321 264.05)", (0, 0, 255)),
        ("lab(29.57 68.3 -112.03)", (0, 0, 255)),
        ("color(display-p3 0 0 0.5)", (0, 0, 128)),
    ],
)
def test_every_notation_is_read(written: str, read: tuple[int, int, int]) -> None:
    found = tokens.read_colour(written)
    assert found is not None
    assert all(abs(one - other) <= 12 for one, other in zip(found, read, strict=True)), found


@pytest.mark.parametrize(
    "written",
    ["#2d2f7", "#2d2f7g", "navi", "rgb(45 47)", "#2d2f7e80", "currentColor", "transparent", "1rem", "var(--x)"],
)
def test_what_is_no_opaque_colour_is_told_at_its_line(tmp_path: Path, written: str) -> None:
    folder = theme(tmp_path, (GIVEN, f"--accent: {written}"))
    line = (folder / "tokens.css").read_text("utf-8").partition("--accent")[0].count("\n") + 1
    (told,) = tokens.faults(folder)
    assert (told.line, told.code, told.found["found"]) == (line, "theme-colour", written)
    for use in (lambda: tokens.colours(folder=folder), lambda: inks.inks(inks.GENERIC, folder)):
        with pytest.raises(Trouble):
            use()


def test_colours_that_lead_to_one_another_are_told_and_end(tmp_path: Path) -> None:
    folder = theme(tmp_path, (GIVEN, "--accent: var(--tint)"), ("--tint: #eff0f8", "--tint: var(--accent)"))
    assert [problem.code for problem in tokens.faults(folder)] == ["theme-colour"] * 2


def test_a_colour_that_is_missing_is_told_by_its_name(tmp_path: Path) -> None:
    folder = theme(tmp_path, ("  --quiet: #41455c;", ""))
    (told,) = tokens.faults(folder)
    assert (told.code, told.found["name"]) == ("theme-colour-missing", "quiet")


def test_no_other_module_reads_the_colours_for_itself() -> None:
    """`layout` and `assets` hand the file over as it is, to the layout engine and to browsers."""
    named = {
        str(path.relative_to(THEME.parent / "chirashi"))
        for path in (THEME.parent / "chirashi").rglob("*.py")
        if "tokens.css" in path.read_text("utf-8").replace("`tokens.css`", "")
    }
    assert named == {"view/tokens.py", "paper/layout.py", "paper/cache.py", "site/files/assets.py"}
