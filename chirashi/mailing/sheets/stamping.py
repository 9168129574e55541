"""Writes what differs on a member's carrier: the address in the window, the premium, the form as far as it is known."""

from __future__ import annotations

from dataclasses import dataclass

from chirashi.mailing.members.register import Member
from chirashi.mailing.premiums import Premium
from chirashi.mailing.sheets.address_label import LINES, TooLong, broken, drawn
from chirashi.mailing.sheets.template import Field, Template
from chirashi.mailing.sheets.typesetting import Typesetter

LEADING = 1.25
SMALLER = 0.94  # from one size to the next that is tried
INDENT = 4.0  # points from the left edge of a box to write in
BOXES = frozenset(("member", "postcode", "address", "telephone"))  # of the form, which have an edge
RAISE = 0.88  # of an em: how far the top of a line is above where its letters stand


@dataclass(frozen=True)
class Words:
    """How a language addresses a member and names the number: `{name} 様`, `会員番号 {number}`."""

    addressed: str
    number: str

    def name(self, member: Member) -> str:
        """The name with what it is addressed by: the record's own word before that of the language."""
        if member.honorific:
            return f"{member.name} {member.honorific}"
        return self.addressed.format(name=member.name)


class Stamp:
    """Makes the content of carriers, one after the other."""

    def __init__(self, template: Template, type_: Typesetter, words: Words) -> None:
        self.template, self.type, self.words = template, type_, words

    def content(self, member: Member, premium: Premium | None) -> bytes:
        """The operators of a carrier's page; `TooLong` or `NoGlyph` where something cannot be printed."""
        which = 0 if premium else 1
        fields = self.template.fields[which]
        addressed = self.words.name(member)
        written = [f"/Sheet{which} Do\n", drawn(member, addressed, fields["window"], self.type), "0 0 0 1 k BT\n"]
        for name, text in self._said(member, premium, addressed).items():
            if text and name in fields:
                written.append(self._filled(name, text, fields[name]))
        written.append("ET")
        return "".join(written).encode("ascii")

    def _said(self, member: Member, premium: Premium | None, addressed: str) -> dict[str, str]:
        """What stands in each box. A wish is left to the member: nobody else can say what is wanted."""
        texts = {
            "salutation": addressed,
            "number": self.words.number.format(number=member.number) if member.number else "",
            "member": member.name,
            "postcode": f"{member.postcode[:3]}-{member.postcode[3:]}",
            "address": " ".join(part for part in (member.address, member.building, member.institution) if part),
            "telephone": member.telephone,
        }
        if premium:
            texts |= {"choice": premium.choice, "premium": premium.amount, "each": premium.each}
        return texts

    def _filled(self, name: str, text: str, field: Field) -> str:
        """A text in the middle of its box's height, on two lines where one is too narrow, smaller where it must."""
        boxed = name in BOXES
        width = field.width - (2 * INDENT if boxed else 0)
        size = field.size
        while size >= field.least - 0.01:
            fits = int(field.height / (size * LEADING))
            lines = broken(text, size, width, LINES if boxed and fits >= LINES else 1, self.type)
            if lines:
                return self._drawn(lines, size, field, INDENT if boxed else 0)
            size *= SMALLER
        raise TooLong(name)

    def _drawn(self, lines: list[str], size: float, field: Field, indent: float) -> str:
        top = field.bottom + (field.height + len(lines) * size * LEADING) / 2
        written = []
        for at, text in enumerate(lines, 1):
            line = self.type.line(text, field.bold)
            x = field.left + field.width - line.width * size if field.at_right else field.left + indent
            written.append(line.drawn(x, top - at * size * LEADING + size * (LEADING - RAISE), size))
        return "".join(written)
