"""Prints the register part by part, on every processor; a part that is there already stays.

A part has its name only when it is whole and the witness has read it. Until then, and when it is stopped, it lies
beside it under another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from chirashi.base import parallel
from chirashi.base.problems import Problem
from chirashi.mailing import outputs
from chirashi.mailing.members.register import Member, Register
from chirashi.mailing.premiums import Premium, Premiums
from chirashi.mailing.sheets import files
from chirashi.mailing.sheets.stamping import Stamp
from chirashi.mailing.sheets.typesetting import Glyphs
from chirashi.proof.mailing import Witness

SHOWN = re.compile(r"/(\w+) [\d.]+ Tf <([0-9A-F]*)>")  # text as `typesetting` writes it


@dataclass(frozen=True)
class Part:
    """One file: where in the order of the post it begins, and how many members it holds."""

    name: str
    first: int
    members: int
    number: int = 0  # of the row, where it is a file of one member


@dataclass(frozen=True)
class Printed:
    """What has become of a part."""

    part: Part
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    kept: bool = False  # made before, by a run that was stopped


def parts(count: int, size: int) -> list[Part]:
    """The parts of a mailing; their names sort as the post does."""
    whole = -(-count // size)
    digits = max(3, len(str(whole)))
    return [Part(f"part-{at + 1:0{digits}}.pdf", at * size, min(size, count - at * size)) for at in range(whole)]


def singles(register: Register, count: int) -> list[Part]:
    """A file for each member, named by its row of the list, so that no name tells whose it is."""
    return [
        Part(f"members/row-{member.row:06}.pdf", at, 1, member.row)
        for at, member in enumerate(register.placed(0, count))
    ]


@dataclass
class Printer:
    """All that a part is printed with; the glyphs of the whole list, so that every part has the same fonts."""

    folder: Path
    stamp: Stamp
    premiums: Premiums
    glyphs: Glyphs
    key: str
    witness: Witness

    def __post_init__(self) -> None:
        self.fonts = files.embedded(self.stamp.type, self.glyphs)

    def print_all(self, wanted: list[Part]) -> list[Printed]:
        return parallel.each(self.print, wanted)

    def print(self, part: Part) -> Printed:
        """Makes one part, lets the witness read it, and gives it its name if nothing is wrong with it."""
        path = self.folder / part.name
        pages_each = self.pages_each
        if path.is_file():
            return Printed(part, part.members * pages_each, kept=True)
        new = path.with_name(f".{path.name}.new")
        register = Register(self.folder / outputs.REGISTER)
        try:
            fonts, glyphs = self.fonts, self.glyphs
            if part.number:  # a file that goes to one member holds no letter of another's
                glyphs = self._glyphs_of(register, part)
                fonts = files.embedded(self.stamp.type, glyphs)
            identity = files.identity_of(self.key, part.name)
            pages = files.write(new, self._pieces(register, part), self.stamp, fonts, glyphs, identity)
            rows = [member.row for member in register.placed(part.first, part.members)]
        finally:
            register.close()
        found = tuple(self.witness.read(new, f"print/mailing/{part.name}", rows, pages_each))
        if found:
            new.unlink()
            return Printed(part, pages, found)
        new.replace(path)
        return Printed(part, pages)

    @property
    def pages_each(self) -> int:
        """How many pages a member's flyer has: whole sheets, the carrier's back white."""
        flyer = len(self.stamp.template.flyer)
        return 2 + flyer + flyer % 2 if flyer else 1

    def _pieces(self, register: Register, part: Part) -> Iterator[tuple[Member, Premium | None]]:
        for member in register.placed(part.first, part.members):
            found = self.premiums.of(member.chosen, member.count)
            yield member, found if isinstance(found, Premium) else None

    def _glyphs_of(self, register: Register, part: Part) -> Glyphs:
        """The glyphs that one part alone is drawn with."""
        glyphs: Glyphs = {font: {} for font in self.glyphs}
        for member, premium in self._pieces(register, part):
            for font, codes in SHOWN.findall(self.stamp.content(member, premium).decode("ascii")):
                for at in range(0, len(codes), 4):
                    code = int(codes[at : at + 4], 16)
                    glyphs[font][code] = self.glyphs[font][code]
        return glyphs
