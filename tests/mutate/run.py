"""Proof of the proof: seeds faults into finished copies, one at a time, and counts which the witness tells.

    .venv/bin/python tests/mutate/run.py [--each 18] [--only WORD] [--write]

A fault counts as caught when the right rule tells it at the right place; told by another rule or
elsewhere it counts as “otherwise”. The clean copies must prove without a word. `--write` puts the
table into benchmarks/proof.md.
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]

from chirashi.prove.witness import Kept, prove  # noqa: E402
from mutate import around, files, finished, hidden, pages, placed, sheets  # noqa: E402 the path is set just above
from mutate.seeding import Fault  # noqa: E402

SEED = 20250228
MAIN = finished.EDITIONS[0]
NEAR = 2  # lines by which a place may be off: a block's first line against its figure's


PAGE_KINDS: list[pages.Kind] = [
    pages.text_digit,
    pages.whole_digit,
    pages.value_digit,
    pages.bare_digit,
    pages.swapped_digits,
    pages.unit_lost,
    pages.weekday_wrong,
    pages.diverged,
    pages.order_swapped,
    placed.cell_moved,
    placed.heading_swapped,
    placed.row_dropped,
    pages.paragraph_dropped,
    around.attribute_digit,
    around.link_changed,
    around.telephone_fax,
    around.code_changed,
    around.required_lost,
    pages.prose_digit,
]
KEPT: Kept = {}  # what the witness says of the files that a fault leaves alone; a process's own


@dataclass
class Outcome:
    fault: Fault
    caught: bool
    told: list[str]
    seconds: float


def former_edition(folder: Path) -> dict[str, str]:
    """An edition of a year before, with other premiums and dates; gives this year's text: last year's."""
    text = (MAIN / "plans.yml").read_text("utf-8")
    changes = {
        "50,000円": "48,600円", "60,000円": "58,320円", "77,160円": "74,990円", "95,510円": "92,830円",
        "50,210円": "49,070円", "2025-02-28 (金)": "2024-02-29 (木)", "2025-04-01": "2024-04-01",
    }  # fmt: skip
    for new, old in changes.items():
        text = text.replace(f" {new}", f" {old}")
    text = text.replace("year: 2025", "year: 2024")
    folder.mkdir(parents=True)
    (folder / "plans.yml").write_text(text, "utf-8")
    return {
        "50,000円": "48,600円", "¥50,000": "¥48,600", "77,160円": "74,990円", "¥77,160": "¥74,990",
        "95,510円": "92,830円", "¥95,510": "¥92,830", "100,210円": "97,670円", "¥100,210": "¥97,670",
        "2025年2月28日（金）": "2024年2月29日（木）", "Friday, 28 February 2025": "Thursday, 29 February 2024",
        "2025年4月1日": "2024年4月1日", "1 April 2025": "1 April 2024",
    }  # fmt: skip


def faults(folder: Path, former: dict[str, str], each: int) -> list[Fault]:
    """`each` faults of every kind, from one seed."""
    texts = {p.relative_to(folder).as_posix(): p.read_text("utf-8") for p in sorted(folder.glob("site/**/*.html"))}
    found: list[Fault] = []
    for kind in PAGE_KINDS:
        found += itertools.islice(kind(random.Random(f"{SEED} {kind.__name__}"), texts), each)
    many = {files.tables: 3, files.structured: 2, hidden.secrets: 4, sheets.glyph_faults: 4, sheets.objects: 3}
    for make in (files.tables, files.structured, files.calendar, files.index, hidden.secrets, hidden.secret_elsewhere):
        rng = random.Random(f"{SEED} {make.__name__}")
        found += itertools.islice(make(rng, folder), each * many.get(make, 1))
    for make in (sheets.glyph_faults, sheets.objects):
        rng = random.Random(f"{SEED} {make.__name__}")
        found += itertools.islice(make(rng, folder), each * many[make])
    found += itertools.islice(files.last_year(random.Random(f"{SEED} last"), folder, former), each)
    attributes = files.last_year(random.Random(f"{SEED} last attribute"), folder, former)
    found += itertools.islice((f for f in attributes if f.surface == "page attribute"), each)
    found += files.unknown_file(random.Random(SEED), folder)
    return found


def copy_of(folder: Path) -> Path:
    """This process's own copy of the finished files."""
    mine = folder.parent / f"copy-{os.getpid()}"
    if not mine.exists():
        shutil.copytree(folder, mine)
    return mine


def seed_one(folder: Path, former: Path, fault: Fault) -> Outcome:
    mine = copy_of(folder)
    if not KEPT:
        prove(MAIN, mine / "site", mine / "print", earlier=[former], private=hidden.SECRET, kept=KEPT)
    path = mine / fault.file
    before = path.read_bytes() if path.exists() else None
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(fault.content)
    began = time.perf_counter()
    kept = dict(KEPT)  # nothing that a fault leaves behind
    try:
        proof = prove(MAIN, mine / "site", mine / "print", earlier=[former], private=hidden.SECRET, kept=kept)
    finally:
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    seconds = time.perf_counter() - began
    told = [f"{p.file}:{p.line} {p.code}" for p in proof.problems if p.severity == "error"]
    caught = any(p.code in fault.codes and rightly(fault, p.file, p.line) for p in proof.problems)
    return Outcome(fault, caught, told, seconds)


