"""Faults in words: letters and words of every text, denials, names, bounds, notes, stages, counts, answers."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from mutate.pages import Pages, counterpart, fault, matches, shuffled
from mutate.seeding import Fault, put

WORDS = {"proof-words", "proof-words-lost", "proof-words-foreign", "proof-index"}
TEXT = re.compile(r">(?P<text>[^<>]*[\wぁ-んァ-ヶ一-龥][^<>]*)<")
# What stands on pages, and what would say otherwise in its place.
OTHERWISE = {
    "denied or not": [
        ("補償されません", "補償されます"),
        ("ご加入いただけません", "ご加入いただけます"),
        ("減りません", "減ります"),
        ("掲載していません", "掲載しています"),
        ("is not covered", "is covered"),
        ("cannot be", "can be"),
        ("does not reduce", "reduces"),
        ("do not appear", "appear"),
        ("別枠です", "同じ枠です"),
        ("補償されない", "補償される"),
    ],
    "yes or no": [
        (">いいえ。", ">はい。"),
        (">はい。", ">いいえ。"),
        (">No. ", ">Yes. "),
        (">Yes", ">No"),
        (">No,", ">Yes,"),
    ],
    "name of a party or person": [
        ("神谷", "神田"),
        ("Kamiya", "Kamitani"),
        ("熊本県保険医協会", "熊本県医師会"),
        ("msfp株式会社", "msfq株式会社"),
        ("三井住友海上", "東京海上"),
        ("愛知第一支社", "愛知第三支社"),
        ("Kumamoto", "Kagoshima"),
        ("Aichi First", "Aichi Third"),
        ("個人情報保護委員会", "警察"),
        ("サイバープロテクター", "サイバーディフェンダー"),
        ("Cyber Protector", "Cyber Defender"),
    ],
    "bound beside a figure": [
        ("最大", "最低"),
        ("最大", ""),
        ("up to ", "at least "),
        ("from ", "up to "),
        (">から", ">まで"),
        ("</data>から", "</data>"),
        ("</data>から", "</data>まで"),
        ("過去<data", "今後<data"),
        ("in the last <data", "in the next <data"),
    ],
    "for whom or how often": [
        ("1施設あたり", "1人あたり"),
        ("施設ごと", "従業員ごと"),
        ("年額", "月額"),
        ("per facility", "per member"),
        ("per year", "per month"),
        ("a year per", "a month per"),
        ("施設の数に比例", "会員の数に比例"),
    ],
    "applied or not": [
        ("適用済み", "未適用"),
        ("適用したあと", "適用する前"),
        ("already included", "not yet included"),
        ("has already been applied", "has not been applied"),
        ("すでに適用", "まだ適用"),
    ],
    "count in words": [
        ("三つ", "二つ"),
        ("四つ", "五つ"),
        ("五つ", "六つ"),
        ("three ", "two "),
        ("four ", "five "),
        ("三点", "四点"),
        ("Five ", "Six "),
        ("five ", "six "),
    ],
    "coverage or plan in a sentence": [
        ("賠償損害として", "費用損害として"),
        ("費用損害は、", "賠償損害は、"),
        ("プランB、", "プランD、"),
        ("Plan B and", "Plan D and"),
        ("費用損害として", "賠償損害として"),
        ("response costs", "liability"),
    ],
    "who does what": [
        ("代理店がお送り", "協会がお送り"),
        ("協会へお問い合わせ", "引受保険会社へお問い合わせ"),
        ("会員の診療所", "すべての診療所"),
        ("The agent will", "The association will"),
        ("ask the agent", "ask the underwriter"),
        ("会員だけに", "どなたにも"),
    ],
    "deadline in words": [
        ("までにお申し込み", "以降にお申し込み"),
        ("（金）</data>まで", "（金）</data>正午まで"),
        ("（金）", "（金・祝）"),
        ("Apply by", "Apply after"),
    ],
}


def letter(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """One letter of any visible text is another, is gone, or is doubled."""
    for file, m in shuffled(rng, matches(pages, TEXT)):
        text, start = m["text"], m.start("text")
        if start < pages[file].find("<body") or re.search(r"<(?:script|style)\b[^>]*$", pages[file][:start]):
            continue
        at = rng.choice([i for i, c in enumerate(text) if c.isalpha()] or [-1])
        if at < 0:
            continue
        other = rng.choice("ABxyz") if text[at].isascii() else rng.choice("不未非無全")
        new = rng.choice([other, other + text[at]])
        if new.lower() != text[at].lower():
            span = (start + at, start + at + 1)
            codes = WORDS | {"proof-cell", "proof-index", "proof-label", "proof-untraced", "proof-differs"}
            yield fault("letter changed", pages, file, span, new, codes, surface="page words")


def otherwise(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """What a page says, said otherwise: on one page, or in all languages alike."""
    found = [
        (kind, file, m, new)
        for kind, pairs in OTHERWISE.items()
        for old, new in pairs
        for file, text in sorted(pages.items())
        for m in re.finditer(re.escape(old), text)
        if seen(text, m.start(), old)
    ]
    rng.shuffle(found)
    each: dict[str, int] = {}
    most = max(len(found) // 4, 12)
    for kind, file, m, new in found:
        each[kind] = each.get(kind, 0) + 1
        if each[kind] <= most:
            codes = WORDS | {"proof-label", "proof-cell", "proof-languages", "proof-weekday", "proof-differs"}
            yield fault(kind, pages, file, m.span(), new, codes, surface="page words", also=counterpart(file))


PIECE = re.compile(
    r"<(?P<tag>li|dt|dd|p|h2|h3|th|caption|figcaption)\b[^>]*>(?:(?!<(?:li|dt|dd|p|ul|ol|dl|svg)\b).)+?</(?P=tag)>",
    re.DOTALL,
)
MISSED = {"proof-cell", "proof-languages", "proof-label", "proof-table-missing", "proof-missing", "proof-paragraphs"}


def seen(text: str, at: int, said: str) -> bool:
    """Whether a place of a page's text is in its body and within no tag, script or style."""
    if at < text.find("<body"):
        return False
    opened = text.rfind("<", 0, at + (said[0] == "<"))
    in_text = said[0] in "<>" or text.find(">", opened, at) >= 0
    return in_text and not text.startswith(("<script", "<style"), opened)


def pieces(rng: random.Random, pages: Pages) -> Iterator[Fault]:
    """A note, a stage, a cost, a term or a paragraph is gone, doubled, or has changed places with the next."""
    for file, m in shuffled(rng, matches(pages, PIECE)):
        text = pages[file]
        if "<form" in text and text.find("<form") < m.start() < text.rfind("</form>"):
            continue  # what a script answers there is proved by what it does
        if not text.find("<main") < m.start() < text.rfind("</main>") or not re.sub("<[^>]*>", "", m.group()).strip():
            continue
        said = re.sub(r"<[^>]*>|\s", "", m.group())
        kind = rng.choice(["dropped", "doubled", "exchanged"])
        new = "" if kind == "dropped" else m.group() * 2
        span = m.span()
        if kind == "exchanged":
            after = PIECE.match(text, m.end() + len(text[m.end() :]) - len(text[m.end() :].lstrip()))
            if after is None or re.sub(r"<[^>]*>|\s", "", after.group()) == said:
                continue
            new, span = after.group() + text[m.end() : after.start()] + m.group(), (m.start(), after.end())
        also = counterpart(file) | {"site"}
        yield Fault(f"{m['tag']} {kind}", "page words", file, put(text, *span, new).encode(), WORDS | MISSED, also=also)
