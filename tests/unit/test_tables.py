"""Tables, row by row: cells as they are written, spans, rules, and totals against the printed ones."""

from __future__ import annotations

from typing import Any

import pytest
from known import EDITIONS

from chirashi.content import edition as loading
from chirashi.content.edition import Edition
from chirashi.content.model import Plans
from chirashi.content.tables.grid_builder import Filler
from chirashi.content.tables.grids import Cell, Grid, read_cell
from chirashi.content.values import Money, Unreadable
from chirashi.content.yaml_files.yaml_reader import Document


def said(cell: Cell) -> str:
    return f"{cell.money:,}" if cell.money is not None else cell.kind


def rows(grid: Grid) -> dict[str | None, list[str]]:
    """Row by row what a reader sees; a cell that spans stands once, with its width."""
    return {
        heads[0].key if heads else None: [said(cell) + (f" ↔{cell.span}" if cell.span > 1 else "") for _, cell in cells]
        for heads, cells in grid.rows()
    }


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("77,160円", "money"),
        ("0", "money"),
        ("none", "none"),
        ("None", "none"),
        ("なし", "none"),
        ("無し", "none"),
        ("yes", "yes"),
        ("はい", "yes"),
        ("○", "yes"),
        ("no", "no"),
        ("×", "no"),
        ("not offered", "not offered"),
        ("Not offered", "not offered"),
        ("取扱なし", "not offered"),
        (" 取り扱いなし ", "not offered"),
        ("on request", "on request"),
        ("要相談", "on request"),
        ("－", "absent"),
        ("ー", "absent"),
        ({"ja": "要介護1", "en": "level 1"}, "text"),
        ({"amount": "1,100円", "note": {"ja": "税込", "en": "tax included"}}, "money"),
    ],
)
def test_what_a_cell_is(written: Any, kind: str) -> None:
    assert read_cell(written).kind == kind


@pytest.mark.parametrize(
    ("written", "code"),
    [
        (None, "cell-empty"),
        ("", "cell-unreadable"),
        ("-", "cell-unreadable"),
        ("maybe", "cell-unreadable"),
        (["1"], "cell-unreadable"),
        ({}, "text-languages"),
        ({"ja": ""}, "text-empty"),
        ({"amount": "税込", "note": {"ja": "税込", "en": "tax included"}}, "money-unreadable"),
        ({"amount": "1,100円", "remark": {"ja": "税込"}}, "key-unknown"),
        ("6,48O", "digit-letter"),
        ("6,4８0", "digit-width"),
    ],
)
def test_what_is_no_cell(written: Any, code: str) -> None:
    with pytest.raises(Unreadable) as caught:
        read_cell(written)
    assert caught.value.type == code


def grid(editions: dict[str, Edition], edition: str, key: str) -> dict[str | None, list[str]]:
    return rows(editions[edition].grids[key])


class TestGivenCellByCell:
    def test_limits_with_a_cell_that_spans_two_plans(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "fire-options", "coverages.building.limit") == {None: ["10,000,000", "30,000,000 ↔2"]}

    def test_no_deductible_in_any_plan(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "fire-options", "coverages.building.deductible") == {None: ["none ↔3"]}

    def test_features_of_three_plans(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "care-three", "tables.features") == {
            "lump": ["1,000,000", "2,000,000", "10,000,000"],
            "from": ["text ↔2", "text"],
            "dementia": ["no", "yes", "yes"],
            "helpline": ["yes ↔3"],
            "return": ["none", "10,000", "30,000"],
            "parents": ["yes", "yes", "not offered"],
        }

    def test_months_by_classes(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "income-months", "tables.disaster") == {
            "m10": ["600 ↔2", "720"],
            "m01": ["450 ↔2", "540"],
            "m04": ["300 ↔2", "360"],
            "m07": ["none ↔3"],
        }


class TestDerivedByARule:
    def test_sum_of_two_tables_over_different_axes(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "fire-options", "tables.total") == {
            "a": ["15,600", "30,000", "35,160"],
            "b": ["20,250", "34,650", "39,810"],
        }

    def test_rate_by_units_with_cells_not_offered(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "savings-ages", "tables.contribution") == {
            "a15": ["1,200", "2,400", "3,600", "6,000"],
            "a35": ["1,850", "3,700", "5,550", "9,250"],
            "a50": ["3,100", "6,200", "9,300", "15,500"],
            "a65": ["5,450", "10,900", "not offered ↔2"],
        }

    def test_months_by_the_rate_of_a_class(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "income-months", "tables.once") == {
            "m10": ["12,600", "14,160", "15,840"],
            "m01": ["9,450", "10,620", "11,880"],
            "m04": ["6,300", "7,080", "7,920"],
            "m07": ["3,150", "3,540", "3,960"],
        }

    def test_a_derived_table_upon_a_derived_one_where_none_adds_nothing(self, editions: dict[str, Edition]) -> None:
        assert grid(editions, "income-months", "tables.with_disaster")["m07"] == ["3,150", "3,540", "3,960"]
        assert grid(editions, "income-months", "tables.with_disaster")["m10"] == ["13,200", "14,760", "16,560"]


def scheme(tables: dict[str, Any], **more: Any) -> Filler:
    """A scheme of two plans and an axis of numbers, filled; its tables are what is tried."""
    name = {"ja": "名", "en": "name"}
    plans = Plans.model_validate(
        {
            "edition": "try",
            "languages": ["ja", "en"],
            "pages": ["index"],
            "scheme": {"name": name, "short_name": name, "year": "2026"},
            "parties": {"a": {"role": "association", "name": name, "duty": name}},
            "dates": {"start": "2026-04-01", "term": "1 year", "deadline": "2026-02-27"},
            "eligibility": {"who": name},
            "plans": {"A": {"name": name}, "B": {"name": name}},
            "axes": {"units": {"name": name, "values": {"u1": {"number": "1"}, "u3": {"number": "3"}}}},
            "tables": {key: {"name": name, **table} for key, table in tables.items()},
            **more,
        }
    )
    filler = Filler(plans, Document("plans.yml"))
    filler.fill()
    return filler


