"""How each language writes a figure, row by row."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from known import LANGUAGES

from chirashi.content.model import Text
from chirashi.content.tables.grids import Axis, Cell, Place
from chirashi.content.values import Ages, Day, Email, Money, Month, Number, Percent, Telephone, Term
from chirashi.view.formats import Formats
from chirashi.view.labels import labels_of

FORMATS = {language: Formats(language, labels_of(language)) for language in LANGUAGES}
PEOPLE = Text({"ja": "名", "en": "people"})
SATURDAY = datetime.date(2026, 2, 28)


@pytest.mark.parametrize(
    ("value", "ja", "en"),
    [
        (Money(0), "0円", "¥0"),
        (Money(110), "110円", "¥110"),
        (Money(77_160), "77,160円", "¥77,160"),
        (Money(100_000), "100,000円", "¥100,000"),
        (Money(999_999), "999,999円", "¥999,999"),
        (Money(1_000_000), "100万円", "¥1,000,000"),
        (Money(1_000_001), "1,000,001円", "¥1,000,001"),
        (Money(1_920_000), "192万円", "¥1,920,000"),
        (Money(50_000_000), "5,000万円", "¥50,000,000"),
        (Money(100_000_000), "1億円", "¥100,000,000"),
        (Money(150_000_000), "1億5,000万円", "¥150,000,000"),
        (Percent(50), "50％", "50%"),
        (Percent("12.50"), "12.5％", "12.5%"),
        (Number(2400), "2,400", "2,400"),
        (Day(datetime.date(2025, 2, 28)), "2025年2月28日（金）", "Friday, 28 February 2025"),
        (Day(SATURDAY), "2026年2月28日（土）", "Saturday, 28 February 2026"),
        (Day(SATURDAY, datetime.time(9, 5)), "2026年2月28日（土）9時05分", "Saturday, 28 February 2026, 09:05"),
        (Month(2022, 4), "2022年4月", "April 2022"),
        (Term(1, "year"), "1年", "one year"),
        (Term(2, "year"), "2年", "2 years"),
        (Term(1, "month"), "1か月", "one month"),
        (Term(6, "month"), "6か月", "6 months"),
        (Term(30, "day"), "30日", "30 days"),
        (Ages(15, 64), "15〜64歳", "15–64"),
        (Ages(70, None), "70歳以上", "70 and over"),
        (Telephone("096-385-3330"), "096-385-3330", "096-385-3330"),
        (Email("a@example.jp"), "a@example.jp", "a@example.jp"),
    ],
)
def test_a_figure(value: Any, ja: str, en: str) -> None:
    assert (FORMATS["ja"].say(value), FORMATS["en"].say(value)) == (ja, en)


def test_a_date_without_its_weekday() -> None:
    day = Day(SATURDAY)
    assert [FORMATS[language].say(day, short=True) for language in LANGUAGES] == ["2026年2月28日", "28 February 2026"]


def test_a_number_with_its_unit() -> None:
    assert [FORMATS[language].say(Number(2400), PEOPLE) for language in LANGUAGES] == ["2,400名", "2,400 people"]


@pytest.mark.parametrize(
    ("cell", "ja", "en"),
    [
        (Cell("money", Money(6480)), "6,480円", "¥6,480"),
        (Cell("none"), "なし", "None"),
        (Cell("yes"), "○", "○"),
        (Cell("no"), "×", "×"),
        (Cell("not offered"), "取扱なし", "Not offered"),
        (Cell("text", text=Text({"ja": "要介護1以上", "en": "Care level 1"})), "要介護1以上", "Care level 1"),
    ],
)
def test_a_cell(cell: Cell, ja: str, en: str) -> None:
    assert [FORMATS[language].cell(cell) for language in LANGUAGES] == [ja, en]


@pytest.mark.parametrize(
    ("place", "ja", "en"),
    [
        (Place("A", Text({"ja": "プランA", "en": "Plan A"})), "プランA", "Plan A"),
        (Place("a15", ages=Ages(15, 34)), "15〜34歳", "15–34"),
        (Place("m10", month=Month(2026, 10)), "2026年10月", "October 2026"),
        (Place("c1"), "c1", "c1"),
    ],
)
def test_the_heading_of_a_row_or_column(place: Place, ja: str, en: str) -> None:
    assert [FORMATS[language].place(place) for language in LANGUAGES] == [ja, en]


def test_the_name_of_an_axis() -> None:
    units = Axis("units", Text({"ja": "口数", "en": "Units"}), ())
    assert [FORMATS[language].axis(units) for language in LANGUAGES] == ["口数", "Units"]
    assert [FORMATS[language].axis(Axis("plans", None, ())) for language in LANGUAGES] == ["基本プラン", "Basic plan"]


OF_JAPANESE = {".formats.large_units", ".phrases", ".phrases.whole"}  # 万 and 億; English has spaces to break at


def test_both_languages_have_the_same_words() -> None:
    def keys(labels: Any, at: str = "") -> set[str]:
        if not isinstance(labels, dict):
            return {at}
        return {at} | {found for key, value in labels.items() for found in keys(value, f"{at}.{key}")}

    only_here = keys(labels_of("ja")) ^ keys(labels_of("en"))
    singular = {key for key in only_here if key.endswith(("_one", ".one"))}  # Japanese has no plural
    assert only_here - singular == OF_JAPANESE
