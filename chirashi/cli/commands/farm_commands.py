"""The command for whoever looks after many brochures."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from chirashi.base.messages import phrase, spoken
from chirashi.base.problems import Problem, Trouble, writing
from chirashi.cli.commands.options import Lang
from chirashi.cli.terminal.console import progress, say, telling_problems


def farm(
    folder: Annotated[Path, typer.Argument(help="The folder below which the projects lie.")],
    scheduler: Annotated[str | None, typer.Option(help="A Dask scheduler, tcp://…; by default this machine.")] = None,
    store: Annotated[
        str | None, typer.Option(help="Where projects travel to workers that share no disk: s3://…, file:///…")
    ] = None,
    pages: Annotated[bool, typer.Option("--pages", help="Pages alone, as drafts: no paper, no proof.")] = False,
    lang: Lang = None,
) -> None:
    """Builds every project below a folder, each for itself, and makes a page that shows the state of each."""
    from chirashi.farm import cluster, overview, processes, projects
    from chirashi.farm.builds import Order, Outcome, build_alone

    with telling_problems(lang):
        orders = [Order(project.root, pages) for project in projects.find(folder)]
        if not orders:
            raise Trouble(Problem(str(folder), 0, "farm-none", {"folder": str(folder)}))
        done = cluster.builds(orders, scheduler, store or "") if scheduler else processes.each(build_alone, orders)
        outcomes: list[Outcome] = []
        with progress(lang) as now:
            for order, outcome in done:
                if isinstance(outcome, processes.Died):
                    said = phrase("farm-died", code="–" if outcome.code is None else outcome.code)
                    outcome = Outcome(order.root.name, errors=[said])
                outcomes.append(outcome)
                now({language: f"{len(outcomes)}/{len(orders)} {order.root.name}" for language in ("ja", "en")})
        outcomes.sort(key=lambda one: one.name)
        page = folder / "farm.html"
        with writing(page):
            page.write_text(overview.page(outcomes, spoken(lang)), "utf-8", newline="\n")
            page.with_suffix(".json").write_text(overview.data(outcomes), "utf-8", newline="\n")
        wrong = sum(not one.good for one in outcomes)
        say(lang, phrase("farm-done", count=len(outcomes), good=len(outcomes) - wrong, wrong=wrong, page=page))
        if wrong:
            raise typer.Exit(1)
