"""Mistakes of staff made at the desk: each is told at its field in words of the form, or not taken; none is silent.

The list follows the mistakes that were seeded into the 2025 edition. What the file would call a thing, its key or
its path, stands in no message.
"""

from __future__ import annotations

import html
import re
import shutil
from collections.abc import Iterator

import pytest
from known import ROOT
from office import PORT, Office

from chirashi.base.project import Project
from chirashi.cli.making.new_edition import new_edition
from chirashi.desk.server import desk_of

PARAGRAPH = "/text/about#ja:privacy.1"
ENGLISH = "/text/about#en:privacy.1"
PARTIES = "/items/parties#parties."
FIGURES = "/figures#"
# What was typed into which field, and what the desk says there.
TOLD = [
    (f"{FIGURES}tables.basic.A", "5,000円", "前の版（cyber-2025）の 50,000円 から"),
    (f"{FIGURES}tables.basic.B", "50,000円（税込）", "読めません"),
    (f"{FIGURES}tables.basic.B", "五万くらい", "読めません"),
    (f"{FIGURES}coverages.liability.limit.A", "500万円", "前の版（cyber-2025）の 50,000,000円 から"),
    (f"{FIGURES}coverages.costs.limit.B", "1,000円", "前の版（cyber-2025）の 10,000,000円 から"),
    ("/items/scheme#scheme.published", "2026-03-15", "申込締切（2026-02-28）よりあと"),
    ("/items/scheme#scheme.published", "2025-01-15", "1年以上離れています"),
    ("/items/dates#dates.deadline", "2024-02-28", "1年以上前"),
    ("/items/dates#dates.deadline", "2026-02-27 (月)", "金曜日です"),
    ("/items/dates#dates.deadline", "2026-02-31", "「2026-02-31」"),
    (f"{PARTIES}association.fax", "052-961-9634", "の電話番号です"),
    (f"{PARTIES}underwriter.fax", "052-961-8734", "と同じ番号です"),
    (f"{PARTIES}agent.telephone", "052-961-8734", "FAX の番号です"),
    (f"{PARTIES}agent.telephone", "0529619634", "「電話」の「0529619634」"),
    (f"{PARTIES}agent.telephone", "0529-61-9634", "052-961-9634 ではありませんか"),
    (f"{PARTIES}association.url", "https://www.example.org/", "例のままです"),
    (f"{PARTIES}association.url", "www,foo", "使えないアドレスです"),
    (f"{PARTIES}association.email", "foo@@bar", "メールアドレスの形になっていません"),
    (PARAGRAPH, "**重要です。お読みください。", "太字の記号 ** が閉じていません"),
    (PARAGRAPH, "<ruby>漢字<rt>かんじ</rt>です。", "「<ruby>」と対になるタグがありません"),
    (PARAGRAPH, "★要確認★です。", "「★要確認★」が残っています"),
    (PARAGRAPH, "（仮）の文です。", "「（仮）」が残っています"),
    (PARAGRAPH, "○月○日までにお送りください。", "「○月○日」が残っています"),
    (PARAGRAPH, "XX円をお支払いください。", "「XX円」が残っています"),
    (PARAGRAPH, "本文です。<!-- 部長に聞く -->", "公開されません"),
    (PARAGRAPH, "プランA\t50,000\nプランB\t60,000", "題がありません"),
    (PARAGRAPH, "｜プラン｜保険料｜\n｜A｜B｜", "題がありません"),
    (PARAGRAPH, "[お問い合わせ] (contacts.md)へ。", "リンクになりません"),
    (PARAGRAPH, "[お問い合わせ](contact.md)へ。", "「contacts.md」ではありませんか"),
    (PARAGRAPH, "保険料は77,000円です。", "どこにもない数字です"),
    (PARAGRAPH, "保険料は8割引です。", "どこにもない数字です"),
    (ENGLISH, "(translation to follow)", "下書きのまま"),
    ("/text/about#ja:title", "", "空です"),
]
# What was typed into one field, and where else it is told: at what does not fit it any more.
ELSEWHERE = [
    ("/figures#printed.tables.total.a.A", "", "/figures#tables.total", "印刷物の金額"),
    ("/figures#tables.basic.B", "要相談", "/figures#printed.tables.total.a.B", "計算した金額は 要相談"),
    ("/figures#tables.basic.B", "50千円", "/figures#printed.tables.total.a.B", "どちらが正しいか"),
    ("/items/parties#parties.association.fax", "", "/text/request#ja:fax.1", "もうありません"),
    (f"{PARTIES}agent.name.ja", "**「重要」**代理店", f"{PARTIES}agent.name", "記号は、ここでは働かず"),
    (f"{PARTIES}agent.name.ja", "<ruby>代理店", f"{PARTIES}agent.name", "記号は、ここでは働かず"),
    ("/items/notes#notes.ransom.en", "", "/items/notes#notes.ransom", "英語の文がありません"),
]
LONG_WORD = "pneumonoultramicroscopicsilicovolcanoconiosis" + "supercalifragilisticexpialidocious" + "x"
# What looks like a mistake and is none: what was typed into which field, and how which page then prints it.
PRINTED = [
    ("/text/about#ja:title", "個人情報｜\n数字", "about/", "<h1>個人情報｜数字</h1>"),
    ("/text/about#ja:figures.0", "**「重要」**な数字\nと点", "about/", "<strong>「重要」</strong>な数字と点"),
    ("/text/about#en:figures.0", "Figures\nand sums", "en/about/", "Figures and sums"),
    ("/items/plans#plans.A.name.ja", "プラン｜\n甲", "flyer/", '<th scope="col">プラン｜甲</th>'),
    (PARAGRAPH, "これは**「重要」**です。", "about/", "これは<strong>「重要」</strong>です。"),
    (ENGLISH, LONG_WORD, "en/about/", LONG_WORD),
]
UNSEEN = re.compile("[\u200b\u2060]")  # where a line may end
PATH = re.compile(r"(?<![\w/@.])[a-z_]{4,}\.[a-z_]+\.\w+|plans\.yml")


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Office:
    home = Project(tmp_path_factory.mktemp("mistakes"))
    shutil.copytree(ROOT / "content", home.content)
    new_edition(home.content / "cyber-2025", home.content / "cyber-2026")
    return Office(desk_of(home, None, "ja", PORT))


