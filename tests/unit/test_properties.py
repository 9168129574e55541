"""Whatever a file holds, staff get messages and never a traceback; and what is read comes back as it was.

Random input, the same on every run. A find belongs into `tests/cases/` as well, where it can be read.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from known import EDITIONS, LANGUAGES, TODAY, showing_all

from chirashi.base import project
from chirashi.base.problems import Problem, Trouble
from chirashi.base.project import Project
from chirashi.checks import check
from chirashi.cli import steps
from chirashi.content import edition as loading
from chirashi.content.edition import load
from chirashi.content.site_settings import settings as site_settings
from chirashi.content.tables.grids import read_cell
from chirashi.content.values import (
    Ages,
    Day,
    Email,
    Money,
    Month,
    Number,
    Percent,
    Telephone,
    Term,
    Truth,
    Unreadable,
    Url,
)
from chirashi.view.formats import Formats
from chirashi.view.labels import labels_of

pytestmark = pytest.mark.thorough

SMALL = [name for name in EDITIONS if name != "cyber-2025"]
DATA = {name: (EDITIONS[name] / "plans.yml").read_text("utf-8").split("\n") for name in SMALL}


FUZZ = int(os.environ.get("FUZZ", "1"))
"""How many times as many examples, random ones where more than once: `FUZZ=20 pytest tests/unit/test_properties.py`."""


def quick(examples: int) -> Callable[[Any], Any]:
    """The same examples on every run, on folders that all examples of a test share."""
    spared = [HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
    return settings(
        max_examples=examples * FUZZ,
        derandomize=FUZZ == 1,
        database=None,
        deadline=None,
        print_blob=True,
        suppress_health_check=spared,
    )


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small editions, copied to be spoilt; their first pages show all that can be shown."""
    folder = tmp_path_factory.mktemp("project") / "content"
    folder.mkdir()
    return {name: showing_all(name, folder)[0] for name in SMALL}


@pytest.fixture(autouse=True)
def alone(monkeypatch: pytest.MonkeyPatch, copies: dict[str, Path]) -> Iterator[None]:
    """Without the cache by time and size, since a slip may keep the size; and without the project's own files."""
    monkeypatch.setattr(loading, "_data", loading._data.__wrapped__)
    before = project.project_in_use()
    project.use(Project(copies["care-three"].parents[1]))
    yield
    project.use(before)


def held_to_messages(folder: Path) -> None:
    """Loads, checks, tells in both languages, and renders what has no errors."""
    edition = load(folder)
    problems = check(edition, TODAY)
    told(problems)
    if not any(problem.severity == "error" for problem in problems):
        job = steps.Job(folder)
        steps.render(job, steps.Work([("", edition)], problems))


def told(problems: list[Problem]) -> None:
    """Every message can be told, on one line."""
    for problem in problems:
        for lang in LANGUAGES:
            assert len(problem.line_in(lang).splitlines()) == 1


def spoilt(path: Path, content: bytes, folder: Path) -> None:
    """Checks the edition with other content in one of its files, then puts back the file."""
    good = path.read_bytes()
    try:
        path.write_bytes(content)
        held_to_messages(folder)
    finally:
        path.write_bytes(good)


# what people, editors and attackers write

