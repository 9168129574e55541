"""What staff write, row by row: read as what it means, or refused with the message that helps."""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

import pytest

from chirashi.content.values import (
    Ages,
    Day,
    Email,
    Money,
    Month,
    MonthDay,
    Number,
    Percent,
    Telephone,
    Term,
    Truth,
    Unreadable,
    Url,
    true_weekday,
    weekday_number,
)


def refused(read: Any, written: Any) -> str:
    """The code of the message."""
    with pytest.raises(Unreadable) as caught:
        read(written)
    return caught.value.type


@pytest.mark.parametrize(
    ("written", "yen"),
    [
        ("77160", 77160),
        ("77,160", 77160),
        ("77,160円", 77160),
        ("77,160 円", 77160),
        ("¥77,160", 77160),
        ("￥77,160", 77160),
        ("７７，１６０円", 77160),
        ("７７１６０", 77160),
        ("0", 0),
        ("0円", 0),
        ("5,000万円", 50_000_000),
        ("5000万円", 50_000_000),
        ("５０００万円", 50_000_000),
        ("５，０００万", 50_000_000),
        ("1億円", 100_000_000),
        ("1億5,000万円", 150_000_000),
        ("1億5,000万3,000円", 150_003_000),
        ("4万8000円", 48_000),
        ("  1,200円 ", 1200),
        ("¥ 1,200", 1200),
        ("1億 5,000万 円", 150_000_000),
    ],
)
def test_money(written: str, yen: int) -> None:
    assert Money.read(written) == yen


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("", "money-unreadable"),
        ("円", "money-unreadable"),
        ("約5,000円", "money-unreadable"),
        ("5,000円から", "money-unreadable"),
        ("77,16", "money-unreadable"),
        ("50000 60000", "money-unreadable"),
        ("50000\u300060000円", "money-unreadable"),
        ("50 000", "money-unreadable"),
        ("7,7160", "money-unreadable"),
        ("77.160", "money-unreadable"),
        ("-5,000", "money-unreadable"),
        ("5千円", "money-unreadable"),
        ("1億20000万円", "money-unreadable"),
        ("1万20000円", "money-unreadable"),
        ("5万円1億", "money-unreadable"),
        ("1e6", "money-unreadable"),
        ("9" * 5000, "money-unreadable"),
        ("77,16O", "digit-letter"),
        ("l00", "digit-letter"),
        ("5〇〇万円", "digit-letter"),
        ("7７,160", "digit-width"),
        ("１,2００", "digit-width"),
        (None, "money-unreadable"),
        (["77160"], "money-unreadable"),
        ({"ja": "円"}, "money-unreadable"),
    ],
)
def test_money_refused(written: Any, code: str) -> None:
    assert refused(Money.read, written) == code


@pytest.mark.parametrize(
    ("written", "mend"),
    [("77,16O", "77,160"), ("48,oOO円", "48,000円"), ("lO,OOO", "10,000"), ("5〇〇万円", "500万円"), ("1Ｏ", "10")],
)
def test_letters_for_digits_are_mended(written: str, mend: str) -> None:
    with pytest.raises(Unreadable) as caught:
        Money.read(written)
    assert (caught.value.context or {})["mend"] == mend


@pytest.mark.parametrize(
    ("written", "number"), [("3", 3), ("2,400", 2400), ("１２", 12), ("0", 0), ("010", 10), (" 7 ", 7)]
)
def test_number(written: str, number: int) -> None:
    assert Number.read(written) == number


@pytest.mark.parametrize("written", ["", "3人", "3.5", "1,2", "1 2", "-1", "三", "1" * 13, None, ["3"]])
def test_number_refused(written: Any) -> None:
    assert refused(Number.read, written) == "number-unreadable"


@pytest.mark.parametrize(
    ("written", "percent"),
    [("50%", 50), ("50", 50), ("５０％", 50), ("0%", 0), ("100 %", 100), ("12.5%", Decimal("12.5"))],
)
def test_percent(written: str, percent: int | Decimal) -> None:
    assert Percent.read(written) == percent


@pytest.mark.parametrize("written", ["101%", "100.1%", "-1%", "5割", "12.%", "1,5%", "1.00001%", "%", None])
def test_percent_refused(written: Any) -> None:
    assert refused(Percent.read, written) == "percent-unreadable"


FRIDAY = datetime.date(2025, 2, 28)


