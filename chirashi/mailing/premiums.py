"""A member's own premium: what the record says was chosen, looked up in the edition's tables, times what is counted."""

from __future__ import annotations

import functools
import re
import unicodedata
from dataclasses import dataclass

from chirashi.content.edition import Edition
from chirashi.content.tables.grids import Axis, Place
from chirashi.content.values import Money
from chirashi.site.pages.chooser import Chooser
from chirashi.view.formats import Formats

NONE_CHOSEN = frozenset(("", "-", "－", "―", "ー", "なし", "無し", "無", "未加入", "none", "no"))
JOINS = re.compile(r"[+＋&＆・、,/]")
MOST = 9999  # of what is counted


@dataclass(frozen=True)
class Premium:
    """A premium as a language writes it; `yen` is the whole sum."""

    choice: str
    amount: str
    each: str
    yen: int


@dataclass(frozen=True)
class Refusal:
    """Why there is no premium, as the code of a message, and in which column."""

    code: str
    what: str


class Premiums:
    """Works premiums out in one language; asked the same again it answers at once."""

    def __init__(self, edition: Edition, language: str) -> None:
        self.chooser, self.language = Chooser(edition), language
        from chirashi.view.labels import labels_of

        self.labels = labels_of(language)
        self.formats = Formats(language, self.labels)
        self.asked = [ask.axis for ask in self.chooser.asks] if self.chooser.tables else []
        self.of = functools.lru_cache(maxsize=4096)(self._of)

    @property
    def ambiguous(self) -> bool:
        """Whether several tables answer the same choice, so that no record says which is meant."""
        return bool(self.asked) and self.chooser.kinds

    def _of(self, said: tuple[str, ...], count: str) -> Premium | Refusal | None:
        """The premium; None where nothing was chosen, or the scheme has none to look up.

        :param said: what the record says for each of `asked`, in their order.
        """
        if not self.asked or self.ambiguous:
            return None
        chosen: dict[str, Place] = {}
        for axis, text in zip(self.asked, said, strict=True):
            for piece in self._pieces(axis, text):
                found = self._place(axis, piece)
                if found is None:
                    return Refusal("mailing-choice", axis.key)
                chosen[found[0].key] = found[1]
        if not chosen:
            return None
        shapes = [set(self.chooser.data.tables[key].axes) for key in self.chooser.tables]
        if set(chosen) not in shapes:
            return Refusal("mailing-choice-partial", next(a.key for a in self.asked if a.key not in chosen))
        number = self._number(count)
        if number is None:
            return Refusal("mailing-count", "count")
        return self._worked_out(chosen, number)

    def _worked_out(self, chosen: dict[str, Place], number: int) -> Premium | Refusal:
        _, table, _, cell = self.chooser.answer({axis: place.key for axis, place in chosen.items()})
        if cell.money is None or table.paid is None:
            return Refusal("mailing-no-premium", next(iter(chosen)))
        words = self.labels["members"]
        places = functools.reduce(
            lambda one, other: str(words["list"]).format(one=one, other=other),
            (self.formats.place(chosen[axis.key]) for axis in self.asked if axis.key in chosen),
        )
        each, sum_ = Money(cell.money), Money(int(cell.money) * number)
        every = words["every"][table.paid.every]
        if self.chooser.counted is None:
            return Premium(places, _filled(words["answer"], every=every, total=self.formats.money(sum_)), "", int(sum_))
        forms = words["counted"][self.chooser.counted]
        counted = str(forms.get("one" if number == 1 else "other", forms["other"])).format(number=f"{number:,}")
        return Premium(
            _filled(words["choice"], places=places, count=counted),
            _filled(words["answer"], every=every, total=self.formats.money(sum_)),
            f"{words['each'][table.paid.per]} {self.formats.money(each)}",
            int(sum_),
        )

    def _number(self, count: str) -> int | None:
        """How many are paid for; one where a premium is for a person."""
        if self.chooser.counted is None:
            return 1
        match = re.fullmatch(r"(\d{1,4})(?:\.0)?\D{0,3}", unicodedata.normalize("NFKC", count).strip())
        return int(match[1]) if match and 1 <= int(match[1]) <= MOST else None

    def _pieces(self, axis: Axis, text: str) -> list[str]:
        """What is chosen in one cell: プランB＋a names an option too. A whole name with such a sign in it is one."""
        if unicodedata.normalize("NFKC", text).strip().casefold() in NONE_CHOSEN:
            return []
        return [text] if self._place(axis, text) else [piece for piece in JOINS.split(text) if piece.strip()]

    def _place(self, axis: Axis, text: str) -> tuple[Axis, Place] | None:
        """The place that a text names: on its own axis, or else, as an option behind a plan, on another."""
        axes = (axis, *(other for other in self.asked if other.key != axis.key))
        for fold in (_exact, _loose):
            for one in axes:
                found = [place for place in one.places if fold(text) in {fold(n) for n in self._names(one, place)}]
                if len(found) == 1:
                    return one, found[0]
        age = _exact(text).removesuffix("歳")
        if age.isdigit():
            return next(((one, p) for one in axes for p in one.places if p.ages and _within(p, int(age))), None)
        return None

    def _names(self, axis: Axis, place: Place) -> set[str]:
        """All that a place may be called: its key, its names, and the axis's name before its key."""
        names = {place.key, self.formats.place(place), *(place.name or {}).values()}
        if place.number is not None:
            names.add(str(place.number))
        return names | {f"{self.formats.axis(axis)}{place.key}"}


def _filled(pattern: object, **parts: str) -> str:
    return str(pattern).format(**parts)


def _exact(text: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", text))


def _loose(text: str) -> str:
    return _exact(text).casefold()


def _within(place: Place, age: int) -> bool:
    assert place.ages is not None
    return place.ages.lowest <= age and (place.ages.highest is None or age <= place.ages.highest)
