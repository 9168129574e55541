"""A disk that is full at every write in turn: of a build, of `new`, of `translated`, of `schema`.

The write is failed within the process, as the system would fail it: opening for writing, writing (half of it is
written), making a folder, renaming, linking. Each try is a copy of this process, which has loaded everything.
"""

from __future__ import annotations

import builtins
import errno
import io
import os
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

import typer

from campaigns.common import EDITION, Result, contents, project, state
from campaigns.kills import OLD, OLD_PAPER
from chirashi import proof as witness
from chirashi.base import build_stamp
from chirashi.base import project as projects
from chirashi.base.files import publishing
from chirashi.base.project import Project
from chirashi.cli import steps
from chirashi.cli.commands import build_commands as commands

WRITES = set("wax+")
NEVER = 10**9
LOST = 77  # the exit code of a try that has ended in a traceback


class Full:
    """Counts what writes, and fails one of them."""

    def __init__(self, at: int) -> None:
        self.at, self.count = at, 0

    def step(self) -> bool:
        self.count += 1
        return self.count == self.at

    def refuse(self, name: object = None) -> OSError:
        return OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), *([str(name)] if name is not None else []))

    def install(self) -> None:
        opened, low = io.open, os.open

        def open_(file: Any, mode: str = "r", *rest: Any, **named: Any) -> Any:
            if not WRITES & set(mode):
                return opened(file, mode, *rest, **named)
            if self.step():
                raise self.refuse(file)
            return _Stream(opened(file, mode, *rest, **named), self)

        def os_open(path: Any, flags: int, *rest: Any, **named: Any) -> int:
            if flags & os.O_CREAT and self.step():
                raise self.refuse(path)
            return low(path, flags, *rest, **named)

        def failing(call: Callable[..., Any]) -> Callable[..., Any]:
            def one(path: Any, *rest: Any, **named: Any) -> Any:
                if self.step():
                    raise self.refuse(path)
                return call(path, *rest, **named)

            return one

        io.open = builtins.open = open_  # type: ignore[assignment]
        os.open = os_open
        for name in ("mkdir", "rename", "replace", "symlink"):
            setattr(os, name, failing(getattr(os, name)))


class _Stream:
    """A file whose write may be the one that fails, with half of it written."""

    def __init__(self, stream: Any, full: Full) -> None:
        self._stream, self._full = stream, full

    def write(self, data: Any) -> Any:
        if self._full.step():
            self._stream.write(data[: len(data) // 2])
            self._stream.flush()
            raise self._full.refuse()
        return self._stream.write(data)

    def __enter__(self) -> _Stream:
        return self

    def __exit__(self, *_error: object) -> None:
        self._stream.close()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)

    def __iter__(self) -> Any:
        return iter(self._stream)


def _build(here: Project, work: steps.Work, proofs: list[Any]) -> None:
    """A build whose pages, sheets and proof are there: everything that it writes."""
    steps.load_and_check = lambda _job: work  # type: ignore[assignment]

    def proved(_job: object, _site: object, _paper: object, build: Path) -> list[Any]:
        witness.write(proofs, build)
        return []

    steps.prove = proved
    commands._run(here, None, "en", here.site, None, ())
    build_stamp.remember(here.build / build_stamp.FILE, "inputs", (here.site, here.paper), work.report)


def _typed(*arguments: str) -> Callable[[Project], None]:
    def do(here: Project) -> None:
        commands.app([*arguments, "--lang", "en", "--project", str(here.root)], standalone_mode=False)

    return do


def _try(job: Callable[[], None], at: int) -> tuple[int, int]:
    """Exit code and number of writes of a copy of this process."""
    read, write = os.pipe()
    child = os.fork()
    if not child:
        code = 0
        null = os.open(os.devnull, os.O_WRONLY)
        os.dup2(null, 1)
        os.dup2(null, 2)
        full = Full(at)
        try:
            full.install()
            job()
        except SystemExit as error:
            code = int(error.code or 0)
        except typer.Exit as error:
            code = error.exit_code
        except BaseException:
            code = LOST
            os.write(write, traceback.format_exc()[-600:].encode())
        os.write(write, f"\0{full.count}".encode())
        os._exit(code)
    os.close(write)
    with os.fdopen(read, "rb") as stream:
        said = stream.read().decode()
    _, status = os.waitpid(child, 0)
    trace, _, count = said.rpartition("\0")
    if trace:
        sys.stdout.write(trace + "\n")
    return os.waitstatus_to_exitcode(status), int(count or 0)


def run(most: int, seed: int) -> list[Result]:  # noqa: ARG001  # every write in turn: nothing is left to chance
    result = Result("full disk at every write", 0)
    with tempfile.TemporaryDirectory() as folder:
        here = project(Path(folder))
        projects.use(here)
        job = steps.Job(here.content / EDITION, url="https://kenpo.jp/")
        work = steps.load_and_check(job)
        steps.print_(job, work, here.site)
        steps.render(job, work)
        with (
            publishing.turn(here.build),
            publishing.staged({here.site: work.files, here.paper: work.paper}, here.build),
        ):
            pass
        folders = [folder_ for _, folder_ in job.folders]
        proofs = [witness.prove(folders[0], here.site, here.paper, url=job.url)]
        new, source = (work.files, work.paper), contents(here.content)
        tries: dict[str, Callable[[], None]] = {
            "build": lambda: _build(here, work, proofs),
            "new": lambda: _typed("new", "care-2030", "--from", EDITION)(here),
            "translated": lambda: _typed("translated")(here),
            "schema": lambda: _typed("schema")(here),
        }
        for name, one in tries.items():
            _put_back(here, source)
            code, writes = _try(one, NEVER)
            after = contents(here.content)
            assert code == 0, f"{name} does not work at all"
            result.wanted += writes
            for at in range(1, min(writes, most) + 1):
                _put_back(here, source)
                code, _ = _try(one, at)
                result.tried += 1
                result.faults += [f"{name}, write {at}: {fault}" for fault in _faults(here, code, source, after, new)]
            result.notes.append(f"{name}: {writes} writes")
    result.held = (
        "told as a full disk or done without, no traceback; site/, print/ and content/ of before or new, whole"
    )
    return [result]


def _put_back(here: Project, source: dict[str, bytes]) -> None:
    publishing.write(OLD, here.site)
    publishing.write(OLD_PAPER, here.paper)
    publishing.write(source, here.content)
    for name in ("stage", "inputs", "before"):
        publishing.clear(here.build / name)


def _faults(here: Project, code: int, source: object, after: object, new: object) -> list[str]:
    found = [f"ends with {code}"] if code not in (0, 1) else []
    if state(here) not in ((OLD, OLD_PAPER), new):
        found.append("site/ and print/ are neither both old nor both new")
    if (now := contents(here.content)) not in (source, after):
        found.append(f"content/ is half changed: {sorted(set(now) ^ set(source))[:5]}")  # type: ignore[call-overload]
    return found
