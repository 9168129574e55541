"""The command ends without a traceback where its output is closed or full, and wherever an interrupt meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from known import EDITIONS, ROOT

from tests.command.test_command import ENGLISH


@pytest.mark.parametrize("how", [">&-", "2>&-", ">&- 2>&-", ">/dev/full", "| true"])
@pytest.mark.parametrize("typed", ["check", "--help"])
def test_output_that_cannot_be_written(typed: str, how: str) -> None:
    command = f"{sys.executable} build.py {typed} {how}"
    done = subprocess.run(
        ["bash", "-c", command], cwd=ROOT, env=ENGLISH, capture_output=True, text=True, timeout=120, check=False
    )
    assert "Traceback" not in done.stdout + done.stderr
    assert done.returncode in (0, 1)


LOADED = ["typer", "pydantic.main", "yaml", "chirashi.cli.commands.build_commands", "chirashi.checks", "markdown"]
INTERRUPTED = """
import builtins, os, signal, sys
loading, wanted = builtins.__import__, {wanted!r}
def load(name, *rest, **named):
    if name == wanted or name.startswith(wanted + "."):
        builtins.__import__ = loading
        os.kill(os.getpid(), signal.SIGINT)
    return loading(name, *rest, **named)
builtins.__import__ = load
signal.signal(signal.SIGINT, signal.default_int_handler)  # which a job in the background ignores
sys.argv = ["build.py", "check", "--project", {project!r}]
from chirashi.cli.main import main
main()
"""


@pytest.mark.parametrize("wanted", LOADED)
def test_an_interrupt_while_the_command_is_still_loading(wanted: str, tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "care-three").symlink_to(EDITIONS["care-three"])
    (tmp_path / "content" / "site.yml").write_text("edition: care-three\n", "utf-8")
    script = INTERRUPTED.format(wanted=wanted, project=str(tmp_path))
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, env=ENGLISH, capture_output=True, text=True, timeout=120, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) in ((-2, "", ""), (130, "", ""))
