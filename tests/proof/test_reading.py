"""Values, not strings: one value however it is written, and a wrong one told apart."""

from __future__ import annotations

import pytest

from chirashi.proof.data import grids
from chirashi.proof.text import figure_reading
from chirashi.proof.text.figure_reading import fold, read

ONE_VALUE = {
    ("money", "100000000"): [
        "1億円",
        "100,000,000円",
        "１億円",
        "¥100,000,000",
        "¥100 million",
        "一億円",
        "￥１００，０００，０００",
        "JPY 100,000,000",
        "100 million yen",
        "10000万円",
        "壱億円",
        "one hundred million yen",
        "a hundred million yen",
    ],
    ("money", "150000000"): ["1億5,000万円", "1.5億円", "¥150 million", "150百万円", "1億五千万円", "一億5千万円"],
    ("money", "77160"): [
        "77,160円",
        "77160円",
        "¥77,160",
        "７７，１６０円",
        "7万7,160円",
        "77,160 yen",
        "七万七千百六十円",
    ],
    ("money", "50000000"): ["五千万円", "5千万円", "fifty million yen", "Fifty-million-yen", "50 Million yen"],
    ("date", "2025-02-28"): [
        "2025年2月28日（金）",
        "令和7年2月28日",
        "28 February 2025",
        "2025-02-28",
        "Friday, 28 February 2025",
        "February 28, 2025",
        "2025/2/28（金）",
        "２０２５年２月２８日",
        "R7年2月28日",
        "2025年（令和7年）2月28日",
        "28th of February 2025",
        "2025.02.28",
        "2025年2月28日金曜日",
        "二〇二五年二月二十八日",
        "令和七年二月二十八日（金）",
        "twenty-eighth of February 2025",
        "28 FEBRUARY 2025",
        "February the twenty-eighth, 2025",
    ],
    ("day", "02-28"): ["2月28日", "二月二十八日", "28 February", "February 28th", "the twenty-eighth of February"],
    ("month", "2022-04"): ["2022年4月", "令和4年4月", "April 2022", "2022-04"],
    ("telephone", "0963853330"): [
        "096-385-3330",
        "(096) 385-3330",
        "０９６－３８５－３３３０",
        "+81-96-385-3330",
        "0963853330",
        "096 385 3330",
    ],
    ("percent", "50"): [
        "50%",
        "50％",
        "５０％",
        "5割",
        "50 percent",
        "50パーセント",
        "五割",
        "百分の五十",
        "2分の1",
        "fifty percent",
    ],
    ("percent", "100"): ["10割", "十割", "one hundred per cent"],
    ("term", "P1Y"): ["1年", "1年間", "一年", "one year", "One year", "1-year"],
    ("term", "P6M"): ["6か月", "6ヶ月", "6カ月", "六か月", "6 months", "six months"],
    ("ages", "15..64"): ["15〜64歳", "15–64", "15歳〜64歳", "15から64歳"],
    ("ages", "70.."): ["70歳以上", "70 and over"],
    ("url", "msfp-cyber.jp"): [
        "https://msfp-cyber.jp",
        "https://msfp-cyber.jp/",
        "msfp-cyber.jp",
        "HTTPS://MSFP-CYBER.JP",
        "//msfp-cyber.jp",
    ],
    ("time", "17:00"): ["17時", "17:00", "午後5時", "5:00 p.m.", "17時00分"],
    ("per", "facility"): ["1施設あたり", "per facility"],
}


@pytest.mark.parametrize(("wanted", "text"), [(w, t) for w, texts in ONE_VALUE.items() for t in texts])
def test_a_value_is_read_however_it_is_written(wanted: tuple[str, str], text: str) -> None:
    found = read(fold(text))
    assert [tuple(r.figure) for r in found] == [wanted]
    assert not found[0].wrong


@pytest.mark.parametrize(
    "text", ["2025年2月28日（木）", "Thursday, 28 February 2025", "2025-02-28 (月)", "February 28, 2025 (Monday)"]
)
def test_a_wrong_weekday_is_told(text: str) -> None:
    (found,) = read(fold(text))
    assert found.wrong == "weekday"
    assert "Friday" in found.truth


def test_western_and_japanese_years_must_agree() -> None:
    (found,) = read(fold("2025年（令和6年）2月28日"))
    assert (found.wrong, found.truth) == ("era", "令和7年")


def test_a_day_that_is_not_in_the_calendar() -> None:
    (found,) = read("2025年2月30日")
    assert found.wrong == "date"


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("過去5年以内に3施設", ["term", "number"]),
        ("東桜1丁目14-12 イースタンビル本館2階", ["number", "code", "number"]),
        ("8,000円 × 30日", ["money", "number"]),
        ("規約はhttps://association.example.jp/rulesにあります", ["url"]),
        ("No figure here; 三つの局面, 3つの書類 and four stages", ["count"] * 3),
        ("5,000万円・1億円", ["money", "money"]),
        ("10F、A4", ["code", "code"]),
        ("①、❷、⓫、Ⅲ、２、٢", ["number"] * 6),
        ("2½と10²", ["number"] * 5),
        ("3分の1", ["code"]),
        ("三施設と二百名、two hundred and twenty units", ["number"] * 3),
    ],
)
def test_no_digit_goes_unread(text: str, kinds: list[str]) -> None:
    assert [r.figure.kind for r in read(fold(text))] == kinds


@pytest.mark.parametrize(
    "text",
    [
        "一般、一部、一つ、三者、第三者、万一、一切、一時、十分な、統一、唯一、二次、四半期、一人、一名、第三回、四倍",
        "県内一円、数千円、数十万円、二、三日、四六時中、一年中、一日も早く、五年生、一件、一口、百貨店、四月から",
        "one of them, one facility, the first and second, twenty-first century, a second one, three times, no one",
        "二人三脚で取り組みます。十人十色のご要望に。三日坊主にならない。ゼロデイ攻撃。四月からの準備に。",
        "We work hand in hand against zero-day attacks.",
    ],
)
def test_numerals_in_ordinary_words_are_no_figures(text: str) -> None:
    assert read(fold(text)) == []


@pytest.mark.parametrize("written", ["50000 60000", "1,2", "77,16"])
def test_two_cells_pasted_together_are_no_amount(written: str) -> None:
    """Read together, they would be one figure far too large, and be proved."""
    assert grids.amount(written) == 0 and figure_reading.whole(written) is None
