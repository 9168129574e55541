"""The press: `build.py` makes site/ from content/. `build.py --help` lists what else it does.

It is the command `chirashi` for the project in whose folder it lies, from wherever it is called.
"""

from pathlib import Path

from chirashi.cli.main import main

if __name__ == "__main__":
    main(Path(__file__).parent)
