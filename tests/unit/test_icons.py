"""The site's icons, for tabs and for home screens: drawn from the theme, linked from every page."""

from __future__ import annotations

import io
import shutil
from pathlib import Path
from urllib.parse import urljoin

import lxml.html
import pytest
from members import CYBER, EDITIONS, built
from PIL import Image

from chirashi.base.problems import Trouble
from chirashi.base.project import Project, packaged_theme
from chirashi.cli.steps import Job, load_and_check, render
from chirashi.site.files import icons
from chirashi.view.colours.tokens import colours

URL = "https://example.org/cyber/"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return built(CYBER, tmp_path_factory.mktemp("icons") / "site", URL)


def rgb(colour: str) -> tuple[int, ...]:
    return tuple(bytes.fromhex(colour.lstrip("#")))


def missing(site: Path, at: str = URL) -> list[str]:
    """Of every page, the icons that it does not link or that are not where it says."""
    found = []
    for file in sorted(site.rglob("*.html")):
        page = lxml.html.fromstring(file.read_bytes())
        name = file.relative_to(site).as_posix()
        for kind, wanted in (("icon", 2), ("apple-touch-icon", 1)):
            links = page.xpath(f"//link[@rel='{kind}']/@href")
            if len(links) != wanted:
                found.append(f"{name} links {len(links)} of {kind}")
            there = [urljoin(at + name, link) for link in links]
            found += [f"{name}: {link}" for link in there if not (site / link.removeprefix(at)).is_file()]
    return found


def test_every_page_links_the_icons(site: Path, tmp_path: Path) -> None:
    assert missing(site) == []
    faulty = Path(shutil.copytree(site, tmp_path / "site"))
    (faulty / "favicon.ico").unlink()
    assert missing(faulty)


def test_a_past_edition_has_its_own() -> None:
    job = Job(CYBER, [EDITIONS / "care-three"])
    work = load_and_check(job)
    render(job, work)
    assert {"favicon.ico", "care-three/favicon.ico", "care-three/apple-touch-icon.png"} <= set(work.files)


def test_they_are_the_drawing_in_the_tokens_colours() -> None:
    made = icons.files()
    tab, touch = (Image.open(io.BytesIO(made[name])) for name in (icons.ICO, icons.TOUCH))
    assert (tab.format, tab.size) == ("ICO", (32, 32))
    assert (touch.format, touch.size, touch.mode) == ("PNG", (180, 180), "RGB")
    assert all(len(content) < 4096 for content in made.values())
    corner = tab.convert("RGBA").getpixel((0, 0))
    assert isinstance(corner, tuple)
    assert corner[3] < 64, "the corners of a tab's icon are round"
    assert touch.getpixel((0, 0)) == tuple(colours()["accent"]), "a home screen rounds them itself"
    assert touch.getpixel((60, 130)) == tuple(colours()["on-accent"]), "the sheet"
    assert touch.getpixel((90, 95)) == tuple(colours()["accent"]), "a line on it"
    icons._make_icons.cache_clear()
    assert icons.files() == made, "the same bytes again"


def redrawn(home: Project, old: str, new: str) -> None:
    """The project's own drawing: that of the press with a change."""
    svg = (packaged_theme() / "web" / "favicon.svg").read_text("utf-8")
    own = home.root / "theme" / "web" / "favicon.svg"
    own.parent.mkdir(parents=True)
    own.write_text(svg.replace(old, new), "utf-8")


def test_another_accent_makes_other_icons(home: Project) -> None:
    before = icons.files()
    redrawn(home, "var(--accent)", "#7a1f1f")
    assert icons.files() != before


@pytest.mark.parametrize(
    "shape",
    [
        '<text x="4" y="28" font-size="20">保</text>',
        '<path d="M0 0h4v4z" transform="scale(2)"/>',
        '<g fill="var(--focus)"><use href="#a"/></g><defs><circle id="a" r="9"/></defs>',
        '<rect width="32" height="32" fill="url(#a)"/><linearGradient id="a"><stop stop-color="red"/></linearGradient>',
        "<style>rect { fill: teal }</style>",
    ],
)
def test_whatever_a_drawing_is_made_of_is_drawn(shape: str, home: Project) -> None:
    before = icons.files()
    redrawn(home, "</svg>", f"{shape}</svg>")
    assert icons.files() != before


def test_a_drawing_of_another_shape_is_not_stretched(home: Project) -> None:
    redrawn(home, "</svg>", "</svg>")
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 32"><circle cx="32" cy="16" r="16" fill="#f00"/></svg>'
    )
    (home.root / "theme" / "web" / "favicon.svg").write_text(svg, "utf-8")
    tab = Image.open(io.BytesIO(icons.files()[icons.ICO])).convert("RGBA")
    assert tab.size == (32, 32)
    box = tab.getchannel("A").getbbox()
    assert box is not None
    assert box[2] - box[0] == box[3] - box[1]


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        ("<foreignObject/>", "<foreignObject>"),
        ("<script/>", "<script>"),
        ('<svg:animate xmlns:svg="http://www.w3.org/2000/svg"/>', "<animate>"),
        ("<g>", ""),
        ("&nothing;", ""),
    ],
)
def test_what_cannot_be_drawn_is_told_to_the_designer(shape: str, said: str, home: Project) -> None:
    redrawn(home, "</svg>", f"{shape}</svg>")
    with pytest.raises(Trouble) as trouble:
        icons.files()
    (problem,) = trouble.value.problems
    assert problem.code == "theme-error"
    assert str(problem.fields["said"]).startswith(said)
    assert problem.file.endswith("web/favicon.svg")
