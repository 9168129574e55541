"""A save is whole or not at all, loses nothing that others wrote, and can be taken back after days."""

import contextlib
import itertools
import os
from pathlib import Path

import pytest
from known import TODAY

from chirashi.base.problems import Trouble
from chirashi.base.project import Project
from chirashi.cli.terminal.arguments import project_of
from chirashi.editing import (
    InsertItem,
    Journal,
    Outcome,
    RenameItem,
    ReplaceText,
    SetValue,
    history,
    journal,
    redo,
    save,
    seen,
    undo,
)

C = ("tables", "basic", "cells", "C")
NAME = ("plans", "C", "name", "ja")
RENAMED = RenameItem(("plans", "C"), "K")  # changes plans.yml and no page
TABLE = RenameItem(("tables", "basic"), "base")  # changes seven files


def saved(folder: Path, *changes: object, **how: object) -> Outcome:
    return save(folder, changes, by="test", today=TODAY, **how)  # type: ignore[arg-type]


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_an_error_that_was_not_there_is_told_at_its_field_and_nothing_is_written(cyber: Path) -> None:
    before = contents(cyber)
    made = saved(cyber, SetValue(C, "80000"))
    assert {p.path for p in made.refused} == {("tables", "total", "printed", option, "C") for option in "abc"}
    made = saved(cyber, SetValue(C, "77,16O"))
    assert [(p.path, p.code) for p in made.refused if p.code == "digit-letter"] == [(C, "digit-letter")]
    assert contents(cyber) == before
    assert saved(cyber, SetValue(C, "80000"), strictly=False).step
    # What is wrong already keeps nobody from mending something else.
    assert saved(cyber, SetValue(NAME, "プランＣ")).step


def test_nothing_to_change_is_no_step(cyber: Path, home: Project) -> None:
    assert saved(cyber, SetValue(C, "７７１６０")).step is None
    assert Journal(home).steps() == []


def test_what_others_changed_is_not_overwritten(cyber: Path) -> None:
    data, page = cyber / "plans.yml", cyber / "ja/notes.md"
    based = seen(cyber, ["plans.yml", "ja/notes.md"])
    data.write_text(data.read_text("utf-8").replace("C: 77,160円", "C: 78,000円"), "utf-8")
    before = contents(cyber)
    (conflict,) = saved(cyber, SetValue(C, "80000", was="77,160円"), strictly=False).conflicts
    assert (conflict.at, conflict.was, conflict.mine, conflict.theirs) == (C, "77,160円", "80000", "78,000円")
    (conflict,) = saved(cyber, SetValue(C, "80000"), based_on=based).conflicts
    assert conflict.at == () and "78,000円" in conflict.theirs
    assert contents(cyber) == before
    # Another field of the same file, and another file, are free.
    assert saved(cyber, SetValue(NAME, "プランＣ", was="プランC"), based_on=based, strictly=False).step
    text = page.read_text("utf-8")
    assert saved(
        cyber, ReplaceText("ja/notes.md", text + "\n追記です。\n", was=text), based_on=based, strictly=False
    ).step


def test_files_keep_their_ends_and_their_mark(cyber: Path) -> None:
    for name in ("plans.yml", "ja/notes.md"):
        path = cyber / name
        path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    before = contents(cyber)
    text = (cyber / "ja/notes.md").read_text("utf-8-sig")
    assert saved(
        cyber, SetValue(NAME, "プランＣ"), ReplaceText("ja/notes.md", text + "追記です。\n"), strictly=False
    ).step
    after = contents(cyber)
    assert after["plans.yml"] == before["plans.yml"].replace("プランC".encode(), "プランＣ".encode(), 1)
    assert after["ja/notes.md"] == before["ja/notes.md"] + "追記です。\r\n".encode()


def test_any_number_of_steps_is_taken_back_and_again(cyber: Path, home: Project) -> None:
    states = [contents(cyber)]
    steps: list[tuple[object, ...]] = [(TABLE,), (SetValue(NAME, "プランＣ"),), (ReplaceText("ja/extra.md", "x\n"),)]
    steps += [
        (InsertItem(("notes",), {"ja": "新", "en": "New"}, "fresh"), RENAMED),
        (ReplaceText("ja/extra.md", None),),
    ]
    for changes in steps:
        assert saved(cyber, *changes, strictly=False).step
        states.append(contents(cyber))
    for state in reversed(states[:-1]):
        assert undo(home, by="test").step
        assert contents(cyber) == state
    assert undo(home, by="test").step is None
    for state in states[1:3]:
        assert redo(home, by="test").step
        assert contents(cyber) == state
    assert saved(cyber, SetValue(NAME, "プランc"), strictly=False).step
    assert [len(side) for side in history(home)] == [3, 0], "what was taken back is gone once something else is done"


