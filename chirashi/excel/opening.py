"""Opens a workbook that came from somebody: only what a workbook needs is read, and nothing in it is carried out.

Macros are not loaded, links to other workbooks are not followed, XML may declare no entities, and what would unpack
to more than a workbook ever holds is refused, all before a library sees the file.
"""

from __future__ import annotations

import functools
import io
import re
import warnings
import zipfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from chirashi.base.problems import Problem, Trouble

if TYPE_CHECKING:
    from openpyxl.workbook import Workbook

LARGEST = 20_000_000  # bytes of a file; a workbook of an edition has 50 thousand
UNPACKED = 200_000_000  # bytes of all its parts
PARTS = 2_000
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # how an .xls of Excel 97 begins, and a workbook with a password
DECLARES = re.compile(rb"<!\s*(?:DOCTYPE|ENTITY)", re.IGNORECASE)
FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")  # in a sheet; with a prefix where another program wrote it
LOCKED = "EncryptedPackage".encode("utf-16-le")
CONTENT_TYPES, BOOK = "[Content_Types].xml", "xl/workbook.xml"


@dataclass
class Opened:
    """A workbook with the values that Excel has worked out; `formulas` is the same with its formulas instead."""

    name: str
    content: bytes
    values: Workbook
    calculates: bool  # whether it has formulas at all

    @functools.cached_property
    def formulas(self) -> Workbook:
        """To read is slow, and most workbooks have none."""
        return loaded(self.name, self.content, values=False) if self.calculates else self.values


def opened(path: Path) -> Opened:
    """The workbook at a path. `Trouble` where it is none that can be read; the file itself is never changed."""
    name = path.name
    if not path.is_file():
        raise Trouble(Problem(name, 0, "no-data", {"file": name}))
    if path.stat().st_size > LARGEST:
        raise Trouble(Problem(name, 0, "excel-unsafe", {"what": _large(path.stat().st_size)}))
    content = path.read_bytes()
    if content.startswith(OLE):
        raise Trouble(Problem(name, 0, "excel-locked" if LOCKED in content else "excel-old"))
    calculates = _examine(name, content)
    return Opened(name, content, loaded(name, content, values=True), calculates)


def _examine(name: str, content: bytes) -> bool:
    """Refuses what is no workbook, and what a workbook has no need of; whether it has formulas."""
    calculates = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            if not {CONTENT_TYPES, BOOK} <= {part.filename for part in parts}:
                raise Trouble(Problem(name, 0, "excel-kind"))
            total = sum(part.file_size for part in parts)
            if total > UNPACKED or len(parts) > PARTS:
                raise Trouble(Problem(name, 0, "excel-unsafe", {"what": _large(total)}))
            for part in parts:
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    with archive.open(part) as stream:
                        text = stream.read(part.file_size + 1)
                    if DECLARES.search(text) or DECLARES.search(text.replace(b"\0", b"")):
                        raise Trouble(Problem(name, 0, "excel-unsafe", {"what": "DOCTYPE"}))
                    calculates = calculates or FORMULA.search(text) is not None
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError):
        raise Trouble(Problem(name, 0, "excel-kind")) from None
    return calculates


def loaded(name: str, content: bytes, values: bool) -> Workbook:
    """The workbook by openpyxl, without macros and links."""
    from openpyxl import load_workbook

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what openpyxl does not keep: it is only read
            return load_workbook(io.BytesIO(content), data_only=values, keep_links=False, keep_vba=False)
    except Exception as error:  # a damaged part may end in any of a dozen exceptions
        raise Trouble(Problem(name, 0, "excel-kind")) from error


def _large(size: int) -> str:
    return f"{size / 1e6:,.0f} MB"
