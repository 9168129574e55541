"""What staff type for a new year: what has changed, the approval, and a build for publishing that asks for it."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from known import ROOT

from tests.command.test_command import JAPANESE, change
from tests.command.test_command import run as typed


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project of its own content, in the press's look; nothing of it has been built."""
    shutil.copytree(ROOT / "content", tmp_path / "content", ignore=shutil.ignore_patterns("private.yml"))
    return tmp_path


def run(*arguments: str, cwd: Path, **more: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return typed(*arguments, "--project", str(cwd), **more)


def test_changes_are_listed_ticked_and_signed(project: Path) -> None:
    assert "no edition of the year before" in run("changes", cwd=project).stderr
    assert run("new", "cyber-2026", "--from", "cyber-2025", cwd=project).returncode == 0
    change(project / "content/cyber-2026/plans.yml", "診療所と病院です。", "診療所、病院、歯科です。")
    done = run("changes", "cyber-2026", "--excel", str(project / "out/changes.xlsx"), cwd=project)
    assert done.returncode == 0, done.stderr
    assert "1 texts" in done.stdout and "[-" in done.stdout and "{+" in done.stdout
    assert (project / "out/changes.xlsx").read_bytes()[:2] == b"PK"
    ticked = run("changes", "cyber-2026", "--tick", "all", env=JAPANESE, cwd=project).stdout
    count = ticked.partition("確認済み ")[2].partition("。")[0].split("／")
    assert count[0] == count[1] != "0"
    assert "no item" in run("changes", "cyber-2026", "--tick", "abc", cwd=project).stderr


def test_publishing_asks_for_an_approval_of_this_content(project: Path) -> None:
    plans = project / "content/cyber-2025/plans.yml"
    change(plans, "approval: not required\n", "\n")
    refused = run("build", "--publish", cwd=project)
    assert refused.returncode == 1 and "[publish-unapproved]" in refused.stderr and "Traceback" not in refused.stderr
    assert run("approve", "B25-000123", "--until", "2099-13-31", cwd=project).returncode == 2
    done = run("approve", "B25-000123", "--until", "2099-03-31", cwd=project)
    assert done.returncode == 0 and "approved by B25-000123" in done.stdout, done.stderr
    assert "cyber-2025: approved" in run("approve", cwd=project).stdout
    change(plans, "診療所と病院です。", "診療所、病院、歯科です。")
    assert "plans.yml: notes.trades.ja" in run("approve", cwd=project).stdout
    assert "has changed since the approval" in run("build", "--publish", cwd=project).stderr
    assert "[approval-changed]" in run("check", cwd=project).stderr
