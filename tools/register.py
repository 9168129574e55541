"""Tells the programs of this Python where the press lies and which plugins it has, as its package would.

Run by `tools/setup.sh`: here the press runs from its folder and is not installed, and MkDocs looks for the
plugin `chirashi` among what is. What an editable installation would write is written, and nothing is built.
"""

from __future__ import annotations

import sysconfig
import tomllib
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    packages = Path(sysconfig.get_path("purelib"))
    folder = packages / f"{project['name']}-{project['version']}.dist-info"
    points = "".join(
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in named.items())
        for group, named in project.get("entry-points", {}).items()
    )
    written = {
        packages / f"{project['name']}.pth": f"{ROOT}\n",
        folder / "METADATA": f"Metadata-Version: 2.1\nName: {project['name']}\nVersion: {project['version']}\n",
        folder / "entry_points.txt": points,
        folder / "INSTALLER": "tools/register.py\n",
        folder / "RECORD": "",
    }
    for path, text in written.items():
        if not path.is_file() or path.read_text("utf-8") != text:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8", newline="\n")


if __name__ == "__main__":
    main()
