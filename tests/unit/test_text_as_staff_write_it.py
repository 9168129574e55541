"""Text as staff write it, row by row: what they typed, and the HTML that it becomes."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from chirashi.content.edition import Edition
from chirashi.content.pages import page_text
from chirashi.view.figure_book import FigureBook
from chirashi.view.templates import View
from chirashi.view.text import markdown
from chirashi.view.text.markdown import NoteWords
from chirashi.view.text.source_lines import lines, standard


@pytest.fixture(scope="module")
def book(editions: dict[str, Edition]) -> FigureBook:
    return View(editions["fire-options"], "ja").book


def html(body: str, book: FigureBook) -> str:
    text, _ = page_text.read_text(body, "ja/page.md")
    made = markdown.to_html(text, {}, book, lambda name: Markup("<table>{}</table>").format(name), joins_lines=True)
    return re.sub(r">\s+", ">", re.sub(r"\s+<", "<", str(made)))


def ul(*items: str) -> str:
    return "<ul>" + "".join(f"<li>{item}</li>" for item in items) + "</ul>"


def ol(*items: str) -> str:
    return "<ol>" + ul(*items).removeprefix("<ul>").removesuffix("</ul>") + "</ol>"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("次のとおりです。\n- 会員証\n- 印鑑", "<p>次のとおりです。</p>" + ul("会員証", "印鑑")),
        ("手順です。\n1. 電話\n2. 記入", "<p>手順です。</p>" + ol("電話", "記入")),
        ("手順です。\n１．電話\n２．記入", "<p>手順です。</p>" + ol("電話", "記入")),
        ("1) 電話\n2) 記入", ol("電話", "記入")),
        ("・会員証\n・印鑑", ul("会員証", "印鑑")),
        ("・ 会員証\n　・写し", ul("会員証" + ul("写し"))),
        ("• card\n•\tpen", ul("card", "pen")),
        ("- 親\n  - 子\n  - 子\n- 次", ul("親" + ul("子", "子"), "次")),
        ("- 親\n    - 子\n        - 孫", ul("親" + ul("子" + ul("孫")))),
        ("- 親\n  - 子\n    - 孫\n  - 子\n- 次", ul("親" + ul("子" + ul("孫"), "子"), "次")),
        ("1. 親\n   - 子\n2. 次", ol("親" + ul("子"), "次")),
        ("- a\n1. b", ul("a") + ol("b")),
        ("- 会員証\nお待ちしています。", ul("会員証") + "<p>お待ちしています。</p>"),
        ("- 長い項目の、\n続き", ul("長い項目の、続き")),
        ("- a long\nitem goes on", ul("a long item goes on")),
        ("- 一\n\n  二つ目の段落", "<ul><li><p>一</p><p>二つ目の段落</p></li></ul>"),
        ("- 一\n\n　次の段落", ul("一") + "<p>次の段落</p>"),
        ("On the\n28. of May", "<p>On the 28. of May</p>"),
        ("前は\n-5度でした", "<p>前は -5度でした</p>"),
        ("- [ ] 未\n- [x] 済", '<ul><li class="task">☐ 未</li><li class="task">☑ 済</li></ul>'),
    ],
)
def test_lists(body: str, wanted: str, book: FigureBook) -> None:
    assert html(body, book).replace("\n", " ") == wanted


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("前\n\n    字下げ", "<p>前</p><p>字下げ</p>"),
        ("\tタブで字下げ", "<p>タブで字下げ</p>"),
        ("一の段落。\n　二の段落。", "<p>一の段落。</p><p>二の段落。</p>"),
        ("文です。\n---\n次の文です。", "<p>文です。</p><hr><p>次の文です。</p>"),
        ("文です。\n* * *", "<p>文です。</p><hr>"),
        ("プラン<A>です", "<p>プラン&lt;A&gt;です</p>"),
        ("<b>太字</b>と<b>", "<p><b>太字</b>と&lt;b&gt;</p>"),
        ("`<A>`", "<p><code>&lt;A&gt;</code></p>"),
        ("~~消す~~", "<p><del>消す</del></p>"),
        ("10~~20", "<p>10~~20</p>"),
        ("前\\\n後", "<p>前<br>後</p>"),
        ("終わり\\", "<p>終わり</p>"),
        ("**「重要」**です", "<p><strong>「重要」</strong>です</p>"),
        ("とても__重要__です", "<p>とても<strong>重要</strong>です</p>"),
        ("a__b__c", "<p>a__b__c</p>"),
        ("※一つ\n※二つ", "<p>※一つ<br>※二つ</p>"),
        ("①一つ\n②二つ", "<p>①一つ<br>②二つ</p>"),
        ("#8000へお電話を", "<p>#8000へお電話を</p>"),
        ("見え\u200bない\u00ad", "<p>見えない</p>"),
        ("<!-- 部長に\n確認 -->文", "<p>文</p>"),
        ("前\n## 見出し {#a}\n後", '<p>前</p><h2 id="a">見出し</h2><p>後</p>'),
        ("前\n{{ show('x') }}\n後", "<p>前</p><table>x</table><p>後</p>"),
        ("```\n## 囲み\n[a](b.md)\n```", "<pre><code>## 囲み\n[a](b.md)\n</code></pre>"),
        ("<details><summary>**開く**</summary>\n\n**太**\n- a\n</details>\n後",
         "<details><summary><strong>開く</strong></summary><p><strong>太</strong></p>"
         + ul("a") + "</details><p>後</p>"),
        ("<table>\n<tr><td>・a</td></tr>\n</table>", "<table><tbody><tr><td>・a</td></tr></tbody></table>"),
        ("> 引用です。\n後の文です。", "<blockquote><p>引用です。</p></blockquote><p>後の文です。</p>"),
        ("> 次の\n> - a", "<blockquote><p>次の</p>" + ul("a") + "</blockquote>"),
    ],
)  # fmt: skip
def test_paragraphs(body: str, wanted: str, book: FigureBook) -> None:
    assert html(body, book).replace("</code></pre>", "\n</code></pre>").replace("\n\n", "\n") in (wanted, wanted + "\n")


TABLE = (
    '<table><caption>窓口</caption><thead><tr><th scope="col">用件</th><th scope="col">電話</th></tr></thead>'
    '<tbody><tr><th scope="row">ご加入</th><td>協会</td></tr></tbody></table>'
)


@pytest.mark.parametrize(
    "rows",
    [
        "| 用件 | 電話 |\n|---|---|\n| ご加入 | 協会 |",
        "｜用件｜電話｜\n｜---｜---｜\n｜ご加入｜協会｜",
        "｜用件｜電話｜\n｜ーー｜ーー｜\n｜ご加入｜協会｜",
        "｜用件｜電話｜\n｜ご加入｜協会｜",
        "|用件|電話|\n|ご加入|協会|",
        "用件\t電話\nご加入\t協会",
        "用件 | 電話\n--|--\nご加入 | 協会",
    ],
)
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_tables_however_they_are_typed(rows: str, between: str, book: FigureBook) -> None:
    assert html(f"表：窓口{between}{rows}\n後の文です。", book) == TABLE + "<p>後の文です。</p>"


@pytest.mark.parametrize(
    ("body", "kind", "heading"),
    [
        ("> お知らせ\n> 休みます。", "info", "お知らせ"),
        ("> **ご注意**\n> 休みます。", "caution", "ご注意"),
        ("> 【重要】\n>\n> 休みます。", "caution", "重要"),
        ("> お知らせ：休みます。", "info", "お知らせ"),
        ("> Please note\n> 休みます。", "caution", "Please note"),
    ],
)
def test_notices(body: str, kind: str, heading: str, book: FigureBook) -> None:
    wanted = f'<div class="notice {kind}" role="note"><p class="heading">{heading}</p><p>休みます。</p></div>'
    assert html(body, book) == wanted


def test_footnotes_speak_the_language_of_the_page(book: FigureBook) -> None:
    words = NoteWords("※{}", "本文に戻る")
    body = "税込[^1]と別枠[^b]。\n[^1]: 一の注。\n[^b]: 二の注。"
    made = str(markdown.to_html(body, {}, book, Markup, joins_lines=True, notes=words))
    assert re.findall(r'href="(#fn-\w)">([^<]+)</a></sup>', made) == [("#fn-1", "※1"), ("#fn-b", "※2")]
    assert made.count(">本文に戻る</a>") == 2 and "Jump" not in made
    assert re.findall(r'<li id="(fn-\w)">\s*<p>(.+?)&nbsp;', made) == [("fn-1", "一の注。"), ("fn-b", "二の注。")]


def test_every_line_is_read_once_and_in_order() -> None:
    body = "文。\n- a\n  - b\n> お知らせ\n> - c\n\n｜x｜y｜\n｜1｜2｜\n```\ncode\n```\n===\n"
    numbers = [line.number for line in lines(body)]
    assert numbers == sorted(numbers)
    assert {line.number for line in lines(body)} == set(range(len(body.split("\n"))))


@given(st.text(alphabet="-*+・•　 \n#>`~:=_\\1.aあ", max_size=60))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_letter_is_lost_whatever_signs_stand_around_it(book: FigureBook, body: str) -> None:
    numbers = [line.number for line in lines(body)]
    assert numbers == sorted(numbers)
    if not any(line.problem_code for line in lines(body)):
        assert html(body, book).count("あ") == body.count("あ")


@pytest.mark.parametrize(
    "line",
    [
        "```x",
        "<p>",
        "<details>",
        "> a",
        "| a |",
        "<!-- a",
        "<A>",
        "**a",
        "- a",
        "    - a",
        "a\tb",
        "[^1]: a",
        "`a",
        "~~a",
    ],
)
def test_long_pages_of_one_kind_of_line_are_read_quickly(line: str, book: FigureBook) -> None:
    began = time.process_time()
    text, _ = page_text.read_text(f"{line}\n" * 10_000, "ja/page.md")
    standard(text)
    assert time.process_time() - began < 5


def test_comments_and_letters_in_code_stay() -> None:
    body = "```\n<!-- a -->\n<A>\n```\n`<!-- b -->` `<B>` <!-- c\nd --><C>\n"
    text, problems = page_text.read_text(body, "ja/page.md", line=7)
    assert text == "```\n<!-- a -->\n<A>\n```\n`<!-- b -->` `<B>` \n&lt;C&gt;\n"
    assert [(problem.line, problem.code) for problem in problems] == [(11, "comment-left-out")]


@pytest.mark.parametrize("entity", ["&#xE000;999&#xE001;", "&#57344;0&#57345;"])
def test_marks_made_of_entities_are_no_marks(entity: str, book: FigureBook) -> None:
    assert "&#xE000;" not in html(f'<span title="{entity}">a</span> {entity}', book)
