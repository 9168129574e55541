"""The press: `build.py` makes site/ from content/. `build.py --help` lists what else it does.

Load, check, render, publish: the steps are in `chirashi/cli/steps.py`. Where nothing has changed
since the last build, `build_stamp` says so before anything slow is loaded.
"""

import atexit
import contextlib
import gc
import os
import sys
from io import TextIOWrapper
from pathlib import Path
from typing import NoReturn

from chirashi.base import build_stamp

ROOT = Path(__file__).resolve().parent
GARBAGE = (1_000_000, 50, 50)  # a run makes much and drops little: looking for garbage more often costs it a tenth


def main() -> int:
    for stream in (sys.stdout, sys.stderr):  # a Windows console may not know every character of a message
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="replace")
    if sys.argv[1:] in ([], ["build"]):
        asked = ("None", str(ROOT / "site"), "None")
        made = (ROOT / "site", ROOT / "print")
        report = build_stamp.still_stands(ROOT, ROOT / "build" / "stamp.json", made, asked)
        if report is not None:
            with contextlib.suppress(OSError):  # whoever reads the output has gone; nothing else was to be done
                build_stamp.tell(report)
            return 0
    gc.set_threshold(*GARBAGE)
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # else every package is asked whether it is one
    from chirashi.cli import wrong_use
    from chirashi.cli.commands import app

    return wrong_use.run(app)


def leave(code: int) -> NoReturn:
    """Ends the process at once: to take apart all that it has loaded costs a short run a twentieth."""
    atexit._run_exitfuncs()
    with contextlib.suppress(OSError):  # whoever reads the output has gone
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


if __name__ == "__main__":
    leave(main())
