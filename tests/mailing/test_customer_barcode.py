"""The customer barcode is that of Japan Post's manual: figures, check digit and bars; it reads from a raster.

The addresses are the examples of the manual (郵便番号・バーコードマニュアル, p. 17 to 25), each from behind its town.
"""

from __future__ import annotations

import numpy
import pytest
from invented_members import records
from PIL import Image, ImageDraw

from chirashi.mailing.members import customer_barcode as barcode
from chirashi.mailing.members.addresses import doubt, figures, plain, postcode
from chirashi.proof.mailing import postal

MANUAL = [
    ("2630023", "3丁目30-8 郵便ビル403号", "3-30-8-403"),
    ("0140113", "南田茂木 添60-1", "60-1"),
    ("1100016", "5-6-3 ABCビル10F", "5-6-3-10"),
    ("0600906", "4丁目 郵便センター6号館", "4-6"),
    ("0650006", "8丁目 郵便センター10号館", "8-10"),
    ("4070033", "韮崎400", "400"),
    ("2730102", "東3丁目-20-5 郵便・A&bコーポB604号", "3-20-5B604"),
    ("1980036", "十一丁目六番地一号 郵便タワー601", "11-6-1-601"),
    ("0270203", "第二十一地割大淵川480", "21-480"),
    ("5900016", "四丁六番十九号", "4-6-19"),
    ("0800831", "南七線 西28", "7-28"),
    ("3170055", "6丁目7-14 ABCビル2F", "6-7-14-2"),
    ("6500046", "9丁目7-6 郵便シティA棟1F1号", "9-7-6A1-1"),
    ("6230011", "綾部6-7 LプラザB106", "6-7LB106"),
    ("0640804", "29丁目1524-23 第2郵便ハウス501", "29-1524-23-2-501"),
    ("9100067", "3丁目80-25 J1ビル2-B", "3-80-25J1-2B"),
]
TOWNS = [
    ("東京都千代田区三番町5", "5"),
    ("東京都中央区八丁堀2-3", "2-3"),
    ("愛知県名古屋市中区三の丸1丁目2番3号", "1-2-3"),
    ("北海道札幌市中央区北6条西4丁目1", "4-1"),
    ("三重県四日市市一の2", "1-2"),
]


@pytest.mark.parametrize(("code", "address", "wanted"), MANUAL, ids=lambda value: value)
def test_figures_of_the_manual(code: str, address: str, wanted: str) -> None:
    assert figures(address) == wanted
    assert postal.figures(address) == wanted


@pytest.mark.parametrize(("address", "wanted"), TOWNS, ids=lambda value: value)
def test_numerals_of_a_town_s_name_are_none(address: str, wanted: str) -> None:
    assert figures(address) == wanted
    assert postal.figures(address) == wanted


def test_check_digit_of_the_manual() -> None:
    """千代田区霞が関1丁目3番2号 郵便プラザ503室: 9."""
    assert barcode.signs("1000013", "1-3-2-503") == "10000131-3-2-503dddd9"


def test_what_goes_beyond_thirteen_places_is_left_out() -> None:
    assert barcode.signs("0640804", "29-1524-23-2-501")[:20] == "064080429-1524-23-2-"
    assert barcode.signs("9100067", "3-80-25J1-2B")[:20] == "91000673-80-25a91-2a"  # half a letter


def test_press_and_witness_agree_on_many_addresses() -> None:
    for record in records(500, seed=7):
        code, address = record[1].replace("-", ""), plain(f"{record[2]} {record[3]}")
        assert barcode.signs(code, figures(address)) == (
            postal.signs(code, address) or barcode.signs(code, figures(address))
        )


def test_no_code_where_a_postcode_is_of_no_town() -> None:
    assert postal.signs("8600000", "1-2-3") == ""


def picture(told: str, points: float, dpi: int) -> Image.Image:
    """The bars of a code as a printer draws them, with what stands above them."""
    scale = points * dpi / 25.4
    image = Image.new("L", (int(8.6 * scale), int(1.2 * scale)), 255)
    draw = ImageDraw.Draw(image)
    middle, left = image.height * 0.6, 0.3 * scale
    for at, kind in enumerate(barcode.bars(told)):
        low, high = (reach * scale for reach in barcode.REACH_MM[kind])
        x = left + at * barcode.PITCH_MM * scale
        draw.rectangle(
            (round(x), round(middle - high), round(x + barcode.WIDTH_MM * scale) - 1, round(middle - low) - 1), 0
        )
    return image


@pytest.mark.parametrize("points", [8.0, 10.0, 11.5])
@pytest.mark.parametrize("dpi", [300, 600])
def test_it_reads_from_the_raster(points: float, dpi: int) -> None:
    told = barcode.signs("2730102", "3-20-5B604")
    assert postal.read(picture(told, points, dpi)) == told


def test_a_wrong_bar_does_not_read() -> None:
    told = barcode.signs("2730102", "3-20-5B604")
    other = told[:7] + ("4" if told[7] != "4" else "5") + told[8:]  # the check digit stays
    assert postal.read(picture(other, 10, 300)) == ""
    noise = Image.fromarray(numpy.random.default_rng(1).integers(0, 256, (60, 900), dtype=numpy.uint8))
    assert postal.read(noise) == ""


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("862-0954", "8620954"),
        ("〒８６２－０９５４", "8620954"),
        ("862ー0954", "8620954"),
        ("86-0954", None),
        ("", None),
    ],
)
def test_postcodes_as_people_type_them(typed: str, wanted: str | None) -> None:
    assert postcode(typed) == wanted


def test_a_workbook_gives_a_postcode_its_zero_back() -> None:
    assert postcode("600906", number=True) == "0600906"
    assert postcode("600906") is None


@pytest.mark.parametrize(
    ("code", "address", "wanted"),
    [
        ("8620954", "熊本県熊本市中央区神水1-2", None),
        ("8620954", "熊本市中央区神水一丁目", None),
        ("1000001", "熊本県熊本市中央区神水1-2", "mailing-address-elsewhere"),
        ("8620954", "熊本県熊本市中央区神水", "mailing-address-figures"),
        ("8620954", "どこか", "mailing-address-impossible"),
        ("8620954", "熊本県熊本市中央区〓水1-2", "mailing-address-impossible"),
    ],
)
def test_addresses_that_may_not_be_reached(code: str, address: str, wanted: str | None) -> None:
    assert doubt(code, address) == wanted


def test_kanji_of_names_stay_what_they_are() -> None:
    assert plain("神﨑　葛\U000e0100子　ＡＢＣ　ｸﾘﾆｯｸ") == "神﨑 葛\U000e0100子 ABC クリニック"
    assert plain("センター") == "センター"
    assert plain("１－２ー３") == "1-2-3"
