"""A new value is written as the file's author wrote the old one."""

from typing import Any

import pytest

from chirashi.content.values import Day, Money, Month, Number, Percent, Scalar
from chirashi.editing.in_place.forms import cell_in_form, in_form

CASES: list[tuple[type[Scalar], Any, str | None, str]] = [
    (Money, "80000", "77,160円", "80,000円"),
    (Money, 80000, "77160", "80000"),
    (Money, "80,000", "８０００", "８００００"),
    (Money, "８０，０００円", "77,160円", "80,000円"),
    (Money, "100000000", "5,000万円", "1億円"),
    (Money, "150000000", "1億円", "1億5,000万円"),
    (Money, "50005000", "5,000万円", "50,005,000円"),
    (Money, "￥1100", "￥1,050", "￥1,100"),
    (Money, "77160円", "77,160", "77,160"),  # the same amount: as it was
    (Money, "about 5", "77,160円", "about 5"),  # not an amount: as it was typed, to be told
    (Percent, "45", "50%", "45%"),
    (Percent, "45%", "50", "45"),
    (Number, "1200", "1,000", "1,200"),
    (Day, "2026-02-27", "2025-02-28 (金)", "2026-02-27 (金)"),
    (Day, "2026年2月26日", "2025-02-28 (金)", "2026-02-26 (木)"),
    (Day, "2026-09-30", "令和8年10月1日（木）", "令和8年9月30日（水）"),
    (Day, "2026-09-30 17:00", "2026/8/31（月）17:00", "2026/9/30（水）17:00"),
    (Day, "2026-09-30 10:00", "2026-07-01 (Wed) 9:00", "2026-09-30 (Wed) 10:00"),
    (Day, "2027/2/26", "2026年11月20日（金）", "2027年2月26日（金）"),
    (Day, "令和9年3月4日", None, "2027-03-04"),
    (Month, "2027/5", "2027年4月", "2027年5月"),
    (Month, "2027年5月", "2022-04", "2027-05"),
]


@pytest.mark.parametrize(("kind", "typed", "before", "wanted"), CASES)
def test_form(kind: type[Scalar], typed: Any, before: str | None, wanted: str) -> None:
    written = in_form(typed, before, kind)
    assert written == wanted
    if wanted != typed:
        assert kind.read(written) == kind.read(str(typed)), "the form is another, the value is the same"


def test_cells() -> None:
    noted = {"amount": "4,200円", "note": {"ja": "税込", "en": "tax included"}}
    assert cell_in_form("9000", noted) == {**noted, "amount": "9,000円"}
    assert cell_in_form("要相談", "84,000円", ["on request", "50,000円"]) == "on request"
    assert cell_in_form("○", "yes") == "yes"
    assert cell_in_form("なし", "5,000円") == "なし"
    assert cell_in_form("3000000", "none", ["none", "5,000万円"]) == "300万円"
    assert cell_in_form(Money(12), None) == "12円"
