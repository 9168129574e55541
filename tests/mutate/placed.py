"""Faults in the tables of pages: cells, headings and rows in the wrong place."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mutate.pages import Pages, counterpart, fault, matches, shuffled
from mutate.seeding import Fault, cells_of, put, rows_of


def cell_moved(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    found = [(file, row) for file, text in sorted(pages.items()) for row in rows_of(text)]
    rng.shuffle(found)
    for file, row in found:
        cells = cells_of(row.group())
        pairs = [
            (a, b)
            for a, b in zip(cells, cells[1:], strict=False)
            if re.search(r"\d", a.group()) and a.group() != b.group()
        ]
        pairs = [(a, b) for a, b in pairs if re.sub("<[^>]*>", "", a.group()) != re.sub("<[^>]*>", "", b.group())]
        if pairs:
            a, b = rng.choice(pairs)
            new = (
                row.group()[: a.start()]
                + b.group()
                + row.group()[a.end() : b.start()]
                + a.group()
                + row.group()[b.end() :]
            )
            yield fault(
                "figure moved to the next cell",
                pages,
                file,
                row.span(),
                new,
                {"proof-cell"},
                also=counterpart(file),
                at_line=False,
            )


def heading_swapped(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    pair = re.compile(r'(<th scope="col"[^>]*>)([^<]+)(</th>\s*<th scope="col"[^>]*>)([^<]+)(</th>)')
    for file, m in shuffled(rng, matches(pages, pair)):
        if (
            re.search(r'data-key="(?:tables|coverages)', pages[file][m.end() : pages[file].find("</table>", m.end())])
            and "項目" not in m[2]
            and "Item" not in m[2]
        ):
            yield fault(
                "column headings swapped",
                pages,
                file,
                m.span(),
                m[1] + m[4] + m[3] + m[2] + m[5],
                {"proof-cell"},
                at_line=False,
            )


def row_heading_swapped(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    head = re.compile(r'<th scope="row"[^>]*>.*?</th>', re.DOTALL)
    tables = [
        (file, t) for file, text in sorted(pages.items()) for t in re.finditer(r"<table\b.*?</table>", text, re.DOTALL)
    ]
    rng.shuffle(tables)
    for file, t in tables:
        rows = [
            r
            for r in rows_of(t.group())
            if head.search(r.group()) and re.search(r"<td[^>]*><data value=\"\d", r.group())
        ]
        if len(rows) > 1:
            a, b = sorted(rng.sample(range(len(rows)), 2))
            one, two = head.search(rows[a].group()), head.search(rows[b].group())
            assert one and two
            text = t.group()
            text = put(text, rows[b].start() + two.start(), rows[b].start() + two.end(), one.group())
            text = put(text, rows[a].start() + one.start(), rows[a].start() + one.end(), two.group())
            yield fault(
                "row headings swapped", pages, file, t.span(), text, {"proof-cell", "proof-table-gap"}, at_line=False
            )


def row_dropped(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    found = [
        (file, row)
        for file, text in sorted(pages.items())
        for row in rows_of(text)
        if "<td" in row.group() and 'data-key="tables' in row.group()
    ]
    rng.shuffle(found)
    for file, row in found:
        codes = {"proof-table-gap", "proof-table-missing", "proof-paragraphs"}
        yield fault("row dropped", pages, file, row.span(), "", codes, also=counterpart(file) | {"site"}, at_line=False)
