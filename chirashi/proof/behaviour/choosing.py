"""Goes through every choice of the price chooser, and holds what the page says to what the data makes of it."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

from chirashi.base.problems import Problem
from chirashi.proof.behaviour.answers import Answers, Choice, same
from chirashi.proof.text.comparable import comparable

if TYPE_CHECKING:
    from playwright.sync_api import Page

SCRIPT = Path(__file__).with_name("choose.js")
WRONG = ("", "0", "100", "2.5")  # numbers that no premium is for
COMPARED = 7  # of so many choices, one is also set beside another


@dataclass
class Questions:
    """What a page asks: each question's name by its axis, whether it may be left out, the tables to choose from."""

    names: dict[str, str]
    optional: dict[str, bool]
    kind: str = ""
    tables: tuple[tuple[str, str], ...] = ()  # key, name
    counts: bool = False
    others: dict[str, str] | None = None

    @property
    def asks(self) -> list[tuple[str, bool]]:
        return list(self.optional.items())


def questions(answers: Answers, found: dict[str, Any]) -> tuple[Questions, list[str]]:
    """The questions of a page, by what is written at them, and those that no axis of the data has."""
    w, without = answers.w, answers.w.label("members", "without").text
    asked, strange = Questions({}, {}, counts=found["counts"]), list[str]()
    for name, texts in found["asks"]:
        if not texts:
            continue  # the number
        axis = _axis(answers, texts, without)
        tables = tuple((key, w.text("tables", key, "name").text) for key in answers.answering)
        if axis:
            asked.names[axis], asked.optional[axis] = name, comparable(texts[0]) == comparable(without)
        elif [comparable(text) for text in texts] == [comparable(text) for _, text in tables]:
            asked.kind, asked.tables = name, tables
        else:
            strange.append(" / ".join(texts))
    others = {axis: name for name, texts in found["others"] if (axis := _axis(answers, texts, without))}
    asked.others = others if others.keys() == asked.names.keys() else None
    return asked, strange


def _axis(answers: Answers, texts: list[str], without: str) -> str:
    """The axis whose members are written at a question, in the order of the data."""
    wanted = [comparable(text) for text in texts if comparable(text) != comparable(without)]
    book = answers.w.book
    for axis, members in book.axes.items():
        if wanted and [comparable(answers.name(axis, key)) for key in members] == wanted:
            return axis
    return ""


@dataclass
class Found:
    """What the chooser of a page asks, and all choices that were gone through."""

    questions: Questions | None = None
    choices: list[Choice] = field(default_factory=list)


def prove(page: Page, answers: Answers, file: str, kept: Found) -> Iterator[Problem]:
    """What the chooser of an open page says otherwise than the data; `kept` is filled with what it asks."""
    found = page.evaluate(SCRIPT.read_text("utf-8"), None)
    answers.rows = [key for key in found["rows"] if answers.axis_of(key)]
    asked, strange = questions(answers, found)
    for text in strange:
        yield Problem(file, 0, "does-question", {"text": text})
    if strange or not asked.names:
        return
    if bool(answers.counted) != asked.counts:
        yield Problem(file, 0, "does-question", {"text": answers.counted or "n"})
    choices = list(answers.choices(asked.asks, [key for key, _ in asked.tables]))
    kept.questions, kept.choices = asked, choices
    acts = [_act(answers, asked, choice, i, choices) for i, choice in enumerate(choices)]
    shown = page.evaluate(SCRIPT.read_text("utf-8"), acts)
    told: dict[str, tuple[Choice, str, str]] = {}
    for i, (choice, said) in enumerate(zip(choices, shown, strict=True)):
        for what, wanted, here in _apart(
            answers, asked, choice, said, _other(choices, i) if acts[i]["others"] else None
        ):
            told.setdefault(what, (choice, wanted, here))
    for what, (choice, wanted, here) in told.items():
        yield _told(file, answers.said(choice), what, wanted, here)
    yield from _wrong(page, answers, asked, choices[0], file)


