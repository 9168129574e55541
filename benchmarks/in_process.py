"""Builds within one process, timed: `in_process.py WHAT FOLDER NAME …`; a line of JSON in the end.

`ours` drafts the edition EDITION and then each NAME below `content/`; `theirs` builds each
project in turn, FOLDER first; `drafts` drafts EDITION alone, to warm up, and then all editions of
`content/site.yml`.
"""

from __future__ import annotations

import gc
import json
import logging
import os
import sys
import time
from pathlib import Path

from contenders import EDITION


def press(root: Path, edition: str | None) -> float:
    """Seconds for one build by this press, called as its own command calls it; None for all of the site's editions.

    Those are counted in the processor's time: they take so long that what else the machine does would show.
    """
    from chirashi.cli.commands.build_commands import draft

    clock = time.perf_counter if edition else processors
    started = clock()
    draft(edition, "en", root / "in-process" / "site", None, root)
    return clock() - started


def processors() -> float:
    """The time that this process and its copies, which have ended, have had of all processors."""
    return sum(os.times()[:4])


def material(folder: Path) -> float:
    """Seconds for one project with MkDocs, called as its own command calls it."""
    from mkdocs.commands.build import build
    from mkdocs.config import load_config

    logging.getLogger("mkdocs").setLevel(logging.ERROR)
    started = time.perf_counter()
    config = load_config(config_file=str(folder / "mkdocs.yml"))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    finally:
        config.plugins.on_shutdown()
    return time.perf_counter() - started


def main(what: str, folder: Path, names: list[str]) -> list[float]:
    if what == "theirs":
        return [material(one) for one in (folder, *map(Path, names))]
    sys.path.insert(0, str(folder))
    from chirashi.cli.main import GARBAGE

    gc.set_threshold(*GARBAGE)
    then = names if what == "ours" else [None]
    return [press(folder, name) for name in (EDITION, *then)]


if __name__ == "__main__":
    print(json.dumps(main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])))
