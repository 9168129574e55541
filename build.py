"""The press: `build.py` makes site/ from content/. `build.py --help` lists what else it does.

Load, check, render, publish: the steps are in `chirashi/steps.py`. Where nothing has changed
since the last build, `fresh` says so before anything slow is loaded.
"""

import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path

from chirashi import fresh

ROOT = Path(__file__).resolve().parent
GARBAGE = (1_000_000, 50, 50)  # a run makes much and drops little: looking for garbage more often costs it a tenth


def main() -> None:
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not know every character of a message
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.argv[1:] in ([], ["build"]):
        asked = ("None", str(ROOT / "site"), "None")
        made = (ROOT / "site", ROOT / "print")
        report = fresh.still_stands(ROOT, ROOT / "build" / "stamp.json", made, asked)
        if report is not None:
            fresh.tell(report)
            return
    gc.set_threshold(*GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every package is asked whether it is one
    from chirashi import usage
    from chirashi.command import app

    code = usage.run(app)
    gc.freeze()  # the process ends: what is left need not be looked through
    sys.exit(code)


if __name__ == "__main__":
    main()
