"""Fetches the scripts of others that the site serves into theme/web/vendor/: run only for a new version.

    python3 tools/vendor.py                     # every package as recorded
    python3 tools/vendor.py minisearch 7.2.0    # one package in another version, and records it

Needs npm. The files are taken as their authors published them; vendor.json holds the package's
integrity as the registry states it, and the hash of each file, which tests/browser/test_search.py compares.
"""

from __future__ import annotations

import base64
import hashlib
import json
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent.parent / "theme" / "web" / "vendor"
RECORD = VENDOR / "vendor.json"


def npm(*arguments: str, folder: Path) -> Any:
    done = subprocess.run(["npm", *arguments, "--json"], cwd=folder, check=True, capture_output=True, text=True)
    return json.loads(done.stdout)


def fetch(name: str, package: dict[str, Any]) -> None:
    """Writes the files of one package; stops where it is not the one recorded."""
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        npm("pack", f"{name}@{package['version']}", folder=folder)
        packed = next(folder.glob("*.tgz"))
        found = "sha512-" + base64.b64encode(hashlib.sha512(packed.read_bytes()).digest()).decode()
        if found != package["integrity"]:
            sys.exit(f"{name} {package['version']} is {found}, but {package['integrity']} is recorded")
        with tarfile.open(packed) as archive:
            for target, file in package["files"].items():
                member = archive.extractfile(f"package/{file['from']}")
                assert member is not None
                content = member.read()
                file["sha256"] = hashlib.sha256(content).hexdigest()
                (VENDOR / target).write_bytes(content)


def main(arguments: list[str]) -> None:
    record: dict[str, Any] = json.loads(RECORD.read_text("utf-8"))
    if arguments:
        name, version = arguments
        integrity = npm("view", f"{name}@{version}", "dist.integrity", folder=VENDOR)
        record[name] |= {"version": version, "integrity": integrity}
    for name in arguments[:1] or record:
        fetch(name, record[name])
    RECORD.write_text(json.dumps(record, indent=2) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
