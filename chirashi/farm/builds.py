"""Builds one project: load, check, render, print, prove and publish, and says what came of it."""

from __future__ import annotations

import functools
import gc
import time
import traceback
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from chirashi.base import parallel, project
from chirashi.base.files import publishing
from chirashi.base.messages import Bilingual, message, phrase
from chirashi.base.problems import DISK, Problem, Trouble, of_disk
from chirashi.base.project import Project
from chirashi.view.environment import share_templates


@dataclass(frozen=True)
class Order:
    """What is to be made of a project; `pages_only` leaves out paper and proof, as a draft does."""

    root: Path
    pages_only: bool = False


@dataclass
class Outcome:
    """What came of an order. `errors` and `warnings` are lines as the command prints them, in each language."""

    name: str
    title: Bilingual = field(default_factory=dict)
    edition: str = ""
    approval: str = ""
    url: str = ""
    files: int = 0  # of site and print together
    proved: bool = False
    errors: list[Bilingual] = field(default_factory=list)
    warnings: list[Bilingual] = field(default_factory=list)
    seconds: float = 0.0  # of processor time

    @property
    def good(self) -> bool:
        return not self.errors

    def as_data(self) -> dict[str, Any]:
        return asdict(self)


def build_alone(order: Order) -> Outcome:
    """`build` in a process that has nothing else to do, before or after: what it holds of other projects goes."""
    project.use(Project(order.root))
    parallel.work_alone()
    if any(not name.endswith(".md") for name in project.theme().own("**/*")):
        _forget()
    else:
        share_templates(project.current())
    gc.disable()  # it ends before looking for garbage would be worth its time
    return build(order)


def build(order: Order) -> Outcome:
    """Takes a project through all steps; what is wrong with it, or with the press, is in the outcome, never raised."""
    started = time.process_time()
    outcome = Outcome(order.root.name)
    project.use(Project(order.root))
    try:
        _build(order, outcome)
    except Trouble as trouble:
        _tell(outcome, trouble.problems)
    except OSError as error:
        if error.errno in DISK:
            _tell(outcome, of_disk(error, str(order.root)).problems)
        else:
            outcome.errors.append(_fault(error))
    except Exception as error:
        outcome.errors.append(_fault(error))
    outcome.seconds = round(time.process_time() - started, 3)
    return outcome


def _build(order: Order, outcome: Outcome) -> None:
    from chirashi.cli import steps
    from chirashi.cli.terminal.arguments import job_of

    here = Project(order.root)
    job = job_of(here, None, None)
    outcome.edition, outcome.url = job.folder.name, job.url or ""
    with publishing.turn(here.build):
        work = steps.load_and_check(job)
        edition = work.editions[0][1]
        if edition.whole:
            outcome.title = {language: edition.data.scheme.name[language] for language in edition.data.languages}
            outcome.approval = (edition.data.approval and edition.data.approval.number) or ""
        for step in (steps.render,) if order.pages_only else (steps.address, steps.print_, steps.render):
            if work.good:
                step(job, work, here.site)
        if work.good and order.pages_only:
            publishing.publish(work.files, here.build / "draft", here.build)
        elif work.good:
            steps.prove_and_publish(job, work, here.site)
            outcome.proved = True
        outcome.files = len(work.files) + len(work.paper) if work.good else 0
    _tell(outcome, work.problems)


def _tell(outcome: Outcome, problems: list[Problem] | tuple[Problem, ...]) -> None:
    for problem in problems:
        line = {language: problem.line_in(language) for language in ("ja", "en")}
        if problem.severity == "error":
            outcome.errors.append(line)
        elif not message(problem.code).get("note"):
            outcome.warnings.append(line)


def _forget() -> None:
    """Empties what this process has kept of the press's own theme, where the project has one of its own."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and str(thing.__module__).startswith("chirashi."):
            thing.cache_clear()


def _fault(error: Exception) -> Bilingual:
    """A fault of the press: what it was, and where, so that it can be reported; never what the data held."""
    last = traceback.extract_tb(error.__traceback__)[-1]
    return phrase("farm-fault", kind=type(error).__name__, where=f"{Path(last.filename).name}:{last.lineno}")
