"""Nothing is lost: whatever happens to a build, `site/` is the old one or the new one, whole."""

from __future__ import annotations

import errno
import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from known import ROOT

from chirashi.base.files import publishing
from chirashi.base.problems import Trouble

OLD = {"index.html": b"old", "en/index.html": b"old too"}
NEW = {"index.html": b"new", "fr/index.html": b"new too"}


def contents(site: Path) -> dict[str, bytes]:
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_site_is_replaced_as_a_whole(tmp_path: Path) -> None:
    site, build = tmp_path / "site", tmp_path / "build"
    build.mkdir()
    publishing.publish(OLD, site, build)
    publishing.publish(NEW, site, build)
    assert contents(site) == NEW
    assert not (build / "stage").exists()


def test_without_an_exchange_two_renames_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(publishing, "_swap", lambda one, other: False)
    site, build = tmp_path / "site", tmp_path / "build"
    build.mkdir()
    publishing.publish(OLD, site, build)
    publishing.publish(NEW, site, build)
    assert contents(site) == NEW


def test_after_a_death_between_two_renames_the_old_site_returns(tmp_path: Path) -> None:
    site, build = tmp_path / "site", tmp_path / "build"
    build.mkdir()
    publishing.publish(OLD, site, build)
    (build / "before").mkdir()
    site.rename(build / "before" / "site")
    publishing.restore(site, build)
    assert contents(site) == OLD


@pytest.mark.parametrize("swaps", [True, False], ids=["exchange", "two renames"])
@pytest.mark.parametrize("paper", [OLD, {}], ids=["print before", "no print before"])
def test_both_folders_are_replaced_or_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, swaps: bool, paper: dict[str, bytes]
) -> None:
    """`print/` cannot take its place once `site/` has: the old site is back, and the next build replaces both."""
    site, paper_, build = tmp_path / "site", tmp_path / "print", tmp_path / "build"
    build.mkdir()
    publishing.publish(OLD, site, build)
    if paper:
        publishing.publish(paper, paper_, build)
    if not swaps:
        monkeypatch.setattr(publishing, "_swap", lambda one, other: False)
    exchange = publishing.exchange

    def refused(stage: Path, folder: Path, build: Path) -> None:
        if folder == paper_:
            raise OSError(errno.EBUSY, os.strerror(errno.EBUSY), str(folder))
        exchange(stage, folder, build)

    monkeypatch.setattr(publishing, "exchange", refused)
    with pytest.raises(Trouble, match="print"), publishing.staged({site: NEW, paper_: NEW}, build):
        pass
    assert contents(site) == OLD
    assert contents(paper_) == paper
    monkeypatch.setattr(publishing, "exchange", exchange)
    with publishing.staged({site: NEW, paper_: NEW}, build):
        pass
    assert contents(site) == contents(paper_) == NEW
    assert {path.name for path in build.iterdir()} == {publishing.LIST}


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting needs Linux and root")
@pytest.mark.parametrize("mounted", ["site", "print"])
def test_a_folder_that_is_a_disk_of_its_own_is_told_before_anything_is_replaced(tmp_path: Path, mounted: str) -> None:
    site, paper, build = tmp_path / "site", tmp_path / "print", tmp_path / "build"
    build.mkdir()
    (tmp_path / mounted).mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "tmpfs", str(tmp_path / mounted)], check=False).returncode:
        pytest.skip("this machine does not let root mount a tmpfs")
    try:
        publishing.write(OLD, tmp_path / ("print" if mounted == "site" else "site"))
        with pytest.raises(Trouble, match=r"disk of its own"), publishing.staged({site: NEW, paper: NEW}, build):
            pass
        assert contents(tmp_path / mounted) == {}
        assert contents(tmp_path / ("print" if mounted == "site" else "site")) == OLD
    finally:
        subprocess.run(["umount", str(tmp_path / mounted)], check=True)