def test_what_others_wrote_since_is_not_taken_back(cyber: Path, home: Project) -> None:
    assert saved(cyber, SetValue(NAME, "プランＣ")).step
    (cyber / "plans.yml").write_bytes((cyber / "plans.yml").read_bytes() + b"# by hand\n")
    before = contents(cyber)
    (conflict,) = undo(home, by="test").conflicts
    assert "# by hand" in conflict.theirs and "プランC}" in conflict.mine.replace("ja: プランC,", "プランC}")
    assert contents(cyber) == before


FILES: dict[str, tuple[bytes | None, bytes | None]] = {
    "content/a.yml": (b"one", b"two"),
    "content/ja/new.md": (None, b"made"),
    "content/ja/old.md": (b"there", None),
    "content/b.md": (b"b", b"bb"),
}


def dies_at(root: Path, nth: int) -> bool:
    """Takes a step in a process that is killed right after its nth write; whether it was."""
    pid = os.fork()
    if pid == 0:
        count = itertools.count(1)

        def wrote(_path: Path) -> None:
            if next(count) == nth:
                os._exit(9)

        with contextlib.suppress(BaseException):
            working = Journal(Project(root), wrote)
            with working.turn():
                working.take(FILES, "test")
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


def test_a_process_killed_at_any_write_leaves_the_whole_step_or_none(tmp_path: Path) -> None:
    whole = []
    for nth in itertools.count(1):
        root = tmp_path / str(nth)
        for file, (content, _) in FILES.items():
            (root / file).parent.mkdir(parents=True, exist_ok=True)
            if content is not None:
                (root / file).write_bytes(content)
        states = [{file: both[i] for file, both in FILES.items() if both[i] is not None} for i in (0, 1)]
        if not dies_at(root, nth):
            break
        recovered = Journal(Project(root))
        recovered.recover()
        found = {f"content/{name}": content for name, content in contents(root / "content").items()}
        assert found in states, f"after write {nth}"
        whole.append(found == states[1])
        assert len(recovered.steps()) == whole[-1]
        if whole[-1]:
            assert undo(Project(root), by="test").step
            assert {f"content/{name}": content for name, content in contents(root / "content").items()} == states[0]
    assert len(whole) > 2 * len(FILES)
    assert whole == sorted(whole) and not whole[0] and whole[-1], "none until it is decided, then the whole of it"


def test_the_next_command_finishes_what_was_begun(home: Project) -> None:
    for file, (content, _) in FILES.items():
        (home.root / file).parent.mkdir(parents=True, exist_ok=True)
        if content is not None:
            (home.root / file).write_bytes(content)
    home.settings.write_text("edition: none\n", "utf-8")
    first = next(nth for nth in itertools.count(1) if dies_at(home.root, nth) and home.interrupted.is_file())
    assert first and home.interrupted.is_file()
    project_of(home.root)
    assert not home.interrupted.is_file() and len(Journal(home).steps()) == 1
    assert all(found(home.root / file) == content for file, (_, content) in FILES.items())


def found(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def test_a_disk_that_refuses_leaves_what_was(cyber: Path, home: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    before, count = contents(cyber), itertools.count(1)
    original = journal._replace

    def full(beside: Path, path: Path) -> None:
        if path.suffix == ".md" and next(count) == 3:
            raise OSError(28, "No space left on device", str(path))
        original(beside, path)

    monkeypatch.setattr(journal, "_replace", full)
    with pytest.raises(Trouble):
        saved(cyber, TABLE)
    assert contents(cyber) == before and Journal(home).steps() == []


def test_private_values_are_neither_written_nor_kept(cyber: Path, home: Project) -> None:
    (cyber / "private.yml").write_text('login:\n  id: "kumamoto99"\n  password: "s3cretword"\n', "utf-8")
    text = (cyber / "ja/notes.md").read_text("utf-8")
    (refused,) = saved(cyber, ReplaceText("ja/notes.md", text + "ID: kumamoto99\n"), strictly=False).refused
    assert refused.code == "private-found" and "kumamoto99" not in refused.line_in("ja")
    # One that was typed into the file by hand can be taken out, and is not kept.
    (cyber / "ja/notes.md").write_text(text + "ID: kumamoto99\n", "utf-8")
    assert saved(cyber, ReplaceText("ja/notes.md", text)).step
    found = [Journal(home).content(p.name.removesuffix(".gz")) for p in home.journal.rglob("*.gz")]
    assert found and not [content for content in found if content and b"kumamoto99" in content]
    assert [p.code for p in undo(home, by="test").refused] == ["undo-unkept"]


def test_nothing_outside_the_edition_is_written(cyber: Path) -> None:
    for name in ("../../elsewhere.md", "private.yml", "ja/x.html"):
        with pytest.raises(ValueError, match=name.replace(".", r"\.")):
            saved(cyber, ReplaceText(name, "x"))
