"""The list of members as the press works on it: one file of SQLite beside what is printed, for its owner alone.

So that a hundred thousand are sorted, and looked up again by whoever makes a part of them, in the memory of a few.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from chirashi.mailing.members.addresses import plain, postcode, prefecture
from chirashi.mailing.members.columns import Columns

SCHEMA = """
CREATE TABLE member (row INTEGER PRIMARY KEY, number TEXT, postcode TEXT, address TEXT, building TEXT,
  institution TEXT, name TEXT, honorific TEXT, telephone TEXT, count TEXT, chosen TEXT, tail TEXT, same BLOB,
  bad INTEGER DEFAULT 0);
CREATE TABLE place (position INTEGER PRIMARY KEY, row INTEGER);
"""
AT_ONCE = 5000  # rows written in one go
TWICE = """SELECT {key}, min(row), group_concat(row) FROM member WHERE {key} <> '' GROUP BY {key} HAVING count(*) > 1"""


@dataclass(slots=True)
class Member:
    """One record, every text as it is set; `row` as Excel counts. `chosen` holds a text for each axis asked."""

    row: int
    number: str
    postcode: str  # seven figures, or what stands in their place
    address: str
    building: str
    institution: str
    name: str
    honorific: str
    telephone: str
    count: str
    chosen: tuple[str, ...]
    tail: str  # of the address what follows its town, where a column of its own says so


PARTED = "\x1f"  # between what was chosen on each axis
NAMES = tuple(one.name for one in fields(Member))
TEXTS = NAMES[:-2]


class Register:
    """The members in a file; opened by each process for itself."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.db = sqlite3.connect(path, isolation_level=None)
        self.db.execute("PRAGMA journal_mode = OFF")
        self.db.execute("PRAGMA synchronous = OFF")  # after a crash it is read anew

    @classmethod
    def new(cls, path: Path) -> Register:
        path.unlink(missing_ok=True)
        path.touch(mode=0o600)
        register = cls(path)
        register.db.executescript(SCHEMA)
        return register

    def fill(
        self, rows: Iterable[Sequence[str]], first: int, columns: Columns, axes: Sequence[str], workbook: bool
    ) -> int:
        """Takes in every row from number `first` on that is not empty; how many they are."""
        batch: list[tuple[object, ...]] = []
        count = 0
        self.db.execute("BEGIN")
        for at, row in enumerate(rows, first):
            if not any(cell.strip() for cell in row):
                continue
            member = read(at, row, columns, axes, workbook)
            batch.append(
                (
                    *(getattr(member, name) for name in TEXTS),
                    PARTED.join(member.chosen),
                    member.tail,
                    _same(member),
                )
            )
            count += 1
            if len(batch) >= AT_ONCE:
                self._write(batch)
        self._write(batch)
        self.db.execute("COMMIT")
        return count

    def _write(self, batch: list[tuple[object, ...]]) -> None:
        self.db.executemany(f"INSERT INTO member VALUES ({','.join('?' * 13)}, 0)", batch)
        batch.clear()

    def between(self, first: int, last: int) -> Iterator[Member]:
        """The members of some rows of the list, both ends included, in its order."""
        return map(
            _member, self.db.execute("SELECT * FROM member WHERE row BETWEEN ? AND ? ORDER BY row", (first, last))
        )

    def placed(self, first: int, count: int) -> Iterator[Member]:
        """Members in the order of the post, from position `first`, of those that are printed."""
        query = (
            "SELECT member.* FROM place JOIN member USING (row) WHERE position >= ? AND position < ? ORDER BY position"
        )
        return map(_member, self.db.execute(query, (first, first + count)))

    def rows(self, every: int) -> list[int]:
        """The first row of every so many records, by which work on the whole list is shared out."""
        query = "SELECT row FROM (SELECT row, row_number() OVER (ORDER BY row) - 1 AS at FROM member) WHERE at % ? = 0"
        return [row for (row,) in self.db.execute(query, (every,))]

    def ends(self, first: int, count: int) -> tuple[str, str]:
        """The postcodes between which members stand, from position `first`."""
        query = "SELECT min(postcode), max(postcode) FROM place JOIN member USING (row) WHERE position BETWEEN ? AND ?"
        least, most = self.db.execute(query, (first, first + count - 1)).fetchone()
        return str(least), str(most)

    def twice(self) -> Iterator[tuple[str, int, int]]:
        """Records that are there already, by member number or as the same name at the same address.

        Each as (what is the same, its row, the row of the first).
        """
        for key, what in (("number", "number"), ("same", "name")):
            for _, first, rows in self.db.execute(TWICE.format(key=key)):
                yield from ((what, int(row), first) for row in rows.split(",") if int(row) != first)

    def sort(self, bad: Iterable[int]) -> int:
        """Puts all but the `bad` ones in the order of the post: by postcode, then address. How many they are."""
        self.db.execute("BEGIN")
        self.db.execute("DELETE FROM place")
        self.db.execute("UPDATE member SET bad = 0")
        self.db.executemany("UPDATE member SET bad = 1 WHERE row = ?", ((row,) for row in bad))
        self.db.execute(
            "INSERT INTO place SELECT row_number() OVER (ORDER BY postcode, address, row) - 1, row FROM member"
            " WHERE NOT bad"
        )
        self.db.execute("COMMIT")
        return int(self.db.execute("SELECT count(*) FROM place").fetchone()[0])

    def close(self) -> None:
        self.db.close()


def read(at: int, row: Sequence[str], columns: Columns, axes: Sequence[str], workbook: bool) -> Member:
    """A member of one row."""

    def cell(what: str) -> str:
        column = columns.get(what, -1)
        return plain(row[column]) if 0 <= column < len(row) else ""

    begins, street = cell("address"), cell("street")
    for before in (cell("city"), cell("prefecture")):
        if before and not begins.startswith(before) and not (prefecture(begins) and prefecture(before)):
            begins = before + begins
    name = cell("name") or f"{cell('family')} {cell('given')}".strip()
    code = cell("postcode")
    return Member(
        at,
        cell("number"),
        postcode(code, workbook) or code,
        begins + street,
        cell("building"),
        cell("institution"),
        name,
        cell("honorific"),
        cell("telephone"),
        cell("count"),
        tuple(cell(axis) for axis in axes),
        f"{street} {cell('building')}".strip() if street else "",
    )


def _same(member: Member) -> bytes:
    """What two records of one person at one address have in common."""
    told = "\0".join(part.replace(" ", "") for part in (member.postcode, member.address, member.building, member.name))
    return hashlib.blake2b(told.encode("utf-8", "replace"), digest_size=12).digest()


def _member(row: tuple[Any, ...]) -> Member:
    """A record as it was written."""
    told = dict(zip(NAMES, row, strict=False))
    return Member(**told | {"chosen": tuple(told["chosen"].split(PARTED))})
