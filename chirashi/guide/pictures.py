"""The pictures of the guide: pages of the last build and of the desk as a browser shows them, sheets as they print.

What is declared in `pictures.toml` and cannot be had here is left out, and the guide says how many are: a project may
have no such page, a machine no browser.
"""

from __future__ import annotations

import functools
import io
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from chirashi.base.project import Project

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser

Seen: TypeAlias = dict[tuple[str, str, str], bytes]
"""PNGs of the desk by the guide's language, the page's path and which part of the page, "" for a screen of it."""
DeskPictures: TypeAlias = "Callable[[Browser, Sequence[str], Sequence[tuple[str, str]]], Seen]"
"""Takes them: in which browser, in which languages, of which pages and parts."""

DECLARED = Path(__file__).with_name("pictures.toml")
WIDTH = 1100  # pixels of the window, which is about what a page of the guide is wide
SHEET_WIDTH = 900
HIGHEST = 1000  # of a picture; what is longer is shown from its beginning


@dataclass(frozen=True)
class Picture:
    """A PNG that a task shows, with what stands below it and what is read aloud in its place."""

    task: str
    name: str
    content: bytes
    size: tuple[int, int]  # pixels: width, height
    caption: str
    alt: str


def declared() -> list[dict[str, Any]]:
    return list(tomllib.loads(DECLARED.read_text("utf-8"))["picture"])


def of_desk() -> list[tuple[str, str]]:
    """The pages of the desk that are shown, each with which part of it."""
    return list(dict.fromkeys((one["desk"], one.get("part", "")) for one in declared() if "desk" in one))


def pictures(project: Project, language: str, home: str, browser: Browser | None, desk: Seen) -> list[Picture]:
    """Those of one language that can be made. `home` is the path of its pages below `site/`, "" or "en/"."""
    found = []
    for number, one in enumerate(declared(), 1):
        if "desk" in one:
            made = _read(desk.get((language, one["desk"], one.get("part", ""))))
        elif "sheet" in one:
            made = _sheet(project, language, one)
        else:
            made = _page(project, home, one, browser)
        if made is not None:
            shown = made.convert("RGB").crop((0, 0, made.width, min(made.height, int(HIGHEST * 1.4))))
            name, caption, alt = f"{number:02}-{language}.png", one["caption"][language], one["alt"][language]
            found.append(Picture(one["task"], name, _png(shown), shown.size, caption, alt))
    return found


def _read(content: bytes | None) -> Image | None:
    from PIL import Image

    return Image.open(io.BytesIO(content)) if content else None


def _sheet(project: Project, language: str, one: dict[str, Any]) -> Image | None:
    import pypdfium2

    path = project.paper / one["sheet"].format(language=language)
    if not path.is_file():
        return None
    with pypdfium2.PdfDocument(path) as document:
        if one["side"] > len(document):
            return None
        page = document[one["side"] - 1]
        picture: Image = page.render(scale=SHEET_WIDTH / page.get_width()).to_pil()
        return picture


def _page(project: Project, home: str, one: dict[str, Any], browser: Browser | None) -> Image | None:
    path = project.site / home / one["page"]
    if browser is None or not path.is_file():
        return None
    page = browser.new_page(viewport={"width": WIDTH, "height": HIGHEST * 2 // 3}, color_scheme="light")
    page.route("**/*", functools.partial(_answer, project.site))
    page.goto(f"http://site.test/{home}{one['page']}")
    seen = page.locator(one["part"]).first if "part" in one else page
    content = seen.screenshot() if seen is page or page.locator(one["part"]).count() else None
    page.close()
    return _read(content)


def _answer(site: Path, route: Any) -> None:
    """A file of the site to the browser, which asks no network."""
    from urllib.parse import unquote, urlsplit

    path = site / unquote(urlsplit(route.request.url).path).lstrip("/")
    path = path / "index.html" if path.is_dir() else path
    if path.is_file():
        route.fulfill(path=path)
    else:
        route.abort()


def _png(picture: Image) -> bytes:
    """With few colours, since a page has few."""
    file = io.BytesIO()
    picture.quantize(128).save(file, "PNG", optimize=True)
    return file.getvalue()
