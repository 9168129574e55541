"""Odd input by the thousand: to each parser, and to whole editions, loaded, checked, told and rendered.

Nine tenths are texts for the parsers of `tests/fuzz`, one tenth whole editions with one of their files spoilt. What
fails is kept in `tests/fuzz/corpus/`.
"""

from __future__ import annotations

import random
import shutil
import tempfile
import time
import traceback
from pathlib import Path

from fuzz import run as fuzzing
from fuzz.parsers import PARSERS, kept, read
from known import EDITIONS, TODAY

from campaigns.common import Result
from chirashi.base import project as projects
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.cli import steps
from chirashi.content import edition as loading

LONGEST = 10  # seconds that one input may take
SPOILT = ("care-three/plans.yml", "care-three/ja/plans.md", "care-three/en/index.md", "care-three/literals.yml")
SPOILT += (
    "care-three/private.yml",
    "care-three/translated.yml",
    "savings-ages/ja/parts/ask.md",
    "savings-ages/plans.yml",
)


def run(size: int, seed: int) -> list[Result]:
    chance = random.Random(seed)
    return [_parsers(size - size // 10, chance), _editions(size // 10, chance)]


def _parsers(size: int, chance: random.Random) -> Result:
    result = Result(
        "fuzzed texts to the parsers", 18_000, held="an end within 10 s, no exception, what must hold holds"
    )
    slowest = (0.0, "")
    for name, parser in PARSERS.items():
        seeds = [read(path) for path in kept(name)]
        for _ in range(size // len(PARSERS)):
            text = fuzzing.made(chance, parser.bits, seeds)
            began = time.process_time()
            if error := fuzzing.failing(name, text):
                path = fuzzing.keep(name, fuzzing.least(name, text, type(error)))
                result.faults.append(f"{name}: {type(error).__name__}: {error} ({path.name})"[:300])
            slowest = max(slowest, (time.process_time() - began, name))
            result.tried += 1
    if slowest[0] > LONGEST:
        result.faults.append(f"{slowest[1]} took {slowest[0]:.0f} s")
    result.notes.append(f"the slowest took {slowest[0]:.2f} s of processor time ({slowest[1]})")
    return result


def _editions(size: int, chance: random.Random) -> Result:
    held = "messages on one line each, or pages; no exception, an end within 10 s"
    result = Result("editions with a spoilt file", 2_000, held=held)
    loading._data = loading._data.__wrapped__  # type: ignore[assignment]  # a slip may keep time and size
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        here = Project(Path(folder).resolve())
        projects.use(here)
        for name in ("care-three", "savings-ages"):
            shutil.copytree(EDITIONS[name], here.content / name)
        for _ in range(size):
            name = chance.choice(SPOILT)
            began = time.process_time()
            if fault := _spoilt(here, here.content / name, _changed(chance, here.content / name)):
                result.faults.append(f"{name}: {fault}"[:400])
            slowest = max(slowest, (time.process_time() - began, name))
            result.tried += 1
    if slowest[0] > LONGEST:
        result.faults.append(f"{slowest[1]} took {slowest[0]:.0f} s")
    result.notes.append(f"the slowest took {slowest[0]:.2f} s of processor time ({slowest[1]})")
    return result


def _changed(chance: random.Random, path: Path) -> bytes:
    """What the file holds, with lines or bytes of it changed; or something else altogether."""
    content = path.read_bytes() if path.is_file() else b""
    bits = [bit.encode("utf-8", "replace") for parser in PARSERS.values() for bit in parser.bits]
    if chance.random() < 0.1:
        return bytes(chance.randrange(256) for _ in range(chance.randrange(200)))
    for _ in range(chance.randint(1, 4)):
        at, to = sorted(chance.randrange(len(content) + 1) for _ in range(2))
        to = min(to, at + chance.choice((0, 1, 5, 40)))
        content = content[:at] + chance.choice(bits) * chance.choice((1, 1, 1, 3, 200)) + content[to:]
    return content


def _spoilt(here: Project, path: Path, content: bytes) -> str:
    """What goes wrong with an edition with other content in one file, which is put back."""
    before = path.read_bytes() if path.is_file() else None
    path.write_bytes(content)
    folder = here.content / path.relative_to(here.content).parts[0]
    try:
        edition = loading.load(folder)
        problems = check(edition, TODAY)
        for problem in problems:
            for lang in ("ja", "en"):
                assert len(problem.line_in(lang).splitlines()) == 1
        if not any(problem.severity == "error" for problem in problems):
            steps.render(steps.Job(folder), steps.Work([("", edition)], problems))
    except Exception:
        kept_as = fuzzing.keep("editions", content.decode("utf-8", "replace"))
        return f"{traceback.format_exc(limit=-2)} ({kept_as.name})"
    finally:
        path.unlink() if before is None else path.write_bytes(before)
    return ""
