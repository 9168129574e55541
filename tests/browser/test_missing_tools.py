"""A gate whose tool is missing is skipped with the remedy, but fails on CI; and CI runs what the README says."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from browser import launched
from known import ROOT
from lacking import lacking
from nodetools import module, program
from playwright.sync_api import Error
from ruamel.yaml import YAML

WORKFLOWS = ROOT / ".github" / "workflows"
SKIPS = re.compile(r"pytest\.skip\(|mark\.skipif\(|importorskip\(")
ALLOWED = {  # that cannot run everywhere, whatever is installed
    "lacking.py": 1,
    "test_parallel.py": 1,  # processes are copied on Linux alone
    "test_cases.py": 1,  # just rewritten, as asked for
    "test_disk.py": 2,  # likewise
    "test_publish.py": 4,  # a disk is mounted by Linux and root alone
    "test_shortcuts.py": 1,  # a script of the shell is tried where there is one
}


def _open() -> None:
    def launch(**how: object) -> None:
        raise Error("there is none")

    playwright: Any = SimpleNamespace(chromium=SimpleNamespace(launch=launch))
    launched(playwright)


MISSING: dict[str, Callable[[], object]] = {
    "browser": _open,
    "program": lambda: program("no-such-program", "no-such-package"),
    "module": lambda: module("no-such/module.js"),
    "tool": lambda: lacking("a tool is missing"),
}


@pytest.mark.parametrize("asked", MISSING)
@pytest.mark.parametrize(("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_what_is_missing_is_a_skip_at_home_and_a_failure_on_ci(
    asked: str, ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("CI", ci)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(outcome):
        MISSING[asked]()


def test_no_test_skips_by_another_way() -> None:
    """A gate skipped past `lacking` would be green on CI."""
    here, tests = Path(__file__), ROOT / "tests"
    others = [path for path in tests.rglob("*.py") if path.name != here.name and "node_modules" not in path.parts]
    found = {path.name: len(SKIPS.findall(path.read_text("utf-8"))) for path in others}
    assert {name: count for name, count in found.items() if count} == ALLOWED


def faults(workflow: str) -> list[str]:
    """What keeps a workflow from running every check of the project at every change."""
    data = YAML(typ="safe", pure=True).load(workflow)
    runs = [str(step.get("run", "")) for job in data["jobs"].values() for step in job["steps"]]
    said = [] if any(run.strip() == ".ci/run" for run in runs) else ["it does not run .ci/run"]
    said += [] if {"push", "pull_request"} <= set(data["on"]) else ["it does not run at every change"]
    return said + [f"jobs.{name} may fail" for name, job in data["jobs"].items() if job.get("continue-on-error")]


def test_ci_runs_the_two_commands_of_the_readme() -> None:
    assert faults((WORKFLOWS / "test.yml").read_text("utf-8")) == []
    run = ROOT / ".ci" / "run"
    assert os.access(run, os.X_OK)
    lines = run.read_text("utf-8").splitlines()
    assert "set -euo pipefail" in lines
    assert [line for line in lines if line.startswith("make ")] == ["make site", "make test"]


def test_a_workflow_that_checks_nothing_would_be_seen() -> None:
    good = (WORKFLOWS / "test.yml").read_text("utf-8")
    assert faults(good.replace(".ci/run", "make site")) == ["it does not run .ci/run"]
    assert faults(good.replace("pull_request:", "workflow_dispatch:")) == ["it does not run at every change"]
