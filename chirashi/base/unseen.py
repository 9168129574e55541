"""Characters that nobody sees: which are harmless and may go, and what a message calls the others.

They come with text pasted from Word, web pages and chats. The proof leaves the harmless ones out of
what it compares, as readers do.
"""

from __future__ import annotations

import re
import unicodedata

HARMLESS = re.compile(  # joiners and marks that show nothing; a joiner within an emoji stays
    "[\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
HARMFUL = re.compile(  # controls, fillers, marks that turn letters round, private and unassigned signs
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u180e\u2028\u2029\u202a-\u202e\u2066-\u206f"
    "\u3164\uffa0\ue000-\uf8ff\ufff9-\ufffb\U000e0000-\U000e00ff\U000f0000-\U0010ffff]"
)
ANY = re.compile(f"{HARMLESS.pattern}|{HARMFUL.pattern}")
NAMES = {  # in Japanese and English; any other is named by Unicode
    "\u00ad": ("ソフトハイフン", "a soft hyphen"),
    "\u200b": ("幅のない空白", "a zero-width space"),
    "\u200c": ("幅のない非接合子", "a zero-width non-joiner"),
    "\u200d": ("幅のない接合子", "a zero-width joiner"),
    "\u200e": ("左から右への書字記号", "a left-to-right mark"),
    "\u200f": ("右から左への書字記号", "a right-to-left mark"),
    "\u2060": ("単語結合子", "a word joiner"),
    "\u2028": ("行区切り", "a line separator"),
    "\u2029": ("段落区切り", "a paragraph separator"),
    "\u202d": ("左から右への強制", "a left-to-right override"),
    "\u202e": ("右から左への強制", "a right-to-left override"),
    "\ufeff": ("バイト順マーク", "a byte order mark"),
    "\u0008": ("後退（バックスペース）の制御文字", "a backspace"),
    "\u000b": ("Word の改行（垂直タブ）", "a vertical tab, Word’s line break"),
    "\u000c": ("改ページの制御文字", "a form feed"),
}
KINDS = {"Cc": ("制御文字", "a control character"), "Co": ("外字", "a private-use character")}
BEFORE = 8  # characters quoted before one, by which it is found


def without_harmless(text: str) -> str:
    return text if text.isascii() else HARMLESS.sub("", text)


def named(text: str, at: int) -> dict[str, str]:
    """The character there in words, in both languages: “a zero-width space, U+200B, after 77,”."""
    sign, before = text[at], "".join(ANY.sub("", text[:at].rpartition("\n")[2]).split()[-1:])[-BEFORE:]
    ja, en = NAMES.get(sign) or KINDS.get(unicodedata.category(sign)) or (_unicode(sign), f"“{_unicode(sign)}”")
    code = f"U+{ord(sign):04X}"
    if not before:
        return {"ja": f"行頭の{ja} {code}", "en": f"{en}, {code}, at the beginning"}
    return {"ja": f"「{before}」のあとの{ja} {code}", "en": f"{en}, {code}, after {before}"}


def _unicode(sign: str) -> str:
    return unicodedata.name(sign, "?").capitalize()
