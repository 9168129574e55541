"""A further language, Traditional Chinese: an edition that speaks it is clean, and what is wrong in it is told."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from further_language import speaking
from known import TODAY

from chirashi.base import project
from chirashi.base.problems import Problem
from chirashi.checks import check
from chirashi.content.edition import load
from chirashi.proof import prove
from chirashi.proof.text.figure_reading import fold, read
from chirashi.site.build import site

pytestmark = pytest.mark.thorough

LANGUAGE = "zh-Hant"


@pytest.fixture
def edition(tmp_path: Path) -> Iterator[Path]:
    before = project.project_in_use()
    made, folder = speaking(LANGUAGE, tmp_path)
    project.use(made)
    yield folder
    project.use(before)


def checked(edition: Path) -> list[Problem]:
    return list(check(load(edition), TODAY))


def proved(edition: Path, said: str = "", instead: str = "") -> list[Problem]:
    """What the proof says of the finished site, in whose pages a text was exchanged after they were built."""
    out = edition.parent.parent / "site"
    shutil.rmtree(out, ignore_errors=True)
    for name, content in site(load(edition)).items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if said and name.endswith(".html"):
            content = content.replace(said.encode(), instead.encode())
        path.write_bytes(content)
    return list(prove(edition, out).problems)


def test_an_edition_that_speaks_it_is_clean(edition: Path) -> None:
    assert [p.line_in("en") for p in checked(edition)] == []
    assert [p.line_in("en") for p in proved(edition)] == []


def test_its_pages_say_that_they_are_in_it(edition: Path) -> None:
    made = site(load(edition))
    page = made[f"{LANGUAGE}/index.html"].decode()
    assert f'<html lang="{LANGUAGE}" dir="ltr">' in page
    assert f'hreflang="{LANGUAGE}"' in made["index.html"].decode()
    assert "2026年11月20日（星期五）" in page
    assert f"{LANGUAGE}/deadline.ics" in made or f"{LANGUAGE}/calendar.ics" in made
    (style,) = (content for name, content in made.items() if name.startswith("assets/brochure-"))
    assert b".languages ul" in style  # three languages: two links stand side by side
    (index,) = (content for name, content in made.items() if name.startswith(f"assets/search-{LANGUAGE}-"))
    assert b'"language":"zh"' in index  # by which a browser finds words wherever their characters stand


WEEKDAYS = [
    *("2026年11月20日（星期四）", "2026年11月20日（四）", "2026年11月20日星期四", "2026年11月20日（週四）"),
    *("2026年11月20日 禮拜四", "星期四，2026年11月20日"),
]
# A figure as the data has it, however it is written, and one that it has not.
FIGURES = [
    ("保險費為6,480日圓", "保險費為6,490日圓"),
    ("保險費為6,480元", "保險費為6,490元"),
    ("照護一次金1,000萬日圓", "照護一次金1,001萬日圓"),
    ("照護一次金100萬元", "照護一次金150萬元"),
    ("申請截止為11月20日", "申請截止為11月21日"),
    ("申請截止為2026年11月20日", "申請截止為2026年11月21日"),
    ("社員20至69歲", "社員20至68歲"),
    ("期間為12個月", "期間為10個月"),
]


@pytest.mark.parametrize("said", WEEKDAYS)
def test_the_check_tells_a_wrong_weekday(edition: Path, said: str) -> None:
    write(edition, said)
    assert "weekday-wrong" in [p.code for p in checked(edition)]
    write(edition, said.replace("四", "五"))
    assert "weekday-wrong" not in [p.code for p in checked(edition)]


@pytest.mark.parametrize("said", WEEKDAYS)
def test_the_proof_tells_a_wrong_weekday(edition: Path, said: str) -> None:
    write(edition, said)
    assert "proof-weekday" in [p.code for p in proved(edition)]
    write(edition, said.replace("四", "五"))
    assert of_the_figure(proved(edition)) == []


def of_the_figure(problems: list[Problem]) -> list[str]:
    """The errors in the language's files but for that the other languages lack the paragraph."""
    errors = (p for p in problems if p.severity == "error" and LANGUAGE in p.file and p.code != "proof-paragraphs")
    return [p.line_in("en") for p in errors]


