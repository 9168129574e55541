"""What must be told before anyone joins: notices by their kind, in the association's own words."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, GetJsonSchemaHandler
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from chirashi.base.text.languages import is_tag
from chirashi.content.model.part import Part, Text
from chirashi.content.values import Url

Slot = Literal[
    "changes",  # 主な改定点
    "summary",  # 契約概要・注意喚起情報
    "intention",  # 意向確認事項
    "duty_to_declare",  # 告知義務
    "duty_to_notify",  # 通知義務
    "not_covered",  # 保険金をお支払いできない主な場合
    "dividends",  # 配当金
    "renewal",  # 更新
    "joining_midway",  # 中途加入
    "leaving",  # 脱退・解約
    "cooling_off",  # クーリングオフ
    "claims",  # 保険金の請求
    "wording",  # 約款
    "personal_data",  # 個人情報の取扱い
    "complaints",  # 苦情・紛争解決機関（ADR）
    "solicitation",  # 勧誘方針
    "policyholder",  # 保険契約者
    "insolvency",  # 引受保険会社が破綻した場合
]


class Notice(Part):
    """One notice; its heading is the theme's word for its kind, unless it has a `name` of its own."""

    name: Text | None = None
    text: Text | None = None
    points: list[Text] = Field([], max_length=30, description="Single points, each a line of a list")
    url: Url | None = Field(None, description="Where the whole can be read")


def _notice(value: Any) -> Any:
    """A notice that is no more than its text may be written as one."""
    return {"text": value} if isinstance(value, dict) and value and all(map(is_tag, value)) else value


class TextOrNotice:
    """The schema for editors: a text, or a notice with its parts."""

    def __get_pydantic_json_schema__(self, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {"anyOf": [Text.SCHEMA, handler(core)]}


Told = Annotated[Notice, BeforeValidator(_notice), TextOrNotice()]