@pytest.mark.parametrize(
    ("written", "date", "time"),
    [
        ("2025-02-28", FRIDAY, None),
        ("2025-2-28", FRIDAY, None),
        ("2025/2/28", FRIDAY, None),
        ("2025年2月28日", FRIDAY, None),
        ("２０２５年２月２８日", FRIDAY, None),
        ("令和7年2月28日", FRIDAY, None),
        ("令和元年5月1日", datetime.date(2019, 5, 1), None),
        ("2025-02-28 (金)", FRIDAY, None),
        ("2025-02-28（金）", FRIDAY, None),
        ("2025-02-28 (金曜日)", FRIDAY, None),
        ("2025-02-28 (Fri)", FRIDAY, None),
        ("2025-02-28 (friday)", FRIDAY, None),
        ("2026-11-23（月・祝）", datetime.date(2026, 11, 23), None),
        ("2025-02-28 17:00", FRIDAY, datetime.time(17)),
        ("2025-02-28 (金) 9:30", FRIDAY, datetime.time(9, 30)),
        ("2024-02-29", datetime.date(2024, 2, 29), None),
    ],
)
def test_day(written: str, date: datetime.date, time: datetime.time | None) -> None:
    assert Day.read(written) == Day(date, time)


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("2025-02-29", "date-impossible"),
        ("2025-13-01", "date-impossible"),
        ("0000-01-01", "date-impossible"),
        ("令和0年1月1日", "date-impossible"),
        ("2025-02-28 24:00", "date-impossible"),
        ("2025-02-28 (木)", "weekday-wrong"),
        ("2025-02-28 (Thu)", "weekday-wrong"),
        ("2025-02-28 (春)", "date-unreadable"),
        ("2025-02-28 (Fry)", "date-unreadable"),
        ("28/2/2025", "date-unreadable"),
        ("2月28日", "date-unreadable"),
        ("平成31年1月1日", "date-unreadable"),
        ("20250228", "date-unreadable"),
        ("", "date-unreadable"),
        ("2O25-02-28", "digit-letter"),
        ("2025-０2-28", "digit-width"),
        (None, "date-unreadable"),
    ],
)
def test_day_refused(written: Any, code: str) -> None:
    assert refused(Day.read, written) == code


@pytest.mark.parametrize(
    ("day", "ja", "en"), [(3, "月", "Monday"), (7, "金", "Friday"), (8, "土", "Saturday"), (9, "日", "Sunday")]
)
def test_weekday(day: int, ja: str, en: str) -> None:
    date = datetime.date(2025, 2, day)
    assert true_weekday(date)["weekday"] == {"ja": ja, "en": en}
    for name in (ja, f"{ja}曜", f"{ja}曜日", en, en.lower(), en[:3], f"{en[:3]}."):
        assert weekday_number(name) == date.weekday(), name


@pytest.mark.parametrize(
    ("written", "month"), [("2022-04", 4), ("2022/4", 4), ("2022年4月", 4), ("２０２２年１２月", 12)]
)
def test_month(written: str, month: int) -> None:
    assert Month.read(written) == Month(2022, month)


@pytest.mark.parametrize("written", ["2022", "2022-13", "2022-00", "04-2022", "April 2022", "2022-04-01", "", None])
def test_month_refused(written: Any) -> None:
    assert refused(Month.read, written) == "month-unreadable"


@pytest.mark.parametrize(
    ("written", "number", "unit"),
    [
        ("1 year", 1, "year"),
        ("2 years", 2, "year"),
        ("1年", 1, "year"),
        ("1年間", 1, "year"),
        ("6 months", 6, "month"),
        ("6か月", 6, "month"),
        ("6ヶ月", 6, "month"),
        ("6ヵ月", 6, "month"),
        ("6カ月間", 6, "month"),
        ("６箇月", 6, "month"),
        ("30 days", 30, "day"),
        ("30日間", 30, "day"),
    ],
)
def test_term(written: str, number: int, unit: Any) -> None:
    assert Term.read(written) == Term(number, unit)


@pytest.mark.parametrize("written", ["", "0 years", "一年", "1", "year", "1 decade", "1.5年", None])
def test_term_refused(written: Any) -> None:
    assert refused(Term.read, written) == "term-unreadable"


@pytest.mark.parametrize(
    ("written", "lowest", "highest"),
    [
        ("15..64", 15, 64),
        ("70..", 70, None),
        ("15-64", 15, 64),
        ("15〜64歳", 15, 64),
        ("１５～６４", 15, 64),
        ("0..0", 0, 0),
    ],
)
def test_ages(written: str, lowest: int, highest: int | None) -> None:
    assert Ages.read(written) == Ages(lowest, highest)


