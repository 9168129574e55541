"""What a template sees of an edition: its data, figures and words in one language, from one page.

Partials are the theme's (`theme/partials/*.html`), the same for screen and print.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup, escape

from chirashi.content.approval import standing
from chirashi.content.edition import Edition, Page
from chirashi.content.model import Paid, Plans, Stage, Text
from chirashi.content.tables.grids import Axis, Grid, Place, axes_of
from chirashi.content.values import Day
from chirashi.view import qr_code as qr
from chirashi.view.environment import environment
from chirashi.view.figure_book import FigureBook
from chirashi.view.formats import Formats
from chirashi.view.labels import labels_of
from chirashi.view.text import markdown
from chirashi.view.timeline_curve import Course, course

SHORTEST = 28  # days that every month has
BLOCK = re.compile(r"<(?P<end>/?)(?P<name>h2|div|section|details|blockquote|figure|table|dl|ul|ol)(?=[\s>])")


@dataclass(frozen=True)
class PageContext:
    """Where a template is rendered: on a page of the site, or on paper, from which nothing is linked."""

    page: Page | None = None  # of the edition's list; None on pages of the press's own
    links: Mapping[str, str] = field(default_factory=dict)  # a page's name, or a file's: its address from here


ON_PAPER = PageContext()


@dataclass
class View:
    """One edition in one language; the same for all its pages, whose own context is an argument."""

    edition: Edition
    language: str
    places: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # of an axis those shown, where not all are
    part: str = ""  # what ids end with, where one table stands in several parts

    def __post_init__(self) -> None:
        self.labels = labels_of(self.language)
        self.formats = Formats(self.language, self.labels)
        self.book = FigureBook(self.edition.figures, self.edition.units, self.edition.counts, self.formats)
        self.book.inline = functools.cache(lambda text: markdown.inline(text, self.book))

    @property
    def data(self) -> Plans:
        return self.edition.data

    @property
    def draft(self) -> bool:
        """Whether its content is not approved, which all that is made of it says."""
        return standing(self.edition).draft

    def show(self, here: PageContext, name: str, *arguments: str) -> Markup:
        """A partial of the theme, rendered for a page."""
        template = environment().get_template(f"partials/{name}.html")
        return Markup(template.render(self.context(here) | {"arguments": arguments}))

    def context(self, here: PageContext = ON_PAPER) -> dict[str, Any]:
        """The names that every template of the theme may use."""
        return {
            "view": self,
            "here": here,
            "data": self.data,
            "labels": self.labels,
            "draft": self.draft,
            "word": self.word,
            "figure": self.figure,
            "plain": self.book.plain,
            "say": self.say,
            "grid": self.grid,
            "heading": self.formats.place,
            "axis_name": self.axis_name,
            "show": functools.partial(self.show, here),
            "link": here.links.get,
        }

    def word(self, name: str, **parts: object) -> Markup:
        """A word of the theme's labels; its `{…}` filled with figures or escaped text."""
        return Markup(str(self.labels["words"][name])).format(**parts)

    def figure(self, key: str, short: bool = False) -> Markup:
        return self.book.html(key, short)

    def say(self, text: Text) -> Markup:
        """A text of the data in this language, its placeholders filled."""
        return self.book.inline(text[self.language])

    def other_members(self) -> Markup:
        """How members speak of one another, as the data says; neutral where it does not."""
        called = self.data.scheme.members
        return self.say(called) if called else Markup(self.labels["members"]["others"])

    def workplace(self) -> Markup:
        """What the place where members work is called, likewise."""
        called = self.data.scheme.workplace
        return self.say(called) if called else Markup(self.labels["print"]["workplace"])

    def axis_name(self, axis: Axis) -> str:
        return self.formats.axis(axis)

    def cell(self, grid: Grid, heads: tuple[Place, ...], column: Place) -> Markup:
        """One cell of a grid: its figure, with a spoken word beside a mark that only shows, and its note."""
        at = tuple(place.key for place in (*heads, column))
        cell, shown = grid.cells[at], self.book.html(".".join((grid.key, *at)))
        if cell.note is not None:
            return shown + Markup(' <span class="basis">{}</span>').format(self.say(cell.note))
        aloud = self.labels["cells_aloud"].get(cell.kind)
        return shown if aloud is None else shown + Markup('<span class="aloud">{}</span>').format(aloud)

    def row_word(self, coverage: str, part: str) -> Markup:
        """What a row of a coverage is called: by the data, or else limit or deductible as the theme says them."""
        name = getattr(self.data.coverages[coverage], part).name
        return self.word(part) if name is None else self.say(name)

    def notice_name(self, key: str) -> Markup:
        """The heading of a notice: its own, or the theme's for its kind."""
        name = self.data.notices[key].name  # type: ignore[index]  # templates know the kinds from the data
        return Markup(escape(self.labels["notices"][key])) if name is None else self.say(name)

    def paid(self, paid: Paid) -> Markup:
        """How often, and for what, an amount is paid, and what holds of it."""
        said = Markup(escape(self.labels["paid"][paid.every][paid.per]))
        return said if paid.note is None else said + str(self.labels["formats"]["join"]) + self.say(paid.note)

    def least(self, key: str) -> Markup | None:
        """The least amount of a grid, as a figure; None where it has no amounts."""
        grid = self.edition.grids.get(key)
        amounts = {at: c.money for at, c in grid.cells.items() if c.money is not None} if grid else {}
        if not amounts:
            return None
        place = min(amounts, key=lambda at: amounts[at])
        return self.figure(".".join((key, *place)))

    def most(self, key: str) -> Markup | None:
        """The greatest amount of a grid, as a figure; None where it has no amounts."""
        grid = self.edition.grids.get(key)
        amounts = {at: c.money for at, c in grid.cells.items() if c.money is not None} if grid else {}
        if not amounts:
            return None
        place = max(amounts, key=lambda at: (amounts[at], at))
        return self.figure(".".join((key, *place)))

    def axis(self, key: str) -> Axis:
        return axes_of(self.data)[key].only(self.places.get(key))

    def grid(self, key: str) -> Grid | None:
        """A table's cells; of one that is shown in parts those of this part."""
        grid = self.edition.grids.get(key)
        return grid.only(self.places) if grid and self.places else grid

    def covered_over(self, axis: str) -> list[str]:
        """The coverages whose limits or deductibles run along an axis."""
        return [key for key, c in self.data.coverages.items() if c.over == axis and (c.limit or c.deductible)]

    def paid_over(self, axis: str) -> list[str]:
        """The tables of what is paid that run along one axis alone: a row each beside the limits."""
        return [key for key, table in self.data.tables.items() if table.paid and table.axes == [axis]]

    def costs_of(self, stage: Stage) -> dict[str, list[str]]:
        """The costs of a stage by the coverage that pays them, in the order in which they arise."""
        found: dict[str, list[str]] = {}
        for cost in stage.costs:
            found.setdefault(self.data.costs[cost].coverage, []).append(cost)
        return found

    def course(self) -> Course | None:
        """The stages as a picture; None where there is no timeline to draw."""
        return course(len(self.data.timeline))

    def covered_in_time(self) -> list[str]:
        """The coverages that pay in the course of the response, in the order in which they first do."""
        return list(dict.fromkeys(self.data.costs[c].coverage for stage in self.data.timeline for c in stage.costs))

    def first_premium(self) -> str | None:
        """The table that says from how much: the first paid one along the plans, or else the first paid one."""
        paid = [key for key, table in self.data.tables.items() if table.paid]
        return next(iter(self.paid_over("plans") or paid), None)

    def year(self) -> Markup:
        """The plan year; a number, but never written 2,025."""
        return Markup('<data value="{0}" data-key="scheme.year">{0}</data>').format(int(self.data.scheme.year))

    def inline(self, text: str) -> Markup:
        """A line of a page's front matter, its placeholders filled."""
        return markdown.inline(text, self.book)

    def sections(self, body: Markup) -> list[tuple[Markup, Markup]]:
        """A page's body as (heading, text), cut before each h2 that stands in no other element.

        The first heading is empty: what comes before any h2.
        """
        depth, cuts = 0, [0]
        for tag in BLOCK.finditer(body):
            if tag["name"] != "h2":
                depth += -1 if tag["end"] else 1
            elif depth == 0 and not tag["end"]:
                cuts.append(tag.start())
        found = [body[start:end] for start, end in zip(cuts, [*cuts[1:], len(body)], strict=True)]
        split = [part.partition("</h2>") for part in found[1:]]
        return [(Markup(""), Markup(found[0])), *((Markup(a + b), Markup(c)) for a, b, c in split)]

    def deadline(self) -> Markup:
        """By when to apply, in whichever of its forms the data gives it."""
        return Markup(self.labels["formats"]["join"]).join(self.deadlines())

    def deadlines(self) -> list[Markup]:
        """The same window by window, where there are several; what is to be said of all of them ends the last."""
        deadline, at = self.data.dates.deadline, "dates.deadline"
        if deadline.date:
            said = [self.figure("dates.deadline")]
        elif deadline.opens and deadline.closes:
            said = [self.word("window", opens=self.figure(f"{at}.opens"), closes=self.figure(f"{at}.closes"))]
        elif deadline.windows:
            said = [self._one_window(f"{at}.windows.{i}", one.start) for i, one in enumerate(deadline.windows)]
        else:
            said = [self._monthly(f"{at}.day_of_month")]
        if deadline.moved:
            said[-1] += self.word("moved")
        if deadline.post:
            said[-1] += self.word(deadline.post)
        return said

    def deadline_word(self) -> Markup:
        """What the deadline is called: a time in which one can apply is no last day."""
        deadline = self.data.dates.deadline
        return self.word("window_name" if deadline.opens or deadline.windows else "deadline")

    def last_closing(self) -> str | None:
        """The key of the last moment to apply; None where one can apply every month anew."""
        deadline, at = self.data.dates.deadline, "dates.deadline"
        if deadline.windows:
            return f"{at}.windows.{len(deadline.windows) - 1}.closes"
        return at if deadline.date else f"{at}.closes" if deadline.closes else None

    def _one_window(self, at: str, start: Day | None) -> Markup:
        """One of several: without its weekdays, which would make a list of them hard to read."""
        said = self.word("window_of", opens=self.figure(f"{at}.opens", True), closes=self.figure(f"{at}.closes", True))
        return said if start is None else said + self.word("window_start", start=self.figure(f"{at}.start", True))

    def _monthly(self, key: str) -> Markup:
        day = self.data.dates.deadline.day_of_month
        assert day is not None, "checked: a deadline has one of its forms"
        if day.last:
            return self.figure(key)
        return self.word("every_month_short" if day.day > SHORTEST else "every_month", day=self.figure(key))

    def request_url(self) -> Markup | None:
        """The address of the request site, where the scheme has one."""
        return self.figure("requests.url.url") if "requests.url.url" in self.edition.figures else None

    def qr(self) -> Markup:
        """The request site's address as an SVG of a QR code."""
        url = str(self.edition.figures["requests.url.url"])
        return qr.svg(url, title=self.word("qr", url=url))

    def own_code(self) -> Markup:
        """The address of the edition's own page as an SVG of a QR code; only for an edition that has one."""
        url = str(self.edition.figures["flyer.own_page"])
        return qr.svg(url, title=self.word("qr", url=url))
