"""Publishes by a push of the project's repository, where it is one."""

from __future__ import annotations

import os
import subprocess
from http import HTTPStatus
from pathlib import Path

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute

from chirashi.desk.app import Desk
from chirashi.desk.pages.routing import posted
from chirashi.desk.words import words


def routes(desk: Desk) -> list[BaseRoute]:
    return [posted(desk, "/finish/push", push)]


def remote(root: Path) -> str | None:
    """Where the project's repository is pushed to; None where it is none, or goes nowhere."""
    said = _git(root, "remote")
    return said.split("\n")[0] if said and (root / ".git").exists() else None


def push(desk: Desk, request: Request, _form: FormData) -> Response:
    """Commits what is in content/ and pushes it, by which the repository's own workflow publishes."""
    w, root = words(desk.language(request)), desk.project.root
    done = None
    if remote(root):
        _git(root, "add", "--", "content")
        if _git(root, "diff", "--cached", "--name-only", "--", "content"):
            _git(
                root,
                "commit",
                "-m",
                str(w("finish.commit", name=desk.title(desk.year.name, desk.language(request)))),
                "--",
                "content",
            )
        done = _git(root, "push")
    desk.said.append(str(w("finish.pushed") if done is not None else w("finish.push_failed")))
    return RedirectResponse("/finish#publish", HTTPStatus.SEE_OTHER)


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None where it fails, or is not there. It never asks for anything."""
    try:
        found = subprocess.run(
            ["git", "-C", str(root), *arguments],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            stdin=subprocess.DEVNULL,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
            timeout=120,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return found.stdout.strip() if found.returncode == 0 else None
