"""The journal of a project: every step that the press has taken in its files, so that it can be taken back.

It lies in `.chirashi/` at the project's root. Not in `build/`, which may be removed at any time and is by `make
clean`, while a step is to be taken back after days; not in `content/`, which is the brochure and nothing else.
The contents of files, as they were and as they became, lie in `contents/` under their SHA-256; a step is a small
file that names them.

A step is decided once `pending.json` lies there whole, with all contents that it names. Only then are files of
`content/` replaced, one rename each, and last the step gets its number. A process that dies in between leaves
`pending.json`, and whoever comes next finishes what it says (`recover`). So every step is taken whole or not at all.
"""

from __future__ import annotations

import contextlib
import datetime
import gzip
import hashlib
import json
import os
import re
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from chirashi.base.problems import writing
from chirashi.base.project import Project

STEP = re.compile(r"\d{6}\.json")
TRIES, PAUSE = 12, 0.1  # seconds; OneDrive, Dropbox or a virus scanner may hold a file for a moment
Wrote = Callable[[Path], None]


@dataclass(frozen=True)
class Step:
    """One step: what each file held before and holds after, by SHA-256; None where there was, or is, no file.

    `undoes` is the number of the step that this one takes back, `redoes` of the one that it takes again.
    """

    number: int
    made: str  # when, in ISO 8601
    by: str  # what made it: the desk, Excel, a command
    files: Mapping[str, tuple[str | None, str | None]]  # from the project's root
    undoes: int | None = None
    redoes: int | None = None
    said: str = ""  # what was done, in words


def digest(content: bytes | None) -> str | None:
    """What a content goes by; None of a file that is not there."""
    return None if content is None else hashlib.sha256(content).hexdigest()


class Meanwhile(Exception):
    """Another program has written these files since they were read."""


class Journal:
    def __init__(self, project: Project, wrote: Wrote = lambda _path: None) -> None:
        """
        :param wrote: called after each write with what was written; tests die there.
        """
        self.root, self.folder, self.wrote = project.root, project.journal, wrote
        self.pending = project.interrupted

    @contextlib.contextmanager
    def turn(self) -> Iterator[None]:
        """Holds the one lock of all who write into this project's content, and finishes what one of them left."""
        from filelock import FileLock

        with writing(self.folder):
            self.folder.mkdir(parents=True, exist_ok=True)
            lock = FileLock(self.folder / "lock")
            lock.acquire()
        try:
            self._recover()
            yield
        finally:
            lock.release()

    def recover(self) -> bool:
        """Finishes a step in which somebody died; whether there was one."""
        if not self.pending.is_file():
            return False
        with self.turn():
            return True

    def steps(self) -> list[Step]:
        """Every step, in their order."""
        names = sorted(p for p in self.folder.glob("*.json") if STEP.fullmatch(p.name)) if self.folder.is_dir() else []
        return [_step(path) for path in names]

    def content(self, name: str | None) -> bytes | None:
        return None if name is None else gzip.decompress((self._contents / f"{name}.gz").read_bytes())

    def take(
        self,
        files: Mapping[str, tuple[bytes | None, bytes | None]],
        by: str,
        text: str = "",
        unkept: frozenset[str] = frozenset(),
        undoes: int | None = None,
        redoes: int | None = None,
    ) -> Step:
        """Takes a step, whole: each file with what it held and what it is to hold. Called within `turn`.

        :param unkept: files of which what they held is not kept; they cannot be taken back.
        :raises Meanwhile: where another program has written one of the files since; the step is none.
        """
        number = max((step.number for step in self.steps()), default=0) + 1
        now = datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds")
        digests = {file: (digest(before), digest(after)) for file, (before, after) in files.items()}
        step = Step(number, now, by, digests, undoes, redoes, text)
        with writing(self.folder):
            for file, (before, after) in files.items():
                self._keep(after)
                if file not in unkept:
                    self._keep(before)
            self._write(self.pending, json.dumps(asdict(step), ensure_ascii=False, indent=1).encode())
        try:
            with writing(self.root):
                self._put_files(step)
                self._number(step)
        except BaseException:
            self._give_up(files)
            raise
        return step

    def _recover(self) -> None:
        path = self.pending
        if path.is_file():
            with writing(self.root):
                step = _step(path)
                # What others have changed since the death is theirs; the step's own version is in the journal.
                with contextlib.suppress(Meanwhile):
                    self._put_files(step)
                self._number(step)

    def _put_files(self, step: Step) -> None:
        """Makes every file what the step says; `Meanwhile` where some are neither as before nor as after."""
        others = []
        for file, (before, after) in step.files.items():
            path = self.root / file
            now = digest(path.read_bytes()) if path.is_file() else None
            if now == before and now != after:
                self._put(path, self.content(after))
            elif now != after:
                others.append(file)
        if others:
            raise Meanwhile(*others)

    def _number(self, step: Step) -> None:
        """The step is done."""
        self.pending.replace(self.folder / f"{step.number:06}.json")
        _sync(self.folder)
        self.wrote(self.folder)

    def _give_up(self, files: Mapping[str, tuple[bytes | None, bytes | None]]) -> None:
        """The disk has refused: what was replaced is put back, and the step is none."""
        for file, (before, after) in files.items():
            path = self.root / file
            if (path.read_bytes() if path.is_file() else None) == after:
                self._put(path, before)
        self.pending.unlink(missing_ok=True)

    def _put(self, path: Path, content: bytes | None) -> None:
        if content is None:
            path.unlink(missing_ok=True)
            self.wrote(path)
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._write(path, content)

    @property
    def _contents(self) -> Path:
        return self.folder / "contents"

    def _keep(self, content: bytes | None) -> None:
        if content is not None and not (path := self._contents / f"{digest(content)}.gz").is_file():
            path.parent.mkdir(exist_ok=True)
            self._write(path, gzip.compress(content, mtime=0))

    def _write(self, path: Path, content: bytes) -> None:
        """Writes beside, makes sure that the disk has it, and takes the place in one rename."""
        beside = path.with_name(f".{path.name}.new")
        try:
            with beside.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            if path.is_file():
                beside.chmod(path.stat().st_mode)
            self.wrote(beside)
            _replace(beside, path)
        except OSError:
            beside.unlink(missing_ok=True)
            raise
        _sync(path.parent)
        self.wrote(path)


def _replace(beside: Path, path: Path) -> None:
    for left in range(TRIES, 0, -1):
        try:
            beside.replace(path)
            return
        except PermissionError:
            if left == 1:
                raise
            time.sleep(PAUSE)


def _sync(folder: Path) -> None:
    """Makes sure that the disk has the names of a folder too, where the system can."""
    if os.name != "posix":
        return
    found = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(found)
    finally:
        os.close(found)


def _step(path: Path) -> Step:
    found = json.loads(path.read_text("utf-8"))
    return Step(**{**found, "files": {file: (before, after) for file, (before, after) in found["files"].items()}})
