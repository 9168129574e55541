"""Words of a draft that must not go out: ★要確認★, （仮）, ○月○日, XX円, TBD, "translation to follow"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from chirashi.base.problems import Problem
from chirashi.checks.prose.words import MUTED
from chirashi.checks.text.pages import IN_BODY, numbered
from chirashi.checks.text.texts import Source, all_page_sources, data_sources
from chirashi.content.edition import Edition

BLANK = "[○〇◯●×XxＸｘ]"  # what stands for a figure that is not known yet
UNITS = (  # but not where the sign is a bullet: ○日時, ○月払, ○名前
    "(?:年度?(?![齢金収額末始])|月(?![払額収次例])|日(?![本時程付記常帰])|時(?!期)|分(?![割類野])|[万千]?円|名(?![前称義])"
    "|人(?![数員物気])|件(?![名数])|施設(?![名数])|口(?![座数頭])|[%％]|号(?!外)|階|丁目|回(?![答数線覧])|歳|[かヶケカ箇]月"
    r"|\s?(?:yen|people|months?|days?|years?)\b)"
)
WAITING = (
    "要(?:確認|修正|検討|差し?替え?|追記|更新|翻訳)(?!事項)|未確認|未定稿|仮置き|仮文|ダミー(?:テキスト|文)|サンプルテキスト"
    "|ここに.{0,12}(?:入り|入れ)(?:ます|る)|あとで(?:書く|追記|確認)|後日(?:追記|差し?替え?)"
    "|未訳|訳未|翻訳(?:中|待ち|予定|依頼中)|(?:英|和)?訳(?:文)?は(?:後日|のちほど|後ほど)|(?i:lorem ipsum)"
    r"|(?i:\b(?:(?:english|japanese)\s+)?translation\s+(?:to\s+(?:follow|come)|pending|needed|missing))"
    r"|(?i:\bnot\s+(?:yet\s+)?translated\b|\btext\s+to\s+follow\b)"
)
MARKED = (  # of which a draft makes a note of its own: in brackets, between stars, or as the whole of a text
    r"(?:仮|案|下書き|草案|ドラフト|未定|確認中|執筆中|作成中|準備中|調整中|後日|要相談者確認"
    r"|(?i:draft|tentative|pending|to\s+follow|to\s+be\s+(?:confirmed|decided|determined|translated|announced|added)"
    r"|insert\s+\w+))"
)
OPENS, CLOSES = "[【〈《≪\\[［(（★◆■●▲▼◎☆]", "[】〉》≫\\]］)）★◆■●▲▼◎☆]"
DRAFT = re.compile(
    rf"★[^★\n]{{1,20}}★|{OPENS}{{1,2}}\s?(?:{WAITING}|{MARKED})\s?{CLOSES}{{1,2}}|{WAITING}"
    rf"|(?<![A-Za-z0-9])(?:{BLANK}{{1,4}}(?:[,，]{BLANK}{{3}})*\s?{UNITS})+"
    r"|〓+|(?<![●○〇◯△「『：:例])(?:[●◯○〇]{2,}|△{2,})|_{4,}|＿{3,}"  # 「○○クリニック」 is an example
    r"|(?<![\w-])(?:\d{2,5}-)?(?:[Xx×]{2,4}|[○〇●]{2,4}|0{2,4})-(?:[Xx×○〇●]{3,4}|0{3,4})(?![\w-])"
    r"|\bT\.?B\.?[ACD]\b\.?|\bTODO\b|\bFIXME\b|\bXXX+\b|(?<!\.)\.{3,}(?!\.)"
)
# A text that is nothing but an ellipsis is one that nobody has written.
UNWRITTEN = re.compile(rf"\s*(?:[-*+]\s+|\d+\.\s+|:\s+)?(?:…+|・{{3,}}|‥+|[?？]{{1,3}}|[xX×]{{2,}}|{MARKED})\s*")


def drafts(edition: Edition) -> Iterator[Problem]:
    """What a draft has where the text is still to come, in pages and in the data, each with its line."""
    for source in all_page_sources(edition):
        yield from _of(source, numbered(source) if source.part in IN_BODY else _lines(source))
    for source in data_sources(edition):
        if not (source.text == "…" and edition.unread):  # what stands in for a text that could not be read
            yield from _of(source, _lines(source))


def _lines(source: Source) -> list[tuple[int, str]]:
    return list(enumerate(source.text.split("\n"), source.line))


def _of(source: Source, lines: list[tuple[int, str]]) -> Iterator[Problem]:
    for number, text in lines:
        cells = text.split("|") if text.startswith("|") else [text]
        bare = MUTED.sub(" ", text)
        found = [match.group().strip() for match in DRAFT.finditer(bare)]
        found += [cell.strip() for cell in cells if UNWRITTEN.fullmatch(cell)]
        for what in dict.fromkeys(found):
            yield Problem(source.file, number, "draft", {"found": what})
