"""The kinds of value that a data file holds, each read from the text that staff wrote.

Every scalar of `plans.yml` reaches these readers as text (see `yamlfile`), so nothing has
been guessed before: `no`, `010` and `12:30` are still what was typed. Widths are folded
(NFKC) since staff type both; a mix of widths within one number is refused, because it is
the mark of a slip. A reader raises `Unreadable` with the code of a message.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar, Literal, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema


class Unreadable(PydanticCustomError):
    """A scalar that is not of its kind; `code` names the message, the rest is what was found."""

    def __new__(cls, code: str, **found: object) -> Self:
        return super().__new__(cls, code, code, found)

    def __init__(self, _code: str, **_found: object) -> None:
        """All is said in `__new__`; pydantic's own takes no arguments here."""


class Scalar:
    """A value read from one scalar of the file by `read`, described to editors by `SCHEMA`."""

    SCHEMA: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    @classmethod
    def read(cls, found: Any) -> Any:
        raise NotImplementedError  # each kind reads its own

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> core_schema.CoreSchema:
        return core_schema.no_info_plain_validator_function(cls.read)

    @classmethod
    def __get_pydantic_json_schema__(
        cls, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return dict(cls.SCHEMA)


def scalar(found: Any, code: str) -> str:
    """The one line of text that stands here, or `Unreadable` where a list or mapping stands."""
    if not isinstance(found, str):
        raise Unreadable(code, value=shown(found))
    return found.strip()


def shown(found: Any) -> str:
    """What was found, short enough for a message."""
    text = str(found) if not isinstance(found, (dict, list)) else ("{…}" if isinstance(found, dict) else "[…]")
    return text if len(text) <= 60 else text[:57] + "…"


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


MIXED = re.compile(r"[0-9][,，]?[０-９]|[０-９][,，]?[0-9]")
LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "Ｏ": "0", "ｏ": "0", "ｌ": "1", "Ｉ": "1", "〇": "0"})
LETTER_DIGIT = re.compile(r"(?<=[0-9０-９,，])[OoIlＯｏＩｌ〇]|[OoIlＯｏＩｌ〇](?=[0-9０-９,，])")


def digits_of(text: str) -> str:
    """The text with its widths folded, once it is sure that its digits are digits of one width."""
    if bad := LETTER_DIGIT.search(text):
        raise Unreadable("digit-letter", value=shown(text), letter=bad.group(), mend=shown(without_letters(text)))
    if MIXED.search(text):
        raise Unreadable("digit-width", value=shown(text), mend=shown(fold(text)))
    return fold(text)


def without_letters(text: str) -> str:
    """The text with the digits that its letters beside digits were meant to be."""
    before = ""
    while before != text:
        before, text = text, LETTER_DIGIT.sub(lambda m: m.group().translate(LETTERS), text)
    return text


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
            raise Unreadable("money-unreadable", value=shown(text))
        oku, man, yen = (int((match[part] or "0").replace(",", "")) for part in ("oku", "man", "yen"))
        if (match["oku"] and man > 9_999) or (match["man"] and yen > 9_999):
            raise Unreadable("money-unreadable", value=shown(text))
        return cls(oku * 100_000_000 + man * 10_000 + yen)


class Number(int, Scalar):
    """A whole number that is not money: units, facilities, days."""

    SCHEMA = {"type": ["integer", "string"], "description": "A whole number"}

    @classmethod
    def read(cls, found: Any) -> Number:
        text = digits_of(scalar(found, "number-unreadable"))
        plain = text.replace(",", "")
        if not re.fullmatch(WHOLE, text) or len(plain) > 12:
            raise Unreadable("number-unreadable", value=shown(found))
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
            raise Unreadable("percent-unreadable", value=shown(found))
        return cls(plain)

    def __str__(self) -> str:
        """As it is said: 12.5, not 12.50."""
        said = f"{self:f}"
        return said.rstrip("0").rstrip(".") if "." in said else said


