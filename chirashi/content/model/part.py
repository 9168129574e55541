"""What every part of the data is made of: keys, text in each language, and how staff say how often and for whom."""

from __future__ import annotations

import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic.json_schema import WithJsonSchema

from chirashi.base.text.languages import TAG
from chirashi.base.text.unseen import without_harmless
from chirashi.content.values import Scalar, Truth, Unreadable, scalar, shorten

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
"""The name of a thing in the data; it stands in placeholders, ids and addresses."""
PageName = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9-]{0,39}$")]
Language = Annotated[str, StringConstraints(pattern=rf"^{TAG}$")]


class Text(dict[str, str], Scalar):
    """The same text in each language of the edition, `{ja: 診療所, en: clinics}`."""

    SCHEMA = {
        "type": "object",
        "propertyNames": {"pattern": f"^{TAG}$"},
        "additionalProperties": {"type": "string"},
        "description": "One text a language: {ja: …, en: …}",
    }

    @classmethod
    def read(cls, found: Any) -> Text:
        if not isinstance(found, dict) or not found:
            raise Unreadable("text-languages", value=shorten(found))
        for language, text in found.items():
            if not isinstance(text, str) or not text.strip():
                raise Unreadable("text-empty", language=language)
        return cls({language: without_harmless(text).strip() for language, text in found.items()})


def ways_of_writing(word: Any, ways: dict[str, str]) -> Any:
    return ways.get(word.strip(), word) if isinstance(word, str) else word


EVERY = {"年": "year", "月": "month", "一時払": "once"}
PER = {"施設": "facility", "人": "person", "口": "unit", "床": "bed", "世帯": "household", "チーム": "team"}
Every = Annotated[
    Literal["year", "month", "once"],
    BeforeValidator(lambda word: ways_of_writing(word, EVERY)),
    WithJsonSchema({"enum": [*EVERY.values(), *EVERY]}),
]
Per = Annotated[
    Literal["facility", "person", "unit", "bed", "household", "team"],
    BeforeValidator(lambda word: ways_of_writing(word, PER)),
    WithJsonSchema({"enum": [*PER.values(), *PER]}),
]
YesNo = Annotated[bool, BeforeValidator(Truth.read), WithJsonSchema(Truth.SCHEMA)]
Line = Annotated[str, BeforeValidator(lambda found: scalar(found, "text-wanted"))]
KANA = "[ぁ-ゖァ-ヺー・]{1,40}"


def _reading(found: Any) -> str:
    text = scalar(found, "text-wanted")
    if not re.fullmatch(KANA, text):
        raise Unreadable("reading-wrong", value=shorten(text))
    return text


Reading = Annotated[str, BeforeValidator(_reading), WithJsonSchema({"type": "string", "pattern": f"^{KANA}$"})]


class Part(BaseModel):
    """A mapping of the data file: unknown keys are errors, nothing is coerced or dropped."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)


class Named(Part):
    name: Text
    note: Text | None = None
