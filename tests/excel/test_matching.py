"""In a workbook of the underwriter's making, tables like ours are found by their headings; none is taken unasked."""

from pathlib import Path
from typing import Any

from edited import edition
from known import TODAY
from workbooks import workbook

from chirashi.base.project import Project
from chirashi.content.edition import load
from chirashi.editing import save
from chirashi.excel.matching import Offer, offers
from chirashi.excel.opening import opened

QUOTE: dict[str, list[list[Any]]] = {
    "見積": [
        ["団体サイバー保険 2026年度 保険料（案）"],
        [None, "Aプラン", "Ｂプラン", "プラン C", "プランD"],
        ["基本プラン保険料", 51000, 61200, "78,700円", 97420],
        ["前年保険料", 50000, 60000, 77160, 95510],
        [],
        ["オプションa", "オプションb", "オプションc"],
        [50210, 55640, 58860],
        [],
        ["合計", "A", "B", "C", "D"],
        ["a", 101210, 111410, 128910, 147630],
        ["b", 106640, 116840, 134340, 153060],
        ["c", 109860, 120060, 137560, 156280],
    ],
    "支払限度額": [
        ["（単位：万円）"],
        ["プラン", "賠償損害", "費用損害"],
        ["A", 5000, 500],
        ["B", 10000, 1000],
        ["C", 10000, 3000],
        ["D", 20000, 5000],
    ],
}


def found(folder: Path, sheets: dict[str, list[list[Any]]]) -> list[Offer]:
    path = folder.parent / "quote.xlsx"
    workbook(sheets).save(path)
    return offers(load(folder), opened(path))


def changes(offer: Offer) -> dict[str, tuple[str, str]]:
    return {".".join(map(str, change.at[1:])): (change.was, change.value) for change in offer.changes.values()}


def test_each_table_is_found_once_with_what_it_would_change(cyber: Path) -> None:
    before = (cyber / "plans.yml").read_bytes()
    offered = {offer.table["en"]: offer for offer in found(cyber, QUOTE)}
    assert [*offered] == [
        "Basic premium",
        "Total premium (basic plan + option)",
        "Liability Limit of indemnity",
    ]
    basic = offered["Basic premium"]
    assert (basic.sheet, basic.heading, basic.cells) == ("見積", "基本プラン保険料", 4)
    assert changes(basic)["basic.cells.C"] == ("77,160円", "78,700円")
    assert changes(offered["Total premium (basic plan + option)"])["total.printed.c.D"] == ("154,370円", "156,280円")
    # In the unit that the sheet gives; across where ours goes down.
    assert changes(offered["Liability Limit of indemnity"]) == {"liability.limit.cells.D": ("1億円", "200,000,000円")}
    assert (cyber / "plans.yml").read_bytes() == before


def test_what_is_asked_for_is_written(cyber: Path) -> None:
    offered = found(cyber, QUOTE)
    wanted = [change for offer in offered for change in offer.changes.values()]
    totals = save(cyber, wanted, by="excel", today=TODAY)
    assert totals.step, [p.line_in("en") for p in totals.refused]
    assert "        D: 2億円\n" in (cyber / "plans.yml").read_text("utf-8")


def test_a_table_of_three_axes(home: Project) -> None:
    family = edition(home, "accident-family")
    head = ["性別", "年齢", "1口", "2口"]
    rows = [["男性", "20〜29歳", 630, 1260], [None, "30〜49歳", 900, 1800], ["女性", "20〜29歳", 720, 1440]]
    rows += [["男性", "51〜69歳", 2200, "要相談"]]
    (offer,) = found(family, {"保険料": [["組合員の月払保険料"], head, *rows]})
    assert changes(offer)["members.cells.m.a20.u2"] == ("1,240円", "1,260円")
    assert changes(offer)["members.cells.m.a51.u1"] == ("2,130円", "2,200円")


def test_a_list_of_names_is_no_table(cyber: Path) -> None:
    assert found(cyber, {"名簿": [["氏名", "電話"], ["A", "096-385-3330"], ["山田", "B"]]}) == []
    assert found(cyber, {"会議": [["A", "B", "C", "D"], ["議題", "担当", "期限", "備考"]]}) == []


def test_one_whose_amounts_are_far_off_is_not_offered(cyber: Path) -> None:
    assert found(cyber, {"人数": [["A", "B", "C", "D"], [3, 12, 7, 1]]}) == []
