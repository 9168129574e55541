"""A project as one file, and its brochure as another, for workers that share no disk with this machine.

What is private stays here: `private.yml` never travels, so the members' own sheets are not among what comes back.
"""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath

from chirashi.base.project import Project

SENT = ("content", "theme")
PRIVATE = "private.yml"
BACK = ("site", "print", "build/proof.json", "build/proof.html", "build/draft")
EPOCH = (1980, 1, 1, 0, 0, 0)  # the same files make the same parcel


def packed(project: Project) -> bytes:
    """What a project is made from, as a ZIP."""
    return _zipped(project.root, SENT)


def finished(root: Path) -> bytes:
    """What was made of it, as a ZIP."""
    return _zipped(root, BACK)


def unpacked(parcel: bytes, folder: Path) -> None:
    """Lays the files of a parcel below a folder.

    :raises ValueError: where a name in it leads out of the folder.
    """
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        for name in archive.namelist():
            path = PurePosixPath(name)
            if path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name:
                raise ValueError(name)
        archive.extractall(folder)


def files_of(parcel: bytes) -> dict[str, bytes]:
    """The files of a parcel by their paths."""
    with zipfile.ZipFile(io.BytesIO(parcel)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _zipped(root: Path, parts: tuple[str, ...]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for part in parts:
            paths = [root / part] if (root / part).is_file() else sorted((root / part).rglob("*"))
            for path in paths:
                if path.is_file() and not path.is_symlink() and not path.name.startswith(PRIVATE):
                    archive.writestr(zipfile.ZipInfo(path.relative_to(root).as_posix(), EPOCH), path.read_bytes())
    return file.getvalue()
