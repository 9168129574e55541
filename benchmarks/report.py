"""The figures as a table, and benchmarks/README.md around it."""

from __future__ import annotations

import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from statistics import median

Samples = dict[tuple[str, str], list[float]]
GROWTH = (10, 25, 50)
LIBRARIES = {
    "ours": ["jinja2", "markdown", "nh3", "pydantic", "pyyaml", "qrcode", "typer"],
    "theirs": ["mkdocs", "mkdocs-material", "mkdocs-static-i18n", "mkdocs-macros-plugin", "pyyaml"],
}
# What is wanted of ours: at most this part of what theirs takes.
RATIOS = [
    ("Cold build", "cold", "cold", 0.5),
    ("A further edition in the same process, to their cold build", "further", "cold", 0.25),
    ("A further edition in the same process, to their further one", "further", "further", 0.25),
    ("Nothing changed, a new process", "unchanged", "unchanged", 0.1),
]
IN_MATERIAL = 0.8  # of theirs, for the same pages in the same theme
STEADY = 1.1  # cost of one of 50 editions to that of one of 10, at most
SERVED = 0.3  # seconds from a saved page to the page served, at most


def ms(took: Sequence[float]) -> str:
    """The median, and from the least to the most."""
    return f"{median(took) * 1000:,.0f} ms ({min(took) * 1000:,.0f}–{max(took) * 1000:,.0f})"


def in_turn(ours: Sequence[float], theirs: Sequence[float]) -> float:
    """The median of the rounds' ratios: within a round the two take turns, so what slows the machine slows both."""
    return median(one / other for one, other in zip(ours, theirs, strict=True))


def table(samples: Samples) -> str:
    lines = ["| Measured | Ours | Material + i18n + macros | Ratio | Wanted | |", "|---|--:|--:|--:|--:|---|"]
    for title, our, their, wanted in RATIOS:
        one, other = samples[our, "ours"], samples[their, "theirs"]
        lines.append(_row(title, ms(one), ms(other), in_turn(one, other), wanted))
    one, other = samples["cold", "material"], samples["cold", "theirs"]
    lines.append(_row("Cold build, in Material by the plugin", ms(one), ms(other), in_turn(one, other), IN_MATERIAL))
    if one := samples.get(("saved", "ours")):
        wanted = f"{SERVED * 1000:.0f} ms"
        met = _met(median(one) <= SERVED)
        other = samples["saved", "theirs"]
        ratio = f"{in_turn(one, other):.2f}"
        lines.append(f"| From a saved page to the page served | {ms(one)} | {ms(other)} | {ratio} | {wanted} | {met} |")
    lines += ["", f"The whole build, with the printed matter and the proof, takes {ms(samples['whole', 'ours'])}.", ""]
    lines += ["| Editions on one site | Pages | One of them |", "|---|--:|--:|"]
    took = {n: min(samples[f"{n} drafts", "ours"]) for n in GROWTH}
    lines += [f"| {n} | {took[n]:.2f} s | {took[n] / n * 1000:.0f} ms |" for n in GROWTH]
    few, many = min(GROWTH), max(GROWTH)
    steady = took[many] / many / (took[few] / few)
    lines += [
        "",
        f"One of {many} costs {steady:.2f} of one of {few}; wanted at most {STEADY}: {_met(steady <= STEADY)}.",
    ]
    return "\n".join(lines)


def _row(title: str, ours: str, theirs: str, ratio: float, wanted: float) -> str:
    return f"| {title} | {ours} | {theirs} | {ratio:.2f} | {wanted} | {_met(ratio <= wanted)} |"


def _met(good: bool) -> str:
    return "met" if good else "**missed**"


def readme(figures: str, pages: int, rounds: int) -> str:
    said = {whose: ", ".join(f"{name} {version(name)}" for name in names) for whose, names in LIBRARIES.items()}
    return README.format(
        figures=figures,
        pages=pages,
        rounds=rounds,
        cores=os.cpu_count(),
        system=f"{platform.system()} on {platform.machine()}",
        python=f"{platform.python_implementation()} {platform.python_version()}",
        **said,
    )


README = """\
# Speed

How long this press takes for the 2025 edition, beside what people use for such a site today: Material for
MkDocs with mkdocs-static-i18n and mkdocs-macros. `make bench` measures again and writes this file.

{figures}

Medians of {rounds} rounds, with the least and the most; a ratio is the median of the rounds' own.
Measured with {cores} cores, {system}, {python}.
Ours: {ours}.
Theirs: {theirs}.

## What is compared

The same {pages} pages: nine in Japanese, nine in English. Theirs is written anew from the edition each time
(`contenders.py`): the same Markdown, with `{{{{ figure("tables.total.a.B") }}}}` and `{{{{ show("plans") }}}}` as
macros that read the same `plans.yml`. `material/` holds the rest of it, set up as the manuals say: default theme
and search, the folder structure of mkdocs-static-i18n, one module of macros. Where one might do it in several
ways, theirs has the quicker: its tables come as HTML and not as Markdown, its QR code is drawn beforehand, the
forms that work out a premium and write a request are left out, and its `font` is off, so that nothing is fetched.

Before anything is timed, `parity.py` reads both sites and stops the run unless each has all of these pages,
and on them every heading with its id, every piece of prose, all twelve totals in both languages, and the same
QR code. The sites are not equal in all else: theirs also writes a search index and Material's scripts and
styles; ours also checks the content and searches it for private values before it writes anything, and adds
the flyer and the FAX form as pages, tables as files, a calendar entry and a search that knows Japanese.

## How it is measured

- **Cold build**: a new process and an empty folder, by the clock from its start to its end: `build.py draft` and
  `python -m mkdocs build -q`, the pages alone on both sides. Compiled Python is there for both; neither keeps
  another cache. `build.py` itself also makes the printed matter and proves every figure; that has no counterpart
  there and is given below the table.
- **Cold build, in Material by the plugin**: `python -m mkdocs build -q` on the project's own `mkdocs.yml`, with
  `paper` and `prove` off, so that it is the pages alone too, in both languages, checked, with the chooser, the
  flyer and the FAX form as pages, and a search for each language.
- **A further edition**: a second edition, with another name and a sentence more on every page, in a process
  that has just built the first; from reading its files to its finished folder.
- **Nothing changed**: `build.py` and `mkdocs build` again. Ours compares a hash of all that goes in and of what
  came out; MkDocs has nothing of the kind and builds again.
- **From a saved page to the page served**: `build.py serve` and `mkdocs serve`, a page saved, and asked for
  every 4 ms until it holds what was saved.
- **Editions on one site**: one current edition and the rest as past ones, all different, in a process that has
  built one edition before: the least of the times, in the processor's time, which other work on the machine
  blurs less.

The two take turns within each round, in the same environment and on the same disk. Ours is measured in a copy
below a temporary folder, so the project's own `site/` is not touched.

To measure again: `make bench`, some minutes on two cores, with little else running.
"""
