"""Characters that nobody sees: which are harmless and may go, and what a message calls the others.

They come with text pasted from Word, web pages and chats. The proof leaves the harmless ones out of
what it compares, as readers do.
"""

from __future__ import annotations

import re
import unicodedata

from chirashi.base.messages import Bilingual, phrase, phrases

HARMLESS = re.compile(  # joiners and marks that show nothing; a joiner within an emoji stays
    "[\u00ad\u200b\u200c\u200e\u200f\u2060-\u2064\ufeff]|(?<![\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d"
)
HARMFUL = re.compile(  # controls, fillers, marks that turn letters round, private and unassigned signs
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u034f\u061c\u115f\u1160\u180e\u2028\u2029\u202a-\u202e\u2066-\u206f"
    "\u3164\uffa0\ue000-\uf8ff\ufff9-\ufffb\U000e0000-\U000e00ff\U000f0000-\U0010ffff]"
)
ANY = re.compile(f"{HARMLESS.pattern}|{HARMFUL.pattern}")
BEFORE = 8  # characters quoted before one, by which it is found


def without_harmless(text: str) -> str:
    return text if text.isascii() else HARMLESS.sub("", text)


def first(text: str) -> Bilingual:
    """The first character of a text that nobody sees, named for a message; empty where there is none."""
    match = ANY.search(text)
    return describe(text, match.start()) if match else {}


def describe(text: str, at: int) -> Bilingual:
    """The character there in words, in both languages: “a zero-width space, U+200B, after 77,”."""
    sign, before = text[at], "".join(ANY.sub("", text[:at].rpartition("\n")[2]).split()[-1:])[-BEFORE:]
    code = f"u{ord(sign):04x}"
    name = next(
        (phrase(each) for each in (code, f"kind-{unicodedata.category(sign).lower()}") if each in phrases()),
        phrase("character", name=unicodedata.name(sign, "?").capitalize()),
    )
    place = "character-after" if before else "character-first"
    return phrase(place, name=name, code=code.upper().replace("U", "U+"), before=before)
