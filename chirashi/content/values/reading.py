"""The base of every kind of value: reads one scalar of the file, as text, its digits sure to be digits."""

from __future__ import annotations

import re
import unicodedata
from typing import Any, ClassVar, Self

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import PydanticCustomError, core_schema


class Unreadable(PydanticCustomError):
    """A scalar that is not of its kind; `code` names the message, the rest is what was found."""

    def __new__(cls, code: str, **fields: object) -> Self:
        return super().__new__(cls, code, code, fields)

    def __init__(self, _code: str, **_found: object) -> None:
        """All is said in `__new__`; pydantic's own takes no arguments here."""


class Scalar:
    """A value read from one scalar of the file by `read`, described to editors by `SCHEMA`."""

    SCHEMA: ClassVar[dict[str, Any]] = {"type": ["string", "number"]}

    @classmethod
    def read(cls, value: Any) -> Any:
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
        raise Unreadable(code, value=shorten(found))
    return found.strip()


def shorten(value: Any) -> str:
    """What was found, short enough for a message."""
    text = str(value) if not isinstance(value, (dict, list)) else ("{…}" if isinstance(value, dict) else "[…]")
    return text if len(text) <= 60 else text[:57] + "…"


def fold(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


MIXED = re.compile(r"[0-9][,，]?[０-９]|[０-９][,，]?[0-9]")
LETTERS = str.maketrans({"O": "0", "o": "0", "l": "1", "I": "1", "Ｏ": "0", "ｏ": "0", "ｌ": "1", "Ｉ": "1", "〇": "0"})
LETTER_DIGIT = re.compile(r"(?<=[0-9０-９,，])[OoIlＯｏＩｌ〇]|[OoIlＯｏＩｌ〇](?=[0-9０-９,，])")


def digits_of(text: str) -> str:
    """The text with its widths folded, once it is sure that its digits are digits of one width."""
    if bad := LETTER_DIGIT.search(text):
        raise Unreadable(
            "digit-letter", value=shorten(text), letter=bad.group(), mend=shorten(fold(without_letters(text)))
        )
    if MIXED.search(text):
        raise Unreadable("digit-width", value=shorten(text), mend=shorten(fold(text)))
    return fold(text)


def without_letters(text: str) -> str:
    """The text with the digits that its letters beside digits were meant to be."""
    before = ""
    while before != text:
        before, text = text, LETTER_DIGIT.sub(lambda m: m.group().translate(LETTERS), text)
    return text
