"""Notice boxes: a quote that begins with お知らせ, ご注意 and the like, as a box with that heading."""

from __future__ import annotations

import re
from typing import NamedTuple

KINDS = {
    "info": "お知らせ|ご案内|補足|ヒント|メモ|Notice|News|Note|Information|Hint|Tip",
    "caution": "重要なお知らせ|ご注意ください|ご注意|注意事項|注意|重要|警告|お願い"
    "|Important notice|Please note|Important|Caution|Warning|Attention",
}
HEADING = re.compile(
    r"\s*(?:\*\*|【|［|\[)?\s*(?P<words>"
    + "|".join(f"(?P<{kind}>{words})" for kind, words in sorted(KINDS.items()))
    + r")\s*(?:\*\*|】|］|\])?\s*(?P<colon>[:：]?)\s*(?:\*\*)?\s*(?P<rest>.*)",
    re.IGNORECASE,
)


class Notice(NamedTuple):
    opening: str  # the tag that opens the box
    heading: str
    rest: str  # what stands on the heading's own line, after a colon


def notice(inner: list[str]) -> Notice | None:
    """The box that the lines of a quote are; None where they are a quote of somebody's words."""
    match = HEADING.fullmatch(inner[0]) if inner else None
    if match is None or (match["rest"] and not match["colon"]):
        return None
    kind = "caution" if match["caution"] else "info"
    opening = f'<div class="notice {kind}" role="note" markdown="1">'
    return Notice(opening, f'<p class="heading" markdown="span">{match["words"]}</p>', match["rest"])