@pytest.mark.parametrize("failing", range(2))
def test_a_full_disk_leaves_the_old_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: int) -> None:
    """The write of each file in turn fails as on a full disk."""
    site, build = tmp_path / "site", tmp_path / "build"
    build.mkdir()
    publishing.publish(OLD, site, build)
    opened = Path.open
    count = iter(range(100))

    def full(path: Path, *args: object, **kw: object) -> object:
        if args[:1] == ("r+b",) and next(count) == failing:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
        return opened(path, *args, **kw)  # type: ignore[arg-type]

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(Trouble, match="The disk could not be written"):
        publishing.publish(NEW, site, build)
    monkeypatch.undo()
    assert contents(site) == OLD
    publishing.publish(NEW, site, build)
    assert contents(site) == NEW


@pytest.mark.skipif(sys.platform != "linux" or os.geteuid() != 0, reason="mounting a small disk needs Linux and root")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    """A real file system of 64 KB: the new site does not fit, the old one stays."""
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)], check=False).returncode:
        pytest.skip("this machine does not let root mount a tmpfs")
    try:
        site, build = disk / "site", disk / "build"
        build.mkdir()
        publishing.publish(OLD, site, build)
        with pytest.raises(Trouble, match="The disk could not be written"):
            publishing.publish({f"{i}.html": os.urandom(9_000) for i in range(20)}, site, build)
        assert contents(site) == OLD
    finally:
        subprocess.run(["umount", str(disk)], check=True)


def start_build(out: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "build.py", "build", "cyber-2025", "--out", str(out)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


@pytest.mark.long
def test_killed_at_any_moment_the_site_is_whole(tmp_path: Path) -> None:
    """`kill -9` at many moments of a build: the site is the old one or the new one, byte for byte."""
    site = tmp_path / "site"
    assert start_build(site).wait() == 0  # what is printed is kept from now on, so that the next ones are alike
    began = time.perf_counter()
    assert start_build(site).wait() == 0
    whole = time.perf_counter() - began
    new = contents(site)
    old = OLD
    moments = [whole * i / 12 for i in range(1, 13)]
    seen = set()
    for moment in moments:
        publishing.clear(site)
        publishing.write(old, site)
        process = start_build(site)
        time.sleep(moment)
        process.send_signal(signal.SIGKILL)
        process.wait()
        now = contents(site)
        assert now in (old, new)
        seen.add(now == new)
    assert start_build(site).wait() == 0
    assert contents(site) == new
    assert False in seen, "no build was killed before it was done"


def test_killed_around_the_exchange_the_site_is_whole(tmp_path: Path) -> None:
    """The same at the one moment that counts: publishing again and again while being killed."""
    site = tmp_path / "site"
    script = (
        "from pathlib import Path; import itertools; from chirashi.base.files.publishing import publish\n"
        f"site = Path({str(site)!r}); build = site.parent / 'build'; build.mkdir(exist_ok=True)\n"
        "for i in itertools.count():\n"
        "    publish({f'{n}.html': str(i).encode() for n in range(20)}, site, build)\n"
    )
    for round_ in range(8):
        process = subprocess.Popen([sys.executable, "-c", script], cwd=ROOT)
        while not site.exists():  # a busy machine takes its time to begin
            assert process.poll() is None, "nothing publishes"
            time.sleep(0.01)
        time.sleep(round_ * 0.013)
        process.kill()
        process.wait()
        found = contents(site)
        assert len(found) == 20
        assert len(set(found.values())) == 1, "files of two builds stand side by side"


def test_two_builds_at_once_take_turns(tmp_path: Path) -> None:
    site = tmp_path / "site"
    both = [start_build(site), start_build(site)]
    assert [process.wait() for process in both] == [0, 0]
    alone = tmp_path / "alone" / "site"
    shutil.copytree(tmp_path / "build" / "printed", alone.parent / "build" / "printed")
    assert start_build(alone).wait() == 0
    assert contents(site) == contents(alone), "the same input gives the same bytes"
