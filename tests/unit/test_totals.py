"""The totals that members read, cell by cell, against sums worked out here from the data file.

Nothing of the press is used but the finished pages: the data file is read anew, the amounts
and the sums are made here, and the pages are read as HTML with their row and column headings.
Then the test itself is tested: one wrong digit, one swapped heading, and it must see it.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import lxml.html
import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[2]
DATA = YAML(typ="safe").load(ROOT / "content/cyber-2025/plans.yml")
PLANS, OPTIONS = "ABCD", "abc"
WORDS = {
    "ja": dict(plan="プラン", option="オプション", plans="基本プラン", options="オプション", none="なし")
    | dict(limit="支払限度額", deductible="免責金額"),
    "en": dict(plan="Plan ", option="Option ", plans="Basic plan", options="Option", none="None")
    | dict(limit="Limit of indemnity", deductible="Deductible"),
}
Table = dict[tuple[str, str], tuple[str, str]]
"""Row heading and column heading: the text that is read, and the value that the page carries with it."""


# what it must be


def yen(written: str) -> int:
    """77,160円, 5,000万円, 1億円."""
    oku, man, rest = re.fullmatch(r"(?:([\d,]+)億)?(?:([\d,]+)万)?([\d,]+)?円", written).groups("0")  # type: ignore[union-attr]
    return sum(int(part.replace(",", "")) * unit for part, unit in ((oku, 10**8), (man, 10**4), (rest, 1)))


def shown(amount: int, language: str) -> str:
    if language == "en":
        return f"¥{amount:,}"
    if amount >= 10**6 and amount % 10**4 == 0:
        oku, man = divmod(amount // 10**4, 10**4)
        return (f"{oku:,}億" if oku else "") + (f"{man:,}万" if man else "") + "円"
    return f"{amount:,}円"


def cell(written: str, language: str) -> tuple[str, str]:
    if written == "none":
        return WORDS[language]["none"], "none"
    return shown(yen(written), language), str(yen(written))


def each(cells: dict[str, str]) -> dict[str, str]:
    """Cells by column; `B..D` is what stands in B, C and D."""
    found = {}
    for key, value in cells.items():
        first, _, last = key.partition("..")
        found |= {chr(c): value for c in range(ord(first), ord(last or first) + 1)}
    return found


def expected(language: str) -> dict[str, Table]:
    """By caption: the plans with their limits and premiums, the options likewise, and all twelve totals."""
    words, tables = WORDS[language], DATA["tables"]
    basic, option = tables["basic"], tables["option"]
    along: dict[str, Table] = {}
    for axis, word, keys, premium in (("plans", "plan", PLANS, basic), ("options", "option", OPTIONS, option)):
        rows: dict[str, dict[str, str]] = {}
        for coverage in DATA["coverages"].values():
            if coverage["over"] == axis:
                name = coverage["name"][language]
                rows[f"{name} {words['limit']}"] = each(coverage["limit"]["cells"])
                rows[f"{name} {words['deductible']}"] = each(coverage["deductible"]["cells"])
        rows[premium["name"][language]] = premium["cells"]
        along[words[axis]] = {
            (row, words[word] + key): cell(cells[key], language) for row, cells in rows.items() for key in keys
        }
    totals = {(o, p): yen(option["cells"][o]) + yen(basic["cells"][p]) for o in OPTIONS for p in PLANS}
    along[tables["total"]["name"][language]] = {
        (words["option"] + o, words["plan"] + p): (shown(total, language), str(total))
        for (o, p), total in totals.items()
    }
    return along


def beside_totals(language: str) -> Table:
    """What the printed matrix holds beside the totals: the option's own limit, deductible and premium."""
    words, premium = WORDS[language], DATA["tables"]["option"]
    (coverage,) = [coverage for coverage in DATA["coverages"].values() if coverage["over"] == "options"]
    columns = {
        words["limit"]: each(coverage["limit"]["cells"]),
        words["deductible"]: each(coverage["deductible"]["cells"]),
        premium["name"][language]: premium["cells"],
    }
    return {
        (words["option"] + o, column): cell(cells[o], language) for column, cells in columns.items() for o in OPTIONS
    }


# what is read


def text(element: Any, without: str = "") -> str:
    """The words of an element as they are read, without those of a class and the marks for the end of a line."""
    parts = element.xpath(f".//text()[not(ancestor::*[@class='{without}'])]")
    return " ".join("".join(parts).replace("\u200b", "").split())


def tables(page: bytes) -> list[tuple[str, Table]]:
    """The captioned tables of a page: every cell under its headings, a spanning cell under each of its columns."""
    found = []
    for table in lxml.html.fromstring(page).iter("table"):
        if table.find("caption") is None:
            continue
        heads = [text(head) for head in table.findall("thead/tr/th")]
        cells: Table = {}
        for row in table.findall("tbody/tr"):
            assert all(head.get("scope") == "row" for head in row.findall("th"))
            column = 1
            for one in row.findall("td"):
                data = one.find("data")
                for _ in range(int(one.get("colspan", "1"))):
                    at = (text(row.find("th"), without="basis"), heads[column])
                    assert at not in cells, f"{at} stands twice"
                    cells[at] = (text(one, without="aloud"), "" if data is None else data.get("value"))
                    column += 1
            assert column == len(heads), "a row does not reach across the table"
        found.append((text(table.find("caption"), without="basis"), cells))
    return found