def write(edition: Path, said: str) -> None:
    """Adds a sentence with a figure to the first page."""
    page = edition / LANGUAGE / "index.md"
    text = page.read_text("utf-8").partition("\n另：")[0]
    page.write_text(f"{text}\n另：{said}\n", "utf-8")


@pytest.mark.parametrize(("right", "wrong"), FIGURES)
def test_both_tell_a_figure_that_the_data_has_not(edition: Path, right: str, wrong: str) -> None:
    write(edition, right)
    assert {p.code for p in checked(edition)} <= {"figure-by-hand"}
    assert of_the_figure(proved(edition)) == []
    write(edition, wrong)
    assert "figure-unknown" in [p.code for p in checked(edition)]
    assert of_the_figure(proved(edition)) != []


SEEDED = [
    ("6,480日圓", "6,840日圓"),
    ("2026年11月20日", "2026年11月10日"),
    ("（星期五）", "（星期四）"),
    ("20至69歲", "20至96歲"),
]


@pytest.mark.parametrize(("said", "instead"), SEEDED)
def test_the_proof_tells_what_went_wrong_after_the_build(edition: Path, said: str, instead: str) -> None:
    assert [p for p in proved(edition, said, instead) if p.severity == "error" and LANGUAGE in p.file]


def test_what_stands_in_the_wrong_place_is_told(edition: Path) -> None:
    write(edition, "申請截止日為2026年12月1日")  # on which cover starts
    assert "proof-label" in [p.code for p in proved(edition)]


READ = [
    ("2026年11月20日（星期五）17時00分", [("date", "2026-11-20"), ("time", "17:00")]),
    ("截至2026年11月20号周五17:00", [("date", "2026-11-20"), ("time", "17:00")]),
    ("二〇二六年十一月二十日（五）", [("date", "2026-11-20")]),
    ("民國115年11月20日", [("date", "2026-11-20")]),
    ("五千萬元", [("money", "50000000")]),
    ("1亿5000万日元", [("money", "150000000")]),
    ("80岁以上", [("ages", "80..")]),
    ("一個月", [("term", "P1M")]),
    ("上午10點30分", [("time", "10:30")]),
    ("下午3點", [("time", "15:00")]),
    ("百分之五十", [("percent", "50")]),
    ("三份文件", [("count", "3")]),
    ("三元豚、週二日、二元論、第三者", [("number", "2")]),
    ("2026년 11월 20일(금) 오후 5시 30분", [("date", "2026-11-20"), ("time", "17:30")]),
    ("5,000만엔, 20세부터 69세", [("money", "50000000"), ("ages", "20..69")]),
    ("20 de novembro de 2026, sexta-feira", [("date", "2026-11-20")]),
    ("até 20 de novembro", [("day", "11-20")]),
    ("em março de 2026 por 2 anos", [("month", "2026-03"), ("term", "P2Y")]),
]


@pytest.mark.parametrize(("text", "figures"), READ)
def test_the_proof_reads_figures_of_further_languages(text: str, figures: list[tuple[str, str]]) -> None:
    found = read(fold(text))
    assert [tuple(one.figure) for one in found] == figures
    assert [one.wrong for one in found if one.wrong] == []


@pytest.mark.parametrize(
    "text",
    ["2026년 11월 20일(목)", "2026년 11월 20일 목요일", "quinta-feira, 20 de novembro de 2026", "2026年11月20日周四"],
)
def test_the_proof_knows_their_weekdays(text: str) -> None:
    assert [one.wrong for one in read(fold(text))] == ["weekday"]
