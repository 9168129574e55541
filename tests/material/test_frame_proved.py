"""The proof reads the frame around the text: one fault of each kind in Material is told by its rule."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from members import CYBER, URL
from mutate import framed
from mutate.seeding import Fault

from chirashi.proof import prove
from chirashi.proof.run import Kept


@pytest.fixture(scope="module")
def folder(material: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the site that faults may be put into, one at a time."""
    home = tmp_path_factory.mktemp("frame")
    shutil.copytree(material, home / "site")
    return home


def one_of_each(faults: Iterator[Fault]) -> list[Fault]:
    return [fault for fault in faults if fault.turn == 1]


def test_one_fault_of_each_kind_is_told_by_its_rule(folder: Path) -> None:
    kept: Kept = {}
    assert [p.line_in("en") for p in prove(CYBER, folder / "site", url=URL, kept=kept).problems] == []
    seeded = one_of_each(framed.shared(random.Random(1), folder)) + one_of_each(framed.frame(random.Random(2), folder))
    assert len(seeded) > 50
    missed = []
    for fault in seeded:
        path = folder / fault.file
        before = path.read_bytes() if path.exists() else None
        if fault.content is None:
            path.unlink()
        else:
            path.write_bytes(fault.content)
        problems = prove(CYBER, folder / "site", url=URL, kept=dict(kept)).problems
        if not any(p.code in fault.codes and p.file in {fault.file, *fault.also} for p in problems):
            missed.append((fault.kind, fault.file, {p.code for p in problems}))
        if before is None:
            path.unlink()
        else:
            path.write_bytes(before)
    assert missed == []


def test_an_edit_that_changes_nothing_is_not_told(folder: Path) -> None:
    edits = list(framed.harmless(random.Random(3), folder))
    kinds = {edit.said.rpartition("html ")[2]: edit for edit in edits}
    assert len(kinds) >= len(framed.EVERYWHERE)
    for edit in kinds.values():
        before = {name: (folder / name).read_bytes() for name in edit.files}
        for name, content in edit.files.items():
            (folder / name).write_bytes(content)
        problems = [p.line_in("en") for p in prove(CYBER, folder / "site", url=URL).problems]
        for name, content in before.items():
            (folder / name).write_bytes(content)
        assert problems == [], edit.said
