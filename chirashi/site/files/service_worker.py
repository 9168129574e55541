"""The service worker: after one visit the brochure reads without a network.

Pages are asked of the network first, so that an update reaches a returning visitor at the next load;
what they load besides is named by its content and comes from the cache. Everything is kept, and shown,
only if it has the SHA-256 that stands in the worker's list.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from typing import Any

from markupsafe import escape

from chirashi.base.project import theme
from chirashi.checks.scheme.dates import is_working_day
from chirashi.content.edition import Edition
from chirashi.content.model.scheme import Deadline
from chirashi.content.values import Day
from chirashi.site.files import security_policy
from chirashi.site.files.assets import DRAFT_STYLE, Assets, compact_script
from chirashi.site.pages.addresses import Location
from chirashi.site.pages.page_view import SiteView
from chirashi.view.environment import environment
from chirashi.view.labels import labels_of

NAME = "sw.js"
KEPT = (".html", ".js", ".css", ".svg", ".json", ".ics", ".csv")
PICTURES = re.compile(r"(?:.*/)?files/[^/]+\.(?:png|jpe?g|webp)")  # in pages, made light; icons the system keeps
PAPERS = (".pdf",)  # heavy: kept once the pages are
SCOPE = "{scope}"  # in the page for what cannot be shown: where the worker puts the site's own address
JAPAN = datetime.timezone(datetime.timedelta(hours=9))
MONTHS = range(-12, 36)  # of cover, from its first: for which the deadlines of a scheme of every month are listed


def worker(files: dict[str, bytes], edition: Edition, place: Location, assets: Assets) -> bytes:
    """The worker with the list of what it keeps of `files`; its version follows from all that is put into it."""
    sums = {path: hashlib.sha256(content).hexdigest() for path, content in sorted(files.items()) if path != NAME}
    views = {language: SiteView(edition, language) for language in edition.data.languages}
    build = {
        "files": {
            _address(path): digest for path, digest in sums.items() if path.endswith(KEPT) or PICTURES.fullmatch(path)
        },
        "papers": {path: digest for path, digest in sums.items() if path.endswith(PAPERS)},
        "past": [below for below, _ in place.editions if below],
        "deadlines": [round(last.timestamp() * 1000) for last in deadlines(edition)],
        "words": {language: _words(language) for language in views},
        "unreachable": _unreachable(views, assets),
    }
    text = compact_script(theme().read(f"web/{NAME}"))
    version = hashlib.sha256((text + _json(build)).encode()).hexdigest()[:10]
    return text.replace('"BUILD"', _json({"version": version} | build)).encode()


def _json(build: dict[str, Any]) -> str:
    return json.dumps(build, ensure_ascii=False, separators=(",", ":"))


def _address(path: str) -> str:
    folder, _, name = path.rpartition("/")
    return path if name != "index.html" else f"{folder}/" if folder else ""


def _words(language: str) -> dict[str, str]:
    labels = labels_of(language)
    return {"kept": str(escape(labels["offline"]["kept"])), "locale": labels["locale"].replace("_", "-")}


def _unreachable(views: dict[str, SiteView], assets: Assets) -> str:
    first = next(iter(views.values()))
    style = SCOPE + assets.names["brochure.css"]
    frame: dict[str, object] = {"views": views, "policy": security_policy.IN_PAGE, "style": style}
    if first.draft:
        frame["draft_style"] = SCOPE + assets.names[DRAFT_STYLE]
    return first.finished(environment().get_template("web/unreachable.html").render(first.context() | frame)).decode()


def deadlines(edition: Edition) -> list[datetime.datetime]:
    """The moments at which applications close; where they close every month, those around the plan year."""
    given = edition.data.dates.deadline
    if given.closing:
        return [_end(day) for day in given.closing]
    if given.day_of_month is None:
        return []
    start = edition.data.dates.start.date
    months = [divmod(start.year * 12 + start.month - 1 + month, 12) for month in MONTHS]
    return [_end(Day(_in_month(given, year, month + 1))) for year, month in months]


def _in_month(given: Deadline, year: int, month: int) -> datetime.date:
    assert given.day_of_month is not None
    day = given.day_of_month.of(year, month)
    while given.moved and not is_working_day(day):
        day -= datetime.timedelta(days=1)
    return day


def _end(day: Day) -> datetime.datetime:
    """The end of a day, or the moment where it has one."""
    if day.time is not None:
        return datetime.datetime.combine(day.date, day.time, JAPAN)
    return datetime.datetime.combine(day.date + datetime.timedelta(days=1), datetime.time(), JAPAN)
