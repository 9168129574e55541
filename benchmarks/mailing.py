"""Measures flyers for members: records a second a core, and memory, at 1,000, 10,000 and 100,000 records.

    .venv/bin/python benchmarks/mailing.py [RECORDS …]

Writes `benchmarks/mailing.md`. Members are invented (`tests/support/invented_members.py`), in CSV. Times are the
processor's, of this process and its copies, which other work on the machine blurs less than the clock's; the run is
the whole of it: reading, laying out, looking at every record, writing, and the proof of every page.
"""

from __future__ import annotations

import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "support")]
SIZES = (1_000, 10_000, 100_000)
WANTED = {"stamped": 5_000, "minute": 100_000}
STEPS = ("read", "lay-out", "look", "print")


def main(sizes: list[int]) -> None:
    measured = [measure(size) for size in sizes]
    (ROOT / "benchmarks" / "mailing.md").write_text(page(measured), "utf-8")


def measure(size: int) -> dict[str, float]:
    """One size in a process of its own, so that its memory is its own."""
    done = subprocess.run(
        [sys.executable, __file__, "--one", str(size)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    found = dict(zip(done.stdout.split()[::2], map(float, done.stdout.split()[1::2]), strict=True))
    print(size, found, flush=True)
    return found


def one(size: int) -> None:
    from invented_members import write_csv

    from chirashi import mailing as press
    from chirashi.base import project
    from chirashi.content.edition import load
    from chirashi.content.site_settings import Mailing

    with tempfile.TemporaryDirectory() as folder:
        here = project.Project(Path(folder) / "project")
        shutil.copytree(ROOT / "content", here.content, ignore=shutil.ignore_patterns("private.yml"))
        project.use(here)
        members = write_csv(Path(folder) / "members.csv", size, seed=3)
        edition = load(here.content / "cyber-2025")
        marks: list[tuple[str, float]] = []
        began = time.perf_counter()
        outcome = press.mail(
            press.Order(here, edition, members, Mailing()), lambda step: marks.append((step, processor()))
        )
        marks.append(("end", processor()))
        assert outcome.done and outcome.members - outcome.left_out == size, outcome.problems
        found = {step: after - at for (step, at), (_, after) in zip(marks, marks[1:], strict=False)}
        stamped = stamping(here, edition, size)
        weight = sum(path.stat().st_size for path in here.mailing.glob("*.pdf"))
        clock = time.perf_counter() - began
    most = max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)) / 1024
    found |= {"size": size, "stamped": stamped, "clock": clock, "memory": most, "weight": weight / size}
    print(*(f"{name} {value:.4f}" for name, value in found.items()))


def processor() -> float:
    """Processor seconds of this process and of the copies that have ended."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def stamping(here: object, edition: object, size: int) -> float:
    """Flyers a second and core: members of the register made into pages and written, the sheets being laid out."""
    from chirashi.mailing import outputs
    from chirashi.mailing.members.register import Register
    from chirashi.mailing.premiums import Premium, Premiums
    from chirashi.mailing.sheets import envelopes, files, template
    from chirashi.mailing.sheets.stamping import Stamp, Words
    from chirashi.mailing.sheets.typesetting import Typesetter

    window = envelopes.window(envelopes.USUAL)
    sheets = template.prepared(edition, None, window, here.build / "printed", False)  # type: ignore[attr-defined, arg-type]
    stamp, premiums = Stamp(sheets, Typesetter(), Words("{name} 様", "会員番号 {number}")), Premiums(edition, "ja")  # type: ignore[arg-type]
    register = Register(here.mailing / outputs.REGISTER)  # type: ignore[attr-defined]

    def pieces() -> object:
        for member in register.placed(0, min(size, 10_000)):
            found = premiums.of(member.chosen, member.count)
            yield member, found if isinstance(found, Premium) else None

    for member, premium in pieces():  # type: ignore[attr-defined]
        stamp.content(member, premium)
    fonts = files.embedded(stamp.type, stamp.type.glyphs)
    began = time.process_time()
    files.write(here.mailing / "measured", pieces(), stamp, fonts, stamp.type.glyphs, bytes(16))  # type: ignore[attr-defined, arg-type]
    return min(size, 10_000) / (time.process_time() - began)


def page(measured: list[dict[str, float]]) -> str:
    lines = [
        "# Flyers for members",
        "",
        "What `chirashi mailing` takes, by `benchmarks/mailing.py`: invented members in CSV, four pages each, for the",
        "print shop in parts of 1,000. *Stamped* is how many are written a second and core, once sheets",
        "are laid out and glyphs known; the run is everything, with the proof of every page. Seconds are the",
        "processor's, of all processes.",
        "",
        "| Members | Stamped | Reading | Layout | Looking | Writing, proof | ms a member | Memory | Bytes a member |",
        "|--:|--:|--:|--:|--:|--:|--:|--:|--:|",
    ]
    for one_ in measured:
        whole = sum(one_[step] for step in STEPS)
        each = (whole - one_["lay-out"]) * 1000 / one_["size"]
        steps = " | ".join(f"{one_[step]:.1f} s" for step in STEPS)
        lines.append(
            f"| {one_['size']:,.0f} | {one_['stamped']:,.0f} | {steps} | {each:.2f} | {one_['memory']:.0f} MB"
            f" | {one_['weight']:,.0f} |"
        )
    last = measured[-1]
    whole = sum(last[step] for step in STEPS if step != "lay-out")
    seconds = whole / last["size"] * WANTED["minute"] / 2 + last["lay-out"]
    loop = reference()
    machine = (
        f"{os.cpu_count()} cores, {platform.system()} on {platform.machine()}, CPython {platform.python_version()}"
    )
    lines += [
        "",
        f"Wanted: {WANTED['stamped']:,} stamped a second and core; {WANTED['minute']:,} members within a minute on two",
        f"cores, which at this rate take {seconds:.0f} s; memory that does not grow with their number.",
        "",
        f"Adding ten million numbers in a loop took {loop:.2f} s of the processor in the same run, by which other",
        "machines, or this one when other work runs beside, can be compared.",
        f"Measured with {machine}, CPython {platform.python_version()}.",
    ]
    return "\n".join(lines) + "\n"


def reference() -> float:
    began, total = time.process_time(), 0
    for number in range(10_000_000):
        total += number
    return time.process_time() - began


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        one(int(sys.argv[2]))
    else:
        main([int(size) for size in sys.argv[1:]] or list(SIZES))
