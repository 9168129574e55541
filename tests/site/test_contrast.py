"""The theme's colours: text can be read and controls be seen on every ground; a colour that cannot stops the build."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from members import CYBER

from chirashi.base.project import Project, packaged_theme
from chirashi.cli import steps
from chirashi.site.files import contrast
from chirashi.view.colours.css_colours import Colour, read_colour
from chirashi.view.colours.tokens import colours

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


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
    pair = colour(one), colour(other)
    assert contrast.contrast(*pair) == pytest.approx(ratio, abs=0.01)
    assert contrast.contrast(*reversed(pair)) == contrast.contrast(*pair)


def colour(value: str) -> Colour:
    read = read_colour(value)
    assert read is not None, f"{value} is not one opaque colour"
    return read


def own(home: Project) -> Path:
    return home.root / "theme" / "tokens.css"


def told(home: Project, old: str, new: str) -> list[str]:
    """What is said of the project's own tokens: those of the press with a change."""
    text = (packaged_theme() / "tokens.css").read_text("utf-8")
    assert old in text
    own(home).parent.mkdir(exist_ok=True)
    own(home).write_text(text.replace(old, new, 1), "utf-8")
    return [problem.line_in("en") for problem in contrast.faults()]


def test_the_theme_as_it_is_can_be_read() -> None:
    assert list(contrast.faults()) == []


def test_a_pale_accent_is_told_with_its_line(home: Project) -> None:
    said = told(home, "--accent: #2d2f7e", "--accent: #8a8cff")
    assert len(said) == 3
    assert all("error: In light colours, --" in one and "[theme-contrast]" in one for one in said)
    assert ["tokens.css:4:" in one for one in said] == [True, True, False]  # the third is of what stands on the accent


def test_a_faint_grey_in_the_dark_is_told_with_its_own_line(home: Project) -> None:
    (first, _) = told(home, "--quiet: #bfc3d6", "--quiet: #60636f")
    line = own(home).read_text("utf-8").splitlines().index("    --quiet: #60636f;") + 1
    assert f"tokens.css:{line}: error: In dark colours, --quiet on --ground" in first


def test_the_edge_of_a_control_needs_three_to_one_not_seven() -> None:
    assert contrast.LEAST_OF_EDGES == 3
    edge, tint = colours()["edge"], colours()["tint"]
    assert 3 <= contrast.contrast(edge, tint) < contrast.LEAST


@pytest.mark.parametrize(
    ("old", "new", "scheme"),
    [("--edge: #6a6f8c", "--edge: #c3c6d8", "light"), ("--edge: #868cab", "--edge: #434963", "dark")],
)
def test_a_faint_edge_of_a_control_is_told_with_its_line(home: Project, old: str, new: str, scheme: str) -> None:
    """The seeded fault: edges as faint as the hairlines of tables."""
    said = told(home, old, new)
    at = own(home).read_text("utf-8").partition(new)[0].count("\n") + 1
    assert [f"tokens.css:{at}: error: In {scheme} colours, --edge around" in one for one in said] == [True, True]
    assert all("at least 3:1. [theme-edge]" in one for one in said)


def test_a_colour_written_otherwise_is_told_and_hides_no_other(home: Project) -> None:
    for old in ("--tint: #eff0f8", "--tint: #1d2131"):  # in light; in dark
        (said,) = told(home, old, "--tint: rgb(1 2)")
        assert "--tint is “rgb(1 2)”, which is no colour" in said


def test_the_build_stops(home: Project) -> None:
    told(home, "--accent: #2d2f7e", "--accent: #8a8cff")
    work = steps.load_and_check(steps.Job(CYBER))
    assert not work.good
    assert "theme-contrast" in {problem.code for problem in work.problems}


# Of everything that can be chosen or written in: its edge, and the first ground behind it that is no glass.
NAMES = (
    ".places span, .circles span, .pick input[type=number], .pick select, .fax input:not([type]), .fax textarea,"
    " .search input"
)
CONTROLS = """(names) => [...document.querySelectorAll(names)].map((one) => {
    const clear = (each) => getComputedStyle(each).backgroundColor === "rgba(0, 0, 0, 0)";
    let behind = one.closest(".places, .circles, .pick") ?? one;
    while (behind.parentElement && clear(behind)) behind = behind.parentElement;
    const edge = getComputedStyle(one).borderBottomColor;
    return [one.className || one.name || one.textContent, edge, getComputedStyle(behind).backgroundColor];
})"""


def faint(page: Page) -> list[str]:
    """The controls of a page whose edge is nearer than 3:1 to the ground around them."""
    seen = [
        (name, contrast.contrast(colour(edge), colour(ground))) for name, edge, ground in page.evaluate(CONTROLS, NAMES)
    ]
    assert seen, "the page has controls"
    return [f"{name}: {ratio:.1f}" for name, ratio in seen if ratio < contrast.LEAST_OF_EDGES]


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_control_on_the_pages_has_an_edge_that_shows(chromium: Browser, address: str, scheme: str) -> None:
    context = chromium.new_context(color_scheme=scheme, service_workers="block")  # type: ignore[arg-type]
    page = context.new_page()
    for path in ("premiums/", "fax.html"):
        page.goto(address + path)
        assert faint(page) == [], path
    page.goto(address + "premiums/")
    page.locator(".places span").first.evaluate("(one) => { one.style.borderColor = 'var(--line)' }")
    assert len(faint(page)) == 1, "the seeded fault is seen"
    context.close()
