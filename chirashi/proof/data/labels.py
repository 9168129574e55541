"""Labels: what the words beside a figure say it is. A true value in the wrong place is a wrong one.

Labels come in families that exclude one another: telephone and fax, deadline and start of cover,
one party and the others, plans, tables, coverages, how often one pays. The data's own names are
labels, and so are the common words of `labels.toml` in each language (see `vocabulary`). Where a family
speaks of all the keys that a figure may have, and a label of that family stands at the figure, one of
the keys must be the label's.
"""

from __future__ import annotations

import functools
import itertools
import re
from collections.abc import Iterable
from dataclasses import dataclass, field

FURTHEST = 64  # characters before a figure among which labels are looked for
# What stands between a label and its figure joins the two; a clause ends, or another figure stands, and it does not.
APART = re.compile(
    r"\d|[、,。;!?]|\.\s|以外|除|より|(?:の?あと|後|前)(?:に|の)|ではな|\b(?:and|or|except|other than|than|not)\b"
)
NOT_IT = re.compile(r"\b(?:except|other than|than|after|before|without|not)\s+(?:for\s+)?(?:the\s+)?$", re.IGNORECASE)
LISTED = re.compile(r"\s*(?:と|や|・|/|、|,|〜|~|から|\+|&|and|or|to|with)?\s*(?:the\s+)?", re.IGNORECASE)
JOINT = re.compile(r"\s?\(|\sfor\s(?:the\s)?")  # 5,000万円（賠償損害）, ¥50,000,000 for liability
DERIVED = ("examples.",)  # worked from other keys, which say enough


Word = tuple[str, frozenset[str]]  # a pattern, and the keys that it speaks of


@dataclass(frozen=True)
class Label:
    text: str
    keys: frozenset[str]


@dataclass
class Family:
    """Labels that exclude one another, in one language."""

    name: str
    kinds: tuple[str, ...]
    reach: int
    words: list[Word] = field(default_factory=list)  # patterns
    after: list[Word] = field(default_factory=list)
    covered: frozenset[str] = frozenset()
    general: bool = False  # whether a caption says it of a whole table: 1施設あたり・年額

    def __post_init__(self) -> None:
        # The longest first: of names within names, the whole is meant.
        self.words.sort(key=lambda word: -len(word[0]))
        self.after.sort(key=lambda word: -len(word[0]))
        self.covered = self.covered or frozenset().union(*(keys for _, keys in [*self.words, *self.after]))

    @functools.cached_property
    def scan(self) -> re.Pattern[str] | None:
        return _any_of(self.words)

    @functools.cached_property
    def follows(self) -> re.Pattern[str] | None:
        return _any_of(self.after)

    def named(self, text: str) -> Label | None:
        """All that a heading names."""
        found = list(self.scan.finditer(text)) if self.scan else []
        return self._label(found, self.words)

    def first(self, heads: Iterable[str]) -> list[Label]:
        """What the first heading says that says something of this kind."""
        return list(itertools.islice((label for head in heads if (label := self.named(head))), 1))

    def before(self, text: str) -> Label | None:
        """The label that a text ends with, or those that it lists there."""
        chain: list[re.Match[str]] = []
        for match in reversed(list(self.scan.finditer(text))) if self.scan else ():
            between = text[match.end() : chain[-1].start() if chain else len(text)]
            joined = LISTED.fullmatch(between) if chain else len(between) <= self.reach and not APART.search(between)
            if not joined or NOT_IT.search(text[: match.start()]):
                break
            chain.append(match)
        return self._label(chain, self.words)

    def behind(self, text: str) -> Label | None:
        """The label that a text begins with."""
        if self.follows and (match := self.follows.match(text.lstrip(" )"))):
            return self._label([match], self.after)
        if (
            self.scan
            and (joint := JOINT.match(text))
            and (match := self.scan.match(text, joint.end()))
            and ("(" not in joint.group() or text[match.end() :].lstrip()[:1] == ")")
        ):
            return self._label([match], self.words)
        return None

    @staticmethod
    def _label(found: list[re.Match[str]], words: list[Word]) -> Label | None:
        if not found:
            return None
        keys = frozenset().union(*(words[(match.lastindex or 1) - 1][1] for match in found))
        return Label(found[0].group(), keys)


def _any_of(words: list[Word]) -> re.Pattern[str] | None:
    return re.compile("|".join(f"({word})" for word, _ in words), re.IGNORECASE) if words else None


@dataclass
class Labels:
    """All families of an edition in one language, by the kind of figure that they speak of."""

    families: list[Family]
    matches: dict[tuple[object, ...], Label | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.of = {
            kind: [f for f in self.families if kind in f.kinds] for kind in {k for f in self.families for k in f.kinds}
        }

    def against(
        self,
        kind: str,
        keys: Iterable[str],
        before: str = "",
        after: str = "",
        heads: Iterable[str] = (),
        caption: str = "",
    ) -> Label | None:
        """A label that speaks of other keys than those a figure may have; None where all agree.

        A word that stands next to the figure is heard before its headings are, the nearest of them first.
        """
        if kind not in self.of:
            return None
        asked = (kind, tuple(keys), before[-FURTHEST:], after[:FURTHEST], tuple(heads), caption)
        if asked not in self.matches:  # contacts say the same on every page
            self.matches[asked] = self._against(*asked)
        return self.matches[asked]

    def _against(
        self, kind: str, keys: tuple[str, ...], before: str, after: str, heads: tuple[str, ...], caption: str
    ) -> Label | None:
        """What one family says narrows what the next may say: another limit may be as high, on another basis."""
        mine = {key for key in keys if not key.startswith(DERIVED)}
        for family in self.of[kind]:
            if not mine or not family.covered.issuperset(mine):
                continue
            near = [label for label in (family.before(before), family.behind(after)) if label]
            for label in near or family.first([*heads, *([caption] if family.general else [])]):
                if label.keys.isdisjoint(mine):
                    return label
                mine &= label.keys
        return None

    def names(self, family: str, text: str) -> Label | None:
        return next((label for f in self.families if f.name == family and (label := f.named(text))), None)

    def without(self, family: str, text: str) -> str:
        """A text without the labels of a family, whose names may look like more than names."""
        scans = [f.scan for f in self.families if f.name == family and f.scan]
        return scans[0].sub("", text) if scans else text