RATE = {"axes": ["plans"], "cells": {"A": "1,000円", "B": "2,500円"}}


@pytest.mark.parametrize(
    ("rule", "row_a", "row_b"),
    [
        ("rate", ["1,000", "1,000"], ["2,500", "2,500"]),
        ("rate + rate", ["2,000", "2,000"], ["5,000", "5,000"]),
        ("rate ＋ rate", ["2,000", "2,000"], ["5,000", "5,000"]),
        ("rate + 110", ["1,110", "1,110"], ["2,610", "2,610"]),
        ("rate × units", ["1,000", "3,000"], ["2,500", "7,500"]),
        ("rate * units", ["1,000", "3,000"], ["2,500", "7,500"]),
        ("rate x units", ["1,000", "3,000"], ["2,500", "7,500"]),
        ("units × rate × 12", ["12,000", "36,000"], ["30,000", "90,000"]),
    ],
)
def test_a_rule(rule: str, row_a: list[str], row_b: list[str]) -> None:
    filler = scheme({"rate": RATE, "sum": {"axes": ["plans", "units"], "rule": rule}})
    assert filler.problems == []
    assert rows(filler.grids["tables.sum"]) == {"A": row_a, "B": row_b}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("rate + units × 2", "rule-unreadable"),
        ("rate +", "rule-unreadable"),
        ("", "rule-unreadable"),
        (" + ".join(["rate"] * 9), "rule-unreadable"),
        ("rate - 100", "rule-term"),
        ("rates × units", "rule-term"),
        ("plans × 2", "rule-term"),
        ("rate × 1234567", "rule-term"),
        ("sum + rate", "rule-circular"),
    ],
)
def test_a_rule_that_cannot_be_worked_out(rule: str, code: str) -> None:
    filler = scheme({"rate": RATE, "sum": {"axes": ["plans", "units"], "rule": rule}})
    assert [problem.code for problem in filler.problems] == [code]


@pytest.mark.parametrize(
    ("cell", "sum_of_it", "product"),
    [("none", "500", "0"), ("not offered", "not offered", "not offered"), ("yes", "not offered", "not offered")],
)
def test_what_is_no_amount_in_a_rule(cell: str, sum_of_it: str, product: str) -> None:
    given = {"axes": ["plans"], "cells": {"A": cell, "B": "100"}}
    derived = {"sum": {"axes": ["plans"], "rule": "given + 500"}, "product": {"axes": ["plans"], "rule": "given × 3"}}
    filler = scheme({"given": given, **derived})
    assert rows(filler.grids["tables.sum"])[None] == [sum_of_it, "600"]
    assert rows(filler.grids["tables.product"])[None] == [product, "300"]


def test_a_cell_that_cannot_be_read_is_said_once_and_spoils_nothing_else() -> None:
    given = {"axes": ["plans"], "cells": {"A": "1O0", "B": "100"}}
    derived = {"axes": ["plans"], "rule": "given × 3", "printed": {"A": "300", "B": "300"}}
    filler = scheme({"given": given, "derived": derived})
    assert [problem.code for problem in filler.problems] == ["digit-letter"]
    assert rows(filler.grids["tables.derived"])[None] == ["unread", "300"]


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ({"A": "1,000円", "B": "2,500円"}, []),
        ({"A": "1000", "B": "２５００円"}, []),
        ({"A": "1,000", "B": "2,050"}, ["total-differs"]),
        ({"A": "1,000", "B": "none"}, ["total-differs"]),
        ({"A": "1,000"}, ["printed-missing"]),
        ({"A": "1,000", "B": "2,500", "C": "1"}, ["cell-surplus"]),
    ],
)
def test_the_printed_totals(printed: dict[str, str], codes: list[str]) -> None:
    filler = scheme({"rate": {**RATE, "printed": printed}})
    assert [problem.code for problem in filler.problems] == codes


def test_a_sum_as_large_as_amounts_can_be_is_exact() -> None:
    largest = {"axes": ["plans"], "cells": {"A": "9" * 13, "B": "9,999億9,999万9,999円"}}
    filler = scheme({"rate": largest, "sum": {"axes": ["plans"], "rule": "rate + rate"}})
    cells = filler.grids["tables.sum"].cells
    assert [cells[key,].money for key in "AB"] == [Money(2 * (10**13 - 1)), Money(2 * (10**12 - 1))]


def test_every_key_of_the_model_is_used_by_some_edition() -> None:
    """What no edition uses would be untried. The own page of an edition is: `tests/site/test_own_page.py` has three."""
    from chirashi.content import model

    used: set[tuple[str, str]] = set()

    def note(part: Any) -> None:
        if isinstance(part, model.Part):
            used.update((type(part).__name__, name) for name in part.model_fields_set)
            for name in type(part).model_fields:
                note(getattr(part, name))
        elif isinstance(part, dict | list):
            for item in part.values() if isinstance(part, dict) else part:
                note(item)

    for folder in EDITIONS.values():
        note(loading.load(folder).data)
    kinds = [kind for kind in vars(model).values() if isinstance(kind, type) and issubclass(kind, model.Part)]
    every = {(kind.__name__, name) for kind in kinds for name in kind.model_fields}
    assert every - used == {("Cells", "cells"), ("Flyer", "own_page")} - used
