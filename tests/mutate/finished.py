"""Finished copies to seed faults into: the site and the printed sheets of an edition, made by the press."""

from __future__ import annotations

import shutil
from pathlib import Path

from chirashi.base.files import publishing
from chirashi.cli import steps

ROOT = Path(__file__).resolve().parent.parent.parent
EDITIONS = [
    ROOT / "content" / "cyber-2025",
    *(ROOT / "tests" / "editions" / name for name in ("care-three", "fire-options", "income-months", "savings-ages")),
]


URL = "https://brochure.example.jp/"


def finish(edition: Path, folder: Path, login: dict[str, str]) -> tuple[Path, Path, Path]:
    """A copy of an edition with the members' login, its site and its sheets, as a build would publish them at `URL`."""
    copy = Path(shutil.copytree(edition, folder / edition.name, ignore=shutil.ignore_patterns("private.yml")))
    said = "".join(f"  {key.removeprefix('login.')}: '{value}'\n" for key, value in login.items())
    (copy / "private.yml").write_text(f"login:\n{said}", "utf-8")
    job, site = steps.Job(copy, url=URL), folder / "site"
    work = steps.load_and_check(job)
    for step in (steps.print_, steps.render):
        assert work.good, [problem.line_in("en") for problem in work.problems]
        step(job, work, site)
    assert work.good, [problem.line_in("en") for problem in work.problems]
    publishing.write(work.files, site)
    publishing.write(work.paper, steps.paper_of(site))
    return copy, site, steps.paper_of(site)


def in_material(edition: Path, folder: Path, login: dict[str, str]) -> tuple[Path, Path, Path]:
    """The same, with the site as `mkdocs build` makes it."""
    from mkdocs_sites import brochure

    copy, site, print_ = finish(edition, folder, login)
    shutil.rmtree(site)
    brochure(copy, site, URL, prove=False)
    shutil.rmtree(folder / "build", ignore_errors=True)
    return copy, site, print_


def grown(folder: Path, editions: int) -> tuple[steps.Job, Path]:
    """A site of as many editions, each of another year and with premiums of its own; their pages, without sheets."""
    text = (EDITIONS[0] / "plans.yml").read_text("utf-8").replace(" (金)", "")
    folders = []
    for i in range(editions):
        copy = Path(shutil.copytree(EDITIONS[0], folder / f"cyber-{2025 + i}"))
        own = text.replace("cyber-2025", copy.name).replace("year: 2025", f"year: {2025 + i}")
        own = own.replace(": 2025-", f": {2025 + i}-")
        for amount in (50_000, 100_210, 105_640, 108_860):
            own = own.replace(f"A: {amount:,}円", f"A: {amount + 10 * i:,}円")
        (copy / "plans.yml").write_text(own, "utf-8")
        folders.append(copy)
    job, site = steps.Job(folders[-1], folders[:-1], URL), folder / "site"
    work = steps.load_and_check(job)
    assert work.good, [problem.line_in("en") for problem in work.problems]
    steps.render(job, work, site)
    publishing.write(work.files, site)
    return job, site
