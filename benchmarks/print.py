"""How long the print set takes: `.venv/bin/python benchmarks/print.py`.

Cold is a new process, as `make site` starts one; warm is the preview's, where fonts and styles
are loaded; unchanged is a set that the store has. Exits with 1 where a bound is passed.
"""

from __future__ import annotations

import gc
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
EDITION = ROOT / "content" / "cyber-2025"
RUNS = 15
BOUNDS = {"whole set, cold": 8.0, "one flyer, warm": 0.6, "unchanged": 0.1}  # seconds, on two cores
COLD = (
    "import sys; sys.path.insert(0, '.'); from pathlib import Path; from chirashi.content.edition import load;"
    "from chirashi.paper import print_set; done = print_set(load(Path('content/cyber-2025')));"
    "assert len(done.files) == 7, done.problems"
)


def least(times: list[float]) -> float:
    """The least of several runs: what the work takes when nothing else wants the machine."""
    return min(times)


def cold() -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, "-c", COLD], cwd=ROOT, check=True)
    return time.perf_counter() - start


def timed(work: object) -> float:
    start = time.perf_counter()
    work()  # type: ignore[operator]
    return time.perf_counter() - start


def main() -> int:
    sys.path.insert(0, str(ROOT))
    from chirashi.cli.main import GARBAGE
    from chirashi.content.edition import load
    from chirashi.paper import layout, print_set, run, sheet_html
    from chirashi.paper.cache import Store
    from chirashi.view.templates import View

    gc.set_threshold(*GARBAGE)  # as in every run of the press
    edition = load(EDITION)
    view = View(edition, "ja")

    def flyer() -> bytes:
        return layout.pdf(layout.lay_out(sheet_html.html(view, "flyer"), *run.STYLES["flyer"]))

    flyer()
    with tempfile.TemporaryDirectory() as folder:
        store = Store(Path(folder))
        print_set(edition, store=store)
        measured = {
            "whole set, cold": least([cold() for _ in range(2)]),
            "one flyer, warm": least([timed(flyer) for _ in range(RUNS)]),
            "unchanged": least([timed(lambda: print_set(edition, store=store)) for _ in range(RUNS)]),
        }
    for name, seconds in measured.items():
        print(f"{name:20} {seconds:6.2f} s   (at most {BOUNDS[name]:g} s)")
    return int(any(seconds > BOUNDS[name] for name, seconds in measured.items()))


if __name__ == "__main__":
    sys.exit(main())
