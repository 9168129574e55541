"""What can stand at a path of the data, asked of its model: a scalar, a text, a list of words, a part with fields."""

from __future__ import annotations

import types
import typing
from typing import Any, Literal

from pydantic import BaseModel

from chirashi.content.model import Plans, Text
from chirashi.content.values import Scalar
from chirashi.content.yaml_files.yaml_reader import Loc


def bare(kind: Any) -> Any:
    """A type without annotations and without None."""
    while typing.get_origin(kind) is typing.Annotated:
        kind = typing.get_args(kind)[0]
    if typing.get_origin(kind) in (types.UnionType, typing.Union):
        return bare(next(option for option in typing.get_args(kind) if option is not type(None)))
    return kind


def model_of(kind: Any) -> type[BaseModel] | None:
    plain = bare(kind)
    return plain if isinstance(plain, type) and issubclass(plain, BaseModel) else None


def is_text(kind: Any) -> bool:
    return bare(kind) is Text


def is_field(kind: Any) -> bool:
    """Whether one input, or one a language, holds it: a scalar, a text, or a list of plain words."""
    plain = bare(kind)
    if typing.get_origin(plain) is list:
        item = bare(typing.get_args(plain)[0])
        return item is str or (typing.get_origin(item) is list and bare(typing.get_args(item)[0]) is str)
    return (
        plain in (str, bool)
        or typing.get_origin(plain) is Literal
        or (isinstance(plain, type) and issubclass(plain, Scalar))
    )


def inner(kind: Any) -> Any:
    """The type of the entries of a mapping or a list."""
    return typing.get_args(bare(kind))[-1]


def within(kind: Any, part: str | int) -> Any:
    """The type of what stands under a name in a value of a type."""
    if (model := model_of(kind)) is not None:
        info = model.model_fields.get(str(part))
        return info.annotation if info else str
    return inner(kind) if typing.get_args(bare(kind)) else str


def kind_of(loc: Loc) -> Any:
    """The type of what stands at a path of the data; None where nothing can."""
    kind: Any = Plans
    for part in loc:
        model = model_of(kind)
        if model is not None and str(part) not in model.model_fields:
            return None
        kind = within(kind, part)
    return kind
