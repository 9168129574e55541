"""A disk that is full or may not be written is told as that, by every command, and costs nothing that was there."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from chirashi.base import build_stamp
from chirashi.base.files import publishing
from chirashi.base.problems import Trouble
from chirashi.cli.terminal import console
from chirashi.paper.cache import Result, Store
from tests.command.test_command import ROOT, run


def sources(root: Path) -> Path:
    root.mkdir(exist_ok=True)
    for name in ("chirashi", "theme", "content"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__", "private.yml"))
    shutil.copy2(ROOT / "build.py", root)
    return root


def told(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 1, done.stderr
    assert "[disk]" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 256 KB: some of a build fits, the whole does not."""
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("mounting a small disk needs Linux and root")
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let root mount a tmpfs")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_build_onto_a_full_disk(small: Path) -> None:
    told(run("draft", "--out", str(small / "site"), cwd=ROOT))
    assert not (small / "site").exists()
    (small / "fill").write_bytes(os.urandom(10_000))
    before = shutil.disk_usage(small).free
    (small / "rest").write_bytes(bytes(before - before % 4096))
    told(run("draft", "--out", str(small / "more" / "site"), cwd=ROOT))


def test_a_path_that_cannot_be_written() -> None:
    told(run("draft", "--out", str(ROOT / "README.md" / "below" / "site")))
    told(run("draft", "--out", "/proc/nothing/site"))


def test_an_edition_that_cannot_be_copied(small: Path) -> None:
    """`new`, `schema` and `translated` write into content/: here it is full."""
    root = small.parent / "project"
    sources(root)
    subprocess.run(["mount", "-o", "remount,size=700k", str(small)], check=True)
    shutil.copytree(root / "content", small / "content")
    shutil.rmtree(root / "content")
    (root / "content").symlink_to(small / "content")
    free = shutil.disk_usage(small).free
    (small / "rest").write_bytes(bytes(free - free % 4096))
    (root / "content" / "plans.schema.json").write_text("", "utf-8")
    told(run("new", "cyber-2026", "--from", "cyber-2025", cwd=root))
    assert sorted(path.name for path in (small / "content").iterdir() if "2026" in path.name) == []


def test_the_store_and_the_stamp_do_without_room(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    Store(tmp_path / "file" / "printed").keep("key", Result(b"pdf", b"png"))
    build_stamp.remember(tmp_path / "file" / "stamp.json", "inputs", (), build_stamp.LastBuild({}, {}))


def test_a_turn_that_cannot_be_taken_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", "utf-8")
    with pytest.raises(Trouble, match="The disk could not be written"), publishing.turn(tmp_path / "file" / "build"):
        pass


def test_a_bug_is_not_dressed_up_as_a_full_disk(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(FileNotFoundError), console.telling_problems("en"):
        (ROOT / "no-such-file").read_text("utf-8")
    with pytest.raises(SystemExit), console.telling_problems("en"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "content/plans.schema.json")
    assert "content/plans.schema.json: error: The disk could not be written (No space" in capsys.readouterr().err
