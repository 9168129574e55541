"""Many projects, each for itself: one that is wrong, or dies, stops no other, here and on a cluster."""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from farm_work import die, take_time
from known import ROOT

from chirashi.base import project
from chirashi.farm import cluster, overview, parcels, processes, projects
from chirashi.farm.builds import Order, Outcome, build, build_alone
from tests.command.test_command import run

SUPPORT = ROOT / "tests" / "support"
INIT = ("--name", "試験協会", "--telephone", "096-385-3330", "--email", "office@example.org", "--languages", "ja,en")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two projects, one of them wrong."""
    within = tmp_path_factory.mktemp("協会")
    assert run("init", str(within / "good"), *INIT).returncode == 0
    shutil.copytree(within / "good", within / "deeper" / "wrong")
    data = next((within / "deeper" / "wrong").glob("content/*/plans.yml"))
    data.write_text(data.read_text("utf-8").replace("languages: [ja, en]", "languages: [ja, en]\nunknown: 1"), "utf-8")
    assert "unknown: 1" in data.read_text("utf-8")
    return within


def test_projects_are_found_and_none_within_another(folder: Path) -> None:
    (folder / "good" / "site" / "content").mkdir(parents=True, exist_ok=True)
    (folder / "good" / "site" / "content" / "site.yml").touch()
    assert [one.root.relative_to(folder).as_posix() for one in projects.find(folder)] == ["deeper/wrong", "good"]
    shutil.rmtree(folder / "good" / "site")


def test_a_wrong_project_stops_no_other(folder: Path) -> None:
    done = run("farm", str(folder), "--pages", "--lang", "en")
    assert done.returncode == 1
    assert "1 of 2 projects are made; 1 to look at." in done.stdout
    assert (folder / "good" / "build" / "draft" / "index.html").is_file()
    assert not (folder / "deeper" / "wrong" / "build" / "draft").exists()
    page = (folder / "farm.html").read_text("utf-8")
    assert page.index("wrong") < page.index("good<br>") and "key-unknown" in page and "<script" not in page


def pages_below(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.html")}


def test_what_is_kept_from_one_project_is_seen_in_no_other(folder: Path, tmp_path: Path) -> None:
    """A copy of a process that has made other pages makes what a new one makes, by the project's own theme."""
    plain = Path(shutil.copytree(folder / "good", tmp_path / "plain", ignore=shutil.ignore_patterns("build")))
    own = Path(shutil.copytree(plain, tmp_path / "own"))
    labels = own / "theme" / "labels" / "ja.yml"
    labels.parent.mkdir(parents=True, exist_ok=True)
    labels.write_text("direction: rtl\n", "utf-8")
    outcomes = dict(processes.each(build_alone, [Order(root, pages_only=True) for root in (plain, own)]))
    for order, outcome in outcomes.items():
        assert isinstance(outcome, Outcome) and outcome.good, outcome
        afresh = tmp_path / "afresh" / order.root.name
        assert run("draft", "--project", str(order.root), "--out", str(afresh)).returncode == 0
        assert pages_below(order.root / "build" / "draft") == pages_below(afresh)
    texts = [(root / "build" / "draft" / "index.html").read_text("utf-8") for root in (plain, own)]
    assert 'dir="rtl"' not in texts[0] and 'dir="rtl"' in texts[1]


def test_a_process_that_dies_costs_its_own_piece() -> None:
    done = dict(processes.each(die, [0, 1, 2, 3], at_once=2))
    assert isinstance(done.pop(1), processes.Died)
    assert done == {0: 0, 2: 2, 3: 3}


