"""How much processor time the tools of staff take with the 2025 edition: the workbook written, read and taken.

    .venv/bin/python benchmarks/desk.py

Each is a command in a process of its own, as staff would call it, beside `check`, which loads the same press and reads
the same edition. All are taken in turn, in some rounds, and of each the least counts: what the machine did beside it
is not theirs. Wanted: at most a second for each (WANTED), start and end of the process included.
"""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITION = "cyber-2025"
BOOK, FILLED = "book.xlsx", "filled.xlsx"
ROUNDS = 5
WANTED = 1.0  # second of processor time
BESIDE = "check"
TASKS: dict[str, list[str]] = {
    BESIDE: ["check"],
    "excel: written": ["excel", "--out", BOOK],
    "excel: read, nothing changed": ["excel", "read", BOOK],
    "excel: read, a premium and its totals changed": ["excel", "read", FILLED, "--look"],
    "excel: another's workbook matched": ["excel", "match", FILLED],
}


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        (project / "content").mkdir()
        shutil.copytree(ROOT / "content" / EDITION, project / "content" / EDITION)
        shutil.copyfile(ROOT / "content" / "site.yml", project / "content" / "site.yml")
        taken(project, TASKS["excel: written"])
        fill_in(project)
        least = {name: min(times) for name, times in in_turn(project).items()}
    for name, seconds in least.items():
        times = f"{seconds / least[BESIDE]:.1f} times a check" if name != BESIDE else ""
        print(f"{name:48} {seconds:5.2f} s  {times}")
    slow = [name for name, seconds in least.items() if name != BESIDE and seconds > WANTED]
    print("Too slow: " + ", ".join(slow) if slow else f"All within {WANTED:g} s.")
    return 1 if slow else 0


def in_turn(project: Path) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in TASKS}
    for _ in range(ROUNDS):
        for name, arguments in TASKS.items():
            times[name].append(taken(project, arguments))
    return times


def taken(project: Path, arguments: list[str]) -> float:
    """Seconds of processor time of one command, in a process of its own."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, str(ROOT / "build.py"), *arguments, "--project", str(project), "--lang", "en"]
    done = subprocess.run(command, cwd=project, capture_output=True, text=True, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    assert done.returncode == 0, done.stderr
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def fill_in(project: Path) -> None:
    """A premium of plan C that is 2,840 yen higher, and so are its totals."""
    from openpyxl import load_workbook

    book = load_workbook(project / BOOK)
    for page in book.worksheets:
        keys = {page.cell(1, i).value: i for i in range(2, page.max_column + 1)}
        if page["A1"].value in ("chirashi:tables.basic", "chirashi:tables.total"):
            for row in range(5, page.max_row + 1):
                page.cell(row, keys["C"]).value += 2840
    book.save(project / FILLED)


if __name__ == "__main__":
    sys.exit(main())
