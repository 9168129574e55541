"""The pictures of README: docs/site.png, and a contact sheet of every page a language.

Run after a build that is to be shown: `.venv/bin/python tools/pictures.py`. It drives the
browser of the tests. The clock stands before the deadline, so that the offer is open.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / name) for name in ("", "support"))]

from browser import browser  # noqa: E402 lies beside the tests that it serves first
from servers import served  # noqa: E402

from chirashi.base.project import Project  # noqa: E402
from chirashi.content.edition import Edition, load  # noqa: E402
from chirashi.content.site_settings import settings  # noqa: E402
from chirashi.site.build import FAX, FLYER  # noqa: E402
from chirashi.site.pages import missing_page  # noqa: E402
from chirashi.site.pages.addresses import address  # noqa: E402

WIDTHS = (360, 768, 1280)
SCHEMES = ("light", "dark")
THUMB = (150, 260)  # pixels; a page's beginning, as seen at arm's length
GAP = 10


def shots(chromium: Browser, root: str, paths: list[str], clock: str) -> dict[tuple[str, int, str], Image.Image]:
    found = {}
    for scheme in SCHEMES:
        for width in WIDTHS:
            context = chromium.new_context(color_scheme=scheme, viewport={"width": width, "height": 900})
            page = context.new_page()
            page.clock.set_fixed_time(clock)
            for path in paths:
                page.goto(root + path)
                found[path, width, scheme] = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
            context.close()
    return found


def thumb(picture: Image.Image) -> Image.Image:
    height = min(picture.height, picture.width * THUMB[1] // THUMB[0])
    part = picture.crop((0, 0, picture.width, height))
    small = part.resize((THUMB[0], height * THUMB[0] // picture.width), Image.Resampling.LANCZOS)
    sheet = Image.new("RGB", THUMB, "white")
    sheet.paste(small)
    return sheet


def contact_sheet(found: dict[tuple[str, int, str], Image.Image], paths: list[str]) -> Image.Image:
    columns = [(width, scheme) for width in WIDTHS for scheme in SCHEMES]
    size = (len(columns) * (THUMB[0] + GAP) + GAP, len(paths) * (THUMB[1] + GAP) + GAP)
    sheet = Image.new("RGB", size, "#888888")
    for y, path in enumerate(paths):
        for x, (width, scheme) in enumerate(columns):
            at = (GAP + x * (THUMB[0] + GAP), GAP + y * (THUMB[1] + GAP))
            sheet.paste(thumb(found[path, width, scheme]), at)
    return sheet


def of_language(edition: Edition, language: str, site: Path) -> list[str]:
    """Every page of a language, those of the press included; with the first language, what is not there in any."""
    home = address(edition, language, "index")
    own = [home + FLYER, home + FAX, *([missing_page.NAME] if not home else [])]
    return [address(edition, language, name) for name in edition.data.pages] + [
        path for path in own if (site / path).exists()
    ]


def main() -> None:
    edition = load(Project(ROOT).content / settings(Project(ROOT)).edition)
    deadline = edition.data.dates.deadline.date or edition.data.dates.start
    clock = f"{deadline.date.year}-01-15T09:00:00+09:00"
    docs = ROOT / "docs"
    with served(ROOT / "site") as root, browser() as chromium:
        for language in edition.data.languages:
            paths = of_language(edition, language, ROOT / "site")
            found = shots(chromium, root, paths, clock)
            sheet = contact_sheet(found, paths)
            sheet.quantize(128).save(docs / f"pages-{language}.png", optimize=True)
            if language == edition.data.languages[0]:
                first = found[paths[0], 1280, "light"]
                site = first.crop((0, 0, 1280, 860)).resize((960, 645), Image.Resampling.LANCZOS)
                site.quantize(128).save(docs / "site.png", optimize=True)


if __name__ == "__main__":
    main()
