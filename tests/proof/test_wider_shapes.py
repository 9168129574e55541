"""What the wider data holds, the witness reads for itself: a fault in a finished page of these editions is told."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from known import EDITIONS

from chirashi.cli import steps
from chirashi.proof import prove, record_translations
from chirashi.proof.run import Kept

NAMES = ("liability-windows", "accident-family")
KEPT: dict[str, Kept] = {name: {} for name in NAMES}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Both editions' folders, with their sites below `site/`."""
    root = tmp_path_factory.mktemp("shapes")
    for name in NAMES:
        work = steps.load_and_check(job := steps.Job(EDITIONS[name]))
        steps.render(job, work)
        for file, content in work.files.items():
            path = root / "site" / name / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        shutil.copytree(EDITIONS[name], root / name)
        record_translations(root / name)
    return root


def codes(root: Path, name: str) -> set[str]:
    return {p.code for p in prove(root / name, root / "site" / name, kept=KEPT[name]).problems if p.severity == "error"}


@pytest.mark.parametrize("name", NAMES)
def test_a_good_site_is_proved(built: Path, name: str) -> None:
    assert codes(built, name) == set()


FAULTS = {
    "a premium to ask for that has become an amount": (
        "liability-windows", "premiums/index.html", 'tables.basic.L">要相談<', 'tables.basic.L">96,500円<',
    ),
    "a rider that is not there": ("liability-windows", "premiums/index.html", ">－<", ">○<"),
    "the deductible of another plan": (
        "liability-windows", "premiums/index.html", '.deductible.M">100,000円<', '.deductible.M">300,000円<',
    ),
    "the telephone of another purpose": (
        "liability-windows", "index.html", "telephone\">0120-000-204<", "telephone\">077-000-0205<",
    ),
    "a window that closes on another day": (
        "liability-windows", "index.html", 'windows.0.closes">2027年2月26日', 'windows.0.closes">2027年2月28日',
    ),
    "a window of the calendar": ("liability-windows", "deadline.ics", "20270831", "20270930"),
    "a premium of women in the row of men": (
        "accident-family", "premiums/index.html", '.m.a50.u1">1,410円<', '.m.a50.u1">1,290円<',
    ),
    "a premium of the last month of a group": (
        "accident-family", "data/members.ja.csv", "男性、50歳,1410", "男性、50歳,1290",
    ),
    "another day of every month": ("accident-family", "deadline.ics", "BYMONTHDAY=-1", "BYMONTHDAY=15"),
    "another age": ("accident-family", "index.html", '.ages">50歳<', '.ages">55歳<'),
    "a deadline that is the last day of no month": (
        "accident-family", "index.html", 'day_of_month">毎月末日<', 'day_of_month">毎月15日<',
    ),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_told(built: Path, fault: str) -> None:
    name, file, old, new = FAULTS[fault]
    path = built / "site" / name / file
    before = path.read_text("utf-8")
    assert old in before
    try:
        path.write_text(before.replace(old, new, 1), "utf-8")
        assert codes(built, name)
    finally:
        path.write_text(before, "utf-8")
