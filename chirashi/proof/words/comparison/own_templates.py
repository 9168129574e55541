"""A project's own templates: where they may show other words than those of the press, and what is proved even there.

What a template of one's own shows, and in which order, cannot be known. On a surface that one can change, texts
that stand elsewhere or come from nowhere are told once, as a warning. What follows from the edition alone stays
an error: its own paragraphs must be there, word for word, and a text of the data is shown as it is or not at all.
Figures are traced apart, everywhere.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path

from chirashi.base.project import theme
from chirashi.proof.text.comparable import comparable
from chirashi.proof.words.comparison.alignment import Difference
from chirashi.proof.words.expected.wording import Said

PAGE, FLYER, FAX = "web/page.html", "print/flyer.html", "print/fax.html"
MADE_BY = {  # surfaces by their names; every other page is made by PAGE
    "fax.html": ("web/fax.html",),
    "404.html": ("web/missing.html",),
    "flyer/index.html": ("web/flyer.html", "print/page.html"),
}
SHEETS = {"flyer.pdf": FLYER, "members-flyer.pdf": FLYER, "fax.pdf": FAX, "fax-fillable.pdf": FAX}
NAMED = re.compile(r"[\"']([\w/.-]+\.html)[\"']")
SHOWN = re.compile(r"\bshow\(\s*(?:[\"']([\w-]+)[\"']|(?=\w))")
GIVEN = re.compile(r"\bshow\(\s*\w+\.")  # the name of a part that is a value from elsewhere
QUOTED = re.compile(r"[\"']([\w-]+)[\"']")
PARAGRAPH = re.compile(r"\.md:\d+$")  # the source of a text that stands in the Markdown of a page
LEAST = 10  # characters of a text that can be told from another by its words alone
LIKE = 0.8  # of a text's characters must stand in another, in their order, for that to be the same text changed
NAMED_AT_MOST, LONGEST = 3, 60  # texts in a message, and characters of one
WIDER = 1.3  # and over no longer a stretch than so many times its own length


def own_template_names(surface: str, shown: Iterable[str]) -> list[str]:
    """The project's own templates that a surface may be made by; `shown` are the parts that its Markdown shows."""
    own = set(theme().own("**/*.html"))
    if not own:
        return []
    first = [SHEETS[surface.rpartition("/")[2]]] if surface.endswith(".pdf") else MADE_BY.get(surface, (PAGE,))
    reached: set[str] = set()
    coming = [*first, *(f"partials/{name}.html" for name in shown)]
    while coming:
        name = coming.pop()
        if name not in reached:
            reached.add(name)
            path = theme().path(name)
            coming += _asks_for(path, path.stat().st_mtime_ns) if path.is_file() else ()
    return sorted(own & reached)


@functools.lru_cache(maxsize=128)
def _asks_for(path: Path, _changed: int) -> frozenset[str]:
    """The templates that one names.

    Where it shows a part by a name that it works out, any word in quotes may be it; where it gets the name from
    elsewhere, as the flyer's back does, any part.
    """
    text = path.read_text("utf-8", errors="replace")
    shown = SHOWN.findall(text)
    parts = set(shown) - {""}
    if "" in shown:
        every = {part.stem for part in theme().files("partials/*.html")}
        parts |= every if GIVEN.search(text) else set(QUOTED.findall(text))
    return frozenset(NAMED.findall(text)) | {f"partials/{name}.html" for name in parts}


@dataclass(frozen=True)
class Sorted:
    """What differs on a surface: `lost` paragraphs, texts `altered` into others, and what cannot be judged.

    Of that, `strange` stands on the surface, and `lacking` stands nowhere on it.
    """

    lost: list[Said] = field(default_factory=list)
    altered: list[Difference] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)
    lacking: list[str] = field(default_factory=list)


def sort(
    differences: Iterable[Difference], expected: list[Said], texts: dict[str, Said], labels: list[str], whole: str
) -> Sorted:
    """Sorts them by what can be proved. `texts` are those of the data by themselves as they are compared.

    `labels` are the theme's words, `whole` is all that the surface says, both as they are compared.
    """
    paragraphs = {comparable(said.text): said for said in expected if PARAGRAPH.search(said.source)}
    known = texts | {one: said for said in expected if (one := comparable(said.text)) in texts} | paragraphs
    longest = sorted((one for one in known if len(one) >= LEAST), key=len, reverse=True)
    themes = {one for one in labels if len(one) >= LEAST and not any(one in text for text in longest)}
    told = sorted({*longest, *themes}, key=len, reverse=True)
    found = Sorted()
    altered: set[str] = set()
    for difference in differences:
        said = comparable(difference.text)
        longer = (one for one in paragraphs if len(one) >= LEAST and one in said and one != said)
        of = next(longer, None) or next(_altered(said, longest, told, whole), None)
        if of is not None:
            altered.add(of)
            found.altered.append(Difference(difference.block, difference.text, known[of]))
            continue
        if said:
            found.strange.append(difference.text)
        if (
            (wanted := difference.wanted)
            and comparable(wanted.text) not in whole
            and not PARAGRAPH.search(wanted.source)
        ):
            found.lacking.append(wanted.text)
    found.lost.extend(said for one, said in paragraphs.items() if one not in whole and one not in altered)
    return found


def _altered(text: str, texts: list[str], told: list[str], whole: str) -> Iterator[str]:
    """The texts of the edition that stand nowhere on the surface as they are, but here with a change.

    Of what is said, texts and words that are true as they stand are left out: another may be much like one of them.
    """
    for one in told:
        text = text.replace(one, "\0")
    letters = Counter(text)
    for one in texts:
        if one in whole or (Counter(one) & letters).total() < LIKE * len(one):
            continue
        same = [b for b in SequenceMatcher(None, one, text, autojunk=False).get_matching_blocks() if b.size > 1]
        if not same or sum(b.size for b in same) < LIKE * len(one):
            continue
        if same[-1].b + same[-1].size - same[0].b <= WIDER * len(one):
            yield one


def differing_texts(found: Sorted) -> dict[str, str]:
    """What cannot be judged, as clauses of a message."""
    ja, en = [], []
    for texts, of in ((found.strange, ("", "")), (found.lacking, ("ないもの：", "lacking: "))):
        once = list(dict.fromkeys(texts))
        named, more = [shortened(text) for text in once[:NAMED_AT_MOST]], len(once) - NAMED_AT_MOST
        if named:
            ja.append(of[0] + "".join(f"「{text}」" for text in named) + (f"ほか{more}か所" if more > 0 else ""))
            en.append(of[1] + ", ".join(f"“{text}”" for text in named) + (f" and {more} more" if more > 0 else ""))
    return {"ja": "、".join(ja), "en": "; ".join(en)}


def shortened(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
