"""Finished copies to seed faults into: the site and the printed sheets of an edition, made by the press."""

from __future__ import annotations

from pathlib import Path

from chirashi import steps

ROOT = Path(__file__).resolve().parent.parent.parent
EDITIONS = [
    ROOT / "content" / "cyber-2025",
    *(ROOT / "tests" / "editions" / name for name in ("care-three", "income-months", "savings-ages")),
]


def finish(edition: Path, folder: Path) -> tuple[Path, Path]:
    """The site and the sheets of an edition below a folder, as a build would publish them."""
    job, site = steps.Job(edition), folder / "site"
    work = steps.load_and_check(job)
    for step in (steps.print_, steps.render):
        assert work.good, [problem.line_in("en") for problem in work.problems]
        step(job, work, site)
    assert work.good, [problem.line_in("en") for problem in work.problems]
    for root, files in ((site, work.files), (steps.paper_of(site), work.paper)):
        root.mkdir(parents=True, exist_ok=True)
        for name, content in files.items():
            path = root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
    return site, steps.paper_of(site)
