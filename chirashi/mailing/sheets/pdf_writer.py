"""Writes a PDF object by object as it goes, so that a file of any length needs the memory of its cross references."""

from __future__ import annotations

import zlib
from array import array
from collections.abc import Iterable
from types import TracebackType
from typing import BinaryIO

HEAD = b"%PDF-1.6\n%\xe2\xe3\xcf\xd3\n"
SHORT = 4096  # bytes
FREE = 0  # an object number that nothing was written under


def _squeezed(content: bytes, level: int) -> bytes:
    """Deflated; what is short by a small window, which is ready in a third of the time."""
    if len(content) > SHORT:
        return zlib.compress(content, level)
    small = zlib.compressobj(level, zlib.DEFLATED, 12, 3)
    return small.compress(content) + small.flush()


class PdfWriter:
    """An open file. Numbers below `first` belong to objects that are put under the numbers they had elsewhere."""

    def __init__(self, stream: BinaryIO, first: int) -> None:
        self.stream, self.at = stream, 0
        self.offsets = array("Q", [FREE]) * first
        self._write(HEAD)

    def _write(self, content: bytes) -> None:
        self.stream.write(content)
        self.at += len(content)

    def number(self) -> int:
        """A new object's number, to be written later."""
        self.offsets.append(FREE)
        return len(self.offsets) - 1

    def put(self, content: bytes, number: int | None = None) -> int:
        """Writes an object; its number."""
        number = self.number() if number is None else number
        self.offsets[number] = self.at
        self._write(b"%d 0 obj\n%b\nendobj\n" % (number, content))
        return number

    def put_stream(self, content: bytes, entries: bytes = b"", number: int | None = None, level: int = 6) -> int:
        """Writes a stream, compressed unless `level` is 0."""
        if level:
            content, entries = _squeezed(content, level), entries + b"/Filter/FlateDecode"
        return self.put(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content), number)

    def close(self, root: int, info: int, identity: bytes) -> None:
        """Writes the cross references and the trailer.

        :param identity: sixteen bytes that name the file.
        """
        start, count = self.at, len(self.offsets)
        self._write(b"xref\n0 %d\n" % count)
        self._write_references()
        told = identity.hex().encode()
        self._write(
            b"trailer\n<</Size %d/Root %d 0 R/Info %d 0 R/ID[<%b><%b>]>>\nstartxref\n%d\n%%%%EOF\n"
            % (count, root, info, told, told, start)
        )

    def _write_references(self) -> None:
        free = [number for number, offset in enumerate(self.offsets) if offset == FREE]
        following = dict(zip(free, [*free[1:], 0], strict=True))
        self._write(b"".join(self._references(following)))

    def _references(self, following: dict[int, int]) -> Iterable[bytes]:
        for number, offset in enumerate(self.offsets):
            if offset == FREE:
                yield b"%010d %05d f \n" % (following[number], 65535 if number == 0 else 1)
            else:
                yield b"%010d 00000 n \n" % offset

    def __enter__(self) -> PdfWriter:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.stream.close()