@pytest.fixture
def office(opened: Office) -> Iterator[Office]:
    """The desk with the edition as it was, whatever the test before it has typed."""
    kept = {path: path.read_bytes() for path in opened.folder.rglob("*") if path.is_file()}
    yield opened
    for path, content in kept.items():
        if path.read_bytes() != content:
            path.write_bytes(content)


def types(office: Office, field: str, said: str) -> str:
    """Types into a field of its form and saves; the page that comes back."""
    path, _, name = field.partition("#")
    fields = office.fields(path)
    assert name in fields, f"the form has no field {name}"
    if name.endswith("privacy.1"):
        said = f"{fields[name]}\n{said}"
    page = office.sends(path, fields | {name: said})
    assert "保存しました" in page
    return page


def told(office: Office, field: str) -> list[str]:
    path, _, name = field.partition("#")
    return [one.text for one in office.desk.told("ja") if (one.link, one.field) == (path, name)]


@pytest.mark.parametrize(("field", "said", "wanted"), TOLD)
def test_a_mistake_is_told_at_its_field(office: Office, field: str, said: str, wanted: str) -> None:
    _told(office, field, said, field, wanted)


@pytest.mark.parametrize(("field", "said", "at", "wanted"), ELSEWHERE)
def test_what_no_longer_fits_is_told(office: Office, field: str, said: str, at: str, wanted: str) -> None:
    _told(office, field, said, at, wanted)


@pytest.mark.parametrize(("field", "said", "page", "wanted"), PRINTED)
def test_what_looks_odd_prints_as_it_is_meant(office: Office, field: str, said: str, page: str, wanted: str) -> None:
    types(office, field, said)
    shown = UNSEEN.sub("", office.opens(f"/preview/{page}"))
    assert wanted in shown
    errors = [one.text for one in office.desk.told("ja") if one.severity == "error" and one.link == field.split("#")[0]]
    assert not errors


def _told(office: Office, field: str, said: str, at: str, wanted: str) -> None:
    assert not any(wanted in one for one in told(office, at)), "it is told before anything was typed"
    page = types(office, field, said)
    lines = told(office, at)
    assert any(wanted in line for line in lines), lines
    assert not [line for line in lines if PATH.search(line.replace(said, ""))], "in the words of the file"
    if at.partition("#")[0] == field.partition("#")[0]:
        assert wanted in html.unescape(page), "the page that comes back does not tell it"


def test_a_figure_that_the_list_does_not_have_is_not_taken(office: Office) -> None:
    fields = office.fields("/text/about")
    page = office.sends("/text/about", fields | {"ja:privacy.1": "〔基本プラン保険料 プランZ：1円〕です。"})
    assert "保存していません" in page and "一覧にない数字です" in page