YAML_BITS = [
    *("- ", "? ", ": ", "{", "}", "[", "]", "&a ", "*a", "!!str ", "!x ", "|", ">", "%YAML 1.1", "---", "...", "<<: "),
    *("\t", "\n", "\n  ", "\n    ", "#", "'", '"', "null", "~", "plans:", "tables:", "ja: ", "en: ", "A..D"),
]
MARKDOWN_BITS = [
    *("\n", "\n\n", "# ", "## あ {#a}\n", "- ", "1. ", "> ", "    ", "| a | b |\n|---|---|\n| 1 | 2 |\n", "```\n", "`"),
    *("**", "[a](plans.md)", "[b](#compare)", "[c][d]\n\n[d]: https://example.jp\n", "![i](x)", "[^1]", "\n[^1]: n\n"),
    *("<b>", "</b>", "<div markdown>", "<!--", "-->", "<![", "<?", "<script>", "<td>", "<ruby>", "&amp;", "&#0;", "\\"),
    *("<https://example.jp>", "{: .x }", "{#", "{{", "}}", "{%", "%}", "{{ dates.start | short }}", "Term\n: d\n"),
    *("{{ plans.light.name }}", '{{ show("table", "premium") }}', '{{ show("plans") }}', '{% include "parts/x.md" %}'),
    *("日本", "。", "\ue000", "\ue0000\ue001", "\ue002", "\x00", "\u2028", "\r", "\ufeff"),
]
SCALARS = [
    *("", "~", "no", "010", "12:30", "-5", "1e9", "77,16O", "１２,000円", "1億5,000万円", "9" * 5000, "0", "²", "٣"),
    *("2026-02-30", "2026-11-20（金）", "0001-01-01", "9999-12-31", "令和8年1月2日", "0000-00-00", "1 year", "15..64"),
    *("99..1", "not offered", "none", "yes", "{ja: a, en: b}", "{ja: a}", "{}", "[]", "[a]", "a..z", "light..full"),
    *("rate × units", "× + ×", "https://example.jp/'", "03-0000-0000", "{{ dates.start }}", "{{ x", "'{% raw %}'"),
    *("<script>", "*x", "&x y", "! z", '"\\ud800"', '"\\0"', '"a\\nb"', "日本"),
]
text = st.text(st.characters(codec="utf-8"), max_size=20)
yaml_text = st.lists(st.sampled_from(YAML_BITS) | st.sampled_from(SCALARS) | text, max_size=25).map("".join)
markdown_text = st.lists(st.sampled_from(MARKDOWN_BITS) | text, max_size=25).map("".join)


@quick(100)
@given(content=st.binary(max_size=200) | yaml_text.map(str.encode))
def test_any_data_file(content: bytes, copies: dict[str, Path]) -> None:
    spoilt(copies["care-three"] / "plans.yml", content, copies["care-three"])


@st.composite
def mutations(draw: st.DrawFn) -> tuple[str, str]:
    """A small edition, and its data file with some of its lines dropped, doubled, moved or rewritten."""
    name = draw(st.sampled_from(SMALL))
    lines = list(DATA[name])
    for _ in range(draw(st.integers(1, 3))):
        at = draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(": ")
        match draw(st.sampled_from(["scalar", "scalar", "scalar", "drop", "double", "swap", "indent", "key", "cut"])):
            case "scalar":
                lines[at] = f"{key}: {draw(st.sampled_from(SCALARS))}" if colon else draw(st.sampled_from(SCALARS))
            case "drop":
                del lines[at : at + draw(st.integers(1, 4))]
                lines = lines or [""]
            case "double":
                lines.insert(at, lines[at])
            case "swap":
                other = draw(st.integers(0, len(lines) - 1))
                lines[at], lines[other] = lines[other], lines[at]
            case "indent":
                lines[at] = " " * draw(st.integers(0, 8)) + lines[at].strip()
            case "key":
                lines[at] = lines[at].replace(key.strip(), draw(text | st.sampled_from(["key", "plans", "A..D"])), 1)
            case "cut":
                lines[at] = lines[at][: draw(st.integers(0, len(lines[at])))]
    return name, "\n".join(lines)


@quick(250)
@given(mutation=mutations())
def test_any_slip_in_a_data_file(mutation: tuple[str, str], copies: dict[str, Path]) -> None:
    name, data = mutation
    spoilt(copies[name] / "plans.yml", data.encode(), copies[name])


@quick(200)
@given(body=markdown_text)
def test_any_page(body: str, copies: dict[str, Path]) -> None:
    """The same text in both languages, so that nothing but itself can be wrong with it."""
    folder = copies["care-three"]
    page = f"---\ntitle: A\nmenu: A\ndescription: A\n---\n{body}\n"
    others = {folder / language / "plans.md": page.encode() for language in LANGUAGES}
    good = {path: path.read_bytes() for path in others}
    try:
        for path, content in others.items():
            path.write_bytes(content)
        held_to_messages(folder)
    finally:
        for path, content in good.items():
            path.write_bytes(content)


