"""Words: a text other than the data's, the theme's or the Markdown's is told; other ways to write it are not."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chirashi.proof import prove
from chirashi.proof.run import Kept
from chirashi.proof.text.comparable import comparable
from chirashi.proof.text.denials import opposite
from chirashi.proof.words.expected import markdown_text

ROOT = Path(__file__).resolve().parents[2]
CYBER = ROOT / "content" / "cyber-2025"


@pytest.fixture(scope="module")
def kept(site: Path) -> Kept:
    known: Kept = {}
    prove(CYBER, site, kept=known)
    return known


def told(site: Path, kept: Kept, tmp_path: Path, file: str, old: str, new: str) -> set[str]:
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    text, count = re.subn(old, new, (copy / file).read_text("utf-8"), count=1)
    assert count == 1
    (copy / file).write_text(text, "utf-8")
    before = {p.code for p in prove(CYBER, site, kept=dict(kept)).problems}
    return {p.code for p in prove(CYBER, copy, kept=dict(kept)).problems if p.severity == "error"} - before


FAULTS = {
    "a denial": ("flyer/index.html", "ご加入いただけません", "ご加入いただけます"),
    "a name": ("contacts/index.html", "<ruby>神谷", "<ruby>神田"),
    "a note that is gone": ("notes/index.html", r"(?s)<li>賠償損害と費用損害の支払限度額.*?</li>", ""),
    "a note said twice": ("flyer/index.html", r"(?s)(<li>賠償損害と費用損害の支払限度額.*?</li>)", r"\1\1"),
    "a cost under another stage": (
        "cover/index.html",
        r"(?s)(<dd[^>]*>法律相談費用</dd>\s*)(.*?)(<dd[^>]*>コールセンター設置費用)",
        r"\2\1\3",
    ),
    "the names of two stages": (
        "en/cover/index.html",
        "(?s)>Detection<(.*?)>First response<",
        r">First response<\1>Detection<",
    ),
    "a bound": ("index.html", r"最大(?=<data[^>]*>1億円)", "最低"),
    "a bound that is gone": ("index.html", r"最大(?=<data[^>]*>1億円)", ""),
    "what a premium is for": ("en/index.html", "per facility per year", "per member per year"),
    "a discount": ("en/premiums/index.html", "has already been applied", "has not been applied"),
    "a count": ("notes/index.html", "三つの書類", "二つの書類"),
    "an answer": ("questions/index.html", "<p>いいえ。", "<p>はい。"),
    "a sentence added": (
        "notes/index.html",
        "このサイトは概要のご案内です。",
        "このサイトは概要のご案内です。お早めに。",
    ),
    "a word of the frame": ("en/index.html", "Cover starts", "Cover ends"),
    "a holiday": ("request/index.html", "（金）", "（金・祝）"),
    "a description": ("notes/index.html", "補償されないもの、保険料の前提", "補償されるもの、保険料の前提"),
    "what a screen reader says": ("index.html", 'aria-label="ページ一覧"', 'aria-label="ページー覧"'),
    "a script's words": ("premiums/index.html", "お取り扱いがありません", "お取り扱いがあります"),
    "the page of what is not there": ("404.html", "ページが見つかりません", "ページは閉じました"),
}


# Ways to write a whole file otherwise that change nothing of what it says.
HARMLESS: dict[str, tuple[str, str, Callable[[str], str]]] = {
    "ideographs as entities": (
        "premiums/index.html",
        "保険料",
        lambda text: re.sub(r"(?s)(?<=<main).*(?=</main>)", lambda main: _as_entities(main.group()), text),
    ),
    "when a page was changed": (
        "sitemap.xml",
        "<loc>",
        lambda text: text.replace("</loc>", "</loc><lastmod>2025-01-20</lastmod><priority>0.8</priority>"),
    ),
    "lines of a table that end in LF": ("data/*.csv", "\r\n", lambda text: text.replace("\r\n", "\n")),
}

SUMS = "proof-worker"  # the worker's list has the sums of files as they were built, whatever they say


def _as_entities(text: str) -> str:
    return re.sub(r"[㐀-鿿]", lambda sign: f"&#{ord(sign.group())};", text)


@pytest.mark.parametrize("kind", HARMLESS)
def test_a_file_that_says_the_same_in_another_way_is_told_of_nothing(
    kind: str, site: Path, kept: Kept, tmp_path: Path
) -> None:
    pattern, stands, change = HARMLESS[kind]
    copy = Path(shutil.copytree(site, tmp_path / "site"))
    paths = sorted(copy.glob(pattern))
    assert paths
    for path in paths:
        text = path.read_bytes().decode("utf-8")
        assert stands in text
        path.write_bytes(change(text).encode())
    found = [p for p in prove(CYBER, copy, kept=dict(kept)).problems if p.severity == "error"]
    before = {(p.code, p.file) for p in prove(CYBER, site, kept=dict(kept)).problems}
    new = [p for p in found if (p.code, p.file) not in before and p.code != SUMS]
    assert [p.line_in("en") for p in new] == []


@pytest.mark.parametrize("kind", FAULTS)
def test_other_words_are_told(kind: str, site: Path, kept: Kept, tmp_path: Path) -> None:
    codes = told(site, kept, tmp_path, *FAULTS[kind])
    assert codes & {"proof-words", "proof-words-lost", "proof-words-foreign"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("三つの書類がそろい", "3つの書類がそろい"),
        ("the three documents", "the 3 documents"),
        ("保険期間は1年です。", "保険期間は12か月です。"),
        ("The term is one year.", "The term is a year."),
        ("年額50,000円から", "年額 五万円から"),
        ("by Friday, 28 February 2025", "by 28/02/2025"),
        ("電話（096-385-3330）", "電話(096（385）3330)"),
        ("年額50,000円から", "年額 伍万円から"),
        ("年額50,000円から", "年額五〇、〇〇〇円から"),
        ("up to ¥100,000,000 a year", "up to ¥100M a year"),
        ("締切は2025年2月28日", "締切はR7.2.28"),
    ],
)
def test_one_text_however_it_is_written(one: str, other: str) -> None:
    assert comparable(one) == comparable(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("50,000円から", "約50,000円から"),
        ("三つの書類", "四つの書類"),
        ("三つの段階", "三つの局面"),
        ("2025年2月28日（金）", "2025年2月28日（金・祝）"),
        ("補償されません", "補償されます"),
    ],
)
def test_two_texts_stay_two(one: str, other: str) -> None:
    assert comparable(one) != comparable(other)


def test_markdown_is_read_as_the_texts_that_it_says(tmp_path: Path) -> None:
    (tmp_path / "ja").mkdir()
    (tmp_path / "ja" / "x.md").write_text(
        "---\ntitle: 題\n---\n## 見出し {#id}\n\n- **「強い」**と[リンク](a.md){.button}\n\n"
        "用語\n: 説明 &amp; {{ dates.term }}\n\n"
        '{{ show("table", "total") }}\n\n表：題名\n\n| a | b |\n|---|---|\n| <b>c</b> | d |\n',
        "utf-8",
    )
    page = markdown_text.read(tmp_path, "ja", "x")
    assert page is not None and page.front == {"title": "題"}
    assert [piece for paragraph in page.paragraphs for piece in paragraph.pieces] == [
        "見出し", "「強い」とリンク", "用語", "説明 & {{ dates.term }}", markdown_text.Shown("table", ("total",)),
        "題名", "a", "b", "c", "d",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("ja", "en", "wrong"),
    [
        ("身代金は補償されません。", "Ransom is covered.", True),
        ("身代金は補償されます。", "Ransom is not covered.", True),
        ("はい。補償されます。", "No, it is covered.", True),
        ("いいえ。先にご入会が必要です。", "Yes. Please join first.", True),
        ("身代金は補償されません。", "Ransom is not covered.", False),
        ("それぞれ別枠です。", "They have separate limits; one does not reduce the other.", False),
        ("免責金額はありません。", "There is no deductible.", False),
    ],
)
def test_a_denial_in_one_language_alone_is_told(ja: str, en: str, wrong: bool) -> None:
    assert opposite({"ja": ja, "en": en}) is wrong