def differences(page: bytes, language: str) -> list[str]:
    """Where the tables of a page are not what they must be."""
    known, beside, wrong = expected(language), beside_totals(language), []
    for caption, cells in tables(page):
        if caption in known:
            wanted = known[caption] | (beside if cells.keys() & beside.keys() else {})
            for at in wanted.keys() | cells.keys():
                if (seen := cells.get(at)) != (must := wanted.get(at)):
                    wrong.append(f"{caption}: {' × '.join(at)} reads {seen}, must be {must}")
    return sorted(wrong)


PAGES = {"ja": "premiums/index.html", "en": "en/premiums/index.html"}


@pytest.fixture(scope="module")
def pages(sites: dict[str, dict[str, bytes]]) -> dict[str, bytes]:
    return {language: sites["cyber-2025"][path] for language, path in PAGES.items()}


@pytest.mark.parametrize("language", PAGES)
def test_every_table_is_there_whole(pages: dict[str, bytes], language: str) -> None:
    captions = [caption for caption, _ in tables(pages[language])]
    assert captions == list(expected(language))
    assert [len(cells) for _, cells in tables(pages[language])] == [20, 9, 12]


@pytest.mark.parametrize("language", PAGES)
def test_every_cell_is_what_the_data_comes_to(sites: dict[str, dict[str, bytes]], language: str) -> None:
    for path, page in sites["cyber-2025"].items():
        if path.endswith("index.html") and path.startswith("en/") == (language == "en"):
            assert differences(page, language) == [], path


PRINTED = {
    "a": (100_210, 110_210, 127_370, 145_720),
    "b": (105_640, 115_640, 132_800, 151_150),
    "c": (108_860, 118_860, 136_020, 154_370),
}
"""The association's printed notice of 2025, typed from the paper."""


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("option", OPTIONS)
def test_the_totals_are_those_of_the_printed_notice(pages: dict[str, bytes], language: str, option: str) -> None:
    words = WORDS[language]
    _, cells = tables(pages[language])[-1]
    read = [cells[words["option"] + option, words["plan"] + plan] for plan in PLANS]
    assert read == [(shown(amount, language), str(amount)) for amount in PRINTED[option]]


# the test of the test


def replaced(page: bytes, old: str, new: str) -> bytes:
    """The page with the only place of some text in its table of totals changed."""
    start = page.index(b'id="table-total"')
    end = page.index(b"</table>", start)
    table = page[start:end].decode()
    assert table.count(old) == 1, old
    return page[:start] + table.replace(old, new).encode() + page[end:]


def other_digit(number: str, at: int) -> str:
    return number[:at] + str((int(number[at]) + 1) % 10) + number[at + 1 :]


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize("plan", PLANS)
@pytest.mark.parametrize("option", OPTIONS)
def test_a_wrong_digit_is_seen(pages: dict[str, bytes], language: str, option: str, plan: str) -> None:
    amount = f"{PRINTED[option][PLANS.index(plan)]:,}"
    words, place = WORDS[language], PLANS.index(plan) % 3
    wrong = replaced(
        pages[language], f">{shown(int(amount.replace(',', '')), language)}<", f">{other_digit(amount, place)}<"
    )
    (difference,) = differences(wrong, language)
    assert f"{words['option']}{option} × {words['plan']}{plan} reads" in difference


@pytest.mark.parametrize("language", PAGES)
def test_a_wrong_value_behind_the_text_is_seen(pages: dict[str, bytes], language: str) -> None:
    assert len(differences(replaced(pages[language], 'value="132800"', 'value="132880"'), language)) == 1


@pytest.mark.parametrize("language", PAGES)
@pytest.mark.parametrize(("word", "one", "other", "cells"), [("plan", "A", "B", 6), ("option", "a", "c", 8)])
def test_swapped_headings_are_seen(
    pages: dict[str, bytes], language: str, word: str, one: str, other: str, cells: int
) -> None:
    first, second = (f">{WORDS[language][word]}{key}</th>" for key in (one, other))
    page = replaced(pages[language], first, ">…</th>")
    page = replaced(replaced(page, second, first), ">…</th>", second)
    assert len(differences(page, language)) == cells


@pytest.mark.parametrize("language", PAGES)
def test_swapped_cells_are_seen(pages: dict[str, bytes], language: str) -> None:
    first, second = (f">{shown(amount, language)}<" for amount in (110_210, 127_370))
    page = replaced(replaced(replaced(pages[language], first, ">…<"), second, first), ">…<", second)
    assert len(differences(page, language)) == 2
