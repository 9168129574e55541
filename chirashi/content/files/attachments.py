"""Reads pictures and files that lie beside pages, as they are to be published: a map of a seminar, its programme.

What is published runs no code and tells nothing of where a photograph was taken. Photographs are
made as small as pages need them; everything else keeps its bytes.
"""

from __future__ import annotations

import functools
import io
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem

if TYPE_CHECKING:
    from PIL.Image import Image

PICTURES = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP"}
SUFFIXES = (*PICTURES, ".svg", ".pdf")
NAME = re.compile(r"[a-z0-9][a-z0-9_-]{0,60}\.[a-z]+")
LONGEST_SIDE = 1600  # pixels: twice the width of a column of text on a dense screen
MOST_PIXELS = 80_000_000  # of a photograph; what claims more is no photograph
MOST = 20_000_000  # bytes of a file as it lies there; a phone's photograph has 3 to 12 million
LIGHT = 400_000  # bytes of a picture that need not be made smaller
QUALITY = 82  # of JPEG and WebP: no difference to be seen at arm's length
SIGNATURES = {b"%PDF": "PDF", b"MZ": "EXE", b"PK\x03\x04": "ZIP", b"\x7fELF": "ELF", b"#!": "script", b"<": "HTML"}


@dataclass(frozen=True)
class Attachment:
    """A file as it is published, or what keeps it from being so."""

    name: str
    content: bytes = b""
    size: tuple[int, int] | None = None  # of a picture, in CSS pixels
    problems: tuple[Problem, ...] = field(default=(), compare=False)


def attachment(path: Path, file: str) -> Attachment:
    """The file at `path`, which messages call `file`; kept while it does not change."""
    stat = path.stat()
    return _read(path, file, stat.st_mtime_ns, stat.st_size)


@functools.lru_cache(maxsize=256)
def _read(path: Path, file: str, _changed: int, size: int) -> Attachment:
    name, suffix = path.name, path.suffix.lower()
    if not NAME.fullmatch(name):
        return _refused(file, name, "file-name", wanted=_plain_name(name))
    if not size:
        return _refused(file, name, "file-empty")
    if size > MOST:
        return _refused(file, name, "file-large", size=f"{size / 1e6:.0f} MB")
    from chirashi.content.files import pdf_files, svg_files  # slow to load, and most editions have no such files

    content = path.read_bytes()
    if suffix == ".pdf":
        active = pdf_files.active(content)
        if active is None:
            return _refused(file, name, "file-kind", kind=_kind(content), suffix=suffix)
        return _refused(file, name, "file-active", what=active) if active else Attachment(name, content)
    if suffix == ".svg":
        drawing = svg_files.drawing(content)
        if isinstance(drawing, str):
            return _refused(file, name, "file-active", what=drawing)
        if drawing is None:
            return _refused(file, name, "file-kind", kind=_kind(content), suffix=suffix)
        return Attachment(name, drawing.content, drawing.size)
    return _picture(file, name, suffix, content)


def _picture(file: str, name: str, suffix: str, content: bytes) -> Attachment:
    from PIL import Image

    try:
        with Image.open(io.BytesIO(content)) as image:
            if image.format != PICTURES[suffix]:
                return _refused(file, name, "file-kind", kind=str(image.format), suffix=suffix)
            if image.width * image.height > MOST_PIXELS:
                return _refused(file, name, "file-large", size=f"{image.width} × {image.height} px")
            image.load()
            return _light(name, image, content)
    except Image.DecompressionBombError:
        return _refused(file, name, "file-large", size=f"> {MOST_PIXELS / 1e6:.0f} Mpx")
    except (OSError, ValueError, SyntaxError):  # what Pillow says of a picture that is none, or is cut off
        return _refused(file, name, "file-kind", kind=_kind(content), suffix=suffix)


def _light(name: str, image: Image, content: bytes) -> Attachment:
    """The picture upright, no larger than pages show it, and without what a camera notes in it."""
    from PIL import Image, ImageOps

    bare = not (image.getexif() or {"xmp", "comment", "photoshop", "exif"} & image.info.keys() or _texts(image))
    if bare and max(image.size) <= LONGEST_SIDE and len(content) <= LIGHT and image.mode != "CMYK":
        return Attachment(name, content, image.size)
    kind = str(image.format)
    upright = ImageOps.exif_transpose(image)
    if upright.mode not in ("RGB", "RGBA", "L", "LA", "P") or (kind == "JPEG" and upright.mode != "L"):
        upright = upright.convert("RGB")
    if max(upright.size) > LONGEST_SIDE:
        if upright.mode == "P":
            upright = upright.convert("RGBA" if "transparency" in upright.info else "RGB")
        upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE), Image.Resampling.LANCZOS)
    made = _saved(upright, kind)
    if kind == "PNG" and len(made) > LIGHT and len(smaller := _saved(upright, "WEBP")) < len(made) / 2:
        return Attachment(name.removesuffix(".png") + ".webp", smaller, upright.size)  # a photograph saved as PNG
    return Attachment(name, made, upright.size)


def _texts(image: Image) -> bool:
    return bool(getattr(image, "text", None))


def _saved(image: Image, kind: str) -> bytes:
    stream = io.BytesIO()
    profile = image.info.get("icc_profile")
    bare = image.copy()
    bare.info = {key: value for key, value in image.info.items() if key == "transparency"}
    options: dict[str, dict[str, Any]] = {
        "PNG": {"optimize": True},
        "JPEG": {"quality": QUALITY, "optimize": True, "progressive": True},
    }
    bare.save(stream, kind, icc_profile=profile, **options.get(kind, {"quality": QUALITY, "method": 6}))
    return stream.getvalue()


def _kind(content: bytes) -> object:
    """What a file is, by how it begins."""
    begins = content.lstrip()[:8]
    return next((kind for sign, kind in SIGNATURES.items() if begins.startswith(sign)), phrase("file-kind-unknown"))


def _plain_name(name: str) -> str:
    """A name that can stand in an address, made of what was written."""
    stem, _, suffix = name.rpartition(".")
    stem = re.sub(r"[^a-z0-9_-]+", "-", stem.lower()).strip("-")
    return f"{stem or 'map'}.{suffix.lower()}"


def _refused(file: str, name: str, code: str, **fields: object) -> Attachment:
    return Attachment(name, problems=(Problem(file, 0, code, {"name": name, **fields}),))
