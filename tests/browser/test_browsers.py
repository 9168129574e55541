"""A browser that dies takes one test with it and not the rest of the run."""

from __future__ import annotations

import os
import signal
import subprocess

from browser import Browsers, answers

SHOWS = "data:text/html,<title>here</title>"


def title(browsers: Browsers) -> str:
    page = browsers.get().new_page()
    page.goto(SHOWS)
    found = page.title()
    page.close()
    return found


def children(process: int) -> list[int]:
    """Every process below one, the nearest first."""
    listed = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()]
    nearest = [pid for pid, parent in pairs if parent == process]
    return nearest + [below for pid in nearest for below in children(pid)]


def kill(name: str) -> None:
    """Every process of that name which this one has begun, however far below it."""
    for process in children(os.getpid()):
        called = subprocess.run(["ps", "-o", "comm=", "-p", str(process)], capture_output=True, text=True).stdout
        if name in called:
            os.kill(process, signal.SIGKILL)


def test_another_browser_comes_where_one_has_closed_or_was_killed(browsers: Browsers) -> None:
    first = browsers.get()
    assert title(browsers) == "here" and browsers.get() is first
    first.close()
    assert title(browsers) == "here"
    for name in ("chrom", "node"):  # the browser itself, and what carries orders to it
        before = browsers.get()
        kill(name)
        assert not answers(before)
        assert title(browsers) == "here"
