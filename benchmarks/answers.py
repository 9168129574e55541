"""How quickly the desk answers, in processor time: opening, a key pressed in a table, a pause in a text, saving.

Run `.venv/bin/python benchmarks/answers.py`; it writes `benchmarks/answers.md`. Each figure is the median of
several after the first; opening is a process of its own from its start to the first page. Nothing is measured by
the clock, since the machine may be busy with other things.
"""

from __future__ import annotations

import http.cookiejar
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
RUNS = 9
LIMITS = {
    "Opening the desk, to its first page": 1.5,
    "A key pressed in a table": 0.05,
    "The page beside the text, drawn again": 0.3,
    "The flyer beside the text, drawn again": 0.3,
    "Saving a premium": None,
}


def main() -> None:
    from office import Office

    from chirashi.base import project
    from chirashi.desk.server import desk_of

    with tempfile.TemporaryDirectory() as folder:
        here = project.Project(Path(folder).resolve())
        shutil.copytree(ROOT / "content", here.content)
        project.use(here)
        found = {"Opening the desk, to its first page": statistics.median(opening(here.root) for _ in range(3))}
        office = Office(desk_of(here, "cyber-2025", "ja", 8765))
        shown = office.fields("/text/index")
        name = next(name for name in shown if name.startswith("ja:"))

        def draft(what: str) -> Callable[[int], object]:
            return lambda n: office.sends(
                "/draft/index", shown | {name: f"{shown[name]}{n}", "language": "ja", "shows": what}
            )

        work: dict[str, Callable[[int], object]] = {
            "A key pressed in a table": lambda n: office.sends("/figures/check", {"tables.basic.C": f"78,00{n}"}),
            "The page beside the text, drawn again": draft("index"),
            "The flyer beside the text, drawn again": draft("flyer"),
            "Saving a premium": lambda n: office.types("/figures", **{"tables.option.a": f"51,00{n}円"}),
        }
        found |= {what: median(do) for what, do in work.items()}
    write(found)


def opening(root: Path) -> float:
    """Seconds of processor time that the command takes from its start to its first page, and to its end."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "chirashi", "desk", "--no-browser", "--lang", "en", "--project", str(root)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT, bufsize=1) as process:
        assert process.stdout is not None
        address = next(line for line in process.stdout if "http://" in line).split()[-1]
        jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
        browser = urllib.request.build_opener(jar)
        with browser.open(address) as page:
            assert b"What to do next" in page.read()
        home = address.partition("/open")[0]
        browser.open(urllib.request.Request(f"{home}/end", data=b"", headers={"Origin": home})).close()
        process.wait()
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def median(do: Callable[[int], object]) -> float:
    do(0)
    taken = []
    for n in range(1, RUNS + 1):
        began = time.process_time()
        do(n % 10)
        taken.append(time.process_time() - began)
    return statistics.median(taken)


def write(found: dict[str, float]) -> None:
    rows = [
        f"| {what} | {seconds * 1000:.0f} ms | {f'{limit * 1000:.0f} ms' if (limit := LIMITS[what]) else '–'} |"
        for what, seconds in found.items()
    ]
    table = "\n".join(["| what | processor time | wanted at most |", "|---|---|---|", *rows])
    text = f"# The desk\n\nWith the 2025 edition, by `benchmarks/answers.py`.\n\n{table}\n"
    (ROOT / "benchmarks" / "answers.md").write_text(text, "utf-8", newline="\n")
    print(table)


if __name__ == "__main__":
    main()
