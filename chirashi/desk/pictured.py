"""Pictures of the desk's pages for the guide, taken in a browser from a desk that works on a copy of the project."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base.problems import Trouble
from chirashi.base.project import Project, packaged_theme, project_in_use, use
from chirashi.checks.sense.last_edition import NAME, previous
from chirashi.cli.making.new_edition import new_edition
from chirashi.content.edition import load
from chirashi.content.site_settings import settings
from chirashi.desk.server import opened
from chirashi.desk.year import editions, newest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

WIDTH, HEIGHT = 1000, 760  # pixels of the window
PRIVATE = "[Pp][Rr][Ii][Vv][Aa][Tt][Ee]*"  # the members' login, however its file is called


def desk_pictures(
    browser: Browser, languages: Sequence[str], wanted: Sequence[tuple[str, str]], *, project: Project
) -> dict[tuple[str, str, str], bytes]:
    """PNGs of pages of the desk, by language, path and part.

    `wanted` are paths like `/figures` with a CSS selector of what is shown of each, "" for what a screen shows. What
    the desk of this project does not have is left out. Nothing is written into the project.

    :raises Trouble: where the project has no edition that can be read.
    """
    found = {}
    with _copied(project) as copy, opened(copy, None, "ja") as (desk, _):
        context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
        page = context.new_page()
        page.goto(desk.session.opening)
        root = f"http://127.0.0.1:{desk.session.port}"
        for language in languages:
            page.goto(f"{root}/?lang={language}")  # it is kept for the pages that follow
            for path in dict.fromkeys(path for path, _ in wanted):
                answer = page.goto(root + path)
                parts = {part for other, part in wanted if other == path} if answer and answer.ok else ()
                for part in sorted(parts):  # the screen comes first, since the browser scrolls to show a part
                    if (content := _seen(page, part)) is not None:
                        found[language, path, part] = content
        context.close()
    return found


def _seen(page: Page, part: str) -> bytes | None:
    if not part:
        return page.screenshot()
    shown = page.locator(part).first
    return shown.screenshot() if shown.count() else None


@contextlib.contextmanager
def _copied(project: Project) -> Iterator[Project]:
    """A copy of the project, in use meanwhile, of what the site shows: no login of members, no year still worked on.

    The guide may be published. Where the edition has none before it to be compared with, the next year is begun in the
    copy, as staff begin it.
    """
    before = project_in_use()
    with tempfile.TemporaryDirectory() as folder:
        copy = Project(Path(folder).resolve())
        shown = settings(project)
        hidden = {*editions(project)} - {shown.edition, *shown.past}
        shutil.copytree(project.content, copy.content, ignore=shutil.ignore_patterns(PRIVATE, *hidden))
        own = project.root / "theme"
        if own.is_dir() and own != packaged_theme():
            shutil.copytree(own, copy.root / "theme")
        use(copy)
        try:
            name = newest(copy)
            edition = load(copy.content / name)
            if (match := NAME.fullmatch(name)) and previous(edition) is None:
                with contextlib.suppress(Trouble):  # an edition with errors is shown as it is
                    new_edition(edition.folder, copy.content / f"{match['name']}-{int(match['year']) + 1}")
            yield copy
        finally:
            use(before)