def test_a_fault_of_the_press_is_told_and_quotes_no_data(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    def broken(_job: object) -> None:
        raise KeyError("kmt-mbr-7Q")

    monkeypatch.setattr("chirashi.cli.steps.load_and_check", broken)
    monkeypatch.setattr(project, "_used", None)
    outcome = build(Order(folder / "good"))
    assert "KeyError" in outcome.errors[0]["en"] and "kmt-mbr-7Q" not in str(outcome)


def test_what_is_private_does_not_travel(tmp_path: Path, folder: Path) -> None:
    project = Path(shutil.copytree(folder / "good", tmp_path / "one"))
    edition = next(project.glob("content/*/plans.yml")).parent
    (edition / "private.yml").write_text("login: {id: kmt-mbr-7Q, password: secret-8}", "utf-8")
    files = parcels.files_of(parcels.packed(projects.Project(project)))
    assert not [name for name in files if "private" in name]
    assert f"content/{edition.name}/plans.yml" in files


@pytest.mark.parametrize("name", ["../out", "/etc/x", "a/../../b", "C:x"])
def test_a_parcel_cannot_lead_out_of_its_folder(name: str, tmp_path: Path) -> None:
    import io
    import zipfile

    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(name, b"x")
    with pytest.raises(ValueError, match="x|out|b"):
        parcels.unpacked(file.getvalue(), tmp_path / "within")


@contextlib.contextmanager
def dask(within: Path, workers: int) -> Iterator[tuple[str, list[subprocess.Popen[bytes]]]]:
    """A scheduler and its workers, each a process of its own; the scheduler's address."""
    where = os.pathsep.join((str(ROOT), str(SUPPORT)))
    environment = {**os.environ, "PYTHONPATH": where, "DASK_DISTRIBUTED__COMM__TIMEOUTS__CONNECT": "60s"}
    port = within / "scheduler.json"
    begin = [sys.executable, "-m", "dask"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "env": environment, "cwd": within}
    running = [
        subprocess.Popen(
            [
                *begin,
                "scheduler",
                "--host",
                "127.0.0.1",
                "--port",
                "0",
                "--no-dashboard",
                "--scheduler-file",
                str(port),
            ],
            **quiet,  # type: ignore[call-overload]
        )
    ]
    try:
        while not port.exists():
            assert running[0].poll() is None
            time.sleep(0.1)
        import json

        address = json.loads(port.read_text("utf-8"))["address"]
        running += [
            subprocess.Popen(
                [*begin, "worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"],
                **quiet,  # type: ignore[call-overload]
            )
            for _ in range(workers)
        ]
        yield address, running[1:]
    finally:
        for process in running:
            process.kill()
            process.wait()


def test_two_workers_killed_in_the_midst_cost_their_pieces_no_more_than_time(tmp_path: Path) -> None:
    folder = tmp_path / "marks"
    folder.mkdir()
    pieces = [(str(folder), number) for number in range(6)]
    with dask(tmp_path, 3) as (address, _):
        done = cluster.each(take_time, pieces, address)
        made = []
        import threading

        finished = threading.Thread(target=lambda: made.extend(done))
        finished.start()
        while len(begun := {int(path.name.partition("-")[0]) for path in folder.glob("*-*")}) < 3:
            time.sleep(0.05)
        for pid in list(begun)[:2]:
            os.kill(pid, signal.SIGKILL)
        (folder / "go").touch()
        finished.join()
    assert sorted(number for _, number in made) == list(range(6))


def test_a_project_is_built_by_a_worker_that_shares_no_disk(tmp_path: Path, folder: Path) -> None:
    home = Path(shutil.copytree(folder / "good", tmp_path / "好い協会", ignore=shutil.ignore_patterns("build")))
    wrong = Path(shutil.copytree(folder / "deeper" / "wrong", tmp_path / "wrong"))
    orders = [Order(home, pages_only=True), Order(wrong, pages_only=True)]
    with dask(tmp_path, 1) as (address, _):
        outcomes = dict(cluster.builds(orders, address, store=f"file://{tmp_path}/store"))
    made, refused = outcomes[orders[0]], outcomes[orders[1]]
    assert isinstance(made, Outcome) and made.good and isinstance(refused, Outcome)
    assert (home / "build" / "draft" / "index.html").is_file()
    assert "key-unknown" in refused.errors[0]["en"]


def test_the_page_speaks_both_languages() -> None:
    outcomes = [Outcome("a", {"ja": "制度", "en": "Scheme"}, files=3, proved=True)]
    assert "制度" in overview.page(outcomes, "ja") and "照らし合わせ" in overview.page(outcomes, "ja")
    assert "Scheme" in overview.page(outcomes, "en") and "Proved" in overview.page(outcomes, "en")