@pytest.mark.parametrize("written", ["64..15", "15", "..64", "15歳以上", "", None, ["15..64"]])
def test_ages_refused(written: Any) -> None:
    assert refused(Ages.read, written) == "ages-unreadable"


@pytest.mark.parametrize(
    ("written", "plain"),
    [
        ("096-385-3330", "096-385-3330"),
        ("03-0000-0000", "03-0000-0000"),
        ("0120-000-000", "0120-000-000"),
        ("0800-000-0000", "0800-000-0000"),
        ("090-0000-0000", "090-0000-0000"),
        ("050-0000-0000", "050-0000-0000"),
        ("０９６－３８５－３３３０", "096-385-3330"),
        ("096‐385‐3330", "096-385-3330"),
        ("096ー385ー3330", "096-385-3330"),
    ],
)
def test_telephone(written: str, plain: str) -> None:
    assert Telephone.read(written) == plain


@pytest.mark.parametrize(
    "written", ["0963853330", "096-385-333", "096-385-33300", "(096)385-3330", "+81-96-385-3330", "385-3330", "", None]
)
def test_telephone_refused(written: Any) -> None:
    assert refused(Telephone.read, written) == "telephone-wrong"


@pytest.mark.parametrize("written", ["kumamoto-hok@doc-net.or.jp", "a@example.jp", "a.b+c@x-y.example.org"])
def test_email(written: str) -> None:
    assert Email.read(written) == written


@pytest.mark.parametrize(
    "written",
    ["a", "a@", "@example.jp", "a@example", "a＠example.jp", "a b@example.jp", "a..b@example.jp", ".a@x.jp", None],
)
def test_email_refused(written: Any) -> None:
    assert refused(Email.read, written) == "email-wrong"


@pytest.mark.parametrize(
    "written", ["https://msfp-cyber.jp", "https://example.org/a/?b=c#d", "https://a.b.example.jp:8443/x"]
)
def test_url(written: str) -> None:
    assert Url.read(written) == written


@pytest.mark.parametrize(
    "written",
    [
        "http://example.org",
        "example.org",
        "https://localhost",
        "https://exa mple.org",
        "https://例え.jp",
        'https://example.org/"x',
        "https://example.org/<x>",
        "https://user@example.org",
        "javascript:alert(1)",
        "//example.org",
        "",
        None,
    ],
)
def test_url_refused(written: Any) -> None:
    assert refused(Url.read, written) == "url-wrong"


@pytest.mark.parametrize(
    ("written", "truth"),
    [
        ("yes", True),
        ("no", False),
        ("はい", True),
        ("いいえ", False),
        ("○", True),
        ("◯", True),
        ("×", False),
        ("✕", False),
    ],
)
def test_yes_and_no(written: str, truth: bool) -> None:
    assert Truth.read(written) is truth


@pytest.mark.parametrize("written", ["", "y", "on", "off", "1", "多分", None, ["yes"]])
def test_neither_yes_nor_no(written: Any) -> None:
    assert refused(Truth.read, written) == "yes-no-wrong"


@pytest.mark.parametrize(("one", "other"), [("12か月", "1年"), ("24 months", "2 years"), ("１２ヶ月間", "one year")])
def test_twelve_months_are_a_year(one: str, other: str) -> None:
    assert str(Term.read(one)) == str(Term.read(other.replace("one", "1")))


def test_other_months_are_no_years() -> None:
    assert str(Term.read("6か月")) == "P6M"
    assert str(Term.read("18か月")) == "P18M"


@pytest.mark.parametrize("written", ["50歳", "50..50", "50〜50歳", "５０歳"])
def test_a_single_year_of_age(written: str) -> None:
    assert Ages.read(written) == Ages(50, 50)


@pytest.mark.parametrize("written", ["last", "Last", "末日", "月末", "31", "31日", "３１"])
def test_the_last_day_of_every_month(written: str) -> None:
    day = MonthDay.read(written)
    assert day.last
    assert [day.of(2028, month).day for month in (1, 2, 4)] == [31, 29, 30]


@pytest.mark.parametrize(("written", "day"), [("20", 20), ("1日", 1), ("30", 30)])
def test_a_day_of_every_month(written: str, day: int) -> None:
    assert MonthDay.read(written) == MonthDay(day)
    assert MonthDay.read(written).of(2027, 2).day == min(day, 28)


@pytest.mark.parametrize("written", ["", "月の終わり", "1.5", "twentieth", "毎月", None, []])
def test_no_day_of_every_month(written: Any) -> None:
    assert refused(MonthDay.read, written) == "month-day-unreadable"
