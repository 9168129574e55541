"""Proof of the proof: seeds faults into finished copies, one at a time, and counts which the witness tells.

    .venv/bin/python tests/mutate/run.py [--each 18] [--only WORD] [--look material] [--seen] [--write]

A fault counts as caught when the right rule tells it at the right place; told by another rule or
elsewhere it counts as “otherwise”. The clean copies must prove without a word. `--write` puts the
table into benchmarks/proof.md.
"""

from __future__ import annotations

import argparse
import functools
import itertools
import os
import random
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / name) for name in ("", "support"))]

from chirashi.cli import steps  # noqa: E402
from chirashi.proof.run import Kept, Proof, prove  # noqa: E402
from mutate import (  # noqa: E402 the path is set just above  # noqa: E402
    around,
    files,
    finished,
    framed,
    harmless,
    hidden,
    pages,
    placed,
    seen,
    sheets,
    strange,
    worded,
    written,
)
from mutate.seeding import Edit, Fault, Outcome  # noqa: E402

SEED = 20250228
MAIN = finished.EDITIONS[0]
NEAR = 2  # lines by which a place may be off: a block's first line against its figure's


PAGE_KINDS: list[pages.Kind] = [
    pages.text_digit,
    pages.whole_digit,
    pages.value_digit,
    pages.bare_digit,
    pages.swapped_digits,
    pages.kanji_amount,
    pages.unit_lost,
    pages.weekday_wrong,
    pages.diverged,
    pages.order_swapped,
    placed.cell_moved,
    placed.heading_swapped,
    placed.row_heading_swapped,
    placed.row_dropped,
    pages.paragraph_dropped,
    around.attribute_digit,
    around.link_changed,
    around.telephone_fax,
    around.code_changed,
    around.required_lost,
    around.labels_exchanged,
    around.headings_exchanged,
    pages.prose_digit,
    worded.letter,
    worded.otherwise,
    worded.pieces,
]
MANY: dict[pages.Kind, int] = {worded.letter: 12, worded.otherwise: 16, worded.pieces: 12}  # times as many: any text
KEPT: Kept = {}  # what the witness says of the files that a fault leaves alone; a process's own


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
        found += itertools.islice(kind(random.Random(f"{SEED} {kind.__name__}"), texts), each * MANY.get(kind, 1))
    for make, times in ((strange.surplus, 5), (strange.scripts, 5), (strange.styles, 3), (strange.around, 8)):
        found += itertools.islice(make(random.Random(f"{SEED} {make.__name__}"), folder), each * times)
    many = {files.tables: 3, files.structured: 2, hidden.secrets: 4, sheets.glyph_faults: 4, sheets.objects: 3}
    more = (hidden.secrets, hidden.secret_elsewhere, files.deleted)
    for make in (files.tables, files.structured, files.calendar, files.times, files.index, *more):
        rng = random.Random(f"{SEED} {make.__name__}")
        found += itertools.islice(make(rng, folder), each * many.get(make, 1))
    for make in (sheets.glyph_faults, sheets.objects):
        rng = random.Random(f"{SEED} {make.__name__}")
        found += itertools.islice(make(rng, folder), each * many[make])
    found += itertools.islice(files.last_year(random.Random(f"{SEED} last"), folder, former), each)
    attributes = files.last_year(random.Random(f"{SEED} last attribute"), folder, former)
    found += itertools.islice((f for f in attributes if f.surface == "page attribute"), each)
    found += files.unknown_file(random.Random(SEED), folder)
    found += itertools.islice(framed.shared(random.Random(f"{SEED} shared"), folder), each * 12)
    if (folder / "site/search").is_dir():  # in Material
        found += itertools.islice(framed.frame(random.Random(f"{SEED} frame"), folder), each * 12)
    return found


def copy_of(folder: Path) -> Path:
    """This process's own copy of the finished files."""
    mine = folder.parent / f"copy-{os.getpid()}"
    if not mine.exists():
        shutil.copytree(folder, mine)
    return mine


def seed_one(folder: Path, former: Path, fault: Fault) -> Outcome:
    mine = copy_of(folder)
    edition = mine / MAIN.name

    def proved(kept: Kept) -> Proof:
        return prove(edition, mine / "site", mine / "print", earlier=[former], url=finished.URL, kept=kept)

    if not KEPT:
        proved(KEPT)
    changed = {fault.file: fault.content, **fault.more}
    before = {name: (mine / name).read_bytes() if (mine / name).exists() else None for name in changed}
    put(mine, changed)
    began = time.perf_counter()
    try:
        proof = proved(dict(KEPT))  # nothing that a fault leaves behind
    finally:
        put(mine, before)
    seconds = time.perf_counter() - began
    told = [f"{p.file}:{p.line} {p.code}" for p in proof.problems if p.severity == "error"]
    caught = any(p.code in fault.codes and rightly(fault, p.file, p.line) for p in proof.problems)
    return Outcome(fault, caught, told, seconds)


def edit_one(folder: Path, former: Path, edit: Edit) -> list[str]:
    """What is told of an edit that is no fault."""
    mine = copy_of(folder)
    before = {name: (mine / name).read_bytes() for name in edit.files}
    put(mine, edit.files)
    try:
        edition = mine / MAIN.name
        proof = prove(edition, mine / "site", mine / "print", earlier=[former], url=finished.URL, kept=dict(KEPT))
    finally:
        put(mine, before)
    return [f"{edit.said}: {p.line_in('en')}" for p in proof.problems if p.severity == "error"]


