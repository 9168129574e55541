"""Holds the headings of a table to its figures, where `table_cells` asks whether the right value stands there.

A row that is headed by the premium of the options, with the basic premiums in it, holds true values all the same.
"""

from __future__ import annotations

from chirashi.proof.data.figure_lookup import Book, alone
from chirashi.proof.data.vocabulary import labels_of
from chirashi.proof.files.web.html_tables import Table
from chirashi.proof.rules.findings import Findings, around
from chirashi.proof.rules.tables.table_cells import Datum
from chirashi.proof.text.figures import Position

NAMES = ("premium", "coverage", "axis")  # families of names that a caption gives to a whole table


def prove_headings(
    book: Book, table: Table, data: list[Datum], language: str, place: Position, findings: Findings
) -> None:
    """Every figure of a table against its row's and column's headings, and what the caption calls the table."""
    labels = labels_of(book, language)
    proved = {datum.proved_key for datum in data if datum.proved_key}
    named = [label for family in NAMES if (label := labels.names(family, table.caption))]
    if named and proved and all(label.keys.isdisjoint(proved) for label in named):
        here = Position(place.file, table.line, place.spot)
        findings.say(here, "proof-label", text=table.caption, key=min(proved), label=named[0].text)
    for datum in data:
        heads = [*datum.row, *datum.column, *datum.aside]
        for found in book.read(datum.cell.text):
            amount = found.figure.kind == "money" or alone(found)
            keys = [datum.proved_key] if datum.proved_key and amount else book.keys(found)
            kind = "money" if datum.proved_key and amount else found.figure.kind
            if label := labels.against(kind, keys, heads=heads, caption=table.caption):
                here = Position(place.file, datum.cell.line, place.spot)
                said = around(datum.cell.text, found)
                findings.say(here, "proof-label", text=said, key=keys[0], label=label.text)
