"""Fit: finds the setting and the format by which the sheets of a piece hold their text.

A sheet that holds it as designed is left so. Of one that does not, the height is measured once at
a likely setting, that of the others follows from it, and the loosest that fits is taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from math import inf
from typing import TYPE_CHECKING

from chirashi.base.messages import phrase
from chirashi.paper.copyfitting import frames, pages, scaling, settings
from chirashi.paper.copyfitting.arrangement import Arrangement, Block
from chirashi.paper.copyfitting.measuring import Height, Measured, measure
from chirashi.paper.copyfitting.settings import DESIGNED, SETTINGS, TIGHTEST, Setting, loosest
from chirashi.paper.gates.boxes import LEEWAY_MM
from chirashi.view.templates import View

if TYPE_CHECKING:
    from weasyprint import Document

SPARSE = 0.8  # of a side's room; what takes less is set larger
LIKELY = -3  # where to measure what runs out of its sheet, if nothing says by how much
TRIES = 4
TIGHTEST_OF_TWO = -6  # on two sides: four pages are better than everything as small as may be
SEVERAL = 4  # pages of the next format: an A3 sheet folded, or two sheets of A4
LOOSEST_OF_SEVERAL = {"front": 2, "back": 4}
HOPELESS = 1.12  # of a side's room, by what is foretold of its tightest setting; nothing is then tried on it
ROUGHLY = 1.03  # what a prediction may be out by


@dataclass(frozen=True)
class Fitted:
    """Sheets as they are to be printed, and the arrangement and styles that they were laid out from."""

    document: Document
    html: str
    arranged: Arrangement
    css: str = ""
    steps: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Press:
    """How a piece becomes sheets.

    `draw` makes its text by an arrangement, of some sides alone; `lay` sheets of a text with more styles,
    maybe on tall paper; `holds` says whether sheets may be printed.
    """

    view: View
    files: tuple[str, ...]
    draw: Callable[[Arrangement, tuple[str, ...]], str]
    lay: Callable[[str, str, bool], Document]
    holds: Callable[[Document, str, int], bool]


def fit(press: Press, designed: Arrangement, four: bool = False) -> Fitted:
    """The sheets as designed; else at another setting; else, of the flyer, on four pages, or where another
    language takes `four`.

    Where nothing holds the text, the sheets that come nearest to it, for the gates to tell.
    """
    html = press.draw(designed, ())
    document = press.lay(html, code := _code(press.view), False)
    found = measure(document)
    holds = press.holds(document, html, len(found))
    starts = {one.side: step for one in found if (step := _start(one, holds)) is not None}
    if not holds:  # a form may be too small for its head without running out of its frame
        starts = {one.side: DESIGNED for one in found if one.form} | starts
    if holds and not starts and not four:
        return Fitted(document, html, designed, code)
    search = _Search(press, designed, {one.side: one for one in found})
    if four:
        return search.several()
    failed = search.settle(starts or dict.fromkeys((one.side for one in found), LIKELY), TIGHTEST_OF_TWO)
    if not failed and (fitted := search.finished()):
        return fitted
    return search.several() if "back" in search.measured else search.nearest()


def _code(view: View) -> str:
    url = view.edition.figures.get("requests.url.url")
    return frames.code(f".front:lang({view.language})", str(url)) if url is not None else ""


def _start(one: Measured, holds: bool) -> int | None:
    """The setting at which to measure a side first, by what it took as designed; None where it stands well so."""
    room, heights = frames.room_of(one), settings.heights([(1.0, one.flow)])
    if not one.whole:
        return LIKELY
    if one.flow > room or (one.across and not holds):
        return min(loosest(heights, room) or TIGHTEST, -1)
    if not one.sits:
        return DESIGNED
    if one.flow < room * SPARSE and one.side != "fax":
        return loosest(heights, room) or DESIGNED
    return None


class _Search:
    """One piece on its way to a setting. `measured` is what each side took last, and `steps` at which setting."""

    def __init__(self, press: Press, designed: Arrangement, measured: dict[str, Measured]) -> None:
        self.press, self.designed = press, designed
        self.measured, self.steps = measured, dict.fromkeys(measured, DESIGNED)
        self.left = set(measured)  # sides that stay as designed, and were measured so alone
        self.tables = inf  # the greatest scale at which every table has room across
        blocks: list[Block] = []
        for block in (block for sheet in designed.sheets for block in sheet):
            parts, scale = pages.cut(press.view, block)
            blocks += parts
            self.tables = min(self.tables, scale)
        self.arranged = replace(designed, sheets=(tuple(blocks),))
        self.measured_at, self.form_step = DESIGNED, DESIGNED
        self.foot_more = 0.0  # mm by which the foot stood higher than was foretold

    # -- two sides ------------------------------------------------------------------

    def settle(self, starts: dict[str, int], tightest: int) -> set[str]:
        """Measures the sides of `starts` until each has the loosest setting that fits; gives those that have none."""
        trying, failed = dict(starts), set[str]()
        refused = {side: DESIGNED + 1 if side == "fax" else max(SETTINGS) + 1 for side in starts}
        points = {side: [(1.0, one.flow)] if (one := self.measured[side]).whole else [] for side in starts}
        for _ in range(TRIES):
            if not trying:
                return failed
            self._measure(trying)
            for side, step in list(trying.items()):
                one, room = self.measured[side], frames.room_of(self.measured[side])
                points[side].insert(0, (SETTINGS[step].weight, one.flow))
                fits = one.flow <= room and not one.across
                if not fits:
                    refused[side] = min(refused[side], step)
                heights = settings.heights(points[side][:2])
                following = loosest(heights, room, refused[side])
                if fits and (following is None or following <= step + (step > 0)):
                    del trying[side]
                elif not fits and (step <= tightest or heights(SETTINGS[tightest].weight) > room * HOPELESS):
                    failed.add(side)
                    del trying[side]
                elif fits:
                    trying[side] = following if following is not None else step
                else:
                    trying[side] = max(tightest, min(step - 1, tightest if following is None else following))
        return failed | trying.keys()

    def _measure(self, steps: dict[str, int]) -> None:
        self.steps |= steps
        self.left -= steps.keys()
        css = "\n".join(part for side in steps for part in (self.style(side), frames.natural(self.scope(side), side)))
        html = self.press.draw(self._arranged(), tuple(steps))
        for one in measure(self.press.lay(html, css, True)):
            self.measured[one.side] = one
            if one.side == "back":
                self.measured_at = steps["back"]

    def finished(self) -> Fitted | None:
        """The sheets by the settings found, where they hold what they should."""
        arranged, css = self._arranged(), list[str]()
        for side, one in self.measured.items():
            if side in self.left:
                css += [_code(self.press.view)] if side == "front" else []
            else:
                css += [self.style(side), frames.place(self.scope(side), one)]
        html = self.press.draw(arranged, ())
        document = self.press.lay(html, said := "\n".join(css), False)
        if self.press.holds(document, html, arranged.pages if "back" in self.steps else 1):
            return Fitted(document, html, arranged, said, dict(self.steps))
        return None

    def nearest(self) -> Fitted:
        """What does not fit, as it comes nearest to it."""
        arranged = self._arranged()
        css = "\n".join(self.style(side) for side in self.steps)
        html = self.press.draw(arranged, ())
        return Fitted(self.press.lay(html, css, False), html, arranged, css, dict(self.steps))

    # -- four pages -----------------------------------------------------------------

    def several(self) -> Fitted:
        """The flyer on four pages: the letter, the cover and its price, and on the last the form and the foot."""
        if unmeasured := {
            side: DESIGNED for side in self.left
        }:  # as designed, where no table is cut and no frame grows
            self._measure(unmeasured)
        front = self.measured["front"]
        self.form_step, form = self.steps["front"], front.form and front.form + 1.0
        by_weight = settings.heights([(SETTINGS[self.form_step].weight, front.flow)])
        fronts, backs = (LOOSEST_OF_SEVERAL[side] + 1 for side in ("front", "back"))
        for _ in range(TRIES):
            fronts = self.steps["front"] = _most(loosest(by_weight, (frames.BOTTOM - frames.TOP) / ROUGHLY, fronts))
            backs = self.steps["back"] = self._step_of_several(backs, form)
            letter = replace(front, flow=by_weight(SETTINGS[fronts].weight) * ROUGHLY, form=0.0)
            fitted = self._on_sheets(letter, form)
            if self.press.holds(fitted.document, fitted.html, fitted.arranged.pages) or fronts == backs == TIGHTEST:
                break
            first, *others = measure(fitted.document)
            good = [one.whole and one.sits and not one.across for one in (first, *others)]
            higher = others[-1].stand - self._predicted(backs)[2]
            self.foot_more += max(higher, 0.0)
            fronts += good[0] and not all(good)  # what stands well is tried as it is again
            backs += (all(good[1:]) and not good[0]) or higher > LEEWAY_MM
        return fitted

    def _predicted(self, step: int) -> tuple[list[Height], dict[str, float], float]:
        """The blocks, headings and foot at a setting, by what they took at the one where they were measured."""
        back = self.measured["back"]
        ratio = SETTINGS[step].weight / SETTINGS[self.measured_at].weight * ROUGHLY
        heights = [replace(block, height=block.height * ratio) for block in back.blocks]
        now, then = SETTINGS[step], SETTINGS[self.measured_at]
        stand = back.stand * max(1.0, now.leading * now.notes / (then.leading * then.notes)) + 2.0 * (
            now.space - then.space
        )
        return (
            heights,
            {name: by * ratio for name, by in back.headings.items()},
            max(stand, back.stand) + self.foot_more,
        )

    def _step_of_several(self, below: int, form: float) -> int:
        for step in sorted((step for step in SETTINGS if step < below), reverse=True):
            heights, headings, stand = self._predicted(step)
            if pages.shared_out(heights, headings, _rooms(stand, form)) is not None:
                return step
        return TIGHTEST

    def _on_sheets(self, front: Measured, form: float) -> Fitted:
        """The four pages by the settings found; `front` is what the letter takes, `form` how high the form stands."""
        heights, headings, stand = self._predicted(self.steps["back"])
        rooms = _rooms(stand, form)
        shared = pages.shared_out(heights, headings, rooms)
        while shared is None:  # what fits nowhere is shared out too, for the gates to tell by how much it is too long
            rooms = [room * 1.1 for room in rooms]
            shared = pages.shared_out(heights, headings, rooms)
        blocks = [block for sheet in self.arranged.sheets for block in sheet]
        sheets = tuple(tuple(blocks[i] for i in sheet) for sheet in shared)
        arranged = replace(self._arranged(), sheets=sheets, form_last=bool(form), balanced=True)
        css = [self.style("front"), frames.place(self.scope("front"), front), self.style("back")]
        for number, sheet in enumerate(shared, 2):
            last = number == len(shared) + 1
            held = [heights[i] for i in sheet]
            flow = pages.heights_of(held, headings)
            one = Measured("back", flow, form if last else 0.0, stand if last else 0.0, blocks=held)
            css.append(frames.place(self.scope("back", f".sheet-{number}"), one))
        if form:
            css.append(self._form_style())
        html = self.press.draw(arranged, ())
        document = self.press.lay(html, said := "\n".join(css), False)
        return Fitted(document, html, arranged, said, dict(self.steps))

    def _form_style(self) -> str:
        scope = f".formed:lang({self.press.view.language}) .form"
        return scaling.stylesheet(scope, self.press.view.language, SETTINGS[self.form_step], self.press.files)

    # -- styles ---------------------------------------------------------------------

    def scope(self, side: str, classes: str = "") -> str:
        """The selector of a side in this language, since a page of the site may hold the styles of several."""
        return f"{'body.fax' if side == 'fax' else '.' + side}{classes}:lang({self.press.view.language})"

    def setting(self, side: str) -> Setting:
        setting = SETTINGS[self.steps[side]]
        return replace(setting, table=min(setting.table, self.tables)) if side == "back" else setting

    def style(self, side: str) -> str:
        scaled = scaling.stylesheet(self.scope(side), self.press.view.language, self.setting(side), self.press.files)
        if side != "front":
            return scaled
        larger = self.setting(side).body > 1
        wider = frames.wider(self.scope(side), self.press.view.language) if larger else ""
        return "\n".join((scaled, wider, _code(self.press.view)))

    def _arranged(self) -> Arrangement:
        weekdays = all(SETTINGS[self.steps[side]].weekdays for side in self.steps if side != "back")
        arranged = self.designed if "back" in self.left else self.arranged
        return replace(arranged, weekdays=weekdays, balanced=bool(self.steps.get("back")))


def _most(step: int | None) -> int:
    return TIGHTEST if step is None else step


def _rooms(stand: float, form: float) -> list[float]:
    whole = frames.BOTTOM - frames.TOP
    return [*[whole] * (SEVERAL - 2), whole - sum(height + frames.GAP for height in (stand, form) if height)]


def describe(fitted: Fitted) -> dict[str, object]:
    """How sheets were set, for a message: sizes of type in points, and how many pages."""
    used = [SETTINGS[step] for step in fitted.steps.values()]
    notes = min(scaling.size(scaling.DESIGNED_NOTE_PT, "", setting) for setting in used)
    body = min(scaling.size(scaling.DESIGNED_BODY_PT, "", setting) for setting in used)
    pages = phrase("pages", pages=fitted.arranged.pages)
    return {"body": f"{body:.2g}", "notes": f"{notes:.2g}", "pages": pages}
