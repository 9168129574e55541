"""Money, numbers, shares, bands of age, and yes or no."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

from chirashi.content.values.reading import Scalar, Unreadable, digits_of, scalar, shorten

WHOLE = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,13})"
"""A whole number; a comma only where it parts thousands, or two numbers would be read as one."""


class Money(int, Scalar):
    """Whole yen. Written `77160`, `77,160`, `77,160円`, `¥77,160`, `５０００万円` or `1億5,000万円`.

    A space may stand beside a unit only: `50000 60000` is two cells pasted into one.
    """

    SCHEMA = {"type": ["integer", "string"], "description": "Whole yen: 77160, 77,160円, 5,000万円, 1億円"}
    FORM: ClassVar[re.Pattern[str]] = re.compile(
        r"[¥\\]?(?:(?P<oku>N)億)?(?:(?P<man>N)万)?(?P<yen>N)?円?".replace("N", WHOLE)
    )
    SPACED: ClassVar[re.Pattern[str]] = re.compile(r"\s*([¥\\億万円])\s*")

    @classmethod
    def read(cls, found: Any) -> Money:
        if isinstance(found, Money):
            return found
        text = scalar(found, "money-unreadable")
        plain = cls.SPACED.sub(r"\1", digits_of(text))
        match = cls.FORM.fullmatch(plain)
        if not match or not any(match.groups()):
            raise Unreadable("money-unreadable", value=shorten(text))
        oku, man, yen = (int((match[part] or "0").replace(",", "")) for part in ("oku", "man", "yen"))
        if (match["oku"] and man > 9_999) or (match["man"] and yen > 9_999):
            raise Unreadable("money-unreadable", value=shorten(text))
        return cls(oku * 100_000_000 + man * 10_000 + yen)


class Number(int, Scalar):
    """A whole number that is not money: units, facilities, days."""

    SCHEMA = {"type": ["integer", "string"], "description": "A whole number"}

    @classmethod
    def read(cls, found: Any) -> Number:
        text = digits_of(scalar(found, "number-unreadable"))
        plain = text.replace(",", "")
        if not re.fullmatch(WHOLE, text) or len(plain) > 12:
            raise Unreadable("number-unreadable", value=shorten(found))
        return cls(int(plain))


class Year(Number):
    """A year of our era; written without the comma that parts thousands."""


class Percent(Decimal, Scalar):
    """A share in percent, exact: `50`, `50%`, `12.5%`."""

    SCHEMA = {"type": ["number", "string"], "description": "Percent: 50%, 12.5%"}

    @classmethod
    def read(cls, found: Any) -> Percent:
        plain = digits_of(scalar(found, "percent-unreadable")).removesuffix("%").strip()
        if not re.fullmatch(r"\d{1,3}(?:\.\d{1,4})?", plain) or Decimal(plain) > 100:
            raise Unreadable("percent-unreadable", value=shorten(found))
        return cls(plain)

    def __str__(self) -> str:
        """As it is said: 12.5, not 12.50."""
        said = f"{self:f}"
        return said.rstrip("0").rstrip(".") if "." in said else said


@dataclass(frozen=True)
class Ages(Scalar):
    """A band of completed years of age, both ends included: `15..64`, `70..`; `50歳` is that year alone."""

    lowest: int
    highest: int | None
    SCHEMA = {"type": "string", "description": "Ages, both included: 15..64, 70.. without an end, 50歳 alone"}

    @classmethod
    def read(cls, found: Any) -> Ages:
        text = scalar(found, "ages-unreadable")
        plain = digits_of(text)
        match = re.fullmatch(r"(\d{1,3})\s*歳?\s*(?:\.\.|[-~〜])\s*(\d{1,3})?歳?", plain)
        match = match or re.fullmatch(r"((\d{1,3}))歳", plain)
        if not match or (match[2] and int(match[2]) < int(match[1])):
            raise Unreadable("ages-unreadable", value=shorten(text))
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    def __str__(self) -> str:
        return f"{self.lowest}..{'' if self.highest is None else self.highest}"


class Truth(Scalar):
    """`yes` or `no`, also はい, いいえ, ○, ×."""

    SCHEMA = {"enum": ["yes", "no", "はい", "いいえ", "○", "×", True, False]}

    @classmethod
    def read(cls, found: Any) -> bool:
        word = YES_NO.get(scalar(found, "yes-no-wrong"))
        if word is None:
            raise Unreadable("yes-no-wrong", value=shorten(found))
        return word


YES_NO = {"yes": True, "no": False, "はい": True, "いいえ": False, "true": True, "false": False}
YES_NO |= dict.fromkeys("○〇◯", True) | dict.fromkeys("×✕✗", False)
