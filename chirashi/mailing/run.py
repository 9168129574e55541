"""The steps of a mailing: read, lay out, look, print and prove, list."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path

from chirashi.base import parallel
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project, in_project
from chirashi.content.edition import Edition
from chirashi.content.site_settings import Mailing
from chirashi.mailing import checking, outputs, printing
from chirashi.mailing.checking import Finding
from chirashi.mailing.members import columns, reading
from chirashi.mailing.members.register import Register
from chirashi.mailing.premiums import Premiums
from chirashi.mailing.sheets import envelopes, template
from chirashi.mailing.sheets.stamping import Stamp, Words
from chirashi.mailing.sheets.typesetting import Glyphs, Typesetter
from chirashi.proof.mailing import List, Told, Witness
from chirashi.view.labels import labels_of

LOOKED_AT = 2000  # records that a processor looks at in one go
PART = 1000  # members in a file, where nobody says
Said = Callable[[str], None]


@dataclass(frozen=True)
class Order:
    """What to print: for whom, which edition, for which envelope, and in what files."""

    project: Project
    edition: Edition
    members: Path
    settings: Mailing
    profile: Path | None = None
    envelope: str | None = None
    part: int | None = None  # members in a file
    single: bool = False  # a file for each member
    alone: bool = False  # carriers without the flyer, which is printed by its own press sheet
    leave_out: bool = False  # print the others, where some records are at fault
    lang: str = "ja"  # of the lists for staff


@dataclass
class Outcome:
    """What has become of it; `files` are those that hold, `kept` how many of them an earlier run had made."""

    problems: list[Problem] = field(default_factory=list)
    members: int = 0
    left_out: int = 0
    files: list[str] = field(default_factory=list)
    kept: int = 0
    pages: int = 0
    done: bool = False
    columns: dict[str, str] = field(default_factory=dict)  # what was read: the head of its column


def mail(order: Order, now: Said = lambda _step: None) -> Outcome:
    """Prints a flyer for each member; nothing where a record is at fault, unless those are to be left out.

    :param now: told each step as it begins: `read`, `lay-out`, `look`, `print`.
    """
    folder = order.project.mailing
    window = envelopes.window(order.envelope or order.settings.envelope or envelopes.USUAL)
    language = order.edition.data.languages[0]
    premiums = Premiums(order.edition, language)
    now("read")
    size = max(1, int(order.part or order.settings.part or PART))
    asked = (order.envelope, order.settings, size, order.single, order.alone, order.leave_out, str(order.profile))
    key = outputs.key_of(order.members, order.edition.folder, *asked)
    read = _read(order, premiums)
    outputs.opened(folder, key)
    outcome = Outcome(columns=read.heads)
    register, outcome.members = read.register(folder / outputs.REGISTER, premiums)
    if premiums.ambiguous:
        outcome.problems.append(Problem(read.file, 0, "mailing-kinds"))
    now("lay-out")
    sheets = template.prepared(order.edition, order.profile, window, order.project.build / "printed", order.alone)
    words = labels_of(language)["mailing"]
    addressed = f"{{name}} {order.settings.honorific}" if order.settings.honorific else words["addressed"]
    stamp = Stamp(sheets, Typesetter(), Words(addressed, words["number"]))
    now("look")
    findings, glyphs = _looked(register, stamp, premiums)
    at_home = folder / outputs.PROBLEMS
    outcome.problems += checking.problems(read.file, findings)
    outputs.write_problems(at_home, findings, order.lang)
    if findings:
        said = {"list": in_project(at_home), "count": f"{len(findings):,}"}
        outcome.problems.append(Problem(read.file, 0, "mailing-listed", said))
    bad = {finding.row for finding in findings if finding.grave}
    outcome.left_out = len(bad)
    if (bad and not order.leave_out) or len(bad) == outcome.members:
        register.close()
        return outcome
    now("print")
    count = register.sort(bad)
    wanted = printing.singles(register, count) if order.single else printing.parts(count, size)
    if order.single:
        (folder / "members").mkdir(mode=0o700, exist_ok=True)
    told = Told(addressed, words["number"], frozenset(sheets.fields[0]), astuple(window)[:4])
    listed = List(order.members, read.at + 2, read.columns, tuple(axis.key for axis in premiums.asked))
    witness = Witness.of(order.edition.folder, listed, told, folder / outputs.WITNESS)
    printer = printing.Printer(folder, stamp, premiums, glyphs, key, witness)
    _told(outcome, printer.print_all(wanted), folder, register, order.lang)
    register.close()
    return outcome


@dataclass(frozen=True)
class _List:
    """The list of members as it was found: its rows, where they begin, and what stands in which column."""

    order: Order
    file: str
    at: int  # the row of the heads, from 0
    columns: columns.Columns
    heads: dict[str, str]

    def register(self, path: Path, premiums: Premiums) -> tuple[Register, int]:
        """All records of it, and how many they are."""
        register = Register.new(path)
        rows = itertools.islice(reading.rows(self.order.members, self.file), self.at + 1, None)
        workbook = self.order.members.suffix.lower() in reading.WORKBOOKS
        count = register.fill(rows, self.at + 2, self.columns, [axis.key for axis in premiums.asked], workbook)
        if not count:
            raise Trouble(Problem(self.file, self.at + 1, "mailing-none"))
        return register, count


def _read(order: Order, premiums: Premiums) -> _List:
    """The heads of the list; `Trouble` where it cannot be read, or columns are missing."""
    file = in_project(order.members)
    for head, near in columns.unknown_own(order.settings.columns, premiums.asked):
        raise Trouble(
            Problem(in_project(order.project.settings), 0, "mailing-own-column", {"head": head, "nearest": near})
        )
    first = list(itertools.islice(reading.rows(order.members, file), columns.SEARCHED))
    at, found = columns.find(first, premiums.asked, order.settings.columns)
    heads = first[at] if first else []
    if wrong := list(columns.wrong(file, at, heads, found)):
        raise Trouble(*wrong)
    return _List(order, file, at, found, {what: heads[column].strip() for what, column in found.items()})


def _looked(register: Register, stamp: Stamp, premiums: Premiums) -> tuple[list[Finding], Glyphs]:
    """Every finding, and the glyphs of all records together."""

    def look(bounds: tuple[int, int]) -> tuple[list[Finding], Glyphs]:
        own = Register(register.path)
        try:
            found = [f for member in own.between(*bounds) for f in checking.look(member, premiums, stamp)]
        finally:
            own.close()
        return found, stamp.type.glyphs

    looked = parallel.each(look, list(_bounds(register)))
    findings = [finding for found, _ in looked for finding in found]
    glyphs: Glyphs = {font: {} for font in stamp.type.glyphs}
    for _, used in looked:
        for font, codes in used.items():
            for code, text in codes.items():
                shared = glyphs[font].setdefault(code, text)
                glyphs[font][code] = min(shared, text, key=lambda one: (len(one), one))  # a kanji before its variant
    for what, row, first in register.twice():
        findings.append(Finding(row, "mailing-twice", what, str(first)))
    return findings, glyphs


def _bounds(register: Register) -> Iterator[tuple[int, int]]:
    """The rows of the list in pieces: the first and the last of each."""
    rows = register.rows(LOOKED_AT)
    yield from ((first, last - 1) for first, last in itertools.pairwise([*rows, 1 << 40]))


def _told(outcome: Outcome, printed: list[printing.Printed], folder: Path, register: Register, lang: str) -> None:
    """Writes the lists of what lies where, and tells what the witness found."""
    outcome.problems += [problem for one in printed for problem in one.problems]
    good = [one for one in printed if not one.problems]
    outcome.files, outcome.kept = [one.part.name for one in good], sum(one.kept for one in good)
    outcome.pages, outcome.done = sum(one.pages for one in good), len(good) == len(printed)

    def places() -> Iterator[Sequence[object]]:
        yield outputs.head(outputs.PLACES, lang)
        for one in good:
            each = one.pages // one.part.members
            for at, member in enumerate(register.placed(one.part.first, one.part.members)):
                yield member.row, member.number, member.postcode, one.part.name, at * each + 1

    def contents() -> Iterator[Sequence[object]]:
        yield outputs.head(outputs.CONTENTS, lang)
        for one in good:
            first, last = register.ends(one.part.first, one.part.members)
            yield one.part.name, one.part.members, one.pages, first, last, outputs.digest(folder / one.part.name)

    outputs.write_list(folder / outputs.PLACES, places())
    outputs.write_list(folder / outputs.CONTENTS, contents())
