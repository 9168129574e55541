"""Denials: whether a paragraph denies, so that one language does not say the opposite of the other.

Only what is certain counts as a denial on one side, and anything that may be one on the other: English says
“does not reduce the other” where Japanese says 別枠です, and neither is wrong.
"""

from __future__ import annotations

import re

CERTAIN = {
    "ja": re.compile(r"ません(?=[。、か)」]|$)|対象外|いただけません|できません|^いいえ[。、]"),
    "en": re.compile(
        r"\bcannot\b|\bnot (?:be )?(?:covered|accepted|paid|offered|available|included|enrolled|required|needed)\b"
        r"|^No[.,]",
        re.IGNORECASE,
    ),
}
POSSIBLE = {
    "ja": re.compile(r"ません|な[いくし]|対象外|不[要可]|除[くき]|ず[、に。]|以外|未|非|いいえ|限り|のみ|だけ"),
    "en": re.compile(
        r"\b(?:not?|cannot|never|none|neither|nor|unless|without|except|other than|nothing|nobody|only|until|free"
        r"|exclud\w+|fails?|lacks?)\b|n[’']t\b|\b(?:un|non-?|in)\w+",
        re.IGNORECASE,
    ),
}
YES = {"ja": re.compile(r"^はい[。、]"), "en": re.compile(r"^Yes[.,]", re.IGNORECASE)}


def opposite(texts: dict[str, str]) -> bool:
    """Whether two languages' texts of one paragraph say the opposite: one denies, the other does not at all."""
    (one, here), (other, there) = texts.items()
    if not {one, other} <= CERTAIN.keys():
        return False
    for language, text, counterpart, said in ((one, here, other, there), (other, there, one, here)):
        if CERTAIN[language].search(text) and not POSSIBLE[counterpart].search(said):
            return True
        if YES[language].search(text) and re.match(r"(?:いいえ[。、]|No[.,])", said, re.IGNORECASE):
            return True
    return False
