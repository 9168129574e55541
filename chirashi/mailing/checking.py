"""Looks at every record before anything is printed: what lacks, what cannot be, what no font has, what has no room."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from chirashi.base.messages import phrase
from chirashi.base.problems import Problem
from chirashi.mailing.members.addresses import POSTCODE, doubt
from chirashi.mailing.members.columns import called
from chirashi.mailing.members.register import Member
from chirashi.mailing.premiums import Premium, Premiums, Refusal
from chirashi.mailing.sheets.address_label import TooLong
from chirashi.mailing.sheets.stamping import Stamp
from chirashi.mailing.sheets.typesetting import NoGlyph

NAMED = 12  # rows that a message names; of more, how many
BOXES = {"salutation": "name", "member": "name", "premium": "plans", "each": "plans", "choice": "plans"}
"""Boxes of the sheet by the column that fills them, where that has another name."""


class Finding(NamedTuple):
    """What is to be said of one record: in which column, by the code of a message. `value` is for staff alone."""

    row: int
    code: str
    what: str
    value: str
    number: str = ""

    @property
    def grave(self) -> bool:
        """Whether the record cannot be printed."""
        return Problem("", 0, self.code).severity == "error"


def look(member: Member, premiums: Premiums, stamp: Stamp) -> Iterator[Finding]:
    """What is wrong with one record; it is set as it will be printed, so that its glyphs are known."""

    def find(code: str, what: str, value: str) -> Finding:
        return Finding(member.row, code, what, value, member.number)

    wanting = False
    for what in ("name", "address", "postcode"):
        if not getattr(member, what):
            wanting = True
            yield find("mailing-empty", what, "")
    if member.postcode and not POSTCODE.fullmatch(member.postcode):
        wanting = True
        yield find("mailing-postcode", "postcode", member.postcode)
    if member.address and (code := doubt("" if wanting else member.postcode, member.address)):
        yield find(code, "address", member.address)
    found = premiums.of(member.chosen, member.count)
    if isinstance(found, Refusal):
        said = dict(zip((axis.key for axis in premiums.asked), member.chosen, strict=True)) | {"count": member.count}
        yield find(found.code, found.what, said.get(found.what, ""))
    if wanting:
        return
    try:
        stamp.content(member, found if isinstance(found, Premium) else None)
    except NoGlyph as lack:
        yield find("mailing-glyph-variant" if lack.variant else "mailing-glyph", _where(member, lack), lack.character)
    except TooLong as lack:
        what = BOXES.get(lack.what, lack.what)
        yield find("mailing-room", what, str(getattr(member, what, "")))


def _where(member: Member, lack: NoGlyph) -> str:
    """The column that holds a character."""
    told = ("name", "institution", "address", "building", "number", "telephone", "honorific")
    return next((what for what in told if lack.character in getattr(member, what)), "name")


def problems(file: str, findings: Iterable[Finding]) -> list[Problem]:
    """The findings as problems: one for each kind and column, with its rows and no value of any record."""
    groups: dict[tuple[str, str], list[int]] = {}
    for finding in findings:
        groups.setdefault((finding.code, finding.what), []).append(finding.row)
    return [
        Problem(file, min(rows), code, {"what": called(what), "rows": row_list(sorted(rows))})
        for (code, what), rows in sorted(groups.items())
    ]


def row_list(rows: list[int]) -> object:
    """Rows as a message names them."""
    shown, more = ", ".join(map(str, rows[:NAMED])), len(rows) - NAMED
    return phrase("mailing-rows-more", rows=shown, more=f"{more:,}") if more > 0 else shown
