"""What campaigns share: projects to spoil, and how a result is told."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path

from chirashi.base.project import Project

ROOT = Path(__file__).resolve().parents[2]
EDITION = "care-three"  # small, so that much can be tried
FAULTS_SHOWN = 20


@dataclass
class Result:
    """`tried` of what was `wanted` in full; `faults` is empty where everything held."""

    name: str
    wanted: int
    tried: int = 0
    held: str = ""  # what held of all that was tried
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, object]:
        return {**vars(self), "faults": self.faults[:FAULTS_SHOWN], "fault_count": len(self.faults)}


def project(within: Path, edition: str = EDITION) -> Project:
    """A project of its own with one edition, which says where it is published."""
    source = ROOT / "content" / edition if (ROOT / "content" / edition).is_dir() else ROOT / "tests/editions" / edition
    shutil.copytree(source, within / "content" / edition, ignore=shutil.ignore_patterns("private.yml"))
    (within / "content" / "site.yml").write_text(f"edition: {edition}\nurl: https://kenpo.jp/\n", "utf-8")
    return Project(within.resolve())


def contents(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def state(here: Project) -> tuple[dict[str, bytes], dict[str, bytes]]:
    return contents(here.site), contents(here.paper)
