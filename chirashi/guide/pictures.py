"""The pictures of the guide, made from the last build: pages as a browser shows them, sheets as they print.

What is declared in `pictures.toml` and cannot be had here is left out, and the guide says how many are: a project may
have no such page, a machine no browser.
"""

from __future__ import annotations

import functools
import io
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chirashi.base.project import Project

if TYPE_CHECKING:
    from PIL.Image import Image
    from playwright.sync_api import Browser

DECLARED = Path(__file__).with_name("pictures.toml")
WIDTH = 1100  # pixels of the window, which is about what a page of the guide is wide
SHEET_WIDTH = 900
HIGHEST = 1000  # of a picture; what is longer is shown from its beginning


@dataclass(frozen=True)
class Picture:
    """A PNG that a task shows, with what stands below it in each language."""

    task: str
    name: str
    content: bytes
    caption: dict[str, str]


def declared() -> list[dict[str, Any]]:
    return list(tomllib.loads(DECLARED.read_text("utf-8"))["picture"])


def pictures(project: Project, language: str, home: str, browser: Browser | None) -> list[Picture]:
    """Those of one language that can be made. `home` is the path of its pages below `site/`, "" or "en/"."""
    found = []
    for number, one in enumerate(declared(), 1):
        made = _sheet(project, language, one) if "sheet" in one else _page(project, home, one, browser)
        if made is not None:
            caption = {key: one[key] for key in ("ja", "en")}
            found.append(Picture(one["task"], f"{number:02}-{language}.png", _png(made), caption))
    return found


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
    from PIL import Image

    path = project.site / home / one["page"]
    if browser is None or not path.is_file():
        return None
    page = browser.new_page(viewport={"width": WIDTH, "height": HIGHEST * 2 // 3}, color_scheme="light")
    page.route("**/*", functools.partial(_answer, project.site))
    page.goto(f"http://site.test/{home}{one['page']}")
    seen = page.locator(one["part"]).first if "part" in one else page
    content = seen.screenshot() if seen is page or page.locator(one["part"]).count() else None
    page.close()
    return Image.open(io.BytesIO(content)) if content else None


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
    """With few colours, since a page has few; cut off where it is longer than a screen."""
    shown = picture.convert("RGB").crop((0, 0, picture.width, min(picture.height, int(HIGHEST * 1.4))))
    file = io.BytesIO()
    shown.quantize(128).save(file, "PNG", optimize=True)
    return file.getvalue()
