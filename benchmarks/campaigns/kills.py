"""kill -9 at random moments: nothing that was there is lost or half, and the next run mends everything.

What can be killed is listed in `JOBS`; the desk and the workbook are to be added there.
"""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from campaigns.common import ROOT, Result, contents, project, state
from chirashi.base.files import publishing
from chirashi.base.project import Project

OLD = {"index.html": b"old", "en/index.html": b"old too"}
OLD_PAPER = {"flyer-ja.pdf": b"%PDF-old"}
Whole = Callable[[Project, dict[str, dict[str, bytes]]], list[str]]
GONE_WITHIN = 10  # seconds in which the copies of a killed process have ended, too


def builds(times: int, chance: random.Random) -> Result:
    """A whole build, with its sheets kept from before."""
    result = Result("kill -9 over build", 200)
    with tempfile.TemporaryDirectory() as folder:
        here = project(Path(folder))
        command = [sys.executable, str(ROOT / "build.py"), "build", "--lang", "en", "--project", folder]
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        new, source = state(here), contents(here.content)
        began = time.monotonic()
        _before(here)
        subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
        whole = time.monotonic() - began
        ended = 0
        for turn in range(times):
            _before(here)
            after = chance.uniform(0, whole)
            process = subprocess.Popen(
                command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
            )
            try:
                ended += process.wait(after) == 0
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
            now = state(here)
            result.tried += 1
            if now not in ((OLD, OLD_PAPER), new):
                result.faults.append(f"after {after:.2f} s: neither the folders of before nor those of the build")
            if contents(here.content) != source:
                result.faults.append(f"after {after:.2f} s: content/ has changed")
            if left := _left(process.pid):
                result.faults.append(f"after {after:.2f} s: {left} processes stay behind")
            if turn % 10 == 9 and (fault := _mended(command, here, new)):
                result.faults.append(f"after {after:.2f} s: {fault}")
    result.held = "site/ and print/ both of before or both new, content/ untouched, no process left; next build whole"
    result.notes.append(f"moments within {whole:.1f} s, as long as a build took then; {ended} were done before")
    return result


def _before(here: Project) -> None:
    publishing.write(OLD, here.site)
    publishing.write(OLD_PAPER, here.paper)


def _mended(command: list[str], here: Project, new: object) -> str:
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode or state(here) != new:
        return f"the next build ends with {done.returncode}: {done.stderr[-200:]}"
    left = {path.name for path in here.build.iterdir()} & {"stage", "inputs", "before"}
    return f"build/ holds {left} after the next build" if left else ""


def _left(session: int) -> int:
    """How many processes of a killed one's session still run."""
    until = time.monotonic() + GONE_WITHIN
    while True:
        found = 0
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                try:
                    state_, _, _, own = (entry / "stat").read_text().rpartition(")")[2].split()[:4]
                    found += int(own) == session and state_ != "Z"
                except OSError:
                    continue
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.05)


PUBLISHES = """
import itertools, sys
from pathlib import Path
from chirashi.base.files.publishing import staged
folder = Path(sys.argv[1])
for i in itertools.count():
    files = {f"{n}.html": str(i).encode() for n in range(20)}
    with staged({folder / "site": files, folder / "print": files}, folder / "build"):
        pass
"""


def publishes(times: int, chance: random.Random) -> Result:
    """Two folders replaced again and again, so that kills fall around the exchange."""
    result = Result("kill -9 over publish", 200)
    mixed = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "build").mkdir()
        for _ in range(times):
            process = subprocess.Popen([sys.executable, "-c", PUBLISHES, name], cwd=ROOT)
            while not (folder / "print").exists():
                time.sleep(0.01)
            time.sleep(chance.uniform(0.05, 0.4))
            process.send_signal(signal.SIGKILL)
            process.wait()
            result.tried += 1
            versions = []
            for part in ("site", "print"):
                found = contents(folder / part)
                versions.append(set(found.values()))
                if len(found) != 20 or len(versions[-1]) != 1:
                    result.faults.append(f"{part}/ holds {len(found)} files of {len(versions[-1])} versions")
            mixed += versions[0] != versions[1]
    result.held = "each folder is one version, whole"
    if mixed:
        result.faults.append(f"{mixed} times site/ was of the version after print/")
    return result


JOBS: dict[str, Callable[[int, random.Random], Result]] = {"build": builds, "publish": publishes}


def run(times: int, seed: int) -> list[Result]:
    os.environ["LC_ALL"] = "C.UTF-8"
    return [job(times, random.Random(seed)) for job in JOBS.values()]
