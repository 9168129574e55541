"""Measures this press against Material + mkdocs-static-i18n + mkdocs-macros on the same pages: `make bench`.

Prints what it finds and writes it to benchmarks/README.md. The contenders take turns within
every round, so that a machine that grows slow or quick does so for both.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path

import parity
import report
import served
from contenders import ENVIRONMENT, ROOT, InMaterial, Ours, Theirs, names
from report import GROWTH, Samples

ROUNDS = int(os.environ.get("ROUNDS", "9"))
GROWTH_ROUNDS = 1
WHOLE_ROUNDS = 1
SAVES = 5


def seconds(command: list[str], folder: Path) -> float:
    """How long a new process takes, from its start to its end."""
    started = time.perf_counter()
    done = subprocess.run(command, cwd=folder, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    took = time.perf_counter() - started
    if done.returncode:
        sys.exit(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")
    return took


def within(whose: str, folder: Path, *names: str) -> list[float]:
    """How long builds take one after another within one process; see in_process.py."""
    command = [sys.executable, str(Path(__file__).with_name("in_process.py")), whose, str(folder), *names]
    done = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if done.returncode:
        sys.exit(f"in_process.py {whose} failed:\n{done.stdout}{done.stderr}")
    return [float(took) for took in json.loads(done.stdout.splitlines()[-1])]


def one_round(ours: Ours, theirs: Theirs, further: tuple[str, Theirs], samples: Samples) -> None:
    material = InMaterial(ours)
    material.forget()
    samples["cold", "material"].append(seconds(material.command(), material.folder))
    material.forget()
    ours.forget()
    theirs.forget()
    samples["cold", "ours"].append(seconds(ours.command(), ours.folder))
    samples["cold", "theirs"].append(seconds(theirs.command(), theirs.folder))
    seconds(ours.whole(), ours.folder)  # makes what is then unchanged
    samples["unchanged", "ours"].append(seconds(ours.whole(), ours.folder))
    samples["unchanged", "theirs"].append(seconds(theirs.command(), theirs.folder))
    samples["further", "ours"].append(within("ours", ours.folder, further[0])[1])
    samples["further", "theirs"].append(within("theirs", theirs.folder, str(further[1].folder))[1])


def growth(sites: dict[int, Ours], samples: Samples) -> None:
    """Sites of 10, 25 and 50 editions, in a process that has built one before, so that its start counts nothing."""
    for count, one in sites.items():
        samples[f"{count} drafts", "ours"].append(within("drafts", one.folder)[1])


def drawn(ours: Ours) -> str:
    """The QR code as the press draws it, for theirs to show the same."""
    import yaml

    sys.path.insert(0, str(ours.folder))
    from chirashi.view import qr_code

    data = yaml.safe_load((ours.edition / "plans.yml").read_text("utf-8"))
    return str(qr_code.svg(next(way["url"] for way in data["requests"] if way["way"] == "url"), title="QR"))


def main() -> None:
    samples: Samples = defaultdict(list)
    with tempfile.TemporaryDirectory() as place:
        ours = Ours(Path(place, "ours"))
        ours.prepare()
        code = drawn(ours)
        further = ours.copy(*names(1))
        theirs, other = Theirs(Path(place, "theirs"), ours.edition), Theirs(Path(place, "other"), further)
        theirs.prepare(code)
        other.prepare(code)
        InMaterial(ours).prepare()
        for one in (ours, theirs, InMaterial(ours)):  # also compiles their Python, for every later round
            seconds(one.command(), one.folder)
        pages = parity.prove(ours, theirs, code)
        print(f"Same {pages} pages, headings, prose, totals and QR code on both sides.")
        for _ in range(WHOLE_ROUNDS):
            ours.forget_all()
            samples["whole", "ours"].append(seconds(ours.whole(), ours.folder))
        for i in range(ROUNDS):
            one_round(ours, theirs, (further.name, other), samples)
            print(f"round {i + 1} of {ROUNDS}: cold", *(f"{samples['cold', w][-1]:.2f} s" for w in ("ours", "theirs")))
        sites = {count: Ours(Path(place, f"{count}-editions")) for count in GROWTH}
        for count, one in sites.items():
            one.prepare(names(count - 1))
        for _ in range(GROWTH_ROUNDS):
            growth(sites, samples)
        print("editions:", *(f"{n}: {min(samples[f'{n} drafts', 'ours']):.2f} s" for n in GROWTH))
        if (ours.folder / "chirashi" / "cli" / "preview.py").is_file():
            samples["saved", "ours"] = served.ours(ours.folder, ours.edition, SAVES)
            samples["saved", "theirs"] = served.theirs(theirs.folder, SAVES)
    text = report.table(samples)
    print(text)
    (ROOT / "benchmarks" / "README.md").write_text(report.readme(text, pages, ROUNDS), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
