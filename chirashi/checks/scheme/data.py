"""Checks of the data file: that its parts name one another rightly, and that the scheme makes sense."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator

from chirashi.base.problems import Problem, nearest
from chirashi.base.project import theme
from chirashi.checks.text import texts
from chirashi.content.edition import Edition
from chirashi.content.figures import cell_at
from chirashi.content.model import Plans
from chirashi.content.pages.placeholders import placeholders
from chirashi.content.tables.grids import Grid
from chirashi.content.yaml_files.validation import keys_at
from chirashi.content.yaml_files.yaml_reader import Loc

RESERVED = ("key", "leaf", "short", "plain")  # what templates ask of any figure


def edition_named_as_its_folder(edition: Edition) -> Iterator[Problem]:
    if edition.data.edition != edition.folder.resolve().name:
        yield edition.say(("edition",), "edition-name", name=edition.data.edition, folder=edition.folder.resolve().name)


def texts_in_every_language(edition: Edition) -> Iterator[Problem]:
    languages = edition.data.languages
    spoken = [language for language in languages if theme().path(f"labels/{language}.yml").is_file()]
    for i, language in enumerate(languages):
        if language not in spoken:
            yield edition.say(("languages", i), "language-labels", language=language)
        if language in languages[:i]:
            yield edition.say(("languages", i), "listed-twice", name=language)
    for loc, text in texts.data_texts(edition):
        if edition.excused(".".join(map(str, loc))):
            continue
        for language in dict.fromkeys(spoken):
            if language not in text:
                yield edition.say(loc, "text-language-missing", language=language, where=".".join(map(str, loc)))
        for language in text:
            if language not in languages:
                yield edition.say(
                    (*loc, language), "text-language-surplus", language=language, known=", ".join(languages)
                )


def references(edition: Edition) -> Iterator[Problem]:
    """Every name that points to another part of the data points to one that is there, and no list repeats one."""
    for loc, name, known in _names(edition.data):
        if name not in known:
            yield edition.say(loc, "name-unknown", name=name, nearest=nearest(name, known))
    for i, page in enumerate(edition.data.pages):
        if page in edition.data.pages[:i]:
            yield edition.say(("pages", i), "listed-twice", name=page)
    for key in edition.data.axes:
        if key in ("plans", "options"):
            yield edition.say(("axes", key), "axis-taken", name=key)
    for loc in edition.doc.lines:
        if loc and loc[-1] in RESERVED and not keys_at(Plans, loc[:-1]) and not {"cells", "printed", "at"} & {*loc}:
            yield edition.say(loc, "name-taken", name=loc[-1])


def chooser(edition: Edition) -> Iterator[Problem]:
    """Each table that the price chooser looks up is one of premiums, and is named once."""
    names = edition.data.chooser.tables if edition.data.chooser else []
    for i, name in enumerate(names):
        if name in names[:i]:
            yield edition.say(("chooser", "tables", i), "listed-twice", name=name)
        elif (table := edition.data.tables.get(name)) and not table.paid and not edition.excused(f"tables.{name}.paid"):
            yield edition.say(("chooser", "tables", i), "chooser-paid", name=name)


def _names(data: Plans) -> Iterator[tuple[Loc, str, Collection[str]]]:
    """Each name that points elsewhere in the data: where it stands, and the names it may be."""

    def each(loc: Loc, names: list[str], known: Collection[str]) -> Iterator[tuple[Loc, str, Collection[str]]]:
        for i, name in enumerate(names):
            yield (*loc, i), name, known

    yield from each(("footer",), data.footer, data.pages)
    for key, cost in data.costs.items():
        yield ("costs", key, "coverage"), cost.coverage, data.coverages
    for i, phase in enumerate(data.phases):
        yield from each(("phases", i, "coverages"), phase.coverages, data.coverages)
        yield from each(("phases", i, "services"), phase.services, data.services)
    for i, stage in enumerate(data.timeline):
        yield from each(("timeline", i, "costs"), stage.costs, data.costs)
    for key, fee in data.fees.items():
        if fee.to is not None:
            yield ("fees", key, "to"), fee.to, data.parties
    if data.chooser is not None:
        yield from each(("chooser", "tables"), data.chooser.tables, data.tables)
    for i, limit in enumerate(data.eligibility.limits):
        yield from each(("eligibility", "limits", i, "plans"), limit.plans, data.plans)


def examples(edition: Edition) -> Iterator[Problem]:
    """A worked example points to a cell or a limit with an amount, and comes out at what was printed."""
    for key, example in edition.data.examples.items():
        for i, factor in enumerate(example.factors):
            loc: Loc = ("examples", key, "factors", i)
            if factor.grid is None:
                continue
            kind, name, known = "table", factor.table or "", {*edition.data.tables}
            if factor.coverage is not None:
                limited = {key for key, coverage in edition.data.coverages.items() if coverage.limit}
                kind, name, known = ("coverage", factor.coverage, limited)
            if name not in known:
                yield edition.say((*loc, kind), "name-unknown", name=name, nearest=nearest(name, known))
                continue
            grid = edition.grids.get(factor.grid)
            cell = cell_at(edition.grids, factor.grid, factor.at)
            if grid and (cell is None or (cell.money is None and cell.kind != "unread")):
                axes = ", ".join(axis.key for axis in grid.axes)
                yield edition.say((*loc, "at"), "example-cell", table=name, axes=axes)
        result = edition.figures.get(f"examples.{key}.result")
        if example.printed is not None and isinstance(result, int) and example.printed != result:
            said = {"place": key, "printed": f"{int(example.printed):,}", "derived": f"{int(result):,}"}
            yield edition.say(("examples", key, "printed"), "total-differs", **said)


def requests(edition: Edition) -> Iterator[Problem]:
    """Each way to ask for the material names a party that can be reached that way."""
    parties, seen = edition.data.parties, set()
    for i, request in enumerate(edition.data.requests):
        loc: Loc = ("requests", i)
        if request.way in seen:
            yield edition.say((*loc, "way"), "listed-twice", name=request.way)
        seen.add(request.way)
        party = parties.get(request.party)
        if party is None:
            yield edition.say(
                (*loc, "party"), "name-unknown", name=request.party, nearest=nearest(request.party, parties)
            )
        elif request.way == "url" and request.url is None:
            yield edition.say(loc, "request-url")
        elif (
            request.way != "url"
            and getattr(party, request.way) is None
            and not edition.excused(f"parties.{request.party}.{request.way}")
        ):
            yield edition.say(loc, "request-contact", party=request.party, way=request.way)


def phases_in_order(edition: Edition) -> Iterator[Problem]:
    for i, phase in enumerate(edition.data.phases):
        if phase.number != i + 1:
            yield edition.say(("phases", i, "number"), "phase-order", number=int(phase.number), wanted=i + 1)
    seen: set[str] = set()
    for i, stage in enumerate(edition.data.timeline):
        if stage.key in seen:
            yield edition.say(("timeline", i, "key"), "listed-twice", name=stage.key)
        seen.add(stage.key)


def premiums_fall_as_limits_rise(edition: Edition) -> Iterator[Problem]:
    """A plan that covers more and costs less is possible, but rather a slip of a digit.

    Every two plans are compared, in whatever order they are listed, along each axis that has limits.
    """
    for key, table in edition.data.tables.items():
        grid = edition.grids.get(f"tables.{key}")
        if grid is None or table.paid is None or table.rule is not None:
            continue
        for i, axis in enumerate(grid.axes):
            limits = [g for g in edition.grids.values() if g.key.endswith(".limit") and g.axes == (axis,)]
            others = [one.keys for j, one in enumerate(grid.axes) if j != i]
            for rest in itertools.product(*others) if limits else ():
                places = {name: (*rest[:i], name, *rest[i:]) for name in axis.keys}
                yield from _find_falls(edition, limits, grid, places)


def _find_falls(
    edition: Edition, limits: list[Grid], grid: Grid, places: dict[str, tuple[str, ...]]
) -> Iterator[Problem]:
    """Each amount of a row or column below that of a plan with lower limits; the dearest such plan is named."""
    row = {name: grid.cells[place] for name, place in places.items()}
    yen = {name: int(cell.money) for name, cell in row.items() if cell.money is not None}
    for higher, after in yen.items():
        dearer = [name for name, before in yen.items() if before > after and _covers_more(limits, name, higher)]
        if dearer:
            lower = max(dearer, key=lambda name: yen[name])
            names = {"higher": " × ".join(places[higher]), "lower": " × ".join(places[lower])}
            said = {**names, "after": f"{after:,}", "before": f"{yen[lower]:,}"}
            yield edition.say(row[higher].loc, "premium-falls", **said)


def _covers_more(limits: list[Grid], lower: str, higher: str) -> bool:
    """Whether no limit is smaller and one at least is larger; no limit to be had is the smallest."""
    steps = [(_limit_of(grid, lower), _limit_of(grid, higher)) for grid in limits]
    known = [(a, b) for a, b in steps if a is not None and b is not None]
    return all(a <= b for a, b in known) and any(a < b for a, b in known)


def _limit_of(grid: Grid, key: str) -> int | None:
    cell = grid.cells[(key,)]
    return 0 if cell.kind in ("none", "not offered") else None if cell.money is None else int(cell.money)


def names_once(edition: Edition) -> Iterator[Problem]:
    """No two plans or options have the same name, in any language."""
    for group in ("plans", "options"):
        seen: dict[tuple[str, str], str] = {}
        for key, part in getattr(edition.data, group).items():
            for language, name in part.name.items():
                if (first := seen.setdefault((language, name), key)) != key:
                    loc = (group, key, "name", language)
                    yield edition.say(loc, "name-twice", name=name, first=f"{group}.{first}")


def notices(edition: Edition) -> Iterator[Problem]:
    """Each notice says something, and some page shows it."""
    shown = {asked.asked for source in texts.all_page_sources(edition) for asked in placeholders(source.text)}
    for key, notice in edition.data.notices.items():
        if notice.text is None and not notice.points and notice.url is None and not edition.excused(f"notices.{key}"):
            yield edition.say(("notices", key), "notice-empty", key=key)
        elif not shown & {"show notices", f"show notice {key}"}:
            yield edition.say(("notices", key), "notice-unshown", key=key)


def small_discounts(edition: Edition) -> Iterator[Problem]:
    """Excel has half as 0.5, which here is half of one per cent."""
    for key, discount in edition.data.discounts.items():
        if 0 < discount.percent < 1:
            found = {"value": f"{discount.percent}", "mend": f"{discount.percent * 100:f}".rstrip("0").rstrip(".")}
            yield edition.say(("discounts", key, "percent"), "percent-small", **found)
