"""What people put into a cell is read as they meant it, and as Excel shows it; what is not clear is told."""

import datetime
from typing import Any

import pytest

from chirashi.content.tables.grids import read_cell
from chirashi.content.values import Day, Money, Month, Number, Percent, Telephone, Unreadable
from chirashi.excel.cells.amounts import Found
from chirashi.excel.cells.meant import meant

AMOUNTS = [
    (77160, "General", 77160),
    (77160.0, "General", 77160),
    (0.1 * 3 * 1_000_000 / 0.3 / 10, "General", 100000),  # what floating point leaves behind is no fraction of a yen
    ("77,160円", "@", 77160),
    ("７７１６０", "@", 77160),
    ("77160 ", "@", 77160),
    ("'77160", "@", 77160),
    ("5千万", "@", 50_000_000),
    ("5千万円", "@", 50_000_000),
    ("50千円", "@", 50_000),
    ("1.5億円", "@", 150_000_000),
    ("1億5,000万円", "@", 150_000_000),
    ("¥77,160-", "@", 77160),
    ("金77,160円也", "@", 77160),
    (77160, '#,##0"円"', 77160),
    (77160, "¥#,##0;[Red]¥-#,##0", 77160),
    (77160, "_ * #,##0_ ;_ * -#,##0_ ", 77160),
    # The scale that a format hides: what is shown is meant.
    (5000, '#,##0"万円"', 50_000_000),
    (5000, "#,##0万円", 50_000_000),
    (50_000_000, '#,##0,"千円"', 50_000_000),
    (50_000, '#,##0"千円"', 50_000_000),
    (50_000_000, '#,##0,,"百万円"', 50_000_000),
    (100, '#,##0"百万円"', 100_000_000),
    (7.7, '0.0"万円"', 77_000),
    (77000, "#,##0,", 77_000),
]


@pytest.mark.parametrize(("value", "number_format", "yen"), AMOUNTS)
def test_amounts(value: Any, number_format: str, yen: int) -> None:
    typed = meant(Found(value, number_format), "cell")
    assert read_cell(typed).money == yen


WORDS = ["要相談", "なし", "取扱なし", "on request", "○", "－"]


@pytest.mark.parametrize("word", WORDS)
def test_words(word: str) -> None:
    assert meant(Found(word, "General"), "cell") == word


UNCLEAR = [
    (77160, '#,##0,"千円"', "cell-hidden"),  # shows 77千円
    (7.716, '0.0"万円"', "cell-hidden"),
    (77160.4, "#,##0", "cell-hidden"),
    (77160.5, "General", "money-unreadable"),
    (-5, "General", "money-unreadable"),
    ("5,0000円", "@", "money-unreadable"),
    ("50000 60000", "@", "money-unreadable"),
    ("1億2億", "@", "money-unreadable"),
    ("77,16O", "@", "digit-letter"),
    ("7７160", "@", "digit-width"),
    ("50,000円（税込）", "@", "cell-unreadable"),
    ("未定", "@", "cell-unreadable"),
    (datetime.datetime(2026, 4, 1), "yyyy-mm-dd", "money-unreadable"),
]


@pytest.mark.parametrize(("value", "number_format", "code"), UNCLEAR)
def test_what_is_not_clear_is_told(value: Any, number_format: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        meant(Found(value, number_format), "cell")
    assert told.value.type == code


SHARES = [
    (0.5, "0%", "50"),
    (0.5, "General", "50"),
    (50, "General", "50"),
    (1, "0%", "100"),
    (0.125, "0.0%", "12.5"),
    ("50%", "@", "50"),
    ("５０％", "@", "50"),
    ("0.5", "@", "50"),
    ("5割", "@", "50"),
    ("3割5分", "@", "35"),
]


@pytest.mark.parametrize(("value", "number_format", "share"), SHARES)
def test_shares(value: Any, number_format: str, share: str) -> None:
    assert str(Percent.read(meant(Found(value, number_format), Percent))) == share


DAYS = [
    (datetime.datetime(2026, 2, 27), "yyyy/m/d"),
    (46080, "General"),
    (46080, "[$-411]aaa"),  # which no library takes for a date
    ("令和8年2月27日（金）", "@"),
    ("R8.2.27", "@"),
    ("令8/2/27", "@"),
    ("2026.2.27", "@"),
    ("2026年2月27日 金曜日", "@"),
    ("２０２６年２月２７日", "@"),
]


@pytest.mark.parametrize(("value", "number_format"), DAYS)
def test_days(value: Any, number_format: str) -> None:
    assert Day.read(meant(Found(value, number_format), Day)) == Day(datetime.date(2026, 2, 27))


def test_times_and_the_calendar_of_1904() -> None:
    five = Day(datetime.date(2026, 2, 27), datetime.time(17))
    for value in (46080.7083333333, datetime.datetime(2026, 2, 27, 17), "2026年2月27日（金）17時"):
        assert Day.read(meant(Found(value, "General"), Day)) == five
    assert Day.read(meant(Found(46080 - 1462, "General", date1904=True), Day)).date == datetime.date(2026, 2, 27)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2/27", "date-unreadable"),
        ("2026-02-27 (木)", "weekday-wrong"),
        ("2026年2月27日（金）必着", "date-unreadable"),  # it would be lost
    ],
)
def test_days_that_are_none(value: str, code: str) -> None:
    with pytest.raises(Unreadable) as told:
        meant(Found(value, "@"), Day)
    assert told.value.type == code


def test_months_telephones_numbers_and_texts() -> None:
    for value in (datetime.datetime(2026, 4, 1), 46113, "2026年4月"):
        assert Month.read(meant(Found(value, "General"), Month)) == Month(2026, 4)
    for value in (963853330, "0963853330", "096-385-3330", "０９６-３８５-３３３０"):
        assert Telephone.read(meant(Found(value, "General"), Telephone, "096-385-3330")) == "096-385-3330"
    assert meant(Found(312345678, "General"), Telephone) == "03-1234-5678"
    assert meant(Found(3.0, "General"), Number) == "3"
    assert meant(Found("一行目\n二行目", "General"), "text") == "一行目二行目"
    assert meant(Found(" \u3000", "General"), "text") is None
    assert meant(Found("¥1,100", "@"), Money) == "1,100円"
