"""From a saved page to the page served: `build.py serve` and `mkdocs serve`, asked from outside.

A sentence with a mark of its own is added to a page, and the page is asked for until it holds it.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

from contenders import ENVIRONMENT

ASK_EVERY = 0.004  # seconds; what the answer is late by, at most, and little work for a machine of two cores
PATIENCE = 60.0  # seconds
PAGE = ("ja/questions.md", "questions/")


def port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def ours(folder: Path, edition: Path, saves: int) -> list[float]:
    at = port()
    return list(_saves([sys.executable, "build.py", "serve", "--port", str(at)], folder, edition / PAGE[0], at, saves))


def theirs(folder: Path, saves: int) -> list[float]:
    at = port()
    command = [sys.executable, "-m", "mkdocs", "serve", "-q", "-a", f"127.0.0.1:{at}"]
    return list(_saves(command, folder, folder / "docs" / PAGE[0], at, saves))


def _saves(command: list[str], folder: Path, page: Path, at: int, saves: int) -> Iterator[float]:
    address, before = f"http://127.0.0.1:{at}/{PAGE[1]}", page.read_text("utf-8")
    with subprocess.Popen(
        command, cwd=folder, env=ENVIRONMENT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    ) as server:
        try:
            _wait_for(address, "</html>")
            time.sleep(1)  # until its watcher is there
            for i in range(saves):
                mark = f"saved-{'abcdefghijklmnopqrstuvwxyz'[i]}"
                page.write_text(f"{before}\n{mark}\n", "utf-8")
                started = time.perf_counter()
                _wait_for(address, mark)
                yield time.perf_counter() - started
                time.sleep(0.5)
        finally:
            server.terminate()
            page.write_text(before, "utf-8")


def _wait_for(address: str, mark: str) -> None:
    until = time.perf_counter() + PATIENCE
    while time.perf_counter() < until:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                if mark in answer.read().decode():
                    return
        except (urllib.error.URLError, ConnectionError):
            pass
        time.sleep(ASK_EVERY)
    raise TimeoutError(f"{address} did not serve {mark} within {PATIENCE:.0f} s")
