"""A wrong figure is told wherever a file can hold one, and in whatever form; a right one is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from chirashi.proof.across_files.download_sizes import Sizes
from chirashi.proof.data.entries import open_book
from chirashi.proof.rules import one_file
from chirashi.proof.rules.one_file import Reference
from chirashi.proof.rules.privacy.private_values import Searcher
from chirashi.proof.words.prove_words import Spoken

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "content" / "cyber-2025"


@pytest.fixture(scope="module")
def reference() -> Reference:
    book = open_book(MAIN)
    return Reference(book, [], [], Searcher({}), ("brochure.example.org/msfp",), Sizes(None), Spoken(book, [], ()))


def told(reference: Reference, name: str, text: str) -> list[str]:
    if name == "p":
        name, text = "index.html", f"<p>{text}</p>"
    if name == "index.html":
        text = f'<html lang="ja"><body>{text}</body></html>'
    findings = one_file.prove_file(reference, Path(name), text.encode(), f"site/{name}", name).findings
    return sorted({p.code for p in findings.problems if not p.code.startswith("proof-words")})  # it is no whole page


# Each with the figure as the data has it, and as it has it not.
PLACES: dict[str, tuple[str, str, str, str]] = {
    "an attribute of no name": ("index.html", '<i data-word="{}"></i>', "五万円", "四万円"),
    "aria-valuetext": ("index.html", '<progress aria-valuetext="{}"></progress>', "50,000円", "50,001円"),
    "aria-roledescription": ("index.html", '<b aria-roledescription="{}"></b>', "50,000円", "50,001円"),
    "abbr": ("index.html", '<table><tr><td abbr="{}">x</table>', "50,000円", "50,001円"),
    "itemprop": ("index.html", '<i itemprop="price" content="{}"></i>', "50000", "50001"),
    "meta itemprop": ("index.html", '<meta itemprop="price" content="{}">', "50000", "50001"),
    "any meta": ("index.html", '<meta name="abstract" content="{}">', "50,000円", "50,001円"),
    "data without a key": ("index.html", '<data value="{}">x</data>', "50000", "50001"),
    "meter": ("index.html", '<meter value="{}"></meter>', "50000", "50001"),
    "datetime": ("index.html", '<del datetime="{}">x</del>', "2025-02-28", "2025-02-27"),
    "a reading": ("index.html", "<p><ruby>保険料<rp>(</rp><rt>{}</rt></ruby></p>", "五万円", "四万円"),
    "template": ("index.html", "<template><p>{}</p></template>", "50,000円", "50,001円"),
    "noscript": ("index.html", "<noscript>{}</noscript>", "50,000円", "50,001円"),
    "a script's fragment": ("index.html", '<script type="text/x"><p>{}</p></script>', "50,000円", "50,001円"),
    "onclick": ("index.html", "<b onclick=\"say('{}')\">x</b>", "50,000円", "50,001円"),
    "a style": ("index.html", '<style>p::after {{ content: "年" "{}" }}</style>', "50,000円", "50,001円"),
    "a style's property": ("index.html", "<p style=\"--x: '{}'\">x</p>", "50,000円", "50,001円"),
    "a style's escape": ("theme.css", ':root {{ --x: "{}" }}', r"50,000\5186", r"50,001\5186"),
    "a script's escape": ("x.js", 'say("{}")', r"50,000\u5186", r"50,001\u{5186}"),
    "a script's mail": ("x.js", 'go("mailto:{}")', "kumamoto-hok%40doc-net.or.jp", "kumamoto-hok%40doc-net.or.example"),
    "a drawing": ("index.html", "<svg><desc>{}</desc><path/></svg>", "50,000円", "50,001円"),
    "after a drawing's child": ("index.html", "<svg><text>年<tspan>額</tspan>{}</text></svg>", "50,000円", "50,001円"),
    "a drawing's file": (
        "x.svg", '<svg xmlns="http://www.w3.org/2000/svg"><text>5<tspan>{}</tspan></text></svg>', "0,000円", "0,001円",
    ),
    "an XML file's attribute": ("x.xml", '<a b="{}"/>', "50,000円", "50,001円"),
    "a site map's day": ("sitemap.xml", "<u><x>{}</x></u>", "2025-02-28", "2025-02-27"),
    "a JSON text": ("x.json", '["{}"]', "五万円", "四万円"),
    "an address in capitals": ("p", "{}", "HTTPS://MSFP-CYBER.JP/", "HTTPS://MSFP-CYBER.EVIL/"),
    "an ending of its own": ("p", "{}", "msfp-cyber.jp", "msfp-cyber.biz"),
    "a name that goes on": ("p", "{}", "msfp-cyber.jp", "msfp-cyber.jp.evil"),
    "a vocabulary that goes on": ("p", "{}", "https://schema.org/Offer", "https://schema.org.evil/Offer"),
    "no scheme": ("index.html", '<a href="{}">x</a>', "//msfp-cyber.jp", "//msfp-cyber.example/"),
    "the wrong scheme": ("index.html", '<a href="{}">x</a>', "https://msfp-cyber.jp", "http://msfp-cyber.jp"),
    "a path of other letters": ("index.html", '<a href="{}">x</a>', "https://msfp-cyber.jp", "https://msfp-cyber.jp/金"),
    "a form": ("index.html", '<form action="{}"></form>', "https://msfp-cyber.jp", "https://evil.example"),
    "a picture": ("index.html", '<source srcset="a.png 1x, {} 2x">', "b.png", "https://evil.example/b.png"),
    "a refresh": (
        "index.html", '<meta http-equiv="refresh" content="0; url={}">', "https://msfp-cyber.jp", "https://evil.example",
    ),
    "og:url": (
        "index.html", '<meta property="og:url" content="{}">', "https://brochure.example.org/msfp/", "https://evil.example",
    ),
    "robots.txt": ("robots.txt", "Sitemap: {}", "https://brochure.example.org/msfp/sitemap.xml", "https://evil.example"),
    "kanji": ("p", "年額{}です", "五万円", "四万円"),
    "kanji digits": ("p", "締切は{}です", "二〇二五年二月二十八日", "二〇二五年二月二十七日"),
    "English words": ("p", "It is {} a year", "fifty thousand yen", "forty thousand yen"),
    "an ordinal": ("p", "By {} 2025", "the twenty-eighth of February", "the twenty-seventh of February"),
}  # fmt: skip


@pytest.mark.parametrize("place", PLACES)
def test_a_wrong_figure_is_told_there_and_a_right_one_is_not(place: str, reference: Reference) -> None:
    name, around, right, wrong = PLACES[place]
    assert told(reference, name, around.format(right)) == []
    assert told(reference, name, around.format(wrong)) == ["proof-untraced"]


BESIDE = [
    "2025年2月28日［{ja}］", "2025年2月28日〈{ja}〉", "2025年2月28日【{ja}】", "2025年2月28日({ja})",
    "2025年2月28日（{ja}曜）", "2025年2月28日（{ja}・祝）", "2025年2月28日 {ja}曜日", "2月28日{ja}曜",
    "{ja}曜日、2月28日", "（{ja}）2025年2月28日", "二月二十八日（{ja}）", "2025-02-28 ({en3})", "{en3}, 2025-02-28",
    "28 February 2025 ({en3}.)", "28 February 2025, {en}", "February 28, {en}", "({en3}) February 28, 2025",
    "{en3}. 28 Feb 2025", "{en}, 28 February", "{en}, the twenty-eighth of February",
]  # fmt: skip


@pytest.mark.parametrize("form", BESIDE)
def test_a_weekday_beside_its_date_is_told_where_it_is_wrong(form: str, reference: Reference) -> None:
    assert told(reference, "p", form.format(ja="金", en="Friday", en3="Fri")) == []
    assert told(reference, "p", form.format(ja="木", en="Thursday", en3="Thu")) == ["proof-weekday"]


@pytest.mark.parametrize(
    "text",
    [
        "2月28日 月曜日から金曜日の受付",
        "28 February, Monday to Friday",
        "2月28日（金）4月1日",
        "28 February 2025. Mondays only",
    ],
)
def test_a_weekday_of_something_else_is_left_alone(text: str, reference: Reference) -> None:
    assert told(reference, "p", text) == []