@quick(150)
@given(
    page=st.binary(max_size=120)
    | st.tuples(yaml_text, markdown_text).map(lambda p: f"---\n{p[0]}\n---\n{p[1]}".encode())
)
def test_any_front_matter(page: bytes, copies: dict[str, Path]) -> None:
    spoilt(copies["care-three"] / "en" / "plans.md", page, copies["care-three"])


@quick(80)
@given(part=markdown_text.map(str.encode) | st.binary(max_size=80))
def test_any_included_part(part: bytes, copies: dict[str, Path]) -> None:
    spoilt(copies["savings-ages"] / "ja" / "parts" / "ask.md", part, copies["savings-ages"])


@quick(80)
@given(
    content=st.binary(max_size=120) | yaml_text.map(str.encode) | yaml_text.map(lambda t: f"login:\n  id: {t}".encode())
)
def test_any_private_file(content: bytes, copies: dict[str, Path]) -> None:
    path = copies["care-three"] / "private.yml"
    try:
        path.write_bytes(content)
        held_to_messages(copies["care-three"])
    finally:
        path.unlink()


@quick(80)
@given(content=st.binary(max_size=120) | yaml_text.map(str.encode) | yaml_text.map(lambda t: f"edition: {t}".encode()))
def test_any_site_file(content: bytes, copies: dict[str, Path]) -> None:
    here = Project(copies["care-three"].parents[1])
    here.settings.write_bytes(content)
    try:
        site_settings(here)
    except Trouble as trouble:
        told(list(trouble.problems))


READERS = [Money, Number, Percent, Day, Month, Term, Ages, Telephone, Email, Url, Truth]
anything = (
    text | st.sampled_from(SCALARS) | st.none() | st.lists(text, max_size=2) | st.dictionaries(text, text, max_size=2)
)
figures = st.text("0123456789０１２,，.．-ー年月日時円万億口¥￥%％()（）金土Ool〇:/ ", max_size=18)


@pytest.mark.parametrize(
    "reader", [*(kind.read for kind in READERS), read_cell], ids=[*(k.__name__ for k in READERS), "cell"]
)
@quick(200)
@given(found=anything | figures)
def test_any_scalar_is_read_or_refused_with_a_message(reader: Callable[[Any], object], found: Any) -> None:
    try:
        reader(found)
    except Unreadable as error:
        told([Problem("plans.yml", 1, error.type, {"key": "x", **(error.context or {})})])


# what is read comes back


@pytest.mark.parametrize("language", LANGUAGES)
@quick(300)
@given(yen=st.integers(0, 10**12))
def test_money_comes_back(language: str, yen: int) -> None:
    assert Money.read(Formats(language, labels_of(language)).money(Money(yen))) == yen


@quick(200)
@given(date=st.dates(datetime.date(1900, 1, 1)))
def test_dates_come_back_from_japanese(date: datetime.date) -> None:
    assert Day.read(Formats("ja", labels_of("ja")).day(Day(date))) == Day(date)


@quick(200)
@given(date=st.dates(datetime.date(1900, 1, 1)))
def test_dates_come_back_from_english(date: datetime.date) -> None:
    said = Formats("en", labels_of("en")).day(Day(date))
    assert datetime.datetime.strptime(said, "%A, %d %B %Y").date() == date


@quick(100)
@given(month=st.builds(Month, st.integers(1900, 2999), st.integers(1, 12)), percent=st.decimals(0, 100, places=2))
def test_months_and_percent_come_back(month: Month, percent: Decimal) -> None:
    formats = Formats("ja", labels_of("ja"))
    assert Month.read(formats.say(month)) == month
    assert Percent.read(formats.say(Percent(percent))) == percent
    assert Month.read(str(month)) == month


@quick(100)
@given(lowest=st.integers(0, 99), width=st.none() | st.integers(0, 99))
def test_ages_and_terms_come_back(lowest: int, width: int | None) -> None:
    ages = Ages(lowest, None if width is None else lowest + width)
    assert Ages.read(str(ages)) == ages
    term = Term(lowest + 1, "month")
    assert Term.read(Formats("ja", labels_of("ja")).say(term)) == term
