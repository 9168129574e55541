"""Takes steps back, and again: any number of them, after days, for each file only where nobody has changed it since."""

from __future__ import annotations

from pathlib import Path

from chirashi.base.problems import Problem
from chirashi.base.project import Project, current
from chirashi.editing.journal import Journal, Step, digest
from chirashi.editing.saving import Conflict, Outcome


def history(project: Project | None = None) -> tuple[list[Step], list[Step]]:
    """The steps that can be taken back, the last first, and those that can be taken again, the next first."""
    done: list[Step] = []
    undone: list[Step] = []
    steps = Journal(project or current()).steps()
    by_number = {step.number: step for step in steps}
    for step in steps:
        if step.undoes is not None:
            undone.append(by_number[step.undoes])
            done.remove(by_number[step.undoes])
        elif step.redoes is not None:
            done.append(by_number[step.redoes])
            undone.remove(by_number[step.redoes])
        else:
            done.append(step)
            undone.clear()
    return done[::-1], undone[::-1]


def undo(project: Project | None = None, *, by: str) -> Outcome:
    """Takes the last step back, where there is one. Conflicts name the files that others have changed since."""
    return _again(project or current(), by, back=True)


def redo(project: Project | None = None, *, by: str) -> Outcome:
    """Takes again what was taken back last."""
    return _again(project or current(), by, back=False)


def _again(project: Project, by: str, back: bool) -> Outcome:
    journal = Journal(project)
    with journal.turn():
        steps = history(project)[0 if back else 1]
        if not steps:
            return Outcome()
        step = steps[0]
        files: dict[str, tuple[bytes | None, bytes | None]] = {}
        conflicts = []
        for file, (before, after) in step.files.items():
            old, new = (after, before) if back else (before, after)
            now = _bytes(project.root / file)
            try:
                held, wanted = journal.content(old), journal.content(new)
            except FileNotFoundError:  # it held what is private, see `save`
                return Outcome(refused=[Problem(file, 0, "undo-unkept")])
            if digest(now) not in (old, new):
                conflicts.append(Conflict(file, (), _text(held), _text(wanted), _text(now)))
            files[file] = (now, wanted)
        if conflicts:
            return Outcome(conflicts=conflicts)
        undoes, redoes = (step.number, None) if back else (None, step.number)
        taken = journal.take(files, by, step.said, undoes=undoes, redoes=redoes)
        return Outcome(taken, {file: new for file, (_, new) in files.items()})


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _text(content: bytes | None) -> str | None:
    return None if content is None else content.decode("utf-8", "replace")