def _act(answers: Answers, asked: Questions, choice: Choice, i: int, choices: list[Choice]) -> dict[str, Any]:
    takes = _takes(answers, asked.names, asked.optional, choice)
    if asked.kind:
        takes = [[asked.kind, dict(asked.tables)[choice.table]], *takes]
    other = _other(choices, i) if asked.others and i % COMPARED == 0 else None
    others = _takes(answers, asked.others or {}, asked.optional, other) if other else None
    return {"takes": takes, "number": str(choice.number) if asked.counts else None, "others": others}


def _other(choices: list[Choice], i: int) -> Choice:
    """Another choice to set beside one, of the same table and number."""
    one, other = choices[i], choices[(i * 5 + len(choices) // 2) % len(choices)]
    return Choice(other.places, one.number, one.table)


def _takes(answers: Answers, names: dict[str, str], optional: dict[str, bool], choice: Choice) -> list[list[str]]:
    without = answers.w.label("members", "without").text
    return [[names[a], answers.name(a, choice.at[a]) if a in choice.at else without] for a in optional]


def _apart(
    answers: Answers, asked: Questions, choice: Choice, said: dict[str, Any], other: Choice | None
) -> Iterator[tuple[str, str, str]]:
    """Where the page says something else of a choice: the place, what it must say, what it says."""
    wanted = {"of": answers.of(choice), "answer": answers.answer(choice)}
    if asked.counts:
        wanted["each"] = answers.amount(answers.each(choice))
    if (main := answers.main(list(asked.names))) and said["up"] + said["down"]:
        wanted |= {"up": answers.step(choice, main, 1), "down": answers.step(choice, main, -1)}
    if other:
        wanted["beside"] = answers.differences(choice, other)
    for what, text in wanted.items():
        if not same(text, said[what]):
            yield what, text, said[what]
    for key in answers.rows:
        if not same(answers.row(key, choice), said["rows"][key]):
            yield key, answers.row(key, choice), said["rows"][key]
    address = dict(choice.places) | ({"n": str(choice.number)} if asked.counts else {})
    address |= {"table": choice.table} if asked.kind else {}
    for what, hash_ in (("address", said["hash"]), ("fax", said["fax"])):
        held = {name: value for name, value in parse_qsl(hash_.lstrip("#")) if not name.startswith("other.")}
        if held != address and (hash_ or what == "address"):
            yield what, str(address), hash_
    if said["mail"]:
        body = parse_qs(urlsplit(said["mail"]).query).get("body", [""])[0]
        if not same(body, answers.letter(choice)):
            yield "mail", answers.letter(choice), body


def _wrong(page: Page, answers: Answers, asked: Questions, choice: Choice, file: str) -> Iterator[Problem]:
    """A number that cannot be is said to be none, and has no price."""
    if not asked.counts:
        return
    act = _act(answers, asked, choice, 1, [choice])
    acts = [act | {"number": number} for number in WRONG]
    shown = page.evaluate(SCRIPT.read_text("utf-8"), [*acts, act])
    for number, said in itertools.zip_longest(WRONG, shown):
        wanted = answers.wrong() if number is not None else ""
        priced = any(c.isdigit() for c in said["answer"] + said["each"])
        if not same(said["wrong"], wanted) or priced is (number is not None):
            yield _told(file, number or answers.said(choice), "wrong", wanted, said["wrong"] + said["answer"])


def opened(page: Page, answers: Answers, file: str, choice: Choice) -> Iterator[Problem]:
    """What a page says that was opened by the address of a choice."""
    (said,) = page.evaluate(SCRIPT.read_text("utf-8"), [{"takes": [], "number": None, "others": None}])
    wanted = {"of": answers.of(choice), "answer": answers.answer(choice)}
    for what, text in wanted.items():
        if not same(text, said[what]):
            yield _told(file, answers.said(choice), "address", text, said[what])


def _told(file: str, choice: str, what: str, wanted: str, here: str) -> Problem:
    return Problem(file, 0, "does-chooser", {"choice": choice, "what": what, "wanted": wanted, "text": here})


def sample(choices: list[Choice]) -> list[Choice]:
    """A choice of few and one of many, from both ends of the list."""
    return [choices[len(choices) // 3], choices[-1]]
