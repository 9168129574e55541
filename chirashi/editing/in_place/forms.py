"""Writes a value in the form in which the file's author wrote the one that it replaces, or its neighbours.

77,160円 becomes 80,000円, 5,000万円 becomes 1億円, 2025-02-28 (金) becomes 2026-02-27 (金), 令和7年 stays 令和. What
is typed and cannot be read as such a value is left as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from chirashi.content.tables.grids import Cell, read_cell
from chirashi.content.values import (
    DATE_FORMS,
    ENGLISH_DAYS,
    REIWA,
    WEEKDAYS,
    Day,
    Money,
    Month,
    Number,
    Percent,
    Scalar,
    Unreadable,
    fold,
)

WRITTEN_ANEW = (Money, Percent, Number, Day, Month)  # other kinds are left as they were typed
MAN, OKU = 10_000, 100_000_000
WIDE = {code: code + 0xFEE0 for code in (*range(0x30, 0x3A), 0x2C)}  # digits and the comma between them
WRITTEN = re.compile(
    r"(?P<date>(?:\d{4}|令和\s*(?:\d{1,2}|元)年?)\D{1,2}\d{1,2}\D\d{1,2}日?)"
    r"(?P<weekday>\s*[（(][^）)]*[）)])?(?P<time>\s*\d{1,2}:\d{2})?"
)


def in_form(new: Any, old: Any, kind: type[Scalar] | None, beside: Iterable[Any] = ()) -> Any:
    """The value `new` as the file would have it.

    :param new: as it was typed, or a value that has been read.
    :param old: what stands there now, as it is written; None where nothing does.
    :param kind: what is read there; `Cell` of a table's cells is asked for by `cell_in_form`.
    :param beside: what stands in the places of the same kind near by, as it is written.
    """
    if kind is None or isinstance(new, dict | list):
        return new
    value = _read(kind, new)
    if value is None:
        return str(new)
    if old is not None and _read(kind, old) == value:
        return old
    if not isinstance(value, WRITTEN_ANEW):
        return str(new)
    written = next((one for one in (old, *beside) if isinstance(one, str) and _read(kind, one) is not None), None)
    return _as(value, written)


def cell_in_form(new: Any, old: Any, beside: Iterable[Any] = ()) -> Any:
    """The same of a cell of a table, which may hold an amount, a word, or words of each language."""
    beside = [one for one in beside if one is not None]
    value, before = _cell(new), _cell(old)
    if value is None:
        return new if isinstance(new, dict) else str(new)
    if before is not None and (value.kind, value.money, value.text) == (before.kind, before.money, before.text):
        return old if value.note is None or value.note == before.note else new
    if value.money is None:
        alike = [one for one in beside if isinstance(one, str) and (cell := _cell(one)) and cell.kind == value.kind]
        return alike[0] if alike and value.kind != "text" else new
    if isinstance(new, dict):
        return new
    amounts = [one["amount"] if isinstance(one, dict) and "amount" in one else one for one in (old, *beside)]
    written = in_form(value.money, None, Money, amounts)
    return {**old, "amount": written} if isinstance(old, dict) and "amount" in old else written


def _cell(value: Any) -> Cell | None:
    if isinstance(value, Money):
        return Cell("money", value)
    value = str(value) if isinstance(value, int) else value
    try:
        return read_cell(value)
    except Unreadable:
        return None


def _read(kind: type[Scalar], value: Any) -> Any:
    if isinstance(value, kind) and not (kind is Number and isinstance(value, bool)):
        return value
    if isinstance(value, int):
        value = str(value)
    try:
        return kind.read(value)
    except Unreadable:
        return None


def _as(value: Any, written: str | None) -> str:
    wide = written is not None and fold(written) != written and re.search("[０-９]", written) is not None
    if isinstance(value, Money):
        text = _money(value, fold(written) if written else None, written or "")
    elif isinstance(value, Percent):
        text = f"{value}%" if written is None or fold(written).rstrip().endswith("%") else str(value)
    elif isinstance(value, Number):
        text = f"{int(value):,}" if written and re.search("[,，]", written) else str(int(value))
    elif isinstance(value, Day):
        text = _day(value, written)
    else:
        text = _month(value, written)
    if wide and written is not None:
        text = text.translate({code: to for code, to in WIDE.items() if code != 0x2C or "，" in written})
    return text


def _money(value: Money, plain: str | None, written: str) -> str:
    """An amount with the signs of another: its yen, its commas, its 万 and 億."""
    if plain is None:
        return f"{int(value):,}円"
    amount = int(value)
    sign = "￥" if "￥" in written else "¥" if "¥" in written else "\\" if "\\" in plain else ""
    yen = "円" if "円" in plain else ""
    comma = "," if "," in plain or not re.search(r"\d{4}", plain) else ""
    if re.search("[万億]", plain) and amount % MAN == 0 and amount:
        oku, man = amount // OKU, amount % OKU // MAN
        said = (f"{oku:{comma}}億" if oku else "") + (f"{man:{comma}}万" if man else "")
        return f"{sign}{said}{yen}"
    if re.search("[万億]", plain):
        comma = ","
    return f"{sign}{amount:{comma}}{yen}"


def _day(value: Day, written: str | None) -> str:
    plain = WRITTEN.search(fold(written)) if written else None
    if written is None or plain is None:
        return value.date.isoformat() + (f" {value.time:%H:%M}" if value.time else "")
    text = _date(value, plain["date"].strip())
    if plain["weekday"]:
        raw = re.search(r"\s*[（(][^）)]*[）)]", written)
        text += _weekday(value, raw.group() if raw else plain["weekday"])
    if value.time:
        gap = re.match(r"\s*", plain["time"]).group() if plain["time"] else " "  # type: ignore[union-attr]
        text += f"{gap}{value.time.hour}:{value.time:%M}"
    return text


def _date(value: Day, like: str) -> str:
    form = next((form for form in DATE_FORMS if form.fullmatch(like)), None)
    if form is None:
        return value.date.isoformat()
    parts = form.fullmatch(like)
    assert parts is not None
    named = parts.groupdict()
    padded = any(len(named[name]) == 2 and named[name].startswith("0") for name in ("m", "d"))
    loose = any(len(named[name]) == 1 for name in ("m", "d"))
    width = 2 if padded or (not loose and "-" in like) else 1
    date = value.date
    values = {"m": f"{date.month:0{width}}", "d": f"{date.day:0{width}}"}
    if "r" in named:
        if date.year <= REIWA:
            return f"{date.year}年{values['m']}月{values['d']}日"
        values["r"] = "元" if date.year == REIWA + 1 and named["r"] == "元" else str(date.year - REIWA)
    else:
        values["y"] = str(date.year)
    for name in sorted(values, key=parts.start, reverse=True):
        like = like[: parts.start(name)] + values[name] + like[parts.end(name) :]
    return like


def _weekday(value: Day, like: str) -> str:
    inner = re.search(r"[（(]([^）)]*)[）)]", like)
    said = inner[1].strip() if inner else ""
    if said[:1] in WEEKDAYS:
        right = WEEKDAYS[value.date.weekday()] + (re.match("曜日?", said[1:]) or [""])[0]
    else:
        name = ENGLISH_DAYS[value.date.weekday()]
        right = name if len(said.rstrip(".")) > 3 else name[:3]
    return like.replace(inner[1], right) if inner else ""


def _month(value: Month, written: str | None) -> str:
    if written and "年" in written:
        return f"{value.year}年{value.month}月"
    sign = "/" if written and "/" in fold(written) else "-"
    return f"{value.year}{sign}{value.month:02}"
