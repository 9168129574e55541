"""How long many editions take: `.venv/bin/python benchmarks/farm.py [NUMBER]`; writes benchmarks/farm.md.

So many projects, each an edition of its own, as pages alone; half as many as well, to see whether the cost is linear.
Processor time of all processes is counted, which what else the machine does changes least.
"""

from __future__ import annotations

import re
import shutil
import statistics
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
sys.path.insert(0, str(ROOT / "benchmarks"))
NUMBER = 500
WANTED = 60.0  # seconds for 500 on two cores


def main(number: int) -> int:
    from contenders import EDITION

    from chirashi.farm import processes
    from chirashi.farm.builds import Order, build_alone

    with tempfile.TemporaryDirectory() as within:
        orders = [
            Order(project(Path(within) / f"association-{n:03}", EDITION, n), pages_only=True) for n in range(number)
        ]
        list(processes.each(build_alone, orders[:2]))  # loads the press, and whatever the disk has not read yet
        measured = {}
        for some in (orders[: number // 2], orders):
            started = time.perf_counter()
            outcomes = [outcome for _, outcome in processes.each(build_alone, some)]
            assert all(getattr(outcome, "good", False) for outcome in outcomes), outcomes
            spent = sum(outcome.seconds for outcome in outcomes)  # type: ignore[union-attr]
            measured[len(some)] = (time.perf_counter() - started, spent)
        one = statistics.median(outcome.seconds for outcome in outcomes)  # type: ignore[union-attr]
    half, whole = measured[number // 2], measured[number]
    lines = [
        "# Many editions",
        "",
        "Measured by `benchmarks/farm.py`. Each is a project of its own: loaded, checked and rendered as pages,",
        "as many at a time as there are processors.",
        "",
        "| editions | elapsed | processor time | for one |",
        "|---|---|---|---|",
        f"| {number // 2} | {half[0]:.1f} s | {half[1]:.1f} s | {half[1] / (number // 2):.3f} s |",
        f"| {number} | {whole[0]:.1f} s | {whole[1]:.1f} s | {whole[1] / number:.3f} s |",
        "",
        f"The median of one is {one:.3f} s. Twice as many take {whole[1] / half[1]:.2f} times as long.",
        "",
    ]
    (ROOT / "benchmarks" / "farm.md").write_text("\n".join(lines), "utf-8")
    print("\n".join(lines))
    return int(whole[0] > WANTED * number / NUMBER)


def project(folder: Path, edition: str, number: int) -> Path:
    """A project with the 2025 edition under a name of its own."""
    (folder / "content").mkdir(parents=True)
    shutil.copytree(
        ROOT / "content" / edition, folder / "content" / edition, ignore=shutil.ignore_patterns("private.yml")
    )
    (folder / "content" / "site.yml").write_text(f"edition: {edition}\n", "utf-8")
    shutil.copy(ROOT / "content" / "underwriters.yml", folder / "content")
    data = folder / "content" / edition / "plans.yml"
    text = data.read_text("utf-8")
    title = re.search(r"^ {4}ja: (.+)$", text, re.MULTILINE)
    if title:
        text = text.replace(title[0], f"{title[0]}{number}", 1)
    data.write_text(text, "utf-8")
    return folder


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else NUMBER))
