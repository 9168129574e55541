"""`--out` costs nobody a folder: the press replaces what it has made, what is empty, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from chirashi.base.files import publishing
from chirashi.base.project import Project
from chirashi.cli.terminal import output_folders
from chirashi.cli.terminal.wrong_use import Misuse
from tests.command.test_command import ENGLISH, JAPANESE, ROOT, run


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of empty folders, within one that holds other work."""
    root = tmp_path / "work" / "project"
    for name in ("content", "chirashi", "theme", "tests", ".git"):
        (root / name).mkdir(parents=True)
    return root


def checked(project: Path, out: Path, paper: bool = True) -> Path:
    return output_folders.checked(Project(project), out, paper=paper)


def filled(folder: Path) -> Path:
    folder.mkdir(parents=True)
    (folder / "letter.txt").write_text("nowhere else", "utf-8")
    return folder


def test_the_projects_own_outputs_are_replaced(project: Path) -> None:
    for name in ("site", "print", "build", "build/draft", "build/build"):
        filled(project / name)
    assert checked(project, project / "site") == project / "site"
    assert checked(project, project / "build" / "draft", paper=False) == project / "build" / "draft"
    assert checked(project, project / "content" / ".." / "site") == project / "site"


def test_what_is_missing_or_empty_is_taken(project: Path, tmp_path: Path) -> None:
    (tmp_path / "public").mkdir()
    assert checked(project, tmp_path / "public") == tmp_path / "public"
    assert checked(project, tmp_path / "new" / "public") == tmp_path / "new" / "public"
    assert checked(project, project / "public") == project / "public"


@pytest.mark.parametrize(
    "out", [".", "..", "content", "content/new", "chirashi", "theme", "tests", ".git", "build", "print", "../.."]
)
def test_the_project_and_what_stands_around_it_are_refused_even_where_empty(project: Path, out: str) -> None:
    with pytest.raises(Misuse):
        checked(project, project / out)


def test_a_folder_of_other_work_is_refused(project: Path, tmp_path: Path) -> None:
    with pytest.raises(Misuse, match="holds what Chirashi has not made"):
        checked(project, filled(tmp_path / "photos"))
    with pytest.raises(Misuse):
        checked(project, tmp_path / "photos" / "letter.txt")
    (tmp_path / "link").symlink_to(tmp_path / "photos")
    with pytest.raises(Misuse):
        checked(project, tmp_path / "link")


def test_so_are_the_folders_beside_it(project: Path, tmp_path: Path) -> None:
    filled(tmp_path / "one" / "print")
    with pytest.raises(Misuse, match="print"):
        checked(project, tmp_path / "one" / "public")
    assert checked(project, tmp_path / "one" / "public", paper=False), "a draft leaves it alone"
    filled(tmp_path / "two" / "build" / "stage")
    with pytest.raises(Misuse, match="build"):
        checked(project, tmp_path / "two" / "public")


def test_what_was_made_once_is_replaced_again(project: Path, tmp_path: Path) -> None:
    public, build = tmp_path / "public", tmp_path / "build"
    build.mkdir()
    publishing.publish({"index.html": b"one"}, public, build)
    assert checked(project, public) == public
    with pytest.raises(Misuse):
        checked(project, filled(tmp_path / "other"))


def test_the_command_refuses_and_everything_is_still_there(tmp_path: Path) -> None:
    root = tmp_path / "project"
    root.mkdir()
    for name in ("chirashi", "theme", "content"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "private.yml"))
    shutil.copy2(ROOT / "build.py", root)
    filled(tmp_path / "photos")
    before = sorted(path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts)
    for command, out in (("draft", "."), ("build", "content"), ("print", "."), ("draft", "build.py")):
        done = run(command, "--out", out, cwd=root, env=ENGLISH)
        assert done.returncode == 2, (command, out, done.stderr)
        assert "is not replaced" in done.stderr
    assert "置き換えません" in run("draft", "--out", "../photos", cwd=root, env=JAPANESE).stderr
    assert sorted(path for path in tmp_path.rglob("*") if "__pycache__" not in path.parts) == before
    again = [run("draft", "--out", "../public", cwd=root) for _ in range(2)]
    assert [done.returncode for done in again] == [0, 0], again[1].stderr
