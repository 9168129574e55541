"""Members who do not exist: names of no person, at addresses that are nobody's, the same for the same seed."""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path

HEADS = ("会員番号", "郵便番号", "住所", "建物名", "医療機関名", "氏名", "電話番号", "施設数", "プラン", "オプション")
FAMILIES = ["見本", "試験", "例示", "仮名", "練習", "架空", "𠮷本", "髙例", "﨑見", "葛󠄀例", "濵試", "見邉"]
GIVEN = ["一太", "二美", "三郎", "四葉", "五月", "六実", "七海", "八重", "九十九", "十和子"]
PLACES = (
    ("860", "熊本県熊本市中央区見本町"),
    ("862", "熊本県熊本市東区例示"),
    ("869", "熊本県見本郡例示町大字試験"),
    ("460", "愛知県名古屋市中区見本"),
    ("060", "北海道札幌市中央区北六条西"),
    ("100", "東京都千代田区例示が関"),
)
KINDS = ("内科クリニック", "歯科医院", "整形外科", "こどもクリニック", "記念病院", "眼科")


def records(count: int, seed: int = 1) -> Iterator[tuple[str, ...]]:
    chance = random.Random(seed)
    for at in range(count):
        begins, town = chance.choice(PLACES)
        block = f"{chance.randint(1, 9)}丁目{chance.randint(1, 40)}番{chance.randint(1, 30)}号"
        street = chance.choice((block, f"{chance.randint(1, 9)}-{chance.randint(1, 40)}-{chance.randint(1, 30)}"))
        building = chance.choice(
            ("", "", f"見本ビル{chance.randint(1, 9)}F", f"例示ハイツ {chance.randint(101, 909)}号室")
        )
        family, given = chance.choice(FAMILIES), chance.choice(GIVEN)
        clinic = f"{chance.choice(('', '医療法人社団見本会 '))}{family}{chance.choice(KINDS)}"
        plan = chance.choice(("", "A", "B", "プランC", "Ｄ", "プランB＋a"))
        option = chance.choice(("", "a", "オプションb", "なし")) if plan and "＋" not in plan else ""
        yield (
            f"M{at + 1:06}",
            f"{begins}-{chance.randint(1, 99):02}{chance.randint(1, 99):02}",
            f"{town}{street}",
            building,
            clinic,
            f"{family} {given}",
            f"000-{chance.randint(100, 999)}-{at % 10000:04}",
            str(chance.randint(1, 9)) if plan else "",
            plan,
            option,
        )


def write_csv(path: Path, count: int, seed: int = 1, encoding: str = "utf-8-sig") -> Path:
    with path.open("w", encoding=encoding, newline="", errors="strict") as stream:
        rows = csv.writer(stream)
        rows.writerow(HEADS)
        rows.writerows(records(count, seed))
    return path


def write_workbook(path: Path, count: int, seed: int = 1) -> Path:
    import openpyxl

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("名簿")
    sheet.append(HEADS)
    for record in records(count, seed):
        sheet.append(record)
    book.save(path)
    return path
