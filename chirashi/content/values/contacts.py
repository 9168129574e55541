"""How somebody is reached: telephone and FAX numbers, e-mail and web addresses."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from chirashi.content.values.reading import Scalar, Unreadable, digits_of, scalar, shorten


class Telephone(str, Scalar):
    """A Japanese telephone or FAX number with its hyphens, `096-385-3330`."""

    SCHEMA = {"type": "string", "pattern": "^[0０][-‐‑–−ー―0-9０-９]{9,14}$", "description": "096-385-3330"}

    @classmethod
    def read(cls, found: Any) -> Telephone:
        text = scalar(found, "telephone-wrong")
        plain = re.sub(r"[‐‑–−ー―]", "-", digits_of(text))
        digits = plain.replace("-", "")
        if not re.fullmatch(r"0\d{1,4}-\d{1,4}-\d{3,4}", plain) or len(digits) != expected_length(digits):
            raise Unreadable("telephone-wrong", value=shorten(text))
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
            raise Unreadable("email-wrong", value=shorten(text))
        return cls(text)


class Url(str, Scalar):
    """A web address; https only, since members log in there."""

    SCHEMA = {"type": "string", "pattern": "^https://", "description": "https://example.org"}
    FORM: ClassVar[re.Pattern[str]] = re.compile(
        r"https://(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,24}(?::\d{1,5})?(?:[/?#][!-~]*)?"
    )
    NEVER: ClassVar[re.Pattern[str]] = re.compile(r"[\"'<>`\\{}|^\[\]]|%(?![0-9A-Fa-f]{2})")  # by RFC 3986
    LONGEST: ClassVar[int] = 300  # characters; the code of a longer one is too fine for cameras and FAX machines

    @classmethod
    def read(cls, found: Any) -> Url:
        text = scalar(found, "url-wrong")
        if len(text) > cls.LONGEST:
            raise Unreadable("url-long", count=len(text), most=cls.LONGEST)
        if not cls.FORM.fullmatch(text) or cls.NEVER.search(text):
            raise Unreadable("url-wrong", value=shorten(text))
        return cls(text)
