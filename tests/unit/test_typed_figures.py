"""A figure that the proof will not find in the data, `check` tells before anything is made, and no other.

The two readers share nothing, so that one may catch what the other misreads; here they are held
against each other, sentence by sentence.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from known import TODAY

from chirashi.checks import check
from chirashi.cli import steps
from chirashi.proof import prove

MAIN = Path(__file__).resolve().parents[2] / "content" / "cyber-2025"
WRONG = {
    "ja": [
        "２月10日までにお申し込みください。",
        "今なら３割引です。",
        "全国の5施設で始まりました。",
        "窓口は24時間です。",
        "保険料は77,161円です。",
        "総額は3億円です。",
        "電話は096-385-3331です。",
        "2026年2月28日まで。",
        "令和8年度の制度です。",
        "10%の割引です。",
        "受付は9時から17時までです。",
        "契約は2年です。",
        "対象は20〜64歳です。",
        "[案内](https://other.example.jp/)をどうぞ。",
        "https://other.example.jp へ。",
        "質問は a@example.jp へ。",
        "質問は <b@example.jp> へ。",
        "第3号様式に書きます。",
        "B5の紙です。",
        "4月から始まります。",
        "**３**割引です。",
        "2月\n10日まで。",
        "| 項目 | 数 |\n|---|---|\n| 件数 | 36 |",
        "合計は約120件です。",
        "名古屋市東区東桜1丁目14-12にあります。",
    ],
    "en": [
        "Apply by 10 February.",
        "Now 30% off.",
        "Five clinics, or 5 clinics.",
        "The desk answers for 24 hours.",
        "It costs ¥77,161.",
        "The total is ¥300 million.",
        "Call 096-385-3331.",
        "Until 28 February 2026.",
        "Until March 3, 2025.",
        "A 10 percent discount.",
        "From 9:00 to 5:00 p.m. only.",
        "Cover lasts two years.",
        "For ages 20–64.",
        "See [this](https://other.example.jp/).",
        "At other.example.jp.",
        "Write to a@example.jp.",
        "Use form 3-1.",
        "On B5 paper.",
        "In May 2025.",
        "About 1,200 members.",
        "The 3rd of\nFebruary.",
        "There are 99 of them.",
        "Paid 12,345 yen.",
        "For the 20\nfacilities.",
    ],
}
RIGHT = {
    "ja": [
        "締め切りは2025年2月28日です。",
        "2月28日（金）までです。",
        "令和7年2月28日まで。",
        "2025年度の制度です。",
        "基本プランAは50,000円です。",
        "電話096-385-3330へ。",
        "割引は50%です。",
        "割引は5割です。",
        "過去5年以内に事故のない施設。",
        "A4の紙です。",
        "保険期間は1年です。",
        "1. 一つ目\n2. 二つ目",
        "{{ dates.deadline }}まで。",
        "1施設あたりの額です。",
        "令和7年（2025年）の制度です。",
        "１億円まで。",
        "資料は https://msfp-cyber.jp/ から。",
        "[資料](https://msfp-cyber.jp)へ。",
    ],
    "en": [
        "The deadline is 28 February 2025.",
        "By Friday, 28 February.",
        "The 2025 scheme.",
        "Plan A costs ¥50,000.",
        "It is 50,000 yen.",
        "Call 096-385-3330.",
        "A 50% discount.",
        "No incident in the last 5 years.",
        "On A4 paper.",
        "Cover lasts one year.",
        "1. first\n2. second",
        "By {{ dates.deadline }}.",
        "Up to ¥100 million.",
        "See msfp-cyber.jp.",
        "Write to kumamoto-hok@doc-net.or.jp.",
    ],
}


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("sentences", [WRONG, RIGHT], ids=["wrong", "right"])
def test_check_and_proof_agree_on_figures_in_prose(
    sentences: dict[str, list[str]], language: str, tmp_path: Path
) -> None:
    edition, site = tmp_path / "cyber-2025", tmp_path / "site"
    shutil.copytree(MAIN, edition)
    page = edition / language / "notes.md"
    text = page.read_text("utf-8").rstrip("\n")
    starts = {}
    for sentence in sentences[language]:
        starts[text.count("\n") + 3] = sentence
        text += f"\n\n{sentence}"
    page.write_text(text + "\n", "utf-8")
    job = steps.Job(edition)
    work = steps.load_and_check(job)
    steps.render(job, work)
    for name, content in work.files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

    def told(found: list[tuple[str, int]]) -> set[str]:
        places = {max(s for s in starts if s <= line) for file, line in found if file.endswith(f"{language}/notes.md")}
        return {starts[place] for place in places}

    checked = told([(p.file, p.line) for p in check(work.editions[0][1], TODAY) if p.code == "figure-unknown"])
    proved = told([(p.file, p.line) for p in prove(edition, site).source_problems if p.code == "proof-untraced"])
    wanted = set(sentences[language]) if sentences is WRONG else set()
    assert proved == wanted
    assert checked == wanted


def test_the_check_alone_tells_a_count_in_digits_that_the_proof_takes_for_a_word(tmp_path: Path) -> None:
    """3つ is 三つ to the proof, which raises no alarm over either; staff are told of the digit, as before."""
    edition = tmp_path / "cyber-2025"
    shutil.copytree(MAIN, edition)
    page = edition / "ja" / "notes.md"
    page.write_text(page.read_text("utf-8") + "\nお申し込みは3つの手順です。\n", "utf-8")
    work = steps.load_and_check(steps.Job(edition))
    told = [p for p in check(work.editions[0][1], TODAY) if p.code == "figure-unknown"]
    assert [p.file.rpartition("/")[2] for p in told] == ["notes.md"]