def rightly(fault: Fault, file: str, line: int) -> bool:
    if file != fault.file:
        return file in fault.also
    return not fault.lines or line == 0 or any(abs(line - wanted) <= NEAR for wanted in fault.lines)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--each", type=int, default=18, help="faults of each kind")
    options.add_argument("--only", default="", help="only kinds or surfaces that hold this word")
    options.add_argument("--write", action="store_true", help="write benchmarks/proof.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        clean = [(edition, *finished.finish(edition, Path(scratch) / edition.name)) for edition in finished.EDITIONS]
        noise = []
        for edition, site, print_ in clean:
            noise += [p.line_in("en") for p in prove(edition, site, print_, private=hidden.SECRET).problems]
        print(f"clean copies: {len(clean)}, problems told: {len(noise)}", *noise[:20], sep="\n  ")
        timed = speed(clean[0][1], clean[0][2]) if chosen.write else {}
        former = Path(scratch) / "cyber-2024"
        texts = former_edition(former)
        folder = Path(scratch) / MAIN.name
        seeded = [f for f in faults(folder, texts, chosen.each) if chosen.only in f"{f.kind} {f.surface}"]
        with ProcessPoolExecutor(max_workers=2) as pool:
            n = len(seeded)
            outcomes = []
            for outcome in pool.map(seed_one, [folder] * n, [former] * n, seeded, chunksize=8):
                outcomes.append(outcome)
                if len(outcomes) % 50 == 0:
                    print(f"{len(outcomes)} of {n}, caught {sum(o.caught for o in outcomes)}", flush=True)
    report(outcomes, len(noise))
    if chosen.write:
        (ROOT / "benchmarks" / "proof.md").write_text(as_markdown(outcomes, len(clean), len(noise), timed), "utf-8")
    return 0 if all(o.caught for o in outcomes) and not noise else 1


def report(outcomes: list[Outcome], noise: int) -> None:
    for o in outcomes:
        if not o.caught:
            place = f"{o.fault.file}:{sorted(o.fault.lines)}"
            print(f"MISSED {o.fault.kind} | {o.fault.surface} | {place} wanted {sorted(o.fault.codes)}")
            print("   told:", o.told[:4])
    caught = sum(o.caught for o in outcomes)
    print(f"{caught} of {len(outcomes)} caught by the right rule at the right place; clean copies told {noise}")


def speed(site: Path, print_: Path) -> dict[int, tuple[float, float]]:
    """Seconds (by the clock, of the processor) to prove 1, 10 and 50 editions, each with its sheets, afresh."""
    found: dict[int, tuple[float, float]] = {}
    for editions in (1, 10, 50):
        runs = []
        for _ in range(5 if editions == 1 else 1):
            began, used = time.perf_counter(), time.process_time()
            for _ in range(editions):
                prove(MAIN, site, print_)
            runs.append((time.perf_counter() - began, time.process_time() - used))
        found[editions] = (statistics.median(r[0] for r in runs), statistics.median(r[1] for r in runs))
    return found


def as_markdown(outcomes: list[Outcome], clean: int, noise: int, timed: dict[int, tuple[float, float]]) -> str:
    counts: Counter[tuple[str, str]] = Counter((o.fault.surface, o.fault.kind) for o in outcomes)
    good: Counter[tuple[str, str]] = Counter((o.fault.surface, o.fault.kind) for o in outcomes if o.caught)
    other: Counter[tuple[str, str]] = Counter(
        (o.fault.surface, o.fault.kind) for o in outcomes if not o.caught and o.told
    )
    rows = "".join(f"| {s} | {k} | {counts[s, k]} | {good[s, k]} | {other[s, k]} |\n" for s, k in sorted(counts))
    whole = sum(good.values())
    times = "".join(f"| {n} | {wall:.2f} s | {used:.2f} s | {used / n:.2f} s |\n" for n, (wall, used) in timed.items())
    return (
        HEAD.format(
            n=len(outcomes),
            caught=whole,
            other=sum(other.values()),
            missed=len(outcomes) - whole - sum(other.values()),
            clean=clean,
            noise=noise,
            seed=SEED,
        )
        + rows
        + TAIL
        + SPEED
        + times
    )


HEAD = """\
# Proof of the proof

`make mutate` builds the 2025 edition and the test editions, proves them, then seeds faults into the
finished files of the 2025 edition, one at a time, and proves again. It is written by that command.

- {n} faults from the seed {seed}: {caught} told by the right rule at the right place, {other} only by another
  rule or elsewhere, {missed} not at all.
- {clean} clean editions: {noise} problems told.

| surface | kind of fault | seeded | caught | otherwise |
|---|---|---|---|---|
"""
SPEED = """
## Speed
The 2025 edition with its sheets, in one process, nothing kept from run to run; a further edition is
another run over another folder. Two cores that were shared with other work.

| editions | by the clock | of the processor | of the processor, each |
|---:|---:|---:|---:|
"""
TAIL = """
“Caught” asks for one of the rules that are right for the kind, in the file of the fault (or the page
that it disagrees with) and, where a file has lines, within two lines of it.

## What cannot be caught
- A text on a picture (the Open Graph picture): no reader looks at pixels. Its metadata are searched for secrets.
- A QR code with a few modules changed: its error correction gives the same payload, which is what is proved.
- A figure that is wrong in `plans.yml` itself, with nothing printed to check it against.
- Two figures of one sentence exchanged in every language alike, marks and all, where no word beside them says what
  they are: it is then a sentence that staff wrote.
"""


if __name__ == "__main__":
    sys.exit(main())