WEEKDAYS = ("月", "火", "水", "木", "金", "土", "日")
ENGLISH_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAY = re.compile(r"(?P<ja>[月火水木金土日])(?:曜日?)?(?:[・･]?祝日?)?|(?P<en>[A-Z][a-z]{2,8})\.?")
REIWA = 2018  # 令和1年 is 2019
DATE_FORMS = (
    re.compile(r"(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})/(?P<m>\d{1,2})/(?P<d>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
    re.compile(r"令和(?P<r>\d{1,2}|元)年(?P<m>\d{1,2})月(?P<d>\d{1,2})日"),
)
DAY_AND_TIME = re.compile(r"(?P<date>.+?)\s*(?:\((?P<weekday>[^)]*)\))?\s*(?P<time>\d{1,2}:\d{2})?")


def weekday_number(name: str) -> int | None:
    """Monday is 0. Reads 金, 金曜, 金曜日, 月・祝, Fri, Friday; None where it is no weekday."""
    match = WEEKDAY.fullmatch(name.strip().capitalize())
    if match is None:
        return None
    if match["ja"]:
        return WEEKDAYS.index(match["ja"])
    return next((i for i, day in enumerate(ENGLISH_DAYS) if match["en"] in (day, day[:3])), None)


@dataclass(frozen=True)
class Day(Scalar):
    """A date in Japan, with a time of day where one is given; `2025-02-28 (金) 17:00`.

    A weekday that is written is checked against the date and then forgotten.
    """

    date: datetime.date
    time: datetime.time | None = None
    SCHEMA = {"type": "string", "description": "2025-02-28, 2025-02-28 (金), 2025年2月28日（金）, 2025-02-28 17:00"}

    @classmethod
    def read(cls, found: Any) -> Day:
        text = scalar(found, "date-unreadable")
        match = DAY_AND_TIME.fullmatch(digits_of(text))
        if not match:
            raise Unreadable("date-unreadable", value=shown(text))
        date = read_date(match["date"], text)
        if match["weekday"] is not None:
            said = weekday_number(match["weekday"])
            if said is None:
                raise Unreadable("date-unreadable", value=shown(text))
            if said != date.weekday():
                raise Unreadable("weekday-wrong", value=shown(text), said=match["weekday"], **true_weekday(date))
        return cls(date, read_time(match["time"], text) if match["time"] else None)

    def __str__(self) -> str:
        return self.date.isoformat() + (f"T{self.time:%H:%M}" if self.time else "")


def true_weekday(date: datetime.date) -> dict[str, object]:
    names = {"ja": WEEKDAYS[date.weekday()], "en": ENGLISH_DAYS[date.weekday()]}
    return {"date": date.isoformat(), "weekday": names}


def read_date(text: str, whole: str) -> datetime.date:
    for form in DATE_FORMS:
        if match := form.fullmatch(text.strip()):
            parts = match.groupdict()
            reiwa = parts.get("r")
            year = REIWA + (1 if reiwa == "元" else int(reiwa)) if reiwa else int(parts["y"])
            if year == REIWA and reiwa:
                break  # there is no 令和0年
            try:
                return datetime.date(year, int(parts["m"]), int(parts["d"]))
            except ValueError:
                break
    else:
        raise Unreadable("date-unreadable", value=shown(whole))
    raise Unreadable("date-impossible", value=shown(whole))


def read_time(text: str, whole: str) -> datetime.time:
    hour, minute = (int(part) for part in text.split(":"))
    if hour > 23 or minute > 59:
        raise Unreadable("date-impossible", value=shown(whole))
    return datetime.time(hour, minute)


@dataclass(frozen=True)
class Month(Scalar):
    """A month of a year, `2022-04`."""

    year: int
    month: int
    SCHEMA = {"type": "string", "description": "A month: 2022-04, 2022年4月"}

    @classmethod
    def read(cls, found: Any) -> Month:
        text = scalar(found, "month-unreadable")
        match = re.fullmatch(r"(\d{4})[-/年](\d{1,2})月?", digits_of(text))
        if not match or not 1 <= int(match[2]) <= 12 or not 1900 <= int(match[1]) <= 2999:
            raise Unreadable("month-unreadable", value=shown(text))
        return cls(int(match[1]), int(match[2]))

    def __str__(self) -> str:
        return f"{self.year}-{self.month:02}"


@dataclass(frozen=True)
class Term(Scalar):
    """How long cover lasts, `1 year`, `6 months`, `1年`, `6か月`."""

    number: int
    unit: Literal["year", "month", "day"]
    SCHEMA = {"type": "string", "description": "1 year, 6 months, 1年, 6か月"}

    @classmethod
    def read(cls, found: Any) -> Term:
        text = scalar(found, "term-unreadable")
        match = re.fullmatch(r"(\d{1,3}) ?(years?|months?|days?|年間?|[かヵヶケカ箇]月間?|日間?)", digits_of(text))
        if not match or int(match[1]) == 0:
            raise Unreadable("term-unreadable", value=shown(text))
        unit: Literal["year", "month", "day"] = (
            "year" if match[2][0] in "y年" else "day" if match[2][0] in "d日" else "month"
        )
        return cls(int(match[1]), unit)

    def __str__(self) -> str:
        return f"P{self.number}{self.unit[0].upper()}"


@dataclass(frozen=True)
class Ages(Scalar):
    """A band of completed years of age, both ends included: `15..64`, `70..`."""

    lowest: int
    highest: int | None
    SCHEMA = {"type": "string", "description": "Ages, both included: 15..64, or 70.. without an end"}

    @classmethod
    def read(cls, found: Any) -> Ages:
        text = scalar(found, "ages-unreadable")
        match = re.fullmatch(r"(\d{1,3})\s*(?:\.\.|[-~〜])\s*(\d{1,3})?歳?", digits_of(text))
        if not match or (match[2] and int(match[2]) < int(match[1])):
            raise Unreadable("ages-unreadable", value=shown(text))
        return cls(int(match[1]), int(match[2]) if match[2] else None)

    def __str__(self) -> str:
        return f"{self.lowest}..{'' if self.highest is None else self.highest}"


class Telephone(str, Scalar):
    """A Japanese telephone or FAX number with its hyphens, `096-385-3330`."""

    SCHEMA = {"type": "string", "pattern": "^[0０][-‐‑–−ー―0-9０-９]{9,14}$", "description": "096-385-3330"}

    @classmethod
    def read(cls, found: Any) -> Telephone:
        text = scalar(found, "telephone-wrong")
        plain = re.sub(r"[‐‑–−ー―]", "-", digits_of(text))
        digits = plain.replace("-", "")
        if not re.fullmatch(r"0\d{1,4}-\d{1,4}-\d{3,4}", plain) or len(digits) != expected_length(digits):
            raise Unreadable("telephone-wrong", value=shown(text))
        return cls(plain)


def expected_length(digits: str) -> int:
    """Digits of a whole number: mobile, IP and 0800 numbers have 11, land lines and 0120 have 10."""
    return 11 if digits.startswith(("050", "060", "070", "080", "090", "0800")) else 10


class Email(str, Scalar):
    """An e-mail address. The form is checked, not whether anybody reads it."""

    SCHEMA = {"type": "string", "description": "name@example.jp"}
    FORM: ClassVar[re.Pattern[str]] = re.compile(
        r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}"
    )

    @classmethod
    def read(cls, found: Any) -> Email:
        text = scalar(found, "email-wrong")
        if not cls.FORM.fullmatch(text) or ".." in text or text.startswith("."):
            raise Unreadable("email-wrong", value=shown(text))
        return cls(text)


class Url(str, Scalar):
    """A web address; https only, since members log in there."""

    SCHEMA = {"type": "string", "pattern": "^https://", "description": "https://example.org"}
    FORM: ClassVar[re.Pattern[str]] = re.compile(
        r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?::\d{1,5})?(?:[/?#][!-~]*)?"
    )

    @classmethod
    def read(cls, found: Any) -> Url:
        text = scalar(found, "url-wrong")
        if not cls.FORM.fullmatch(text) or any(c in text for c in "\"'<>`\\"):
            raise Unreadable("url-wrong", value=shown(text))
        return cls(text)


class Truth(Scalar):
    """`yes` or `no`, also はい, いいえ, ○, ×."""

    SCHEMA = {"enum": ["yes", "no", "はい", "いいえ", "○", "×", True, False]}

    @classmethod
    def read(cls, found: Any) -> bool:
        word = YES_NO.get(scalar(found, "yes-no-wrong"))
        if word is None:
            raise Unreadable("yes-no-wrong", value=shown(found))
        return word


YES_NO = {"yes": True, "no": False, "はい": True, "いいえ": False, "true": True, "false": False}
YES_NO |= dict.fromkeys("○〇◯", True) | dict.fromkeys("×✕✗", False)
