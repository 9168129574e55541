"""The year at a glance: where it stands in each respect, and one next step."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from markupsafe import Markup
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.base.problems import Problem
from chirashi.content.approval import standing
from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted, shown
from chirashi.desk.words import Word, words
from chirashi.desk.year import Read, editions, state_of, today
from chirashi.review import ticked
from chirashi.view.templates import View

TRANSLATION = ("proof-stale", "proof-new", "proof-unrecorded")
ELSEWHERE = (*TRANSLATION, "approval-missing", "approval-changed")  # what a line of its own says


@dataclass(frozen=True)
class Standing:
    """How the year stands in one respect. `asks` and `button` are said where it is the next thing to do."""

    name: str
    what: Markup
    said: Markup
    link: str
    good: bool
    asks: Markup | None = None
    button: Markup | None = None


def routes(desk: Desk) -> list[BaseRoute]:
    return [shown(desk, "/", show), posted(desk, "/edition", choose), posted(desk, "/end", end)]


def show(desk: Desk, request: Request) -> Response:
    lang = desk.language(request)
    w, read = words(lang), desk.year.read()
    standing = [*_standing(desk, read, w, lang)]
    first = next((one for one in standing if not one.good and one.asks), None)
    step = {
        "said": first.asks if first else w("glance.all_done"),
        "link": first.link if first else "/finish",
        "button": first.button if first else w("menu.finish"),
    }
    title = desk.title(desk.year.name, lang)
    return desk.page(request, "glance.html", title=title, step=step, standing=standing)


def _standing(desk: Desk, read: Read, w: Word, lang: str) -> list[Standing]:
    """Every respect, in the order in which a year is worked through."""
    errors = [problem for problem in read.problems if problem.severity == "error"]
    warnings = [problem for problem in read.problems if problem.severity == "warning" and problem.code not in ELSEWHERE]
    waiting = [problem for problem in read.problems if problem.code in TRANSLATION]

    def one(name: str, count: int, link: str) -> Standing:
        said = w(f"glance.{name}_some", count=count) if count else w(f"glance.{name}_none")
        return Standing(
            name,
            w(f"glance.{name}"),
            said,
            link,
            not count,
            w(f"glance.{name}_asks", count=count),
            w(f"glance.{name}_button"),
        )

    standings = [*_over(desk, read, w), one("wrong", len(errors), "/problems")]
    if (changes := desk.year.changes()) is not None:
        seen = ticked(desk.year.folder, changes)
        open_ = [line for line in changes.lines if line.id not in seen]
        standings.append(one("decide", sum(line.kind == "stays" for line in open_), "/changes#stays"))
        standings.append(one("looked", sum(line.kind != "stays" for line in open_), "/changes"))
    standings.append(one("translated", len(waiting), _first_text(desk, waiting)))
    standings.append(one("warned", len(warnings), "/problems"))
    standings.append(_proof(desk, w))
    standings.append(_approval(read, w))
    if read.edition.whole:
        standings.append(_deadline(read, w, lang))
    return standings


def _over(desk: Desk, read: Read, w: Word) -> list[Standing]:
    """That a year which is published, and whose deadline is past, is to be followed by the next; none otherwise."""
    if not read.edition.whole or desk.published() != desk.year.name:
        return []
    days = [day.date for day in read.edition.data.dates.deadline.closing]
    if not days or max(days) >= today() or editions(desk.project)[0] != desk.year.name:
        return []
    following = int(read.edition.data.scheme.year) + 1
    asks = w("glance.over_asks", year=following)
    return [Standing("over", w("glance.over"), w("glance.over_said"), "/new", False, asks, w("glance.over_button"))]


def _first_text(desk: Desk, waiting: list[Problem]) -> str:
    """The page with the first translation to look at."""
    told = desk.teller(desk.lang).told(waiting[:1])
    return told[0].link if told else "/text"


def _proof(desk: Desk, w: Word) -> Standing:
    """Whether the site and the papers were made, and proved, since anything of this edition was last changed."""
    proved = desk.project.build / "proof.json"
    changed = [desk.project.settings.stat().st_mtime_ns, *(written for _, written, _ in state_of(desk.year.folder))]
    stands = desk.published() == desk.year.name and proved.is_file() and proved.stat().st_mtime_ns > max(changed)
    said = w("glance.proof_good") if stands else w("glance.proof_old")
    return Standing(
        "proof", w("glance.proof"), said, "/finish", stands, w("glance.proof_asks"), w("glance.proof_button")
    )


def _approval(read: Read, w: Word) -> Standing:
    stands = standing(read.edition).kind if read.edition.whole else "none"
    given = read.edition.data.approval if read.edition.whole else None
    said = w(f"approve.{stands.replace(' ', '_')}", number=given.number if given else "")
    good = stands in ("approved", "not required")
    asks, button = w("glance.approval_asks"), w("glance.approval_button")
    return Standing("approval", w("glance.approval"), said, "/finish#approve", good, asks, button)


def _deadline(read: Read, w: Word, lang: str) -> Standing:
    edition = read.edition
    view = View(edition, lang if lang in edition.languages else edition.languages[0])
    days = [day.date for day in edition.data.dates.deadline.closing]
    left = (min(days) - today()).days if days else None
    said = Markup(view.deadline().striptags())
    if left is not None:
        said += " " + (w("glance.days_left", days=left) if left >= 0 else w("glance.days_past"))
    return Standing("deadline", w("glance.deadline"), said, "/items/dates", left is None or left >= 0)


def choose(desk: Desk, _request: Request, form: FormData) -> Response:
    """Works on another edition from here on."""
    name = str(form.get("edition"))
    if name in editions(desk.project):
        desk.year.name = name
    return RedirectResponse("/", HTTPStatus.SEE_OTHER)


def end(desk: Desk, request: Request, _form: FormData) -> Response:
    """Ends the desk; what was saved is in the files."""
    desk.end()
    return desk.page(request, "ended.html")
