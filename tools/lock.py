"""Locks the dependencies: requirements/*.txt with hashes for pip, the same versions in pyproject.toml for uv.

Run by `make lock`, with uv on the path. The files name no index: which one is asked is the
machine's own business.
"""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SETS = {
    "site": [],
    "material": ["--extra", "material"],
    "desk": ["--extra", "desk", "--extra", "mailing", "--extra", "seen"],
    "test": ["--all-extras", "--group", "test"],
    "bench": ["--extra", "material", "--group", "bench"],
}
MARK = "# constraint-dependencies:"


def compile_set(name: str, groups: list[str]) -> str:
    target = ROOT / "requirements" / f"{name}.txt"
    subprocess.run(
        ["uv", "pip", "compile", "pyproject.toml", *groups, "-o", str(target), "--quiet", "--universal"]
        + ["--python-version", "3.11", "--generate-hashes", "--no-header", "--no-emit-index-url", "--no-annotate"],
        cwd=ROOT,
        check=True,
    )
    return target.read_text("utf-8")


def main() -> None:
    pins: set[str] = set()
    for name, groups in SETS.items():
        pins |= set(
            re.findall(r"^([a-z0-9._-]+==[^ \\\n]+(?: ; [^\\\n]+?)?)(?: \\)?$", compile_set(name, groups), re.M)
        )
    listed = "".join(f'  "{pin}",\n' for pin in sorted(pins)).replace("'", "'")
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    comment = next(line for line in text.splitlines() if line.startswith(MARK))
    text = re.sub(r"^constraint-dependencies = \[.*?^\]\n", "", text, flags=re.M | re.S)
    text = text.replace(comment + "\n", f"{comment}\nconstraint-dependencies = [\n{listed}]\n")
    (ROOT / "pyproject.toml").write_text(text, "utf-8")


if __name__ == "__main__":
    main()