def put(folder: Path, files_: Mapping[str, bytes | None]) -> None:
    """Files as they are given; None takes one away."""
    for name, content in files_.items():
        if content is None:
            (folder / name).unlink()
        else:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(content)


def rightly(fault: Fault, file: str, line: int) -> bool:
    if file != fault.file:
        return file in fault.also
    return not fault.lines or line == 0 or any(abs(line - wanted) <= NEAR for wanted in fault.lines)


def main() -> int:
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--each", type=int, default=18, help="faults of each kind")
    options.add_argument("--only", default="", help="only kinds or surfaces that hold this word")
    options.add_argument("--look", choices=("press", "material"), default="press", help="whose pages hold the faults")
    options.add_argument("--seen", action="store_true", help="also the rooms that only a browser enters")
    options.add_argument("--write", action="store_true", help="write benchmarks/proof.md")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        finish = finished.in_material if chosen.look == "material" else finished.finish
        clean = [finish(one, Path(scratch) / one.name, hidden.SECRET) for one in finished.EDITIONS]
        noise = []
        for edition, site, print_ in clean:
            noise += [p.line_in("en") for p in prove(edition, site, print_, url=finished.URL).problems]
        print(f"clean copies: {len(clean)}, problems told: {len(noise)}", *noise[:20], sep="\n  ")
        timed = speed(Path(scratch), *clean[0]) if chosen.write and chosen.look == "press" else {}
        former = Path(scratch) / "cyber-2024"
        texts = former_edition(former)
        folder = Path(scratch) / MAIN.name
        seeded = [f for f in faults(folder, texts, chosen.each) if chosen.only in f"{f.kind} {f.surface}"]
        with ProcessPoolExecutor(max_workers=2) as pool:
            n = len(seeded)
            outcomes = []
            for outcome in pool.map(seed_one, [folder] * n, [former] * n, seeded, chunksize=8):
                outcomes.append(outcome)
                tell(outcome)
                if len(outcomes) % 50 == 0:
                    print(f"{len(outcomes)} of {n}, caught {sum(o.caught for o in outcomes)}", flush=True)
            edits = [] if chosen.only else harmless.edits(folder, folder / MAIN.name, SEED)
            edits += [] if chosen.only else framed.harmless(random.Random(SEED), folder)
            m = len(edits)
            alarms = [told for told in pool.map(edit_one, [folder] * m, [former] * m, edits, chunksize=8) if told]
        if chosen.seen:
            outcomes += list(seen.outcomes(folder / MAIN.name, folder / "site"))
    report(outcomes, len(noise))
    print(f"{len(edits)} harmless edits, {len(alarms)} told", *(told[0] for told in alarms[:20]), sep="\n  ")
    if chosen.write:
        page = ROOT / "benchmarks" / "proof.md"
        before, came = page.read_text("utf-8"), ((len(clean), len(noise)), (len(edits), len(alarms)))
        if chosen.look == "material":
            page.write_text(written.in_material(before, outcomes, SEED, *came), "utf-8")
        else:
            page.write_text(written.page(outcomes, SEED, *came, timed) + written.kept(before), "utf-8")
    return 0 if all(o.caught for o in outcomes) and not noise and not alarms else 1


def tell(o: Outcome) -> None:
    """Says of a fault that was not caught where it stands, and what was told instead."""
    if not o.caught:
        place = f"{o.fault.file}:{sorted(o.fault.lines)}"
        print(f"MISSED {o.fault.kind} | {o.fault.surface} | {place} wanted {sorted(o.fault.codes)}")
        print("   told:", o.told[:4], flush=True)


def report(outcomes: list[Outcome], noise: int) -> None:
    caught = sum(o.caught for o in outcomes)
    print(f"{caught} of {len(outcomes)} caught by the right rule at the right place; clean copies told {noise}")


def speed(scratch: Path, edition: Path, site: Path, print_: Path) -> dict[int, tuple[float, float]]:
    """Seconds (by the clock, of the processor) to prove one edition with its sheets, and sites of more editions."""
    found: dict[int, tuple[float, float]] = {1: clocked(lambda: prove(edition, site, print_, url=finished.URL), 5)}
    for editions in written.GROWTH:
        folder = scratch / f"{editions}-editions"
        job, pages_ = finished.grown(folder, editions)
        told = steps.prove(job, pages_, None, folder / "build")
        assert not [p for p in told if p.severity == "error"], [p.line_in("en") for p in told][:5]
        found[editions] = clocked(functools.partial(steps.prove, job, pages_, None, folder / "build"), 1)
        shutil.rmtree(folder)
    return found


def clocked(run: Callable[[], object], times: int) -> tuple[float, float]:
    taken = []
    for _ in range(times):
        began, used = time.perf_counter(), sum(os.times()[:4])  # that of copies of this process among it
        run()
        taken.append((time.perf_counter() - began, sum(os.times()[:4]) - used))
    return statistics.median(t[0] for t in taken), statistics.median(t[1] for t in taken)


if __name__ == "__main__":
    sys.exit(main())
