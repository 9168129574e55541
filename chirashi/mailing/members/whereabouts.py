"""Where a list of members lies: nowhere that is published, and in no folder whose files git takes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.base.project import Project, in_project


def exposed(project: Project, path: Path) -> Iterator[Problem]:
    """That a list must not lie where it lies."""
    public = (project.content, project.root / "theme", project.site, project.paper)
    if any(path.resolve().is_relative_to(folder.resolve()) for folder in public):
        yield Problem(in_project(path), 0, "members-list")
    elif _in_git(path):
        yield Problem(in_project(path), 0, "mailing-tracked")


def _in_git(path: Path) -> bool:
    """Whether git keeps a file, or would with the next `git add`."""
    if not any((folder / ".git").exists() for folder in path.resolve().parents):
        return False
    try:
        kept = _git(path, "ls-files", "--error-unmatch").returncode == 0
        return kept or _git(path, "check-ignore", "-q").returncode == 1
    except (OSError, subprocess.SubprocessError):
        return False


def _git(path: Path, *command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(["git", *command, str(path)], cwd=path.parent, capture_output=True, timeout=60, check=False)
