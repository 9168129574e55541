"""Whether it keeps working: `.venv/bin/python benchmarks/reliability.py [campaign …] [--size N]`.

Runs the campaigns one after the other and writes `benchmarks/reliability.md`; of campaigns that are not run, what
was found when they last were stays. `--size` makes the random ones smaller or larger. Exits with 1 where something
was lost, ended in a traceback, or came out.
"""

from __future__ import annotations

import argparse
import datetime
import importlib
import json
import os
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "benchmarks"), str(ROOT / "tests"), str(ROOT / "tests/support")]
KEPT, REPORT = ROOT / "benchmarks" / "reliability.json", ROOT / "benchmarks" / "reliability.md"
CAMPAIGNS = {  # by module of `campaigns`: how many are tried in full
    "kills": 200,
    "full_disk": 100_000,
    "fuzzed": 20_000,
    "attacks": 200,
    "disguises": 120,
    "hosts": 100_000,
}


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("campaigns", nargs="*", choices=[*CAMPAIGNS, []], help="by default all")
    options.add_argument("--size", type=int, help="how many to try of each, for a machine that is shared")
    options.add_argument("--seed", type=int, default=2026)
    options.add_argument("--nice", type=int, default=19)
    asked = options.parse_args()
    os.nice(asked.nice)
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}
    bad = 0
    for name in asked.campaigns or CAMPAIGNS:
        module = importlib.import_module(f"campaigns.{name}")
        began, cpu = time.monotonic(), _cpu()
        results = module.run(asked.size or CAMPAIGNS[name], asked.seed)
        figures = {"day": datetime.date.today().isoformat(), "minutes": round((time.monotonic() - began) / 60, 1)}
        figures["cpu_minutes"] = round((_cpu() - cpu) / 60, 1)
        kept[name] = {**figures, "results": [result.as_dict() for result in results]}
        kept = (json.loads(KEPT.read_text("utf-8")) if KEPT.is_file() else {}) | {name: kept[name]}  # of others at once
        KEPT.write_text(json.dumps(kept, ensure_ascii=False, indent=1) + "\n", "utf-8")
        REPORT.write_text(report(kept), "utf-8")
        for result in results:
            bad += len(result.faults)
            print(
                f"{result.name}: {result.tried:,} tried, {len(result.faults)} faults", *result.faults[:20], sep="\n  "
            )
    return int(bad > 0)


def _cpu() -> float:
    return sum(os.times()[:4])


def report(kept: dict[str, dict]) -> str:  # type: ignore[type-arg]
    """The page, of what the campaigns have found."""
    lines = [
        "# Does it keep working?",
        "",
        "Written by `benchmarks/reliability.py`, which the docstrings of `benchmarks/campaigns/` explain. Wanted",
        "everywhere: nothing lost, no traceback, nothing out. Times are of a machine with two cores that did other",
        "work besides, at the lowest priority.",
        "",
        "| campaign | tried | of | faults | what held | day, minutes (of processor) |",
        "|---|---:|---:|---:|---|---|",
    ]
    faults: list[str] = []
    notes: list[str] = []
    for name in CAMPAIGNS:
        for one in kept.get(name, {}).get("results", []):
            when = f"{kept[name]['day']}, {kept[name]['minutes']} ({kept[name]['cpu_minutes']})"
            held = one["held"]
            lines.append(
                f"| {one['name']} | {one['tried']:,} | {one['wanted']:,} | {one['fault_count']:,} | {held} | {when} |"
            )
            faults += [f"- {one['name']}: {fault}" for fault in one["faults"]]
            notes += [f"- {one['name']}: {note}" for note in one["notes"]]
    lines += ["", "## Faults", "", *(faults or ["None."]), "", "## Notes", "", *(notes or ["None."])]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    raise SystemExit(main())
