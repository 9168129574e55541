"""Long work, as making site and papers: the press in a process of its own, so that the desk goes on answering."""

from __future__ import annotations

import subprocess
import sys
import threading
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Work:
    """One run of the press. `lines` is what it has said so far; `code` its exit code, None while it goes on."""

    name: str
    lines: list[str] = field(default_factory=list)
    code: int | None = None

    @property
    def going(self) -> bool:
        return self.code is None

    @property
    def good(self) -> bool:
        return self.code == 0


def begin(name: str, root: Path, *arguments: str) -> Work:
    """Begins a command of the press on the project at `root`; returns at once."""
    work = Work(name)
    command = [sys.executable, "-m", "chirashi", *arguments, "--project", str(root)]
    process = subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        env=_environment(),
    )
    threading.Thread(target=_follow, args=(work, process), daemon=True).start()
    return work


def _follow(work: Work, process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    for line in process.stdout:
        work.lines.append(line.rstrip())
    work.code = process.wait()


def _environment() -> dict[str, str]:
    import os

    import chirashi

    home = str(Path(chirashi.__file__).resolve().parents[1])
    before = os.environ.get("PYTHONPATH")
    # The same press as this, wherever it lies, and its lines in one encoding on every system.
    return {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join([home, before] if before else [home])}
