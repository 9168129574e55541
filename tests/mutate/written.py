"""What came of the seeded faults, as benchmarks/proof.md tells it."""

from __future__ import annotations

from collections import Counter

from mutate.seeding import Outcome

GROWTH = (10, 25, 50)  # editions of one site
HEAD = """\
# Proof of the proof

`make mutate` builds the 2025 edition and the test editions at a public address, with a login for members, and
proves them; then it seeds faults into the finished files of the 2025 edition, one at a time, and proves again.
It is written by that command.

- {n} faults from the seed {seed}: {caught} told by the right rule at the right place, {other} only by another
  rule or elsewhere, {missed} not at all.
- {clean} clean editions: {noise} problems told.
- {edits} harmless edits (other ways to write a value, idioms, paragraphs cut in two, markup, layout of files): {alarms}
  told as faults.

| surface | kind of fault | seeded | caught | otherwise |
|---|---|---|---|---|
"""
SPEED = """
## Speed
One edition is that of 2025 with its sheets; more are sites of as many editions, each of another year and with
premiums of its own, their pages without sheets. In one process. Two cores that were shared with other work.

| editions | by the clock | of the processor | of the processor, each |
|---:|---:|---:|---:|
"""
MATERIAL = """\

## In Material
`tests/mutate/run.py --look material --write` does the same with the site as `mkdocs build` makes it.

- {n} faults from the seed {seed}: {caught} told by the right rule at the right place, {other} only by another
  rule or elsewhere, {missed} not at all.
- {clean} clean editions: {noise} problems told.
- {edits} harmless edits: {alarms} told as faults.

| surface | kind of fault | seeded | caught | otherwise |
|---|---|---|---|---|
"""
TAIL = """
“Caught” asks for one of the rules that are right for the kind, in the file of the fault (or the page
that it disagrees with) and, where a file has lines, within two lines of it.

## What cannot be caught
- A text on a picture (the Open Graph picture): no reader looks at pixels. That the picture is there is asked, and its
  metadata are searched for secrets.
- A QR code with a few modules changed: its error correction gives the same payload, which is what is proved.
- A figure that is wrong in `plans.yml` itself, with nothing printed to check it against.
- What a service worker calls its version (`version` in `sw.js`): it only says that something is new. The sums
  beside the files that it keeps are proved.
- Two figures of one sentence exchanged in every language alike, marks and all, where no word beside them says what
  they are: it is then a sentence that staff wrote.
"""


def page(
    outcomes: list[Outcome],
    seed: int,
    clean: tuple[int, int],
    harmless: tuple[int, int],
    timed: dict[int, tuple[float, float]],
) -> str:
    head, rows = counted(HEAD, outcomes, seed, clean, harmless)
    few, many = (timed[n][1] / n if timed else 0.0 for n in (min(GROWTH), max(GROWTH)))
    steady = f"\nOne of {max(GROWTH)} costs {many / few:.2f} of one of {min(GROWTH)}.\n" if few else ""
    times = "".join(f"| {n} | {wall:.2f} s | {used:.2f} s | {used / n:.2f} s |\n" for n, (wall, used) in timed.items())
    return head + rows + TAIL + SPEED + times + steady


def in_material(
    text: str, outcomes: list[Outcome], seed: int, clean: tuple[int, int], harmless: tuple[int, int]
) -> str:
    """The page with what came of the faults in the other look, which stands at its end."""
    return text.partition(MATERIAL.split("`")[0])[0] + "".join(counted(MATERIAL, outcomes, seed, clean, harmless))


def kept(text: str) -> str:
    """What a page says of the other look."""
    return "".join(text.partition(MATERIAL.split("`")[0])[1:])


def counted(
    head: str, outcomes: list[Outcome], seed: int, clean: tuple[int, int], harmless: tuple[int, int]
) -> tuple[str, str]:
    """The head of a table, filled, and its rows."""
    counts: Counter[tuple[str, str]] = Counter((o.fault.surface, o.fault.kind) for o in outcomes)
    good: Counter[tuple[str, str]] = Counter((o.fault.surface, o.fault.kind) for o in outcomes if o.caught)
    other: Counter[tuple[str, str]] = Counter(
        (o.fault.surface, o.fault.kind) for o in outcomes if not o.caught and o.told
    )
    rows = "".join(f"| {s} | {k} | {counts[s, k]} | {good[s, k]} | {other[s, k]} |\n" for s, k in sorted(counts))
    whole = sum(good.values())
    said = head.format(
        n=len(outcomes),
        caught=whole,
        other=sum(other.values()),
        missed=len(outcomes) - whole - sum(other.values()),
        clean=clean[0],
        noise=clean[1],
        edits=harmless[0],
        alarms=harmless[1],
        seed=seed,
    )
    return said, rows
