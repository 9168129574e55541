"""What is saved while a build runs neither spoils it nor is lost: a run reads its content once."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from known import EDITIONS

from chirashi.base import project
from chirashi.base.files import publishing, snapshot
from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.cli import steps


@pytest.fixture
def here(home: Project) -> Project:
    """A project with one edition."""
    shutil.copytree(EDITIONS["care-three"], home.content / "care-three")
    home.settings.write_text("edition: care-three\n", "utf-8")
    return home


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_what_is_saved_while_a_build_runs_waits_for_the_next(here: Project) -> None:
    """Press and proof read the same, though a premium, a page and a list of pages change between them."""
    page, data = here.content / "care-three" / "en" / "plans.md", here.content / "care-three" / "plans.yml"
    site = here.root / "site"
    with publishing.turn(here.build), snapshot.taken(here, here.build) as held:
        job = steps.Job(held.content / "care-three")
        work = steps.load_and_check(job)
        assert work.good, work.problems
        steps.render(job, work)
        page.write_text(page.read_text("utf-8").replace("Comparison", "Another heading"), "utf-8")
        data.write_text(data.read_text("utf-8").replace("6,480", "6,580"), "utf-8")
        (here.content / "care-three" / "ja" / "index.md").unlink()
        work.paper.clear()
        found = _proved(job, work, site, here.build)
    assert [problem for problem in found if problem.code.startswith("proof-differs")] == []
    assert b"6,480" in (site / "index.html").read_bytes() + (site / "plans" / "index.html").read_bytes()


def _proved(job: steps.Job, work: steps.Work, site: Path, build: Path) -> list[object]:
    with publishing.staged({site: work.files}, build) as stages:
        found = steps.prove(job, stages[site], None, build)
        assert [problem.line_in("en") for problem in found if problem.severity == "error"] == []
    return list(found)


def test_messages_name_the_files_where_people_have_them(here: Project) -> None:
    page = here.content / "care-three" / "en" / "plans.md"
    page.write_text(page.read_text("utf-8") + "\n{{ nothing.here }}\n", "utf-8")
    with publishing.turn(here.build), snapshot.taken(here, here.build) as held:
        problems = steps.load_and_check(steps.Job(held.content / "care-three")).problems
    assert "content/care-three/en/plans.md" in {problem.file for problem in problems if problem.severity == "error"}


def test_the_copy_is_its_owners_and_goes_with_the_run(here: Project) -> None:
    private = here.content / "care-three" / "private.yml"
    private.write_text("login:\n  id: member-2026\n  password: abcdefgh\n", "utf-8")
    with publishing.turn(here.build), snapshot.taken(here, here.build) as held:
        copy = held.content / "care-three" / "private.yml"
        assert copy.read_bytes() == private.read_bytes()
        assert copy.stat().st_mode & 0o777 == 0o600 and copy.parent.stat().st_mode & 0o777 == 0o700
        assert copy.stat().st_mtime_ns == private.stat().st_mtime_ns
    assert not (here.build / snapshot.FOLDER).exists()
    assert project.current() == here


def test_links_lead_where_they_led(here: Project, tmp_path: Path) -> None:
    """Within the content to the copy, out of it to the original, and what is no file is passed on as that."""
    folder, outside = here.content / "care-three" / "en", tmp_path / "outside.md"
    outside.write_text("", "utf-8")
    (folder / "near.md").symlink_to(folder / "plans.md")
    (folder / "far.md").symlink_to(outside)
    (folder / "nowhere.md").symlink_to("gone.md")
    (folder / "round.md").symlink_to("round.md")
    (folder / "up").symlink_to("..")
    os.mkfifo(folder / "pipe.md")
    with publishing.turn(here.build), snapshot.taken(here, here.build) as held:
        copy = held.content / "care-three" / "en"
        assert (copy / "near.md").resolve() == (copy / "plans.md").resolve()
        assert (copy / "far.md").resolve() == outside
        assert not (copy / "nowhere.md").exists() and not (copy / "round.md").is_file()
        assert (copy / "up").resolve() == held.content.resolve() / "care-three"
        assert not (copy / "pipe.md").is_file()


def test_a_file_that_is_being_written_is_read_when_it_is_done(here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    page, taken = here.content / "care-three" / "en" / "plans.md", snapshot._copy_file
    whole = page.read_bytes()
    page.write_bytes(whole[:100])

    def copied(source: Path, target: Path, project: Project) -> None:
        taken(source, target, project)
        if source.name == "plans.md" and page.stat().st_size == 100:
            page.write_bytes(whole)  # the other program goes on

    monkeypatch.setattr(snapshot, "_copy_file", copied)
    with publishing.turn(here.build), snapshot.taken(here, here.build) as held:
        assert files(held.content) == files(here.content)


def test_a_file_that_cannot_be_read_is_told(here: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = Path.open

    def refused(path: Path, *args: object, **named: object) -> object:
        if path.name == "plans.md" and path.is_relative_to(here.root / "content"):
            raise PermissionError(13, "Permission denied", str(path))
        return opened(path, *args, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", refused)
    told = "care-three/en/plans.md: error: The file cannot be read"
    with publishing.turn(here.build), pytest.raises(Trouble, match=told), snapshot.taken(here, here.build):
        pass
    edition = steps.load_and_check(steps.Job(here.content / "care-three"))
    assert "file-unreadable" in {problem.code for problem in edition.problems}
